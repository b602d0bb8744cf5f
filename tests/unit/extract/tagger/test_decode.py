from itertools import product

import numpy as np
import pytest

from graphbuild.extract.tagger.decode import ahead, best_path, echoed, probabilities, runs, spelled, trimmed


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the mean pain score of", "mean pain score"),
        ("( placebo )", "placebo"),
        ("placebo )", "placebo"),
        ("( placebo", "placebo"),
        ("quality of life ( QoL )", "quality of life ( QoL )"),
        ("and , of", ""),
        ("pain", "pain"),
    ],
)
def test_edges_are_cleaned(words, kept):
    cut = words.split()
    first, end = trimmed(cut, 0, len(cut))
    assert " ".join(cut[first:end]) == kept


@pytest.mark.parametrize(
    ("word", "drawn"),
    [("pain", True), ("MRI", True), ("CT", True), ("omega-3", True), ("of", False), ("A", False), ("12.50", False)],
)
def test_telling_words_that_occur_again_are_judged_alike(word, drawn):
    found = echoed([word, "fell", word], np.array([[4.0], [1.0], [0.0]]), 0.5).ravel().tolist()
    assert found == ([3.0, 1.0, 1.0] if drawn else [4.0, 1.0, 0.0])


def test_a_run_ends_at_a_sentence():
    assert list(runs([1, 1, 1], starts={0, 2})) == [(1, 0, 2), (1, 2, 3)]
    assert list(runs([])) == []


def test_beginnings_and_ends_decide_where_scores_do_not():
    even = [[0.0, 0.0, 0.0]] * 4
    assert spelled(even, [-1, 3, -1, -1], [-1, -1, 3, -1]) == [0, 1, 1, 0]
    assert spelled(even, [-9] * 4, [-9] * 4) == [0, 0, 0, 0]
    assert spelled([], [], []) == []


def test_one_label_may_follow_another_at_once():
    scores = [[-9.0, 0.0, -9.0], [-9.0, -9.0, 0.0]]
    assert spelled(scores, [0, 0], [0, 0]) == [1, 2]


@pytest.mark.parametrize("seed", range(5))
def test_no_sequence_of_labels_is_worth_more(seed):
    random = np.random.default_rng(seed)
    scores = random.normal(size=(5, 3))
    begins, ends = -random.random(5), -random.random(5)

    def worth(labels):
        total = sum(row[label] for row, label in zip(scores, labels, strict=True))
        for place, label in enumerate(labels):
            before, after = ([0, *labels][place], [*labels, 0][place + 1])
            total += begins[place] * (label > 0 and before != label) + ends[place] * (label > 0 and after != label)
        return total

    found = spelled(scores.tolist(), begins.tolist(), ends.tolist())
    assert worth(found) == pytest.approx(max(worth(labels) for labels in product(range(3), repeat=5)))


def test_probabilities_sum_to_one_however_large_the_scores():
    found = probabilities(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32))
    assert np.allclose(found, [[1, 0], [0.5, 0.5]])


def test_the_best_path_weighs_changes():
    scores = np.array([[1.0, 0.0], [0.0, 0.5], [1.0, 0.0]])
    assert best_path(scores, np.zeros((2, 2))) == [0, 1, 0]
    assert best_path(scores, np.array([[0.0, -1.0], [-1.0, 0.0]])) == [0, 0, 0]
    assert best_path(scores[:0], np.zeros((2, 2))) == []


def test_a_label_may_be_given_a_start_over_none():
    chances = np.array([[0.55, 0.45], [0.9, 0.1]], dtype=np.float32)
    assert ahead(chances, 1.0).argmax(axis=1).tolist() == [0, 0]
    assert ahead(chances, 0.6).argmax(axis=1).tolist() == [1, 0]
    assert chances[0, 0] == np.float32(0.55)
