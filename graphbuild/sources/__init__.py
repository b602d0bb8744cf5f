"""Bytes -> Document: one module a format, detected by content."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import SourceError
from graphbuild.model.text import Document


@dataclass(frozen=True, slots=True)
class Source:
    """One input before it is read: `name` is what people call it, `key` stays the same from build to build."""

    name: str
    path: Path | None
    content: bytes = b""

    @property
    def key(self) -> str:
        """Gives the absolute path of the file, or the name of what has none."""
        return self.name if self.path is None else str(self.path.resolve())

    def data(self) -> bytes:
        """Gives the bytes; raises SourceError where the file cannot be read."""
        if self.path is None:
            return self.content
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise SourceError(f"it cannot be read: {error.strerror}", where=self.name) from error


def iter_sources(inputs: Iterable[str | Path]) -> Iterator[Source]:
    """Gives every source that files, folders, globs and "-" name, each once, ordered by path."""
    for one in inputs:
        if str(one) == "-":
            yield Source("standard input", None, sys.stdin.buffer.read())
        elif Path(one).is_dir():
            yield from (Source(str(path), path) for path in sorted(Path(one).rglob("*")) if path.is_file())
        else:
            yield Source(str(one), Path(one))


def read_documents(data: bytes, name: str = "text") -> tuple[Document, ...]:
    """Gives every document in the bytes (most formats hold one)."""
    return (read_bytes(data, name),)


def read_path(path: Path) -> Document:
    """Gives the document in a file."""
    return read_bytes(Source(str(path), path).data(), path.name)


def read_bytes(data: bytes, name: str = "text") -> Document:
    """Gives the document in the bytes; `name` is used in messages and never in the graph."""
    return Document(data.decode("utf-8"), name=name)
