"""Candidate phrases: what is left out for their small chance, and what features say of them."""

import pytest

from graphbuild.extract.clues import most_of_own
from graphbuild.extract.mentions import candidates, mentions
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

TEXT = (
    "Milk and sleep\n\nThe study enrolled 30 adults. Those who drank milk slept 42 minutes longer than those who drank "
    "water, and their risk of falls fell by 12 percent. No deaths were seen, but half of the patients had a rash. "
    "Anxiety was scored with the Beck Anxiety Inventory. The oven in the kitchen was blue."
)


@pytest.fixture(scope="module")
def document():
    return segment(Document(TEXT))


@pytest.fixture(scope="module")
def found(document):
    start = document.text.index("milk slept")
    return (Fact(Field.INTERVENTION_NAME, "milk", Span(start, start + 4), "test", about="milk"),)


@pytest.mark.parametrize("least", [0.05, 0.39, 0.78])
def test_nothing_that_reaches_the_least_is_left_out(document, found, least):
    every, few = mentions(document, found), mentions(document, found, least)
    assert [one for one in few if one.score >= least] == [one for one in every if one.score >= least]
    assert len(few) < len(every)


def test_names_of_scales_are_kept_however_unsure(document, found):
    words = {one.span.of(document.text) for one in mentions(document, found, 0.99)}
    assert "Beck Anxiety Inventory" in words
    assert "kitchen" not in words


def test_features_tell_of_words_neighbours_clause_and_document(document, found):
    seen = {span.of(document.text): names for span, _, _, names in candidates(document, found)}
    assert {"head risk", "word falls", "clause has a percent bad", "left their", "change after near"} <= set(
        seen["risk of falls"]
    )
    assert "is intervention" in seen["milk"]
    assert "in title" in seen["milk"]
    assert "is intervention" not in seen["water"]


def test_the_most_that_a_phrase_can_gain_sums_what_goes_together_and_takes_the_best_of_what_does_not():
    weights = {
        ("around", "of", "."): 300, ("around", "noun", "."): 500, ("head", "occurs", "2"): 40, ("in", "title"): 7,
        ("is", "condition"): 20, ("is", "place"): 1, ("has", "word", "of", "place"): -9, ("head", "pain"): 9_000,
        ("usual", "head", "3"): 9_000, ("usual", "head", "3", "left", "of"): 1_000,
    }  # fmt: skip
    assert most_of_own(weights) == 500 + 40 + 7 + 20 + 1 + 1_000
