"""Figures and tables of scores."""

import pytest

from graphbuild.evaluate.scores import Miss, Scores, Tally

SCORES = Scores(
    "set",
    (("phase *", Tally(3, 1, 2)), ("design", Tally())),
    (("micro", Tally(3, 1, 2)),),
    ("two articles",),
    (Miss("one", "phase", "wrong", "3", "A phase\n2 trial."), Miss("two", "design", "missed", "pilot")),
    (("accuracy", 0.5),),
)


@pytest.mark.parametrize(
    ("tally", "row"),
    [
        (Tally(), (0.0, 0.0, 0.0)),
        (Tally(2, 0, 0), (1.0, 1.0, 1.0)),
        (Tally(1, 1, 3), (0.5, 0.25, 0.333)),
        (Tally(0, 5, 5), (0.0, 0.0, 0.0)),
    ],
)
def test_precision_recall_and_f1(tally, row):
    assert tally.row == row


def test_the_table_has_a_line_for_every_field_pool_and_ratio():
    lines = SCORES.table().splitlines()
    assert lines[0] == "two articles"
    assert [line.split()[0] for line in lines[2:]] == ["phase", "design", "micro", "accuracy"]
    assert lines[2].split()[2:] == ["0.750", "0.600", "0.667", "3", "1", "2"]
    assert lines[-1].split() == ["accuracy", "0.500"]


def test_figures_hold_the_counts_and_the_ratios():
    figures = SCORES.figures()
    assert figures["phase *"]["missed"] == 2
    assert figures["accuracy"] == {"value": 0.5}


def test_errors_of_a_field_come_with_their_sentence_where_it_is_known():
    assert SCORES.errors("phase") == "one  wrong  3\n    | A phase 2 trial."
    assert SCORES.errors("design") == "two  missed  pilot"
    assert SCORES.errors("enrolled") == ""
