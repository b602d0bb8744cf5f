"""A manifest says of a report what its text does not, and is never quoted as if the text said it."""

import json

import pytest

import graphbuild
from graphbuild.errors import SourceError
from graphbuild.model.fact import Field, PartialDate
from graphbuild.model.text import Metadata, Pointer
from graphbuild.sources import Source, read_documents
from graphbuild.sources.manifest import Manifest
from graphbuild.verify import verify

NEWS = "A pill helps\n\nIn a randomized trial, 40 adults with insomnia took a pill. They slept longer.\n"
HEAD = "path,url,publisher,date,title\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "b.txt").write_text(f"---\npublisher: Sleep News\n---\n{NEWS}")
    (tmp_path / "list.csv").write_text(f"{HEAD}a.txt,https://a.example/1,Night Post,2021-03-04,\nb.txt,,Day Post,,\n")
    return tmp_path


def completed(folder, name):
    source = Source(name, folder / name)
    (document,) = read_documents(source.data(), name)
    return Manifest.read(folder / "list.csv").completed(document, source)


def test_a_row_gives_facts_that_point_into_it(folder):
    document = completed(folder, "a.txt")
    assert {(fact.field, fact.value, fact.span) for fact in document.facts} == {
        (Field.REPORT_URL, "https://a.example/1", Pointer("/manifest/url", "https://a.example/1")),
        (Field.REPORT_PUBLISHER, "Night Post", Pointer("/manifest/publisher", "Night Post")),
        (Field.REPORT_DATE, PartialDate(2021, 3, 4), Pointer("/manifest/date", "2021-03-04")),
    }
    assert document.text == NEWS
    assert Metadata("publisher", "Night Post", "manifest") in document.metadata
    assert all(fact.rule.startswith("manifest/") for fact in document.facts)


def test_what_a_text_says_itself_is_kept(folder):
    facts = completed(folder, "b.txt").facts
    assert [fact.value for fact in facts if fact.field is Field.REPORT_PUBLISHER] == ["Sleep News"]


def test_a_record_and_its_row_stand_side_by_side(folder):
    record = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}
    (folder / "b.txt").write_text(json.dumps(record))
    document = completed(folder, "b.txt")
    (held,) = [json.loads(item.value) for item in document.metadata if item.name == "record"]
    assert held == {**record, "manifest": {"publisher": "Day Post"}}


def test_a_build_uses_it_reads_again_what_changed_and_can_be_verified(folder, tmp_path):
    table, store = folder / "list.csv", tmp_path / "graph"
    with graphbuild.build(folder / "*.*", store=store, manifest=table) as graph:
        assert sorted(report.publisher.value for study in graph.studies for report in study.reports) == [
            "Night Post",
            "Sleep News",
        ]
        assert verify(graph.store.quads(), graph.documents).holds
        assert graph.validate().conforms
    table.write_text(table.read_text().replace("Night Post", "Late Post"))
    with graphbuild.build(folder / "*.*", store=store, manifest=table) as graph:
        assert sorted(one.status for one in graph.ingested) == ["kept", "read"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("name,url\na.txt,\n", "line 1: it needs the columns"),
        (f"{HEAD}a.txt,,,,\na.txt,,,,\n", "line 3: this path has a row already"),
        (f"{HEAD},,,,\n", "line 2: it names no path"),
        (f"{HEAD}a.txt,,,\n", "line 2: it has more or fewer cells"),
        (f"{HEAD}a.txt,,,,,,\n", "line 2: it has more or fewer cells"),
        (f"{HEAD}a.txt,javascript:alert(1),,,\n", "line 2: 'javascript"),
        (f"{HEAD}\na.txt,,,someday,\n", "line 3: 'someday' is no date"),
        (f'{HEAD}a.txt,"open,,,\n', "line 2: it is no valid CSV"),
    ],
)
def test_a_bad_row_is_an_error_that_names_its_line(tmp_path, table, words):
    (tmp_path / "list.csv").write_text(table)
    with pytest.raises(SourceError, match=words):
        Manifest.read(tmp_path / "list.csv")


def test_a_missing_manifest_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        graphbuild.build(tmp_path, manifest=tmp_path / "none.csv")
