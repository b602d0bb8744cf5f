import pytest

from graphbuild.language.dates import dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("January 12, 2023", "2023-01-12"),
        ("12 Jan 2023", "2023-01-12"),
        ("12th of March 2020", "2020-03-12"),
        ("2023-01-12", "2023-01-12"),
        ("Jan. 2023", "2023-01"),
        ("May 2020", "2020-05"),
        ("February 1", "--02-01"),
        ("2019-07", "2019-07"),
        ("03/14/2021", "2021-03-14"),
    ],
)
def test_a_date_is_read_with_what_it_states(text, iso):
    assert [found.date.iso for found in dates(text)] == [iso]


@pytest.mark.parametrize("text", ["in 2023", "it may 5 times", "12 people", "January", "12:30", "2010-15"])
def test_other_numbers_are_no_dates(text):
    assert dates(text) == ()
