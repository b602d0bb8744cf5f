"""Terminologies that people add to the folder of a graph."""

from dataclasses import replace

import pytest

from graphbuild.errors import MalformedSourceError, QueryError, SourceError, StoreError, UnknownFormatError
from graphbuild.model.codes import MatchKind
from graphbuild.model.study import ConceptLink, Term
from graphbuild.normalise import Concept, vocabulary
from graphbuild.normalise.context import Context
from graphbuild.normalise.matching import Matcher
from graphbuild.normalise.terminology import Entry, Terminology, kept
from graphbuild.terminologies import Added, add, listed, read_terminology, remove, unlinked
from tests.example import merged_study as study

OBO = "http://purl.obolibrary.org/obo/"
ILLS = Terminology(
    "ills",
    (
        Entry("http://a.example/sniffle", "sniffle disorder", ("nose drip disease", "SND", "asthma")),
        Entry("http://a.example/winter", "winter sniffle disorder", ("WSDIS",), ("http://a.example/sniffle",), "W:1"),
        Entry("http://a.example/ms", "multiple sclerosis"),
        Entry("http://a.example/child-ms", "multiple sclerosis of the toddler", (), ("http://a.example/ms",)),
        Entry(f"{OBO}MONDO_0005350", "widening of the belly artery"),
    ),
    version="2",
    licence="CC0",
)


def links(label, *texts, terminologies=(ILLS,)):
    known = Added(terminologies).vocabulary
    return Matcher(Context(known, (label, *texts)), "condition").links(Term(label))


def test_what_was_added_comes_back_as_it_was(tmp_path):
    assert add(tmp_path, ILLS) is False
    assert add(tmp_path, ILLS) is True
    assert Added.of(tmp_path).terminologies == (ILLS,)
    assert [(one.name, one.count, one.version, one.licence) for one in listed(tmp_path)] == [("ills", 5, "2", "CC0")]
    remove(tmp_path, "ills")
    assert Added.of(tmp_path).vocabulary is vocabulary()
    with pytest.raises(StoreError, match="none was added"):
        remove(tmp_path, "ills")


def test_a_damaged_file_is_told():
    with pytest.raises(StoreError, match="cannot be read"):
        _kept("[1]\n")


def test_a_file_that_was_cut_is_told():
    first, second, *_ = ILLS.lines()
    with pytest.raises(StoreError, match="1 of 5 concepts"):
        _kept(f"{first}\n{second}\n")


def _kept(text):
    return kept(text.splitlines(), "terms/ills.jsonl").entries


def test_mentions_are_linked_as_to_the_shipped_vocabulary():
    (link,) = links("Nose-drip diseases")
    assert (link.concept, link.scheme, link.match) == ("http://a.example/sniffle", "condition", MatchKind.SYNONYM)
    (link,) = links("severe winter sniffle disorder")
    assert (link.label, link.match) == ("winter sniffle disorder", MatchKind.BROADER)


def test_the_shipped_vocabulary_goes_first():
    assert links("asthma")[0].concept == vocabulary().concepts["asthma"].iri
    assert links("multiple sclerosis")[0].concept == vocabulary().concepts["multiple-sclerosis"].iri


def test_a_short_name_needs_its_long_form_nearby_and_a_longer_one_does_not():
    assert links("SND") == ()
    assert links("SND", "People with sniffle disorder took part.")[0].concept == "http://a.example/sniffle"
    assert links("WSDIS")[0].concept == "http://a.example/winter"


def test_a_label_that_two_concepts_of_one_terminology_share_links_nothing():
    twin = Terminology("twins", (Entry("http://b.example/1", "dull ague"), Entry("http://b.example/2", "dull ague")))
    assert links("dull ague", terminologies=(twin,)) == ()
    first = Terminology("first", (Entry("http://c.example/1", "dull ague"),))
    assert links("dull ague", terminologies=(first, twin))[0].concept == "http://c.example/1"


def test_concepts_roll_up_within_their_terminology_and_into_the_vocabulary():
    known = Added((ILLS,)).vocabulary
    assert "http://a.example/winter" in known.narrower("http://a.example/sniffle")
    assert "http://a.example/child-ms" in known.narrower("multiple-sclerosis")
    assert f"{OBO}MONDO_0005350" in known.narrower("abdominal-aortic-aneurysm")


def test_a_name_in_another_scheme_is_not_taken_for_the_same():
    known = vocabulary().extended([Concept("http://a.example/1", "asthma", schemes=("outcome",), origin="x")])
    assert known.concepts["http://a.example/1"].broader == ()


def test_only_what_studies_speak_of_is_put_into_the_store():
    added = Added((ILLS, Terminology("idle", (Entry("http://c.example/1", "dull ague"),))))
    assert Added().parts([study()]) == {}
    parts = added.parts([_linked(study(), "http://a.example/child-ms")])
    assert parts["https://w3id.org/graphbuild/id/vocabulary/idle"] == []
    triples = {str(quad.triple) for quad in parts["https://w3id.org/graphbuild/id/vocabulary/ills"]}
    broader = "<http://www.w3.org/2004/02/skos/core#broader>"
    top = vocabulary().concepts["multiple-sclerosis"].iri
    assert f"<http://a.example/child-ms> {broader} <http://a.example/ms>" in triples
    assert f"<http://a.example/ms> {broader} <{top}>" in triples
    assert not any("sniffle" in triple for triple in triples)


def _linked(given, iri):
    link = ConceptLink(iri, "condition", MatchKind.PREFERRED, "x")
    conditions = tuple(replace(one, value=replace(one.value, links=(link,))) for one in given.conditions)
    assert conditions
    return replace(given, conditions=conditions)


def test_mentions_without_a_concept_are_counted_over_studies():
    one = study()
    found = unlinked([one, one])
    assert found
    assert {item.studies for item in found} == {2}
    assert [item.scheme for item in found] == sorted(item.scheme for item in found)
    assert unlinked([_linked(one, "http://a.example/ms")]) != found


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.obo", b"format-version: 1.2\n", MalformedSourceError, "no concept"),
        (
            "a.obo",
            b"format-version: 1.2\n[Term]\nid: A:1\nname: \xff\xfe\n",
            MalformedSourceError,
            "line 4: this is not",
        ),
        ("a.owl", b"<rdf:RDF/>", UnknownFormatError, "RDF/XML is not read"),
        ("a.tsv", b"id\tname\n", UnknownFormatError, "no terminology"),
        ("a.ttl", b"@prefix a: <http://a.example/> .\na:b a:c\n", MalformedSourceError, "line"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(tmp_path, name, content, error, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=words):
        read_terminology(tmp_path / name)


def test_a_missing_file_and_an_unknown_scheme_are_told(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read_terminology(tmp_path / "none.obo")
    with pytest.raises(QueryError, match="one of: condition, intervention, outcome"):
        read_terminology(tmp_path / "none.obo", scheme="disease")
