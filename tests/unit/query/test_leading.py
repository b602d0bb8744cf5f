"""Rows that are found portion by portion are those of the whole query."""

import pyoxigraph as ox
import pytest

from graphbuild.query import leading, questions, run
from graphbuild.query.engine import Answer, ask
from graphbuild.query.late import put_off
from graphbuild.query.leading import led, portion_by_portion
from graphbuild.query.ordering import ordered, taken_out
from graphbuild.query.syntax import with_prefixes
from tests.queries.reports import oxigraph

STUDIES = "".join(
    f"<x:s{number}> <x:size> {number % 4} ; <x:in> <x:t{number}> , <x:u{number}> . " for number in range(23)
)
SIZES = "{ SELECT ?s ?size { ?s <x:size> ?size } }"


@pytest.fixture(scope="module")
def store():
    found = ox.Store()
    found.update(f"INSERT DATA {{ {STUDIES} <x:s3> <x:name> 'third' . <x:s5> <x:name> 'fifth' }}")
    return found


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(leading, "_FEWEST", 1)
    monkeypatch.setattr(leading, "_MOST", 3)


@pytest.mark.parametrize(
    "body",
    [
        f"{SIZES} ?s <x:in> ?t",
        f"?s <x:in> ?t . {SIZES}",
        f"?s <x:in> ?t . FILTER(?s != <x:s1>) {SIZES}",
        f"OPTIONAL {{ ?s <x:name> ?name }} {SIZES} ?s <x:in> ?t",
    ],
)
def test_a_subselect_that_is_joined_leads(body):
    found = led(f"SELECT ?size ?s ?t {{ {body} }}", (("size", True), ("t", False)))
    assert found is not None
    assert found.keys == SIZES[2:-2]
    assert found.before + SIZES + found.after == f"SELECT ?size ?s ?t {{ {body} }}"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"SELECT ?s ?t {{ {SIZES} ?s <x:in> ?t }}", "t"),
        (f"SELECT ?s ?size {{ {SIZES} UNION {{ ?s <x:in> ?size }} }}", "s"),
        (f"SELECT ?s ?size {{ {{ ?s <x:in> ?size }} UNION {SIZES} }}", "s"),
        (f"SELECT ?s {{ ?s <x:in> ?t MINUS {SIZES} }}", "s"),
        (f"SELECT ?s {{ ?s <x:in> ?t OPTIONAL {SIZES} }}", "s"),
        (f"SELECT ?s {{ ?s <x:in> ?t OPTIONAL {{ {SIZES} }} }}", "s"),
        (f"SELECT ?s {{ {SIZES} ?s <x:in> ?t }} LIMIT 3", "s"),
        ("SELECT ?s { ?s <x:in> ?t }", "s"),
    ],
)
def test_a_subselect_that_stands_elsewhere_does_not(text, key):
    assert led(text, ((key, False),)) is None


@pytest.mark.parametrize("most", [1, 2, 3, 7, 20, 100])
@pytest.mark.parametrize("keys", ["?s ?t", "DESC(?size) ?s ?t", "?size DESC(?t)"])
@pytest.mark.parametrize("more", ["", "OPTIONAL { ?s <x:name> ?name }", "?s <x:name> ?name", "?s <x:none> ?name"])
@pytest.mark.usefixtures("small_portions")
def test_rows_ties_and_limits_are_those_of_the_engine(store, most, keys, more):
    text = f"SELECT ?size ?s ?t ?name {{ {SIZES} ?s <x:in> ?t . {more} }} ORDER BY {keys}"
    plain, order = taken_out(text)
    asked = []

    def part(sparql, most):
        asked.append(sparql)
        answer = ask(store, sparql, "test")
        rows = ordered(answer.columns, tuple(answer.rows), order)
        return Answer(answer.columns, rows[:most])

    found = portion_by_portion(store, led(plain, order), order, most, part, "test")
    assert found.columns == ("size", "s", "t", "name")
    assert list(found.rows) == [tuple(row) for row in store.query(text)][:most]
    assert len(asked) > 1 or most < 20


def test_keys_that_only_the_engine_ranks_are_left_to_it(store):
    mixed = "{ SELECT ?s ?any { ?s <x:size>|<x:name> ?any } }"
    plain, order = taken_out(f"SELECT ?s ?any {{ {mixed} ?s <x:in> ?t }} ORDER BY ?any ?s")
    assert portion_by_portion(store, led(plain, order), order, 3, lambda *_: pytest.fail("asked"), "test") is None


@pytest.mark.parametrize("one", [one for one in questions() if one.in_portions], ids=lambda one: one.name)
@pytest.mark.usefixtures("small_portions")
def test_questions_in_portions_answer_as_the_engine_does(one):
    everything = oxigraph()
    plain, order = taken_out(one.sparql)
    assert led(put_off(plain, order).sparql, order) is not None
    whole = [
        tuple(None if cell is None else str(cell.value) for cell in row)
        for row in everything.engine.query(with_prefixes(one.sparql))
    ]
    assert whole
    for limit in (1, 3, 10_000):
        found = run(everything, one.name, row_limit=limit)
        rows = [
            tuple(None if cell is None else str(getattr(cell, "value", cell)) for cell in row) for row in found.rows
        ]
        assert rows == whole[:limit]
        assert found.truncated is (len(whole) > limit)
