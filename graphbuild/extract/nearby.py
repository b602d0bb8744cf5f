"""Things with a place in a text, kept in reading order so that those of a stretch are found by bisection."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from graphbuild.model.text import Span


class Placed(Protocol):
    """Anything that has a span."""

    @property
    def span(self) -> Span:
        """Gives where it stands."""


T = TypeVar("T", bound=Placed)


@dataclass(frozen=True, slots=True)
class Ordered(Generic[T]):
    """Items by the start of their span."""

    items: tuple[T, ...]
    starts: tuple[int, ...]

    def within(self, low: int, high: int) -> tuple[T, ...]:
        """Gives the items that start in [low, high)."""
        return self.items[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def count(self, low: int, high: int) -> int:
        """Tells how many items start in [low, high)."""
        return max(0, bisect_left(self.starts, high) - bisect_left(self.starts, low))

    def before(self, offset: int) -> T | None:
        """Gives the last item that starts before the offset."""
        index = bisect_left(self.starts, offset)
        return self.items[index - 1] if index else None

    def behind(self, offset: int) -> T | None:
        """Gives the first item that starts at the offset or behind it."""
        index = bisect_left(self.starts, offset)
        return self.items[index] if index < len(self.items) else None


def ordered(items: Iterable[T]) -> Ordered[T]:
    """Puts items in reading order."""
    sorted_items = tuple(sorted(items, key=lambda one: one.span.start))
    return Ordered(sorted_items, tuple(one.span.start for one in sorted_items))
