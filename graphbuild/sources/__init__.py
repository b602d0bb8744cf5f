"""Bytes -> Document: one module a format, detected by content."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from glob import has_magic
from pathlib import Path
from typing import cast

from graphbuild.errors import MalformedSourceError, SourceError, UnknownFormatError
from graphbuild.model.text import Document
from graphbuild.registry import Registry
from graphbuild.sources import archive
from graphbuild.sources.reader import Reader

LARGEST = 20_000_000
"""The most bytes that one source may have."""

MANIFEST, ENRICHMENT = "fetch.jsonl", "crossref"
"""What `graphbuild fetch` keeps beside the articles: a list of what came from where, and a folder of metadata."""

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


@dataclass(frozen=True, slots=True)
class Source:
    """One input before it is read: `name` is what people call it, `key` stays the same from build to build.

    `chain` leads to a member of the archive that the path or the content is.
    """

    name: str
    path: Path | None
    content: bytes = b""
    chain: archive.Chain = ()

    @property
    def key(self) -> str:
        """Gives the absolute path of the file, or the name of what has none."""
        if self.path is None:
            return self.name
        return archive.MARK.join((_printable(self.path.resolve()), *self.chain))

    def data(self) -> bytes:
        """Gives the bytes; raises SourceError where the file is missing, too large or cannot be read."""
        if self.chain:
            whole = self.name.removesuffix(archive.MARK.join(("", *self.chain)))
            return archive.member(self.path or self.content, self.chain, whole, LARGEST)
        if self.path is None:
            return _limited(self.content, self.name)
        try:
            if self.path.is_dir():
                raise SourceError("no readable file in this folder", where=self.name, remedy="give one with articles")
            with self.path.open("rb") as stream:
                return _limited(stream.read(LARGEST + 1), self.name)
        except FileNotFoundError as error:
            problem = "no file matches" if has_magic(self.name) else "no such file"
            raise SourceError(problem, where=self.name, remedy="check the path") from error
        except OSError as error:
            raise SourceError(f"it cannot be read: {error.strerror}", where=self.name) from error


def iter_sources(inputs: Iterable[str | Path]) -> Iterator[Source]:
    """Gives every source that files, folders, globs and "-" (standard input) name, each once, archives unpacked.

    What a folder or a glob holds comes ordered by path, without hidden files; one that holds nothing comes itself, and
    so does a missing file: asking for its data raises SourceError.
    """
    seen: set[str] = set()
    for one in inputs:
        for found in _expanded(str(one)):
            for source in _unpacked(found):
                if source.key not in seen:
                    seen.add(source.key)
                    yield source


def read_documents(data: bytes, name: str = "text") -> tuple[Document, ...]:
    """Gives every document in the bytes (most formats hold one); raises SourceError where there is none."""
    _limited(data, name)
    if archive.is_zip(data):
        chains = archive.members(data, name, LARGEST)
        sources = (_member(Source(name, None, data), chain) for chain in chains)
        return tuple(found for one in sources for found in read_documents(one.data(), one.name))
    if data.startswith(archive.GZIP):
        return _read(archive.unzipped(data, name, LARGEST), name)
    return _read(data, name)


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


def _expanded(name: str) -> Iterator[Source]:
    path = Path(name)
    if name == "-":
        yield Source("standard input", None, sys.stdin.buffer.read(LARGEST + 1))
        return
    found: list[Path] = []
    if path.is_dir():
        found = [file for file in path.rglob("*") if _is_shown(file.relative_to(path))]
    elif has_magic(name) and not path.exists():
        base = Path(path.anchor)
        found = list(base.glob(str(path.relative_to(base)) if path.anchor else name))
    files = sorted(file for file in found if file.is_file() and not _is_beside(file))
    yield from (Source(_printable(file), file) for file in files)
    if not files:
        yield Source(_printable(path), path)


def _unpacked(source: Source) -> Iterator[Source]:
    """Gives a source for every member of an archive; anything else, and a broken archive, comes as it is."""
    place = source.path or source.content
    if not archive.is_zip(place):
        yield source
        return
    try:
        chains = archive.members(place, source.name, LARGEST)
    except SourceError:
        yield source
        return
    yield from (_member(source, chain) for chain in chains)


def _member(source: Source, chain: archive.Chain) -> Source:
    return replace(source, name=archive.MARK.join((source.name, *chain)), chain=chain)


def _printable(path: Path) -> str:
    """Gives a path as text that every encoding can write, whatever bytes the file system holds."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_shown(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def _is_beside(file: Path) -> bool:
    """Tells whether a file is no article but what `graphbuild fetch` keeps beside them."""
    return file.name == MANIFEST or (file.parent.name == ENRICHMENT and (file.parent.parent / MANIFEST).exists())


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        problem = f"it has more than {LARGEST:,} bytes"
        raise MalformedSourceError(problem, where=name, remedy="split it into several files")
    return data


@cache
def _readers() -> tuple[Reader, ...]:
    return tuple(sorted((cast("Reader", READERS[name]) for name in READERS), key=lambda reader: reader.rank))
