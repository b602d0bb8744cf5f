import csv
import json
import socket
from dataclasses import replace
from io import StringIO
from itertools import permutations

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graphbuild.export import EXPORTERS
from graphbuild.export.jsonld import write_jsonld
from graphbuild.export.triples import all_quads, triple_lines
from graphbuild.export.turtle import write_trig, write_turtle
from graphbuild.model.study import Stated
from graphbuild.resources import ontology
from graphbuild.terms import GB, ID, PREFIXES
from tests.example import DOCUMENTS, NEWS, merged_study, news_study, registered_study

STUDIES = (replace(merged_study(), key="merged"), news_study(), registered_study())
TRIPLES = {str(triple) for triple in triple_lines(STUDIES)}
CONTEXT = json.loads((ontology() / "context.jsonld").read_bytes())["@context"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def export(name, studies=STUDIES):
    return EXPORTERS[name](studies, DOCUMENTS)


def lines(quads):
    return {str(quad.triple) for quad in quads}


def read_by_rdflib(data, syntax):
    graph = rdflib.Graph().parse(data=data, format=syntax)
    return lines(parse(graph.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_every_format_is_the_same_for_any_order_of_studies(name):
    assert len({export(name, order) for order in permutations(STUDIES)}) == 1
    assert export(name)
    assert isinstance(export(name, ()), bytes)


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("turtle", RdfFormat.TURTLE), ("ntriples", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD)],
)
def test_the_triples_come_back_from_oxigraph(name, syntax):
    assert lines(parse(export(name), syntax)) == TRIPLES


# rdflib's own readers call what rdflib itself has deprecated
QUIET = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@QUIET
@pytest.mark.parametrize(("name", "syntax"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_the_triples_come_back_from_rdflib(name, syntax):
    assert read_by_rdflib(export(name), syntax) == TRIPLES


def test_the_triples_come_back_from_pyld_with_no_network(monkeypatch):
    def refuse(*_):
        message = "no network"
        raise OSError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    told = pyld.to_rdf(json.loads(export("jsonld")), {"format": "application/n-quads"})
    assert lines(parse(told, RdfFormat.N_QUADS)) == TRIPLES


@pytest.mark.parametrize(("name", "syntax"), [("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS)])
def test_all_quads_come_back(name, syntax):
    assert set(parse(export(name), syntax)) == set(all_quads(STUDIES))


@QUIET
def test_rdflib_reads_the_trig_export():
    dataset = rdflib.Dataset().parse(data=export("trig"), format="trig")
    graphs = {str(graph.identifier) for graph in dataset.graphs()} - {"urn:x-rdflib:default"}
    assert graphs == {quad.graph_name.value for quad in all_quads(STUDIES)}


def test_turtle_reads_like_the_record():
    told = export("turtle", (merged_study(),)).decode()
    head = told.index("\n\n")
    assert told[head:].startswith(
        "\n\n<study/nct00000000> a gb:ClinicalStudy, gb:InterventionalStudy ;\n"
        '    rdfs:label "Drops for Noses" ;\n    gb:registryId "NCT00000000" ;\n    gb:phase gbc:phase-2 ;\n'
    )
    assert "gb:enrollment 40 ;" in told
    assert "rdf:" not in told[:head]
    assert "/assertions" not in told
    assert not [line for line in told.splitlines() if line != line.rstrip()]


NAMES = st.sampled_from(
    [f"{ID}study/a", f"{ID}study/..", f"{ID}a:b", f"{GB}x.y", f"{GB}phase", "http://e.example/%20#"]
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="en")),
    st.tuples(TEXTS, st.sampled_from(["integer", "decimal", "boolean", "date"])).map(
        lambda pair: Literal(pair[0], datatype=NamedNode(PREFIXES["xsd"] + pair[1]))
    ),
    st.sampled_from(["1", "-1", "+1", "01", "\u0661", "None", "1.0", "-0.5", ".5", "9" * 30, "true", "1"]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{PREFIXES['xsd']}integer"))
    ),
)
ANY = st.lists(
    st.builds(Triple, NAMES.map(NamedNode), NAMES.map(NamedNode), st.one_of(NAMES.map(NamedNode), LITERALS)),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_any_triples_survive_turtle_trig_and_json_ld(triples):
    quads = [Quad(*triple, NamedNode(f"{ID}doc/a")) for triple in triples]
    assert {quad.triple for quad in parse(write_turtle(triples), RdfFormat.TURTLE)} == set(triples)
    assert set(parse(write_trig(quads), RdfFormat.TRIG)) == set(quads)
    assert {quad.triple for quad in parse(write_jsonld(triples, CONTEXT), RdfFormat.JSON_LD)} == set(triples)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_pyld_reads_any_triples_as_they_were(triples):
    told = pyld.to_rdf(json.loads(write_jsonld(triples, CONTEXT)), {"format": "application/n-quads"})
    assert {quad.triple for quad in parse(told, RdfFormat.N_QUADS)} == set(triples)


def test_json_ld_nests_the_parts_of_a_study_and_names_each_node_once():
    document = json.loads(export("jsonld", (merged_study(),)))
    assert isinstance(document["@context"], dict)
    (study,) = [node for node in document["@graph"] if "enrollment" in node]
    assert study["enrollment"] == 40
    assert [one["label"] for one in study["outcomes"]] == ["serious adverse events", "slept", "Sneezing"]
    assert study["findings"][0]["polarity"] == "absent"
    told = list(ids(document["@graph"]))
    assert len(told) == len(set(told))


def ids(value):
    """Gives the id of every node object that tells more than its id."""
    if isinstance(value, list):
        for item in value:
            yield from ids(item)
    elif isinstance(value, dict):
        if len(value) > 1 and "id" in value:
            yield value["id"]
        for item in value.values():
            yield from ids(item)


def rows(name, studies=STUDIES):
    return list(csv.DictReader(StringIO(export(name, studies).decode())))


def test_one_row_a_study():
    found = {row["study"].rpartition("/")[2]: row for row in rows("csv")}
    assert len(found) == len(STUDIES)
    row = found["merged"]
    assert (row["enrollment"], row["phase"], row["conditions"], row["follow_up"]) == (
        "40",
        "phase-2",
        "hay fever",
        "P18M",
    )
    assert (row["primary_outcomes"], row["arms"]) == ("Sneezing", "placebo drops; the drops")


def test_one_row_a_finding_with_its_sentence():
    found = rows("findings-csv", (merged_study(),))
    assert len(found) == len(merged_study().findings)
    (row,) = [row for row in found if row["p_value"]]
    assert (row["outcome"], row["arm"], row["compared_with"]) == ("Sneezing", "the drops", "placebo drops")
    assert (row["value"], row["certainty"]) == ("23.50", "hedged")
    start, end = map(int, row["place"].split("-"))
    assert NEWS.text[start:end] == row["quote"]


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@sum", "'@sum"),
        ("\t=1", "'=1"),
        ("-2.5", "-2.5"),
        ("a=b", "a=b"),
        ('5 "mg", daily', '5 "mg", daily'),
    ],
)
@pytest.mark.parametrize("name", ["csv", "findings-csv"])
def test_no_cell_is_a_formula(name, told, cell):
    study = merged_study()
    study = replace(
        study,
        comparator=Stated(told, study.comparator.evidence),
        findings=tuple(replace(one, unit=Stated(told, one.statement.evidence)) for one in study.findings),
    )
    column = "comparator" if name == "csv" else "unit"
    assert {row[column] for row in rows(name, (study,))} == {cell}


def test_assertions_quote_the_words_of_each_value():
    found = [json.loads(line) for line in export("assertions", (news_study(),)).splitlines()]
    assert len(found) > 50
    for one in found:
        assert NEWS.text[one["start"] : one["end"]] == one["words"]
        assert NEWS.text[one["sentenceStart"] : one["sentenceEnd"]] == one["sentence"]
    (enrolled,) = [one for one in found if one["field"] == "study.enrollment"]
    assert (enrolled["object"], enrolled["words"]) == ("40", "Forty")


def test_pointers_stand_in_for_offsets_in_assertions_of_records():
    found = [json.loads(line) for line in export("assertions", (registered_study(),)).splitlines()]
    assert {(one["pointer"], one["words"]) for one in found} == {
        ("/protocol/count", "41"),
        ("/protocol/id", "NCT00000000"),
        ("/protocol/phase", "PHASE2"),
    }


def test_schema_org_says_what_it_has_words_for():
    nodes = {node["@id"]: node for node in json.loads(export("schemaorg", (merged_study(),)))["@graph"]}
    trial = nodes[f"{ID}study/nct00000000"]
    assert (trial["@type"], trial["healthCondition"]["name"]) == ("MedicalTrial", "hay fever")
    assert [one["@id"].rpartition("/")[2] for one in trial["trialDesign"]] == [
        "PlaceboControlledTrial",
        "RandomizedTrial",
    ]
    kinds = sorted(node["@type"] for node in nodes.values())
    assert kinds == ["Dataset", "MedicalScholarlyArticle", "MedicalTrial", "NewsArticle"]
    told = pyld.to_rdf(json.loads(export("schemaorg")), {"format": "application/n-quads"})
    assert "<https://schema.org/trialDesign> <https://schema.org/RandomizedTrial>" in told


def test_no_script_address_becomes_a_link():
    study = merged_study()
    reports = tuple(replace(one, url=Stated("javascript:alert(1)", study.phase.evidence)) for one in study.reports)
    assert b"javascript" not in export("schemaorg", (replace(study, reports=reports),))


def test_a_blank_node_has_no_place_in_a_file():
    loose = Triple(BlankNode("b"), NamedNode(f"{GB}phase"), Literal("x"))
    with pytest.raises(ValueError, match="has no name"):
        write_turtle([loose])
    with pytest.raises(ValueError, match="has no name"):
        write_jsonld([loose], CONTEXT)
    with pytest.raises(ValueError, match="has no name"):
        write_jsonld([Triple(NamedNode(f"{ID}doc/a"), NamedNode(f"{GB}phase"), BlankNode("b"))], CONTEXT)
