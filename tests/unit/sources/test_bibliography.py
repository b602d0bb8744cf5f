"""Bibliographic records: MEDLINE, PubMed XML and JATS."""

import pytest

from graphbuild.errors import MalformedSourceError
from graphbuild.gate import check
from graphbuild.model.codes import Design, DocumentKind, Phase
from graphbuild.model.fact import Field, PartialDate, Person
from graphbuild.sources import read_bytes, read_documents

NBIB = """
PMID- 1234567
DP  - 2020 Mar
TI  - A pill for sleep: a randomised
      trial.
AB  - METHODS: We gave a pill to 20 adults. RESULTS: They slept.
FAU - Writer, Ann B
AU  - Writer AB
AUID- ORCID: 0000-0001-2345-6789
FAU - Author, Bo Jr
AU  - Author B Jr
PT  - Randomized Controlled Trial
PT  - Clinical Trial, Phase II
TA  - Sleep Lett
JT  - Sleep Letters
SI  - ClinicalTrials.gov/NCT00000001
AID - 10.1234/sleep.5 [doi]
AID - S1234 [pii]
GR  - 77/SF/Sleep Fund/Norway
EIN - Sleep Lett. 2020 May;1(2):9

PMID- 1234568
TI  - Another pill
"""
PUBMED = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">1234567</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2020</Year><Month>Mar</Month></PubDate></JournalIssue>
<Title>Sleep Letters</Title></Journal>
<ArticleTitle>A pill for <i>poor</i> sleep.</ArticleTitle>
<ELocationID EIdType="doi">10.1234/sleep.5</ELocationID>
<Abstract><AbstractText Label="METHODS">We gave a pill to 20 adults.</AbstractText>
<AbstractText Label="RESULTS">They slept.</AbstractText></Abstract>
<AuthorList><Author><LastName>Writer</LastName><ForeName>Ann B</ForeName>
<Identifier Source="ORCID">https://orcid.org/0000-0001-2345-6789</Identifier></Author>
<Author><CollectiveName>Sleep Group</CollectiveName></Author></AuthorList>
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
<AccessionNumberList><AccessionNumber>NCT00000001</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2020</Year><Month>02</Month><Day>07</Day></ArticleDate>
</Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC99</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>1234568</PMID><Article><ArticleTitle>Another pill.</ArticleTitle></Article>
</MedlineCitation></PubmedArticle></PubmedArticleSet>"""
JATS = """<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving DTD v2.3//EN" "archivearticle.dtd">
<article article-type="research-article" xmlns:xlink="http://www.w3.org/1999/xlink"><front>
<journal-meta><journal-title-group>
<journal-title>Sleep Letters</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">99</article-id><article-id pub-id-type="doi">10.1234/sleep.5</article-id>
<title-group><article-title>A pill for sleep<xref ref-type="fn">1</xref></article-title></title-group>
<contrib-group><contrib contrib-type="author">
<name><surname>Writer</surname><given-names>Ann B</given-names></name></contrib>
<contrib contrib-type="editor">
<name><surname>Editor</surname><given-names>Cy</given-names></name></contrib></contrib-group>
<pub-date pub-type="collection"><year>2020</year></pub-date>
<pub-date pub-type="epub"><day>7</day><month>2</month><year>2020</year></pub-date>
<abstract><sec><title>Methods</title><p>We gave a pill to 20 adults.</p></sec></abstract></article-meta></front>
<body><sec><title>Results</title><p>They slept [<xref ref-type="bibr">3</xref>].</p>
<table-wrap><p>Numbers</p></table-wrap><sec><title>Harms</title><p>None fell.</p></sec></sec></body>
<back><ref-list><ref><article-title>An old paper</article-title></ref></ref-list></back></article>"""
SHARED = [
    (Field.PUBLICATION_JOURNAL, ["Sleep Letters"]),
    (Field.PUBLICATION_DOI, ["10.1234/sleep.5"]),
]


def stated(document, field):
    return [fact.value for fact in document.facts if fact.field is field]


def assert_borne_out(document):
    assert document.facts
    for fact in document.facts:
        assert check(fact, document) is None


@pytest.mark.parametrize(
    ("field", "values"),
    [
        *SHARED,
        (Field.PUBLICATION_TITLE, ["A pill for sleep: a randomised trial."]),
        (Field.PUBLICATION_AUTHOR, [Person("Ann B Writer", "0000-0001-2345-6789"), Person("Bo Author Jr")]),
        (Field.PUBLICATION_DATE, [PartialDate(2020, 3)]),
        (Field.PUBLICATION_PMID, ["1234567"]),
        (Field.REGISTRY_ID, ["NCT00000001"]),
        (Field.DESIGN, [Design.RANDOMIZED]),
        (Field.PHASE, [Phase.PHASE_2]),
        (Field.FUNDER, ["Sleep Fund"]),
        (Field.PUBLICATION_STATUS, ["Erratum in"]),
    ],
)
def test_a_medline_record_states_facts(field, values):
    assert stated(read_bytes(NBIB.encode()), field) == values


def test_a_medline_file_holds_many_records_whose_facts_stand_in_their_text():
    first, second = read_documents(NBIB.encode())
    assert (first.kind, second.text) == (DocumentKind.ABSTRACT, "Another pill\nCitation: PMID: 1234568")
    assert first.text.endswith("METHODS: We gave a pill to 20 adults. RESULTS: They slept.")
    assert_borne_out(first)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        *SHARED,
        (Field.PUBLICATION_TITLE, ["A pill for poor sleep."]),
        (Field.PUBLICATION_AUTHOR, [Person("Ann B Writer", "0000-0001-2345-6789"), Person("Sleep Group")]),
        (Field.PUBLICATION_DATE, [PartialDate(2020, 2, 7)]),
        (Field.PUBLICATION_PMCID, ["PMC99"]),
        (Field.REGISTRY_ID, ["NCT00000001"]),
        (Field.DESIGN, [Design.RANDOMIZED]),
    ],
)
def test_a_pubmed_article_states_facts(field, values):
    assert stated(read_bytes(PUBMED.encode()), field) == values


def test_a_pubmed_file_holds_many_articles_with_labelled_abstracts():
    first, second = read_documents(PUBMED.encode())
    assert first.text.endswith("METHODS: We gave a pill to 20 adults.\n\nRESULTS: They slept.")
    assert [item.value for item in first.metadata] == ["Randomized Controlled Trial"]
    assert stated(second, Field.PUBLICATION_PMID) == ["1234568"]
    assert_borne_out(first)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        *SHARED,
        (Field.PUBLICATION_TITLE, ["A pill for sleep"]),
        (Field.PUBLICATION_AUTHOR, [Person("Ann B Writer")]),
        (Field.PUBLICATION_DATE, [PartialDate(2020, 2, 7)]),
        (Field.PUBLICATION_PMCID, ["PMC99"]),
    ],
)
def test_a_paper_states_facts(field, values):
    assert stated(read_bytes(JATS.encode()), field) == values


def test_the_text_of_a_paper_is_abstract_and_body_without_tables_marks_and_references():
    document = read_bytes(JATS.encode())
    assert document.kind is DocumentKind.PAPER
    assert document.text.split("\n\n")[1:] == [
        "Methods: We gave a pill to 20 adults.",
        "Results",
        "They slept.",
        "Harms",
        "None fell.",
    ]
    assert_borne_out(document)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2020", PartialDate(2020)),
        ("2020 Mar 5", PartialDate(2020, 3, 5)),
        ("2020 Spring", PartialDate(2020)),
        ("2020 Jan-Feb", PartialDate(2020)),
        ("1998 Dec-1999 Jan", PartialDate(1998)),
    ],
)
def test_a_publication_is_dated_as_far_as_its_record_says(words, date):
    document = read_bytes(NBIB.replace("2020 Mar\n", f"{words}\n").encode())
    assert stated(document, Field.PUBLICATION_DATE) == [date]
    assert_borne_out(document)


def test_a_record_without_a_year_has_no_date():
    assert stated(read_bytes(NBIB.replace("2020 Mar\n", "Spring\n").encode()), Field.PUBLICATION_DATE) == []


def test_the_brackets_of_a_translated_title_are_no_part_of_it():
    translated = PUBMED.replace("A pill for <i>poor</i> sleep.", "[A pill for <i>poor</i> sleep].")
    assert stated(read_bytes(translated.encode()), Field.PUBLICATION_TITLE) == ["A pill for poor sleep."]


def test_a_group_of_authors_is_named_without_its_members():
    group = """<contrib contrib-type="author"><collab>the Sleep Group<xref>1</xref> of Norway<contrib-group><contrib>
    <name><surname>Member</surname><given-names>Dee</given-names></name></contrib></contrib-group></collab></contrib>
    <contrib contrib-type="author"><name><surname>Author</surname><given-names>Bo</given-names><suffix>Jr</suffix>
    </name></contrib></contrib-group>"""
    document = read_bytes(JATS.replace("</contrib-group>", group).encode())
    assert [person.name for person in stated(document, Field.PUBLICATION_AUTHOR)] == [
        "Ann B Writer",
        "the Sleep Group of Norway",
        "Bo Author Jr",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PUBMED.replace('https://dtd.nlm.nih.gov/x.dtd">', "x.dtd\" [<!ENTITY a 'aaaa'>]>"), "entities"),
        (PUBMED.replace("</PubmedArticleSet>", ""), "well-formed"),
        ("<PubmedArticleSet></PubmedArticleSet>", "no record"),
        (JATS.replace('A pill for sleep<xref ref-type="fn">1</xref>', ""), "no article with a title"),
        ("<PubmedArticleSet>" + "<a>" * 100_000, "well-formed"),
    ],
)
def test_broken_and_unsafe_xml_is_refused(data, words):
    with pytest.raises(MalformedSourceError, match=words):
        read_documents(data.encode(), "x.xml")


def test_a_document_type_is_never_fetched(tmp_path):
    secret = tmp_path / "secret.dtd"
    secret.write_text("<!ENTITY leak 'leaked'>")
    data = PUBMED.replace("https://dtd.nlm.nih.gov/x.dtd", secret.as_uri()).replace(
        "Another pill.", "Another &leak; pill."
    )
    assert "leaked" not in read_documents(data.encode())[1].text
