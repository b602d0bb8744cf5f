import pytest

from graphbuild.errors import UnknownFormatError
from graphbuild.sources.fetch.identifier import Identifier, Kind, identifier, listed


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("31978945", Kind.PMID, "31978945"),
        ("PMID:31978945", Kind.PMID, "31978945"),
        ("pmid: 31978945", Kind.PMID, "31978945"),
        ("  00123 ", Kind.PMID, "123"),
        ("https://pubmed.ncbi.nlm.nih.gov/31978945/", Kind.PMID, "31978945"),
        ("PMC7095418", Kind.PMCID, "PMC7095418"),
        ("pmcid: pmc7095418", Kind.PMCID, "PMC7095418"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7095418/", Kind.PMCID, "PMC7095418"),
        ("nct04280705", Kind.NCT, "NCT04280705"),
        ("https://clinicaltrials.gov/study/NCT04280705", Kind.NCT, "NCT04280705"),
        ("10.1056/NEJMoa2007764", Kind.DOI, "10.1056/nejmoa2007764"),
        ("doi:10.1056/NEJMoa2007764", Kind.DOI, "10.1056/nejmoa2007764"),
        ("https://doi.org/10.1016/S0140-6736(20)31022-9", Kind.DOI, "10.1016/s0140-6736(20)31022-9"),
        ("doi: 10.1000/a.b.,", Kind.DOI, "10.1000/a.b"),
    ],
)
def test_identifiers_are_told_apart(text, kind, value):
    assert identifier(text) == Identifier(kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "1234567890",
        "NCT1234",
        "PMC",
        "10.1056",
        "PMID:abc",
        "\u0661\u0662\u0663",
        "file:///etc/passwd",
        "http://127.0.0.1/10.1000/a",
        "https://example.org/?u=https://doi.org/10.1000/a",
        "https://doi.org.example.org/10.1000/a",
        "https://pubmed.ncbi.nlm.nih.gov@example.org/1",
        "10.1000/a b",
        "10.1000/a\nHost: example.org",
        "../../NCT04280705",
    ],
)
def test_nothing_else_is_an_identifier(text):
    with pytest.raises(UnknownFormatError, match="no identifier"):
        identifier(text)


@pytest.mark.parametrize("text", ["9" * 100_000, "10.1000/" + "a" * 100_000, "pmid" + " " * 100_000 + "1"])
def test_very_long_texts_are_refused_at_once(text):
    with pytest.raises(UnknownFormatError):
        identifier(text)


@pytest.mark.parametrize("doi", ["10.1000/../../etc/passwd", "10.1000/a\\b", "10.1000/" + "a" * 150, "10.1000/CON:*?"])
def test_names_of_files_never_leave_their_folder(doi):
    name = identifier(doi).file_name
    assert name.startswith("doi-10-1000")
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert ".." not in name
    assert len(name) < 90


def test_identifiers_that_read_alike_have_files_of_their_own():
    assert identifier("10.1000/a-b").file_name != identifier("10.1000/a.b").file_name
    assert identifier("10.1000/A").file_name == identifier("10.1000/a").file_name
    assert [identifier(text).file_name for text in ("123", "PMC123", "NCT00000123")] == [
        "PMID-123.xml",
        "PMC123.xml",
        "NCT00000123.json",
    ]


def test_a_list_has_comments():
    text = "# of the spring search\r\n123\n\n  NCT00000123   # twice\n10.1000/a#b\n"
    assert list(listed(text)) == ["123", "NCT00000123", "10.1000/a#b"]
