"""From inputs to bytes to documents: which files are read, and what is said of those that are not."""

import io
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild import sources
from graphbuild.errors import MalformedSourceError, SourceError, UnknownFormatError
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Span
from graphbuild.sources import READERS, Source, iter_sources, piece, read_bytes, read_documents, read_path
from graphbuild.sources.reader import Reader

TEXT = "A pill helps\n\nIt cost 5 € and worked — in naïve patients.\n"


def names(inputs):
    return [source.name.rpartition("/")[2] for source in iter_sources(inputs)]


def documents_or_none(data):
    """Gives what is read; any error but a SourceError is a crash."""
    with suppress(SourceError):
        return read_documents(data)
    return ()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252"],
)
def test_text_is_the_same_in_every_encoding(data):
    assert read_bytes(data).text == TEXT


def test_line_ends_stay_as_they_are():
    assert read_bytes(b"A pill\r\nhelps\rmany\n").text == "A pill\r\nhelps\rmany\n"


def test_a_declared_encoding_is_used():
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź: a pill helps adults.</p></body></html>"
    assert "Łódź" in read_bytes(page.encode("iso-8859-2")).text


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", MalformedSourceError, "no text in it"),
        (b" \n\t ", MalformedSourceError, "no text in it"),
        (b"%PDF-1.7\nstuff", MalformedSourceError, "no readable PDF"),
        (b"PK\x03\x04rest", MalformedSourceError, "damaged zip archive"),
        (b"\x1f\x8b\x08rest", MalformedSourceError, "damaged gzip"),
        (b"\x89PNG\r\n", UnknownFormatError, "picture"),
        (b"abc\0def", UnknownFormatError, "binary"),
        (b"\xff\xfea", MalformedSourceError, "not valid utf-16-le"),
        (b"\x81\x8d words", MalformedSourceError, "not valid cp1252"),
        (b'{"a": 1}', MalformedSourceError, "no record of ClinicalTrials.gov"),
        (b'{"a": ', MalformedSourceError, "no valid JSON"),
        (b"[" * 100_000, MalformedSourceError, "no valid JSON"),
        (b"<html><body><script>1</script></body></html>", MalformedSourceError, "no text in this page"),
    ],
)
def test_an_error_says_where_and_what(data, kind, words):
    with pytest.raises(kind) as caught:
        read_bytes(data, "input.bin")
    assert caught.value.where == "input.bin"
    assert words in caught.value.problem


def test_what_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(piece, "LONGEST", 100)
    (tmp_path / "big.txt").write_bytes(b"a" * 101)
    with pytest.raises(MalformedSourceError, match="more than 100 bytes"):
        read_path(tmp_path / "big.txt")
    with pytest.raises(MalformedSourceError, match="more than 100 bytes"):
        read_documents(b"a" * 101)
    assert read_bytes(b"a" * 100).text == "a" * 100


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_arbitrary_bytes_give_documents_or_a_source_error(data):
    assert all(document.text.strip() for document in documents_or_none(data))


@pytest.mark.parametrize(
    "head", [b"<html>", b"<!doctype html><p>", b'{"protocolSection":', b"---\ntitle: ", b"PMID- 1\n", b"<?xml ?>"]
)
@given(tail=st.binary(max_size=200))
def test_a_known_beginning_with_an_arbitrary_end_never_crashes(head, tail):
    assert all(document.text.strip() for document in documents_or_none(head + tail))


def test_files_folders_and_globs_are_found_once_and_in_order(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A pill helps")
    assert names([tmp_path]) == ["a.txt", "b.txt", "c.md"]
    assert names([tmp_path / "b.txt", tmp_path, str(tmp_path / "*.txt")]) == ["b.txt", "a.txt", "c.md"]
    assert names([str(tmp_path / "**" / "*.md")]) == ["c.md"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing.txt", "no such file"), ("*.nothing", "no file matches"), ("empty", "no readable file")],
)
def test_an_input_that_holds_nothing_is_an_error_when_it_is_read(tmp_path, name, words):
    (tmp_path / "empty").mkdir()
    (source,) = iter_sources([tmp_path / name])
    with pytest.raises(SourceError, match=words):
        source.data()


def test_standard_input_is_a_source(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"A pill helps")))
    (source,) = iter_sources(["-"])
    assert (source.name, source.key, source.data()) == ("standard input", "standard input", b"A pill helps")


def test_the_key_of_a_file_does_not_depend_on_how_it_was_named(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("A pill helps")
    monkeypatch.chdir(tmp_path)
    assert Source("a.txt", sources.Path("a.txt")).key == str((tmp_path / "a.txt").resolve())


def test_every_reader_of_the_table_loads():
    for name in READERS:
        assert isinstance(READERS[name], Reader)


def test_front_matter_becomes_metadata_and_facts_that_point_into_the_text():
    text = '---\ntitle: "A pill helps"\ndate: 2021-03-04 10:00\npublisher: Sleep News\nlayout: post\n---\nIt did.\n'
    document = read_bytes(text.encode())
    assert document.text == text
    assert [(item.name, item.value, item.origin) for item in document.metadata][-1] == (
        "layout",
        "post",
        "front matter",
    )
    assert [(fact.field.value, fact.span.of(text)) for fact in document.facts if isinstance(fact.span, Span)] == [
        ("report.title", "A pill helps"),
        ("report.date", "2021-03-04"),
        ("report.publisher", "Sleep News"),
    ]


def test_dashes_without_an_end_are_no_front_matter():
    assert read_bytes(b"---\ntitle: A pill helps\n").metadata == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A pill\nMETHODS: We gave it to 20 adults.\nRESULTS: It helped.", DocumentKind.ABSTRACT),
        ("Aims: To test it. Methods: We gave it. Results: It helped. Conclusions: Use it.", DocumentKind.ABSTRACT),
        ("A pill helps\n\nBackground: Sleep is short. This Study: We gave it. Results: It helped.", DocumentKind.NEWS),
        ("A pill helps\n\nMethods: They gave it. Results: It helped, she said.", DocumentKind.NEWS),
        ("A pill helps adults who sleep badly.", DocumentKind.NEWS),
    ],
)
def test_an_abstract_is_told_from_news(text, kind):
    assert read_bytes(text.encode()).kind is kind
