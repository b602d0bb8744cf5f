"""The assignment of rows to columns that costs least (the Hungarian method, cubic in the larger side)."""

from collections.abc import Sequence


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """Gives for each row of a square table the column that it is assigned to.

    >>> cheapest([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    [1, 0, 2]
    """
    size = len(costs)
    rows, columns = [0.0] * (size + 1), [0.0] * (size + 1)
    owner, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0] = row
        column = _reach(costs, owner, (rows, columns), way)
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    assigned = [0] * size
    for column in range(1, size + 1):
        assigned[owner[column] - 1] = column - 1
    return assigned


def _reach(
    costs: Sequence[Sequence[float]], owner: list[int], prices: tuple[list[float], list[float]], way: list[int]
) -> int:
    """Gives a free column at the end of the cheapest alternating path from the row in owner[0]; moves the prices."""
    rows, columns = prices
    size = len(costs)
    least, used = [float("inf")] * (size + 1), [False] * (size + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row = owner[column]
        for other in range(1, size + 1):
            if not used[other]:
                reduced = costs[row - 1][other - 1] - rows[row] - columns[other]
                if reduced < least[other]:
                    least[other], way[other] = reduced, column
        following = min((other for other in range(1, size + 1) if not used[other]), key=lambda other: least[other])
        delta = least[following]
        for other in range(size + 1):
            if used[other]:
                rows[owner[other]] += delta
                columns[other] -= delta
            else:
                least[other] -= delta
        column = following
    return column
