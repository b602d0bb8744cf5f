"""Bytes -> Document: one module a format, detected by content."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from graphbuild.errors import GraphbuildError, MalformedSourceError, SourceError, UnknownFormatError
from graphbuild.model.text import Document
from graphbuild.registry import Registry
from graphbuild.sources.piece import Piece, Split, framed
from graphbuild.sources.reader import Reader
from graphbuild.sources.source import ENRICHMENT, MANIFEST, Source, iter_inputs, limited

__all__ = [
    "ENRICHMENT",
    "MANIFEST",
    "READERS",
    "Reading",
    "Source",
    "iter_sources",
    "read_bytes",
    "read_documents",
    "read_path",
    "read_source",
]

READERS = Registry(
    "graphbuild.readers",
    {
        "ctgov": "graphbuild.sources.ctgov:READER",
        "ctgov-csv": "graphbuild.sources.ctgov_csv:READER",
        "ctis-csv": "graphbuild.sources.ctis_csv:READER",
        "html": "graphbuild.sources.html:READER",
        "jats": "graphbuild.sources.jats:READER",
        "nbib": "graphbuild.sources.nbib:READER",
        "pdf": "graphbuild.sources.pdf:READER",
        "pubmed": "graphbuild.sources.pubmed:READER",
        "pubmed-text": "graphbuild.sources.pubmed_text:READER",
        "text": "graphbuild.sources.plain:READER",
    },
)
"""Name of the format -> its Reader."""


_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source gave: the documents of its good records, and what is wrong with the others, in their order."""

    documents: tuple[Document, ...]
    problems: tuple[GraphbuildError, ...] = ()


def iter_sources(inputs: Iterable[str | Path]) -> Iterator[Source]:
    """Gives every source that files, folders, globs and "-" (standard input) name, each once.

    Archives are unpacked member by member, and a large file of many records comes in parts, one after the other, so
    that no more than a part of it is in memory. What a folder or a glob holds comes ordered by path, without hidden
    files; one that holds nothing comes itself, and so does a missing file: asking for its data raises SourceError.
    """
    return iter_inputs(inputs, _split_of)


def read_source(source: Source) -> Reading:
    """Gives what a source holds: a record that cannot be read is named and costs no other; raises no SourceError."""
    try:
        data = source.data()
    except SourceError as error:
        return Reading((), (error,))
    pieces = source.pieces or _pieces(data)
    try:
        found = read_documents(data, source.name)
        problem = None
    except SourceError as error:
        found, problem = (), error
    told = any(one.problem for one in source.pieces)
    if not told and not problem and len(found) >= sum(one.is_record for one in pieces):
        return Reading(found)
    if problem and len(pieces) < _SEVERAL and not told:
        return Reading((), (problem,))
    reading = _piecewise(pieces, source.name)
    return reading if reading.problems or problem is None else Reading(reading.documents, (problem,))


def _pieces(data: bytes) -> tuple[Piece, ...]:
    split = _split_of(data)
    return () if split is None else tuple(split(iter((data,))))


def _piecewise(pieces: Iterable[Piece], name: str) -> Reading:
    """Reads every record alone."""
    documents: list[Document] = []
    problems: list[GraphbuildError] = []
    for one in pieces:
        where = f"{name}, {one}"
        try:
            if one.problem:
                raise MalformedSourceError(one.problem, where=where, remedy="the other records are kept")
            documents += _read(framed([one]), where)
        except SourceError as error:
            problems.append(error)
    return Reading(tuple(documents), tuple(problems))


def read_documents(data: bytes, name: str = "text") -> tuple[Document, ...]:
    """Gives every document in the bytes (most formats hold one); raises SourceError where there is none."""
    limited(data, name)
    inside = tuple(Source(name, None, data).opened(lambda _: None))
    return tuple(found for one in inside for found in _read(one.data(), one.name))


def _read(data: bytes, name: str) -> tuple[Document, ...]:
    if not data.strip():
        raise MalformedSourceError("no text in it", where=name, remedy="give an article")
    for reader in _readers():
        if reader.detects(data):
            found = reader.read(data, name)
            if found:
                return found
            raise MalformedSourceError(f"no record in this {reader.name} file", where=name)
    raise UnknownFormatError("no reader knows this format", where=name, remedy=f"one of: {', '.join(READERS)}")


def read_path(path: Path) -> Document:
    """Gives the first document in a file."""
    return read_bytes(Source(str(path), path).data(), path.name)


def read_bytes(data: bytes, name: str = "text") -> Document:
    """Gives the first document in the bytes; `name` is used in messages and never in the graph."""
    return read_documents(data, name)[0]


def _split_of(head: bytes) -> Split | None:
    return next((reader.split for reader in _readers() if reader.detects(head)), None)


@cache
def _readers() -> tuple[Reader, ...]:
    return tuple(sorted((cast("Reader", READERS[name]) for name in READERS), key=lambda reader: reader.rank))
