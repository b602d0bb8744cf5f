"""Reports for people and for machines."""

import json

import rdflib

from graphbuild.terms import PREFIXES
from graphbuild.validate import Report, Result, Severity
from graphbuild.validate.paths import Alternative, Inverse, Predicate, Repeat, Sequence

SH = rdflib.Namespace(PREFIXES["sh"])
ENROLLMENT = Predicate(f"<{PREFIXES['gb']}enrollment>")
STUDY = "<https://w3id.org/graphbuild/id/study/x>"
BAD = Result(Severity.VIOLATION, STUDY, ENROLLMENT, '"a \\"<b>\\""', 'One "number".', "<http://s#n>", "Datatype")
SOFT = Result(Severity.INFO, f"{STUDY[:-1]}/arm-a>", None, "", "No size.", "", "MinCount")


def test_the_heaviest_comes_first_and_equal_results_count_once():
    report = Report.of([SOFT, BAD, SOFT])
    assert report.results == (BAD, SOFT)
    assert report.counts == {"Violation": 1, "Warning": 0, "Info": 1}
    assert not report.conforms
    assert Report.of([SOFT]).conforms


def test_a_part_is_what_lies_below_a_node():
    other = Result(Severity.INFO, "<https://w3id.org/graphbuild/id/study/xy>", None, "", "m", "", "MinCount")
    report = Report.of([BAD, SOFT, other])
    assert report.about("https://w3id.org/graphbuild/id/study/x").results == (BAD, SOFT)


def test_the_text_is_short():
    lines = str(Report.of([BAD, SOFT])).splitlines()
    assert lines[0] == "The graph does not conform: 1 violation, 0 warnings, 1 info."
    assert lines[1] == 'Violation study/x gb:enrollment = a "<b>": One "number".'
    assert lines[2] == "Info      study/x/arm-a: No size."


def test_the_turtle_is_a_validation_report_that_parses():
    paths = [
        Sequence((ENROLLMENT, Inverse(ENROLLMENT))),
        Alternative((ENROLLMENT, Repeat(ENROLLMENT, 0, many=True))),
        Repeat(ENROLLMENT, 1, many=True),
        Repeat(ENROLLMENT, 0, many=False),
    ]
    results = [Result(Severity.WARNING, STUDY, path, "", str(path), "", "MinCount") for path in paths]
    graph = rdflib.Graph().parse(data=Report.of([BAD, SOFT, *results]).to_turtle(), format="turtle")
    report = graph.value(None, rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == rdflib.Literal("false", datatype=rdflib.XSD.boolean)
    assert len(list(graph.objects(report, SH.result))) == 6
    first = graph.value(None, SH.resultSeverity, SH.Violation)
    assert str(graph.value(first, SH.value)) == 'a "<b>"'
    assert str(graph.value(first, SH.resultMessage)) == 'One "number".'
    assert [str(path) for path in paths][1].endswith("*")


def test_an_empty_report_conforms_in_every_form():
    report = Report.of([])
    assert str(report) == "The graph conforms: 0 violations, 0 warnings, 0 info."
    assert "sh:conforms true ." in report.to_turtle()
    assert json.loads(report.to_json()) == {"conforms": True, "counts": report.counts, "results": []}


def test_the_page_escapes_what_it_shows():
    page = Report.of([BAD])._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
