from dataclasses import dataclass

from graphbuild.extract.nearby import ordered
from graphbuild.model.text import Span


@dataclass(frozen=True)
class Word:
    span: Span


FIRST, SECOND, THIRD = (Word(Span(start, start + 2)) for start in (1, 5, 9))


def test_items_of_a_stretch_are_given_in_reading_order():
    line = ordered([THIRD, FIRST, SECOND])
    assert line.within(0, 9) == (FIRST, SECOND)
    assert line.count(5, 10) == 2
    assert line.within(6, 9) == ()


def test_the_next_items_on_both_sides_are_found():
    line = ordered([FIRST, SECOND, THIRD])
    assert (line.before(5), line.behind(5)) == (FIRST, SECOND)
    assert line.before(1) is None
    assert line.behind(10) is None
