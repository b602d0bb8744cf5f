import pytest

from graphbuild.extract.course import extract
from graphbuild.extract.focus import focus
from graphbuild.extract.stretches import stretches
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment

LEAD = "A herbal tincture eased hay fever, a study finds\n"


def read(text):
    document = focus(segment(Document(LEAD + text)))
    return document, list(extract(document, ()))


def lengths(text):
    return {fact.value.iso for fact in read(text)[1] if fact.field is Field.FOLLOW_UP}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("The study involved 40 people. They were followed for two years.", "P2Y"),
        (
            "The trial involved 40 people. After 12 weeks of treatment, symptoms improved more than with placebo.",
            "P84D",
        ),
        (
            "The study involved 40 people. At six months, 80 percent of patients on the tincture had no symptoms.",
            "P6M",
        ),
    ],
)
def test_the_length_of_follow_up_is_read(text, iso):
    assert iso in lengths(text)


@pytest.mark.parametrize(
    "text",
    [
        "The company was founded 20 years ago.",
        "The plant flowers every two weeks.",
        "She has worked in the field for 30 years.",
        "People aged 65 years or older often have it.",
    ],
)
def test_other_stretches_of_time_are_not_claimed(text):
    assert lengths(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The 40 people will be followed for two years.",
        "A study that follows people for five years is still needed.",
        "Those who took it got hay fever two years later than the others.",
        "Sneezing came back in the five-day group.",
        "The response to the tincture lasted 16 weeks.",
        "The median age was 63 years.",
    ],
)
def test_what_is_still_to_come_and_what_measures_something_else_is_no_candidate(text):
    assert stretches(segment(Document(text))) == ()


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("In a 28-day, randomized, double-blind study of 40 adults it eased sneezing.", "shape=study"),
        ("The duration of the study was 52 weeks.", "shape=duration-of"),
        ("They were followed for two years.", "shape=followed-for"),
    ],
)
def test_the_ways_of_putting_a_length_are_named(text, shape):
    assert [shape in one.features for one in stretches(segment(Document(text)))] == [True]


def test_cues_and_stems_around_a_length_are_features():
    (found,) = stretches(segment(Document("They were followed for two years after treatment.")))
    assert {"before=followe", "behind=treatme", "time:treat-near-after&shape=for"} <= found.features


def test_rates_are_no_candidates():
    document = segment(Document("They met every two weeks, and each year."))
    assert stretches(document) == ()


def test_the_years_of_the_data_are_read_with_their_ends():
    text = "Researchers reviewed the medical records of 5,000 people who were treated between 2010 and 2015."
    _, facts = read(text)
    assert [fact.value for fact in facts if fact.field is Field.PERIOD] == ["2010 and 2015"]
    assert [fact.value.iso for fact in facts if fact.field is Field.START_DATE] == ["2010"]
    assert [fact.value.iso for fact in facts if fact.field is Field.COMPLETION_DATE] == ["2015"]


def test_a_falling_pair_of_years_is_no_period():
    assert not [fact for fact in read("They compared 2015 to 2010.")[1] if fact.field is Field.PERIOD]


def test_every_claim_passes_the_gate():
    document, facts = read(
        "The study followed 900 adults who were enrolled between May 2010 and June 2015 for an average of 3.3 years."
    )
    assert facts
    assert [check(fact, document) for fact in facts] == [None] * len(facts)


def test_a_length_that_is_put_in_two_units_is_given_once():
    text = "The study involved 40 people. They were followed for one year. The study lasted 12 months."
    assert len(lengths(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The study involved 40 smokers. Four-week cessation was the rule with the tincture.",
        "The study involved 40 children. The first week in intensive care was hard for 12 of them.",
    ],
)
def test_how_long_a_state_or_a_stay_lasts_is_no_follow_up(text):
    assert not lengths(text)
