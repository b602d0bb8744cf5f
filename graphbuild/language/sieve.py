"""Patterns that are tried only where they can match: in texts that hold one of the words without which they cannot.

Most patterns match in few sentences, and looking for some plain words costs a small part of trying a pattern at every
letter. Which words those are is read from the pattern itself; the words of all patterns are looked for at once, and
once in each text.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from math import prod
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

from graphbuild.language.memory import remembered

_ODD = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))
"""Letters that a pattern without regard to case takes for letters of English; what they are in lower case is not."""
_MOST = 24
_LETTER, _FREQUENT, _MARK = 12.0, 2.0, 50.0
"""How rare a letter or digit is, a blank, point, comma or hyphen, and any other mark."""
_COMMON = 3 / _LETTER**2

Needles = frozenset[str]
_numbers: dict[str, int] = {}
"""The number of each word that some pattern needs."""


class Sieve:
    """A compiled pattern with the words of which each match holds one, in lower case; none where it needs none."""

    __slots__ = ("_mask", "needles", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        found = needed(parser.parse(pattern.pattern, pattern.flags))
        kept = found if found is not None and _frequency(found) <= _COMMON else frozenset()
        self.needles = tuple(sorted(one for one in kept if not any(other in one for other in kept - {one})))
        self._mask = sum(1 << _numbers.setdefault(needle, len(_numbers)) for needle in self.needles)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Gives the first match between two places."""
        return self.pattern.search(text, start, end) if self.may_match(text[start:end]) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterable[re.Match[str]]:
        """Gives the matches between two places."""
        return self.pattern.finditer(text, start, end) if self.may_match(text[start:end]) else ()

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Gives the match that begins at a place, which is found fast enough without looking for words."""
        return self.pattern.match(text, start, end)

    def may_match(self, text: str) -> bool:
        """Tells whether the text holds one of the words."""
        return not self._mask or _held(text, len(_numbers)) & self._mask != 0


def sieve(pattern: str, flags: int = 0) -> Sieve:
    r"""Compiles a pattern that is tried only where it can match.

    >>> group = sieve(r"\b(?:low|high)[ -]dose (?:group|arm)\b")
    >>> group.needles, group.search("the dose was low"), group.search("the low-dose arm")[0]
    (('dose ',), None, 'low-dose arm')
    """
    return Sieve(re.compile(pattern, flags))


@remembered
def _held(text: str, known: int) -> int:
    """Gives a bit for each of the words known so far that a text holds."""
    found = 0
    for _, bit in _automaton(known).iter(_plain(text)):
        found |= bit
    return found


@cache
def _automaton(known: int) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for needle, number in tuple(_numbers.items())[:known]:
        automaton.add_word(needle, 1 << number)
    automaton.make_automaton()
    return automaton


def _plain(text: str) -> str:
    if not text.isascii():
        for odd, letter in _ODD:
            text = text.replace(odd, letter)
    return text.lower()


def needed(sequence: Iterable[Any]) -> Needles | None:
    """Gives words of which each match of a parsed pattern holds one, the rarest choice; None where there are none."""
    choices = [choice for choice in _choices(sequence) if len(choice) <= _MOST]
    return min(choices, key=lambda choice: (_frequency(choice), sorted(choice)), default=None)


def _choices(sequence: Iterable[Any]) -> Iterator[Needles]:
    run = ""
    for code, value in sequence:
        name = str(code)
        if name == "LITERAL" and value < 0x80:  # noqa: PLR2004 - what other letters are in lower case differs
            run += chr(value).lower()
            continue
        if run:
            yield frozenset([run])
            run = ""
        inner = _inside(name, value)
        if inner is not None:
            yield inner
    if run:
        yield frozenset([run])


def _inside(name: str, value: Any) -> Needles | None:
    """Gives what a part of a pattern needs; what it looks around for lies outside of the match."""
    if name == "SUBPATTERN":
        return needed(value[-1])
    if name == "ATOMIC_GROUP":
        return needed(value)
    if name == "BRANCH":
        return _any_of([needed(branch) for branch in value[1]])
    if name.endswith("REPEAT") and value[0] > 0:
        return needed(value[2])
    if name == "IN" and all(str(code) == "LITERAL" and part < 0x80 for code, part in value):  # noqa: PLR2004
        return frozenset(chr(part).lower() for _, part in value)
    return None


def _any_of(branches: Iterable[Needles | None]) -> Needles | None:
    found: set[str] = set()
    for needles in branches:
        if needles is None:
            return None
        found |= needles
    return frozenset(found)


def _frequency(needles: Needles) -> float:
    return sum(prod(1 / _scarce(letter) for letter in needle) for needle in needles)


def _scarce(letter: str) -> float:
    return _LETTER if letter.isalnum() else _FREQUENT if letter in " .,-" else _MARK
