import time

import pytest

from graphbuild.extract.direction import Direction, direction
from graphbuild.model.codes import Change

UP, DOWN, SAME = Change.INCREASE, Change.DECREASE, Change.NO_CHANGE

TOLD = [
    ("Pain was significantly lower with ibuprofen than with placebo (P < 0.01).", "ibuprofen", "placebo", "pain", DOWN),
    ("Pain was significantly lower with ibuprofen than with placebo (P < 0.01).", "placebo", "ibuprofen", "pain", UP),
    ("Ibuprofen lowered pain significantly more than placebo did (p = 0.003).", "ibuprofen", "placebo", "pain", DOWN),
    ("Fatigue did not differ between the groups (p = 0.44).", "yoga", "stretching", "fatigue", SAME),
    ("There was no significant difference in fatigue between yoga and rest.", "yoga", "rest", "fatigue", SAME),
    ("Fatigue was similar in both arms.", "yoga", "stretching", "fatigue", SAME),
    ("The yoga group had a significantly greater increase in balance scores than controls (P=0.02).",
     "yoga", "control", "balance scores", UP),
    ("The yoga group had a significantly smaller reduction in lung volume than controls (P=0.02).",
     "yoga", "control", "lung volume", UP),
    ("Compared with usual care, nurse visits significantly reduced readmissions (p=0.01).",
     "nurse visits", "usual care", "readmissions", DOWN),
    ("Compared with usual care, nurse visits significantly reduced readmissions (p=0.01).",
     "usual care", "nurse visits", "readmissions", UP),
    ("Relapses occurred in 12% of those in the drug A group and in 31% of those in the placebo group (P < 0.001).",
     "drug A", "placebo", "relapses", DOWN),
    ("Walking speed was 1.4 m/s vs 1.1 m/s with the brace and with no brace, respectively (P = 0.004).",
     "brace", "no brace", "walking speed", UP),
    ("Sleep was longer with melatonin than with placebo (p = 0.01), but mood did not differ (p = 0.61).",
     "melatonin", "placebo", "mood", SAME),
    ("Sleep was significantly longer with melatonin than with placebo (p = 0.01), but mood did not differ (p = 0.61).",
     "melatonin", "placebo", "sleep", UP),
    ("Nausea (p = 0.70) was no different between groups.", "ginger", "placebo", "nausea", SAME),
]  # fmt: skip

OPEN = [
    ("The committee met each month.", "ibuprofen", "placebo", "pain"),
    ("", "ibuprofen", "placebo", "pain"),
]


@pytest.mark.parametrize(("evidence", "intervention", "comparator", "outcome", "change"), TOLD)
def test_tells_which_group_had_more(evidence, intervention, comparator, outcome, change):
    assert direction(evidence, intervention, comparator, outcome).change is change


@pytest.mark.parametrize(("evidence", "intervention", "comparator", "outcome"), OPEN)
def test_no_direction_is_told_where_the_words_tell_none(evidence, intervention, comparator, outcome):
    assert direction(evidence, intervention, comparator, outcome).sure not in {UP, DOWN}


def test_an_unsure_answer_is_left_open():
    found = Direction(increase=0.4, decrease=0.35, no_change=0.25)
    assert (found.change, found.probability, found.sure) == (UP, 0.4, None)
    assert Direction(increase=0.1, decrease=0.8, no_change=0.1).sure is DOWN


def test_the_three_answers_make_one():
    found = direction("Weight fell by 3 kg with the diet and by 1 kg without it.", "diet", "no diet", "weight")
    assert found.increase + found.decrease + found.no_change == pytest.approx(1)


@pytest.mark.parametrize("piece", ["a", "(", "12 ", "lower than ", "p = ", "vs ", "group A and B ", "-", "fell, "])
def test_long_texts_take_no_time(piece):
    started = time.process_time()
    direction(piece * (100_000 // len(piece)), "yoga", "control", "fell")
    assert time.process_time() - started < 2.0
