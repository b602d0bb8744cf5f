import time

import pytest

from graphbuild.extract.tagger.tokens import SHAPES, folded, pieces, shape, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Twelve patients (n=12) took 50mg.",
            ["Twelve", "patients", "(", "n", "=", "00", ")", "took", "00", "mg", "."],
        ),
        ("double-blind, p<0.05", ["double-blind", ",", "p", "<", "0.00"]),
        ("the patient's HbA1c", ["the", "patient's", "HbA0c"]),
        ("1,234 or 5·6", ["0,000", "or", "0·0"]),
        ("the well-", ["the", "well", "-"]),
        ("", []),
    ],
)
def test_words(text, words):
    assert [word for word, *_ in tokens(folded(text), 0, len(text))] == words


def test_places_count_code_points():
    text = "\U0001f9ea 30 people"
    found = [(start, end) for _, start, end in tokens(folded(text), 0, len(text))]
    assert [text[start:end] for start, end in found] == ["\U0001f9ea", "30", "people"]


@pytest.mark.parametrize(
    ("word", "look"),
    [
        ("pain", "lower"),
        ("Pain", "title"),
        ("PAIN", "upper"),
        ("mRNA", "mixed"),
        ("a", "letter"),
        ("00", "number"),
        ("%", "punctuation"),
        ("T0", "digits"),
        ("IL-0", "hyphened"),
    ],
)
def test_looks(word, look):
    assert SHAPES[shape(word)] == look


def test_pieces_are_the_same_on_every_machine():
    assert pieces("pain", 1000) == [519, 644, 465, 863, 987, 845, 408]


def test_pieces_are_few_however_long_the_word():
    assert len(pieces("a" * 10_000, 1000)) == 16


@pytest.mark.parametrize("text", ["a-" * 50_000, "0." * 50_000, "'" * 100_000, "é" * 100_000])
def test_a_hard_text_is_cut_in_no_time(text):
    begun = time.process_time()
    list(tokens(folded(text), 0, len(text)))
    assert time.process_time() - begun < 0.5
