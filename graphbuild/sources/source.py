"""What is to be read: files, members of archives, and parts of files of many records, each a source of its own."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from glob import has_magic
from itertools import chain as joined
from pathlib import Path

from graphbuild.errors import MalformedSourceError, SourceError, UnknownFormatError
from graphbuild.sources import archive, packed, piece
from graphbuild.sources.piece import Blocks, Piece, Split, framed, grouped

MANIFEST, ENRICHMENT = "fetch.jsonl", "crossref"
"""What `graphbuild fetch` keeps beside the articles: a list of what came from where, and a folder of metadata."""
WHOLE = 4_000_000
"""The most bytes of a file that is read in one; a larger one is read in parts, if its records can be told apart."""
PART = 1_000_000
"""About how many bytes of records make a part."""
DEEPEST = 2
"""How many archives may lie in each other."""
_BLOCK = 1 << 18
_HEAD = 20_000
_RECORD = "#record-"

SplitOf = Callable[[bytes], Split | None]
"""The first bytes of a file -> what cuts its format into records, if anything does."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input before it is read: `name` is what people call it, `key` stays the same from build to build.

    `chain` leads to a member of the archive that the path or the content is. A part of a large file holds the
    `pieces` of some of its records. `problem` is why there is nothing to read.
    """

    name: str
    path: Path | None
    content: bytes | None = None
    chain: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    problem: SourceError | None = None

    @property
    def whole(self) -> str:
        """Gives the key of the file or the member: that of all its parts."""
        name = self.name if self.path is None else _printable(self.path.resolve())
        return archive.MARK.join((name, *self.chain))

    @property
    def part(self) -> int:
        """Gives the number of the first record of a part, 0 where the file is read in one."""
        return self.pieces[0].number or 1 if self.pieces else 0

    @property
    def key(self) -> str:
        """Gives the absolute path of the file, or the name of what has none, and which part of it this is."""
        return f"{self.whole}{_RECORD}{self.part}" if self.pieces else self.whole

    def data(self) -> bytes:
        """Gives the bytes; raises SourceError where the file is missing, too large or cannot be read."""
        if self.problem is not None:
            raise self.problem
        if self.pieces:
            return framed([one for one in self.pieces if not one.problem])
        if self.content is not None:
            return limited(self.content, self.name)
        return limited(b"".join(self._blocks(piece.LONGEST + 1)), self.name)

    def _blocks(self, most: int | None = None) -> Blocks:
        """Gives the bytes of the file in blocks, at most so many."""
        path, left = self.path or Path(self.name), most
        try:
            if path.is_dir():
                raise SourceError("no readable file in this folder", where=self.name, remedy="give one with articles")
            with path.open("rb") as stream:
                while block := stream.read(_BLOCK if left is None else min(_BLOCK, left)):
                    left = None if left is None else left - len(block)
                    yield block
        except FileNotFoundError as error:
            problem = "no file matches" if has_magic(self.name) else "no such file"
            raise SourceError(problem, where=self.name, remedy="check the path") from error
        except OSError as error:
            raise SourceError(f"it cannot be read: {error.strerror}", where=self.name) from error

    def opened(self, split_of: SplitOf) -> Iterator["Source"]:
        """Gives the sources in this one: members of archives, what packed files hold, and parts of large files.

        What cannot be opened comes with its problem, after what could be.
        """
        if self.content is not None:
            yield from self.held_in(iter((self.content,)), split_of)
        elif self.path is None:
            yield from self.held_in(iter(lambda: sys.stdin.buffer.read(_BLOCK), b""), split_of)
        elif self._is_plain():
            yield self
        else:
            yield from self.held_in(self._blocks(), split_of)

    def _is_plain(self) -> bool:
        """Tells whether the file is small and no archive, or not there: reading it tells the rest."""
        path = self.path or Path(self.name)
        try:
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
            return path.stat().st_size <= WHOLE and not (
                archive.is_zip(head) or archive.is_tar(head) or packed.is_packed(head)
            )
        except OSError:
            return True

    def held_in(self, blocks: Blocks, split_of: SplitOf) -> Iterator["Source"]:
        """Gives the sources in the bytes of this one."""
        try:
            yield from self._unpacked(blocks, split_of)
        except SourceError as error:
            yield replace(self, content=None, problem=error)

    def _unpacked(self, blocks: Blocks, split_of: SplitOf, *, plain: bool = False) -> Iterator["Source"]:
        first, blocks = _ahead(blocks, WHOLE)
        if packed.is_packed(first) and not plain:
            yield from self._unpacked(packed.unpacked(joined((first,), blocks), self.name), split_of, plain=True)
        elif archive.is_zip(first) or archive.is_tar(first):
            yield from self._members(first, blocks, split_of, plain=plain)
        elif len(first) <= WHOLE:
            yield replace(self, content=first)
        else:
            yield from self._parts(first, blocks, split_of(first[:_HEAD]))

    def _members(self, first: bytes, blocks: Blocks, split_of: SplitOf, *, plain: bool) -> Iterator["Source"]:
        if len(self.chain) >= DEEPEST:
            problem = "it holds archives in archives in archives"
            raise UnknownFormatError(problem, where=self.name, remedy="unpack it first")
        if archive.is_tar(first):
            members = archive.tarred(joined((first,), blocks), self.name)
        elif self.path is not None and not self.chain and not plain:
            members = archive.zipped(self.path, self.name)
        else:
            members = archive.zipped(_limited(first, blocks, self.name), self.name)
        for member in members:
            name = archive.MARK.join((self.name, member.name))
            inner = replace(self, name=name, chain=(*self.chain, member.name), content=None)
            yield from inner.held_in(member.blocks, split_of)

    def _parts(self, first: bytes, blocks: Blocks, split: Split | None) -> Iterator["Source"]:
        if split is None:
            yield replace(self, content=_limited(first, blocks, self.name))
            return
        for pieces in grouped(split(joined((first,), blocks)), PART):
            yield replace(self, content=None, pieces=pieces)


def iter_inputs(inputs: Iterable[str | Path], split_of: SplitOf) -> Iterator[Source]:
    """Gives every source that files, folders, globs and "-" (standard input) name, each once.

    What a folder or a glob holds comes ordered by path, without hidden files; one that holds nothing comes itself, and
    so does a missing file: asking for its data raises SourceError.
    """
    seen: set[str] = set()
    for one in inputs:
        for found in _expanded(str(one)):
            if found.key in seen:
                continue
            seen.add(found.key)
            yield from found.opened(split_of)


def _expanded(name: str) -> Iterator[Source]:
    path = Path(name)
    if name == "-":
        yield Source("standard input", None)
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


def _ahead(blocks: Blocks, size: int) -> tuple[bytes, Blocks]:
    """Gives more than so many of the first bytes, or all there are, and the blocks that follow."""
    found, held = [], 0
    while held <= size and (block := next(blocks, b"")):
        found.append(block)
        held += len(block)
    return b"".join(found), blocks


def _limited(first: bytes, blocks: Blocks, name: str) -> bytes:
    whole, _ = _ahead(joined((first,), blocks), piece.LONGEST)
    return limited(whole, name)


def limited(data: bytes, name: str) -> bytes:
    """Gives the bytes unless they are more than one source may have, which raises MalformedSourceError."""
    if len(data) > piece.LONGEST:
        problem = f"it has more than {piece.LONGEST:,} bytes"
        raise MalformedSourceError(problem, where=name, remedy="split it into several files")
    return data


def _printable(path: Path) -> str:
    """Gives a path as text that every encoding can write, whatever bytes the file system holds."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_shown(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def _is_beside(file: Path) -> bool:
    """Tells whether a file is no article but what `graphbuild fetch` keeps beside them."""
    return file.name == MANIFEST or (file.parent.name == ENRICHMENT and (file.parent.parent / MANIFEST).exists())
