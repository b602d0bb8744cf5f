"""Counting labelled stretches."""

import pytest

from graphbuild.evaluate.marks import Mark, count, macro, misses, of_facts, runs
from graphbuild.evaluate.quotes import read
from graphbuild.evaluate.scores import Tally
from graphbuild.model.fact import Field


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], set()),
        (["O", "O"], set()),
        (["A"], {Mark(0, 1, "A")}),
        (["A", "A", "O", "A"], {Mark(0, 2, "A"), Mark(3, 4, "A")}),
        (["A", "B", "B"], {Mark(0, 1, "A"), Mark(1, 3, "B")}),
    ],
)
def test_runs_are_the_longest_stretches_of_one_label(labels, expected):
    assert runs(labels) == expected


def test_a_stretch_is_right_only_where_both_ends_and_the_label_agree():
    gold = frozenset([Mark(0, 2, "A"), Mark(4, 5, "A"), Mark(7, 9, "B")])
    claims = frozenset([Mark(0, 2, "A"), Mark(4, 6, "A"), Mark(7, 9, "A")])
    assert count(gold, claims, ["A", "B"]) == {"A": Tally(1, 2, 1), "B": Tally(0, 0, 1)}


def test_misses_show_the_words_and_the_sentence():
    gold, claims = frozenset([Mark(0, 3, "A")]), frozenset([Mark(4, 7, "A")])
    found = list(misses("one", gold, claims, lambda mark: ("one two"[mark.start : mark.end], "one two"), "{} exact"))
    assert [(miss.kind, miss.field, miss.value, miss.sentence) for miss in found] == [
        ("wrong", "A exact", "two", "one two"),
        ("missed", "A exact", "one", "one two"),
    ]


def test_the_macro_figure_is_the_mean_over_fields():
    assert macro([Tally(1, 0, 0), Tally(0, 1, 1)]) == 0.5
    assert macro([]) == 0.0


def test_words_of_facts_are_marked_at_every_place_where_they_stand_alone():
    text = "We randomly assigned 40 adults with gout to colchicine or placebo. Colchicine eased gout; goutiness stayed."
    marks = of_facts(read(text, "one"), {Field.CONDITION: "X"})
    assert {text[mark.start : mark.end] for mark in marks} == {"gout"}
    assert len(marks) == 2
