import json
from dataclasses import replace

from graphbuild.model.study import Stated
from graphbuild.rdf import quads
from graphbuild.view.difference import difference
from tests.example import merged_study, news_study, registered_study


def compared(old, new):
    return difference(
        (quad for study in old for quad in quads(study)), (quad for study in new for quad in quads(study))
    )


def enrolling(number):
    study = news_study()
    return replace(study, enrollment=Stated(number, study.enrollment.evidence))


def test_equal_graphs_do_not_differ():
    found = compared([merged_study()], [merged_study()])
    assert (found.added, found.removed, found.revised, found.unchanged) == ({}, {}, (), 1)
    assert str(found) == "0 studies added, 0 removed, 0 changed, 1 unchanged"


def test_studies_that_came_and_went_are_named():
    found = compared([news_study()], [registered_study()])
    assert list(found.added) == [registered_study().key]
    assert found.removed == {news_study().key: "Drops for Noses"}
    assert f"- study {news_study().key}: Drops for Noses" in str(found)


def test_a_changed_value_stands_with_its_quotes():
    (revision,) = compared([enrolling(40)], [enrolling(41)]).revised
    (change,) = revision.changes
    assert (change.kind, change.part, change.field) == ("changed", "", "study.enrollment")
    assert list(change.old) == ["40"]
    assert change.new["41"][0].startswith("Forty adults with hay fever")


def test_a_value_is_added_one_way_and_removed_the_other():
    silent = replace(news_study(), phase=None)
    there, back = compared([silent], [news_study()]), compared([news_study()], [silent])
    assert [(one.kind, one.field) for one in there.revised[0].changes] == [("added", "study.phase")]
    assert [(one.kind, one.field) for one in back.revised[0].changes] == [("removed", "study.phase")]


def test_a_value_of_a_report_belongs_to_its_study():
    study = news_study()
    undated = replace(study, reports=tuple(replace(report, date=None) for report in study.reports))
    (change,) = compared([undated], [study]).revised[0].changes
    assert (change.field, change.part.startswith("report sha256-")) == ("report.date", True)


def test_a_study_that_got_another_key_is_the_same_where_a_report_is():
    found = compared([news_study()], [merged_study()])
    assert (found.added, found.removed) == ({}, {})
    (revision,) = found.revised
    assert (revision.study, revision.was) == (merged_study().key, news_study().key)


def test_two_numbers_of_one_value_in_other_units_are_told_once():
    study = news_study()
    (change,) = compared([replace(study, follow_up=())], [study]).revised[0].changes
    assert (change.field, list(change.new)) == ("study.followUp", ["P1Y6M"])


def test_machines_read_the_same():
    raw = json.loads(compared([enrolling(40)], [enrolling(41)]).to_json())
    assert raw["revised"][0]["changes"][0]["old"].keys() == {"40"}
    assert (raw["unchanged"], raw["revised"][0]["was"]) == (0, None)
