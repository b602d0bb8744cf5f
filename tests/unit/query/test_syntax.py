"""SPARQL as tokens: what is refused, what is not fooled, and terms in their place."""

import time

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import QueryError
from graphbuild.query.syntax import MAXIMUM_LENGTH, bind, check, looks_like_sparql, parameters, tokens, with_prefixes

ASK = 'SELECT ?x WHERE { VALUES ?x { "default" } }'


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * WHERE { SeRvIcE SILENT <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1/> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1/>",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * # a comment\nFROM\n<http://127.0.0.1/> { ?s ?p ?o }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        'SELECT * WHERE { BIND("\\u0022 AS ?a) SERVICE <http://127.0.0.1/> { ?s ?p ?o } BIND("\\u0022 AS ?b) }',
        "SELECT * WHERE { \\u00000053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "CLEAR ALL",
    ],
)
def test_what_reaches_out_or_changes_the_store_is_refused(text):
    with pytest.raises(QueryError):
        check(text, "test")


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "SERVICE FROM LOAD" }',
        "ASK { ?s ?p ?o } # SERVICE <http://127.0.0.1/>",
        "ASK { ?from <http://a#SERVICE> ?load }",
        "PREFIX from: <http://a/> ASK { ?s from:load ?o }",
        "ASK { ?s ?p '''it's a FROM''' }",
        "ASK { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        'CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(REGEX(?o, "\\\\bfrom")) }',
    ],
)
def test_comments_strings_and_names_are_no_keywords(text):
    check(text, "test")
    assert {token.kind for token in tokens(text)} >= {"word", "sign"}


def test_a_query_that_is_too_long_or_too_deep_is_refused():
    with pytest.raises(QueryError, match="characters"):
        check("ASK {}" + " " * MAXIMUM_LENGTH, "test")
    with pytest.raises(QueryError, match="levels deep"):
        check("ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", "test")


def test_a_query_that_does_not_parse_says_where():
    with pytest.raises(QueryError, match=r"test: the SPARQL does not parse: error at 1:\d+"):
        check("SELECT ?x WHERE { ?x ?y }", "test")


@pytest.mark.parametrize(
    "piece", ["a.", '"', "'", "<", "\\", "a:b.", "?", "#", '"""', "%4", "((", "é.", "\\u0041", "VALUES ?x {"]
)
def test_tokens_take_linear_time(piece):
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    assert "".join(token.text for token in tokens(text)) == text.replace(" ", "") or piece == "#"
    assert time.perf_counter() - begin < 2


def test_parameters_are_the_values_blocks_of_single_variables():
    found = parameters("SELECT * { VALUES ?a { 1 } VALUES (?b ?c) { (1 2) } VALUES ?d { UNDEF } } # VALUES ?e { 1 }")
    assert {name: [token.text for token in block] for name, block in found.items()} == {"a": ["1"], "d": ["UNDEF"]}


def test_binding_replaces_every_block_of_a_name_and_no_other():
    text = 'SELECT * { { VALUES ?a { "x" } } UNION { VALUES ?a { "y" } VALUES ?b { "z" } } }'
    assert bind(text, {"a": [ox.Literal(5)]}).count('"5"^^') == 2
    assert 'VALUES ?b { "z" }' in bind(text, {"a": [ox.Literal(5)]})
    assert "VALUES ?a { UNDEF }" in bind(text, {"a": []})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_as_a_parameter_stays_one_token_with_exactly_that_value(text):
    query = bind(ASK, {"x": [ox.Literal(text)]})
    check(query, "test")
    assert [token.kind for token in tokens(query)] == [token.kind for token in tokens(ASK)]
    first = next(iter(ox.Store().query(query)))[0]
    assert first == ox.Literal(text)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "\\",
        "\\u0022 . SERVICE <http://a>",
        '\\" } DROP ALL #',
        "\\U00000022",
        "a\nb\rc\td",
        "}",
        "'''",
        '"""',
        "\\\\u0041",
        "$&\\1",
    ],
)
def test_hostile_texts_come_back_from_both_engines_as_they_were(text):
    query = bind(ASK, {"x": [ox.Literal(text)]})
    assert next(iter(ox.Store().query(query)))[0] == ox.Literal(text)
    assert [str(row[0]) for row in rdflib.Graph().query(query)] == [text]


def test_known_prefixes_are_declared_where_they_are_used_and_missing():
    assert with_prefixes("ASK { ?s a gb:Arm }").startswith("PREFIX gb: <https://w3id.org/graphbuild/ns#> ASK")
    assert with_prefixes("PREFIX gb: <http://x/> ASK { ?s a gb:Arm }").startswith("PREFIX gb: <http://x/>")
    assert with_prefixes('ASK { ?s ?p "gb:Arm" }') == 'ASK { ?s ?p "gb:Arm" }'


def test_a_query_is_told_from_a_name():
    assert looks_like_sparql("select * { ?s ?p ?o }")
    assert looks_like_sparql("PREFIX a: <http://a/>\nASK {}")
    assert not looks_like_sparql("studies-of-condition")
    assert not looks_like_sparql("12")
