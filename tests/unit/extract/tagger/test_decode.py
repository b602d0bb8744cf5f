import numpy as np
import pytest

from graphbuild.extract.tagger.decode import best_path, bridged, probabilities, runs, trimmed


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


def test_a_run_ends_at_a_sentence():
    assert list(runs([1, 1, 1], starts={0, 2})) == [(1, 0, 2), (1, 2, 3)]
    assert list(runs([])) == []


def test_a_gap_is_closed_only_between_equals_and_where_unsure():
    assert bridged([1, 0, 1], [0, 0.5, 0], 0.9) == [1, 1, 1]
    assert bridged([1, 0, 1], [0, 0.95, 0], 0.9) == [1, 0, 1]
    assert bridged([1, 0, 2], [0, 0.5, 0], 0.9) == [1, 0, 2]
    assert bridged([1, 0, 0, 1], [0, 0.5, 0.5, 0], 0.9) == [1, 0, 0, 1]


def test_probabilities_sum_to_one_however_large_the_scores():
    found = probabilities(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32))
    assert np.allclose(found, [[1, 0], [0.5, 0.5]])


def test_the_best_path_weighs_changes():
    scores = np.array([[1.0, 0.0], [0.0, 0.5], [1.0, 0.0]])
    assert best_path(scores, np.zeros((2, 2))) == [0, 1, 0]
    assert best_path(scores, np.array([[0.0, -1.0], [-1.0, 0.0]])) == [0, 0, 0]
    assert best_path(scores[:0], np.zeros((2, 2))) == []
