"""Records as PubMed prints them ("Abstract (text)"): a citation line, title, authors, addresses, abstract, identifiers.

The parts stand in paragraphs of their own; a file holds any number of records.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.language.lexicon import load
from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Fact, Field, Person
from graphbuild.model.text import Document, Span
from graphbuild.sources.decode import decode
from graphbuild.sources.reader import Reader
from graphbuild.sources.record import Bibliography, document_of, doi_in, squeezed, unbracketed

_CITATION = (
    r"(?P<journal>[A-Z][^.\n;]{1,120})\. (?P<date>(?:19|20)\d\d(?: [A-Z][a-z]{2,5}[A-Za-z0-9 /-]{0,18})?);"
    r" ?[\w() .,-]{1,40}(?::|\.|;)"
)
_OPENING = re.compile(rf"\A\s{{0,50}}(?:\d{{1,6}}\. )?{_CITATION}")
_RECORD = re.compile(rf"\A\s{{0,50}}|\n\n(?=\d{{1,6}}\. {_CITATION})")
_IDENTIFIER = re.compile(r"\bPMID: ?(?P<pmid>\d{1,8})\b")
_PMCID = re.compile(r"\bPMCID: ?(?P<pmcid>PMC\d+)")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_NAME = re.compile(r"\A(?P<name>[^\d();,.:]{2,50}? [A-Z]{1,4}(?: (?:Jr|Sr|2nd|3rd|I{2,3}))?)(?:\s?\(\d{1,3}\)|\(#\))*")
_SEPARATOR = re.compile(r"[,;] ?|\. ")
_LANGUAGE = re.compile(r"^\[Article in [^\]]{2,40}\] ?")
_ADDRESSES = "Author information:"
_ASIDE = re.compile(
    r"(?:Comment (?:in|on)|Erratum (?:in|for)|Republished|Update (?:in|of)|Summary for|\u00a9|Copyright|\[Article in"
    r"|Collaborators:|Conflict of interest|Publisher:|Retraction)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:DOI|PMCID|PMID): ?\S")
_FIRST_ADDRESS = re.compile(rf"(?<=\n){_ADDRESSES}(?:(?!\s?\(2\))[^\n]){{1,400}}")
_LIKELY = 0.6
"""How sure it is that the study was made where its first author works."""
_HEAD = 4096


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every record that has a title."""
    text = decode(data, name).replace("\r\n", "\n")
    starts = [match.end() for match in _RECORD.finditer(text)]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    records = [_record([part for part in _BLANK.split(piece.strip()) if part.strip()]) for piece in pieces]
    return tuple(
        _addressed(document_of(record, kind=DocumentKind.ABSTRACT, name=name, rule="pubmed-text"))
        for record in records
        if record.title
    )


def _addressed(document: Document) -> Document:
    """Gives the document with the country in which the first address lies."""
    line = _FIRST_ADDRESS.search(document.text)
    found = () if line is None else load("countries").find(line[0])
    if line is None or not found:
        return document
    span = Span(line.start() + found[-1].span.start, line.start() + found[-1].span.end)
    fact = Fact(Field.COUNTRY, span.of(document.text), span, "pubmed-text/country", _LIKELY)
    return replace(document, facts=(*document.facts, fact))


def _record(parts: Sequence[str]) -> Bibliography:
    citation, title, rest = squeezed(parts[0]), "", list(parts[1:])
    if rest:
        title = unbracketed(squeezed(rest.pop(0)))
    authors = tuple(_authors(squeezed(rest.pop(0)))) if rest and _is_byline(squeezed(rest[0])) else ()
    match = _OPENING.match(citation)
    tail = " ".join(part for part in rest if _TAIL.match(part))
    identifier, archive = _IDENTIFIER.search(tail), _PMCID.search(tail)
    return Bibliography(
        title=title,
        body=tuple(_body(rest)),
        authors=authors,
        journal="" if match is None else match["journal"],
        date="" if match is None else match["date"].strip(),
        doi=doi_in(tail) or doi_in(citation),
        pmid="" if identifier is None else identifier["pmid"],
        pmcid="" if archive is None else archive["pmcid"],
    )


def _body(parts: Sequence[str]) -> Iterator[str]:
    """Gives the addresses and the abstract, each line that opens with a heading as its own paragraph."""
    for part in parts:
        if _TAIL.match(part) or _ASIDE.match(part):
            continue
        yield squeezed(part)


def _is_byline(line: str) -> bool:
    return not line.startswith(_ADDRESSES) and next(_authors(line), None) is not None


def _authors(line: str) -> Iterator[Person]:
    """Gives the people of a line "Writer A(1), Maker BC(2); Some Study Group."; groups are left out."""
    for piece in _SEPARATOR.split(_LANGUAGE.sub("", line).rstrip(".")):
        match = _NAME.fullmatch(piece.strip())
        if match is not None:
            yield Person(match["name"].strip())


def _detects(data: bytes) -> bool:
    head = data[:_HEAD].decode("utf-8", "replace")
    return _OPENING.match(head) is not None and b"PMID:" in data


READER = Reader("pubmed-text", 40, _detects, read)
