"""Cuts tables (CSV) into rows, and bibliographies (MEDLINE) into records, line by line."""

import re
from collections.abc import Iterator
from functools import partial

from graphbuild.sources import piece
from graphbuild.sources.piece import Blocks, Frame, Piece, Split, lines

_MARK = b"\xef\xbb\xbf"


def table(start: str) -> Split:
    """Gives what cuts a CSV file into rows, each with the head of the table.

    A cell may hold line ends between quotation marks. `start` matches the line on which a row begins: there the cutting
    goes on after a row whose marks do not pair.
    """
    return partial(_table, start=re.compile(start.encode()))


def _table(blocks: Blocks, *, start: re.Pattern[bytes]) -> Iterator[Piece]:
    numbered = enumerate(lines(blocks), start=1)
    head = next(_rows(numbered, start), (0, b""))[1].removeprefix(_MARK)
    frame = Frame(head if head.endswith(b"\n") else head + b"\n")
    for number, (line, row) in enumerate(_rows(numbered, start), start=1):
        data = b"" if len(row) > piece.LONGEST else row
        problem = "" if data else f"it has more than {piece.LONGEST:,} bytes"
        yield Piece(number, f"line {line:,}", data, frame, problem=problem)


def _rows(numbered: Iterator[tuple[int, bytes]], start: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
    """Gives each row that holds something with the number of its first line."""
    held: list[tuple[int, bytes]] = []
    size, marks = 0, 0
    for line, text in numbered:
        held.append((line, text))
        size += len(text)
        marks += text.count(b'"')
        if marks % 2 == 0:
            if size > len(held) * len(b"\r\n") or b"".join(part for _, part in held).strip():
                yield held[0][0], b"".join(part for _, part in held)
            held, size, marks = [], 0, 0
        elif size > piece.LONGEST:
            yield from _unpaired(held, start)
            held, size, marks = [], 0, 0
    yield from _unpaired(held, start)


def _unpaired(held: list[tuple[int, bytes]], start: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
    """Gives the rows among lines whose quotation marks do not pair: each from a line that looks like a first one."""
    row: list[bytes] = []
    first = 0
    for line, text in held:
        if row and start.match(text):
            yield first, b"".join(row)
            row = []
        if not row:
            first = line
        row.append(text)
    if row:
        yield first, b"".join(row)


def bibliography(opening: str) -> Split:
    """Gives what cuts a file at the lines that match."""
    return partial(_bibliography, opening=re.compile(opening.encode()))


def _bibliography(blocks: Blocks, *, opening: re.Pattern[bytes]) -> Iterator[Piece]:
    frame = Frame(b"", b"\n", b"")
    held: list[bytes] = []
    first = number = size = 0
    for line, text in enumerate(lines(blocks), start=1):
        if opening.match(text.removeprefix(_MARK)) or not held:
            if held and b"".join(held).strip():
                number += 1
                yield _entry(number, first, held, frame)
            held, first, size = [], line, 0
        if size <= piece.LONGEST:
            held.append(text.removeprefix(_MARK) if line == 1 else text)
            size += len(text)
    if held and b"".join(held).strip():
        yield _entry(number + 1, first, held, frame)


def _entry(number: int, line: int, held: list[bytes], frame: Frame) -> Piece:
    data = b"".join(held)
    too_long = len(data) > piece.LONGEST
    problem = f"it has more than {piece.LONGEST:,} bytes" if too_long else ""
    return Piece(number, f"line {line:,}", b"" if too_long else data, frame, problem=problem)
