import pytest

from graphbuild.extract.people import people


def names(text):
    return [person.best.name for person in people(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The trial was led by Jane Roe of Acme University.", ["Jane Roe"]),
        ("Dr. Roe said that it went well.", ["Roe"]),
        ('"It works," said Mary B. Major, MD, PhD.', ["Mary B. Major"]),
        (
            "by Jane Roe, John Doe, and Richard Miles & Mary Major",
            ["Jane Roe", "John Doe", "Richard Miles", "Mary Major"],
        ),
        ("Roe JA, Doe MB, and Miles R. A trial of zinc.", ["Roe JA", "Doe MB", "Miles R"]),
        ("lead author Dr. June Roe, of Acme University", ["June Roe"]),
        ("by Jane van der Roe, John de Doe and colleagues", ["Jane van der Roe", "John de Doe"]),
        ('"It works," said Zorblina Roe.', ["Zorblina Roe"]),
        ("a surgeon, Zorblina Roe, a professor of surgery, agreed", ["Zorblina Roe"]),
        ("cardiologist Zorblina Roe saw it", ["Zorblina Roe"]),
        ("the senior author, Zorblina Roe, said", ["Zorblina Roe"]),
        ("Zorblina Roe and Zarbo Doe are co-authors.", ["Zorblina Roe", "Zarbo Doe"]),
        ("Source: Z Roe et al. Zinc in colds.", ["Z Roe"]),
        (
            "Others are Jane Roe; Zorblina Doe, Acme University; and John Miles.",
            ["Jane Roe", "Zorblina Doe", "John Miles"],
        ),
        ("by Jane Roe, May Doe, and John Miles", ["Jane Roe", "May Doe", "John Miles"]),
        ("researcher May Roe of Acme University", ["May Roe"]),
        ("Dr. Zorblina Black, of Acme University", ["Zorblina Black"]),
        ("Jane Small, director of the clinic", ["Jane Small"]),
        ("Roe JA, House MB, Miles R (2015) A trial of zinc.", ["Roe JA", "House MB", "Miles R"]),
        ("Jos\u00e9 Roe and Ren\u00e9e Doe wrote it.", ["Jos\u00e9 Roe", "Ren\u00e9e Doe"]),
    ],
)
def test_people_are_found(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Multiple Sclerosis is a disease of the Central Nervous System.",
        "The Mayo Clinic and the University of Acmeville took part.",
        "It was published in the New England Journal of Medicine on Monday.",
        "New York and Los Angeles were the sites.",
        "Heart Failure Rates Fall After New Treatment",
        "In June, May Flowers bloom; Small Steps, a programme, began.",
        "It was said that Acme Pharma paid.",
        "",
    ],
)
def test_other_capitalised_words_are_no_people(text):
    assert names(text) == []


def test_mentions_of_one_person_are_joined_under_the_fullest_name():
    (person,) = people("Dr. Jane Roe led it. Roe said so. Later Jane B. Roe, MD, agreed.")
    assert person.best.name == "Jane B. Roe"
    assert [mention.name for mention in person.mentions] == ["Jane Roe", "Roe", "Jane B. Roe"]


def test_two_people_of_one_surname_stay_apart():
    assert names("It was written by Jane Roe, Mary Roe and John Doe.") == ["Jane Roe", "Mary Roe", "John Doe"]


def test_a_name_in_the_style_of_citations_can_be_shown_given_name_first():
    first = people("Roe JA, Doe MB, Miles R.")[0].best
    assert (first.surname, first.initial, first.shown) == ("roe", "j", "J. A. Roe")


def test_a_mention_quotes_the_text():
    text = 'The trial, "said" Dr. Jane Roe, MD, is over.'
    for person in people(text):
        for mention in person.mentions:
            assert mention.span.of(text) == mention.name
            assert mention.before <= mention.span.start < mention.span.end <= mention.after
