"""Rows as tables, CSV, JSON, Markdown and HTML."""

import datetime as dt
import json
from decimal import Decimal

import pyoxigraph as ox
import pytest

from graphbuild.query import Iri, Rows
from graphbuild.query.rows import cell, short

XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = Rows(
    ("study", "n", "quote"),
    (
        (Iri("https://a.example/1", "One"), 12, "said | so\nand <b>more</b>"),
        (Iri("https://w3id.org/graphbuild/id/study/x"), None, "=SUM(A1)"),
        (None, Decimal("-0.50"), "-"),
    ),
    "Which?",
)


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("12", "integer", 12),
        ("0.50", "decimal", Decimal("0.50")),
        ("1e3", "double", 1000.0),
        ("true", "boolean", True),
        ("2023-01-09", "date", dt.date(2023, 1, 9)),
        ("2023-01", "gYearMonth", "2023-01"),
        ("P2Y", "duration", "P2Y"),
        ("twelve", "integer", "twelve"),
        ("2023-02-31", "date", "2023-02-31"),
    ],
)
def test_literals_become_plain_values_and_ill_formed_ones_stay_texts(lexical, datatype, expected):
    found = cell(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))
    assert found == expected
    assert type(found) is type(expected)


def test_iris_keep_their_value_and_show_their_label():
    assert str(Iri("https://a.example/1", "One")) == "One"
    assert cell(ox.NamedNode("https://a.example/1")) == Iri("https://a.example/1")
    assert short("https://w3id.org/graphbuild/ns#phase") == "gb:phase"


def test_a_table_is_aligned_and_cuts_long_cells():
    lines = ROWS.to_table(width=10).splitlines()
    assert lines[0] == "study    n      quote"
    assert lines[2].startswith("One      12     said | so…")
    assert lines[-1] == "3 rows"


def test_csv_keeps_iris_and_disarms_formulas():
    lines = ROWS.to_csv().splitlines()
    assert lines[0] == "study,n,quote"
    assert lines[1].startswith("https://a.example/1,12,")
    assert "'=SUM(A1)" in ROWS.to_csv()
    assert ",-0.50,'-" in ROWS.to_csv()


def test_json_keeps_every_digit_and_both_parts_of_an_iri():
    first, _, last = json.loads(ROWS.to_json())
    assert first == {"study": {"iri": "https://a.example/1", "label": "One"}, "n": 12, "quote": ROWS.rows[0][2]}
    assert last["n"] == "-0.50"


def test_markdown_escapes_pipes_and_tags():
    assert "said \\| so and &lt;b&gt;more&lt;/b&gt;" in ROWS.to_markdown()


def test_html_escapes_what_it_shows_and_links_only_web_addresses():
    page = ROWS._repr_html_()
    assert "&lt;b&gt;more&lt;/b&gt;" in page
    assert '<a href="https://a.example/1">One</a>' in page
    odd = Rows(("x",), ((Iri("javascript:alert(1)", "<i>"),),))._repr_html_()
    assert "href" not in odd
    assert "<i>" not in odd


def test_columns_are_found_by_name():
    assert ROWS.column("n") == (12, None, Decimal("-0.50"))
    with pytest.raises(KeyError):
        ROWS.column("m")
