"""What speaks for it that a phrase names something measured: its words, its neighbours, its clause.

A feature is a tuple of words, which is cheaper to make and to look up than the text of which it is the parts. Most
features hang on one end of the phrase, and several phrases share an end: those are weighed once for each end. What
features weigh is either a number or, for training, the list of their names: both can be added.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Generic, TypeVar

from graphbuild.language.lexicon import load
from graphbuild.language.phrases import Clauses, Phrase, Token, WordClass, kind_of
from graphbuild.language.valence import valence_of

_NEAR = 6
_LONGEST = 8
_OPEN_CLASSES = {kind: kind.value for kind in (WordClass.NOUN, WordClass.NUMBER, WordClass.PEOPLE, WordClass.TIME)}
_STOPS = {WordClass.CHANGE: WordClass.CHANGE.value, WordClass.VERB: WordClass.VERB.value}
_TELLING_CLASSES = (
    WordClass.CHANGE, WordClass.VERB, WordClass.AUXILIARY, WordClass.NUMBER, WordClass.PEOPLE,
)  # fmt: skip
_CONTRASTS = frozenset({"than", "compared", "versus", "no", "not"})
_LENGTHS = tuple(str(length) for length in range(_LONGEST + 1))

Feature = tuple[str, ...]
T = TypeVar("T", int, list[str])


class Clues(Generic[T]):
    """Gives the features of the phrases of one sentence, weighed by a function that is called once for each end."""

    def __init__(
        self,
        words: tuple[Token, ...],
        weigh: Callable[[Iterable[Feature]], T],
        weigh_name: Callable[[tuple[str, ...], int], tuple[str, T]],
    ) -> None:
        self._words = words
        self._weigh: Callable[[Iterable[Feature]], T] = weigh
        self._weigh_name: Callable[[tuple[str, ...], int], tuple[str, T]] = weigh_name
        # three marks for what lies before the first word and behind the last, so that every index can be looked up
        self._shapes = ["<"] * 3 + [_OPEN_CLASSES.get(word.kind) or word.text for word in words] + [">"] * 3
        self._clauses = Clauses(words)
        self._places: dict[WordClass, list[int]] = {kind: [] for kind in _TELLING_CLASSES}
        self._marked: list[tuple[int, str]] = []
        self._percents: set[int] = set()
        for index, word in enumerate(words):
            self._note(index, word)
        self._before: dict[tuple[int, str], T] = {}
        self._after: dict[tuple[int, int, str], T] = {}

    def _note(self, index: int, word: Token) -> None:
        if word.kind in self._places:
            self._places[word.kind].append(index)
        if word.text in _CONTRASTS:
            self._marked.append((index, word.text))
        elif word.text.endswith("%") or word.text == "percent":
            self._marked.append((index, "percent"))
            self._percents.add(index)

    def of(self, phrase: Phrase) -> T:
        """Gives what the words of a phrase, what stands before and behind it and the marks of its clause weigh."""
        start, end, head = phrase
        worth, named = self._weigh_name(tuple([word.text for word in self._words[start:end]]), head - start)
        first, last = self._clauses.around(start)
        before = self._before.get((start, worth))
        if before is None:
            before = self._before[start, worth] = self._weigh(self._left(start, first, worth))
        after = self._after.get((end, last, worth))
        if after is None:
            after = self._after[end, last, worth] = self._weigh(self._right(end, last, worth))
        marked: set[Feature] = {
            ("clause", "has", "a", mark, worth) if mark == "percent" else ("clause", "has", mark)
            for index, mark in self._marked
            if first <= index < start or end <= index < last
        }
        ends: T = named + before + after
        return ends + self._weigh(marked) if marked else ends

    def own(self, phrase: Phrase, more: Iterable[Feature]) -> T:
        """Gives what is left: the words on both sides together, and the features given with the phrase."""
        beside, behind = self._shapes[phrase.first + 2], self._shapes[phrase.last + 3]
        commonness = str(usual(self._words[phrase.head].text))
        return self._weigh({*more, ("around", beside, behind), ("usual", "head", commonness, "left", beside)})

    def _left(self, end: int, first: int, worth: str) -> list[Feature]:
        three, two, one = self._shapes[end : end + 3]
        found: list[Feature] = [
            ("left", one),
            ("left2", two, one),
            ("left3", three, two, one),
            ("left", "value", one, worth),
        ]
        for kind, places in self._places.items():
            at = bisect_left(places, end) - 1
            if at >= 0 and places[at] >= first:
                found += self._nearest("before", kind, places[at], end - 1 - places[at], worth)
            else:
                found.append(("no", kind, "before"))
        found += self._path("from", range(end - 1, max(first, end - _NEAR) - 1, -1), worth)
        return found

    def _right(self, end: int, last: int, worth: str) -> list[Feature]:
        one, two, three = self._shapes[end + 3 : end + 6]
        found: list[Feature] = [
            ("right", one),
            ("right2", one, two),
            ("right3", one, two, three),
            ("right", "value", one, worth),
        ]
        for kind, places in self._places.items():
            at = bisect_left(places, end)
            if at < len(places) and places[at] < last:
                found += self._nearest("after", kind, places[at], places[at] - end, worth)
            else:
                found.append(("no", kind, "after"))
        found += self._path("to", range(end, min(last, end + _NEAR)), worth)
        return found

    def _nearest(self, side: str, kind: WordClass, at: int, distance: int, worth: str) -> list[Feature]:
        """Tells how near the next word of a telling class is on one side of the phrase, and which it is."""
        near = "near" if distance < _NEAR else "far"
        found: list[Feature] = [(kind, side, near)]
        if kind is not WordClass.NUMBER and distance < _NEAR:
            found.append((kind, side, self._words[at].text))
        if kind is WordClass.CHANGE:
            found.append(("change", side, near, worth))
        return found

    def _path(self, side: str, indices: range, worth: str) -> list[Feature]:
        """Gives the way between the phrase and the nearest word of change, verb or percent, nouns left out."""
        way: list[str] = []
        for index in indices:
            word = self._words[index]
            stop = _STOPS.get(word.kind)
            if stop is None and index not in self._percents:
                way.append(self._shapes[index + 3])
                continue
            between: list[str] = way or [""]
            kind: str = stop or "percent"
            found: list[Feature] = [("way", side, kind, *between), ("way", side, kind, worth, str(len(way)))]
            if stop is not None:
                found.append(("way", side, word.text, *between))
            return found
        return []


def most_of_own(weights: Mapping[Feature, int]) -> int:
    """Gives the most that the features of `Clues.own` can weigh together, those that go with each other summed."""
    highest: dict[Feature, int] = defaultdict(int)
    for feature, weight in weights.items():
        kind = _kind_of_own(feature)
        if kind is not None:
            highest[kind] = max(highest[kind], weight)
    return sum(highest.values())


def _kind_of_own(feature: Feature) -> Feature | None:
    """Gives the kind of feature of which a phrase has one at most; None for one that is none of its own."""
    if feature[0] == "around" or feature[:2] in {("head", "occurs"), ("only", "words")}:
        return feature[:1]
    if feature[:2] == ("usual", "head") and "left" in feature:
        return feature[:2]
    return feature if feature[0] == "is" or feature[:2] in {("in", "title"), ("has", "word")} else None


def of_name(texts: tuple[str, ...], head: int) -> tuple[str, set[Feature]]:
    """Gives whether a phrase of such words is good, bad or none of both, and the features that the words alone have."""
    worth = valence_of(texts) or "none"
    found: set[Feature] = {
        ("head", texts[head]),
        ("head", "ends", texts[head][-4:]),
        ("first", texts[0]),
        ("last", texts[-1]),
        ("value", worth),
        ("length", _LENGTHS[min(len(texts), _LONGEST)]),
        ("usual", "head", str(usual(texts[head]))),
    }
    shares: list[int] = []
    for text in texts:
        own, share = _of_word(text)
        found.update(own)
        if share is not None:
            shares.append(share)
    if shares:
        found.add(("usual", "least", str(min(shares))))
        found.add(("usual", "most", str(max(shares))))
        found.add(("usual", "mean", str(sum(shares) // len(shares))))
    return worth, found


@lru_cache(maxsize=16_384)
def _of_word(text: str) -> tuple[tuple[Feature, ...], int | None]:
    """Gives the features that a word adds to its name, and how usual it is if it is a noun."""
    kind = kind_of(text)
    if kind is WordClass.NOUN:
        return (("word", text),), usual(text)
    return (("word", text), ("inner", kind)), None


@cache
def _vocabulary() -> dict[str, int]:
    return {entry.wording: int(entry.code) for entry in load("vocabulary").entries}


@lru_cache(maxsize=16_384)
def usual(word: str) -> int | None:
    """Gives in fifths how often a word stands in names of outcomes, None for a rare word."""
    known = _vocabulary()
    found = known.get(word)
    return known.get(word.removesuffix("s")) if found is None else found
