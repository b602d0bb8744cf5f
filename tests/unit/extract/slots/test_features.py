import pytest

from graphbuild.extract.slots.features import features, told, words_of
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document
from graphbuild.segment import segment


def seen(text, word):
    words = words_of(text)
    index = [token for token, _ in words].index(word)
    return set(features(words, text, 0, "results")[index])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HbA1c fell by 0.9%", ["HbA1c", "fell", "by", "0.9", "%"]),
        ("p < .001", ["p", "<", ".001"]),
        ("0\u00b75 mg/kg", ["0\u00b75", "mg", "/", "kg"]),
        ("1,250 people (n=30)", ["1,250", "people", "(", "n", "=", "30", ")"]),
    ],
)
def test_numbers_and_names_are_whole_words(text, words):
    found = words_of(text, 7)
    assert [word for word, _ in found] == words
    assert all(text[span.start - 7 : span.end - 7] == word for word, span in found)


def test_a_token_sees_itself_its_neighbours_and_the_cues_before_it():
    found = seen("The mean reduction was 4.2 mg with milk.", "4.2")
    assert {"f=91.1", "-1w=was", "1w=mg", "in=results", "c-0=was|9"} <= found


def test_a_token_sees_the_number_before_it():
    assert "n-w=\u00b1|9" in seen("It was 4.2 \u00b1 0.3 mg.", "0.3")


def test_depth_counts_open_brackets():
    assert "d=1" in seen("They fell (4.2 mg).", "4.2")
    assert "d=0" in seen("They fell 4.2 mg.", "4.2")


def test_lines_about_authors_and_citation_are_not_read():
    text = (
        "Milk for sleep: a trial.\nAuthors: Writer A; Maker BC\nCitation: Sleep Med. 2001 Apr. PMID: 1\n\n"
        "Author information: (1) Milk Institute, Oslo, Norway. (2) Sleep House, Bern.\n\n"
        "METHODS: 30 adults drank milk.\n\nRESULTS: They slept."
    )
    document = segment(Document(text, DocumentKind.ABSTRACT))
    words = [sentence.span.of(text) for sentence in told(document)]
    assert words == ["Milk for sleep: a trial.", "METHODS: 30 adults drank milk.", "RESULTS: They slept."]
