"""How many had an event in each group: "12 of 40 (30%) with X and 20 of 41 with Y".

Counts are bound to groups by the model that reads tables out of result sentences; what it is not sure of stays unbound.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.quantities import Quantity
from graphbuild.extract.sides import Side
from graphbuild.extract.table.binding import bind
from graphbuild.extract.table.layout import Entity, Kind, Layout
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Sentence, Span

_COUNT = re.compile(
    r"(?<![\w.,/-])(?:(?P<events>\d{1,6})(?:\s(?:out\s)?of\s(?:the\s)?|/)(?P<total>\d{1,6})(?![\w./-]|,\d|\.\d)"
    r"(?:\s(?:patients|people|participants|women|men|children|adults|eyes))?(?:\s?[(\[]\d{1,3}(?:[.\u00b7]\d{1,3})?\s?%[)\]])?"
    r"|\d{1,3}(?:[.\u00b7]\d{1,3})?\s?%\s?[(\[](?P<events2>\d{1,6})(?:\s(?:out\s)?of\s|/)(?P<total2>\d{1,6})[)\]])"
)
_SURE = 0.8
_MOST = 12


@dataclass(frozen=True, slots=True)
class ArmCount:
    """A count of events and of people, each with its place, and the arm in which they were counted."""

    side: Side
    events: Span
    total: Span

    def quantities(self, document: Document) -> tuple[Quantity, ...]:
        """Gives both numbers."""
        return tuple(
            (field, int(span.of(document.text)), span)
            for field, span in ((Field.FINDING_EVENTS, self.events), (Field.FINDING_TOTAL, self.total))
        )


def arm_counts(
    document: Document, sentence: Sentence, named: Sequence[Side], outcomes: Sequence[Span]
) -> tuple[ArmCount, ...]:
    """Gives the counts of a sentence if it surely binds one to each of two arms or more, and leaves none unbound."""
    counts = dict(_counts(document, sentence))
    if not 1 < len(counts) <= _MOST:
        return ()
    layout = _layout(document, sentence, counts, named, outcomes)
    sides = {one.span: one for one in named}
    bound = {}
    for tie in bind(layout):
        source, measure = layout.entities[tie.source], layout.entities[tie.measure]
        if source.kind is Kind.GROUP and tie.probability >= _SURE:
            bound[_moved(measure.span, sentence.span.start)] = sides[_moved(source.span, sentence.span.start)]
    arms = {side.arm for side in bound.values()}
    if not len(counts) == len(bound) == len(arms):
        return ()
    return tuple(ArmCount(bound[place], *numbers) for place, numbers in counts.items())


def _counts(document: Document, sentence: Sentence) -> Iterator[tuple[Span, tuple[Span, Span]]]:
    for match in _COUNT.finditer(document.text, sentence.span.start, sentence.span.end):
        ending = "" if match["events"] else "2"
        if 0 <= int(match[f"events{ending}"]) <= int(match[f"total{ending}"]):
            numbers = Span(*match.span(f"events{ending}")), Span(*match.span(f"total{ending}"))
            yield Span(*match.span()), numbers


def _layout(
    document: Document, sentence: Sentence, counts: Collection[Span], named: Sequence[Side], outcomes: Sequence[Span]
) -> Layout:
    start = sentence.span.start
    groups = [one.span for one in named if not any(one.span.overlaps(count) for count in counts)]
    taken = [*counts, *groups]
    measured = [span for span in outcomes if not any(span.overlaps(other) for other in taken)]
    stretches = ((Kind.MEASURE, counts), (Kind.GROUP, groups), (Kind.OUTCOME, measured))
    entities = [Entity(_moved(span, -start), kind) for kind, spans in stretches for span in spans]
    return Layout(sentence.span.of(document.text), entities)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
