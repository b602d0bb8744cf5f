"""Which numbers of a text are results, and what each of them says: a share, a change, a count, a mean.

Ages, sample sizes, durations, doses, years, P values and confidence limits are numbers too; a linear classifier,
trained on annotated news, tells them apart by their neighbours.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.extract.mentions import View
from graphbuild.extract.ranking import probability
from graphbuild.language.durations import durations
from graphbuild.language.numbers import Number, NumberKind, numbers
from graphbuild.language.phrases import Token, WordClass
from graphbuild.model.text import Document, Span

MODEL = "result-figure"
_CHANCE = re.compile(r"\b[Pp](?:\s?-?values?)?\s{0,2}[<>=\u2264\u2265]\s{0,2}$")
_LIMIT = re.compile(r"(?:\bCI\b|confidence interval)[^.;]{0,40}$")
_LEVEL = re.compile(r"\s?%?\s?(?:CI\b|confidence\b|credible\b)")
_SIDE = 3
_WINDOW = 8
_REACH = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a sentence and the probability that it is a result."""

    number: Number
    features: tuple[str, ...]

    @property
    def span(self) -> Span:
        """Gives the place of the number's words in the document."""
        return self.number.span

    @property
    def score(self) -> float:
        """Gives the probability that the number is a result."""
        return probability(MODEL, self.features)


def figures(document: Document, view: View) -> tuple[Figure, ...]:
    """Gives the numbers of a sentence in reading order."""
    return tuple(_figures(document, view))


def _figures(document: Document, view: View) -> Iterator[Figure]:
    place = view.sentence.span
    text = place.of(document.text)
    stretches = [found.span for found in durations(text)]
    stated = [number for number in numbers(text) if number.kind is not NumberKind.ORDINAL]
    for number in stated:
        before = text[max(0, number.span.start - _REACH) : number.span.start]
        if _CHANCE.search(before) or _LIMIT.search(before) or _LEVEL.match(text, number.span.end):
            continue
        span = Span(place.start + number.span.start, place.start + number.span.end)
        moved = Number(span, number.value, number.kind)
        features = [
            f"kind {number.kind.value}",
            f"kinds in sentence {'+'.join(sorted({other.kind.value for other in stated}))}",
            f"numbers in sentence {min(len(stated), 5)}",
            f"a duration {any(number.span.overlaps(stretch) for stretch in stretches)}",
            _size(number),
            *_around(view.words, span, number.kind),
            *view.shared,
        ]
        yield Figure(moved, tuple(dict.fromkeys(features)))


def _size(number: Number) -> str:
    value = abs(number.value)
    limits = (1, 2, 5, 10, 100, 1000, 10_000)
    size = next((str(limit) for limit in limits if value < limit), "more")
    year = 1900 < value < 2100 and value == value.to_integral_value()  # noqa: PLR2004 (years)
    return f"size {number.kind.value} {'year' if year else size}"


def _around(words: tuple[Token, ...], span: Span, kind: NumberKind) -> Iterator[str]:
    first = bisect_left(words, span.start, key=lambda word: word.span.end)
    last = bisect_left(words, span.end, key=lambda word: word.span.start)
    left, right = words[max(0, first - _WINDOW) : first], words[last : last + _WINDOW]
    if left and left[-1].span.end > span.start:
        left = left[:-1]
    before = ["<"] * (max(0, _SIDE - len(left))) + [word.text for word in left[-_SIDE:]]
    after = [word.text for word in right[:_SIDE]] + [">"] * (_SIDE - len(right))
    shapes = [_shape(word) for word in right[:_SIDE]]
    yield f"left {before[2]}"
    yield f"left {kind.value} {before[2]}"
    yield f"left2 {before[1]} {before[2]}"
    yield f"left3 {before[0]} {before[1]} {before[2]}"
    yield f"right {after[0]}"
    yield f"right {kind.value} {after[0]}"
    yield f"right2 {after[0]} {after[1]}"
    yield f"shape {kind.value} {' '.join(shapes[:1])}"
    yield f"shape {kind.value} {' '.join(shapes[:2])}"
    yield f"shape {kind.value} {' '.join(shapes)}"
    for side, part in (("before", left[::-1]), ("after", right)):
        for kind_of in (WordClass.CHANGE, WordClass.PEOPLE, WordClass.VERB, WordClass.TIME):
            if any(word.kind is kind_of for word in part):
                yield f"near {kind_of.value} {side} {kind.value}"
        yield from (f"{side} {word.text}" for word in part if word.kind is not WordClass.NUMBER)


def _shape(word: Token) -> str:
    closed = {WordClass.NOUN, WordClass.PEOPLE, WordClass.TIME, WordClass.NUMBER, WordClass.VERB, WordClass.CHANGE}
    return word.kind.value if word.kind in closed else word.text
