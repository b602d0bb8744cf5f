import pytest

from graphbuild.language.durations import durations


def read(text):
    return [(found.span.of(text), found.duration.iso) for found in durations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("followed over 2 years", [("2 years", "P2Y")]),
        ("a six-month programme", [("six-month", "P6M")]),
        ("two and a half years", [("two and a half years", "P30M")]),
        ("six-and-a-half years", [("six-and-a-half years", "P78M")]),
        ("a year and a half", [("a year and a half", "P18M")]),
        ("a year-long study", [("year-long", "P1Y")]),
        ("within a year", [("a year", "P1Y")]),
        ("for two decades", [("two decades", "P20Y")]),
        ("at the 12th week", [("12th week", "P84D")]),
        ("at week 6", [("week 6", "P42D")]),
        ("at three months of age", [("three months", "P3M")]),
        ("within 60 hours", [("60 hours", "PT60H")]),
    ],
)
def test_a_stretch_of_time_is_read_with_its_words(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("at one, three, and six weeks", ["P7D", "P21D", "P42D"]),
        ("at 18 and 24 weeks", ["P126D", "P168D"]),
        ("4-5 months", ["P4M", "P5M"]),
        ("weeks 12, 24 and 52", ["P84D", "P168D", "P364D"]),
        ("in the first, second and third years", ["P1Y", "P2Y", "P3Y"]),
        ("between one- and three-year visits", ["P1Y", "P3Y"]),
    ],
)
def test_the_members_of_a_list_share_its_unit(text, lengths):
    assert [iso for _, iso in read(text)] == lengths


@pytest.mark.parametrize(
    "text",
    [
        "a 65-year-old man",
        "18 years of age",
        "aged 45 years or older",
        "twice a day",
        "3 times a week",
        "half an hour",
        "7-year-olds",
        "0 days",
        "3-1/2 years",
    ],
)
def test_ages_and_rates_are_no_stretches_of_time(text):
    assert read(text) == []


def test_a_year_before_a_duration_is_no_member_of_its_list():
    assert read("In 2019, 12 months passed") == [("12 months", "P12M")]


@pytest.mark.parametrize("piece", ["1, ", "a year ", "12 and ", "one two ", "1 year-", "day 1, 1"])
def test_long_runs_of_half_durations_end_soon(piece):
    assert len(durations(piece * 2_000)) <= 4_000
