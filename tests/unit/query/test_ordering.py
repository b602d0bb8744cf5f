"""Rows are sorted as the engine would sort them."""

from itertools import pairwise

import pyoxigraph as ox
import pytest

from graphbuild.query import questions
from graphbuild.query.ordering import ordered, taken_out
from graphbuild.query.syntax import tokens

TEXT = "SELECT ?a ?b { VALUES (?a ?b) { (<x:b> 10) (<x:a> 9) (UNDEF 9) (<x:a> 10.5) } } ORDER BY "


@pytest.mark.parametrize("keys", ["?a ?b", "DESC(?b) ?a", "ASC(?b) DESC(?a)"])
def test_the_order_is_that_of_the_engine(keys):
    plain, order = taken_out(TEXT + keys)
    columns = ("a", "b")
    given = [tuple(row) for row in ox.Store().query(plain)]
    assert ordered(columns, given, order) == [tuple(row) for row in ox.Store().query(TEXT + keys)]


@pytest.mark.parametrize("tail", ["", "ORDER BY STR(?a)", "ORDER BY ?a LIMIT 2", "ORDER BY DESC(?a + 1)", "LIMIT 2"])
def test_what_only_the_engine_can_sort_is_left_to_it(tail):
    text = "SELECT ?a { ?a ?b ?c } " + tail
    assert taken_out(text) == (text, ())


def test_a_column_of_several_kinds_is_left_to_the_engine():
    rows = [(ox.NamedNode("x:a"),), (ox.Literal("b"),)]
    assert ordered(("a",), rows, (("a", False),)) is None
    assert ordered(("a",), rows, (("c", False),)) is None


def test_no_question_asks_in_a_way_that_takes_the_square_of_the_studies():
    texts = {one.name: [token.text.upper() for token in tokens(one.sparql)] for one in questions()}
    assert not [name for name, words in texts.items() if ("NOT", "EXISTS") in set(pairwise(words))]
