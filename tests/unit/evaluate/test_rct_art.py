"""Tables of result sentences, strict and relaxed."""

import json

import pytest

from graphbuild.evaluate.marks import Mark, Table
from graphbuild.evaluate.rct_art import evaluate, in_order, score, stated, table_rows, tuples

TEXT = "Pain fell by 3 points with aspirin and 1 point with placebo ."
ENTITIES = [
    ("OC", "Pain", 0),
    ("MEAS", "3 points", 3),
    ("INTV", "aspirin", 6),
    ("MEAS", "1 point", 8),
    ("INTV", "placebo", 11),
]
ROW = {
    "text": TEXT,
    "ents": [
        {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "label": label, "tok": [first, first + 1]}
        for label, words, first in ENTITIES
    ],
    "relations": [[[0, 3], "OC_RES"], [[0, 8], "OC_RES"], [[6, 3], "A1_RES"], [[11, 8], "A2_RES"]],
}
GOLD = stated(ROW)
NAMES, VALUES = ("intervention", "aspirin", "placebo"), ("Pain", "3 points", "1 point")


def changed(index, start, end):
    entities = list(GOLD.entities)
    entities[index] = Mark(start, end, entities[index].label)
    return Table(tuple(entities), GOLD.links)


def test_a_table_has_the_names_first_and_a_row_for_each_outcome():
    assert table_rows(GOLD, TEXT) == [NAMES, VALUES]


def test_measures_without_an_outcome_make_a_row_of_their_own():
    links = frozenset(link for link in GOLD.links if link[2] != "OC_RES")
    assert table_rows(Table(GOLD.entities, links), TEXT) == [NAMES, ("unspecified", "3 points", "1 point")]


def test_outcomes_that_no_arm_has_a_measure_of_make_no_row():
    links = frozenset(link for link in GOLD.links if link[2] == "OC_RES")
    assert table_rows(Table(GOLD.entities, links), TEXT) == []


def test_rows_that_repeat_the_cells_of_an_earlier_one_go():
    entities = (*GOLD.entities, Mark(5, 9, "OC"))
    links = GOLD.links | {(5, 1, "OC_RES"), (5, 3, "OC_RES")}
    assert table_rows(Table(entities, links), TEXT) == [NAMES, VALUES]


def test_a_perfect_table_scores_one_everywhere():
    figures = score([ROW], [GOLD]).figures()
    for name in ("INTV", "OC", "MEAS", "relations", "tuples", "rows strict", "rows relaxed"):
        assert figures[name]["f1"] == 1.0, name
    assert figures["table strict F1, as published"]["value"] == 1.0


def test_a_longer_name_is_wrong_when_strict_and_right_when_relaxed():
    figures = score([ROW], [changed(2, 22, 34)]).figures()
    assert figures["INTV"]["right"] == 1
    assert (figures["rows strict"]["right"], figures["rows relaxed"]["right"]) == (1, 2)
    assert (figures["tuples"]["right"], figures["tuples, overlapping"]["right"]) == (1, 2)


def test_an_empty_cell_is_no_match_but_as_published():
    links = frozenset(link for link in GOLD.links if link[2] != "A2_RES")
    figures = score([ROW], [Table(GOLD.entities, links)]).figures()
    assert figures["rows relaxed"]["right"] == 0
    assert figures["table relaxed F1, as published"]["value"] == 1.0
    assert figures["table strict F1, as published"]["value"] == 0.0


@pytest.mark.parametrize(
    ("gold", "claim", "counts"),
    [
        ([NAMES, VALUES], [NAMES, VALUES], (2, 0, 0)),
        ([NAMES, VALUES], [], (0, 0, 2)),
        ([NAMES, VALUES], [NAMES], (1, 0, 0)),
        ([NAMES], [NAMES, VALUES], (1, 0, 0)),
        ([NAMES, VALUES], [VALUES, NAMES], (0, 2, 0)),
    ],
)
def test_the_published_count_pairs_rows_in_their_order(gold, claim, counts):
    tally = in_order(gold, claim, lambda left, right: left == right)
    assert (tally.right, tally.wrong, tally.missed) == counts


def test_tuples_join_intervention_outcome_and_measure():
    assert tuples(GOLD) == {(2, 0, 1), (4, 0, 3)}
    assert tuples(Table(GOLD.entities, frozenset([(2, 1, "A1_RES")]))) == {(2, -1, 1)}


def test_relations_to_unknown_tokens_are_left_out():
    assert stated(ROW | {"relations": [[[99, 3], "OC_RES"]]}).links == frozenset()


def test_errors_list_rows_with_the_sentence():
    scores = score([ROW], [Table()])
    assert "sentence 1  missed  Pain | 3 points | 1 point" in scores.errors("rows strict")
    assert TEXT in scores.errors("OC")


def test_a_file_is_scored_with_what_there_is(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    figures = evaluate(file).figures()
    assert figures["MEAS"]["right"] + figures["MEAS"]["missed"] == 2
