import pytest

from graphbuild.extract.institutions import institutions
from graphbuild.model.text import Span


def names(text, people=()):
    return [one.name for one in institutions(text, people)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Researchers at Acme University and Example Hospital did it.", ["Acme University", "Example Hospital"]),
        ("She works at the University of California, San Francisco.", ["University of California, San Francisco"]),
        ("a professor at the University of Bristol, Bristol", ["University of Bristol"]),
        ("the Acme School of Medicine at Example University", ["Acme School of Medicine", "Example University"]),
        ("the London School of Hygiene and Tropical Medicine", ["London School of Hygiene and Tropical Medicine"]),
        ("Director of the Acme Institute for Brain Health", ["Acme Institute for Brain Health"]),
        ("done at the Mayo Clinic in Rochester", ["Mayo Clinic"]),
        ("a study by Northwestern Medicine scientists", ["Northwestern Medicine"]),
        ("the Diabetes Centre at Acme Hospital", ["Acme Hospital"]),
        ("the School of Public Health, Example University", ["Example University"]),
        ("at the Institute of Cancer Research (ICR) in Acmeville", ["Institute of Cancer Research"]),
        ("Acme University's Example Heart Institute", ["Acme University", "Example Heart Institute"]),
        ("Britain's Acme University paid", ["Acme University"]),
        ("the Acme Children's Hospital", ["Acme Children's Hospital"]),
        ("She works for the Acme Health System in Exampleville.", ["Acme Health System"]),
        ("nurses of Acmeland university hospital met", ["Acmeland university hospital"]),
        ("It was run by Zorblina, Inc., in spring.", ["Zorblina"]),
        ("scientists from Zorblina and others", ["Zorblina"]),
        ("a lecturer at Acme University and Honorary Consultant", ["Acme University"]),
        ("robots at Acme College October 24", ["Acme College"]),
        ("the Acme Institute on Drug Abuse", ["Acme Institute on Drug Abuse"]),
        ("ZORB and Acme's Example Cancer Center", ["Acme's Example Cancer Center"]),
        ("a study led by an Acme Medicine lung surgeon", ["Acme Medicine"]),
    ],
)
def test_institutions_are_found(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The hospital and the clinic were closed.",
        "It appeared in the Journal of the American College of Cardiology.",
        "Internal Medicine and Public Health are fields.",
        "Multiple Sclerosis is a disease.",
        "Professors of Chemistry took part.",
        "A Boston hospital and a university hospital closed.",
        "colleagues of Paris agreed",
        "She leads the Multiple Sclerosis Clinic and a Clinical Research Center.",
    ],
)
def test_other_words_are_no_institutions(text):
    assert names(text) == []


def test_no_institution_takes_in_a_person():
    text = "Jane Roe of the Acme Institute"
    assert names(text, [Span(0, 8)]) == ["Acme Institute"]


def test_equal_names_share_a_key():
    first, second = institutions("The Acme University hired. Acme University paid.")
    assert first.key == second.key == "acme university"
