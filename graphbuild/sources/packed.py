"""Files packed by gzip, bzip2 or xz, unpacked block by block with caps on what they may unpack to."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from graphbuild.errors import MalformedSourceError
from graphbuild.sources.piece import Blocks

RATIO = 200
"""How many times its own size a packed file may unpack to; articles in text and XML seldom reach 20 times."""
FREE = 1_000_000
"""Bytes that any packed file may unpack to."""
_CHUNK = 1 << 18
_MEMORY = 100_000_000
_GZIP_WINDOW = zlib.MAX_WBITS | 16
_BROKEN = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)


class _Unpacker(Protocol):
    """What unpacks one stream."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Gives at most so many bytes of what the data, and what was kept of earlier data, unpack to."""
        ...


class _Gzip:
    """zlib's unpacker in the manner of those of bz2 and lzma, which keep what they did not take."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_GZIP_WINDOW)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=_MEMORY)


_KINDS: dict[bytes, tuple[str, Callable[[], _Unpacker]]] = {
    b"\x1f\x8b": ("gzip", _Gzip),
    b"BZh": ("bzip2", bz2.BZ2Decompressor),
    b"\xfd7zXZ\0": ("xz", _xz),
}


def is_packed(head: bytes) -> bool:
    """Tells a packed file by its first bytes."""
    return head.startswith(tuple(_KINDS))


def unpacked(blocks: Blocks, name: str) -> Iterator[bytes]:
    """Gives what a packed file holds; raises MalformedSourceError for a damaged one and one that unpacks too far.

    A file may hold several streams of its kind, one after the other; what follows the last one is left out.
    """
    taking = _Counted(blocks)
    rest = next(taking, b"")
    kind, (title, new) = next((magic, made) for magic, made in _KINDS.items() if rest.startswith(magic))
    given = 0
    while rest.startswith(kind):
        unpacker = new()
        try:
            for found in _stream(unpacker, rest, taking):
                given += len(found)
                _check(given, taking.length, name)
                yield found
        except _BROKEN as error:
            raise MalformedSourceError(f"it is a damaged {title} file: {error}", where=name) from error
        if not unpacker.eof:
            raise MalformedSourceError(f"it is a {title} file cut short", where=name, remedy="fetch it again")
        rest = unpacker.unused_data
        while len(rest) < len(kind) and (block := next(taking, b"")):
            rest += block


class _Counted:
    """Blocks, and how many bytes of them were taken."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self.length = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = next(self._blocks)
        self.length += len(block)
        return block


def _stream(unpacker: _Unpacker, rest: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Gives what one stream holds, to its end or to that of the blocks."""
    while True:
        found = unpacker.decompress(rest, _CHUNK)
        if found:
            yield found
        rest = b""
        if unpacker.eof:
            return
        if len(found) < _CHUNK:
            rest = next(blocks, b"")
            if not rest:
                return


def _check(given: int, taken: int, name: str) -> None:
    most = max(FREE, RATIO * taken)
    if given > most:
        problem = f"it unpacks to more than {most:,} bytes, {RATIO} times its size"
        raise MalformedSourceError(problem, where=name, remedy="unpack it and give what is needed")
