"""Cuts XML sets (PubMed, PubMed Central) into their records without parsing them: from start tag to end tag."""

import re
from collections.abc import Iterator
from functools import partial

from graphbuild.sources import piece
from graphbuild.sources.piece import Blocks, Frame, Piece, Split, Window

_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]{0,100})(?:\s[^<>]{0,20000})?>\s*$")
_ASIDE = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|<(?:DeleteCitation|PubmedBookArticle|DeleteDocument)\b.*?"
    rb"</(?:DeleteCitation|PubmedBookArticle|DeleteDocument)>",
    re.DOTALL,
)
_HEAD = 100_000
_TAG = 64


def split(*names: str) -> Split:
    """Gives what cuts a file at the elements of one of these names, the one that comes first in the file."""
    tags = b"|".join(name.encode() for name in names)
    return partial(_split, opening=re.compile(rb"<(" + tags + rb")(?=[\s>/])"))


def _split(blocks: Blocks, *, opening: re.Pattern[bytes]) -> Iterator[Piece]:
    window = Window(blocks)
    found = _next(window, opening)
    if found is None:
        problem = "" if window.ended else "no record begins near its start"
        yield Piece(1, "byte 1", b"" if problem else window.held, Frame(), problem=problem)
        return
    name = found[1]
    head = window.held[: found.start()]
    root = _ROOT.search(head)
    end = b"</" + root[1] + b">" if root is not None else b""
    frame = Frame(head, b"\n", end)
    window.drop(len(head))
    yield from _records(window, name, frame)


def _next(window: Window, opening: re.Pattern[bytes]) -> re.Match[bytes] | None:
    """Gives the first start tag, which a set of records has near its beginning."""
    while True:
        found = opening.search(window.held)
        if found is not None or len(window.held) > _HEAD or not window.fill():
            return found


def _records(window: Window, name: bytes, frame: Frame) -> Iterator[Piece]:
    """Gives the records from the first start tag on, and what lies between them."""
    opening = re.compile(rb"<" + name + rb"(?=[\s>/])")
    edge = re.compile(rb"</" + name + rb"\s{0,20}>|<" + name + rb"(?=[\s>/])")
    number = 0
    while True:
        gap = _gap(window, opening)
        tail = gap.rstrip()
        closed = window.ended and not window.held and bool(frame.after) and tail.endswith(frame.after)
        between = tail.removesuffix(frame.after) if closed else gap
        place = f"after record {number:,}, byte {window.start - len(gap) + 1:,}"
        if _ASIDE.sub(b"", between).strip():
            problem = "there is something that is no record"
            yield Piece(number, place, b"", frame, is_record=False, problem=problem)
        if not window.held:
            if frame.after and not closed:
                yield Piece(number, place, b"", frame, is_record=False, problem="the file is cut short here")
            return
        number += 1
        yield _record(window, edge, number, frame)


def _gap(window: Window, opening: re.Pattern[bytes]) -> bytes:
    """Gives the bytes up to the next start tag, or to the end of the file."""
    found = opening.search(window.held)
    gap = b""
    while found is None:
        settled = len(window.held) if window.ended else max(0, len(window.held) - _TAG)
        gap = (gap + window.held[:settled])[-piece.LONGEST :]
        window.drop(settled)
        if window.ended:
            return gap
        window.fill()
        found = opening.search(window.held)
    gap += window.held[: found.start()]
    window.drop(found.start())
    return gap


def _record(window: Window, edge: re.Pattern[bytes], number: int, frame: Frame) -> Piece:
    """Gives one record: up to its end tag, or to the next start tag where it has none."""
    place, length, at = f"byte {window.start + 1:,}", 0, 1
    found = edge.search(window.held, at)
    while found is None and not window.ended:
        at = max(1, len(window.held) - _TAG)
        if len(window.held) > piece.LONGEST:
            length += at
            window.drop(at)
            at = 0
        window.fill()
        found = edge.search(window.held, at)
    end = len(window.held)
    if found is not None:
        end = found.end() if window.held.startswith(b"</", found.start()) else found.start()
    problem = f"it has more than {piece.LONGEST:,} bytes" if length + end > piece.LONGEST else ""
    data = b"" if problem else window.held[:end]
    window.drop(end)
    return Piece(number, place, data, frame, problem=problem)
