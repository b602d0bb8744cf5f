import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from graphbuild.errors import SourceError
from graphbuild.journal import write
from graphbuild.sources import MANIFEST, iter_sources, read_documents
from graphbuild.sources.fetch import Outcome, fetch
from graphbuild.sources.fetch.folder import Folder
from tests.unit.sources.fetch.answers import DOI, NO_CITATION, citation, found, metadata, paper, papers, registration
from tests.unit.sources.fetch.service import Answer

EFETCH = "/ncbi/efetch.fcgi"
WORKS = "/crossref/works/10.1000%2Ftrial.1"


def folder(path):
    return Folder(path, write, lambda: datetime(2026, 1, 2, tzinfo=UTC))


def outcomes(*arguments, **options):
    return [(one.asked, one.outcome.value) for one in fetch(*arguments, **options)]


def manifest(path):
    return [json.loads(line) for line in (path / MANIFEST).read_text(encoding="utf-8").splitlines()]


def test_bytes_are_kept_as_they_came_with_their_origin(here, web, tmp_path):
    here.says(EFETCH, citation(7))
    (got,) = fetch(["PMID:7"], folder(tmp_path), web)
    assert got.path == tmp_path / "PMID-7.xml"
    assert got.path.read_bytes() == citation(7)
    (entry,) = manifest(tmp_path)
    assert entry == {
        "id": "PMID:7",
        "status": "fetched",
        "url": f"{here.url}{EFETCH}?db=pubmed&id=7&retmode=xml&tool=graphbuild",
        "date": "2026-01-02T00:00:00+00:00",
        "file": "PMID-7.xml",
        "bytes": len(citation(7)),
        "sha256": sha256(citation(7)).hexdigest(),
        "notes": [],
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["PMID-7.xml", MANIFEST]


def test_what_is_there_is_not_fetched_again_unless_asked(here, web, tmp_path):
    here.says(EFETCH, citation(7), citation(7, "A corrected trial"))
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "fetched")]
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "already there")]
    assert len(here.asked) == 1
    assert outcomes(["7"], folder(tmp_path), web, again=True) == [("PMID:7", "fetched")]
    assert b"corrected" in (tmp_path / "PMID-7.xml").read_bytes()
    assert outcomes(["7"], folder(tmp_path), None) == [("PMID:7", "already there")]


def test_a_file_that_changed_or_went_is_fetched_again(here, web, tmp_path):
    here.says(EFETCH, citation(7))
    outcomes(["7"], folder(tmp_path), web)
    (tmp_path / "PMID-7.xml").write_bytes(citation(7)[:-9])
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "fetched")]
    (tmp_path / "PMID-7.xml").unlink()
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "fetched")]
    assert (tmp_path / "PMID-7.xml").read_bytes() == citation(7)


def test_offline_fails_for_what_is_not_there(here, web, tmp_path):
    here.says(EFETCH, citation(7))
    outcomes(["7"], folder(tmp_path), web)
    there, missing = fetch(["7", "8"], folder(tmp_path), None, again=True)
    assert there.outcome is Outcome.THERE
    assert str(missing.problem) == "PMID:8: not fetched yet (run it once without --offline)"
    assert len(manifest(tmp_path)) == 1


def test_one_failure_never_stops_the_rest(here, web, tmp_path):
    here.says(EFETCH, NO_CITATION, citation(8))
    here.says("/ctgov/studies/NCT00000007", Answer(b"", 404))
    asked = ["7", "what is this", "NCT00000007", "8"]
    assert outcomes(asked, folder(tmp_path), web) == [
        ("PMID:7", "failed"),
        ("what is this", "failed"),
        ("NCT00000007", "failed"),
        ("PMID:8", "fetched"),
    ]
    assert [(entry["id"], entry["status"]) for entry in manifest(tmp_path)] == [
        ("PMID:7", "failed"),
        ("NCT00000007", "failed"),
        ("PMID:8", "fetched"),
    ]
    assert manifest(tmp_path)[0]["problem"] == "PubMed has no such citation"


def test_what_failed_is_tried_again_in_the_next_run(here, web, tmp_path):
    here.says(EFETCH, NO_CITATION, citation(7))
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "failed")]
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "fetched")]


def test_a_failed_renewal_keeps_what_was_there(here, web, tmp_path):
    here.says(EFETCH, citation(7), Answer(b"", 404))
    outcomes(["7"], folder(tmp_path), web)
    assert outcomes(["7"], folder(tmp_path), web, again=True) == [("PMID:7", "failed")]
    assert outcomes(["7"], folder(tmp_path), None) == [("PMID:7", "already there")]


def test_each_is_fetched_once_however_often_and_however_it_is_written(here, web, tmp_path):
    here.says(EFETCH, citation(7))
    asked = ["7", "PMID:7", "https://pubmed.ncbi.nlm.nih.gov/7/"]
    assert outcomes(asked, folder(tmp_path), web) == [("PMID:7", "fetched")]
    assert len(here.asked) == 1


def test_an_interrupted_run_goes_on_where_it_stopped(here, web, tmp_path):
    here.says(EFETCH, citation(7), citation(8))
    run = fetch(["7", "8"], folder(tmp_path), web)
    next(run)
    run.close()
    with (tmp_path / MANIFEST).open("ab") as file:
        file.write(b'{"id": "PMID:8", "sha2')
    assert outcomes(["7", "8"], folder(tmp_path), web) == [("PMID:7", "already there"), ("PMID:8", "fetched")]
    lines = (tmp_path / MANIFEST).read_bytes().splitlines()
    assert [json.loads(line)["id"] for line in (lines[0], lines[2])] == ["PMID:7", "PMID:8"]


def test_a_manifest_of_nonsense_is_no_obstacle(here, web, tmp_path):
    (tmp_path / MANIFEST).write_bytes(b'\xff\n[]\n{"a": 1}\n7\n' + b"[" * 100_000)
    here.says(EFETCH, citation(7))
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "fetched")]
    assert outcomes(["7"], folder(tmp_path), None) == [("PMID:7", "already there")]


def test_a_link_in_the_folder_is_replaced_and_not_followed(here, web, tmp_path):
    (tmp_path / "elsewhere.xml").write_bytes(b"precious")
    (tmp_path / "PMID-7.xml").symlink_to(tmp_path / "elsewhere.xml")
    here.says(EFETCH, citation(7))
    assert outcomes(["7"], folder(tmp_path), web) == [("PMID:7", "fetched")]
    assert (tmp_path / "elsewhere.xml").read_bytes() == b"precious"


def test_a_folder_that_cannot_be_written_ends_the_run(here, web, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    here.says(EFETCH, citation(7))
    with pytest.raises(SourceError, match=r"cannot be written|cannot be read"):
        outcomes(["7"], folder(tmp_path / "file"), web)


def test_a_manifest_that_cannot_be_read_ends_the_run(tmp_path):
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(SourceError, match=r"fetch\.jsonl: it cannot be read"):
        folder(tmp_path)


def test_a_file_that_cannot_be_written_fails_alone(here, web, tmp_path):
    here.says(EFETCH, citation(7), citation(8))
    (tmp_path / "PMID-7.xml").mkdir()
    failed, fetched = fetch(["7", "8"], folder(tmp_path), web)
    assert "PMID-7.xml: it cannot be written" in str(failed.problem)
    assert fetched.outcome is Outcome.FETCHED
    assert outcomes(["7"], folder(tmp_path), None) == [("PMID:7", "failed")]


def test_a_build_reads_the_articles_and_nothing_else_of_the_folder(here, web, tmp_path):
    here.says(EFETCH, citation(7), papers(paper("PMC7")))
    here.says("/ncbi/esearch.fcgi", found([]))
    here.says("/ctgov/studies/NCT00000007", registration("NCT00000007"))
    here.says(WORKS, metadata())
    got = outcomes(["7", "PMC7", "NCT00000007", DOI], folder(tmp_path), web)
    assert {outcome for _, outcome in got} == {"fetched"}
    (doi,) = (tmp_path / "crossref").iterdir()
    assert doi.read_bytes() == metadata()
    for named in (tmp_path, tmp_path / "*", tmp_path / "**" / "*"):
        sources = list(iter_sources([named]))
        assert sorted(source.path.name for source in sources) == ["NCT00000007.json", "PMC7.xml", "PMID-7.xml"]
        for source in sources:
            assert read_documents(source.data(), source.name)


def test_a_folder_that_only_happens_to_be_called_crossref_is_read(tmp_path):
    (tmp_path / "crossref").mkdir()
    (tmp_path / "crossref" / "article.txt").write_text("Forty adults wore socks.", encoding="utf-8")
    assert [source.path.name for source in iter_sources([tmp_path])] == ["article.txt"]
