"""The reports of the trials among the seeds: exactly these disagreements, with their quotes, and no other."""

from pathlib import Path

import pytest

from graphbuild.api import build

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def graph():
    return build(SEEDS)


def of(graph, name):
    return [
        (one.kind.value, one.severity.value, one.left.value, one.right.value) for one in graph.study(name).disagreements
    ]


def test_the_reports_of_the_stem_cell_trial_disagree_on_three_things(graph):
    assert of(graph, "NCT03269071") == [
        ("disagreement-enrolment", "severity-high", "12", "4"),
        ("disagreement-hedge", "severity-high", "exploratory", "significantly"),
        ("disagreement-primary-outcome-dropped", "severity-medium", "Overall survival", "safety"),
    ]


def test_each_side_quotes_its_report(graph):
    kinds = {report.document: report.kind.value for report in graph.study("NCT03269071").reports}
    sides = [
        (kinds[side.evidence.document], side.evidence.quote)
        for one in graph.study("NCT03269071").disagreements
        for side in (one.left, one.right)
    ]
    assert [kind for kind, _ in sides] == ["abstract", "registration", "abstract", "news", "registration", "abstract"]
    assert "exploratory analyses" in sides[2][1]
    assert "significantly reduced" in sides[3][1]


def test_other_reports_do_not_disagree(graph):
    others = [study for study in graph.studies if study.disagreements and study.key != "nct03269071"]
    assert others == []
    assert len(graph.study("10.1177/0269215512462227").reports) == 2


def test_the_question_gives_one_row_for_each_and_the_overview_counts_them(graph):
    rows = list(graph.query("disagreements").dicts())
    assert [row["otherValue"] for row in rows] == ["4", "significantly", "safety"]
    assert all(row["quote"] and row["otherQuote"] and row["document"] != row["otherDocument"] for row in rows)
    assert graph.counts()["disagreements"] == len(rows)


def test_the_graph_with_its_disagreements_conforms(graph):
    assert graph.validate().conforms
