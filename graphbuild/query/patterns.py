"""How a question of the library is asked for in words: the lines `# @ask ...` of its header.

A line is a set of elements in any order, each of which has to be found in what is asked unless `?` stands before it:

    largest|most_people     one of these wordings; `_` joins words, a code of wording.tsv stands for all of its wordings
    {condition}             a value for that parameter
    {outcome<on|to}         a value that comes right behind one of these words
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphbuild.errors import QueryError
from graphbuild.language.lexicon import read
from graphbuild.normalise.spelling import words

Key = tuple[str, ...]

_TABLE = Path(__file__).parent / "wording.tsv"
_FILLER = "filler"
_CODE = "gbc:"
_ENDINGS = ("ing", "ed", "e")
_SHORT = 3
"""Letters that stay of a word at least."""
_SLOT = re.compile(r"\{(\w+)(?:<([^{}\s]+))?\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The table wording.tsv: what needs no explanation, wordings by code, and those of codes of the vocabulary.

    All but the last are stems.
    """

    fillers: frozenset[str]
    codes: Mapping[str, tuple[Key, ...]]
    concepts: Mapping[Key, str]


def stem(word: str) -> str:
    """Gives a word without the ending of a verb, so that a cue is found in each of its forms.

    >>> stem("claimed") == stem("claiming") == stem("claim")
    True
    """
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) >= len(ending) + _SHORT), "")
    return word.removesuffix(ending)


def stems(key: Key) -> Key:
    """Gives the stems of words."""
    return tuple(map(stem, key))


@cache
def wording() -> Wording:
    """Gives the table, read once."""
    codes: dict[str, list[Key]] = defaultdict(list)
    for entry in read(_TABLE):
        codes[entry.code].append(words(entry.wording))
    fillers = frozenset(stem(word) for key in codes.pop(_FILLER) for word in key)
    concepts = {key: name.removeprefix(_CODE) for name, keys in codes.items() if name.startswith(_CODE) for key in keys}
    own = {name: tuple(map(stems, keys)) for name, keys in codes.items() if not name.startswith(_CODE)}
    return Wording(fillers, own, concepts)


@dataclass(frozen=True, slots=True)
class Cue:
    """Wordings of which one has to be found, or may be."""

    text: str
    wordings: tuple[Key, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value of a parameter; `after` holds the words that come right before it, if that matters."""

    name: str
    after: tuple[Key, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to ask a question."""

    cues: tuple[Cue, ...]
    slots: tuple[Slot, ...]


def pattern(text: str, parameters: Collection[str], where: str) -> Pattern:
    """Reads one line; raises QueryError where it names a parameter that the question does not have.

    >>> found = pattern("study|paper {condition} ?by_year", {"condition"}, "a.rq")
    >>> [cue.optional for cue in found.cues], found.slots[0].name
    ([False, True], 'condition')
    """
    cues, slots = [], []
    for element in text.split():
        optional, plain = element.startswith("?"), element.removeprefix("?")
        slot = _SLOT.fullmatch(plain)
        if slot is None:
            cues.append(Cue(plain, _wordings(plain), optional))
        elif slot[1] in parameters:
            slots.append(Slot(slot[1], _wordings(slot[2] or ""), optional))
        else:
            problem = f"@ask names the parameter {slot[1]}, which the question does not have"
            raise QueryError(problem, where=f"{where}.rq", remedy="declare it with @param")
    return Pattern(tuple(cues), tuple(slots))


def _wordings(text: str) -> tuple[Key, ...]:
    codes = wording().codes
    found: Iterable[Key] = (
        key for one in text.split("|") if one for key in codes.get(one, (stems(words(one.replace("_", " "))),))
    )
    return tuple(sorted({key for key in found if key}, key=lambda key: (-len(key), key)))
