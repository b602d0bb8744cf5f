"""Tokens of abstracts: the published figures, and whole stretches."""

import json

import pytest

from graphbuild.errors import SourceError
from graphbuild.evaluate.ebm_nlp import by_facts, evaluate, score, sentences
from graphbuild.evaluate.quotes import read
from graphbuild.extract.tagger import Tagger

TOKENS = ["Forty", "adults", "took", "aspirin", ".", "Pain", "fell", "."]
TAGS = ["PAR", "PAR", "O", "INT", "O", "OUT", "O", "O"]
ROW = {"pmid": "1", "tokens": TOKENS, "tags": TAGS, "sent_ends": [5, 8]}


def test_equal_labels_score_one():
    scores = score([ROW], [TAGS])
    assert dict(scores.ratios) == {"macro F1, tokens": 1.0, "macro F1, exact": 1.0}
    assert scores.misses == ()


def test_tokens_and_stretches_are_counted_apart():
    claimed = ["O", "PAR", "O", "INT", "O", "O", "OUT", "O"]
    figures = score([ROW], [claimed]).figures()
    assert (figures["PAR tokens"]["right"], figures["PAR tokens"]["missed"]) == (1, 1)
    assert (figures["PAR exact"]["right"], figures["PAR exact"]["wrong"], figures["PAR exact"]["missed"]) == (0, 1, 1)
    assert (figures["OUT tokens"]["wrong"], figures["OUT tokens"]["missed"]) == (1, 1)
    assert figures["macro F1, tokens"]["value"] == pytest.approx((2 / 3 + 1 + 0) / 3)


def test_errors_show_the_tokens_and_those_around_them():
    scores = score([ROW], [["O"] * 8])
    assert "missed  Forty adults" in scores.errors("PAR exact")
    assert "| Forty adults took aspirin" in scores.errors("PAR tokens")
    assert scores.errors("OUT tokens").startswith("1  missed  Pain")


@pytest.mark.parametrize(
    ("ends", "lengths"), [([5, 8], [5, 3]), ([5], [5, 3]), ([], [8]), ([0, 5, 8, 99], [5, 3]), (None, [8])]
)
def test_tokens_are_cut_into_sentences(ends, lengths):
    row = {"tokens": TOKENS} if ends is None else {"tokens": TOKENS, "sent_ends": ends}
    assert [len(sentence) for sentence in sentences(row)] == lengths


def test_without_a_tagger_tokens_are_labelled_by_the_facts_of_the_rules():
    text = "We randomly assigned 40 adults with gout to colchicine or placebo ."
    tokens = text.split()
    labels = by_facts(tokens, read(text, "one"))
    assert len(labels) == len(tokens)
    assert labels[tokens.index("gout")] == "PAR"
    assert labels[tokens.index("colchicine")] == "INT"
    assert labels[0] == "O"


def test_a_file_is_scored_with_what_there_is(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    scores = evaluate(file)
    assert [name for name, _ in scores.fields][:3] == ["PAR tokens", "INT tokens", "OUT tokens"]
    assert dict(scores.ratios).get("quotes borne out", 1.0) == 1.0


def test_without_weights_a_file_is_scored_by_the_rules(tmp_path, monkeypatch):
    monkeypatch.setattr(Tagger, "load", lambda: None)
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    figures = evaluate(file).figures()
    assert figures["PAR tokens"]["right"] + figures["PAR tokens"]["missed"] == 2


def test_uneven_tags_are_refused(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ROW | {"tags": ["O"]}) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match="8 tokens and 1 tags"):
        evaluate(file)
