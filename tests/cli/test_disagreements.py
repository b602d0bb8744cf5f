import shutil
from pathlib import Path

import pytest

from tests.calling import call

SEEDS = Path(__file__).parents[2] / "seeds"
FAMILY = ("nsc-milan-abstract.txt", "nsc-milan-registration.json", "calm-abstract.txt", "calm-news.txt")


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "articles").mkdir()
    for name in FAMILY:
        shutil.copy(SEEDS / name, folder / "articles" / name)
    assert call("build", folder / "articles", "-o", folder / "out")[0] == 0
    return folder / "out"


def test_both_reports_are_named_and_quoted(graph):
    code, output, _ = call("disagreements", "-d", graph)
    assert code == 0
    assert "enrolment (high)" in output
    assert "nsc-milan-registration.json: 4" in output
    assert "primary outcome dropped (medium)" in output


def test_severity_and_study_narrow_the_answer(graph):
    output = call("disagreements", "NCT03269071", "--severity", "high", "-d", graph)[1]
    assert "enrolment (high)" in output
    assert "medium" not in output
    assert "no disagreement was found" in call("disagreements", "CALM", "-d", graph)[1]


def test_an_unknown_severity_is_wrong_usage(graph):
    assert call("disagreements", "--severity", "awful", "-d", graph)[0] == 2
