"""The bulk runner reports what pyshacl reports: on the graphs of each rule, on mutated graphs, for one or many."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.errors import PluginError
from graphbuild.rdf import quads
from graphbuild.resources import ontology
from graphbuild.terms import PREFIXES, SHAPES
from graphbuild.validate import Severity, validate
from tests.example import merged_study
from tests.queries.reports import studies

FOLDER = Path(__file__).parents[2] / "shapes"
HEAD = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
STUDY = "https://w3id.org/graphbuild/id/study/nct00000000"


@cache
def example():
    return tuple(quads(merged_study()))


def fired(report):
    return {result.shape[1:-1].removeprefix(SHAPES) for result in report.results}


def named(results):
    """Gives results without the labels of blank nodes, which every parser makes up anew."""
    return {tuple("_:b" if part.startswith("_:") else part for part in result.row().values()) for result in results}


def agreed(data):
    """Gives the report of the bulk runner after comparing it with the reference."""
    found = validate(data)
    assert named(found.results) == named(validate(data, runner="reference").results)
    return found


@pytest.mark.parametrize("rule", sorted(path.name for path in FOLDER.iterdir()))
def test_both_runners_see_the_same_in_the_bad_graph_of_a_rule(rule):
    found = agreed(list(ox.parse(path=FOLDER / rule / "bad.ttl", format=ox.RdfFormat.TURTLE)))
    assert rule in fired(found)
    assert rule not in fired(validate(ox.parse(path=FOLDER / rule / "good.ttl", format=ox.RdfFormat.TURTLE)))


def test_a_built_graph_conforms_and_both_runners_say_so():
    found = agreed(example())
    assert found.conforms
    assert not found.of_severity(Severity.VIOLATION)


MUTATIONS = {
    "finding-p-value": "INSERT { GRAPH ?g { ?f gb:pValue 1.7 } } WHERE { GRAPH ?g { ?f gb:pValue ?p } }",
    "finding-interval-reversed": "INSERT { GRAPH ?g { ?f gb:ciLower 99.5 } } WHERE { GRAPH ?g { ?f gb:ciLower ?x } }",
    "finding-absent-with-events": "INSERT { GRAPH ?g { ?f gb:events 3 } } WHERE { GRAPH ?g { ?f gb:events 0 } }",
    "finding-statement": "DELETE { GRAPH ?g { ?f gb:statement ?s } } WHERE { GRAPH ?g { ?f gb:statement ?s } }",
    "finding-outcome": "DELETE { GRAPH ?g { ?f gb:forOutcome ?s } } WHERE { GRAPH ?g { ?f gb:forOutcome ?s } }",
    "study-foreign-outcome": "DELETE { GRAPH ?g { ?s gb:outcome ?o } } WHERE { GRAPH ?g { ?s gb:outcome ?o } }",
    "study-foreign-arm": "DELETE { GRAPH ?g { ?s gb:arm ?o } } WHERE { GRAPH ?g { ?s gb:arm ?o } }",
    "study-label": (
        "DELETE { GRAPH ?g { ?s rdfs:label ?o } } "
        "WHERE { GRAPH ?h { ?s a gb:ClinicalStudy } GRAPH ?g { ?s rdfs:label ?o } }"
    ),
    "study-enrollment": f"INSERT DATA {{ GRAPH <{STUDY}> {{ <{STUDY}> gb:enrollment 12 }} }}",
    "study-phase": f"INSERT DATA {{ GRAPH <{STUDY}> {{ <{STUDY}> gb:phase gbc:phase-9 }} }}",
    "study-design": f"INSERT DATA {{ GRAPH <{STUDY}> {{ <{STUDY}> gb:design gbc:phase-1 }} }}",
    "study-open-and-blind": (
        f"INSERT DATA {{ GRAPH <{STUDY}> {{ <{STUDY}> gb:design gbc:open-label , gbc:double-blind }} }}"
    ),
    "study-start-date": f'INSERT DATA {{ GRAPH <{STUDY}> {{ <{STUDY}> gb:startDate "2021-02-30"^^xsd:date }} }}',
    "study-follow-up": f'INSERT DATA {{ GRAPH <{STUDY}> {{ <{STUDY}> gb:followUp "two years" }} }}',
    "evidence-missing": (
        "DELETE { GRAPH ?g { ?f gb:evidence ?s } } WHERE { GRAPH ?g { ?f a gb:Finding ; gb:evidence ?s } }"
    ),
    "span-quote-length": (
        "DELETE { GRAPH ?g { ?s oa:end ?e } } "
        "INSERT { GRAPH ?g { ?s oa:end 4000 } } "
        "WHERE { GRAPH ?g { ?s oa:end ?e } }"
    ),
    "span-past-end": (
        "DELETE { GRAPH ?g { ?d gb:textLength ?e } } "
        "INSERT { GRAPH ?g { ?d gb:textLength 5 } } "
        "WHERE { GRAPH ?g { ?d gb:textLength ?e } }"
    ),
    "assertion-words": "DELETE { GRAPH ?g { ?a gb:words ?w } } WHERE { GRAPH ?g { ?a gb:words ?w } }",
    "assertion-confidence": "INSERT { GRAPH ?g { ?a gb:confidence 7 } } WHERE { GRAPH ?g { ?a a gb:Assertion } }",
    "population-ages-reversed": (
        "INSERT { GRAPH ?g { ?p gb:maximumAgeYears 1.5 } } WHERE { GRAPH ?g { ?p gb:minimumAgeYears ?y } }"
    ),
}


@pytest.mark.parametrize("rule", sorted(MUTATIONS))
def test_both_runners_see_the_same_in_a_mutated_graph(rule):
    store = ox.Store()
    store.extend(example())
    store.update(HEAD + MUTATIONS[rule])
    found = agreed(store)
    assert rule in fired(found)


def test_the_verdict_on_many_studies_is_the_verdict_on_each():
    told = studies().values()
    whole = agreed([quad for study in told for quad in quads(study)])
    single = {result for study in told for result in validate(quads(study)).results}
    assert set(whole.results) == single
    one = next(iter(told))
    part = whole.about(f"https://w3id.org/graphbuild/id/study/{one.key}")
    assert {result for result in validate(quads(one)).results if "/study/" in result.focus} == set(part.results)


def test_the_order_and_repetition_of_quads_do_not_change_a_report():
    assert validate([*reversed(example()), *example()]) == validate(example())


def test_the_vocabulary_is_context_and_never_blamed():
    vocabulary = ox.parse(path=ontology() / "vocabulary" / "outcomes.ttl", format=ox.RdfFormat.TURTLE)
    assert validate([]).results == ()
    assert validate(vocabulary).conforms


def test_an_unknown_runner_is_named():
    with pytest.raises(PluginError, match="one of: bulk, reference"):
        validate([], runner="quick")
