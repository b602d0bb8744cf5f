from graphbuild.evaluate.marks import Mark
from graphbuild.evaluate.tagging import table
from graphbuild.extract.table import Entity, Kind
from graphbuild.model.text import Span

TEXT = "Nausea: 12% with ginger, 30% with placebo."
KNOWN = [
    Entity(Span(0, 6), Kind.OUTCOME),
    Entity(Span(8, 11), Kind.MEASURE),
    Entity(Span(17, 23), Kind.GROUP),
    Entity(Span(25, 28), Kind.MEASURE),
    Entity(Span(34, 41), Kind.GROUP),
]


def test_a_table_is_told_in_the_terms_of_the_set():
    found = table(TEXT, KNOWN)
    assert found.entities[2:] == (Mark(17, 23, "INTV"), Mark(25, 28, "MEAS"), Mark(34, 41, "INTV"))
    assert found.links == {(0, 1, "OC_RES"), (2, 1, "A1_RES"), (0, 3, "OC_RES"), (4, 3, "A2_RES")}


def test_a_text_without_results_has_an_empty_table():
    assert table("").links == frozenset()
