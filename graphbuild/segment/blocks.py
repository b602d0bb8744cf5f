"""Text -> blocks: runs of lines that belong together, so that a sentence may run over a line break."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graphbuild.language.lexicon import load
from graphbuild.model.text import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(
    r"(?:[-*\u2022\u25cf\u25aa\u25e6\u2023\u2013\u2014\u00b7>]|\d{1,2}[.)]|\(?[a-z0-9]\))\s|[\u2022\u25cf\u25aa\u25e6]|#{1,6}\s"
)
_ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]{0,3}$")
_RULE = re.compile(r"[#*_=~\-\u2014\s]{2,}")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LONGEST_WORD = 30
"""Longer than every word that joins two lines."""
_OPEN_QUOTE = frozenset("\"'\u201c\u2018(")
FENCE = "---"
_WRAP_LEAST, _WRAP_MOST, _WRAP_LINES = 50, 110, 3


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item without the blanks around it, and whether a blank line stands before it."""

    span: Span
    apart: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    r"""Gives the blocks of a text in reading order; every code point that is not blank lies in exactly one.

    Lines are joined where the first one breaks off (an open quote, a connecting word, a comma), where the second one
    goes on in lower case, and in texts whose lines are wrapped at a fixed width.

    >>> text = "A trial in\nadults\nworked.\nMore soon."
    >>> [block.span.of(text) for block in blocks(text)]
    ['A trial in\nadults\nworked.', 'More soon.']
    """
    lines = tuple(_lines(text))
    wrapped = _is_wrapped([line.span.of(text) for line in lines], [line.apart for line in lines])
    fence = _fence(text, lines)
    found: list[Block] = []
    for line in lines:
        before = found[-1].span.of(text) if found and line.span.start > fence else ""
        if before and _goes_on(before, line.span.of(text), apart=line.apart, wrapped=wrapped):
            found[-1] = Block(Span(found[-1].span.start, line.span.end), found[-1].apart)
        else:
            found.append(line)
    return tuple(found)


def _lines(text: str) -> Iterator[Block]:
    previous = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        apart = text.count("\n", previous, start) > 1
        yield Block(Span(start, start + len(stripped)), apart)
        previous = start + len(stripped)


def _fence(text: str, lines: tuple[Block, ...]) -> int:
    """Gives the place of the line that closes the front matter, or -1; its lines are never joined."""
    fences = [line.span.start for line in lines if line.span.of(text) == FENCE]
    return fences[1] if len(fences) > 1 and fences[0] == lines[0].span.start else -1


def _is_wrapped(lines: list[str], apart: list[bool]) -> bool:
    breaks = [first for first, gap in zip(lines, apart[1:], strict=False) if not gap]
    inside = [line for line in breaks if _WRAP_LEAST <= len(line) <= _WRAP_MOST and not _ENDED.search(line)]
    return len(inside) >= _WRAP_LINES and 2 * len(inside) >= len(breaks)


def _goes_on(before: str, line: str, *, apart: bool, wrapped: bool) -> bool:
    if _RULE.fullmatch(before):
        return False
    if before[-1] in _OPEN_QUOTE and (len(before) == 1 or before[-2].isspace()):
        return True
    if _BULLET.match(line) or _ENDED.search(before) or before.startswith("#"):
        return wrapped and not apart and not _BULLET.match(line) and not before.startswith("#")
    word = _LAST_WORD.search(before, max(0, len(before) - _LONGEST_WORD))
    if word is not None and word.group() in _connectors():
        return True
    if apart:
        return False
    last_line = before.rsplit("\n", 1)[-1]
    return line[0].islower() or before.endswith(",") or (wrapped and len(last_line) >= _WRAP_LEAST)


@cache
def _connectors() -> frozenset[str]:
    return frozenset(entry.wording for entry in load("connectors").entries)
