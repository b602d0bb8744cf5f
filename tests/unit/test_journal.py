from decimal import Decimal

import pytest

from graphbuild.errors import StoreError
from graphbuild.extract.verdict import Verdict
from graphbuild.journal import Journal, Record, write
from graphbuild.model.codes import Design, DocumentKind, DurationUnit, Focus, Section
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person, Ref
from graphbuild.model.text import Document, Metadata, Pointer, Sentence, Span
from graphbuild.pipeline import Refusal, complete

TEXT = "Forty adults took part for two years in an open-label trial."
DOCUMENT = Document(
    TEXT,
    DocumentKind.NEWS,
    "a.txt",
    (Metadata("publisher", "The Paper", "front matter"),),
    (Sentence(Span(0, len(TEXT)), Section.RESULTS, Focus.THIS_STUDY),),
)
FACTS = (
    Fact(Field.ENROLLMENT, 40, Span(0, 12), "test/count", 0.75),
    Fact(Field.FOLLOW_UP, Duration(Decimal(2), DurationUnit.YEAR), Span(27, 36), "test/time"),
    Fact(Field.DESIGN, Design.OPEN_LABEL, Span(43, 53), "test/design"),
    Fact(Field.REPORT_DATE, PartialDate(2024, 2), Span(0, 5), "test/date"),
    Fact(Field.PUBLICATION_AUTHOR, Person("Ada Alder", "0000-0001"), Span(0, 5), "test/people"),
    Fact(Field.FINDING_OUTCOME, Ref("pain"), Span(0, 5), "test/ref", about="finding-0"),
    Fact(Field.FINDING_VALUE, Decimal("0.50"), Span(0, 5), "test/number", about="finding-0"),
    Fact(Field.REGISTRY_ID, "NCT01000001", Pointer("/id", "NCT01000001"), "test/record"),
)


def record(source="/somewhere/a.txt", digest="d"):
    refusals = (Refusal(FACTS[0], "the number is not in the words"),)
    verdict = Verdict(about_a_study=True, reason="it reports people")
    return Record(source, digest, (complete(DOCUMENT, verdict, FACTS, refusals),))


def test_what_was_put_is_given_back_equal_for_every_kind_of_value(tmp_path):
    journal = Journal(tmp_path / "journal")
    journal.put(record())
    assert journal.get("/somewhere/a.txt", "d") == record()
    assert list(journal.records()) == [record()]


@pytest.mark.parametrize(("source", "digest"), [("/somewhere/b.txt", "d"), ("/somewhere/a.txt", "other bytes")])
def test_another_source_or_other_bytes_give_nothing(tmp_path, source, digest):
    journal = Journal(tmp_path)
    journal.put(record())
    assert journal.get(source, digest) is None


def test_other_settings_give_nothing(tmp_path):
    Journal(tmp_path).put(record())
    assert Journal(tmp_path, "fewer extractors").get("/somewhere/a.txt", "d") is None


def test_a_source_has_one_record(tmp_path):
    journal = Journal(tmp_path)
    journal.put(record())
    journal.put(record(digest="new"))
    assert [one.digest for one in journal.records()] == ["new"]


def test_sources_of_one_name_in_two_folders_do_not_meet(tmp_path):
    journal = Journal(tmp_path)
    journal.put(record("/one/a.txt"))
    journal.put(record("/two/a.txt"))
    assert {one.source for one in journal.records()} == {"/one/a.txt", "/two/a.txt"}


def test_a_damaged_record_is_named_with_what_to_do(tmp_path):
    journal = Journal(tmp_path)
    journal.put(record())
    (damaged,) = tmp_path.glob("*.json")
    damaged.write_text('{"source":', encoding="utf-8")
    with pytest.raises(StoreError, match=r"delete this file and build again") as caught:
        list(journal.records())
    assert caught.value.where == str(damaged)


def test_a_file_appears_whole_and_leaves_nothing_beside_it(tmp_path):
    write(tmp_path / "folder" / "a.txt", b"one")
    write(tmp_path / "folder" / "a.txt", b"two")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "folder").iterdir()] == [("a.txt", b"two")]
