import pytest

from graphbuild.extract.judged import Judged, chosen, clauses
from graphbuild.extract.mentions import views_of
from graphbuild.language.lexicon import load
from graphbuild.model.text import Document, Sentence, Span


def found(text):
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    (view,) = views_of(document)
    return [(item.span.of(text), item.features) for item in clauses(view, load("reactions").find(text))]


def test_a_wording_is_judged_in_its_clause_and_in_the_part_that_commas_cut_out():
    text = "Pain eased and sleep grew longer, but seven of them had nausea."
    assert [words for words, _ in found(text)][-1].endswith("seven of them had nausea")
    assert all(words in text for words, _ in found(text))


def test_a_sentence_without_a_wording_has_no_clause_to_judge():
    assert found("Walking was easy for all of them.") == []


def test_features_name_the_wording_its_code_and_the_words_around():
    _, features = found("Most of them had nausea.")[0]
    assert {"cue nausea", "cue reaction", "word most", "pair had *"} <= set(features)


@pytest.mark.parametrize(("least", "spans"), [(0.5, [Span(0, 9), Span(20, 30)]), (0.999, [])])
def test_of_clauses_that_overlap_the_surest_is_chosen(least, spans):
    sure = {"a": 0.9, "b": 0.8, "c": 0.7}
    items = [Judged(Span(5, 12), ("b",)), Judged(Span(0, 9), ("a",)), Judged(Span(20, 30), ("c",))]
    assert [span for span, _ in chosen(lambda features: sure[features[0]], items, least)] == spans


def test_of_a_long_list_only_the_first_wordings_are_looked_at():
    joined = "They had nausea" + " and they had nausea" * 40 + "."
    assert 16 <= len(found(joined)) <= 32
