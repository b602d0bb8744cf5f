"""The shipped vocabulary is whole: labels, hierarchy, schemes and mappings hold together."""

from collections import Counter
from functools import cache

import pytest
from rdflib import RDF, SKOS, Graph

from graphbuild.normalise import concepts, vocabulary
from graphbuild.normalise.vocabulary import SCHEMES
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT

FOREIGN = ("drugbank", "snomed", "umls")


@cache
def graph():
    merged = Graph()
    for path in sorted((ontology() / "vocabulary").glob("*.ttl")):
        merged.parse(path)
    return merged


def test_there_are_enough_concepts_of_each_kind():
    counts = Counter(scheme for concept in concepts() for scheme in concept.schemes)

    assert counts["condition"] > 900
    assert counts["intervention"] > 1000
    assert counts["outcome"] > 300


def test_every_scheme_that_a_concept_names_is_described():
    described = set(graph().subjects(RDF.type, SKOS.ConceptScheme))

    assert set(graph().objects(None, SKOS.inScheme)) <= described


def test_every_concept_has_one_label_and_stands_in_a_scheme():
    for concept in graph().subjects(RDF.type, SKOS.Concept):
        assert len(list(graph().objects(concept, SKOS.prefLabel))) == 1, concept
        assert (concept, SKOS.inScheme, None) in graph(), concept


def test_every_concept_that_another_one_names_exists():
    named = {*graph().objects(None, SKOS.broader), *graph().objects(None, SKOS.related)}

    assert {str(name).removeprefix(CONCEPT) for name in named} <= {concept.name for concept in concepts()}


def test_nothing_is_broader_than_itself():
    known = vocabulary()

    rings = [
        concept.name
        for concept in concepts()
        if any(concept.name in known.broader(broader) for broader in concept.broader)
    ]
    assert rings == []


def test_a_label_that_is_no_abbreviation_names_one_concept_of_a_scheme():
    known = vocabulary()

    shared = {
        label: sorted({naming.concept.name for naming in known.named(label) if scheme in naming.concept.schemes})
        for scheme in SCHEMES
        for concept in concepts()
        if scheme in concept.schemes
        for label in concept.labels
    }
    assert {label: names for label, names in shared.items() if len(names) > 1} == {}


def test_no_identifier_of_a_closed_terminology_is_used():
    objects = " ".join(str(value).lower() for value in graph().objects())

    assert [name for name in FOREIGN if name in objects] == []


@pytest.mark.parametrize("path", sorted((ontology() / "vocabulary").glob("*.ttl")), ids=lambda path: path.name)
def test_the_concepts_of_a_file_stand_in_order(path):
    names = [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if " a skos:Concept ;" in line]

    assert names == sorted(names)
