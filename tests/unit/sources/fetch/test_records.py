import pytest

from graphbuild.errors import GraphbuildError, MalformedSourceError, SourceError
from graphbuild.sources.fetch import RECORDS, SEARCHES
from graphbuild.sources.fetch.identifier import identifier
from tests.unit.sources.fetch.answers import (
    DOI,
    NO_CITATION,
    NO_PAPER,
    citation,
    found,
    metadata,
    paper,
    papers,
    registration,
    registrations,
)
from tests.unit.sources.fetch.service import Answer

EFETCH, ESEARCH = "/ncbi/efetch.fcgi", "/ncbi/esearch.fcgi"
EUROPE = "/europepmc/PMC7/fullTextXML"
WORKS = "/crossref/works/10.1000%2Ftrial.1"
NOT_THERE = Answer(b"nothing", 404)


def record(web, text):
    one = identifier(text)
    return RECORDS[one.kind](web, one)


def test_a_citation_comes_as_it_was_sent(here, web):
    here.says(EFETCH, citation(7))
    got = record(web, "7")
    assert (got.content, got.notes) == (citation(7), ())
    assert here.asked[0][1] == {"db": "pubmed", "id": "7", "retmode": "xml", "tool": "graphbuild"}
    assert got.url.endswith("/efetch.fcgi?db=pubmed&id=7&retmode=xml&tool=graphbuild")


def test_a_chapter_of_a_book_is_a_citation_too(here, web):
    chapter = b"<PubmedBookArticle><BookDocument><PMID>7</PMID></BookDocument></PubmedBookArticle>"
    book = b"<PubmedArticleSet>" + chapter + b"</PubmedArticleSet>"
    here.says(EFETCH, book)
    got = record(web, "7")
    assert (got.content, got.notes) == (book, ("without an abstract",))


@pytest.mark.parametrize("answer", [NO_CITATION, citation(8), Answer(b"cannot", 400), NOT_THERE])
def test_a_citation_that_pubmed_lacks_is_no_citation(here, web, answer):
    here.says(EFETCH, answer)
    with pytest.raises(SourceError, match=r"PMID:7: PubMed has no such citation .check the identifier."):
        record(web, "7")


@pytest.mark.parametrize(
    "answer",
    [
        b"<html><body>maintenance</body></html>",
        citation(7)[:-30],
        b'<!DOCTYPE a [<!ENTITY b "c">]><PubmedArticleSet/>',
        b"{}",
        b"\0\1\2",
        b"",
    ],
)
def test_an_answer_that_is_no_citation_is_refused(here, web, answer):
    here.says(EFETCH, answer)
    with pytest.raises(SourceError, match=r"^PMID:7: (?:the answer|it) "):
        record(web, "7")


@pytest.mark.parametrize(("kind", "number"), [("pmcid", "PMC7"), ("pmc", "7"), ("pmcaid", "7"), ("doi", "10.1000/a")])
def test_an_open_paper_comes_from_pubmed_central(here, web, kind, number):
    here.says(EFETCH, papers(paper(number, kind=kind)))
    got = record(web, "PMC7")
    assert got.content == papers(paper(number, kind=kind))
    assert got.notes == ()
    assert here.asked[0][1]["id"] == "7"
    assert here.paths == [EFETCH]


@pytest.mark.parametrize("answer", [papers(paper("PMC7", "")), papers(paper("PMC7", "<body/>")), NO_PAPER, NOT_THERE])
def test_a_paper_that_pubmed_central_keeps_closed_comes_from_europe_pmc(here, web, answer):
    here.says(EFETCH, answer)
    here.says(EUROPE, paper("7", kind="pmc"))
    got = record(web, "PMC7")
    assert got.content == paper("7", kind="pmc")
    assert got.notes == ("from Europe PMC",)
    assert got.url == f"{here.url}{EUROPE}"


@pytest.mark.parametrize("europe", [NOT_THERE, paper("PMC7", "")])
def test_a_paper_that_is_open_nowhere_is_said_to_be_closed(here, web, europe):
    here.says(EFETCH, papers(paper("PMC7", "")))
    here.says(EUROPE, europe)
    with pytest.raises(SourceError, match=r"PMC7: its full text is not open.*fetch its PMID for the abstract"):
        record(web, "PMC7")


@pytest.mark.parametrize("answer", [NO_PAPER, NOT_THERE])
def test_a_paper_that_nobody_knows_is_said_to_be_unknown(here, web, answer):
    here.says(EFETCH, answer)
    with pytest.raises(SourceError, match="neither PubMed Central nor Europe PMC has such a paper"):
        record(web, "PMC7")


@pytest.mark.parametrize("answer", [papers(paper("PMC7"))[:-20], papers(paper("PMC8")), Answer(b"oops", 500), b""])
def test_a_paper_that_comes_broken_is_sought_at_europe_pmc(here, web, answer):
    here.says(EFETCH, answer)
    here.says(EUROPE, paper("PMC7"))
    assert record(web, "PMC7").notes == ("from Europe PMC",)


def test_another_paper_is_refused(here, web):
    here.says(EFETCH, papers(paper("PMC8")))
    with pytest.raises(MalformedSourceError, match="PMC7: the answer is another paper: PMC8"):
        record(web, "PMC7")


def test_a_registration_comes_as_it_was_sent(here, web):
    here.says("/ctgov/studies/NCT00000007", registration("NCT00000007"))
    got = record(web, "NCT00000007")
    assert (got.content, got.notes) == (registration("NCT00000007"), ())


def test_a_registration_under_a_new_number_says_so(here, web):
    here.says("/ctgov/studies/NCT00000007", Answer(b"", 301, {"Location": "/ctgov/studies/NCT00000008"}))
    here.says("/ctgov/studies/NCT00000008", registration("NCT00000008", nctIdAliases=["NCT00000007"]))
    assert record(web, "NCT00000007").notes == ("now registered as NCT00000008",)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (NOT_THERE, "ClinicalTrials.gov has no such registration"),
        (registration("NCT00000009"), "not this registration but NCT00000009"),
        (b"{}", "not this registration but None"),
        (b"[]", "no object"),
        (registration("NCT00000007")[:-5], "no valid JSON"),
        (b"[" * 100_000, "no valid JSON"),
    ],
)
def test_what_is_not_the_registration_is_refused(here, web, answer, said):
    here.says("/ctgov/studies/NCT00000007", answer)
    with pytest.raises(SourceError, match=f"NCT00000007: .*{said}"):
        record(web, "NCT00000007")


def test_metadata_say_what_they_are_and_where_the_abstract_is(here, web):
    here.says(WORKS, metadata())
    here.says(ESEARCH, found([7]))
    got = record(web, DOI)
    assert got.content == metadata()
    assert got.notes == (
        "metadata only: a build links them to articles that give this DOI",
        "for its abstract fetch PMID:7",
    )
    assert here.asked[1][1]["term"] == '"10.1000/trial.1"[doi]'


@pytest.mark.parametrize("answer", [found([]), found([7, 8]), Answer(b"no", 400), b"{}", b"<x/>"])
def test_a_hint_that_is_not_sure_is_not_given(here, web, answer):
    here.says(WORKS, metadata())
    here.says(ESEARCH, answer)
    assert record(web, DOI).notes == ("metadata only: a build links them to articles that give this DOI",)


def test_a_doi_may_hold_anything(here, web):
    doi = '10.1000/a"<b>;(c)?d=e#f'
    here.says("/crossref/works/10.1000%2Fa%22%3Cb%3E%3B%28c%29%3Fd%3De%23f", metadata(doi.upper()))
    assert record(web, doi).content == metadata(doi.upper())
    assert len(here.asked) == 1


@pytest.mark.parametrize(
    ("answer", "said"), [(NOT_THERE, "Crossref has no such DOI"), (metadata("10.1/b"), "another DOI: 10.1/b")]
)
def test_metadata_of_something_else_are_refused(here, web, answer, said):
    here.says(WORKS, answer)
    with pytest.raises(SourceError, match=said):
        record(web, DOI)


def test_a_search_of_pubmed_goes_on_page_by_page_until_the_cap(here, web):
    here.says(ESEARCH, found(range(1, 1001), 5000), found(range(1001, 1501), 5000))
    got = list(SEARCHES["pubmed"](web, "cold feet[tiab]", 1500))
    assert [str(one) for one, _ in got] == [f"PMID:{number}" for number in range(1, 1501)]
    assert {total for _, total in got} == {5000}
    pages = [(query["retstart"], query["retmax"]) for _, query, _ in here.asked]
    assert pages == [("0", "1000"), ("1000", "500")]
    assert here.asked[0][1]["term"] == "cold feet[tiab]"


def test_a_search_of_pubmed_ends_with_what_there_is(here, web):
    here.says(ESEARCH, found([1, 2], 2))
    assert len(list(SEARCHES["pubmed"](web, "x", 100))) == 2
    here.says(ESEARCH, found([1, 2], 9), found([], 9))
    assert len(list(SEARCHES["pubmed"](web, "x", 100))) == 2
    here.says(ESEARCH, found([]))
    assert list(SEARCHES["pubmed"](web, "x", 100)) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"error": "API key invalid"}', "refuses this search: API key invalid"),
        (b'{"esearchresult": {"ERROR": "Empty term"}}', "refuses this search: Empty term"),
        (b'{"esearchresult": {"count": "many", "idlist": []}}', "no result of a search"),
        (b'{"esearchresult": {"count": "1", "idlist": ["x"]}}', "no identifier"),
        (b"<html/>", "no valid JSON"),
        (Answer(b"", 400), "does not understand this search"),
    ],
)
def test_a_search_that_pubmed_refuses_says_why(here, web, answer, said):
    here.says(ESEARCH, answer)
    with pytest.raises(GraphbuildError, match=said):
        list(SEARCHES["pubmed"](web, "x", 100))


def test_a_search_of_the_registry_follows_its_tokens_until_the_cap(here, web):
    first, second = [f"NCT0000000{n}" for n in range(3)], [f"NCT0000001{n}" for n in range(3)]
    here.says("/ctgov/studies", registrations(first, 9, "next"), registrations(second, 9, "more"))
    got = list(SEARCHES["ctgov"](web, "cold feet", 5))
    assert [str(one) for one, _ in got] == [*first, *second[:2]]
    assert {total for _, total in got} == {9}
    assert [query.get("pageToken") for _, query, _ in here.asked] == [None, "next"]
    assert [query["pageSize"] for _, query, _ in here.asked] == ["5", "2"]
    assert here.asked[0][1]["query.term"] == "cold feet"


@pytest.mark.parametrize("last", [registrations([], 9, "again"), registrations(["NCT00000002"], 9)])
def test_a_search_of_the_registry_ends_without_a_token_or_a_study(here, web, last):
    here.says("/ctgov/studies", registrations(["NCT00000001"], 9, "next"), last)
    assert len(list(SEARCHES["ctgov"](web, "x", 100))) <= 2
    assert len(here.asked) == 2


@pytest.mark.parametrize("answer", [b"{}", b'{"studies": [{}]}', b'{"studies": 7}', Answer(b"", 400)])
def test_a_search_that_the_registry_refuses_says_why(here, web, answer):
    here.says("/ctgov/studies", answer)
    with pytest.raises(GraphbuildError):
        list(SEARCHES["ctgov"](web, "x", 100))
