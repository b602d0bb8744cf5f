from dataclasses import replace

from graphbuild.model.study import Stated
from graphbuild.view.comparison import compare
from graphbuild.view.grid import joined
from tests.example import merged_study, news_study


def lines(grid):
    return {joined(row[0]): tuple(joined(cell) for cell in row[1:]) for row in grid.rows}


def other():
    study = news_study()
    return replace(study, key="other", enrollment=Stated(52, study.enrollment.evidence), phase=None)


def test_only_the_fields_that_differ_are_shown():
    grid = compare([news_study(), other()])
    assert lines(grid) == {"Study: phase": ("phase 2", ""), "Study: enrolment": ("40", "52")}
    assert grid.blank == "not reported"
    assert grid.notes[0].endswith("left out.")


def test_all_fields_are_shown_where_that_is_wanted():
    found = lines(compare([news_study(), other()], everything=True))
    assert found["Study: design"] == ("randomized; placebo controlled",) * 2
    assert len(found) > 30


def test_each_value_keeps_its_quotes():
    grid = compare([news_study(), other()])
    said = {joined(row[0]): row[1] for row in grid.rows}["Study: enrolment"][0]
    assert said.quotes[0].startswith("Forty adults with hay fever")


def test_mentions_of_one_concept_are_equal():
    linked = merged_study()
    renamed = replace(
        linked,
        key="other",
        conditions=tuple(Stated(replace(one.value, label="pollen allergy"), one.evidence) for one in linked.conditions),
    )
    assert "Study: condition" not in lines(compare([linked, renamed]))
    assert "Study: condition" in lines(compare([news_study(), replace(renamed, conditions=())]))


def test_findings_on_a_shared_outcome_stand_together_and_others_name_theirs():
    first, second = news_study(), news_study()
    second = replace(second, key="other", findings=second.findings[:1])
    shared = second.findings[0].outcome.value
    found = lines(compare([first, second], everything=True))
    assert f"Findings: {shared}: statement" in found
    assert any(label == "Findings: statement" and not cells[1] for label, cells in found.items())


def test_two_studies_of_one_title_are_told_apart():
    assert len(set(compare([news_study(), other()]).columns)) == 3
