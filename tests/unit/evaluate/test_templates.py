import itertools
import random

import pytest

from graphbuild.evaluate.assignment import cheapest
from graphbuild.evaluate.templates import Template, aligned, compared, filler, template


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_no_assignment_costs_less_than_the_cheapest(size):
    chance = random.Random(size)  # noqa: S311 - figures for a test
    costs = [[chance.randint(-9, 9) for _ in range(size)] for _ in range(size)]
    chosen = cheapest(costs)
    assert sorted(chosen) == list(range(size))
    least = min(sum(costs[i][j] for i, j in enumerate(order)) for order in itertools.permutations(range(size)))
    assert sum(costs[i][j] for i, j in enumerate(chosen)) == least


@pytest.mark.parametrize(
    ("left", "right"),
    [("P < 0 . 05", "p<0.05"), ("Sleep Med .", "Sleep Med"), ("p & lt ; 0 . 1", "p < 0.1"), ("24 - week", "24-week")],
)
def test_case_blanks_and_the_last_full_stop_do_not_count(left, right):
    assert filler(left) == filler(right)


@pytest.mark.parametrize(("left", "right"), [("0.5", "0.05"), ("-0.5", "0.5"), ("milk", "warm milk")])
def test_other_differences_count(left, right):
    assert filler(left) != filler(right)


def test_templates_are_paired_so_that_most_fillers_agree():
    gold = [template("Arm", [("size", "20"), ("label", "milk")]), template("Arm", [("size", "30")])]
    claims = [template("Arm", [("size", "30")]), template("Arm", [("size", "20"), ("label", "pill")])]
    pairs = {tuple(sorted(left.slots)): right for left, right in aligned(gold, claims)}
    assert pairs["label", "size"] == claims[1]
    assert pairs["size",] == claims[0]


def test_a_template_without_partner_is_missed_or_wrong_as_a_whole():
    alone = template("Arm", [("size", "20")])
    ((left, right),) = aligned([alone], [])
    assert compared(left, right) == {"size": (frozenset(), frozenset(), frozenset({"20"}))}
    ((left, right),) = aligned([], [alone])
    assert compared(left, right) == {"size": (frozenset(), frozenset({"20"}), frozenset())}


def test_kinds_are_not_mixed():
    pairs = aligned([template("Arm", [("size", "20")])], [template("Outcome", [("size", "20")])])
    assert all(Template(left.kind) in (left, right) for left, right in pairs)
