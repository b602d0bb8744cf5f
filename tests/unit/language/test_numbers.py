from decimal import Decimal

import pytest

from graphbuild.language.numbers import NumberKind, numbers


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("1,234 people", "1234", NumberKind.CARDINAL),
        ("forty-eight people", "48", NumberKind.CARDINAL),
        ("one hundred and twelve people", "112", NumberKind.CARDINAL),
        ("3 million people", "3000000", NumberKind.CARDINAL),
        ("a dozen people", "12", NumberKind.CARDINAL),
        ("0.05", "0.05", NumberKind.CARDINAL),
        ("23 percent", "23", NumberKind.PERCENT),
        ("23%", "23", NumberKind.PERCENT),
        ("ten per cent", "10", NumberKind.PERCENT),
        ("half a million people", "500000", NumberKind.CARDINAL),
        ("half-a-dozen people", "6", NumberKind.CARDINAL),
        ("a quarter of a million people", "250000", NumberKind.CARDINAL),
        ("three quarters of a million people", "750000", NumberKind.CARDINAL),
        ("two and a half million people", "2500000", NumberKind.CARDINAL),
        ("three quarters of the people", "0.75", NumberKind.FRACTION),
        ("half of them", "0.5", NumberKind.FRACTION),
        ("two-thirds", "0.6667", NumberKind.FRACTION),
        ("the 12th week", "12", NumberKind.ORDINAL),
        ("the third visit", "3", NumberKind.ORDINAL),
    ],
)
def test_a_number_is_read_with_its_kind(text, value, kind):
    assert [(number.value, number.kind) for number in numbers(text)] == [(Decimal(value), kind)]


@pytest.mark.parametrize("text", ["no number", "H1N1", "a people", "someone"])
def test_words_without_a_number_give_none(text):
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("at three and five weeks", ["3", "5"]),
        ("between twenty and thirty people", ["20", "30"]),
        ("two thousand and five people", ["2005"]),
    ],
)
def test_small_numbers_joined_by_and_are_two(text, values):
    assert [str(number.value) for number in numbers(text)] == values


def test_each_number_points_at_its_words():
    text = "Of 1,200 men, twenty-one left."
    assert [number.span.of(text) for number in numbers(text)] == ["1,200", "twenty-one"]
