"""The parts of a SELECT."""

import pytest

from graphbuild.query.selects import plain_select


@pytest.mark.parametrize(
    ("text", "names", "distinct"),
    [
        ("SELECT ?a ?b { ?a ?b ?c }", ["a", "b"], False),
        ("PREFIX x: <x:> SELECT DISTINCT ?a WHERE { ?a x:b ?c }", ["a"], True),
        ("SELECT ?a (STR(?b) AS ?c) { ?a ?p ?b }", ["a", "c"], False),
    ],
)
def test_columns_are_what_a_row_shows(text, names, distinct):
    found = plain_select(text)
    assert [token.text[1:] for token in found.columns] == names
    assert found.distinct is distinct


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ASK { ?a ?b ?c }",
        "ASK { { SELECT ?a { ?a ?b ?c } } }",
        "SELECT * { ?a ?b ?c }",
        "SELECT (COUNT(?a) AS ?n) { ?a ?b ?c }",
        "SELECT ?a { ?a ?b ?c } LIMIT 3",
        "SELECT ?a { ?a ?b ?c } GROUP BY ?a",
        "SELECT ?a { ?a ?b ?c } VALUES ?a { <x:a> }",
    ],
)
def test_what_is_no_plain_select_is_not_read(text):
    assert plain_select(text) is None
