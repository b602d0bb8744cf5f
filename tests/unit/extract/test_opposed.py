import pytest

from graphbuild.extract.focus import focus
from graphbuild.extract.opposed import opposed
from graphbuild.gate import check
from graphbuild.model.codes import InterventionRole, InterventionType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

HEAD = "Zinc shortens colds, trial finds\n"


def read(comparator, before="Colds were shorter with zinc than with", found=()):
    text = f"{HEAD}{before} {comparator}, the trial found.\n"
    document = focus(segment(Document(text)))
    start = text.index(comparator, len(HEAD) + len(before))
    fact = Fact(Field.COMPARATOR, comparator, Span(start, start + len(comparator)), "test", 0.8)
    facts = list(opposed(document, fact, found))
    assert all(check(one, document) is None for one in facts)
    return [one.value for one in facts]


@pytest.mark.parametrize(
    ("comparator", "name", "kind"),
    [
        ("usual care", "usual care", InterventionType.OTHER),
        ("no treatment", "no treatment", InterventionType.OTHER),
        ("watchful waiting", "watchful waiting", InterventionType.OTHER),
        ("counseling alone", "counseling alone", InterventionType.BEHAVIOURAL),
        ("massage therapy", "massage therapy", InterventionType.PROCEDURE),
        ("open surgery", "open surgery", InterventionType.PROCEDURE),
        ("people who received chemotherapy", "chemotherapy", InterventionType.DRUG),
        ("those on a low-fat diet", "low-fat diet", InterventionType.DIETARY),
    ],
)
def test_what_was_given_for_comparison_is_an_intervention(comparator, name, kind):
    assert read(comparator) == [name, kind, InterventionRole.COMPARATOR]


@pytest.mark.parametrize(
    ("comparator", "name", "kind"),
    [
        ("patients who got a dummy pill", "dummy pill", InterventionType.OTHER),
        ("sham acupuncture", "sham acupuncture", InterventionType.PROCEDURE),
        ("those on placebo", "placebo", InterventionType.OTHER),
    ],
)
def test_what_stood_in_for_the_thing_tested_is_a_placebo(comparator, name, kind):
    assert read(comparator) == [name, kind, InterventionRole.PLACEBO]


@pytest.mark.parametrize(
    "comparator",
    [
        "people without asthma",
        "those from other regions",
        "people who did not take aspirin",
        "women not on statins",
        "whites",
        "weren't on any statins",
        "the control group",
        "children with asthma",
    ],
)
def test_people_are_no_intervention(comparator):
    assert read(comparator) == []


def test_a_place_without_contrast_compares_nothing():
    assert read("open surgery", before="The hospital is known for") == []


def test_what_was_found_before_is_not_told_again():
    start = HEAD.index("Zinc")
    zinc = Fact(Field.INTERVENTION_NAME, "Zinc", Span(start, start + 4), "test", about="zinc")
    assert read("zinc alone", found=(zinc,)) == []
