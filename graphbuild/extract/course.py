"""How long the study took: follow-up, time points, and the calendar years that it covers."""

from collections.abc import Iterable

from graphbuild.extract.period import periods
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.setup import lengths
from graphbuild.extract.stretches import stretches
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document

MODEL = "follow-up"


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the lengths of follow-up and the period; where an abstract has details, they hold the lengths."""
    del found
    stated = tuple(lengths(outline(document)))
    yield from stated
    least = threshold(MODEL)
    for item in () if stated else stretches(document):
        confidence = probability(MODEL, item.features)
        if confidence >= least:
            yield Fact(Field.FOLLOW_UP, item.duration, item.span, "course/ranked-duration", confidence)
    yield from periods(document)
