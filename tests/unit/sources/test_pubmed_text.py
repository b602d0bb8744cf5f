import pytest

from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Field, PartialDate, Person
from graphbuild.sources import read_documents
from graphbuild.sources.pubmed_text import READER

RECORD = """1. J Sleep Pills. 2019 Mar;12(3):45-51. doi: 10.1000/pills.7.

Warm milk against a sleeping pill in tired adults: a
randomized trial.

Writer A(1), de Maker BC Jr, O'Name D(2); Milk Study Group.

Author information:
(1)Department of Sleep, University of Somewhere, Oslo, Norway.
(2)Milk Institute, Bern, Switzerland.

Comment in
    J Milk. 2019 May;3(1):9.

AIM: To compare milk with a pill.

RESULTS: Both helped.

DOI: 10.1000/pills.7
PMCID: PMC123
PMID: 7654321  [Indexed for MEDLINE]
"""


def values(document, field):
    return [fact.value for fact in document.facts if fact.field is field]


def test_a_record_states_its_citation_title_and_authors():
    (document,) = read_documents(RECORD.encode(), "pills.txt")
    assert document.kind is DocumentKind.ABSTRACT
    assert values(document, Field.PUBLICATION_TITLE) == [
        "Warm milk against a sleeping pill in tired adults: a randomized trial."
    ]
    assert values(document, Field.PUBLICATION_JOURNAL) == ["J Sleep Pills"]
    assert values(document, Field.PUBLICATION_DATE) == [PartialDate(2019, 3)]
    assert values(document, Field.PUBLICATION_DOI) == ["10.1000/pills.7"]
    assert values(document, Field.PUBLICATION_PMID) == ["7654321"]
    assert values(document, Field.PUBLICATION_PMCID) == ["PMC123"]


def test_people_are_authors_and_groups_are_not():
    (document,) = read_documents(RECORD.encode())
    expected = [Person("Writer A"), Person("de Maker BC Jr"), Person("O'Name D")]
    assert values(document, Field.PUBLICATION_AUTHOR) == expected


def test_the_country_is_that_of_the_first_address():
    (document,) = read_documents(RECORD.encode())
    assert values(document, Field.COUNTRY) == ["Norway"]


def test_comments_are_left_out_and_the_abstract_is_kept():
    (document,) = read_documents(RECORD.encode())
    assert "J Milk" not in document.text
    assert "AIM: To compare milk with a pill." in document.text


def test_every_fact_quotes_its_value():
    (document,) = read_documents(RECORD.encode())
    for fact in document.facts:
        assert fact.span.of(document.text).strip()


def test_a_file_holds_any_number_of_numbered_records():
    second = RECORD.replace("1. J", "2. J", 1).replace("7654321", "7654322")
    found = read_documents(f"{RECORD}\n\n{second}".encode())
    assert [values(one, Field.PUBLICATION_PMID) for one in found] == [["7654321"], ["7654322"]]


@pytest.mark.parametrize(
    "text",
    [
        "A pill helps sleep. 2019 was a good year; PMID: 1",
        "The trial ended in 2019; 30 people took part.",
        "PMID- 7654321\nTI  - A pill\n",
    ],
)
def test_other_texts_are_not_taken_for_records(text):
    assert not READER.detects(text.encode())
