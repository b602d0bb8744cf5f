"""A bibliographic record as a document: its title, a few labelled lines and its abstract, each fact at its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphbuild.language.lexicon import load
from graphbuild.model.codes import Design, DocumentKind, Phase, StudyType
from graphbuild.model.fact import Fact, Field, Person, Value
from graphbuild.model.text import Document, Metadata, Span
from graphbuild.sources.day import day

_CODES = {Field.DESIGN: Design, Field.PHASE: Phase, Field.STUDY_TYPE: StudyType, Field.PUBLICATION_STATUS: str}
_BRACKETED = re.compile(r"\[(?P<title>.*)\](?P<end>\.?)", re.DOTALL)
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a bibliographic record says of one publication; `body` holds paragraphs, headings among them."""

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


Piece = tuple[str, Field | None, Value | None]


def document_of(record: Bibliography, *, kind: DocumentKind, name: str, rule: str) -> Document:
    r"""Gives the document; the facts' spans lie in its title and in the lines "Authors:" to "Notices:".

    >>> found = document_of(Bibliography("A pill helps", pmid="7"), kind=DocumentKind.ABSTRACT, name="x", rule="nbib")
    >>> found.text, found.facts[-1].span.of(found.text)
    ('A pill helps\nCitation: PMID: 7', '7')
    """
    text, facts = "", []
    for line in _lines(record):
        text += "\n" if text else ""
        for words, field, value in line:
            if field is not None and value is not None and words:
                span = Span(len(text), len(text) + len(words))
                facts.append(Fact(field, value, span, rule=f"{rule}/{field.value.partition('.')[2]}"))
            text += words
    found = tuple(Metadata("publication type", item, rule) for item in record.types)
    return Document(text, kind, name, metadata=found, facts=tuple(facts))


def _lines(record: Bibliography) -> Iterator[list[Piece]]:
    yield [(record.title, Field.PUBLICATION_TITLE, record.title)]
    for label, pieces in (
        ("Authors", [(person.name, Field.PUBLICATION_AUTHOR, person) for person in record.authors]),
        ("Publication types", [(item, *_typed(item)) for item in record.types]),
        ("Registrations", [(item, Field.REGISTRY_ID, item) for item in record.registry_ids]),
        ("Funding", [(item, Field.FUNDER, item) for item in record.funders]),
        ("Notices", [(item, Field.PUBLICATION_STATUS, item) for item in record.notices]),
    ):
        if pieces:
            yield [(f"{label}: ", None, None), *_joined(pieces)]
    citation = list(_citation(record))
    if citation:
        yield [("Citation: ", None, None), *citation]
    for paragraph in record.body:
        yield [("", None, None)]
        yield [(paragraph, None, None)]


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
