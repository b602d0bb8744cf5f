import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from graphbuild.model.codes import InterventionRole, MatchKind
from graphbuild.model.study import ConceptLink, Stated, Term
from graphbuild.terms import CONCEPT
from graphbuild.view.bubbles import bubbles
from graphbuild.view.evidence_map import UNDATED, Spot, by_intervention, by_year, to_grid, to_list
from graphbuild.view.grid import joined
from tests.example import merged_study, news_study


def silent():
    """A second study of the same kind that says neither how many took part nor when it appeared."""
    study = news_study()
    undated = tuple(replace(report, date=None) for report in study.reports)
    return replace(
        study, key="silent", enrollment=None, reports=undated, publication=replace(study.publication, date=None)
    )


def of_condition(label):
    study = news_study()
    stated = study.conditions[0]
    return replace(study, key=label, conditions=(Stated(replace(stated.value, label=label), stated.evidence),))


def test_studies_and_participants_are_counted_where_they_are_said():
    drawn = by_intervention([news_study(), silent()], 10)
    assert (drawn.rows, drawn.columns) == (("hay fever",), ("lemon balm drops",))
    assert drawn.spots["hay fever", "lemon balm drops"] == Spot(2, 40, 1)
    assert joined(to_grid(drawn).rows[0][1]) == "2 (40+)"


def test_mentions_roll_up_to_the_concept_that_they_are_linked_to():
    assert by_intervention([merged_study()], 10).rows == ("allergic rhinitis",)
    twice = replace(merged_study(), conditions=merged_study().conditions * 2)
    assert by_intervention([twice], 10).spots["allergic rhinitis", "lemon balm drops"].studies == 1


def test_a_comparator_is_no_column():
    study = news_study()
    role = study.interventions[0].roles[0]
    compared = replace(study.interventions[0], roles=(Stated(InterventionRole.COMPARATOR, role.evidence),))
    assert by_intervention([replace(study, interventions=(compared,))], 10).columns == ()


@pytest.mark.parametrize(
    ("concept", "columns"), [("placebo-treatment", ()), ("usual-care", ()), ("exercise", ("given",))]
)
def test_a_placebo_of_a_registration_that_states_no_roles_is_no_column(concept, columns):
    study = merged_study()
    name = study.interventions[0].name
    linked = Term("given", links=(ConceptLink(CONCEPT + concept, "intervention", MatchKind.PREFERRED, "given"),))
    given = replace(study.interventions[0], name=replace(name, value=linked), roles=())
    drawn = by_intervention([replace(study, interventions=(given,))], 5)
    assert drawn.columns == columns


def test_years_stand_in_order_and_those_without_one_last():
    drawn = by_year([silent(), news_study()], 10)
    assert drawn.columns == ("2024", UNDATED)


def test_gaps_are_shown_and_counted():
    drawn = by_year([of_condition("hives"), silent()], 10)
    assert any("2 of 4 cells have none" in note for note in drawn.notes)
    rows = [[joined(one) for one in row] for row in to_list(drawn).rows]
    assert ["hives", UNDATED, "0", "", "0"] in rows
    assert ["hay fever", UNDATED, "1", "", "1"] in rows


def test_what_is_left_out_is_said():
    drawn = by_intervention([of_condition("a"), of_condition("b"), news_study(), silent()], 1)
    assert drawn.rows == ("hay fever",)
    assert any("2 more" in note for note in drawn.notes)


def test_the_drawing_says_all_it_shows_in_text():
    root = ET.fromstring(bubbles(by_intervention([news_study(), silent()], 10)))  # noqa: S314 - our own file
    texts = {" ".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")}
    assert {"2", "40+", "hay fever", "lemon balm drops"} <= texts
    described = next(node.text for node in root if node.tag.endswith("desc"))
    assert described == "hay fever, lemon balm drops: 2 studies, 40+ participants"


def test_a_gap_is_drawn_and_named():
    drawn = bubbles(by_year([of_condition("hives"), silent()], 10))
    assert len(re.findall(r'class="g"', drawn)) == 2
    assert f"hives, {UNDATED}: no study" in drawn


def test_a_long_or_hostile_label_is_cut_and_escaped():
    drawn = bubbles(by_intervention([of_condition("<script>" + "x" * 60)], 10))
    assert "<script>" not in drawn
    assert "\u2026" in drawn


@pytest.mark.parametrize("make", [by_intervention, by_year])
def test_without_studies_there_is_a_map_that_says_so(make):
    assert "There is no study to draw" in bubbles(make([], 5))
