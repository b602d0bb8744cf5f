"""A bibliographic record as a document: its title, a few labelled lines and its abstract, each fact at its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphbuild.language.lexicon import load
from graphbuild.language.slug import slug
from graphbuild.model.codes import Design, DocumentKind, Phase, StudyType
from graphbuild.model.fact import Fact, Field, Person, Value
from graphbuild.model.text import Document, Metadata, Span
from graphbuild.sources.day import day
from graphbuild.sources.subjects import heading, keyword, split_heading, stems

_CODES = {Field.DESIGN: Design, Field.PHASE: Phase, Field.STUDY_TYPE: StudyType, Field.PUBLICATION_STATUS: str}
_BRACKETED = re.compile(r"\A\[(?P<title>.*)\](?P<end>\.?)", re.DOTALL)
_DOI = re.compile(r"10\.\d{4,9}/\S+")


Subject = tuple[str, str, Field | None]
"""The name of a heading, its qualifiers as they follow it, and what it names."""
FRONT = "front"
"""The metadata that tells at which offset the front matter of a paper, and its abstract, end."""
_INDEXED = 0.6
"""How sure it is that what a paper was indexed under is what its study is about."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a bibliographic record says of one publication; `body` holds paragraphs, headings among them.

    `headings` are those of MeSH with their qualifiers, "name/qualifier/qualifier", each with what it names;
    `keywords` those of the authors. The first `abstract` paragraphs of the body are the abstract, all if it is None.
    """

    title: str
    body: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    journal: str = ""
    date: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    types: tuple[str, ...] = ()
    registry_ids: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    headings: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    abstract: int | None = None


Piece = tuple[str, Field | None, Value | None]


def document_of(record: Bibliography, *, kind: DocumentKind, name: str, rule: str) -> Document:
    r"""Gives the document; the facts' spans lie in its title and in the lines "Authors:" to "Notices:".

    >>> found = document_of(Bibliography("A pill helps", pmid="7"), kind=DocumentKind.ABSTRACT, name="x", rule="nbib")
    >>> found.text, found.facts[-1].span.of(found.text)
    ('A pill helps\nCitation: PMID: 7', '7')
    """
    text, facts = "", list[Fact]()
    for line in _lines(record):
        text += "\n" if text else ""
        for words, field, value in line:
            if field is not None and value is not None and words:
                facts.append(_fact(field, value, Span(len(text), len(text) + len(words)), rule))
            text += words
    found = [Metadata("publication type", item, rule) for item in record.types]
    found += [Metadata("keyword", item, rule) for item in record.keywords]
    if record.abstract is not None:
        front = len("\n\n".join((text, *record.body[: record.abstract])))
        found.append(Metadata(FRONT, str(front), rule))
    return Document("\n\n".join((text, *record.body)), kind, name, metadata=tuple(found), facts=tuple(facts))


def _fact(field: Field, value: Value, span: Span, rule: str) -> Fact:
    """Gives the fact that a piece states; what a paper is indexed under is less sure than the rest."""
    rule = f"{rule}/{field.value.partition('.')[2]}"
    if field is Field.INTERVENTION_NAME:
        return Fact(field, value, span, rule, _INDEXED, slug(str(value)))
    return Fact(field, value, span, rule, _INDEXED if field is Field.CONDITION else 1.0)


def _lines(record: Bibliography) -> Iterator[list[Piece]]:
    """Gives the lines above the body."""
    told = "\n".join((record.title, *record.body[: record.abstract]))
    yield [(record.title, Field.PUBLICATION_TITLE, record.title)]
    for label, pieces in (
        ("Authors", [(person.name, Field.PUBLICATION_AUTHOR, person) for person in record.authors]),
        ("Publication types", [(item, *_typed(item)) for item in record.types]),
        ("Registrations", [(item, Field.REGISTRY_ID, item) for item in record.registry_ids]),
        ("Funding", [(item, Field.FUNDER, item) for item in record.funders]),
        ("Notices", [(item, Field.PUBLICATION_STATUS, item) for item in record.notices]),
        ("Keywords", [(item, keyword(item, told), item) for item in record.keywords]),
    ):
        if pieces:
            yield [(f"{label}: ", None, None), *_joined(pieces)]
    if record.headings:
        yield [("MeSH headings: ", None, None), *_headings(record.headings, stems(told))]
    citation = list(_citation(record))
    if citation:
        yield [("Citation: ", None, None), *citation]


def _headings(headings: Iterable[Subject], told: frozenset[str]) -> Iterator[Piece]:
    """Gives the headings; those that the title and the abstract don't tell of name nothing."""
    for number, (name, qualifiers, field) in enumerate(headings):
        if number:
            yield "; ", None, None
        yield name, field if field is not None and stems(name) <= told else None, name
        yield qualifiers, None, None


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for number, piece in enumerate(pieces):
        if number:
            yield "; ", None, None
        yield piece


def _citation(record: Bibliography) -> Iterator[Piece]:
    parts: list[tuple[str, str, Field, Value | None]] = [
        ("", record.journal, Field.PUBLICATION_JOURNAL, record.journal),
        ("", record.date, Field.PUBLICATION_DATE, day(record.date)),
        ("doi: ", record.doi, Field.PUBLICATION_DOI, record.doi),
        ("PMID: ", record.pmid, Field.PUBLICATION_PMID, record.pmid),
        ("PMCID: ", record.pmcid, Field.PUBLICATION_PMCID, record.pmcid),
    ]
    stated = [part for part in parts if part[1]]
    for number, (label, words, field, value) in enumerate(stated):
        yield (". " if number else "") + label, None, None
        yield words, field, value


def _typed(item: str) -> tuple[Field | None, Value | None]:
    """Gives what a publication type says of the study, if anything."""
    for entry in load("publication-types").entries:
        if entry.wording.casefold() == item.casefold() and entry.code.startswith("study."):
            name, _, code = entry.code.partition(":")
            field = Field(name)
            return field, _CODES[field](code)
    return None, None


def subject(text: str) -> Subject:
    """Gives what a heading of MeSH names, as MEDLINE writes it.

    >>> subject("Insomnia/*drug therapy")
    ('Insomnia', '/drug therapy', <Field.CONDITION: 'study.condition'>)
    """
    name, qualifiers, major = split_heading(text)
    return name, "".join(f"/{one}" for one in qualifiers), heading(name, qualifiers, major=major)


def spoken(last: str, given: str, suffix: str = "") -> str:
    """Gives a name in the order in which it is spoken.

    >>> spoken("Writer", "Ann B", "Jr")
    'Ann B Writer Jr'
    """
    return " ".join(filter(None, (given, last, suffix)))


def unbracketed(title: str) -> str:
    """Gives a title without the brackets that mark a translated one.

    >>> unbracketed("[A pill for sleep]."), unbracketed("[A] pill")
    ('A pill for sleep.', '[A] pill')
    """
    match = _BRACKETED.fullmatch(title)
    return title if match is None else match["title"] + match["end"]


def doi_in(text: str) -> str:
    """Gives the first DOI in a text, or nothing."""
    match = _DOI.search(text)
    return match.group().rstrip(".,;)]") if match else ""


def squeezed(text: str) -> str:
    """Gives the text with every run of blanks as one space."""
    return " ".join(text.split())
