"""What is looked up late changes no answer."""

import pyoxigraph as ox
import pytest

from graphbuild.query import questions, run
from graphbuild.query.late import put_off
from graphbuild.query.ordering import taken_out
from graphbuild.query.syntax import with_prefixes
from tests.queries.reports import oxigraph

SENTENCES = """
INSERT DATA {
  <x:s1> a <x:Study> ; <x:in> <x:t1> , <x:t2> ; <https://w3id.org/graphbuild/ns#phase> "2" .
  <x:s2> a <x:Study> ; <x:in> <x:t3> .
  <x:s3> a <x:Study> ; <x:in> <x:t4> , <x:t5> .
  <x:t1> oa:exact "late" ; gb:inDocument <x:d1> .
  <x:t2> oa:exact "early" ; gb:inDocument <x:d1> .
  <x:t3> oa:exact "late" , "again" ; gb:inDocument <x:d2> .
  <x:t4> oa:exact "late" ; gb:inDocument <x:d3> .
}
"""
LOOKUP = "?t oa:exact ?quote ; gb:inDocument ?document ."


@pytest.fixture(scope="module")
def store():
    found = ox.Store()
    found.update(with_prefixes(SENTENCES))
    return found


def columns(text):
    asked = put_off(taken_out(with_prefixes(text))[0])
    return [(one.subject, one.names, one.optional) for one in asked.lookups]


def test_words_documents_and_optional_values_are_put_off():
    text = (
        f"SELECT ?s ?quote ?document ?p WHERE {{ ?s a <x:Study> ; <x:in> ?t . {LOOKUP} OPTIONAL {{ ?s gb:phase ?p }} }}"
    )
    assert columns(text) == [("t", ("quote", "document"), False), ("s", ("p",), True)]
    asked = put_off(with_prefixes(text))
    assert asked.columns == ("s", "quote", "document", "p")
    assert "quote" not in asked.sparql
    assert "?t" in asked.sparql[: asked.sparql.index("WHERE")]


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?s ?quote WHERE {{ ?s <x:in> ?t . {LOOKUP} FILTER(STRLEN(?quote) > 4) }}",
        f"SELECT (COUNT(?s) AS ?n) WHERE {{ ?s <x:in> ?t . {LOOKUP} }}",
        f"SELECT ?s ?quote WHERE {{ ?s <x:in> ?t . {{ {LOOKUP} }} UNION {{ ?t a <x:Text> }} }}",
        f"SELECT * WHERE {{ ?s <x:in> ?t . {LOOKUP} }}",
        "SELECT ?s ?quote WHERE { ?s <x:in> ?t . ?t <x:other> ?quote . }",
        "SELECT ?s ?quote WHERE { ?s <x:in> ?t . ?t oa:exact ?quote . } LIMIT 1",
        "SELECT ?t ?quote WHERE { ?t oa:exact ?quote . }",
        "PREFIX oa: <x:> SELECT ?s ?quote WHERE { ?s <x:in> ?t . ?t oa:exact ?quote . }",
        "ASK { ?s <x:in> ?t . ?t oa:exact ?quote . }",
    ],
)
def test_what_would_change_the_answer_stays(text):
    assert columns(text) == []


def test_what_rows_are_sorted_by_first_is_needed_at_once():
    text = f"SELECT ?s ?quote WHERE {{ ?s <x:in> ?t . {LOOKUP} }}"
    assert put_off(with_prefixes(text), (("quote", False), ("s", False))).lookups == ()
    assert put_off(with_prefixes(text), (("s", False), ("quote", False))).lookups != ()


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 100])
@pytest.mark.parametrize("distinct", ["", "DISTINCT"])
@pytest.mark.parametrize("keys", ["?s ?quote", "DESC(?s) ?document DESC(?quote)", "?quote ?s"])
@pytest.mark.parametrize("more", ["", "OPTIONAL { ?s gb:phase ?p }"])
def test_rows_limits_ties_and_doubles_are_those_of_the_engine(store, limit, distinct, keys, more):
    body = f"?s a <x:Study> ; <x:in> ?t . {LOOKUP} {more}"
    text = with_prefixes(f"SELECT {distinct} ?s ?quote ?document ?p WHERE {{ {body} }} ORDER BY {keys}")
    found = run(store, text, row_limit=limit)
    whole = [tuple(row) for row in store.query(text)]
    plain = [tuple(None if cell is None else cell.value for cell in row) for row in whole]
    assert [tuple(getattr(cell, "value", cell) for cell in row) for row in found.rows] == plain[:limit]
    assert found.truncated == (len(plain) > limit)


def test_an_unbound_sentence_leaves_the_question_to_the_engine(store):
    body = "?s a <x:Study> . OPTIONAL { ?s <x:in> ?t . FILTER(?t = <x:t1>) } ?t oa:exact ?quote ."
    asked = with_prefixes(f"SELECT ?s ?quote WHERE {{ {body} }} ORDER BY ?s ?quote")
    assert len(run(store, asked)) == len(list(store.query(asked)))


def test_the_questions_of_the_library_answer_as_the_engine_does():
    everything = oxigraph()
    for one in questions():
        plain, order = taken_out(one.sparql)
        if order and put_off(plain).lookups:
            rows = [
                tuple(None if cell is None else str(cell.value) for cell in row)
                for row in everything.engine.query(one.sparql)
            ]
            found = [
                tuple(None if cell is None else str(getattr(cell, "value", cell)) for cell in row)
                for row in run(everything, one.name).rows
            ]
            assert sorted(map(str, found)) == sorted(map(str, rows)), one.name
