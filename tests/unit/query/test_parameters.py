"""From what people give to RDF terms."""

import datetime as dt
from decimal import Decimal

import pyoxigraph as ox
import pytest

from graphbuild.errors import QueryError
from graphbuild.query.parameters import Parameter

XSD = "http://www.w3.org/2001/XMLSchema#"


def concept(text, scheme):
    return ox.NamedNode(f"http://concepts/{scheme}/{text}")


def term(kind, given, scheme=""):
    return Parameter("p", kind, "", scheme).term(given, concept, "test")


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("integer", "30", ox.Literal("30", datatype=ox.NamedNode(f"{XSD}integer"))),
        ("integer", -3, ox.Literal("-3", datatype=ox.NamedNode(f"{XSD}integer"))),
        ("decimal", "0.050", ox.Literal("0.050", datatype=ox.NamedNode(f"{XSD}decimal"))),
        ("decimal", Decimal("1E+2"), ox.Literal("100", datatype=ox.NamedNode(f"{XSD}decimal"))),
        ("date", "2023-01-09", ox.Literal("2023-01-09", datatype=ox.NamedNode(f"{XSD}date"))),
        ("date", dt.date(2023, 1, 9), ox.Literal("2023-01-09", datatype=ox.NamedNode(f"{XSD}date"))),
        ("string", '" } DROP ALL', ox.Literal('" } DROP ALL')),
        ("string", "", ox.Literal("")),
        ("iri", "https://a.example/b", ox.NamedNode("https://a.example/b")),
    ],
)
def test_values_become_typed_terms(kind, given, expected):
    assert term(kind, given) == expected


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("integer", "3.5"),
        ("integer", "three"),
        ("integer", True),
        ("integer", 3.0),
        ("decimal", "NaN"),
        ("decimal", "x"),
        ("date", "9 January"),
        ("iri", "no iri"),
        ("iri", "http://a> . <http://b"),
        ("string", "\ud800"),
    ],
)
def test_a_wrong_type_says_what_is_wanted(kind, given):
    with pytest.raises(QueryError, match="test: the parameter p takes a") as raised:
        term(kind, given)
    assert "for example p=" in str(raised.value)


def test_an_empty_value_means_anything():
    assert term("concept", "") is None
    assert term("integer", "") is None


def test_concepts_are_resolved_within_their_scheme():
    assert term("concept", "MS", "condition") == ox.NamedNode("http://concepts/condition/MS")
