"""Confidences that are moved to what claims of their field have been worth."""

import pytest

from graphbuild.extract import calibration
from graphbuild.extract.calibration import calibrated
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Pointer, Span


@pytest.fixture(autouse=True)
def _measured(monkeypatch):
    monkeypatch.setattr(calibration, "_measured", lambda: {"study.enrollment": (0.5, -0.2)})


def enrolled(confidence, place=None):
    return Fact(Field.ENROLLMENT, 40, place or Span(0, 2), "enrollment/ranked-count", confidence)


def test_a_confidence_is_moved_by_scale_and_shift_of_its_field():
    assert calibrated(enrolled(0.9)).confidence == 0.7107


def test_the_surer_of_two_claims_stays_the_surer():
    moved = [calibrated(enrolled(confidence)).confidence for confidence in (0.001, 0.2, 0.5, 0.8, 0.99, 0.999)]
    assert moved == sorted(set(moved))


def test_a_field_that_was_not_measured_keeps_its_confidence():
    fact = Fact(Field.DEATHS, 3, Span(0, 1), "harm/deaths", 0.8)
    assert calibrated(fact) == fact


def test_what_a_record_states_in_a_field_of_its_own_keeps_its_confidence():
    fact = enrolled(1.0, Pointer("/enrollmentInfo/count", "40"))
    assert calibrated(fact) == fact


def test_only_the_confidence_changes():
    fact = enrolled(0.9)
    moved = calibrated(fact)
    assert (moved.field, moved.value, moved.span, moved.rule) == (fact.field, fact.value, fact.span, fact.rule)
