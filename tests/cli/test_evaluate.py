"""graphbuild evaluate, as a user calls it."""

import json
from pathlib import Path

import pytest

from tests.calling import call

TEXT = "Pain fell by 3 points with aspirin and by 1 point with placebo."
ABSTRACT = {
    "pmid": "1",
    "tokens": ["Forty", "adults", "rested", "."],
    "tags": ["PAR", "PAR", "O", "O"],
    "sent_ends": [4],
}
PROMPT = {
    "prompt": "9",
    "intervention": "aspirin",
    "comparator": "placebo",
    "outcome": "pain",
    "label": "significantly decreased",
    "evidence": "Pain was significantly lower with aspirin than with placebo (P < 0.01).",
}
ROWS = {
    "ebm_nlp": ABSTRACT,
    "trialsieve": {"text": TEXT, "spans": [{"start": 27, "end": 34, "tag": "Drug Intervention"}]},
    "rct_art": {"text": TEXT, "ents": [{"start": 0, "end": 4, "label": "OC", "tok": [0, 1]}], "relations": []},
    "evidence_inference": PROMPT,
    "sentence_roles": {"sentences": [["METHODS", "We asked 40 people."]]},
}


def write(path: Path, row):
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ROWS)
def test_each_set_is_scored_from_a_folder_and_from_one_file(tmp_path, name):
    file = write(tmp_path / "validation.jsonl", ROWS[name])
    code, output, errors = call("evaluate", name, tmp_path)
    assert (code, errors) == (0, "")
    assert "F1" in output
    assert call("evaluate", name, file)[1] == output
    figures = json.loads(call("evaluate", name, file, "--json")[1])
    assert all(isinstance(value, float | int) for row in figures.values() for value in row.values())


def test_a_part_is_picked_by_name(tmp_path):
    write(tmp_path / "dev.jsonl", PROMPT)
    write(tmp_path / "test.jsonl", PROMPT | {"label": "no such label"})
    assert call("evaluate", "evidence_inference", tmp_path)[0] == 0
    code, _, errors = call("evaluate", "evidence_inference", tmp_path, "--part", "test")
    assert code == 1
    assert "no such label" in errors
    code, _, errors = call("evaluate", "evidence_inference", tmp_path, "--part", "train")
    assert code == 1
    assert "train.jsonl.gz" in errors
    assert "dev.jsonl" in errors


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no rows"), ("{}\n", "row 1 has no"), ("<html>\n", "no JSON"), ("[]\n", "no JSON object")],
)
def test_a_file_of_another_format_is_refused_in_one_line(tmp_path, content, said):
    file = tmp_path / "test.jsonl"
    file.write_text(content, encoding="utf-8")
    code, output, errors = call("evaluate", "ebm_nlp", file)
    assert (code, output) == (1, "")
    assert said in errors
    assert len(errors.strip().splitlines()) == 1


def test_errors_list_a_field_and_unknown_fields_are_refused_with_the_known(tmp_path):
    file = write(tmp_path / "dev.jsonl", PROMPT | {"label": "no significant difference"})
    code, output, _ = call("evaluate", "evidence_inference", file, "--errors", "no significant difference")
    assert code == 0
    assert "taken for significantly decreased" in output
    assert "| [aspirin | placebo | pain] Pain was" in output
    code, _, errors = call("evaluate", "evidence_inference", file, "--errors", "better")
    assert code == 2
    assert "significantly increased" in errors


def test_a_star_of_a_core_field_may_be_given_or_not():
    cases = Path(__file__).parents[1] / "cases"
    plain, starred = (call("evaluate", "news_dev", cases, "--errors", name)[1] for name in ("safety", "safety *"))
    assert plain.splitlines()[1:] == starred.splitlines()[1:]
    assert "missed" in plain


def test_reliability_is_printed_and_given_as_figures(tmp_path):
    file = write(tmp_path / "dev.jsonl", PROMPT)
    code, output, _ = call("evaluate", "evidence_inference", file, "--reliability")
    assert code == 0
    assert output.splitlines()[0].split() == ["field", "n", "confidence", "right", "error"]
    figures = json.loads(call("evaluate", "evidence_inference", file, "--reliability", "--json")[1])
    assert figures["all"]["count"] == 1


def test_reliability_is_refused_where_no_confidence_is_scored(tmp_path):
    code, _, errors = call("evaluate", "ebm_nlp", write(tmp_path / "dev.jsonl", ABSTRACT), "--reliability")
    assert code == 2
    assert "no confidence" in errors


def test_help_names_every_set():
    from graphbuild.evaluate import SETS  # noqa: PLC0415

    output = call("evaluate", "--help")[1]
    assert all(name in output for name in SETS)
