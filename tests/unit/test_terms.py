"""The names in code, in the records and in the ontology are the same names."""

import re
from dataclasses import fields
from enum import StrEnum
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph

from graphbuild.model import codes, study
from graphbuild.normalise import concepts
from graphbuild.rdf.properties import FIELDS
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT, GB, ID, PREFIXES, SHAPES

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
SCHEMA, DCTERMS = PREFIXES["schema"], PREFIXES["dcterms"]

# codes that steer the reading of a text and never reach the graph
INTERNAL = (codes.Section, codes.Focus, codes.DurationUnit)

# where the property of a record field is not the field's name in camelCase
PROPERTIES = {
    "Report.document": None,  # part of the node's name
    "Report.digest": f"{GB}sha256",
    "Report.length": f"{GB}textLength",
    "Report.kind": f"{GB}documentKind",
    "Report.title": f"{SCHEMA}headline",
    "Report.date": f"{SCHEMA}datePublished",
    "Report.publisher": f"{SCHEMA}publisher",
    "Report.url": f"{SCHEMA}url",
    "Publication.title": f"{DCTERMS}title",
    "Publication.date": f"{SCHEMA}datePublished",
    "Publication.authors": f"{GB}authorName",
    "Publication.status": f"{GB}publicationStatus",
    "Population.description": f"{DCTERMS}description",
    "Population.criteria": f"{GB}criterion",
    "Arm.key": None,
    "Arm.label": str(RDFS.label),
    "Arm.type": f"{GB}armType",
    "Arm.interventions": f"{GB}intervention",
    "Intervention.key": None,
    "Intervention.name": str(RDFS.label),
    "Intervention.types": f"{GB}interventionType",
    "Intervention.roles": f"{GB}role",
    "Intervention.descriptions": f"{DCTERMS}description",
    "Outcome.key": None,
    "Outcome.measure": str(RDFS.label),
    "Outcome.role": f"{GB}outcomeRole",
    "Outcome.time_frames": f"{GB}timeFrame",
    "Finding.key": None,
    "Finding.outcome": f"{GB}forOutcome",
    "Finding.arm": f"{GB}inArm",
    "Finding.claim": f"{GB}claimLevel",
    "Finding.time": f"{GB}timepoint",
    "Finding.numbers": f"{GB}number",
    "Finding.status": f"{GB}valueStatus",
    "Term.label": str(RDFS.label),
    "Term.aliases": f"{GB}alias",
    "Term.links": f"{GB}concept",
    "ConceptLink.scheme": str(SKOS.inScheme),
    "ConceptLink.match": f"{GB}matchKind",
    "ConceptLink.label": str(SKOS.prefLabel),
    "Disagreement.path": f"{GB}field",
    "Disagreement.kind": f"{GB}disagreementKind",
    "Disagreement.left": f"{GB}leftValue",
    "Disagreement.right": f"{GB}rightValue",
    "Evidence.document": f"{GB}inDocument",
    "Evidence.sentence": f"{GB}evidence",
    "Evidence.exact": f"{PREFIXES['oa']}exact",
    "Evidence.quote": f"{PREFIXES['oa']}exact",
    "Reading.path": f"{GB}field",
    "Reading.stated": f"{GB}readingValue",
    "Study.key": None,
    "Study.reports": f"{GB}report",
    "Study.publication": f"{GB}reportedIn",
    "Study.registry_ids": f"{GB}registryId",
    "Study.study_type": str(RDF.type),
    "Study.conditions": f"{GB}condition",
    "Study.arms": f"{GB}arm",
    "Study.interventions": f"{GB}intervention",
    "Study.outcomes": f"{GB}outcome",
    "Study.findings": f"{GB}finding",
    "Study.conclusions": f"{GB}conclusion",
    "Study.limitations": f"{GB}limitation",
    "Study.funders": f"{GB}funder",
    "Study.conflicts": f"{GB}conflict",
    "Study.institutions": f"{GB}institution",
    "Study.cities": f"{GB}city",
    "Study.countries": f"{GB}country",
    "Study.readings": f"{GB}reading",
    "Study.merges": f"{GB}merge",
    "Study.disagreements": f"{GB}disagreement",
}
RECORDS = (
    study.Arm,
    study.ConceptLink,
    study.Disagreement,
    study.Evidence,
    study.Finding,
    study.Intervention,
    study.MergeReason,
    study.Outcome,
    study.Population,
    study.Publication,
    study.Reading,
    study.Report,
    study.Study,
    study.Term,
)


@cache
def graph():
    return Graph().parse(ontology() / "study.ttl")


def declared():
    return {str(name) for kind in KINDS for name in graph().subjects(RDF.type, kind)}


def record_fields():
    return [(f"{record.__name__}.{field.name}", field.name) for record in RECORDS for field in fields(record)]


def camel(name):
    return re.sub("_(.)", lambda found: found[1].upper(), name)


def test_the_namespaces_of_the_code_are_those_of_the_ontology():
    stated = {prefix: str(namespace) for prefix, namespace in graph().namespaces()}

    assert {prefix: PREFIXES[prefix] for prefix in PREFIXES.keys() & stated.keys()} == {
        prefix: stated[prefix] for prefix in PREFIXES.keys() & stated.keys()
    }
    assert (stated["gb"], PREFIXES["gbc"]) == (GB, CONCEPT)
    assert {GB, CONCEPT, ID, SHAPES} == {
        f"https://w3id.org/graphbuild/{part}" for part in ("ns#", "concept/", "id/", "shapes#")
    }


def test_every_class_and_property_has_a_label_and_a_definition():
    for kind in KINDS:
        for name in graph().subjects(RDF.type, kind):
            assert len(list(graph().objects(name, RDFS.label))) == 1, name
            assert len(list(graph().objects(name, SKOS.definition))) == 1, name


def test_classes_are_written_in_camel_case_and_properties_start_small():
    for kind in KINDS:
        for name in graph().subjects(RDF.type, kind):
            local = str(name).removeprefix(GB)
            assert re.fullmatch("[A-Za-z0-9]+", local), name
            assert local[0].isupper() is (kind == OWL.Class), name


@pytest.mark.parametrize(("path", "name"), record_fields())
def test_every_record_field_has_its_property(path, name):
    wanted = PROPERTIES.get(path, GB + camel(name))

    assert wanted is None or not wanted.startswith(GB) or wanted in declared()


def test_the_table_of_other_names_holds_no_field_that_is_gone_and_no_name_that_needs_no_row():
    known = dict(record_fields())

    assert PROPERTIES.keys() - known.keys() == set()
    assert [path for path, wanted in PROPERTIES.items() if wanted == GB + camel(known[path])] == []


def test_every_property_that_the_writer_uses_is_declared():
    used = {predicate for row in FIELDS.values() for predicate in row.predicates}

    assert {predicate for predicate in used if predicate.startswith(GB)} - declared() == set()


def test_every_code_of_the_graph_has_its_concept_and_every_scheme_of_codes_only_those():
    reaching = [
        member
        for name, kind in vars(codes).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum and kind not in INTERNAL
        for member in kind
    ]
    coded = {
        concept.name for concept in concepts() if {"condition", "intervention", "outcome"}.isdisjoint(concept.schemes)
    }

    assert coded == {member.value for member in reaching}


def test_the_header_says_that_the_names_do_not_resolve():
    comments = " ".join(str(comment) for comment in graph().objects(None, RDFS.comment))

    assert "do not resolve" in comments
