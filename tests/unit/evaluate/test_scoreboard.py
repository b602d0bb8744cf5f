"""The extractor on the small gold set in our own words is no worse than its scoreboard says."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from graphbuild.evaluate.news import evaluate

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases"


@pytest.fixture(scope="module")
def script():
    spec = spec_from_file_location("scoreboard", ROOT / "scripts" / "scoreboard.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores():
    return evaluate(CASES)


def test_no_field_fell_below_the_scoreboard(script, scores):
    before = json.loads((CASES / "scoreboard.json").read_text(encoding="utf-8"))
    fallen = script.fallen(before, script.board(scores))
    advice = "mend it; where it is meant: python scripts/scoreboard.py, and say why in the commit"
    assert not fallen, "\n".join(["quality fell on tests/cases", *fallen, advice])


def test_the_page_shows_the_scoreboard(script):
    before = json.loads((CASES / "scoreboard.json").read_text(encoding="utf-8"))
    assert (ROOT / "docs" / "scoreboard.md").read_text(encoding="utf-8") == script.page(before)


def test_every_quote_on_the_set_bears_its_fact_out(scores):
    assert dict(scores.ratios)["quotes borne out"] == 1.0


def test_gold_and_articles_belong_together():
    articles = sorted(path.stem for path in (CASES / "articles").iterdir())
    assert articles == sorted(path.stem for path in (CASES / "gold").iterdir())
    assert len(articles) >= 10


@pytest.mark.parametrize(
    ("before", "now", "lines"),
    [
        ({"phase": {"f1": 0.5}}, {"phase": {"f1": 0.5}}, 0),
        ({"phase": {"f1": 0.5}}, {"phase": {"f1": 0.6}, "design": {"f1": 0.1}}, 0),
        ({"phase": {"f1": 0.5}}, {"phase": {"f1": 0.499}}, 1),
        ({"phase": {"f1": 0.5}}, {}, 1),
        ({"phase": {"precision": 0.9, "f1": 0.5}}, {"phase": {"precision": 0.8, "f1": 0.5}}, 0),
        ({"micro, core": {"precision": 0.9, "f1": 0.5}}, {"micro, core": {"precision": 0.8, "f1": 0.5}}, 1),
    ],
)
def test_what_counts_as_a_fall(script, before, now, lines):
    assert len(script.fallen(before, now)) == lines
