"""Two builds give the same bytes, whatever the order of the inputs and whatever interrupted the first."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphbuild.outputs import FILES
from tests.calling import call

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = ("nsc-milan-news.txt", "nsc-milan-second-news.md", "nsc-milan-registration.json", "calm-news.txt")
KILLS = 4


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for name in ARTICLES:
        shutil.copy(SEEDS / name, folder / name)
    return folder


def content(folder):
    pages = {f"studies/{path.name}": path.read_bytes() for path in sorted((folder / "studies").iterdir())}
    return {name: (folder / name).read_bytes() for name in (*FILES, "report.md", "index.html")} | pages


@pytest.fixture(scope="module")
def undisturbed(articles, tmp_path_factory):
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert call("build", articles, "-o", out)[0] == 0
    return content(out)


def test_shuffled_inputs_give_the_same_bytes(articles, undisturbed, tmp_path):
    paths = sorted(articles.iterdir(), reverse=True)
    random.Random(3).shuffle(paths)  # noqa: S311 - an order, not a secret
    assert call("build", *paths, "-o", tmp_path / "out")[0] == 0
    assert content(tmp_path / "out") == undisturbed


def test_a_build_that_was_killed_is_finished_by_the_next_with_the_same_bytes(articles, undisturbed, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "graphbuild", "build", str(articles), "-o", str(out)]
    start = time.monotonic()
    assert call("build", articles, "-o", tmp_path / "timed")[0] == 0
    whole = time.monotonic() - start
    for kill in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * (kill + 1) / KILLS)
        process.kill()
        process.wait()
    assert call("build", articles, "-o", out)[0] == 0
    assert content(out) == undisturbed
    assert not list(out.rglob("*.part"))
