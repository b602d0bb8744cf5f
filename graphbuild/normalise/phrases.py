"""The words around a name in a longer mention: what only carries it, what ends it, what turns it into another thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphbuild.language.lexicon import read
from graphbuild.normalise.spelling import words

_TABLE = Path(__file__).parent / "phrases.tsv"
_ARTICLES = frozenset({"a", "an", "any", "certain", "new", "other", "some"})


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The words of phrases.tsv by kind, spelt as keys (see normalise.spelling) but for the joints."""

    carriers: frozenset[str]
    links: frozenset[str]
    joints: frozenset[str]
    alone: frozenset[str]
    ties: frozenset[str]
    negations: frozenset[str]
    refusals: frozenset[str]
    replacements: dict[str, str]


@cache
def phrasing() -> Phrasing:
    """Gives the table, read once."""
    rows = read(_TABLE)

    def of(kind: str) -> frozenset[str]:
        return frozenset(word for row in rows if row.code == kind for word in words(row.wording))

    joints = frozenset(row.wording for row in rows if row.code == "and")
    replacements = {words(row.wording)[0]: row.extras[0] for row in rows if row.code == "instead"}
    return Phrasing(of("carrier"), of("link"), joints, of("alone"), of("tie"), of("not"), of("never"), replacements)


def bare(key: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the words without leading articles."""
    start = next((index for index, word in enumerate(key) if word not in _ARTICLES), len(key))
    return key[start:]


def segments(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Gives the noun phrases between linking words, in order.

    >>> list(segments(("risk", "of", "breast", "cancer", "in", "women")))
    [('risk',), ('breast', 'cancer'), ('women',)]
    """
    start = 0
    for index, word in enumerate((*key, "of")):
        if word in phrasing().links:
            if index > start:
                yield bare(key[start:index])
            start = index + 1


def parts(text: str) -> tuple[str, ...]:
    """Gives the members of an enumeration, the text alone where there is none.

    >>> parts("anxiety, depression and/or stress")
    ('anxiety', 'depression', 'stress')
    """
    found: list[list[str]] = [[]]
    for word in text.replace(",", " , ").split():
        if word == "," or word.casefold() in phrasing().joints:
            found.append([])
        else:
            found[-1].append(word)
    return tuple(" ".join(member) for member in found if member)


def untied(text: str) -> str:
    """Gives the text without words that say what something comes from.

    >>> untied("severe stroke-related pain")
    'severe pain'
    """
    return " ".join(word for word in text.split() if not _tied(word))


def _tied(word: str) -> bool:
    first, hyphen, last = word.rpartition("-")
    return bool(first and hyphen) and last.casefold() in phrasing().ties
