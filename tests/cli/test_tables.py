"""Commands that print tables of the studies of a graph."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.calling import call

SEEDS = Path(__file__).parents[2] / "seeds"
MILAN, FOGGIA = "NCT03269071", "NCT03282760"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The folder of the graph of two studies, one of them with four reports."""
    base = tmp_path_factory.mktemp("graph")
    (base / "articles").mkdir()
    for path in SEEDS.glob("nsc-*"):
        shutil.copy(path, base / "articles" / path.name)
    assert call("build", base / "articles", "-o", base / "out")[0] == 0
    return base / "out"


def rows_of(text):
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("form", ["table", "md", "csv", "latex", "html"])
def test_studies_are_compared_in_each_form(graph, form):
    code, output, errors = call("compare", MILAN, FOGGIA, "-d", graph, "--format", form)
    assert code == 0, errors
    assert "12" in output
    assert "15" in output
    assert call("compare", MILAN, FOGGIA, "-d", graph, "--format", form)[1] == output


def test_a_comparison_shows_more_where_all_is_wanted(graph, tmp_path):
    shown = rows_of(call("compare", MILAN, FOGGIA, "-d", graph, "--format", "csv")[1])
    everything = rows_of(call("compare", MILAN, FOGGIA, "-d", graph, "--format", "csv", "--all")[1])
    assert len(everything) > len(shown) > 5
    enrolled = next(row for row in shown if row["field"] == "Study: enrolment")
    assert list(enrolled.values())[1:] == ["12", "15"]
    page = tmp_path / "page.html"
    assert call("compare", MILAN, FOGGIA, "-d", graph, "--format", "html", "-o", page)[0] == 0
    assert "<blockquote>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("by", ["intervention", "year"])
@pytest.mark.parametrize("form", ["table", "md", "csv", "svg"])
def test_the_evidence_is_mapped_in_each_form(graph, form, by):
    code, output, errors = call("map", "-d", graph, "--by", by, "--format", form)
    assert code == 0, errors
    assert "secondary progressive multiple sclerosis"[:30] in output
    assert call("map", "-d", graph, "--by", by, "--format", form)[1] == output


@pytest.mark.parametrize("form", ["csv", "md", "latex"])
def test_findings_are_tabled_in_each_form(graph, form):
    code, output, errors = call("table", "-d", graph, "--format", form)
    assert code == 0, errors
    assert "0.5" in output
    assert call("table", "-d", graph, "--outcome", "hair colour", "--format", form)[0] == 0


def test_a_forest_plot_without_estimates_says_so(graph, tmp_path):
    code, _, errors = call("table", "-d", graph, "--forest", tmp_path / "plot.svg")
    assert (code, "No finding gives an effect" in errors) == (0, True)
    assert "No finding gives an effect" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], [MILAN], ["--by", "journal"]], ids=["corpus", "study", "journals"])
@pytest.mark.parametrize("form", ["table", "md", "csv", "latex", "html"])
def test_completeness_is_shown_in_each_form(graph, arguments, form):
    code, output, errors = call("completeness", *arguments, "-d", graph, "--format", form)
    assert code == 0, errors
    assert "CONSORT for Abstracts" in " ".join(output.split())


@pytest.mark.parametrize("by", ["authors", "institutions", "interventions"])
def test_a_network_is_reported_and_written(graph, tmp_path, by):
    for ending in ("graphml", "gexf"):
        place = tmp_path / f"net.{ending}"
        code, output, errors = call("network", "-d", graph, "--by", by, "-o", place)
        assert (code, f" {by}, " in output) == (0, True), errors
        assert "betweenness" in place.read_text(encoding="utf-8")


def test_two_builds_are_compared(graph, tmp_path):
    shutil.copytree(graph.parent / "articles", tmp_path / "articles")
    (tmp_path / "articles" / "nsc-foggia-news.txt").unlink()
    assert call("build", tmp_path / "articles", "-o", tmp_path / "out")[0] == 0
    code, output, errors = call("diff", graph, tmp_path / "out")
    assert (code, f"- study {FOGGIA.lower()}" in output) == (0, True), errors
    raw = json.loads(call("diff", tmp_path / "out" / "graph.nq", graph / "graph.nq", "--json")[1])
    assert list(raw["added"]) == [FOGGIA.lower()]
    assert raw["unchanged"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["{tmp}", "{graph}"], 1, "graph.nq"),
        (["{graph}", "{tmp}/nothing.nq"], 1, "check the path"),
        (["{graph}", "{graph}/graph.ttl"], 1, ".nq"),
        (["{graph}", "{tmp}/broken.nq"], 1, "broken.nq"),
        (["{graph}"], 2, "NEW"),
    ],
    ids=["no graph", "no file", "no quads", "broken", "one"],
)
def test_what_cannot_be_compared_is_told(graph, tmp_path, arguments, code, words):
    (tmp_path / "broken.nq").write_text("<a> <b", encoding="utf-8")
    filled = [one.replace("{tmp}", str(tmp_path)).replace("{graph}", str(graph)) for one in arguments]
    found, _, errors = call("diff", *filled)
    assert (found, words in errors) == (code, True), errors


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["completeness", "no such study"], 2, "no study is called"),
        (["completeness", "--by", "colour"], 2, "journal"),
        (["completeness", "--format", "nonsense"], 2, "latex"),
        (["table", "--format", "nonsense"], 2, "latex"),
        (["table", "--forest", "plot.png"], 2, ".svg"),
        (["map", "--by", "colour"], 2, "year"),
        (["map", "--format", "nonsense"], 2, "svg"),
        (["map", "--most", "0"], 2, "most"),
        (["network", "--by", "colour"], 2, "institutions"),
        (["network", "--format", "nonsense"], 2, "latex"),
        (["network", "-o", "net.svg"], 2, ".gexf"),
        (["compare", MILAN], 2, "name two"),
        (["compare", MILAN, MILAN], 2, "name two"),
        (["compare", MILAN, "no such study"], 2, "no study is called"),
        (["compare", MILAN, FOGGIA, "--format", "nonsense"], 2, "latex"),
        (["compare"], 2, "Usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_with_its_remedy(graph, arguments, code, words):
    found, _, errors = call(*arguments, "-d", graph)
    assert (found, words in errors) == (code, True), errors


def test_a_folder_without_a_graph_is_an_error(tmp_path):
    code, _, errors = call("compare", MILAN, FOGGIA, "-d", tmp_path)
    assert (code, "graphbuild build" in errors) == (1, True)
