"""Damaged, mislabelled and foreign input of every format gives documents or a SourceError, and nothing else."""

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import GraphbuildError
from graphbuild.sources import Source, iter_sources, read_source, source
from graphbuild.sources.enrichment import Enrichment

CHINESE = "\u4e2d\u6587"
TEXT = f"Pilule: 40 adultes \u2013 {CHINESE} \u0440\u0443\u0441\u0441\u043a\u0438\u0439 \u202eABC\u202c \U0001f600"
RECORD = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": TEXT},
        "designModule": {"phases": ["PHASE2"], "enrollmentInfo": {"count": 40, "type": "ACTUAL"}},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Somnol", "armGroupLabels": ["A"]}]},
        "outcomesModule": {"primaryOutcomes": [{"measure": "Sleep", "timeFrame": "6 weeks"}]},
    }
}


def tarred(content):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as file:
        info = tarfile.TarInfo("a.txt")
        info.size = len(content)
        file.addfile(info, io.BytesIO(content))
    return held.getvalue()


def zipped(content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", content)
    return held.getvalue()


PUBMED = (
    '<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>'
    f"<Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue></Journal><ArticleTitle>{TEXT}</ArticleTitle><Abstract>"
    '<AbstractText Label="METHODS">We gave it.</AbstractText></Abstract></Article><MeshHeadingList><MeshHeading>'
    '<DescriptorName MajorTopicYN="Y">Insomnia</DescriptorName></MeshHeading></MeshHeadingList></MedlineCitation>'
    "</PubmedArticle><PubmedArticle><MedlineCitation><PMID>8</PMID><Article><ArticleTitle>B</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
JATS = (
    '<article article-type="research-article"><front><journal-meta><journal-title>J</journal-title></journal-meta>'
    f"<article-meta><article-id pub-id-type='pmid'>7</article-id><title-group><article-title>{TEXT}</article-title>"
    "</title-group><contrib-group><contrib><name><surname>A</surname></name></contrib></contrib-group><pub-date><year>2020"
    "</year></pub-date><abstract><p>Forty.</p></abstract><kwd-group><kwd>Insomnia</kwd></kwd-group></article-meta></front>"
    "<body><sec><title>Methods</title><p>They slept.<xref ref-type='bibr'>1</xref></p></sec></body></article>"
)
PAGE = (
    f"<!doctype html><html><head><title>{TEXT}</title><meta name='date' content='2020-01-02'><script type='application/"
    f"ld+json'>{json.dumps({'@type': 'NewsArticle', 'publisher': {'name': 'N'}})}</script></head><body><h1>{TEXT}</h1>"
    "<div class='menu'><a href='/'>Home</a></div><p>It helped.</p></body></html>"
)
SAMPLES = {
    "text": TEXT.encode(),
    "utf-16": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "front matter": f"---\ntitle: {TEXT}\ndate: 2020-01-02\n---\nIt helped.".encode(),
    "html": PAGE.encode(),
    "pubmed": PUBMED.encode(),
    "jats": JATS.encode(),
    "nbib": (
        f"PMID- 7\nTI  - {TEXT}\nAB  - METHODS: We gave it.\nFAU - A, B\n"
        "MH  - Insomnia/*drug therapy\n\nPMID- 8\nTI  - B\n"
    ).encode(),
    "printed": f"1. Sleep Lett. 2020 Mar;7(1):1-9.\n\n{TEXT}.\n\nWriter A(1).\n\nForty.\n\nPMID: 7\n".encode(),
    "json": json.dumps([RECORD, RECORD], ensure_ascii=False).encode(),
    "lines": (json.dumps(RECORD) + "\n").encode() * 2,
    "csv": f'NCTId,BriefTitle,EnrollmentCount\nNCT00000001,"{TEXT}",40\nNCT00000002,B,x\n'.encode(),
    "ctis": f'Trial number,Title of the trial,Start date\n2022-500001-12-00,"{TEXT}",01/02/2020\n'.encode(),
    "gzip": gzip.compress(TEXT.encode() * 9),
    "bzip2": bz2.compress(TEXT.encode() * 9),
    "xz": lzma.compress(TEXT.encode() * 9),
    "zip": zipped(TEXT.encode() * 9),
    "tar": tarred(TEXT.encode() * 9),
    "tar.gz": gzip.compress(tarred(PUBMED.encode())),
}
ROUNDS = 60


def outcome(data):
    """Gives the documents and problems of the bytes, which are read as a build reads them."""
    documents, problems = [], []
    for one in Source("x", None, data).opened(lambda _: None):
        reading = read_source(one)
        documents += reading.documents
        problems += reading.problems
    assert all(isinstance(one, GraphbuildError) and str(one).startswith("x") for one in problems)
    assert all(document.text.strip() for document in documents)
    return documents, problems


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_sound_sample_is_read(kind):
    documents, problems = outcome(SAMPLES[kind])
    assert problems == []
    assert "\u4e2d\u6587" in documents[0].text


def damaged(data, chance):
    """Gives the bytes with one part changed, taken out, doubled or cut off."""
    place, length = chance.randrange(len(data)), chance.choice((1, 2, 9, 70))
    part = data[place : place + length]
    ways = (
        bytes(chance.randrange(256) for _ in part),
        b"",
        part * 2,
        part
        + chance.choice((b"<", b"&", b'"', b"{", b"\\", b"\0", b"\n", b"]]>", b"<!ENTITY a 'b'>", b"\xed\xa0\x80")),
    )
    whole = data[:place] + chance.choice(ways) + data[place + length :]
    return whole[: chance.randrange(len(whole) + 1)] if chance.random() < 0.2 else whole


@pytest.mark.parametrize("kind", SAMPLES)
def test_damage_gives_documents_or_problems_that_say_where(kind):
    chance = random.Random(kind)  # noqa: S311 - the same damage in every run
    for _ in range(ROUNDS):
        data = SAMPLES[kind]
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = damaged(data, chance) or b" "
        documents, problems = outcome(data)
        assert documents or problems


@pytest.mark.parametrize("kind", SAMPLES)
def test_damage_to_a_file_that_comes_in_parts_is_named(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", 200)
    monkeypatch.setattr(source, "PART", 100)
    chance = random.Random(f"{kind} in parts")  # noqa: S311 - the same damage in every run
    for _ in range(ROUNDS // 3):
        (tmp_path / "x").write_bytes(damaged(SAMPLES[kind], chance) or b" ")
        readings = [read_source(one) for one in iter_sources([tmp_path / "x"])]
        assert any(one.documents or one.problems for one in readings)


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(sorted(SAMPLES)), place=st.floats(0, 1), data=st.binary(max_size=40))
def test_anything_put_anywhere_is_no_crash(kind, place, data):
    sample = SAMPLES[kind]
    at = int(place * len(sample))
    documents, problems = outcome(sample[:at] + data + sample[at:])
    assert documents or problems


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda one: (
            st.lists(one, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "protocolSection",
                        "identificationModule",
                        "nctId",
                        "studies",
                        "outcomesModule",
                        "primaryOutcomes",
                        "measure",
                        "enrollmentInfo",
                        "count",
                        "designModule",
                        "phases",
                    ]
                ),
                one,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_a_registration_of_any_shape_is_no_crash(value):
    for content in (value, {"protocolSection": value}, [{"protocolSection": {"identificationModule": value}}]):
        documents, problems = outcome(json.dumps(content).encode())
        assert documents or problems


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda one: (
            st.lists(one, max_size=3)
            | st.dictionaries(
                st.sampled_from(["DOI", "title", "author", "issued", "date-parts", "given", "family"]), one, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_a_record_of_crossref_of_any_shape_is_no_crash(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("fetched")
    (folder / "crossref").mkdir()
    (folder / "fetch.jsonl").write_text("")
    (folder / "crossref" / "a.json").write_text(json.dumps({"message": value}))
    found = Enrichment.beside([folder])
    assert len(found.told) + len(found.problems) == 1


@pytest.mark.parametrize(
    ("name", "kind"), [("a.csv", "pubmed"), ("a.xml", "json"), ("a.json", "nbib"), ("a.txt", "zip")]
)
def test_a_name_that_says_something_else_makes_no_difference(tmp_path, name, kind):
    (tmp_path / name).write_bytes(SAMPLES[kind])
    readings = [read_source(one) for one in iter_sources([tmp_path / name])]
    assert [one.problems for one in readings] == [()]
    assert "\u4e2d\u6587" in readings[0].documents[0].text
