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
    head = next(_rows(numbered, None), (0, b""))[1].removeprefix(_MARK)
    frame = Frame(head if head.endswith(b"\n") else head + b"\n")
    for number, (line, row) in enumerate(_rows(numbered, start), start=1):
        data = b"" if len(row) > piece.LONGEST else row
        problem = "" if data else f"it has more than {piece.LONGEST:,} bytes"
        yield Piece(number, f"line {line:,}", data, frame, problem=problem)


Lines = list[tuple[int, bytes]]


def _rows(numbered: Iterator[tuple[int, bytes]], start: re.Pattern[bytes] | None) -> Iterator[tuple[int, bytes]]:
    """Gives each row that holds something with the number of its first line; without `start`, the first alone.

    A row ends with the first line at which its quotation marks pair. If the line after it begins no row, but one inside
    it does, they do not pair as they were meant to: the lines are cut where rows begin.
    """
    held: Lines = []
    size, marks = 0, 0
    for line, text in numbered:
        if held and (marks % 2 == 0 or size > piece.LONGEST):
            *done, held = _cut(held, start) if _is_doubtful(held, text, start) or marks % 2 else [held, []]
            yield from map(_joined, done)
            size, marks = sum(len(part) for _, part in held), sum(part.count(b'"') for _, part in held)
        if held or text.strip():
            held.append((line, text))
            size += len(text)
            marks += text.count(b'"')
        if start is None and held and marks % 2 == 0:
            break
    if held:
        yield from map(_joined, _cut(held, start) if marks % 2 else [held])


def _is_doubtful(held: Lines, text: bytes, start: re.Pattern[bytes] | None) -> bool:
    """Tells whether a row seems to hold the beginning of another one, whose rest would follow."""
    return start is not None and bool(text.strip()) and not start.match(text) and len(_cut(held, start)) > 1


def _cut(held: Lines, start: re.Pattern[bytes] | None) -> list[Lines]:
    """Cuts lines whose quotation marks do not pair: each row begins with a line that looks like a first one."""
    found: list[Lines] = []
    for line, text in held:
        if not found or (start is not None and start.match(text)):
            found.append([])
        found[-1].append((line, text))
    return found


def _joined(held: Lines) -> tuple[int, bytes]:
    return held[0][0], b"".join(text for _, text in held)


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
