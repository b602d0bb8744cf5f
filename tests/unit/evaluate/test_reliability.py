"""What confidence is worth."""

import pytest

from graphbuild.evaluate.reliability import bins, by_field, expected_error, figures, table
from graphbuild.evaluate.scores import Judged

HONEST = [Judged("phase", 0.75, right=number < 3) for number in range(4)]
BOLD = [Judged("design", 0.95, right=number < 1) for number in range(2)]


def test_claims_fall_into_tenths_of_confidence():
    found = bins([Judged("a", 1.0, right=True), Judged("a", 0.9, right=False), Judged("a", 0.05, right=False)])
    assert [(one.low, one.count, one.right) for one in found] == [(0.0, 1, 0.0), (0.9, 2, 0.5)]
    assert found[1].confidence == pytest.approx(0.95)


def test_honest_confidence_has_no_error_and_boldness_has():
    assert expected_error(bins(HONEST)) == 0.0
    assert expected_error(bins(BOLD)) == pytest.approx(0.45)
    assert expected_error(bins([*HONEST, *BOLD])) == pytest.approx(0.15)
    assert expected_error(()) == 0.0


def test_fields_are_shown_one_after_the_other_and_all_together():
    assert list(by_field([*HONEST, *BOLD])) == ["phase", "design", "all"]
    lines = table([*HONEST, *BOLD]).splitlines()
    assert lines[1].split() == ["phase", "4", "0.750", "0.750", "0.000"]
    assert lines[2].split() == ["0.7", "to", "0.8", "4", "0.750", "0.750"]
    assert lines[-3].split()[0] == "all"


def test_figures_hold_the_bins():
    found = figures(BOLD)["design"]
    assert found["count"] == 2
    assert found["bins"] == [{"low": 0.9, "count": 2, "confidence": 0.95, "right": 0.5}]


def test_no_claims_make_an_empty_table():
    assert table([]).splitlines()[1].split() == ["all", "0", "0.000", "0.000", "0.000"]
