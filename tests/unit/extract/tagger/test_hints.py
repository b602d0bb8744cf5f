import sys

import pytest

from graphbuild.extract.tagger import Tagger
from graphbuild.extract.tagger.hints import Hints, hints, name_hints, phrase_hints
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

TEXT = "Pain fell fast."
FOUND = Hints(
    starts=[0, 5, 10, 14],
    ends=[4, 9, 14, 15],
    sums=[[0.0] * 7, [0.9, *[0.0] * 6], [1.0, *[0.0] * 6], [1.0, *[0.0] * 6], [1.0, *[0.0] * 6]],
    edges=[[0.99, 0.0], [0.0, 0.7], [0.0, 0.0], [0.0, 0.0]],
)


def test_means_are_over_the_words_of_a_span():
    assert FOUND.means(Span(0, 9))[0] == pytest.approx(0.5)
    assert FOUND.means(Span(1, 3))[0] == pytest.approx(0.9)
    assert FOUND.means(Span(4, 5)) == []


def test_a_phrase_is_told_by_its_words_and_its_edges():
    features = phrase_hints(FOUND, Span(0, 9))
    assert ("tagger", "par", "2") in features
    assert ("tagger", "begins", "4") in features
    assert ("tagger", "ends", "3") in features
    assert phrase_hints(FOUND, Span(4, 5)) == []


def test_a_name_is_told_by_all_its_mentions():
    features = name_hints(FOUND, [Span(0, 4), Span(10, 14), Span(4, 5)])
    assert {"tagger par most 4", "tagger par mean 2", "tagger out most 0"} <= set(features)
    assert name_hints(FOUND, [Span(4, 5)]) == []


def test_without_a_tagger_there_are_no_hints(monkeypatch, tmp_path):
    monkeypatch.setattr(sys.modules[Tagger.__module__], "FILE", tmp_path / "absent.npz")
    assert hints(segment(Document(f"{TEXT} Nobody knew why."))) is None
    assert phrase_hints(None, Span(0, 4)) == []
    assert name_hints(None, [Span(0, 4)]) == []
