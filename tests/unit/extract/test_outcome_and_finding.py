"""Outcomes, findings and harms of small texts, as the pipeline gives them."""

import pytest

from graphbuild.extract import extract, outcome
from graphbuild.extract.mentions import mentions
from graphbuild.gate import check
from graphbuild.model.codes import (
    Certainty,
    Change,
    Direction,
    Focus,
    InterventionRole,
    OutcomeRole,
    Polarity,
    Section,
    Statistic,
)
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

FAMILIES = ("outcome", "finding", "harm")
EFFECT = (Field.FINDING_VALUE, Field.FINDING_CI_LOWER, Field.FINDING_CI_UPPER, Field.FINDING_P_VALUE)


def document_of(*sentences, focus=Focus.THIS_STUDY, headline=False):
    text, found = "", []
    for index, sentence in enumerate(sentences):
        section = Section.HEADLINE if headline and index == 0 else Section.BODY
        found.append(Sentence(Span(len(text), len(text) + len(sentence)), section, focus))
        text += sentence + "\n"
    return Document(text, sentences=tuple(found))


def facts_of(*sentences, **options):
    document = document_of(*sentences, **options)
    found = extract(document, FAMILIES)
    assert [fact for fact in found if check(fact, document) is not None] == []
    return document, found


def values(found, field):
    return [fact.value for fact in found if fact.field is field]


def test_less_of_something_bad_favours_the_intervention_and_more_is_harm():
    _, less = facts_of("Those who got the highest dose showed less brain shrinkage.")
    _, more = facts_of("Those who got the highest dose showed increased brain shrinkage.")
    assert (values(less, Field.FINDING_DIRECTION), values(less, Field.FINDING_CHANGE)) == (
        [Direction.FAVOURS_INTERVENTION],
        [Change.DECREASE],
    )
    assert (values(more, Field.FINDING_DIRECTION), values(more, Field.FINDING_CHANGE)) == (
        [Direction.HARM],
        [Change.INCREASE],
    )


def test_what_the_other_group_had_is_no_direction():
    _, found = facts_of("The placebo group showed less brain shrinkage.")
    assert Direction.FAVOURS_INTERVENTION not in values(found, Field.FINDING_DIRECTION)


def test_a_hedge_before_the_finding_governs_it_and_stands_in_its_words():
    document, found = facts_of("Further tests suggested less brain shrinkage.")
    certainty = next(fact for fact in found if fact.field is Field.FINDING_CERTAINTY)
    assert certainty.value is Certainty.HEDGED
    assert "suggested" in certainty.span.of(document.text)


def test_plain_words_are_asserted():
    _, found = facts_of("The treated group showed less brain shrinkage.")
    assert values(found, Field.FINDING_CERTAINTY) == [Certainty.ASSERTED]


def test_a_share_of_all_is_present_and_none_of_all_is_absent():
    _, half = facts_of("Half of the participants developed new brain lesions.")
    _, none = facts_of("None of the participants developed new brain lesions.")
    assert values(half, Field.FINDING_POLARITY) == [Polarity.PRESENT]
    assert values(half, Field.FINDING_DIRECTION) == []
    assert values(none, Field.FINDING_POLARITY) == [Polarity.ABSENT]
    assert values(none, Field.FINDING_EVENTS) == [0]
    assert values(none, Field.FINDING_DIRECTION) == [Direction.NO_EVENT]
    assert values(none, Field.FINDING_VALUE) == []


def test_no_serious_adverse_events_are_zero_events():
    document, found = facts_of("There were no serious adverse events reported.")
    assert values(found, Field.OUTCOME_MEASURE) == ["serious adverse events"]
    assert values(found, Field.FINDING_POLARITY) == [Polarity.ABSENT]
    assert values(found, Field.FINDING_EVENTS) == [0]
    assert values(found, Field.SAFETY) == ["There were no serious adverse events reported"]
    events = next(fact for fact in found if fact.field is Field.FINDING_EVENTS)
    assert events.span.of(document.text) == "no serious adverse events"


def test_no_deaths_and_no_adverse_events_are_both_absent():
    _, found = facts_of("There were no deaths and no serious adverse events.")
    assert sorted(values(found, Field.OUTCOME_MEASURE)) == ["deaths", "serious adverse events"]
    assert values(found, Field.FINDING_DIRECTION) == [Direction.NO_EVENT] * 2
    assert values(found, Field.FINDING_EVENTS) == [0, 0]


def test_no_adverse_events_are_not_only_the_serious_ones():
    _, found = facts_of("There were no adverse events reported.")
    assert values(found, Field.OUTCOME_MEASURE) == ["adverse events"]


@pytest.mark.parametrize(("word", "direction"), [("safe", Direction.FAVOURS_INTERVENTION), ("unsafe", Direction.HARM)])
def test_a_declared_safety_has_one_finding_whichever_way_it_went(word, direction):
    _, found = facts_of(f"The injections proved to be {word}, and safety was the primary outcome.")
    assert values(found, Field.OUTCOME_ROLE) == [OutcomeRole.PRIMARY]
    assert values(found, Field.FINDING_DIRECTION) == [direction]
    assert len({fact.about for fact in found if fact.field.value.startswith("outcome.")}) == 1


def test_a_primary_outcome_without_result_is_an_outcome_without_finding():
    _, found = facts_of("The primary outcome was efficacy.")
    assert values(found, Field.OUTCOME_MEASURE) == ["efficacy"]
    assert values(found, Field.FINDING_STATEMENT) == []


def test_a_primary_outcome_with_its_result_has_a_finding_with_effect_limits_and_p():
    _, found = facts_of(
        "The primary outcome, time to walking aid, did not differ between groups (hazard ratio 0.8, 95% CI 0.5 to 1.3, "
        "p = 0.4)."
    )
    stated = {fact.field: fact.value for fact in found}
    assert stated[Field.FINDING_DIRECTION] is Direction.NO_DIFFERENCE
    assert stated[Field.FINDING_STATISTIC] is Statistic.HAZARD_RATIO
    assert [str(stated[field]) for field in EFFECT] == ["0.8", "0.5", "1.3", "0.4"]


def test_a_primary_outcome_that_is_only_named_has_no_finding_of_what_follows():
    _, found = facts_of("The primary outcome was walking speed, which was measured at home.")
    assert values(found, Field.FINDING_STATEMENT) == []


@pytest.mark.parametrize("focus", [Focus.BACKGROUND, Focus.ANIMAL, Focus.OTHER_STUDY, Focus.PLANNED])
def test_what_is_not_of_this_study_is_no_finding(focus):
    _, found = facts_of("The treated group showed less brain shrinkage.", focus=focus)
    assert found == ()


def test_a_headline_repeats_and_adds_no_finding():
    told = "The treated group showed less brain shrinkage."
    _, found = facts_of("Treated people showed less brain shrinkage", told, headline=True)
    assert len(values(found, Field.FINDING_STATEMENT)) == 1


def test_every_finding_quotes_its_outcome_and_names_it():
    document, found = facts_of("Half of the participants developed new brain lesions.")
    known = {fact.about for fact in found if fact.field is Field.OUTCOME_MEASURE}
    named = [fact for fact in found if fact.field is Field.FINDING_OUTCOME]
    assert [fact.value.key in known for fact in named] == [True]
    assert named[0].span.of(document.text) == "new brain lesions"


def test_an_empty_document_gives_nothing():
    assert extract(Document(""), FAMILIES) == ()


def test_the_same_text_gives_the_same_facts():
    text = "Those who got the highest dose showed less brain shrinkage."
    assert facts_of(text)[1] == facts_of(text)[1]


def test_what_was_not_moved_is_an_outcome_without_a_difference():
    _, found = facts_of("The pill did not improve attention in adults with insomnia.")
    assert values(found, Field.OUTCOME_MEASURE) == ["attention"]
    assert values(found, Field.FINDING_DIRECTION) == [Direction.NO_DIFFERENCE]


def test_a_declared_outcome_has_the_findings_of_the_sentences_that_repeat_its_name():
    document, found = facts_of(
        "The primary outcome was the change in daily time awake.",
        "Daily time awake fell by 25% at six weeks.",
    )
    assert [fact.value for fact in found if fact.field is Field.OUTCOME_ROLE] == [OutcomeRole.PRIMARY]
    assert [value.lower() for value in values(found, Field.OUTCOME_MEASURE)] == ["daily time awake"] * 2
    assert values(found, Field.FINDING_CHANGE) == [Change.DECREASE]
    time = next(fact for fact in found if fact.field is Field.FINDING_TIME)
    assert time.span.of(document.text) == "six weeks"


def test_the_time_by_which_something_moved_is_not_when_it_was_measured():
    _, found = facts_of(
        "The primary outcome was the change in daily time awake.",
        "Daily time awake fell by two hours.",
    )
    assert values(found, Field.FINDING_TIME) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The impact of gout on working life was lower.", "impact of gout on working life"),
        ("The burden of gout on schools fell.", "burden of gout on schools"),
        ("The risk of gout on holidays was lower.", "gout on holidays"),
    ],
)
def test_what_bears_on_something_is_named_whole(text, whole):
    document = document_of(text)
    names = {mention.span.of(text) for mention in mentions(document, ())}
    assert whole in names


def test_what_was_most_common_did_not_increase():
    _, found = facts_of("Nausea was the most common side effect, seen in 12% of those on the pill.")
    assert values(found, Field.OUTCOME_MEASURE) == ["Nausea"]
    assert values(found, Field.FINDING_CHANGE) == []


def test_what_was_given_for_comparison_is_not_measured():
    sentences = (
        "Adults with asthma were randomly assigned to mentoprol or to usual care.",
        "There was no significant difference in mortality at one year between mentoprol and usual care.",
    )
    document = document_of(*sentences)
    start = document.text.index("usual care")
    span = Span(start, start + len("usual care"))
    given = (Fact(Field.INTERVENTION_ROLE, InterventionRole.COMPARATOR, span, "test", 0.9, "usual-care"),)
    measured = [fact.value for fact in outcome.extract(document, given) if fact.field is Field.OUTCOME_MEASURE]
    assert "mortality" in measured
    assert "usual care" not in measured


def test_a_role_of_an_outcome_is_no_finding():
    _, found = facts_of("Mortality at 28 days was a secondary outcome.")
    assert values(found, Field.FINDING_OUTCOME) == []


@pytest.mark.parametrize(
    ("sentence", "favours"),
    [
        ("The drug reduced serious complications by 30 percent in patients.", True),
        ("Serious complications occurred in patients who got the drug.", False),
        ("The most common side effects reported were nausea and fatigue.", False),
        ("Patients who got the drug had more adverse effects, such as nausea and vomiting.", False),
    ],
)
def test_harms_favour_the_intervention_only_where_there_were_fewer(sentence, favours):
    _, found = facts_of(sentence)
    assert (Direction.FAVOURS_INTERVENTION in values(found, Field.FINDING_DIRECTION)) is favours


def test_a_share_is_no_part_of_the_name_of_what_was_measured():
    told = "The drug led to a 34 percent response rate in patients"
    _, found = facts_of(f"{told}, compared with a 20 percent response rate on placebo.")
    assert set(values(found, Field.OUTCOME_MEASURE)) == {"response rate"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The team cannot rule out that other habits may have reduced the risk of stroke.",
        "All of the runners who had a history of knee pain had increased knee pain.",
        "Past studies have found that tea lowered the risk of stroke.",
        "A response was defined as a 50 percent reduction in knee pain.",
        "It is not known whether tea reduced the risk of stroke.",
    ],
)
def test_what_is_asked_or_known_or_was_so_before_has_no_direction(sentence):
    _, found = facts_of(sentence)
    assert not values(found, Field.FINDING_DIRECTION)


def test_a_result_before_such_words_has_its_direction():
    _, found = facts_of("Those who drank tea showed less knee pain, though it is not known whether they slept better.")
    assert Direction.FAVOURS_INTERVENTION in values(found, Field.FINDING_DIRECTION)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Half of the patients developed three hot flashes a day.", "hot flashes"),
        ("Half of the patients developed knee pain at three months.", "knee pain"),
    ],
)
def test_a_count_is_no_part_of_the_name_of_what_was_measured(sentence, name):
    _, found = facts_of(sentence)
    assert name in values(found, Field.OUTCOME_MEASURE)
    assert not [value for value in values(found, Field.OUTCOME_MEASURE) if "three" in str(value)]
