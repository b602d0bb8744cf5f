import pytest

from graphbuild.extract.slots.grouping import counting, groups
from graphbuild.extract.slots.mentions import Detail, key, numbered
from graphbuild.language.classifier import Classifier
from graphbuild.model.codes import Section
from graphbuild.model.text import Span

NEAR = Classifier(
    ("no", "yes"),
    {
        "bias": (-2.0,),
        "hasChangeValue+hasTimePoint ": (4.0,),
        "hasTimePoint+hasChangeValue ": (4.0,),
        "hasBaselineValue+hasChangeValue touch": (4.0,),
        "hasBaselineValue+hasChangeValue near": (3.0,),
    },
)


def details(*rows):
    return numbered(
        Detail(slot, Span(start, start + len(words)), words, 0.9, sentence, Section.RESULTS)
        for slot, start, words, sentence in rows
    )


def slots(found):
    return [[one.words for one in group.members] for group in found]


def test_values_that_stand_together_share_a_group_and_a_time_point_stands_in_all():
    found = details(
        ("hasTimePoint", 0, "week 4", 0),
        ("hasBaselineValue", 20, "8.1", 0),
        ("hasChangeValue", 25, "0.4", 0),
        ("hasBaselineValue", 120, "8.2", 0),
        ("hasChangeValue", 125, "0.9", 0),
    )
    assert slots(groups(found, "outcome", NEAR)) == [["week 4", "8.1", "0.4"], ["week 4", "8.2", "0.9"]]


def test_no_group_holds_two_of_a_kind():
    found = details(
        ("hasBaselineValue", 0, "8.1", 0), ("hasBaselineValue", 5, "8.2", 0), ("hasChangeValue", 10, "1", 0)
    )
    assert slots(groups(found, "outcome", NEAR)) == [["8.1"], ["8.2", "1"]]


def test_what_fits_nowhere_stands_alone():
    found = details(("hasChangeValue", 0, "0.4", 0), ("hasTimePoint", 90, "week 4", 5))
    assert slots(groups(found, "outcome", NEAR)) == [["0.4"], ["week 4"]]


def test_kinds_are_grouped_apart():
    found = details(("hasChangeValue", 0, "0.4", 0), ("hasDrug", 9, "milk", 0))
    assert slots(groups(found, "medication", NEAR)) == [["milk"]]


def test_repeats_are_counted_by_their_words():
    found = details(("hasDrug", 0, "Warm milk", 0), ("hasDrug", 20, "warm milk", 1), ("hasDrug", 40, "pill", 1))
    assert [(one.before, one.again) for one in found] == [(0, 2), (1, 2), (0, 1)]
    assert "hasDrug nth 1/2" in list(counting(found))[1]


@pytest.mark.parametrize(("left", "right"), [("Adverse events", "adverse event"), ("once-daily", "once daily")])
def test_wordings_of_one_thing_have_one_key(left, right):
    assert key(left) == key(right)


@pytest.mark.parametrize(("left", "right"), [("glass", "glas"), ("insulin", "milk")])
def test_other_wordings_do_not(left, right):
    assert key(left) != key(right)
