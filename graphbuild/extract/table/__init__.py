"""A result sentence as a table: for each measured value the group it was measured in and the outcome it measures."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.extract.table.binding import Tie, bind
from graphbuild.extract.table.entities import entities
from graphbuild.extract.table.layout import Entity, Kind, Layout

__all__ = ["Entity", "Kind", "ResultTable", "Tie", "result_table"]


_MOST = 40
"""No result sentence has more entities; a listing that has is read up to there."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The entities of a sentence in reading order, and the ties between them, which name them by index.

    `reference` holds the entities that name the group which others are compared with: the control, else the second.
    """

    entities: tuple[Entity, ...]
    ties: tuple[Tie, ...]
    reference: frozenset[int]


def result_table(text: str, known: Sequence[Entity] | None = None) -> ResultTable:
    """Reads a table out of a sentence; `known` entities are bound as they are instead of being sought.

    >>> from graphbuild.model.text import Span
    >>> text = "Pain fell in 12% with ibuprofen and in 5% with placebo."
    >>> given = [Entity(Span(0, 9), Kind.OUTCOME), Entity(Span(13, 16), Kind.MEASURE), Entity(Span(22, 31), Kind.GROUP),
    ...          Entity(Span(39, 41), Kind.MEASURE), Entity(Span(47, 54), Kind.GROUP)]
    >>> found = result_table(text, given)
    >>> [(found.entities[tie.source].span.of(text), found.entities[tie.measure].span.of(text)) for tie in found.ties]
    [('ibuprofen', '12%'), ('Pain fell', '12%'), ('placebo', '5%'), ('Pain fell', '5%')]
    """
    layout = Layout(text, (entities(text) if known is None else tuple(sorted(known)))[:_MOST])
    named = frozenset(index for index, name in layout.names.items() if name == layout.reference)
    return ResultTable(layout.entities, bind(layout), named)
