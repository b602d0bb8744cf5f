import io
import json
import re
import sys

import pytest

from graphbuild.api import StudyGraph
from graphbuild.cli import fetch as command
from graphbuild.sources.fetch import client
from tests.cli.test_commands import call
from tests.unit.sources.fetch.answers import DOI, citation, found, metadata, registration, registrations
from tests.unit.sources.fetch.service import Answer, service

EFETCH, ESEARCH = "/ncbi/efetch.fcgi", "/ncbi/esearch.fcgi"


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def here(monkeypatch):
    """A service in place of the official ones, reached without a proxy."""
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "NCBI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with service() as running:
        monkeypatch.setattr(client, "OFFICIAL", running.endpoints)
        yield running


def test_what_is_fetched_is_built(here, tmp_path):
    here.says(EFETCH, citation(7))
    here.says("/ctgov/studies/NCT00000007", registration("NCT00000007"))
    code, output, errors = call("fetch", "PMID:7", "NCT00000007", "-o", tmp_path / "in")
    assert (code, errors) == (0, "")
    assert output.splitlines() == [
        f"PMID:7: fetched, {tmp_path / 'in' / 'PMID-7.xml'}",
        f"NCT00000007: fetched, {tmp_path / 'in' / 'NCT00000007.json'}",
        "2 fetched",
        f"next: graphbuild build {tmp_path / 'in'}",
    ]
    code, output, errors = call("build", tmp_path / "in", "-o", tmp_path / "out")
    assert (code, errors) == (0, "")
    assert output.startswith("2 studies, 2 reports")


def test_a_second_run_asks_for_nothing(here, tmp_path):
    here.says(EFETCH, citation(7))
    call("fetch", "7", "-o", tmp_path)
    code, output, _ = call("fetch", "7", "-o", tmp_path)
    assert code == 0
    assert output.endswith("1 already there\n")
    code, output, _ = call("fetch", "7", "-o", tmp_path, "--offline")
    assert code == 0
    assert len(here.asked) == 1
    call("fetch", "7", "-o", tmp_path, "--again")
    assert len(here.asked) == 2


def test_each_failure_has_a_line_and_the_rest_is_fetched(here, tmp_path):
    here.says(EFETCH, citation(7))
    code, output, errors = call("fetch", "nonsense", "NCT00000008", "7", "-o", tmp_path)
    assert code == 1
    assert "1 fetched, 2 failed" in output
    assert errors.splitlines() == [
        "graphbuild: nonsense: it is no identifier that can be fetched (give a PMID, PMC..., NCT... or DOI)",
        "graphbuild: NCT00000008: ClinicalTrials.gov has no such registration (check the identifier)",
    ]


def test_offline_fails_loudly_and_opens_nothing(here, tmp_path):
    code, output, errors = call("fetch", "7", "-o", tmp_path, "--offline")
    assert (code, output) == (1, "1 failed\n")
    assert errors == "graphbuild: PMID:7: not fetched yet (run it once without --offline)\n"
    assert here.asked == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", [False, True])
def test_ids_come_from_a_list(here, tmp_path, given):
    here.says(EFETCH, citation(7))
    text = "\ufeff# mine\n7 # socks\n\n"
    (tmp_path / "ids.txt").write_text(text, encoding="utf-8")
    source = "-" if given else tmp_path / "ids.txt"
    code, output, _ = call("fetch", "--list", source, "-o", tmp_path / "in", given=text.lstrip("\ufeff"))
    assert code == 0
    assert "1 fetched" in output


def test_a_search_brings_as_many_as_asked_for(here, tmp_path):
    here.says(ESEARCH, found([7], 345))
    here.says(EFETCH, citation(7))
    code, output, _ = call("fetch", "--search", "warm socks", "--most", "1", "-o", tmp_path)
    assert code == 0
    assert output.startswith("search: 345 found in pubmed, 1 of them taken (see --most)\nPMID:7: fetched")


def test_a_search_of_the_registry(here, tmp_path):
    here.says("/ctgov/studies", registrations(["NCT00000007"], 1))
    here.says("/ctgov/studies/NCT00000007", registration("NCT00000007"))
    code, output, _ = call("fetch", "--search", "socks", "--source", "ctgov", "-o", tmp_path)
    assert code == 0
    assert output.startswith("search: 1 found in ctgov\nNCT00000007: fetched")


def test_a_search_that_finds_nothing_is_no_error(here, tmp_path):
    here.says(ESEARCH, found([]))
    assert call("fetch", "--search", "x", "-o", tmp_path) == (0, "search: 0 found in pubmed\nnothing found\n", "")


def test_a_search_that_fails_does_not_stop_the_ids(here, tmp_path):
    here.says(ESEARCH, b'{"error": "no\\u001b[31m such field"}')
    here.says(EFETCH, citation(7))
    code, output, errors = call("fetch", "7", "--search", "x", "-o", tmp_path)
    assert code == 1
    assert "1 fetched" in output
    assert "refuses this search: no" in errors
    assert "\x1b" not in errors


def test_metadata_are_said_to_be_no_article(here, tmp_path):
    here.says("/crossref/works/10.1000%2Ftrial.1", metadata())
    here.says(ESEARCH, found([7]))
    code, output, _ = call("fetch", DOI, "-o", tmp_path)
    assert code == 0
    assert "metadata only: a build links them to articles that give this DOI; for its abstract fetch PMID:7" in output


def test_what_crossref_says_is_linked_to_the_article_that_gives_the_doi(here, tmp_path):
    place = tmp_path / "in"
    here.says("/crossref/works/10.1000%2Ftrial.1", metadata())
    here.says(ESEARCH, found([]))
    call("fetch", DOI, "-o", place)
    news = "A pill helps\n\nIn a randomized trial, 40 adults with insomnia took a pill. They slept longer.\n\n"
    news += f"The study was published in Sleep Letters. doi: {DOI}\n"
    (place / "news.txt").write_text(news, encoding="utf-8")
    code, _, errors = call("build", place, "-o", tmp_path / "out")
    assert (code, errors) == (0, "")
    with StudyGraph.open(tmp_path / "out") as graph:
        (study,) = graph.studies
        title = study.publication.title
    assert (title.value, title.evidence[0].rule) == ("A trial of warm socks", "crossref/title")
    assert "/crossref/10.1000~1trial.1/title" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    code, output, _ = call("verify", tmp_path / "out", "--sources", place)
    assert (code, "all hold" in output) == (0, True)


def test_the_caller_is_named_and_the_key_is_kept_secret(here, tmp_path, monkeypatch):
    monkeypatch.setenv("NCBI_API_KEY", "very-secret")
    here.says(EFETCH, citation(7))
    _, output, errors = call("fetch", "7", "8", "-o", tmp_path, "--contact", "me@example.org")
    _, query, headers = here.asked[0]
    assert (query["api_key"], query["email"]) == ("very-secret", "me@example.org")
    assert re.fullmatch(
        r"graphbuild/\d+\.\d+\.\d+ \(mailto:me@example\.org\) python-httpx2/[\d.]+", headers["user-agent"]
    )
    written = (tmp_path / "fetch.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["status"] for line in written.splitlines()] == ["fetched", "failed"]
    assert "very-secret" not in output + errors + written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to fetch"),
        (["7", "--source", "elsewhere"], "unknown source 'elsewhere'"),
        (["--search", " "], "the search is empty"),
        (["--search", "x", "--offline"], "a search needs the network"),
        (["--search", "x", "--most", "10000"], "PubMed gives at most 9,999"),
        (["7", "--contact", "me"], "no e-mail address"),
        (["7", "--contact", "me@example.org\r\nX: y"], "no e-mail address"),
        (["7", "--most", "0"], "--most"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_asked(here, tmp_path, arguments, said):
    code, _, errors = call("fetch", *arguments, "-o", tmp_path / "in")
    assert code == 2
    assert said in errors
    assert here.asked == []
    assert not (tmp_path / "in").exists()


@pytest.mark.parametrize(("content", "said"), [(None, "it cannot be read"), (b"\xff\xfe7", "no text in UTF-8")])
def test_a_list_that_cannot_be_read_says_so(tmp_path, content, said):
    if content is not None:
        (tmp_path / "ids.txt").write_bytes(content)
    code, _, errors = call("fetch", "--list", tmp_path / "ids.txt", "-o", tmp_path / "in")
    assert code == 1
    assert said in errors


def test_without_the_client_one_line_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "httpx2", None)
    code, _, errors = call("fetch", "7", "-o", tmp_path)
    assert code == 2
    assert errors == "graphbuild: fetch: the HTTP client is not installed (pip install 'graphbuild[fetch]')\n"


def test_a_terminal_gets_a_bar_and_only_what_needs_attention(here, tmp_path, monkeypatch):
    here.says(EFETCH, citation(7), Answer(b"", 404))
    monkeypatch.setattr(command.sys, "stderr", _Terminal())
    with pytest.raises(command.typer.Exit) as left:
        command.run(["7", "8"], tmp_path)
    assert left.value.exit_code == 1
    assert "PMID:8: PubMed has no such citation" in command.sys.stderr.getvalue()
    assert "PMID:7" not in command.sys.stderr.getvalue()


def test_help_loads_nothing_of_the_network(run_python):
    code = (
        "import sys\nfrom graphbuild.cli import main\nsys.argv = ['graphbuild', 'fetch', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('LOADED', *sys.modules)"
    )
    loaded = set(run_python(code).partition("LOADED")[2].split())
    assert not loaded & {"httpx2", "httpcore2", "lxml", "graphbuild.sources"}
