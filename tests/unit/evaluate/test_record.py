"""The protocol of the news sets, rule by rule."""

import pytest

from graphbuild.evaluate.record import score_all, score_record

STUDY = {"about_a_study": True}


def counts(field, gold, claim):
    right, wrong, missed = score_record(STUDY | gold, STUDY | claim)[field]
    return right, len(wrong), len(missed)


@pytest.mark.parametrize(
    ("field", "gold", "claim", "expected"),
    [
        ("enrolled", {"enrolled": 40}, {"enrolled": 40}, (1, 0, 0)),
        ("enrolled", {"enrolled": 40}, {"enrolled": 41}, (0, 1, 1)),
        ("enrolled", {"enrolled": None}, {"enrolled": 41}, (0, 1, 0)),
        ("phase", {"phase": "2"}, {"phase": "Phase II"}, (1, 0, 0)),
        ("phase", {"phase": "2"}, {"phase": "2b"}, (0, 1, 1)),
        ("design", {"design": ["randomised"]}, {"design": ["randomized", "pilot"]}, (1, 1, 0)),
        (
            "follow_up",
            {"follow_up": [{"value": 12, "unit": "month"}]},
            {"follow_up": [{"value": 1, "unit": "year"}]},
            (1, 0, 0),
        ),
        (
            "follow_up",
            {"follow_up": [{"value": 12, "unit": "month"}]},
            {"follow_up": [{"value": 2, "unit": "year"}]},
            (0, 1, 1),
        ),
        (
            "publication.authors",
            {"publication": {"authors": ["Jane Q. Doe", "John Smith"]}},
            {"publication": {"authors": ["J. Doe"]}},
            (1, 0, 1),
        ),
        ("publication.date", {"publication": {"date": "2020-05"}}, {"publication": {"date": "2020-05-01"}}, (0, 1, 1)),
        ("conditions", {"conditions": [{"as_stated": "MS"}]}, {"conditions": ["multiple sclerosis"]}, (1, 0, 0)),
        (
            "interventions.role",
            {"interventions": [{"name": "aspirin", "role": ["experimental", "comparator"]}]},
            {"interventions": [{"name": "aspirin", "role": "comparator"}]},
            (1, 0, 0),
        ),
        (
            "interventions.dose",
            {"interventions": [{"name": "aspirin", "dose": "100 mg a day"}]},
            {"interventions": [{"name": "aspirin", "dose": "100 mg"}]},
            (1, 0, 0),
        ),
        (
            "interventions.type",
            {"interventions": [{"name": "aspirin", "type": "drug"}]},
            {"interventions": [{"name": "heparin", "type": "drug"}]},
            (0, 1, 1),
        ),
    ],
)
def test_values_count_as_right_wrong_and_missed(field, gold, claim, expected):
    assert counts(field, gold, claim) == expected


def test_every_value_on_a_page_without_a_study_is_wrong_but_those_of_the_page():
    found = score_record({"about_a_study": False}, STUDY | {"enrolled": 4, "article": {"title": "One"}})
    assert found["about_a_study"] == (0, ["true"], [])
    assert found["enrolled"][1]
    assert "article.title" not in found


def test_records_are_summed_over_a_set():
    scores = score_all(
        "set", {"a": STUDY | {"enrolled": 4}, "b": {"about_a_study": False}}, {"a": STUDY | {"enrolled": 4}}
    )
    assert scores.figures()["enrolled *"]["f1"] == 1.0
    assert scores.remarks == ("2 articles, 1 without a study, 0 of them wrongly called one",)
    assert scores.figures()["micro, core fields (*)"]["right"] == 2
