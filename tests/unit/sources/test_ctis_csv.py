"""A row of a table of the European register stands for a registration."""

import json

import pytest

from graphbuild.errors import MalformedSourceError
from graphbuild.model.codes import DocumentKind, Phase, Sex
from graphbuild.model.fact import Field, PartialDate
from graphbuild.sources import read_documents

HEAD = (
    "Trial number,Title of the trial,Gender,Number of participants enrolled,Medical conditions,Trial phase,Start date"
)
ROW = '2024-500001-10-00,"A Pill, for Sleep","Female, Male",40,Insomnia,{phase},{start}'


def read(phase="Therapeutic confirmatory  (Phase III)", start="05/03/2024"):
    (document,) = read_documents(f"\ufeff{HEAD}\n{ROW.format(phase=phase, start=start)}\n".encode())
    return document


def stated(document, field):
    return [fact.value for fact in document.facts if fact.field is field]


def test_a_row_states_facts_at_its_cells():
    document = read()
    assert document.kind is DocumentKind.REGISTRATION
    assert stated(document, Field.REGISTRY_ID) == ["2024-500001-10-00"]
    assert stated(document, Field.REPORT_TITLE) == ["A Pill, for Sleep"]
    assert stated(document, Field.ENROLLMENT) == [40]
    assert stated(document, Field.POPULATION_SEX) == [Sex.ALL]
    assert stated(document, Field.START_DATE) == [PartialDate(2024, 3, 5)]
    record = json.loads(document.metadata[0].value)
    assert all(record[fact.span.path.removeprefix("/")] == fact.span.exact for fact in document.facts)


@pytest.mark.parametrize(
    ("cell", "phases"),
    [
        ("Therapeutic exploratory (Phase II)", [Phase.PHASE_2]),
        ("Human Pharmacology (Phase I)- Other", [Phase.PHASE_1]),
        ("Phase II and Phase III (Integrated)", [Phase.PHASE_2_3]),
        ("Phase III and phase IV (Integrated)", []),
        ("N/A", []),
    ],
)
def test_phases_are_read_from_their_roman_numbers(cell, phases):
    assert stated(read(phase=cell), Field.PHASE) == phases


@pytest.mark.parametrize("cell", ["N/A", "31.12.2024", "2024"])
def test_a_cell_that_is_no_day_gives_no_date(cell):
    assert stated(read(start=cell), Field.START_DATE) == []


@pytest.mark.parametrize("rows", ["", '2024-500001-10-00,"open'])
def test_a_table_without_rows_or_without_end_is_refused(rows):
    with pytest.raises(MalformedSourceError):
        read_documents(f"{HEAD}\n{rows}".encode())
