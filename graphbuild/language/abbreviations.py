"""Abbreviations that a text itself defines: multiple sclerosis (MS), NAC (N-acetylcysteine).

The method is that of Schwartz and Hearst (2003): the letters of the short form are sought from the right in the words
before the bracket; the first one must begin a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.model.text import Span

_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
_COMMA = re.compile(r",\s(?:or|also (?:called|known as)|known as|called|abbreviated)\s([A-Z][A-Za-z0-9-]{1,9})\b")
_SHORT = re.compile(r"[A-Za-z0-9][\w-]{0,8}\w$")
_WORD = re.compile(r"[^\s(]+")
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_LONGEST = 80
_MOST_WORDS = 10
_BREAKS = re.compile(r"[;:.?!\n]\s|[,()\u2014\u2013]\s?")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the words that it stands for, both as they stand in the text."""

    short: Span
    long: Span


def abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Gives every pair of a short form and its long form in reading order.

    >>> text = "People with multiple sclerosis (MS) took N-acetylcysteine (NAC)."
    >>> [(pair.short.of(text), pair.long.of(text)) for pair in abbreviations(text)]
    [('MS', 'multiple sclerosis'), ('NAC', 'N-acetylcysteine')]
    """
    return tuple(sorted(_pairs(text), key=lambda pair: (pair.short, pair.long)))


def _pairs(text: str) -> Iterator[Abbreviation]:
    for match in (*_BRACKET.finditer(text), *_COMMA.finditer(text)):
        inside = match[1].strip(_QUOTES + " ")
        start = match.start(1) + match[1].find(inside) if inside else match.start(1)
        if _is_short(inside):
            long = _long_form(text, match.start(), inside)
            if long is not None:
                yield Abbreviation(Span(start, start + len(inside)), long)
        elif match[0].startswith("("):
            yield from _inverted(text, match.start(), Span(start, start + len(inside)) if inside else None)


def _is_short(words: str) -> bool:
    return bool(_SHORT.match(words)) and any(letter.isupper() for letter in words)


def _inverted(text: str, bracket: int, long: Span | None) -> Iterator[Abbreviation]:
    """Reads NAC (N-acetylcysteine): the short form before the bracket, the long one in it."""
    before = re.search(r"([A-Za-z0-9][\w-]{1,9})\s?$", text[max(0, bracket - 12) : bracket])
    if before is None or long is None or not _is_short(before[1]) or " " not in long.of(text):
        return
    start = max(0, bracket - 12) + before.start(1)
    if _match(before[1], long.of(text)) == 0:
        yield Abbreviation(Span(start, start + len(before[1])), long)


def _long_form(text: str, bracket: int, short: str) -> Span | None:
    origin = max(0, bracket - _LONGEST)
    window = text[origin:bracket].rstrip(_QUOTES + " ")
    cuts = [cut.end() for cut in _BREAKS.finditer(window) if cut.end() < len(window)]
    if cuts:
        origin, window = origin + cuts[-1], window[cuts[-1] :]
    words = list(_WORD.finditer(window))[-min(len(short) * 2, _MOST_WORDS, len(short) + 5) :]
    if not words:
        return None
    base = words[0].start()
    found = _match(short, window[base:])
    if found is None or len(window) - base - found <= len(short):
        return None
    return Span(origin + base + found, origin + len(window))


def _match(short: str, long: str) -> int | None:
    """Gives where in the long form the short one begins, or None where its letters are not there in order."""
    place = len(long) - 1
    folded = long.lower()
    letters = [letter.lower() for letter in short if letter.isalnum()]
    if len(letters) > 2 and letters[-1] == "s" and short[-1] == "s":  # noqa: PLR2004
        letters.pop()
    for index in range(len(letters) - 1, -1, -1):
        while place >= 0 and not (
            folded[place] == letters[index] and (index > 0 or place == 0 or not folded[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
        place -= 1
    return place + 1
