"""Cuts JSON (a list, an answer with its "studies", or one object a line) into its objects without parsing them."""

import re
from collections.abc import Iterator

from graphbuild.sources import piece
from graphbuild.sources.piece import Blocks, Frame, Piece, Window

_BRACE = re.compile(rb'(?:[^"{}]++|"(?:[^"\\]++|\\.)*+")*+([{}])', re.DOTALL)
_RECORD = re.compile(rb'\{\s{0,200}"protocolSection"\s{0,200}:')
_SCALAR = rb'\s{0,200}"\w{1,40}"\s{0,20}:\s{0,20}(?:"[^"]{0,2000}"|\d{1,12}),'
_ANSWER = re.compile(rb"[^\[{]{0,10}\{(?:" + _SCALAR + rb'){0,9}\s{0,200}"studies"\s{0,20}:\s{0,20}\[')
_HEAD = 20_000
_FRAME = Frame(b"[", b",", b"]")
_BLANK = b" \t\r\n,\xef\xbb\xbf"


def split(blocks: Blocks) -> Iterator[Piece]:
    """Gives the objects of the outermost list, or those that stand one after the other.

    An object that has no end ends where the next record begins.
    """
    window = Window(blocks)
    while len(window.held) < _HEAD and window.fill():
        pass
    answer = _ANSWER.match(window.held)
    listed = answer is not None or window.held.lstrip(_BLANK).startswith(b"[")
    window.drop(answer.end() if answer else 0)
    number, gap = 0, _gap(window)
    while window.held:
        between = gap.strip(_BLANK).removeprefix(b"[") if number == 0 else gap.strip(_BLANK)
        if between:
            yield _between(window, number, gap, "there is something that is no record")
        number += 1
        yield _object(window, number)
        gap = _gap(window)
    end = gap.strip(_BLANK)
    if listed and not end.startswith(b"]"):
        yield _between(window, number, gap, "the file is cut short here")
    elif end and not listed:
        yield _between(window, number, gap, "there is something that is no record")


def _between(window: Window, number: int, gap: bytes, problem: str) -> Piece:
    place = f"after record {number:,}, byte {window.start - len(gap) + 1:,}"
    return Piece(number, place, b"", _FRAME, is_record=False, problem=problem)


def _gap(window: Window) -> bytes:
    """Gives the bytes up to the next opening brace, or to the end."""
    gap = b""
    while (at := window.held.find(b"{")) < 0:
        gap = (gap + window.held)[: piece.LONGEST]
        window.drop(len(window.held))
        if not window.fill():
            return gap
    gap += window.held[:at]
    window.drop(at)
    return gap


def _object(window: Window, number: int) -> Piece:
    place, depth, at = f"byte {window.start + 1:,}", 0, 0
    while True:
        found = _BRACE.match(window.held, at)
        if found is None:
            if len(window.held) > piece.LONGEST or not window.fill():
                return _broken(window, number, place)
            continue
        at = found.end()
        if found[1] == b"}":
            depth -= 1
        elif depth and _RECORD.match(window.held, at - 1):
            return _cut(window, at - 1, number, place)
        else:
            depth += 1
        if depth == 0:
            problem = f"it has more than {piece.LONGEST:,} bytes" if at > piece.LONGEST else ""
            data = b"" if problem else window.held[:at]
            window.drop(at)
            return Piece(number, place, data, _FRAME, problem=problem)


def _cut(window: Window, end: int, number: int, place: str) -> Piece:
    window.drop(end)
    return Piece(number, place, b"", _FRAME, problem="it ends before it is complete")


def _broken(window: Window, number: int, place: str) -> Piece:
    """Gives up an object without an end, and goes on where the next record begins."""
    problem = "it ends before it is complete"
    if len(window.held) > piece.LONGEST:
        problem = f"it has more than {piece.LONGEST:,} bytes, or a quotation mark too few or too many"
    following = _RECORD.search(window.held, 1)
    while following is None and not window.ended:
        window.drop(max(1, len(window.held) - _HEAD))
        window.fill()
        following = _RECORD.search(window.held)
    window.drop(len(window.held) if following is None else following.start())
    return Piece(number, place, b"", _FRAME, problem=problem)
