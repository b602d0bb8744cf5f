"""Which studies must be checked together: those that describe a node together, or point at each other.

The verdict on a batch is the one that its studies would get in the whole graph; small batches keep memory small.
"""

from collections.abc import Iterator, Sequence

from graphbuild.rdf.statements import Statement
from graphbuild.terms import ID

_TERMS = f"<{ID}term/"
"""Concepts of a mention's own say the same in whichever study they stand."""
_STUDIES = f"<{ID}study/"
_SIZE = 100_000
"""From how many statements on a batch is full."""


def batches(told: Sequence[list[Statement]]) -> Iterator[list[int]]:
    """Gives the places of the studies, batch by batch, from the sorted statements of each."""
    groups: dict[int, list[int]] = {}
    for index, root in enumerate(_roots(told)):
        groups.setdefault(root, []).append(index)
    batch: list[int] = []
    for members in groups.values():
        batch += members
        if sum(len(told[index]) for index in batch) >= _SIZE:
            yield batch
            batch = []
    if batch:
        yield batch


def _roots(told: Sequence[list[Statement]]) -> list[int]:
    """Gives for each study the first one of those that it must be checked together with."""
    root = list(range(len(told)))

    def find(index: int) -> int:
        while root[index] != index:
            index = root[index]
        return index

    first: dict[str, int] = {}
    for index, rows in enumerate(told):
        for name in _shared(rows):
            one, other = sorted((find(index), find(first.setdefault(name, index))))
            root[other] = one
    return [find(index) for index in range(len(told))]


def _shared(rows: list[Statement]) -> set[str]:
    """Gives the nodes that the statements describe, and the studies that they name."""
    named = {row[2] for row in rows if row[2].startswith(_STUDIES) and "/" not in row[2][len(_STUDIES) :]}
    return named | {row[0] for row in rows if not row[0].startswith(_TERMS)}
