"""The sentences behind nodes, concepts, sentences and words."""

import json

import pytest

from graphbuild.errors import QueryError
from graphbuild.query import explain
from graphbuild.terms import CONCEPT, GB, ID
from tests.queries.reports import memory, oxigraph

STUDY = f"{ID}study/nct00000001"


@pytest.fixture(scope="module")
def store():
    return oxigraph()


def test_a_node_is_explained_by_all_its_triples_with_words_and_offsets(store):
    (one,) = [one for one in explain(store, STUDY) if one.property == f"{GB}enrollment"]
    assert (one.value, one.words, one.rule) == (14, "14", "test/study.enrollment")
    assert one.words_end - one.words_start == 2
    assert one.start <= one.words_start < one.words_end <= one.end
    assert one.quote[one.words_start - one.start : one.words_end - one.start] == "14"
    assert one.title == "Cells into the spine look safe in progressive MS"
    assert not one.derived


def test_a_value_in_two_reports_is_explained_twice(store):
    found = [one for one in explain(store, STUDY) if one.property == f"{GB}phase"]
    assert len({one.document for one in found}) == 2


def test_a_concept_is_explained_by_what_points_to_it(store):
    found = explain(store, "gbc:phase-3")
    assert [one.words for one in found] == ["phase 3"]
    assert found.nodes == (f"{CONCEPT}phase-3",)


def test_a_sentence_is_explained_by_what_was_read_from_it(store):
    place = next(one.place for one in explain(store, STUDY) if one.property == f"{GB}enrollment")
    assert {f"{GB}enrollment", f"{GB}phase", f"{GB}city"} <= {one.property for one in explain(store, place)}


@pytest.mark.parametrize(
    "word", ["nerve stem cells", "Neural Stem Cell Transplantation", "the highest dose", "NCT00000001"]
)
def test_a_word_names_nodes_by_label_concept_or_identifier(store, word):
    found = explain(store, word)
    assert any(node.startswith(STUDY) for node in found.nodes)
    assert len(found) > 0


def test_a_code_names_a_concept(store):
    assert [one.words for one in explain(store, "phase-3")] == ["phase 3"]


def test_nothing_known_is_no_error(store):
    found = explain(store, "no such thing")
    assert len(found) == 0
    assert str(found) == "No sentence of the graph speaks of no such thing."


def test_what_is_no_iri_or_nothing_is_refused(store):
    for text in ("", "https://a.example/<b>"):
        with pytest.raises(QueryError):
            explain(store, text)


def test_explanations_read_as_text_json_and_html(store):
    found = explain(store, "gbc:phase-3")
    assert 'gb:phase phase-3 in "phase 3"' in str(found)
    assert json.loads(found.to_json())["sentences"][0]["words"] == "phase 3"
    assert "<td>phase 3</td>" in found._repr_html_()


def test_both_engines_explain_alike(store):
    assert explain(store, "gbc:phase-3") == explain(memory(), "gbc:phase-3")
