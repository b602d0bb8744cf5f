"""What Crossref says of a paper is linked to the articles that give its DOI, and never quoted as their words."""

import json

import pytest

import graphbuild
from graphbuild.model.fact import Fact, Field, PartialDate, Person
from graphbuild.model.text import Document, Pointer, Span
from graphbuild.sources.enrichment import Enrichment
from graphbuild.verify import verify

DOI = "10.1234/sleep.7"
NEWS = (
    "A pill helps\n\nIn a randomized trial, 40 adults with insomnia took a pill. They slept longer.\n\n"
    "The study was published in Sleep Letters. doi: 10.1234/Sleep.7\n"
)
MESSAGE = {
    "DOI": "10.1234/SLEEP.7",
    "title": ["A pill for <i>sleep</i>\n in adults"],
    "container-title": ["Sleep Letters"],
    "issued": {"date-parts": [[2020]]},
    "published-online": {"date-parts": [[2021, 3, 4]]},
    "author": [{"given": "Ann B", "family": "Writer"}, {"name": "The Sleep Group"}, {}],
    "clinical-trial-number": [{"clinical-trial-number": "nct00000007", "registry": "10.18810/clinical-trials-gov"}],
}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "fetched"
    (place / "crossref").mkdir(parents=True)
    (place / "fetch.jsonl").write_text("{}\n")
    (place / "news.txt").write_text(NEWS)
    (place / "crossref" / "doi-1.json").write_text(json.dumps({"status": "ok", "message": MESSAGE}))
    return place


def doi_fact(value=DOI):
    return Fact(Field.PUBLICATION_DOI, value, Span(0, 4), "test")


def test_a_record_gives_facts_that_point_into_it(folder):
    facts = Enrichment.beside([folder]).facts([doi_fact()])
    base = "/crossref/10.1234~1sleep.7"
    assert [(fact.field, fact.value, fact.span) for fact in facts] == [
        (Field.PUBLICATION_TITLE, "A pill for sleep in adults", Pointer(f"{base}/title", "A pill for sleep in adults")),
        (Field.PUBLICATION_JOURNAL, "Sleep Letters", Pointer(f"{base}/journal", "Sleep Letters")),
        (Field.PUBLICATION_DATE, PartialDate(2021, 3, 4), Pointer(f"{base}/date", "2021-03-04")),
        (Field.PUBLICATION_AUTHOR, Person("Ann B Writer"), Pointer(f"{base}/authors/0", "Ann B Writer")),
        (Field.PUBLICATION_AUTHOR, Person("The Sleep Group"), Pointer(f"{base}/authors/1", "The Sleep Group")),
        (Field.REGISTRY_ID, "NCT00000007", Pointer(f"{base}/registrations/0", "NCT00000007")),
    ]
    assert all(fact.rule.startswith("crossref/") for fact in facts)
    assert all(fact.confidence < 1 for fact in facts)


def test_only_the_paper_of_the_one_doi_is_linked_and_only_for_what_is_not_said(folder):
    found = Enrichment.beside([folder / "news.txt"])
    assert found.facts([]) == ()
    assert found.facts([doi_fact("10.1234/other")]) == ()
    assert found.facts([doi_fact(), doi_fact("10.1234/other")]) == ()
    said = Fact(Field.PUBLICATION_TITLE, "A pill", Span(0, 4), "test")
    assert Field.PUBLICATION_TITLE not in {fact.field for fact in found.facts([doi_fact(), said])}


def test_without_a_folder_that_was_fetched_nothing_is_linked(tmp_path):
    (tmp_path / "crossref").mkdir()
    (tmp_path / "crossref" / "a.json").write_text(json.dumps({"message": MESSAGE}))
    assert Enrichment.beside([tmp_path, "-", tmp_path / "missing"]) == Enrichment()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"message": {}}',
        b'{"message": {"DOI": "10.1/a", "issued": {"date-parts": [["x"]]}}}',
        b'{"message": {"DOI": "10.1/a", "author": ["x"]}}',
        b"[" * 100_000,
    ],
)
def test_a_record_that_is_none_is_named_and_costs_no_other(folder, content):
    (folder / "crossref" / "bad.json").write_bytes(content)
    found = Enrichment.beside([folder])
    assert list(found.told) == [DOI]
    assert ["bad.json: it is no record of Crossref" in str(one) for one in found.problems] == [True]


def test_a_document_is_completed_by_the_records_that_it_names(folder):
    document = Enrichment.beside([folder]).recorded(Document(NEWS))
    (held,) = [json.loads(item.value) for item in document.metadata if item.name == "record"]
    assert held["crossref"][DOI]["journal"] == "Sleep Letters"
    plain = Document("A pill helps")
    assert Enrichment.beside([folder]).recorded(plain) is plain


def test_a_build_links_the_record_with_its_origin_and_never_quotes_the_article_for_it(folder, tmp_path):
    with graphbuild.build(folder, store=tmp_path / "graph") as graph:
        (study,) = graph.studies
        title = study.publication.title
        assert title.value == "A pill for sleep in adults"
        assert [piece.rule for piece in title.evidence] == ["crossref/title"]
        assert isinstance(title.evidence[0].words, Pointer)
        assert [one.value for one in study.registry_ids] == ["NCT00000007"]
        assert study.publication.journal.evidence[0].rule != "crossref/journal"
        assert verify(graph.store.quads(), graph.documents).holds
        assert graph.validate().conforms
    (folder / "crossref" / "bad.json").write_text("{")
    with graphbuild.build(folder, store=tmp_path / "graph") as graph:
        assert sorted(one.status for one in graph.ingested) == ["kept", "refused"]
    (folder / "crossref" / "bad.json").unlink()
    changed = {**MESSAGE, "title": ["Another pill for sleep"]}
    (folder / "crossref" / "doi-1.json").write_text(json.dumps({"message": changed}))
    with graphbuild.build(folder, store=tmp_path / "graph") as graph:
        assert [one.status for one in graph.ingested] == ["read"]
        assert graph.studies[0].publication.title.value == "Another pill for sleep"
