"""Whether more of something is good or bad for people: survival is good, pain is bad."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from graphbuild.language.lexicon import Lexicon, load
from graphbuild.language.memory import remembered

_SHORTEST_STEM = 3
_PART = re.compile(r"[^\W_]+")


@cache
def _wordings() -> Lexicon:
    return Lexicon(entry for entry in load("valence").entries if not entry.wording.startswith("-"))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((entry.wording[1:], entry.code) for entry in load("valence").entries if entry.wording.startswith("-"))


def valences(text: str) -> tuple[str, ...]:
    """Gives "good" or "bad" for each wording of a text that has a value of its own, in reading order.

    >>> valences("relief of knee pain"), valences("risk of bronchitis"), valences("blood type")
    (('good', 'bad'), ('bad',), ())
    """
    return _valences(text)


@remembered
def _valences(text: str) -> tuple[str, ...]:
    words = text.lower().split()
    if any(map(_begins, words)):
        found = tuple(match.code for match in _wordings().find(text))
        if found:
            return found
    return tuple([code for word in words for code in _ended(word)])


@lru_cache(maxsize=16_384)
def _begins(word: str) -> bool:
    """Tells whether a wording may begin in a word: for most, nothing need be looked for."""
    return not _first_words().isdisjoint(_PART.findall(word))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_PART.findall(entry.wording.lower())[0] for entry in _wordings().entries)


@lru_cache(maxsize=16_384)
def _ended(word: str) -> tuple[str, ...]:
    """Gives the value of each ending of a word that has one."""
    plain = word.strip(".,;:")
    return tuple(
        code for ending, code in _endings() if plain.endswith(ending) and len(word) > len(ending) + _SHORTEST_STEM
    )


def valence(text: str) -> str | None:
    """Gives the value of what a phrase names as a whole: that of its first valued word, None where none has one.

    >>> valence("quality of life"), valence("time to relapse"), valence("stroke risk"), valence("blood type")
    ('good', 'good', 'bad', None)
    """
    found = valences(text)
    return found[0] if found else None


def valence_of(words: Sequence[str]) -> str | None:
    """Gives the same of words in small letters; for most no wording need be looked for."""
    if any(map(_begins, words)):
        return valence(" ".join(words))
    return next((code for word in words for code in _ended(word)), None)
