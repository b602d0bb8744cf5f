"""Long texts cut into parts that the network sees as a whole, and where in its text each word stands."""

from collections.abc import Sequence

LONGEST = 448
PLACES = 16
"""Into how many parts a text is divided to say where a word stands; the number after the last one means unknown."""


def cuts(words: Sequence[str], longest: int = LONGEST) -> list[int]:
    """Gives the bounds of parts of about equal size, at most `longest` words, that end after a full stop if they can.

    >>> cuts(["a", ".", "b", "c", ".", "d"], 4)
    [0, 2, 6]
    """
    bounds = [0]
    while len(words) - bounds[-1] > longest:
        left = len(words) - bounds[-1]
        size = -(-left // -(-left // longest))
        bounds.append(_after_stop(words, bounds[-1], bounds[-1] + size))
    return [*bounds, len(words)] if words else [0]


def _after_stop(words: Sequence[str], start: int, end: int) -> int:
    for place in range(end, start + (end - start) // 2, -1):
        if words[place - 1] == ".":
            return place
    return end


def places(count: int) -> list[int]:
    """Gives for each of so many words the part of the text in which it stands, 0 to 15.

    >>> places(4)
    [0, 4, 8, 12]
    """
    return [number * PLACES // count for number in range(count)]
