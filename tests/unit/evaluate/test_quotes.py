"""Reading quotes back without trusting the extractor or its gate."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from graphbuild.evaluate.quotes import Borne, borne_out, read
from graphbuild.evaluate.quotes import _counts as counts
from graphbuild.model.study import Stated
from graphbuild.pipeline import Extraction, run
from graphbuild.sources import read_path

NEWS = Path(__file__).parents[3] / "seeds" / "nsc-milan-news.txt"
TEXT = (
    "Colchicine for gout: a randomized trial. We randomly assigned 40 adults with gout to colchicine or placebo for two"
    " years. Flares fell with colchicine."
)


@pytest.fixture(scope="module")
def extraction():
    return read(TEXT, "one.txt")


def with_enrollment(extraction, number):
    study = extraction.study
    return replace(extraction, study=replace(study, enrollment=Stated(number, study.enrollment.evidence)))


def test_what_was_extracted_honestly_is_borne_out(extraction):
    borne = borne_out([extraction])
    assert borne.said > 5
    assert borne.lies == ()
    assert borne.ratios == (("quotes borne out", 1.0),)


def test_a_number_that_the_quote_does_not_state_is_a_lie(extraction):
    assert extraction.study.enrollment.value == 40
    borne = borne_out([with_enrollment(extraction, 50)])
    assert borne.share < 1.0
    assert any("no number 50" in lie for lie in borne.lies)
    assert borne.misses[0].field == "quotes borne out"


def test_a_quote_that_stands_elsewhere_is_a_lie(extraction):
    document = replace(extraction.document, text="We" + TEXT[1:])
    borne = borne_out([replace(extraction, document=document)])
    assert any("does not say this" in lie for lie in borne.lies)


def test_what_was_computed_is_left_to_the_shapes():
    extraction = run(read_path(NEWS))
    assert any(finding.formula is not None for finding in extraction.study.findings)
    assert borne_out([extraction]).lies == ()


def test_words_that_the_quote_does_not_hold_are_a_lie(extraction):
    condition = extraction.study.conditions[0]
    made_up = Stated(replace(condition.value, label="asthma"), condition.evidence)
    borne = borne_out([replace(extraction, study=replace(extraction.study, conditions=(made_up,)))])
    assert any("asthma" in lie for lie in borne.lies)


def test_a_document_without_a_study_says_nothing(extraction):
    borne = borne_out([Extraction(extraction.document, extraction.verdict, None)])
    assert borne == Borne()
    assert borne.ratios == ()
    assert borne.share == 1.0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (40, "40 adults"),
        (1250, "1,250 people"),
        (167, "One hundred and sixty seven patients"),
        (144, "One-hundred and forty-four teeth"),
        (9_300_000, "9.3 million women"),
        (12, "a dozen"),
        (1, "a single centre"),
        (2, "both arms"),
        (0, "without relapse"),
        (Decimal("0.25"), "25 percent"),
        (Decimal("0.007"), "p = .007"),
        (Decimal("1.05"), "1\u00b705"),
        (-3, "-3 mm"),
    ],
)
def test_numbers_are_read_in_digits_and_words(value, words):
    assert any(counts(float(value), words))


@pytest.mark.parametrize(
    ("value", "words"), [(40, "400 adults"), (5, "fifty"), (100, "one patient"), (0, "some relapses"), (2, "one arm")]
)
def test_other_numbers_are_not_taken_for_the_one_that_is_claimed(value, words):
    assert not any(counts(float(value), words))
