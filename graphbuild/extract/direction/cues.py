"""Words of change in a text that compares two groups: which way each goes, of which side it is said, how surely.

A word of change is said of the side that stands before it, unless words of comparison lead to that side ("lower than
with X"); chains are read as one ("smaller reduction").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.extract.direction.words import CHANCE, SIDES, SIGNIFICANT, Role, Word, listed
from graphbuild.language.lexicon import load
from graphbuild.language.reporting import cues as reporting

OPPOSITE = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
FAR = 99
_CODES = {"increase": "up", "decrease": "down", "better": "better", "worse": "worse"}
_DENIAL = 6
_AFTER_AGAINST = 10
_CHAIN = 3
_BRACKETED = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text, which of them speak of the outcome, whether more of it is good, whether it is a time."""

    words: tuple[Word, ...]
    first: int
    last: int
    worth: str
    timed: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of change or a chain of them, tokens [first, last]: which way it goes, of which side it is said.

    `valued` where better or worse was read by the worth of the outcome; `distance` is that to the outcome's name.
    """

    first: int
    last: int
    way: str
    side: Role | None
    against: Role | None
    valued: bool
    denied: bool
    distance: int

    @property
    def resolved(self) -> str:
        """Gives the way as seen from the intervention; marked where the side is not known."""
        way = OPPOSITE[self.way] if self.side is Role.COMPARATOR else self.way
        return f"{way}{'' if self.side else '?'}{' by worth' if self.valued else ''}"


@cache
def _moves() -> dict[str, str]:
    single = [entry for entry in load("change").entries if " " not in entry.wording]
    return {entry.wording: _CODES[entry.code] for entry in single if entry.code in _CODES}


@cache
def denials() -> frozenset[str]:
    """Gives the single words that say that nothing changed or that it may be chance."""
    single = {entry.wording for entry in load("change").entries if entry.code == "no-change"}
    return frozenset(word for word in single if " " not in word) | reporting("denying") | listed("unsure")


def cues(seen: Reading) -> tuple[Cue, ...]:
    """Gives the words of change in reading order."""
    chains: list[list[int]] = []
    for index, word in enumerate(seen.words):
        if word.text not in _moves():
            continue
        if chains and index - chains[-1][-1] < _CHAIN and _adjoin(seen.words[chains[-1][-1] + 1 : index]):
            chains[-1].append(index)
        else:
            chains.append([index])
    return tuple(_cue(seen, chain) for chain in chains)


def _adjoin(between: Sequence[Word]) -> bool:
    return all(word.text[0].isalnum() and word.text not in {"and", "or"} for word in between)


def _cue(seen: Reading, chain: Sequence[int]) -> Cue:
    words, first, last = seen.words, chain[0], chain[-1]
    bounds = stretch(words, first, last)
    way = _way(words, chain, bounds[0])
    valued = way in {"better", "worse"} and seen.worth != "none"
    if valued:
        way = "up" if (way == "better") == (seen.worth == "good") else "down"
    against = _compared_with(words, chain, bounds)
    side = _side(words, chain, bounds) if against is None else next(one for one in SIDES if one is not against)
    denied = any(word.text in denials() for word in words[max(0, first - _DENIAL) : first])
    return Cue(first, last, way, side, against, valued, denied, _distance(words, first, last))


def _way(words: Sequence[Word], chain: Sequence[int], start: int) -> str:
    """Reads a chain ("greater reduction"), and what is said of a change: "cut X more than", "the fall was less"."""
    ways = [_moves()[words[index].text] for index in chain]
    first, last = chain[0], chain[-1]
    after = words[last + 1] if last + 1 < len(words) else None
    if words[last].text in listed("degree") and (after is None or after.role is not Role.OUTCOME):
        copula = any(word.text in listed("copula") for word in words[max(0, first - 4) : first])
        than = after is not None and after.text == "than"
        before = [word.text for word in words[start:first] if word.text in _moves()]
        told = [text for text in before if text in listed("course")] if copula else before if than else []
        ways += [_moves()[text] for text in told[-1:]]
    way = ways[-1]
    for modifier in reversed(ways[:-1]):
        way = OPPOSITE[way] if modifier in {"down", "worse"} else way
    return way


def _distance(words: Sequence[Word], first: int, last: int) -> int:
    """Gives how far the nearest name of the outcome is; what ends an item of a list makes it farther."""
    named = [index for index, word in enumerate(words) if word.role is Role.OUTCOME]
    return min((_gap(words, first, last, place) for place in named), default=FAR)


def _gap(words: Sequence[Word], first: int, last: int, place: int) -> int:
    between = words[last + 1 : place] if place > last else words[place + 1 : first]
    return len(between) + 2 * sum(word.text in {",", SIGNIFICANT, CHANCE, ";", "\n"} for word in between)


def _side(words: Sequence[Word], chain: Sequence[int], bounds: tuple[int, int]) -> Role | None:
    """Gives the side before the word of change; that after it where both stand before it ("in X and Y, lower in X")."""
    (low, high), first, last = bounds, chain[0], chain[-1]
    after = next((word.role for word in words[last + 1 : high] if word.role in SIDES), None)
    leads = last + 1 < len(words) and words[last + 1].text in {"of", "for"}
    if words[last].text in listed("favouring") and leads and after is not None:
        return after
    before = [word.role for word in words[low:first] if word.role in SIDES]
    if len(set(before)) == 1 or (before and after is None):
        return before[-1]
    return after or next((word.role for word in reversed(words[:low]) if word.role in SIDES), None)


def stretch(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Gives the token range of the clause around tokens [first, last]."""
    low = next((index + 1 for index in range(first - 1, -1, -1) if ends(words, index)), 0)
    high = next((index for index in range(last + 1, len(words)) if ends(words, index)), len(words))
    return low, high


def ends(words: Sequence[Word], index: int) -> bool:
    """Tells whether a clause ends at a word: a stop, a line break, but and the like, a semicolon outside brackets."""
    text = words[index].text
    if text == ";":
        return sum(_depth(word) for word in words[max(0, index - _BRACKETED) : index]) <= 0
    full_stop = text == "." and index > 0 and words[index - 1].text not in {"vs", "v"}
    return full_stop or text == "\n" or text in listed("break")


def _depth(word: Word) -> int:
    return (word.text in "([") - (word.text in ")]")


def _compared_with(words: Sequence[Word], chain: Sequence[int], bounds: tuple[int, int]) -> Role | None:
    """Gives the side that words of comparison lead to, those after the word of change first."""
    return next(_references(words, chain[0], bounds), None)


def _references(words: Sequence[Word], first: int, bounds: tuple[int, int]) -> Iterator[Role]:
    low, high = bounds
    places = [index for index in range(low, high) if words[index].text in listed("against")]
    for at in sorted(places, key=lambda index: (index < first, abs(index - first))):
        after = words[at + 1 : min(high, at + _AFTER_AGAINST)]
        yield from [word.role for word in after if word.role in SIDES][:1]
