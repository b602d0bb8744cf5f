from itertools import pairwise

import pytest

from graphbuild.extract.tagger.windows import cuts, places


@pytest.mark.parametrize(
    ("words", "longest", "bounds"),
    [
        ("", 4, [0]),
        ("a b c", 4, [0, 3]),
        ("a b c d e f", 3, [0, 3, 6]),
        ("a . b c . d", 4, [0, 2, 6]),
    ],
)
def test_bounds(words, longest, bounds):
    assert cuts(words.split(), longest) == bounds


@pytest.mark.parametrize("count", [1, 449, 10_000])
def test_every_window_is_filled_and_none_is_too_long(count):
    bounds = cuts(["word"] * count)
    assert (bounds[0], bounds[-1]) == (0, count)
    assert all(0 < end - start <= 448 for start, end in pairwise(bounds))


def test_places_grow_from_0_to_15():
    found = places(160)
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, 15)
