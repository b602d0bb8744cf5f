from decimal import Decimal

import pytest

from graphbuild.extract.figures import figures
from graphbuild.extract.mentions import mention_at, views_of
from graphbuild.extract.quantities import chance, ratio, relative_change, share, time
from graphbuild.model.codes import Polarity, Statistic
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Sentence, Span


def reading(text, name):
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    start = text.index(name)
    return document, mention_at(views_of(document), Span(start, start + len(name)), 1.0)


def whole(document):
    return Span(0, len(document.text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Half of the participants developed new cysts.", Decimal("0.5")),
        ("Some 40% of patients had new cysts.", Decimal("0.4")),
        ("Two-thirds of the patients had new cysts.", Decimal("0.6667")),
    ],
)
def test_a_share_of_all_is_a_proportion_of_something_present(text, value):
    found = {field: stated for field, stated, _ in share(*reading(text, "new cysts"))}
    assert found[Field.FINDING_STATISTIC] is Statistic.PROPORTION
    assert found[Field.FINDING_VALUE] == value
    assert found[Field.FINDING_POLARITY] is Polarity.PRESENT


def test_none_of_all_is_absence_with_zero_events_and_no_value():
    found = {
        field: stated for field, stated, _ in share(*reading("None of the participants had new cysts.", "new cysts"))
    }
    assert found == {Field.FINDING_POLARITY: Polarity.ABSENT, Field.FINDING_EVENTS: 0}


def test_a_share_of_a_group_is_no_share_of_all():
    assert list(share(*reading("Half of those in the placebo group had new cysts.", "new cysts"))) == []


def test_a_ratio_brings_its_interval():
    document, _ = reading("Deaths fell (hazard ratio 0.71, 95% CI 0.60 to 0.85; P = 0.003).", "Deaths")
    found = {field: stated for field, stated, _ in ratio(document, whole(document))}
    assert found[Field.FINDING_STATISTIC] is Statistic.HAZARD_RATIO
    assert found[Field.FINDING_VALUE] == Decimal("0.71")
    assert (found[Field.FINDING_CI_LOWER], found[Field.FINDING_CI_UPPER]) == (Decimal("0.60"), Decimal("0.85"))


def test_two_ratios_in_one_clause_are_left_as_they_are():
    document, _ = reading("Odds ratio 1.2 and odds ratio 1.4 for falls.", "falls")
    assert list(ratio(document, whole(document))) == []


def test_a_p_value_has_its_relation():
    document, _ = reading("Pain fell (P < 0.001).", "Pain")
    found = {field: stated for field, stated, _ in chance(document, whole(document))}
    assert found == {Field.FINDING_P_VALUE: Decimal("0.001"), Field.FINDING_P_RELATION: "<"}


def test_the_one_percent_before_a_word_of_change_is_a_relative_change():
    document, mention = reading("The risk of falls was 23 percent lower.", "risk of falls")
    given = figures(document, mention.view)
    found = {field: stated for field, stated, _ in relative_change(document, mention, given)}
    assert found[Field.FINDING_STATISTIC] is Statistic.RELATIVE_CHANGE
    assert (found[Field.FINDING_VALUE], found[Field.FINDING_UNIT]) == (Decimal(23), "percent")


def test_two_percents_are_no_relative_change():
    document, mention = reading("Falls happened to 23 percent and 31 percent.", "Falls")
    assert list(relative_change(document, mention, figures(document, mention.view))) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Pain fell 3 months after the injection.", "P3M"),
        ("Pain fell within two years.", "P2Y"),
        ("Pain fell at 12 weeks.", "P84D"),
    ],
)
def test_the_time_of_a_finding(text, iso):
    document, mention = reading(text, "Pain")
    assert [value.iso for _, value, _ in time(document, mention, whole(document))] == [iso]


def test_an_age_is_no_time():
    document, mention = reading("Pain fell in a 65-year-old man.", "Pain")
    assert list(time(document, mention, whole(document))) == []


@pytest.mark.parametrize(
    ("text", "kind", "value", "limits"),
    [
        ("Falls: OR = 0.5 [95% CI: 0.3-0.9].", Statistic.ODDS_RATIO, "0.5", ("0.3", "0.9")),
        ("Falls: adjusted hazard ratio (aHR) 0.52 (0.31\u20130.88).", Statistic.HAZARD_RATIO, "0.52", ("0.31", "0.88")),
        ("Falls: MD \u22122.1 (95% CI \u22123.0 to \u22121.2).", Statistic.MEAN_DIFFERENCE, "-2.1", ("-3.0", "-1.2")),
        ("Falls: risk difference of 4 points, 95% CI 1 to 7.", Statistic.MEAN_DIFFERENCE, "4", ("1", "7")),
    ],
)  # fmt: skip
def test_an_effect_between_groups_is_read_with_its_limits(text, kind, value, limits):
    document, _ = reading(text, "Falls")
    found = {field: stated for field, stated, _ in ratio(document, whole(document))}
    assert (found[Field.FINDING_STATISTIC], found[Field.FINDING_VALUE]) == (kind, Decimal(value))
    assert (found[Field.FINDING_CI_LOWER], found[Field.FINDING_CI_UPPER]) == tuple(map(Decimal, limits))


@pytest.mark.parametrize(
    "text",
    [
        "Falls: a mean difference of 4 points.",
        "Falls: an odds ratio of 2 studies.",
        "Falls: mean difference 95% CI 1 to 7.",
        "Falls made no difference.",
    ],
)
def test_what_is_no_effect_with_limits(text):
    document, _ = reading(text, "Falls")
    assert list(ratio(document, whole(document))) == []


def test_limits_that_their_effect_lies_outside_of_are_not_its_limits():
    document, _ = reading("Falls: hazard ratio 0.71; for those at home 95% CI 1.1 to 1.3.", "Falls")
    assert {field for field, _, _ in ratio(document, whole(document))} == {Field.FINDING_STATISTIC, Field.FINDING_VALUE}


def test_the_level_of_an_interval_is_no_result():
    document, mention = reading("Falls were rarer (hazard ratio 0.71, 95% CI 0.6 to 0.8).", "Falls")
    assert "95%" not in [figure.span.of(document.text) for figure in figures(document, mention.view)]
