"""When a claimed value counts as the stated one."""

import pytest

from graphbuild.evaluate.matching import (
    days,
    fold,
    named,
    numbers,
    pair_up,
    phase,
    same_date,
    same_person,
    sex,
    similarity,
    tokens,
)


def test_spelling_accents_and_abbreviations_are_one():
    assert fold("Randomis\u00e9d \u201cOedema\u201d").startswith("randomized")
    assert tokens("patients with MS") == tokens("patient, multiple sclerosis")
    assert tokens("therapies") == tokens("therapy")
    assert tokens("virus") == frozenset(["virus"])


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        ("multiple sclerosis", "Multiple Sclerosis", 1.0, 1.0),
        ("relapsing multiple sclerosis", "multiple sclerosis", 0.6, 0.99),
        ("the Lancet", "Lancet", 1.0, 1.0),
        ("a", "the", 0.0, 0.0),
        ("gout", "asthma", 0.0, 0.0),
        ("severe gout attacks in older men", "gout", 0.0, 0.5),
    ],
)
def test_likeness_is_shared_words_or_containment(left, right, low, high):
    assert low <= similarity(left, right) <= high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23 percent lower", {23.0}),
        ("1,250 of 3.5", {1250.0, 3.5}),
        ("twenty-one or half", {21.0, 0.5}),
        ("none", {0.0}),
        ("many", set()),
    ],
)
def test_numbers_are_read_in_digits_and_words(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Dr. Jane Doe", "J. Doe", True),
        ("Jane Doe", "Doe", True),
        ("Jane Doe", "Mary Doe", False),
        ("Jane Doe", "Jane Roe", False),
        ("", "Jane Doe", False),
    ],
)
def test_people_are_the_same_by_surname_and_initials(left, right, same):
    assert bool(same_person(left, right)) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("2020-05-01", "2020-05-01", True),
        ("2020-05", "2020-05-01", False),
        ("--05-01", "2020-05-01", True),
        ("--05-01", "--05-02", False),
        ("--05-01", "2020", False),
    ],
)
def test_dates_are_equal_or_agree_where_the_year_is_missing(left, right, same):
    assert same_date(left, right) is same


@pytest.mark.parametrize(("text", "expected"), [("Phase II", "2"), ("1/2", "1/2"), ("phase 2b", "2b"), ("I/II", "1/2")])
def test_phases_have_one_spelling(text, expected):
    assert phase(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("women", "female"), ("men and women", "both"), ("boys", "male"), ("people", "people")]
)
def test_sex_has_three_codes(text, expected):
    assert sex(text) == expected


def test_lengths_are_compared_in_days():
    assert days([{"value": 2, "unit": "weeks"}, {"value": 1, "unit": "year"}, {"unit": "day"}]) == [14.0, 365.25]


def test_plain_strings_may_stand_for_objects():
    assert named(["gout", {"name": "asthma"}, None], "name") == [{"name": "gout"}, {"name": "asthma"}]


def test_pairs_are_made_best_first_and_once():
    pairs = pair_up([10, 20], [19, 21, 11], lambda left, right: 1 / (1 + abs(left - right)), 0.1)
    assert pairs == {0: 2, 1: 0}
