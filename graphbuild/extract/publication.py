"""The paper that a report describes: journal, date, title, identifiers, or the meeting at which it was presented."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graphbuild.extract.appearance import appearance
from graphbuild.extract.journal import Journal, journal
from graphbuild.extract.meeting import meeting
from graphbuild.extract.paper_title import paper_title
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import DocumentKind, Focus
from graphbuild.model.fact import Fact, Field, PartialDate
from graphbuild.model.text import Document, Span

_DOI = sieve(r"\b10\.\s?\d{4,9}\s?/\s?(?:[\w.:/-]|\([\w.]{1,12}\)|(?<=/)\s(?=[\w(])|(?<=\.)\s(?=\d)|\s(?=\(\d)){3,90}")
_PMID = sieve(r"\bPMID:?\s?(\d{6,9})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{6,9})\b|ncbi\.nlm\.nih\.gov/pubmed/(\d{6,9})\b")
_PMCID = sieve(r"\b(PMC\d{5,9})\b")
_MOST = 20.0


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the facts of this family."""
    outlet = journal(document)
    if outlet is not None:
        yield Fact(Field.PUBLICATION_JOURNAL, outlet.name, outlet.span, "publication/journal", _sure(outlet.points))
    yield from _date(document, found, outlet)
    title = paper_title(document)
    if document.kind in {DocumentKind.ABSTRACT, DocumentKind.PAPER}:
        yield from _own_title(found)
    elif title is not None:
        yield Fact(Field.PUBLICATION_TITLE, title.words, title.span, "publication/title", _sure(title.points))
    yield from _identifiers(document)
    gathering = meeting(document)
    if gathering is not None:
        yield Fact(
            Field.PUBLICATION_MEETING, gathering.name, gathering.span, "publication/meeting", _sure(gathering.points)
        )


def _own_title(found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives the title of an abstract or a paper, which is that of the report itself."""
    for fact in found:
        if fact.field is Field.REPORT_TITLE:
            yield replace(fact, field=Field.PUBLICATION_TITLE, rule="publication/own-title")


def _sure(points: float) -> float:
    return round(min(0.99, 0.6 + points / _MOST), 3)


def _date(document: Document, found: tuple[Fact, ...], outlet: Journal | None) -> Iterator[Fact]:
    own = next(
        (fact.value for fact in found if fact.field is Field.REPORT_DATE and isinstance(fact.value, PartialDate)), None
    )
    when = appearance(document, own, None if outlet is None else outlet.span)
    if when is not None:
        yield Fact(Field.PUBLICATION_DATE, when.date, when.span, "publication/date", _sure(when.points))


def _identifiers(document: Document) -> Iterator[Fact]:
    text = document.text
    for match in _DOI.finditer(text):
        raw = match.group().rstrip(".:/-")
        value = "".join(raw.split())
        if _own(document, match.start()) and len(value.partition("/")[2]) > 3:  # noqa: PLR2004
            yield Fact(
                Field.PUBLICATION_DOI, value, Span(match.start(), match.start() + len(raw)), "publication/doi", 0.95
            )
            break
    for field, pattern in ((Field.PUBLICATION_PMID, _PMID), (Field.PUBLICATION_PMCID, _PMCID)):
        for match in pattern.finditer(text):
            group = next(number for number in range(1, (match.lastindex or 1) + 1) if match[number])
            if _own(document, match.start()):
                yield Fact(
                    field, match[group], Span(*match.span(group)), f"publication/{field.value.rpartition('.')[2]}", 0.95
                )
                break


def _own(document: Document, offset: int) -> bool:
    sentence = next((one for one in document.sentences if one.span.start <= offset < one.span.end), None)
    return sentence is None or sentence.focus not in {Focus.OTHER_STUDY, Focus.ANIMAL}
