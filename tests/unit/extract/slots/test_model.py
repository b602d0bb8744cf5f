from itertools import pairwise, product, zip_longest

import numpy as np
import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.extract.slots import model
from graphbuild.extract.slots.mentions import runs
from graphbuild.extract.slots.model import Chain, chain
from graphbuild.model.text import Span

LABELS = ("O", "B-dose", "I-dose")


def small(weights, transitions=None):
    between = np.zeros((4, 3), np.float32) if transitions is None else np.array(transitions, np.float32)
    rows = {name: row for row, name in enumerate(weights)}
    return Chain(LABELS, rows, np.array(list(weights.values()), np.float32), between)


def columns(*sentences):
    """Gives the columns and lengths of sentences whose tokens have some features without a common beginning."""
    tokens = [names for sentence in sentences for names in sentence]
    return [("", values) for values in zip_longest(*tokens, fillvalue="")], [len(sentence) for sentence in sentences]


def test_the_likeliest_label_of_each_token_is_given_with_its_chance():
    chain_ = small({"number": [0, 2, 0], "word": [2, 0, 0]})
    ((first, second),) = chain_.decode(*columns([["word"], ["number", "unknown"]]))
    assert (first[0], second[0]) == ("O", "B-dose")
    assert second[1] == pytest.approx(np.exp(2) / (np.exp(2) + 2), abs=1e-4)


def test_neighbours_count():
    never_alone = [[0, 0, -9], [0, 0, 3], [0, 0, 3], [0, 0, -9]]
    ((first, second),) = small({"number": [0, 2, 0], "unit": [0.5, 0, 1.0]}, never_alone).decode(
        *columns([["number"], ["unit"]])
    )
    assert (first[0], second[0]) == ("B-dose", "I-dose")


def test_the_length_of_other_sentences_changes_nothing():
    chain_ = small({"number": [0, 2, 0], "word": [2, 0, 0]}, [[0, 0, -9], [0, 0, 3], [0, 0, 3], [0, 0, -9]])
    short, long = [["word"], ["number"]], [["word"]] * 9
    alone, beside = chain_.decode(*columns(short))[0], chain_.decode(*columns(short, long))[0]
    assert [label for label, _ in alone] == [label for label, _ in beside]
    assert [chance for _, chance in alone] == pytest.approx([chance for _, chance in beside], abs=1e-5)


def test_a_document_without_words_has_no_labels():
    assert small({"word": [1, 0, 0]}).decode(*columns([], [])) == [[], []]


def test_features_are_looked_up_by_the_beginning_of_their_column():
    chain_ = small({"w=a=b": [0, 2, 0], "w=c": [0, 0, 2], "-1w=x": [5, 0, 0]})
    ((first, second, third),) = chain_.decode([("w=", ["a=b", "c", ""]), ("-1w=", ["", "", "x"])], [3])
    assert (first[0], second[0], third[0]) == ("B-dose", "I-dose", "O")


def test_the_chances_are_those_of_all_paths():
    rng = np.random.default_rng(3)
    weights, between = rng.normal(size=(6, 3)), rng.normal(size=(4, 3))
    sentence = [[str(row)] for row in range(6)]
    found = small({str(row): weights[row] for row in range(6)}, between).chances(sentence)
    sums = np.zeros((6, 3))
    for path in product(range(3), repeat=6):
        steps = sum(between[one, other] for one, other in pairwise(path))
        likely = np.exp(between[3, path[0]] + steps + sum(weights[at, label] for at, label in enumerate(path)))
        sums[range(6), path] += likely
    assert found == pytest.approx(sums / sums.sum(axis=1, keepdims=True), abs=1e-5)


def test_runs_join_the_labels_of_one_mention_and_keep_the_least_chance():
    words = [(word, Span(at * 2, at * 2 + 1)) for at, word in enumerate("abcd")]
    labels = [("B-dose", 0.9), ("I-dose", 0.6), ("B-dose", 0.8), ("O", 1.0)]
    assert list(runs(words, labels)) == [("dose", Span(0, 3), 0.6), ("dose", Span(4, 5), 0.8)]


def test_an_absent_model_is_none_and_a_broken_one_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(model, "_FOLDER", tmp_path)
    assert chain("no-such-model") is None
    (tmp_path / "broken-model.npz").write_bytes(b"nothing")
    with pytest.raises(GraphbuildError, match="cannot be read"):
        chain("broken-model")
