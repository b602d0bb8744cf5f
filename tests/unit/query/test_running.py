"""Running questions and SPARQL within limits."""

import time

import pyoxigraph as ox
import pytest
import rdflib

from graphbuild.errors import QueryError
from graphbuild.query import Iri, run
from tests.queries.reports import memory, oxigraph

PRODUCT = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?c = ?f && ?f = ?i && ?a = ?l) }"


@pytest.fixture(scope="module")
def store():
    return oxigraph()


def test_sparql_of_ones_own_needs_no_prefixes(store):
    rows = run(store, "SELECT DISTINCT ?study ?n WHERE { ?study gb:enrollment ?n } ORDER BY DESC(?n)")
    assert rows.column("n") == (900, 600, 50, 20, 14)
    assert all(isinstance(study, Iri) for study in rows.column("study"))


def test_ask_and_construct_give_rows_too(store):
    assert run(store, "ASK { ?s a gb:Arm }").rows == ((True,),)
    rows = run(store, "CONSTRUCT { ?s a gb:Arm } WHERE { ?s a gb:Arm }")
    assert rows.columns == ("subject", "predicate", "object")
    assert len(rows) == 2


def test_rows_beyond_the_limit_are_cut_and_that_is_said(store):
    rows = run(store, "SELECT * WHERE { ?s ?p ?o }", row_limit=3)
    assert (len(rows), rows.truncated) == (3, True)
    assert "more were cut off" in rows.to_table()
    assert not run(store, "safe-in-few", row_limit=2).truncated


def test_a_query_without_end_is_ended(store):
    begin = time.perf_counter()
    with pytest.raises(QueryError, match=r"longer than 0\.3 seconds"):
        run(store, PRODUCT, seconds=0.3)
    assert time.perf_counter() - begin < 5
    assert run(store, "ASK {}", seconds=5).rows == ((True,),)


def test_an_error_in_the_child_is_told_by_the_parent():
    with pytest.raises(QueryError, match="cannot be asked"):
        run(object(), "ASK {}", seconds=5)


@pytest.mark.parametrize(
    ("name", "parameters", "problem"),
    [
        ("no-such-question", {}, "there is no question"),
        ("studies-of-condition", {"condtion": "MS"}, "did you mean condition"),
        ("studies-of-condition", {"condition": "multiple sclerosi"}, "did you mean multiple sclerosis"),
        ("studies-of-condition", {"condition": "cell therapy"}, "no concept is called"),
        ("safe-in-few", {"people": "few"}, "takes a whole number"),
        ("ASK {}", {"people": 3}, "takes no parameters"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1> { ?s ?p ?o } }", {}, "SERVICE is not allowed"),
    ],
)
def test_errors_say_what_to_do(store, name, parameters, problem):
    with pytest.raises(QueryError, match=problem):
        run(store, name, **parameters)


@pytest.mark.parametrize("given", ["multiple-sclerosis", "Multiple Sclerosis", "MS", "gbc:multiple-sclerosis"])
def test_a_concept_is_named_by_code_label_synonym_or_iri(store, given):
    assert len(run(store, "studies-of-condition", condition=given)) == 3


def test_labels_of_the_store_itself_name_concepts_too():
    store = ox.Store()
    concept = ox.NamedNode("https://a.example/rare")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add(ox.Quad(concept, label, ox.Literal("Rare Thing", language="en"), ox.NamedNode("https://a.example/g")))
    assert len(run(store, "studies-of-condition", condition="rare thing")) == 0


def test_no_text_can_be_an_injection(store):
    before = len(store)
    for text in ('x" } } DROP ALL #', "\\u0022) SERVICE <http://127.0.0.1/>", "a'b\"c\\"):
        assert run(store, "studies-by-name", name=text).rows == ()
    assert len(store) == before


def test_plain_engines_are_asked_as_well():
    dataset = memory().dataset
    assert isinstance(dataset, rdflib.Dataset)
    assert run(dataset, "silent-on-harms").rows == run(oxigraph().engine, "silent-on-harms").rows
    assert run(dataset, "ASK { ?s a gb:Arm }").rows == ((True,),)
