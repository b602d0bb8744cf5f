"""The JSON-LD context names each class and property once, and reads back what it wrote."""

import json
from functools import cache

import pytest
from pyld import jsonld
from rdflib import OWL, RDF, Graph, Literal, URIRef

from graphbuild.normalise import concepts
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT, GB, ID, PREFIXES

XSD = PREFIXES["xsd"]
STUDY = URIRef(f"{ID}study/a")
NODE = {
    "id": "study/a",
    "type": ["ClinicalStudy", "InterventionalStudy"],
    "label": "A study",
    "enrollment": 12,
    "phase": "phase-1",
    "designs": ["open-label"],
    "startDate": {"type": "xsd:gYear", "@value": "2020"},
    "followUp": ["P2Y"],
    "followUpMonths": ["24.0"],
    "outcomes": [{"id": "study/a/outcome-a", "type": "Outcome", "concepts": ["safety"], "label": "safety"}],
    "findings": [{"id": "study/a/finding-a", "forOutcome": "study/a/outcome-a", "value": "0.50"}],
}
TRIPLES = {
    (STUDY, f"{GB}enrollment", Literal("12", datatype=f"{XSD}integer")),
    (STUDY, f"{GB}phase", URIRef(f"{CONCEPT}phase-1")),
    (STUDY, f"{GB}design", URIRef(f"{CONCEPT}open-label")),
    (STUDY, f"{GB}startDate", Literal("2020", datatype=f"{XSD}gYear", normalize=False)),
    (STUDY, f"{GB}followUp", Literal("P2Y", datatype=f"{XSD}duration", normalize=False)),
    (STUDY, f"{GB}followUpMonths", Literal("24.0", datatype=f"{XSD}decimal", normalize=False)),
    (STUDY, f"{GB}outcome", URIRef(f"{ID}study/a/outcome-a")),
    (URIRef(f"{ID}study/a/outcome-a"), f"{GB}concept", URIRef(f"{CONCEPT}safety")),
    (URIRef(f"{ID}study/a/finding-a"), f"{GB}forOutcome", URIRef(f"{ID}study/a/outcome-a")),
    (URIRef(f"{ID}study/a/finding-a"), f"{GB}value", Literal("0.50", datatype=f"{XSD}decimal", normalize=False)),
}


@cache
def context():
    return json.loads((ontology() / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def terms():
    """Gives the terms that stand for classes and properties, with their IRIs."""
    named = {
        key: value["@id"] if isinstance(value, dict) else value for key, value in context().items() if key[0] != "@"
    }
    return {
        key: PREFIXES[value.partition(":")[0]] + value.partition(":")[2]
        for key, value in named.items()
        if isinstance(value, str) and value.partition(":")[0] in PREFIXES
    }


def test_every_class_and_property_of_the_ontology_has_exactly_one_term():
    graph = Graph().parse(ontology() / "study.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    wanted = sorted(str(name) for kind in kinds for name in graph.subjects(RDF.type, kind))

    assert sorted(value for value in terms().values() if value.startswith(GB)) == wanted


def test_no_two_terms_share_an_iri():
    assert len(set(terms().values())) == len(terms())


def test_no_term_hides_a_concept():
    hidden = set(context()) & {concept.name for concept in concepts()}

    assert hidden == set()


def test_every_prefix_is_one_that_the_software_knows():
    prefixes = {key: value for key, value in context().items() if isinstance(value, str) and value.startswith("http")}

    assert prefixes.pop("@base") == ID
    assert prefixes.items() <= PREFIXES.items()


def test_nothing_is_fetched_to_read_a_document():
    nested = [value["@context"] for value in context().values() if isinstance(value, dict) and "@context" in value]

    assert all(inner == {"@vocab": CONCEPT} for inner in nested)


def read_with_rdflib(text):
    return Graph().parse(data=text, format="json-ld")


def read_with_pyld(text):
    return Graph().parse(data=jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), format="nt")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader uses it
@pytest.mark.parametrize("read", [read_with_rdflib, read_with_pyld])
def test_two_processors_read_the_same_triples(read):
    graph = read(json.dumps({"@context": context(), **NODE}))

    read_triples = {(subject, str(predicate), value.n3()) for subject, predicate, value in graph}
    assert {(subject, predicate, value.n3()) for subject, predicate, value in TRIPLES} <= read_triples
