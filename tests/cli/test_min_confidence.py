"""--min-confidence keeps what is less sure out of what is shown and out of the graph."""

import json
from pathlib import Path

import pytest

from graphbuild.pipeline import run
from graphbuild.sources import read_path
from tests.calling import call

ARTICLE = next((Path(__file__).parents[1] / "cases" / "articles").glob("C02*"))
LINE = 0.9


def facts(*options):
    code, output, errors = call("extract", ARTICLE, "--format", "json", *options)
    assert code == 0, errors
    return json.loads(output)


def test_only_facts_that_are_as_sure_are_extracted():
    everything, sure = facts()["facts"], facts("--min-confidence", LINE)["facts"]
    assert 0 < len(sure) < len(everything)
    assert all(fact["confidence"] >= LINE for fact in sure)
    assert sure == [fact for fact in everything if fact["confidence"] >= LINE]


def test_what_is_left_out_is_listed_with_its_reason():
    left_out = {one["reason"] for one in facts("--min-confidence", LINE)["refused"]}
    assert any(reason.endswith(f"is below {LINE:.2f}") for reason in left_out)
    assert not any("below" in one["reason"] for one in facts()["refused"])


def test_only_facts_that_are_as_sure_enter_the_study():
    study = run(read_path(ARTICLE), minimum_confidence=LINE).study
    assert study is not None
    pieces = [
        piece.confidence
        for path, stated in study.stated()
        for piece in stated.evidence
        if not path.startswith("readings/")
    ]
    assert pieces
    assert min(pieces) >= LINE


def test_only_facts_that_are_as_sure_enter_the_graph(tmp_path):
    counts = []
    for name, options in (("all", ()), ("sure", ("--min-confidence", LINE))):
        code, _, errors = call("build", ARTICLE, "-o", tmp_path / name, *options)
        assert code == 0, errors
        counts.append((tmp_path / name / "graph.nq").read_text(encoding="utf-8").count("\n"))
    assert 0 < counts[1] < counts[0]


@pytest.mark.parametrize("value", ["1.5", "-0.1", "high"])
def test_a_confidence_outside_of_zero_to_one_is_refused(value):
    code, _, errors = call("extract", ARTICLE, "--min-confidence", value)
    assert code == 2
    assert "min-confidence" in errors
