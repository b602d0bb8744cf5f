"""Each shape has a folder in tests/shapes: a graph that it accepts, and one that differs by what it refuses."""

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.plugins.sparql import prepareQuery

from graphbuild.resources import ontology
from graphbuild.terms import SHAPES

FOLDER = Path(__file__).parents[2] / "shapes"
SH = Namespace("http://www.w3.org/ns/shacl#")
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}


prepared = cache(prepareQuery)


class QuickGraph(Graph):
    """A graph that parses each query once; pyshacl hands the same text over for every focus node."""

    def query(self, query_object, *args, **options):
        return super().query(prepared(query_object), *args, **options)


@cache
def shapes():
    return Graph().parse(ontology() / "shapes.ttl")


def rules():
    """Gives the names of the shapes that tell a severity: each of them is one rule."""
    return sorted(str(shape).removeprefix(SHAPES) for shape in shapes().subjects(SH.severity))


def results(path):
    """Gives the shapes that fire, with the severity of each."""
    _, report, _ = pyshacl.validate(QuickGraph().parse(path), shacl_graph=shapes(), inplace=True)
    return {
        (str(report.value(result, SH.sourceShape)).removeprefix(SHAPES), report.value(result, SH.resultSeverity))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_every_rule_has_its_folder_and_every_folder_its_rule():
    assert sorted(path.name for path in FOLDER.iterdir()) == rules()


def test_every_rule_has_one_severity_and_one_message():
    for rule in rules():
        shape = Namespace(SHAPES)[rule]
        messages = [*shapes().objects(shape, SH.message), *shapes().objects(shape, SH.sparql / SH.message)]
        assert set(shapes().objects(shape, SH.severity)) < SEVERITIES, rule
        assert len(messages) == 1, rule


@pytest.mark.parametrize("rule", rules())
def test_the_bad_graph_fires_exactly_this_rule_beyond_the_good_one(rule):
    good, bad = (results(FOLDER / rule / f"{kind}.ttl") for kind in ("good", "bad"))

    assert [name for name, severity in good if severity == SH.Violation] == []
    assert {name for name, _ in bad - good} == {rule}
    assert rule not in {name for name, _ in good}
