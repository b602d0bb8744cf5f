import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.extract.tagger import FILE, Tagger, marked
from graphbuild.extract.tagger.weights import write
from graphbuild.model.text import Document, Span
from graphbuild.pipeline import run
from graphbuild.segment import segment

ABSTRACT = (
    "Effect of inhaled budesonide on night cough in children with asthma.\n"
    "We wanted to learn whether budesonide eases night cough in children with mild asthma. "
    "Eighty-four children with asthma were randomly assigned to inhaled budesonide 200 mg twice a day "
    "or placebo for 12 weeks. "
    "The primary outcome was the number of nights with cough; quality of life was measured as well. "
    "Nights with cough fell more in the budesonide group than in the placebo group (P = 0.01). "
    "Inhaled budesonide reduces night cough in children with asthma."
)
needs_file = pytest.mark.skipif(not FILE.is_file(), reason="the trained file is not in this checkout")


def spans_of(text):
    return tuple(sentence.span for sentence in segment(Document(text)).sentences)


@pytest.fixture
def small(made, tmp_path):
    write(tmp_path / "small.npz", made.small())
    return Tagger.load(tmp_path / "small.npz")


def test_no_file_no_tagger(tmp_path):
    assert Tagger.load(tmp_path / "absent.npz") is None


def test_articles_are_read_without_a_tagger(monkeypatch, tmp_path):
    monkeypatch.setattr(sys.modules[Tagger.__module__], "FILE", tmp_path / "absent.npz")
    assert Tagger.load() is None
    assert marked(segment(Document(ABSTRACT))) == ()
    assert run(Document(ABSTRACT)).study is not None


def test_a_damaged_file_is_an_error(tmp_path):
    (tmp_path / "tagger.npz").write_bytes(b"nothing of use")
    with pytest.raises(GraphbuildError, match="damaged"):
        Tagger.load(tmp_path / "tagger.npz")


@pytest.mark.parametrize("head", ["pico", "rct"])
def test_every_tag_lies_in_one_sentence_and_begins_and_ends_with_words(small, head):
    text = "\U0001f9ea\U0001f9ea Pain fell. \U0001f489 Placebo (12 patients) did not help, with pain. "
    sentences = spans_of(text)
    found = small.tags(text, sentences, head)
    for tag in found:
        assert any(sentence.contains(tag.span) for sentence in sentences)
        assert tag.span.of(text) == tag.span.of(text).strip()
        assert 0 <= tag.probability <= 1
        assert tag.label in small.heads[head]


def test_roles_answer_sentence_by_sentence(small):
    text = "Pain fell. \n Placebo did not."
    found = small.roles(text, [Span(0, 10), Span(10, 13), Span(13, 29)])
    assert len(found) == 3
    assert found[1][1] == 0.0
    assert all(role.isupper() for role, _ in found)


def test_a_chance_is_the_mean_over_the_words_of_a_span(small):
    text = "Pain fell with placebo."
    found = small.reading(text, [Span(0, len(text))])
    chances = [small.chance(found, Span(*place), "pico", "INT") for place in ((0, 4), (5, 9), (0, 9), (1, 2))]
    assert chances[2] == pytest.approx((chances[0] + chances[1]) / 2, abs=1e-4)
    assert chances[3] == chances[0]
    assert small.chance(found, Span(4, 5), "pico", "INT") == 0.0
    assert 0 < small.chance(found, Span(0, 4), "rct", "INTV") < 1


def test_texts_read_at_the_same_time_are_read_as_one_after_the_other(made, tmp_path):
    write(tmp_path / "other.npz", made.small())
    tagger = Tagger.load(tmp_path / "other.npz")
    texts = [f"{ABSTRACT} {'Pain fell. ' * number}" for number in range(8)]
    alone = [tagger.tags(text, spans_of(text)) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: tagger.tags(text, spans_of(text)), texts * 4))
    assert together == alone * 4


def test_nothing_to_read_nothing_found(small):
    assert small.tags("", ()) == ()
    assert small.roles("", ()) == ()
    assert small.label_tokens([]) == []
    assert small.label_tokens([[], ["pain"], []])[1] in (["O"], ["PAR"], ["INT"], ["OUT"])


def test_tokens_get_one_label_each(small):
    sentences = [["Pain", "fell", "."], ["p<0.05", "n=12"]]
    assert [len(labels) for labels in small.label_tokens(sentences)] == [3, 2]


def test_the_same_text_gives_the_same_answer_whatever_came_between(made, tmp_path):
    write(tmp_path / "small.npz", made.small())
    write(tmp_path / "same.npz", made.small())
    first, second = Tagger.load(tmp_path / "small.npz"), Tagger.load(tmp_path / "same.npz")
    before = first.tags(ABSTRACT, spans_of(ABSTRACT))
    first.tags("Something else.", [Span(0, 15)])
    assert first.tags(ABSTRACT, spans_of(ABSTRACT)) == before
    assert second.tags(ABSTRACT, spans_of(ABSTRACT)) == before


@needs_file
def test_the_trained_file_is_small_and_names_its_heads():
    tagger = Tagger.load()
    assert FILE.stat().st_size < 20_000_000
    assert set(tagger.heads) >= {"pico", "trialsieve", "rct"}
    assert Tagger.load() is tagger


@needs_file
def test_participants_interventions_and_outcomes_of_an_abstract():
    found = Tagger.load().tags(ABSTRACT, spans_of(ABSTRACT))
    words = {(tag.label, word) for tag in found for word in tag.span.of(ABSTRACT).lower().split()}
    assert {("PAR", "asthma"), ("INT", "budesonide"), ("INT", "placebo"), ("OUT", "cough")} <= words
    assert ("PAR", "placebo") not in words
    assert ("OUT", "budesonide") not in words


@needs_file
def test_roles_of_an_abstract():
    roles = [role for role, _ in Tagger.load().roles(ABSTRACT, spans_of(ABSTRACT)[1:])]
    assert roles[1:] == ["METHODS", "METHODS", "RESULTS", "CONCLUSIONS"]
    assert roles[0] in {"BACKGROUND", "OBJECTIVE"}


@needs_file
def test_finer_types_of_an_abstract():
    found = Tagger.load().tags(ABSTRACT, spans_of(ABSTRACT), "trialsieve")
    assert ("Sample Size", "Eighty-four") in {(tag.label, tag.span.of(ABSTRACT)) for tag in found}
    assert "Dosage" in {tag.label for tag in found}
