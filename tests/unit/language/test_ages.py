import pytest

from graphbuild.language.ages import AgeKind, ages


def read(text):
    return [
        (found.span.of(text), found.kind, found.low and found.low.iso, found.high and found.high.iso)
        for found in ages(text)
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "low", "high"),
    [
        ("boys aged 12-14", "aged 12-14", AgeKind.RANGE, "P12Y", "P14Y"),
        ("men ages 18 to 45 joined", "ages 18 to 45", AgeKind.RANGE, "P18Y", "P45Y"),
        ("between the ages of 18 and 65", "between the ages of 18 and 65", AgeKind.RANGE, "P18Y", "P65Y"),
        ("infants six to 12 months of age", "six to 12 months of age", AgeKind.RANGE, "P6M", "P12M"),
        ("who were 50 or older", "50 or older", AgeKind.MINIMUM, "P50Y", None),
        ("women over age 65", "over age 65", AgeKind.MINIMUM, "P65Y", None),
        ("patients over 65 who fell", "over 65", AgeKind.MINIMUM, "P65Y", None),
        ("at least 18 years of age", "at least 18 years of age", AgeKind.MINIMUM, "P18Y", None),
        ("people 80 years or younger", "80 years or younger", AgeKind.MAXIMUM, None, "P80Y"),
        ("children under 5", "under 5", AgeKind.MAXIMUM, None, "P5Y"),
        ("with an average age of 81", "average age of 81", AgeKind.MEAN, "P81Y", "P81Y"),
        (
            "the mean age of the nurses was 49 years",
            "mean age of the nurses was 49 years",
            AgeKind.MEAN,
            "P49Y",
            "P49Y",
        ),
        ("a 65-year-old man", "65-year-old", AgeKind.EXACT, "P65Y", "P65Y"),
    ],
)
def test_an_age_is_read_with_its_kind_and_bounds(text, words, kind, low, high):
    assert read(text) == [(words, kind, low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "over 65 patients joined",
        "between 2012 and 2015",
        "more than 65 people",
        "from 13 to 23 weeks of gestation",
        "pages 12 to 14",
        "for over 2 years",
        "a score of 50 to 60",
    ],
)
def test_other_numbers_are_no_ages(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "piece", ["1 to ", "aged ", "average age ", "over the age of ", "12-", "average age a b c d e f "]
)
def test_long_runs_of_half_ages_end_soon(piece):
    assert len(ages(piece * 2_000)) < 2_000
