"""A set of news: folder in, scores with sentences and judged claims out."""

import json

import pytest

from graphbuild.errors import SourceError
from graphbuild.evaluate.claims import claims, nearest, shown
from graphbuild.evaluate.news import evaluate, judge, score_with
from graphbuild.pipeline import run
from graphbuild.sources import read_bytes

TEXT = """Colchicine cuts gout flares

May 2, 2021

Adults with gout who took colchicine had fewer flares than those on placebo, a randomized trial has found.

The researchers assigned 120 adults with gout in Oslo, Norway, to colchicine 0.5 mg once a day or to placebo for a year.

Flares were 40 percent less common with colchicine. The trial was published in The Lancet.
"""
GOLD = {
    "id": "one",
    "about_a_study": True,
    "conditions": [{"as_stated": "gout", "normalised": "gout", "aliases": []}],
    "interventions": [{"name": "colchicine", "type": "drug", "role": "experimental", "aliases": []}],
    "enrolled": 125,
    "design": ["randomised", "pilot"],
    "setting": {"countries": ["Norway"]},
    "publication": {"journal": "The Lancet"},
}
SPANS = [("enrolled", "120 adults"), ("design[0]", "randomized"), ("design[1]", "a year"), ("conditions[0]", "gout")]


@pytest.fixture
def folder(tmp_path):
    for name in ("articles", "gold", "spans"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    places = [
        {"path": path, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)} for path, words in SPANS
    ]
    (tmp_path / "spans" / "one.json").write_text(json.dumps(places), encoding="utf-8")
    return tmp_path


def test_a_set_is_scored_field_by_field(folder):
    figures = evaluate(folder).figures()
    assert figures["conditions *"]["f1"] == 1.0
    assert figures["publication.journal *"]["right"] == 1
    assert (figures["enrolled *"]["wrong"], figures["enrolled *"]["missed"]) == (1, 1)
    assert figures["quotes borne out"]["value"] == 1.0


def test_a_missed_value_comes_with_the_sentence_of_the_gold_and_a_wrong_one_with_its_own(folder):
    errors = evaluate(folder).errors("enrolled").splitlines()
    assert errors[0] == "one  wrong  120"
    assert errors[2] == "one  missed  125"
    assert errors[1] == errors[3]
    assert "assigned 120 adults" in errors[1]
    assert "for a year" in evaluate(folder).errors("design")


def test_without_spans_missed_values_have_no_sentence(folder):
    (folder / "spans" / "one.json").unlink()
    errors = evaluate(folder).errors("design")
    assert errors.splitlines()[-1] == "one  missed  pilot"


def test_every_claim_is_judged_by_itself(folder):
    judged = {(one.field, one.right) for one in evaluate(folder).judged}
    assert {("about_a_study", True), ("conditions", True), ("enrolled", False)} <= judged


def test_an_article_without_a_study_claims_nothing(folder):
    (folder / "articles" / "one.txt").write_text("The hospital has a new garden.\n", encoding="utf-8")
    scores = evaluate(folder)
    assert scores.judged == ()
    assert scores.figures()["about_a_study *"]["missed"] == 1


def test_claims_carry_confidence_sentence_and_a_record_of_their_own():
    found = list(claims(run(read_bytes(TEXT.encode(), "one.txt"))))
    enrolled = next(one for one in found if one.field == "enrolled")
    assert (enrolled.value, enrolled.record) == ("120", {"about_a_study": True, "enrolled": 120})
    assert 0 < enrolled.confidence <= 1
    assert "assigned 120 adults" in enrolled.sentence
    drug = next(one for one in found if one.field == "interventions.type")
    assert drug.value.casefold() == "colchicine: drug"
    assert judge(drug, GOLD).right
    country = next(one for one in found if one.field == "setting.countries")
    assert country.record == {"about_a_study": True, "setting": {"countries": ["Norway"]}}


def test_a_claim_about_a_page_without_a_study_is_wrong():
    found = next(claims(run(read_bytes(TEXT.encode(), "one.txt"))))
    assert not judge(found, {"id": "one", "about_a_study": False}).right


@pytest.mark.parametrize(
    ("value", "expected"),
    [("b", "2"), ("aspirin: drug (got None)", "3"), ("daily aspirin", "3"), ("unlike all", "1")],
)
def test_the_likeliest_source_is_the_equal_then_the_most_similar(value, expected):
    assert nearest(value, [("a", "1"), ("b", "2"), ("aspirin", "3")]) == expected


def test_without_sources_there_is_no_sentence():
    assert nearest("a", []) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"as_stated": "gout", "aliases": []}, "gout"),
        ({"name": "aspirin", "dose": None}, "aspirin"),
        ({"value": 2, "unit": "year"}, "2 year"),
        (7, "7"),
    ],
)
def test_values_are_shown_on_one_line(value, expected):
    assert shown(value) == expected


def test_any_function_of_an_article_can_be_scored(folder):
    figures = score_with(folder, lambda path: {"about_a_study": True, "enrolled": 125, "id": path.stem}).figures()
    assert figures["enrolled *"]["f1"] == 1.0


def test_a_folder_that_is_no_set_is_refused(folder, tmp_path_factory):
    with pytest.raises(SourceError, match="no gold"):
        evaluate(tmp_path_factory.mktemp("empty"))
    (folder / "articles" / "one.txt").unlink()
    with pytest.raises(SourceError, match="no article for one"):
        evaluate(folder)
