"""Conditions of gold records are linked by themselves."""

import pytest

from graphbuild.evaluate.linking import RATIO, linked


def judged(stated, normalised, text="", aliases=()):
    gold = {"conditions": [{"as_stated": stated, "normalised": normalised, "aliases": list(aliases)}]}
    return linked([("one", gold, text)])


@pytest.mark.parametrize(
    ("stated", "normalised"),
    [
        ("multiple sclerosis", "multiple sclerosis"),
        ("secondary progressive multiple sclerosis", "multiple sclerosis"),
        ("multiple sclerosis", "secondary progressive multiple sclerosis"),
        ("heart attacks", "myocardial infarction"),
        ("small-for-gestational-age birth", "small for gestational age"),
        ("smoking", "smoking cessation"),
    ],
)
def test_the_concept_of_the_name_or_one_in_line_with_it_is_right(stated, normalised):
    found = judged(stated, normalised)
    assert (found.stated, found.right, found.misses) == (1, 1, ())
    assert dict(found.ratios)[RATIO] == 1.0


@pytest.mark.parametrize(("stated", "normalised"), [("asthma", "psoriasis"), ("asthma", "a thing without a concept")])
def test_another_concept_is_wrong(stated, normalised):
    found = judged(stated, normalised)
    assert found.right == 0
    assert found.misses[0].value == "asthma -> asthma"
    assert dict(found.ratios)[RATIO] == 0.0


def test_the_text_tells_what_an_abbreviation_stands_for():
    assert judged("RA", "rheumatoid arthritis", "Adults with rheumatoid arthritis took part.").right == 1
    assert judged("RA", "rheumatoid arthritis", "Adults took part.").misses == ()


def test_what_has_no_concept_or_no_normalised_name_is_no_link():
    assert judged("an unheard-of complaint", "an unheard-of complaint").ratios == ()
    assert (
        linked([("one", {"conditions": [{"as_stated": "asthma"}]}, ""), ("two", {"conditions": None}, "")]).stated == 0
    )
