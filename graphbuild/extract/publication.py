"""The paper that a report describes: journal, date, title, identifiers, or the meeting at which it was presented."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graphbuild.extract.appearance import appearance
from graphbuild.extract.journal import Journal, journal
from graphbuild.extract.meeting import meeting
from graphbuild.extract.paper_title import paper_title
from graphbuild.language.sieve import Sieve, sieve
from graphbuild.model.codes import DocumentKind, Focus, Section
from graphbuild.model.fact import Fact, Field, PartialDate
from graphbuild.model.text import Document, Span

_DOI = sieve(r"\b10\.\s?\d{4,9}\s?/\s?(?:[\w.:/-]|\([\w.]{1,12}\)|(?<=/)\s(?=[\w(])|(?<=\.)\s(?=\d)|\s(?=\(\d)){3,90}")
_PMID = sieve(r"\bPMID:?\s?(\d{6,9})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{6,9})\b|ncbi\.nlm\.nih\.gov/pubmed/(\d{6,9})\b")
_PMCID = sieve(r"\b(PMC\d{5,9})\b")
_YEAR = re.compile(r"\s?\((?:19|20)\d\d\)$")
_ENDS = ".:/-"
_MOST = 20.0
_SEVERAL = 2
_OF_OTHERS = {Focus.OTHER_STUDY, Focus.ANIMAL}


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
    for match in _own_ones(document, _DOI):
        raw = _YEAR.sub("", match.group().rstrip(_ENDS)).rstrip(_ENDS)
        value = "".join(raw.split())
        if len(value.partition("/")[2]) > 3:  # noqa: PLR2004
            yield Fact(
                Field.PUBLICATION_DOI, value, Span(match.start(), match.start() + len(raw)), "publication/doi", 0.95
            )
            break
    for field, pattern in ((Field.PUBLICATION_PMID, _PMID), (Field.PUBLICATION_PMCID, _PMCID)):
        for match in _own_ones(document, pattern)[:1]:
            group = match.lastindex or 1
            rule = f"publication/{field.value.rpartition('.')[2]}"
            yield Fact(field, match[group], Span(*match.span(group)), rule, 0.95)


def _own_ones(document: Document, pattern: Sieve) -> list[re.Match[str]]:
    """Gives the identifiers of one kind but for those of other papers: of another study, or in a list of references."""
    found = [(match, document.sentence_at(Span(*match.span()))) for match in pattern.finditer(document.text)]
    own = [(match, place) for match, place in found if place is None or place.focus not in _OF_OTHERS]
    aside = {match.group() for match, place in own if place is not None and place.section is Section.BOILERPLATE}
    return [match for match, place in own if len(aside) < _SEVERAL or match.group() not in aside]
