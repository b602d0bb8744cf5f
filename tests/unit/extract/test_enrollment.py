import pytest

from graphbuild.extract.counts import ANALYSED, COMPARED, PAIRED, Count, counts
from graphbuild.extract.enrollment import enrolled, extract
from graphbuild.extract.focus import focus
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

LEAD = "A herbal tincture eased hay fever, a study finds\n"


def read(text, lead=LEAD):
    document = focus(segment(Document(lead + text)))
    return document, list(extract(document, ()))


def values(text, field):
    return [fact.value for fact in read(text)[1] if fact.field is field]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The study involved 188 people with hay fever.", 188),
        ("Researchers enrolled 1,609 adults with hay fever in the trial.", 1609),
        ("A total of 601 patients participated in the study.", 601),
        ("The trial included forty-eight women with hay fever.", 48),
    ],
)
def test_the_number_of_participants_is_read(text, number):
    assert values(text, Field.ENROLLMENT) == [number]


def test_the_words_are_the_number_and_its_noun():
    document, facts = read("The study involved 188 people with hay fever.")
    assert [fact.span.of(document.text) for fact in facts if fact.field is Field.ENROLLMENT] == ["188 people"]


def test_a_changed_number_changes_the_number_only():
    text = (
        "In a small study, researchers gave the tincture to 12 people with hay fever. They were followed over 2 years."
    )
    twin = text.replace("12 people", "20 participants")
    assert values(text, Field.ENROLLMENT) == [12]
    assert values(twin, Field.ENROLLMENT) == [20]
    assert len(read(text)[1]) == len(read(twin)[1])


@pytest.mark.parametrize(
    "text",
    [
        "January 12, 2023\nThe tincture is made from leaves.",
        "Four different doses of the tincture were tested.",
        "About 50 million Americans have hay fever.",
        "The team plans to enroll 300 people in its next trial.",
        "They were followed over 24 months.",
        "In an earlier study, 90 mice were given the tincture.",
        "The study measured 1,463 proteins in the blood of adults with hay fever.",
        "The study pooled data from 53 trials that compared the tincture with sprays.",
        "Every month, about 10,000 patients in the country get a spray.",
        "About 10,000 patients each year get a spray for hay fever.",
        "The study found 43 fewer attacks per 100,000 people.",
        "Her team of 12 tested the tincture in the study.",
        "The study measured the noses of 117 allergic and 56 healthy men.",
    ],
)
def test_other_numbers_are_not_those_who_took_part(text):
    assert values(text, Field.ENROLLMENT) == []


def test_a_qualifier_is_kept_apart_from_the_number():
    text = "The study included more than 800 women with hay fever."
    assert values(text, Field.ENROLLMENT_QUALIFIER) == ["more than"]


def test_doses_are_groups_without_sizes():
    text = "Four different doses of the tincture were tested. The study involved 12 people with hay fever."
    assert values(text, Field.ARM_COUNT) == [4]
    assert values(text, Field.ARM_SIZE) == []


def test_groups_are_sized_beside_their_names():
    text = (
        "The study involved 251 adults with hay fever. Of those, 125 received the tincture and 126 received a placebo."
    )
    _, facts = read(text)
    assert values(text, Field.ENROLLMENT) == [251]
    sizes = {fact.about: fact.value for fact in facts if fact.field is Field.ARM_SIZE}
    labels = {fact.about: fact.value for fact in facts if fact.field is Field.ARM_LABEL}
    assert sorted(sizes.values()) == [125, 126]
    assert set(sizes) == set(labels)


@pytest.mark.parametrize(
    ("text", "field", "number"),
    [
        ("Nine participants dropped out of the study.", Field.DISCONTINUED, 9),
        ("Seven patients were lost to follow-up.", Field.LOST_TO_FOLLOW_UP, 7),
        ("In this trial there were no deaths.", Field.DEATHS, 0),
        ("Participants were randomly assigned to three groups.", Field.ARM_COUNT, 3),
    ],
)
def test_the_flow_of_participants_is_read(text, field, number):
    assert values(text, field) == [number]


def test_every_claim_passes_the_gate():
    document, facts = read(
        "The study included nearly 800 adults. Of those, 398 received the tincture and 401 a placebo."
    )
    assert facts
    assert [check(fact, document) for fact in facts] == [None] * len(facts)


def count(value, start, *features):
    return Count(value, Span(start, start + 2), 0, frozenset(features), Span(start, start + 2))


def test_mentions_of_one_value_speak_for_each_other():
    found = enrolled([count(30, 0), count(40, 5), count(30, 9)], [0.4, 0.5, 0.4])
    assert found is not None
    assert found[0].value == 30


def test_a_round_number_speaks_for_the_exact_one():
    candidates = [count(500, 0, "approximate"), count(495, 9, "head=patient")]
    found = enrolled(candidates, [0.8, 0.1])
    assert found is not None
    assert found[0].value == 495
    assert found[1] == pytest.approx(1 - 0.2 * 0.9)


def test_counts_of_equal_rank_are_parts():
    found = enrolled([count(60, 0, PAIRED), count(70, 9, PAIRED), count(20, 20)], [0.9, 0.9, 0.3])
    assert found is not None
    assert found[0].value == 20


@pytest.mark.parametrize(
    ("text", "first", "paired"),
    [
        ("They followed 31,671 women with no history of gout and 2,262 women who had it.", 31671, True),
        ("They compared the hair of 23 teenagers with acne with 17 healthy teenagers.", 23, True),
        ("It included 508 women who were given the pill and 254 women who received none.", 508, True),
        ("They weighed 30 males with acne and 30 males without.", 30, True),
        ("It enrolled 120 adults with acne, and 60 of them got the pill.", 120, False),
        ("It enrolled 120 adults with one to three spots who had not been treated.", 120, False),
        ("Of 120 adults 80 got the pill and 40 percent slept.", 80, False),
        ("They tested 21 healthy adults, nine women and 12 men.", 21, False),
        ("The trial put 152 adults on the pill and 127 to placebo.", 152, True),
        ("Acne came back in 673 adults who got the pill, fewer than in the 667 adults who did not.", 673, True),
        ("They looked at 5,372 women from 1988 to 2011 who had acne.", 5372, False),
    ],
)
def test_two_groups_side_by_side_are_no_whole(text, first, paired):
    found = {one.value: PAIRED in one.features for one in counts(focus(segment(Document(LEAD + text))))}
    assert found[first] is paired


def test_no_candidates_give_no_number():
    assert enrolled([], []) is None


def test_dates_ages_and_measures_are_no_candidates():
    text = "On May 4, 2020, men aged 18 to 45 took 20 mg for 12 weeks at phase 2, up 30 percent, and 17 left."
    document = segment(Document(text))
    assert [item.value for item in counts(document)] == [17]


def test_names_rates_and_places_are_no_candidates():
    text = (
        "One in 12 adults had acne. The pill, XY-4300, was given in 35 primary and middle schools to 90 men at clinics."
    )
    assert [item.value for item in counts(segment(Document(text)))] == [90]


def test_parts_and_their_total_are_told_from_each_other():
    document = segment(Document("Of 68 women, 21 had a patch, 17 had pills and 30 had neither."))
    marks = {item.value: {"is-total", "is-part"} & item.features for item in counts(document)}
    assert marks == {68: {"is-total"}, 21: {"is-part"}, 17: {"is-part"}, 30: {"is-part"}}


def test_those_analysed_give_way_to_those_who_took_part():
    found = enrolled([count(112, 0, ANALYSED), count(126, 9)], [0.7, 0.4])
    assert found is not None
    assert found[0].value == 126


def test_a_control_group_is_not_the_whole():
    found = enrolled([count(40, 0, COMPARED), count(81, 9)], [0.9, 0.3])
    assert found is not None
    assert found[0].value == 81


def test_two_parts_with_a_number_between_them_make_a_total():
    document = segment(Document("It included 119 women. Of 58, 23 fell ill. Of 61, 42 fell ill."))
    marks = {item.value: {"is-total", "is-part"} & item.features for item in counts(document)}
    assert marks[119] == {"is-total"}
    assert marks[58] == marks[61] == {"is-part"}
