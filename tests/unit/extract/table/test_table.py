import re
import time

import pytest

from graphbuild.extract.table import Entity, Kind, result_table
from graphbuild.extract.table.entities import entities, repaired
from graphbuild.extract.table.layout import Layout
from graphbuild.model.text import Span

GROUP, OUTCOME, MEASURE = Kind.GROUP, Kind.OUTCOME, Kind.MEASURE


def given(marked):
    """Reads "{o:pain} fell in {m:12%} with {g:X}": a text and its entities."""
    kinds = {"g": GROUP, "o": OUTCOME, "m": MEASURE}
    text, found, last = "", [], 0
    for match in re.finditer(r"\{([gom]):([^}]*)\}", marked):
        text += marked[last : match.start()]
        found.append(Entity(Span(len(text), len(text) + len(match[2])), kinds[match[1]]))
        text += match[2]
        last = match.end()
    return text + marked[last:], found


def bound(marked):
    text, known = given(marked)
    table = result_table(text, known)
    words = [entity.span.of(text) for entity in table.entities]
    return {(words[tie.source], words[tie.measure]) for tie in table.ties}


@pytest.mark.parametrize(
    ("sentence", "ties"),
    [
        ("{o:Nausea} occurred in {m:12%} of the {g:ginger} group and in {m:30%} of the {g:placebo} group.",
         {("Nausea", "12%"), ("Nausea", "30%"), ("ginger", "12%"), ("placebo", "30%")}),
        ("{o:Nausea} was seen in {m:12%} and {m:30%} with {g:ginger} and {g:placebo}, respectively.",
         {("Nausea", "12%"), ("Nausea", "30%"), ("ginger", "12%"), ("placebo", "30%")}),
        ("{g:Ginger} and {g:placebo} gave {o:nausea} in {m:12%} and {m:30%}, respectively.",
         {("nausea", "12%"), ("nausea", "30%"), ("Ginger", "12%"), ("placebo", "30%")}),
        ("{o:Nausea} ({m:12%} vs {m:30%}) and {o:fever} ({m:5%} vs {m:9%}) were rarer on {g:ginger} than {g:placebo}.",
         {("Nausea", "12%"), ("Nausea", "30%"), ("fever", "5%"), ("fever", "9%"), ("ginger", "12%"),
          ("placebo", "30%"), ("ginger", "5%"), ("placebo", "9%")}),
    ],
)  # fmt: skip
def test_values_are_bound_to_groups_and_outcomes(sentence, ties):
    assert bound(sentence) == ties


def test_a_value_without_a_group_stays_unbound():
    assert bound("{o:Nausea} occurred in {m:12%} of all patients.") == {("Nausea", "12%")}


def test_nothing_is_bound_where_nothing_is_measured():
    assert bound("{g:Ginger} eased {o:nausea}.") == set()


@pytest.mark.parametrize(
    ("sentence", "reference"),
    [
        ("{g:Placebo} gave {m:3}, {g:ginger} {m:4}.", {"Placebo"}),
        ("{g:Mint} gave {m:3}, {g:ginger} {m:4}.", {"ginger"}),
        ("{g:Mint} gave {m:3}, the {g:mint} group {m:4}.", set()),
        ("Nothing was given.", set()),
    ],
)
def test_the_reference_is_the_control_else_the_second_group(sentence, reference):
    text, known = given(sentence)
    table = result_table(text, known)
    assert {table.entities[index].span.of(text) for index in table.reference} == reference


def test_measures_in_a_row_are_one_run():
    text, known = given("{m:1} and {m:2} versus {m:3}; for {o:pain} {m:4}")
    assert Layout(text, known).runs == ((0, 1, 2), (4,))


@pytest.mark.parametrize(
    ("text", "words", "mended"),
    [
        ("in 4 (12%) of them", "4 (12%", "4 (12%)"),
        ("in (4) of them", "4)", "4"),
        ("in 4 [1 to 2] of them", "4 [1 to 2", "4 [1 to 2]"),
        ("in (4 of them", "(4", "4"),
        ("pain; and", "pain;", "pain"),
        ("pain and", "pain", "pain"),
        ("a ; b", ";", ";"),
    ],
)
def test_edges_are_mended(text, words, mended):
    start = text.index(words)
    assert repaired(text, Span(start, start + len(words))).of(text) == mended


def test_the_model_marks_groups_outcomes_and_measures():
    text = "The mean pain score was 3.1 in the ibuprofen group and 5.4 in the placebo group ( P < 0.01 ) ."
    marked = {(one.kind, one.span.of(text)) for one in entities(text)}
    assert {(MEASURE, "3.1"), (MEASURE, "5.4"), (GROUP, "ibuprofen group"), (GROUP, "placebo group")} <= marked


def test_nothing_is_marked_in_an_empty_text():
    assert entities("") == ()


def test_long_sentences_take_little_time():
    started = time.process_time()
    result_table("Pain was 3 (1 to 5) in the mint group and 4 in the placebo group. " * 45)
    assert time.process_time() - started < 3.0
