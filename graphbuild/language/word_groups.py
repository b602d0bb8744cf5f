"""Groups of words that keep like company in free text: what is known of one drug helps with another never seen.

The groups stand in lexicon/word-groups.tsv and are found without any labels by training/word_groups.py.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from graphbuild.language.lexicon import load

_NUMBER, _OTHER = "#", "?"


class WordGroup(NamedTuple):
    """The coarse and the fine group of a word."""

    coarse: str
    fine: str


@lru_cache(maxsize=16_384)
def group_of(word: str) -> WordGroup:
    """Gives the groups of a folded word; numbers, marks and unknown words have groups of their own.

    >>> group_of("simvastatin") == group_of("atorvastatin")
    True
    >>> group_of("12").fine
    '#'
    """
    known = _groups().get(word) or _groups().get(word.strip("'"))
    if known is not None:
        return known
    sign = _NUMBER if word[:1].isdigit() else word if len(word) == 1 else _OTHER
    return WordGroup(sign, sign)


@cache
def _groups() -> dict[str, WordGroup]:
    shared: dict[str, WordGroup] = {}
    found = {}
    for entry in load("word-groups").entries:
        if entry.code not in shared:
            coarse, _, fine = entry.code.partition(".")
            shared[entry.code] = WordGroup(coarse, fine)
        found[entry.wording] = shared[entry.code]
    return found
