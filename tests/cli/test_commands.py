import json
import shutil
from pathlib import Path

import pytest
import rdflib
from typer.testing import CliRunner

from graphbuild.cli import COMMANDS, app
from graphbuild.outputs import FILES
from tests.calling import call

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = ("sugammadex-news.md", "calm-news.txt", "nsc-milan-news.txt")


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The folder of a small built graph, and the articles that it was built from."""
    base = tmp_path_factory.mktemp("graph")
    (base / "articles").mkdir()
    for name in ARTICLES:
        shutil.copy(SEEDS / name, base / "articles" / name)
    code, _, errors = call("build", base / "articles", "-o", base / "out")
    assert code == 0, errors
    return base / "out"


def test_help_is_fast_because_it_loads_nothing_heavy(run_python):
    code = (
        "import sys\nfrom graphbuild.cli import main\nsys.argv = ['graphbuild', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('LOADED', *sys.modules)"
    )
    loaded = set(run_python(code).partition("LOADED")[2].split())
    assert not loaded & {"rdflib", "networkx", "pyshacl", "pyoxigraph", "lxml", "jinja2", "numpy", "graphbuild.api"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert "Usage" in done.output


def test_a_build_writes_every_file_and_says_what_it_did(graph):
    for name in (*FILES, "report.md", "validation.ttl", "index.html"):
        assert (graph / name).stat().st_size > 0, name
    assert len(list((graph / "studies").glob("*.html"))) == 3
    assert len(rdflib.Graph().parse(graph / "graph.ttl")) > 200


@pytest.mark.parametrize("form", ["table", "json", "evaluation", "ttl"])
def test_one_article_is_shown_in_each_format(form):
    code, output, _ = call("extract", SEEDS / "nsc-milan-news.txt", "--format", form)
    assert code == 0
    if form == "json":
        assert {fact["field"] for fact in json.loads(output)["facts"]} >= {"study.enrollment", "study.phase"}
    elif form == "evaluation":
        assert json.loads(output)["enrolled"] == 12
    elif form == "ttl":
        assert len(rdflib.Graph().parse(data=output, format="turtle")) > 50
    else:
        assert "enrolment" in output
        assert "'12 people'" in output


def test_articles_are_written_one_file_each(tmp_path):
    files = [SEEDS / name for name in ARTICLES]
    code, _, _ = call("extract", *files, "--format", "evaluation", "-o", tmp_path / "records")
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "records").iterdir()) == sorted(f"{p.stem}.json" for p in files)


def test_an_article_comes_from_standard_input():
    text = (SEEDS / "nsc-milan-news.txt").read_text(encoding="utf-8")
    code, output, _ = call("extract", "-", "--format", "evaluation", given=text)
    assert (code, json.loads(output)["enrolled"]) == (0, 12)


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_a_question_is_answered_in_each_format(graph, form):
    code, output, _ = call("query", "studies-by-name", "-p", "name=Milan", "-d", graph, "--format", form)
    assert code == 0
    assert "Milan" in output
    if form == "json":
        json.loads(output)


def test_a_question_is_known_by_its_number_too(graph):
    assert (
        call("query", "24", "-p", "name=Milan", "-d", graph)[:2]
        == call("query", "studies-by-name", "-p", "name=Milan", "-d", graph)[:2]
    )


def test_sparql_comes_from_a_file_or_from_standard_input(graph, tmp_path):
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s a gb:ClinicalStudy }"
    (tmp_path / "count.rq").write_text(text, encoding="utf-8")
    from_file = call("query", tmp_path / "count.rq", "-d", graph, "--format", "csv")
    assert from_file == (0, "n\n3\n", "")
    assert call("query", "-", "-d", graph, "--format", "csv", given=text) == from_file


def test_the_library_is_listed_and_each_question_shown():
    _, output, _ = call("queries")
    assert "no-serious-adverse-events" in output
    code, output, _ = call("queries", "no-serious-adverse-events")
    assert code == 0
    assert "SELECT" in output


def test_a_term_is_explained_by_its_sentences(graph):
    code, output, _ = call("explain", "San Raffaele Hospital", "-d", graph)
    assert (code, "San Raffaele Hospital" in output) in {(0, True), (1, False), (2, False)}
    code, output, _ = call("explain", "Nature Medicine", "-d", graph)
    assert code in {0, 2}


def test_validation_speaks_to_people_and_machines(graph):
    code, output, _ = call("validate", graph)
    assert code == 0
    assert "conforms" in output
    code, output, _ = call("validate", graph / "graph.trig", "--format", "ttl")
    assert code == 0
    report = rdflib.Graph().parse(data=output, format="turtle")
    assert (None, rdflib.SH.conforms, rdflib.Literal(True)) in report  # noqa: FBT003 - the value of a literal


def test_a_graph_that_does_not_conform_exits_with_three(graph, tmp_path):
    text = (graph / "graph.ttl").read_text(encoding="utf-8")
    assert "gb:enrollment 12 " in text
    (tmp_path / "bad.ttl").write_text(text.replace("gb:enrollment 12 ", "gb:enrollment -12 "), encoding="utf-8")
    code, output, _ = call("validate", tmp_path / "bad.ttl")
    assert code == 3
    assert "Violation" in output


def test_a_true_graph_is_verified_and_a_changed_article_is_not(graph, tmp_path):
    assert call("verify", graph, "--sources", graph.parent / "articles")[0] == 0
    assert call("verify", graph)[0] == 0
    shutil.copytree(graph.parent / "articles", tmp_path / "articles")
    changed = tmp_path / "articles" / "nsc-milan-news.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("12 people", "19 people"), encoding="utf-8")
    code, output, _ = call("verify", graph, "--sources", tmp_path / "articles")
    assert code == 1
    assert output


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "csv", "graphml", "gexf", "svg"])
def test_a_graph_is_exported(graph, tmp_path, form):
    code, output, _ = call("export", graph, form)
    assert code == 0
    assert call("export", graph, form, "-o", tmp_path / "file")[0] == 0
    assert (tmp_path / "file").read_text(encoding="utf-8") == output


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.txt"),
        (b"\x00\x01\x02\xff\xfe\x00" * 200, "binary.txt"),
        (b"\xff\xfe" + "half a".encode("utf-16-le") + b"\x00", "encoding.txt"),
        (b"word " * (50 * 1024 * 1024 // 5), "large.txt"),
        (b'{"a": [1, 2', "broken.json"),
        (b'{"hello": "world"}', "unknown.json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_one_line_and_the_store_stands(graph, tmp_path, content, name):
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "out"
    shutil.copytree(graph, out)
    before = (out / "graph.nq").read_bytes()
    code, _, errors = call("build", tmp_path / name, "-o", out)
    assert code == 1
    lines = errors.strip().splitlines()
    assert len(lines) == 1, errors
    assert lines[0].startswith("graphbuild: ")
    assert name in lines[0]
    assert lines[0].endswith(")"), "no word on what to do"
    assert (out / "graph.nq").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "{tmp}/nowhere.txt", "-o", "{tmp}/new"], 1, "nowhere.txt"),
        (["build", "{tmp}", "-o", "{tmp}/new"], 1, "("),
        (["extract", "{tmp}/nowhere.txt"], 1, "nowhere.txt"),
        (["extract", "{graph}/graph.ttl", "--format", "nonsense"], 2, "table"),
        (["query", "no-such-question", "-d", "{graph}"], 2, "no-such-question"),
        (["query", "studies-by-name", "-p", "nam=x", "-d", "{graph}"], 2, "name"),
        (["query", "studies-by-name", "-p", "name", "-d", "{graph}"], 2, "name=value"),
        (["query", "SELECT ?s WHERE { ?s ?p", "-d", "{graph}"], 2, "("),
        (["query", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "-d", "{graph}"], 2, "SERVICE"),
        (["query", "studies-by-name", "-d", "{tmp}/nothing"], 1, "graphbuild build"),
        (["queries", "no-such-question"], 2, "no-such-question"),
        (["validate", "{tmp}/nothing.ttl"], 1, "nothing.ttl"),
        (["validate", "{graph}/report.md"], 1, ".ttl"),
        (["export", "{graph}", "nonsense"], 2, "turtle"),
        (["verify", "{tmp}/nothing"], 1, "graphbuild build"),
        (["evaluate", "no_such_set", "{tmp}"], 2, "news_dev"),
        (["evaluate", "news_dev", "{tmp}"], 1, "gold"),
    ],
    ids=lambda value: "-".join(value[:2])[:40] if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_with_where_what_and_remedy(graph, tmp_path, arguments, code, words):
    filled = [one.replace("{tmp}", str(tmp_path)).replace("{graph}", str(graph)) for one in arguments]
    found, _, errors = call(*filled)
    assert (found, len(errors.strip().splitlines())) == (code, 1), errors
    assert words in errors


def test_what_was_read_before_survives_a_mistake(graph):
    assert call("query", "SELECT nonsense", "-d", graph)[0] == 2
    assert call("query", "studies-by-name", "-p", "name=Milan", "-d", graph)[0] == 0


def test_wrong_usage_exits_with_two():
    assert call("build")[0] == 2
    assert call("no-such-command")[0] == 2


def test_the_version_is_printed():
    from graphbuild import __version__  # noqa: PLC0415

    assert call("--version")[1] == f"graphbuild {__version__}\n"
