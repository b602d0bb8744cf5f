"""Stretches of twenty types."""

import json

from graphbuild.evaluate.marks import Mark
from graphbuild.evaluate.trialsieve import evaluate, score
from graphbuild.extract.tagger import Tagger

TEXT = "We gave 40 people aspirin 100 mg daily. Placebo did less."
SPANS = [
    {"start": 8, "end": 10, "tag": "Sample Size"},
    {"start": 18, "end": 25, "tag": "Drug Intervention"},
    {"start": 40, "end": 47, "tag": "Group Name"},
]
ROW = {"pmid": 7, "text": TEXT, "spans": SPANS}


def test_types_are_counted_apart_and_summed():
    claims = frozenset([Mark(8, 10, "Sample Size"), Mark(18, 32, "Drug Intervention"), Mark(26, 29, "Dosage")])
    figures = score([ROW], [claims]).figures()
    assert figures["Sample Size"]["f1"] == 1.0
    assert (figures["Drug Intervention"]["wrong"], figures["Drug Intervention"]["missed"]) == (1, 1)
    assert (figures["micro"]["right"], figures["micro"]["wrong"], figures["micro"]["missed"]) == (1, 2, 2)


def test_the_macro_figure_leaves_out_types_that_the_part_does_not_hold():
    claims = frozenset([Mark(8, 10, "Sample Size"), Mark(26, 29, "Dosage")])
    assert score([ROW], [claims]).figures()["macro F1"]["value"] == 1 / 3


def test_errors_come_with_their_sentence():
    scores = score([ROW], [frozenset()])
    assert scores.errors("Group Name") == "7  missed  Placebo\n    | Placebo did less."


def test_a_file_is_scored_with_what_there_is(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    figures = evaluate(file).figures()
    assert figures["Group Name"]["right"] + figures["Group Name"]["missed"] == 1


def test_without_weights_a_file_is_scored_by_the_rules(tmp_path, monkeypatch):
    monkeypatch.setattr(Tagger, "load", lambda: None)
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    figures = evaluate(file).figures()
    assert figures["Sample Size"]["right"] + figures["Sample Size"]["missed"] == 1
