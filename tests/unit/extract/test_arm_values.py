"""Numbers that a sentence binds to groups, each in a finding of its own."""

from decimal import Decimal

import pytest

from graphbuild.extract.arm_values import by_arm
from graphbuild.extract.sides import groups, sides
from graphbuild.gate import check
from graphbuild.model.codes import Statistic
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Sentence, Span

START = "Adults got zolixin 10 mg, zolixin 30 mg or placebo pills. "


def facts(text, *labels, outcome="sleep"):
    whole = START + text
    document = Document(
        whole,
        sentences=(Sentence(Span(0, len(START) - 1)), Sentence(Span(len(START), len(whole)))),
    )

    def fact(field, words, about):
        at = whole.lower().index(words)
        return Fact(field, words, Span(at, at + len(words)), "test", 1.0, about)

    arms = tuple(fact(Field.ARM_LABEL, label, label) for label in labels)
    measured = (fact(Field.OUTCOME_MEASURE, outcome, outcome),)
    return document, arms + measured


ARMS = ("zolixin 10 mg", "zolixin 30 mg", "placebo pills")


def found_in(text, **options):
    document, known = facts(text, *ARMS, **options)
    found = list(by_arm(document, known))
    assert [fact for fact in found if check(fact, document) is not None] == []
    by_finding = {}
    for fact in found:
        value = fact.value.key if isinstance(fact.value, Ref) else fact.value
        by_finding.setdefault(fact.about, {})[fact.field] = value
    return {one[Field.FINDING_ARM]: one for one in by_finding.values()}


def test_each_group_has_its_value_and_the_group_it_is_compared_with():
    found = found_in(
        "Hours of sleep rose by 1.5 hours with the 10 mg dose and by 2.1 hours with the 30 mg dose,"
        " compared with 0.4 hours with placebo."
    )
    assert {arm: one[Field.FINDING_VALUE] for arm, one in found.items()} == {
        "zolixin 10 mg": Decimal("1.5"),
        "zolixin 30 mg": Decimal("2.1"),
        "placebo pills": Decimal("0.4"),
    }
    assert {one[Field.FINDING_UNIT] for one in found.values()} == {"hours"}
    assert found["zolixin 10 mg"][Field.FINDING_COMPARED_WITH] == "placebo pills"
    assert Field.FINDING_COMPARED_WITH not in found["placebo pills"]


def test_a_percent_of_a_group_is_a_proportion():
    found = found_in("Poor sleep was seen in 12.5% of those on 10 mg and 4% of people taking placebo.")
    assert found["zolixin 10 mg"][Field.FINDING_STATISTIC] is Statistic.PROPORTION
    assert found["zolixin 10 mg"][Field.FINDING_VALUE] == Decimal("0.125")
    assert Field.FINDING_COMPARED_WITH not in found["zolixin 10 mg"]


def test_an_average_says_so():
    found = found_in("The median sleep was 7 hours with 10 mg and 6 hours with placebo.")
    assert {one[Field.FINDING_STATISTIC] for one in found.values()} == {Statistic.MEDIAN}


@pytest.mark.parametrize(
    "text",
    [
        "Better sleep was seen in 12.5% of those on 10 mg.",
        "Better sleep was seen in 12% of adults. Some were on 10 mg, some on placebo.",
        "In 12%, sleep improved; those on placebo slept 3% more than those on 10 mg did.",
        "Sleep improved by 3% with 10 mg and by 4% with 10 mg.",
    ],
)
def test_what_the_sentence_does_not_bind_stays_unbound(text):
    assert found_in(text) == {}


def test_a_wording_of_two_groups_names_neither():
    document, known = facts("Sleep improved with zolixin.", *ARMS)
    place = document.sentences[1].span
    assert sides(document, place, known) == ()
    assert list(groups(document, place, known)) == []


def test_an_intervention_names_the_group_that_was_given_it():
    document, known = facts("Sleep improved with snoozol.", *ARMS)
    at = document.text.index("snoozol")
    name = Fact(Field.INTERVENTION_NAME, "snoozol", Span(at, at + 7), "test", 1.0, "snoozol")
    given = Fact(Field.ARM_INTERVENTION, Ref("snoozol"), Span(at, at + 7), "test", 1.0, "zolixin 10 mg")
    assert [one.arm for one in sides(document, document.sentences[1].span, (*known, name, given))] == ["zolixin 10 mg"]


@pytest.mark.parametrize(
    "text",
    [
        "Poor sleep was seen in 12 of 40 (30%) people on 10 mg and in 20 of 41 (49%) on placebo.",
        "Poor sleep occurred in 30% (12/40) with 10 mg and 49% (20/41) with placebo.",
        "Poor sleep was seen in 12/40 and 20/41 of those given 10 mg and placebo, respectively.",
    ],
)
def test_counts_are_bound_to_their_groups(text):
    found = found_in(text)
    counted = {arm: (one[Field.FINDING_EVENTS], one[Field.FINDING_TOTAL]) for arm, one in found.items()}
    assert counted == {"zolixin 10 mg": (12, 40), "placebo pills": (20, 41)}


@pytest.mark.parametrize(
    "text",
    [
        "Poor sleep was seen in 12 of 40 people on 10 mg.",
        "Poor sleep was seen in 12 of 40 and later in 20 of 41 people.",
        "Poor sleep was seen in 50 of 40 people on 10 mg and in 61 of 41 on placebo.",
        "Poor sleep was seen on 12/10/2020 with 10 mg and on 13/10/2020 with placebo.",
    ],
)
def test_counts_that_are_not_surely_of_two_groups_stay_unbound(text):
    assert all(Field.FINDING_EVENTS not in one for one in found_in(text).values())
