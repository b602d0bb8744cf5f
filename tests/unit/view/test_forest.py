import math
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from graphbuild.model.codes import ArmType, Statistic
from graphbuild.model.study import Arm, Stated
from graphbuild.view.forest import NOTHING, estimates, forest
from tests.example import news_study

STUDY = news_study()
FINDING = STUDY.findings[0]
EVIDENCE = FINDING.statement.evidence


def said(value):
    return Stated(value, EVIDENCE)


def ratio(value, lower, upper):
    """A study that states a hazard ratio with its interval."""
    numbers = {"value": value, "ci_lower": lower, "ci_upper": upper}
    finding = replace(
        FINDING,
        statistic=said(Statistic.HAZARD_RATIO),
        unit=None,
        **{key: said(Decimal(one)) for key, one in numbers.items()},
    )
    return replace(STUDY, key=f"ratio-{value}", findings=(finding,))


def counted(own, other, kind=ArmType.PLACEBO_COMPARATOR):
    """A study that states events and totals of two arms."""
    arms = (
        Arm("drops", said("the drops"), type=said(ArmType.EXPERIMENTAL)),
        Arm("placebo", said("placebo drops"), type=said(kind)),
    )
    findings = tuple(
        replace(STUDY.findings[2], key=key, arm=said(key), events=said(events), total=said(total))
        for key, (events, total) in (("drops", own), ("placebo", other))
    )
    return replace(STUDY, key="counted", arms=arms, findings=findings)


def test_a_reported_effect_is_taken_as_it_is_stated():
    found = estimates([ratio("0.80", "0.65", "0.99")])
    assert [(one.effect, one.lower, one.upper, one.basis) for one in found] == [(0.8, 0.65, 0.99, "")]
    assert found[0].shown == "0.80 [0.65, 0.99]"


def test_an_interval_that_does_not_hold_its_effect_is_not_drawn():
    assert estimates([ratio("0.80", "0.85", "0.99")]) == ()
    assert estimates([ratio("0.80", "0", "0.99")]) == ()


def test_a_risk_ratio_is_computed_from_two_arms_and_marked():
    (one,) = estimates([counted((10, 100), (20, 100))])
    spread = 1.959964 * math.sqrt(1 / 10 - 1 / 100 + 1 / 20 - 1 / 100)
    assert one.measure is Statistic.RISK_RATIO
    assert (one.effect, one.lower) == (pytest.approx(0.5), pytest.approx(0.5 * math.exp(-spread)))
    assert one.basis == "computed from 10/100 and 20/100"
    assert "computed from 10/100 and 20/100" in forest([one])


@pytest.mark.parametrize(
    "study",
    [
        counted((0, 100), (20, 100)),
        counted((10, 100), (120, 100)),
        counted((10, 100), (20, 100), kind=ArmType.EXPERIMENTAL),
    ],
    ids=["no event", "more events than people", "no control"],
)
def test_nothing_is_computed_where_it_cannot_be(study):
    assert estimates([study]) == ()


def test_the_outcome_narrows_the_plot():
    assert estimates([STUDY], "sneezing")
    assert estimates([STUDY], "hair colour") == ()


def test_the_plot_says_all_it_shows_in_text():
    drawn = forest(estimates([ratio("0.80", "0.65", "0.99"), counted((10, 100), (20, 100)), STUDY]))
    root = ET.fromstring(drawn)  # noqa: S314 - our own file
    described = next(node.text for node in root if node.tag.endswith("desc"))
    assert "hazard ratio 0.80 [0.65, 0.99]" in described
    assert "risk ratio 0.50" in described
    assert "relative change 23.50 percent [12, 34.5]" in described


def test_a_plot_without_estimates_says_so():
    assert NOTHING in forest(())
