"""One class for each item: sentence roles and directions of evidence."""

import json

import pytest

from graphbuild.errors import SourceError
from graphbuild.evaluate import evidence_inference, sentence_roles
from graphbuild.evaluate.classes import Answer, score

ANSWERS = [
    Answer("1", "a", "a", "", 0.9),
    Answer("2", "a", "b", "said so"),
    Answer("3", "b", None),
    Answer("4", "b", "b"),
]
ABSTRACT = {"pmcid": "P1", "sentences": [["METHODS", "We asked 40 people."], ["RESULTS", "Half said yes."]]}
PROMPT = {"prompt": "9", "intervention": "aspirin", "comparator": "placebo", "outcome": "pain", "in_abstract": False}
PROMPT |= {"evidence": "Pain was significantly lower with aspirin than with placebo (P < 0.01)."}


def test_an_abstention_costs_recall_and_accuracy_but_no_precision():
    figures = score("set", ANSWERS, ("a", "b")).figures()
    assert (figures["a"]["precision"], figures["a"]["recall"]) == (1.0, 0.5)
    assert (figures["b"]["precision"], figures["b"]["recall"]) == (0.5, 0.5)
    assert figures["accuracy"]["value"] == 0.5
    assert figures["macro F1"]["value"] == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_wrong_answers_are_listed_and_judged():
    scores = score("set", ANSWERS, ("a", "b"))
    assert scores.errors("a") == "2  missed  taken for b\n    | said so"
    assert scores.errors("b") == "3  missed  taken for nothing"
    assert [(one.field, one.right) for one in scores.judged] == [("a", True), ("b", False), ("b", True)]


def test_a_class_that_the_set_does_not_know_is_refused():
    with pytest.raises(SourceError, match="one of: a, b"):
        score("set", [Answer("1", "c", "a")], ("a", "b"))


def test_roles_are_asked_for_sentences_at_their_places():
    asked = []

    def decide(text, places):
        asked.extend(place.of(text) for place in places)
        return [("METHODS", 0.9), ("METHODS", 0.6)]

    figures = sentence_roles.score([ABSTRACT], decide).figures()
    assert asked == ["We asked 40 people.", "Half said yes."]
    assert figures["accuracy"]["value"] == 0.5
    assert figures["RESULTS"]["missed"] == 1


def test_empty_sentences_have_no_role():
    row = {"sentences": [["METHODS", ""], ["RESULTS", "Half said yes."]]}
    text, places = sentence_roles.joined(row)
    assert text == "Half said yes."
    assert len(places) == 1


@pytest.mark.parametrize(
    ("label", "gold"),
    [
        ("significantly increase", "significantly increased"),
        ("significantly increased", "significantly increased"),
        ("significantly decreased", "significantly decreased"),
        ("no significant difference", "no significant difference"),
    ],
)
def test_both_spellings_of_a_label_are_one_class(label, gold):
    scores = evidence_inference.score([PROMPT | {"label": label}], lambda _: (gold, 0.9))
    assert scores.figures()["accuracy"]["value"] == 1.0


def test_the_label_is_not_shown_to_what_decides():
    seen = []

    def decide(row):
        seen.append(set(row))
        return "significantly decreased", 0.55

    evidence_inference.score([PROMPT | {"label": "significantly decreased"}], decide)
    assert seen == [{"intervention", "comparator", "outcome", "evidence"}]


def test_what_is_too_unsure_to_be_told_is_counted_apart():
    rows = [PROMPT | {"label": "significantly decreased"}] * 2
    sure = iter([0.9, 0.4])
    figures = evidence_inference.score(rows, lambda _: ("significantly decreased", next(sure))).figures()
    assert figures["share told"]["value"] == 0.5
    assert figures["accuracy where told"]["value"] == 1.0


def test_a_file_of_prompts_is_answered(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(PROMPT | {"label": "significantly decreased"}) + "\n", encoding="utf-8")
    assert evidence_inference.evaluate(file).figures()["accuracy"]["value"] == 1.0


def test_an_unknown_label_is_refused(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(PROMPT | {"label": "rather better"}) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match="rather better"):
        evidence_inference.evaluate(file)


def test_a_file_of_abstracts_is_scored_with_what_there_is(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ABSTRACT) + "\n", encoding="utf-8")
    assert sentence_roles.evaluate(file).remarks[0].startswith("2 items")
