import csv
from dataclasses import replace

from graphbuild.model.study import Stated
from graphbuild.view.extraction_table import COLUMNS, extraction_table
from graphbuild.view.grid import to_csv
from tests.example import news_study


def records(*studies, outcome=""):
    return list(csv.DictReader(to_csv(extraction_table(studies, outcome)).splitlines()))


def test_a_finding_gives_one_row_under_stable_names():
    assert COLUMNS[:4] == ("study", "title", "year", "outcome")
    sneezing = records(news_study(), outcome="sneez")
    assert len(sneezing) == 1
    row = sneezing[0]
    assert (row["effect"], row["ci_lower"], row["ci_upper"], row["p"]) == ("23.50", "12", "34.5", "0.03")
    assert (row["statistic"], row["arm"], row["compared_with"]) == ("relative-change", "the drops", "placebo drops")
    assert row["outcome_role"] == "primary"
    assert row["quote"].startswith("Sneezing, the primary outcome")


def test_what_is_not_stated_is_empty():
    row = records(news_study(), outcome="sneez")[0]
    assert row["mean"] == row["sd"] == row["events"] == row["total"] == row["arm_n"] == ""


def test_no_event_is_a_zero_and_a_share_is_no_effect():
    rows = {row["outcome"]: row for row in records(news_study()) if row["status"] != "derived"}
    assert rows["serious adverse events"]["events"] == "0"
    assert (rows["slept"]["value"], rows["slept"]["effect"]) == ("0.5", "")
    assert rows["slept"]["time_months"] == "6"


def test_a_computed_number_is_marked_and_names_its_formula():
    derived = [row for row in records(news_study()) if row["status"] == "derived"]
    assert derived
    assert all(row["formula"] for row in derived)


def test_a_standard_deviation_is_read_only_where_it_is_called_one():
    study = news_study()
    finding = study.findings[0]

    def spread(words):
        changed = replace(finding, dispersion=Stated(words, finding.statement.evidence))
        return records(replace(study, findings=(changed,)))[0]

    assert (spread("SD 3.2")["sd"], spread("SD 3.2")["dispersion"]) == ("3.2", "SD 3.2")
    assert spread("range 1 to 9")["sd"] == ""


def test_a_finding_without_a_number_is_left_out_and_counted():
    study = news_study()
    bare = replace(study.findings[2], events=None)
    grid = extraction_table([replace(study, findings=(bare,))])
    assert grid.rows == ()
    assert grid.notes == ("1 findings without a number are left out.",)


def test_an_outcome_that_nobody_measured_gives_no_rows():
    assert records(news_study(), outcome="hair colour") == []
