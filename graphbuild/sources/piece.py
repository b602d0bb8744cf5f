"""Files of many records, cut into pieces of one record each while they are read, so that memory stays flat.

A piece is made a small file of its own format again by the frame around it: a reader needs to know nothing of this.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST = 20_000_000
"""The most bytes that one record may have."""

Blocks = Iterator[bytes]
"""The bytes of a file as they come, in blocks of any length."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before, between and after the records of a file."""

    before: bytes = b""
    between: bytes = b""
    after: bytes = b""


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of a file: which one it is, where it begins ("byte 12,345"), and its bytes.

    What lies between records is a piece too, if it is more than blanks, with `is_record` false; `problem` tells what
    is known to be wrong with a piece before any reader has seen it.
    """

    number: int
    place: str
    data: bytes
    frame: Frame
    is_record: bool = True
    problem: str = ""

    def __str__(self) -> str:
        return f"record {self.number:,}, {self.place}" if self.is_record else self.place


Split = Callable[[Blocks], Iterator[Piece]]
"""Cuts a file into its records in their order; raises nothing for damage in it, but tells of it in its pieces."""


def framed(pieces: Sequence[Piece]) -> bytes:
    """Gives a file that holds just these pieces of one file.

    >>> frame = Frame(b"<set>", b"", b"</set>")
    >>> framed([Piece(1, "byte 5", b"<a/>", frame), Piece(2, "byte 9", b"<b/>", frame)])
    b'<set><a/><b/></set>'
    """
    if not pieces:
        return b""
    frame = pieces[0].frame
    return frame.before + frame.between.join(piece.data for piece in pieces) + frame.after


def grouped(pieces: Iterable[Piece], size: int) -> Iterator[tuple[Piece, ...]]:
    """Gives the pieces in groups of about that many bytes, so that the same file always falls into the same groups."""
    group: list[Piece] = []
    held = 0
    for piece in pieces:
        group.append(piece)
        held += len(piece.data)
        if held >= size:
            yield tuple(group)
            group, held = [], 0
    if group:
        yield tuple(group)


def lines(blocks: Blocks) -> Iterator[bytes]:
    """Gives the lines with their ends; one that is longer than a record may be comes in parts."""
    rest: list[bytes] = []
    held = 0
    for block in blocks:
        if b"\n" not in block and held + len(block) <= LONGEST:
            rest.append(block)
            held += len(block)
            continue
        *found, last = (b"".join(rest) + block).splitlines(keepends=True) or [b""]
        yield from found
        if last.endswith(b"\n") or len(last) > LONGEST:
            yield last
            last = b""
        rest, held = [last], len(last)
    if held:
        yield b"".join(rest)


class Window:
    """The part of a file that is in hand: `held` are its bytes from `start` on, and `fill` reads on."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self.held = b""
        self.start = 0
        self.ended = False

    def fill(self) -> bool:
        """Reads at least as much as there is in hand, so that long records cost no more than short ones."""
        found = [self.held]
        more = 0
        while more < max(len(self.held), 1):
            block = next(self._blocks, None)
            if block is None:
                self.ended = True
                break
            found.append(block)
            more += len(block)
        self.held = b"".join(found)
        return more > 0

    def drop(self, length: int) -> None:
        """Lets go of the first bytes in hand."""
        self.held = self.held[length:]
        self.start += length
