"""How long the study took: follow-up, time points, and the calendar years that it covers."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from graphbuild.extract.period import periods
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.setup import lengths
from graphbuild.extract.stretches import stretches
from graphbuild.model.fact import Duration, Fact, Field
from graphbuild.model.text import Document

MODEL = "follow-up"
_APART = Decimal("0.01")
"""Up to which share two lengths are one that is put in different units: 52 weeks, a year."""


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the lengths of follow-up and the period; where an abstract has details, they hold the lengths."""
    del found
    stated = tuple(lengths(outline(document)))
    yield from stated
    if not stated:
        yield from _ranked(document)
    yield from periods(document)


def _ranked(document: Document) -> Iterator[Fact]:
    """Gives the lengths that are likely enough; of two ways to put one (a year, 12 months) the likelier."""
    weighed = [(probability(MODEL, item.features), item) for item in stretches(document)]
    kept = [(chance, item) for chance, item in weighed if chance >= threshold(MODEL)]
    put: list[Duration] = []
    for _, item in sorted(kept, key=lambda pair: -pair[0]):
        if not any(_same(item.duration, other) for other in put):
            put.append(item.duration)
    for confidence, item in kept:
        if item.duration in put:
            yield Fact(Field.FOLLOW_UP, item.duration, item.span, "course/ranked-duration", confidence)


def _same(one: Duration, other: Duration) -> bool:
    return abs(one.days - other.days) <= _APART * max(one.days, other.days)
