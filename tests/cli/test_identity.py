import shutil
from pathlib import Path

import pytest

from tests.calling import call

SEEDS = Path(__file__).parents[2] / "seeds"
FAMILY = ("nsc-milan-abstract.txt", "nsc-milan-news.txt", "nsc-foggia-news.txt")


@pytest.fixture
def graph(tmp_path):
    (tmp_path / "articles").mkdir()
    for name in FAMILY:
        shutil.copy(SEEDS / name, tmp_path / "articles" / name)
    assert call("build", tmp_path / "articles", "-o", tmp_path / "out")[0] == 0
    return tmp_path / "out"


def test_a_merge_is_explained_by_its_reports_and_reasons(graph):
    code, output, _ = call("identity", "explain", "NCT03269071", "-d", graph)
    assert code == 0
    assert "nsc-milan-abstract.txt" in output
    assert "nsc-milan-news.txt" in output
    assert "nsc-foggia-news.txt" not in output
    assert "same title" in output


def test_a_split_holds_in_later_builds_and_a_join_undoes_it(graph):
    assert call("identity", "split", "NCT03269071", "nsc-milan-news.txt", "-d", graph)[1].startswith("3 studies")
    assert "3 studies" in call("build", graph.parent / "articles", "-o", graph)[1]
    code, output, errors = call("identity", "join", "NCT03269071", "Italian Team", "-d", graph)
    assert (code, output.startswith("2 studies")) == (0, True), errors
    assert "joined by a person" in call("identity", "explain", "NCT03269071", "-d", graph)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", "no such study"], "no study is called"),
        (["explain", "neural stem cell"], "fits 2 studies"),
        (["split", "NCT03269071", "nsc-foggia-news.txt"], "its reports"),
        (["join", "NCT03269071", "no such study"], "no study is called"),
    ],
)
def test_a_mistake_says_what_there_is_and_changes_nothing(graph, arguments, words):
    before = (graph / "graph.nq").read_bytes()
    code, _, errors = call("identity", *arguments, "-d", graph)
    assert code == 2
    assert words in errors
    assert (graph / "graph.nq").read_bytes() == before
    assert not (graph / "identity.json").exists()
