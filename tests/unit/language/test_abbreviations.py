import time

import pytest

from graphbuild.language.abbreviations import abbreviations


def pairs(text):
    return {(pair.short.of(text), pair.long.of(text)) for pair in abbreviations(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Adults with chronic obstructive pulmonary disease (COPD) walked more.",
            ("COPD", "chronic obstructive pulmonary disease"),
        ),
        ("They took N-acetylcysteine (NAC) daily.", ("NAC", "N-acetylcysteine")),
        (
            "It helped attention deficit hyperactivity disorder, or ADHD, in boys.",
            ("ADHD", "attention deficit hyperactivity disorder"),
        ),
        (
            "TENS (transcutaneous electrical nerve stimulation) was used.",
            ("TENS", "transcutaneous electrical nerve stimulation"),
        ),
        ("Disease-modifying therapies (DMTs) were compared.", ("DMTs", "Disease-modifying therapies")),
    ],
)
def test_a_short_form_is_paired_with_its_words(text, expected):
    assert expected in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "The group (mean age 40) did well.",
        "Sixty people (all women) took part.",
        "It was led by a team (see box).",
        "They were followed for long (P = .04).",
    ],
)
def test_what_is_no_short_form_is_left(text):
    assert not pairs(text)


def test_long_texts_are_read_in_little_time():
    text = "word (AB " * 12_000
    start = time.perf_counter()
    abbreviations(text)
    assert time.perf_counter() - start < 0.5
