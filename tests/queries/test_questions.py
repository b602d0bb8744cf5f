"""Every question of the library asked of five small studies: the rows it must give, and those it must not."""

import re
from decimal import Decimal

import pytest

from graphbuild.query import Iri, question, questions, run, vocabulary
from graphbuild.resources import queries
from graphbuild.terms import CONCEPT, ID
from tests.queries.reports import memory, oxigraph, studies


@pytest.fixture(scope="module")
def store():
    return oxigraph()


@pytest.fixture(scope="module")
def second():
    return memory()


@pytest.fixture(scope="module")
def names():
    return {f"{ID}study/{study.key}": name for name, study in studies().items()}


def answer(store, names, title, *columns, **parameters):
    """Gives some columns of an answer, studies by their short names and concepts by their codes."""
    rows = run(store, title, **parameters)
    found = [tuple(_plain(row[column], names) for column in columns) for row in rows.dicts()]
    return [row[0] if len(columns) == 1 else row for row in found]


def _plain(cell, names):
    if not isinstance(cell, Iri):
        return cell
    return names.get(cell.value) or cell.value.removeprefix(CONCEPT).rpartition("#")[2]


def test_interventional_studies_of_a_condition_include_its_subtypes_and_no_cohort(store, names):
    found = answer(store, names, "studies-of-condition", "study", "phase", "enrollment")
    assert found == [("cells", "phase-1", 14), ("twin", "phase-1", 20), ("antibody", "phase-3", 600)]
    assert answer(store, names, "studies-of-condition", "study", condition="psoriasis") == ["skin"]


def test_interventions_count_people_once_and_leave_placebo_out(store, names):
    found = answer(store, names, "interventions-of-condition", "intervention", "studies", "people", "study")
    assert ("neural-stem-cell-transplantation", 2, 34, "cells") in found
    assert ("ocrelizumab", 1, 600, "antibody") in found
    assert {row[0] for row in found} == {"neural-stem-cell-transplantation", "ocrelizumab"}


def test_a_class_of_interventions_by_route(store, names):
    assert set(answer(store, names, "interventions-by-route", "study", "givenBy")) == {
        ("twin", None),
        ("cells", "route-intrathecal"),
    }
    assert answer(store, names, "interventions-by-route", "study", route="intrathecal") == ["cells"]
    assert answer(store, names, "interventions-by-route", "study", route="oral") == []


def test_only_interventions_all_of_whose_studies_are_early_are_early(store, names):
    found = answer(store, names, "early-evidence-only", "concept", "study", "reason")
    assert ("neural-stem-cell-transplantation", "cells", "uncontrolled") in found
    assert {row[0] for row in found} == {"neural-stem-cell-transplantation"}


def test_a_timeline_begins_with_the_earliest(store, names):
    found = answer(store, names, "timeline-of-condition", "year", "date", "study")
    assert found == [(2019, "2019-05", "antibody"), (2021, "2021-03-02", "cells")]


def test_effects_on_an_outcome_with_direction_size_and_follow_up(store, names):
    asked = {"intervention": "ocrelizumab", "outcome": "relapse rate"}
    columns = ("study", "direction", "comparedWith", "enrollment")
    found = answer(store, names, "effect-on-outcome", *columns, **asked)
    assert found == [("antibody", "favours-intervention", "placebo infusions", 600)]
    assert answer(store, names, "effect-on-outcome", "study", **asked, comparator="placebo-treatment") == ["antibody"]
    assert answer(store, names, "effect-on-outcome", "study", **asked, comparator="cell therapy") == []
    assert answer(store, names, "effect-on-outcome", "followUpMonths", outcome="brain atrophy")[0] == Decimal(24)


def test_studies_disagree_where_one_sees_a_benefit_and_the_other_none(store, names):
    found = answer(
        store, names, "disagreeing-outcomes", "outcome", "study", "direction", "otherStudy", "otherDirection"
    )
    assert found == [("brain-atrophy", "cells", "favours-intervention", "twin", "no-difference")]
    assert answer(store, names, "disagreeing-outcomes", "outcome", condition="psoriasis") == []


def test_findings_of_a_dose_group(store, names):
    found = answer(store, names, "findings-by-dose", "study", "arm", "change", "certainty")
    assert found == [("cells", "the highest dose", "decrease", "hedged")]


def test_primary_outcomes_are_met_not_met_or_not_said(store, names):
    assert set(answer(store, names, "primary-outcomes", "study", "outcome", "verdict")) == {
        ("cells", "Safety", "met"),
        ("cells", "brain volume", "not said"),
        ("antibody", "relapse rate", "met"),
        ("twin", "brain shrank", "not met"),
        ("cohort", "Fatigue", "not said"),
    }


def test_the_largest_study_and_the_longest_follow_up(store, names):
    assert answer(store, names, "largest-and-longest", "measure", "value", "study") == [
        ("largest study", 900, "cohort"),
        ("longest follow-up", Decimal(120), "cohort"),
    ]
    found = answer(store, names, "largest-and-longest", "study", "value", condition="progressive multiple sclerosis")
    assert found == [("twin", 20), ("cells", Decimal(24))]


def test_the_extraction_table_holds_findings_with_numbers_only(store, names):
    found = answer(store, names, "extraction-table", "study", "measure", "value", "ciLower", "pRelation", "events")
    assert ("antibody", "relapse rate", Decimal("0.54"), Decimal("0.40"), "<", None) in found
    assert ("twin", "Injection site reactions", None, None, None, 5) in found
    assert not [row for row in found if row[1] == "brain shrank"]


def test_no_serious_adverse_events_holds_for_all_reports_of_a_study(store, names):
    found = answer(store, names, "no-serious-adverse-events", "study", "enrollment", "followUpMonths", "words")
    assert found == [("skin", 50, Decimal(12), "no serious side effects")]
    assert answer(store, names, "no-serious-adverse-events", "study", condition="multiple sclerosis") == []


def test_adverse_events_of_more_than_one_study(store, names):
    found = answer(store, names, "repeated-adverse-events", "event", "study", "events")
    assert ("injection-site-reaction", "twin", 5) in found
    assert ("injection-site-reaction", "antibody", 30) in found
    assert answer(store, names, "repeated-adverse-events", "event", intervention="cell therapy") == []


def test_safe_is_doubted_in_few_people_or_without_control(store, names):
    found = answer(store, names, "safe-in-few", "study", "reason")
    assert set(found) == {("cells", "few participants"), ("cells", "no control group")}
    assert answer(store, names, "safe-in-few", "reason", people=10) == ["no control group"]


def test_silence_on_harms(store, names):
    assert answer(store, names, "silent-on-harms", "study") == ["cohort"]


def test_the_words_behind_a_fact(store, names):
    study = next(iri for iri, name in names.items() if name == "cells")
    asked = {"node": study, "predicate": "https://w3id.org/graphbuild/ns#enrollment"}
    found = answer(store, names, "sentence-behind", "value", "words", "quote", "rule", **asked)
    (value, words, quote, rule) = found[0]
    assert (len(found), value, words, rule) == (1, 14, "14", "test/study.enrollment")
    assert "14 people with secondary progressive MS" in quote


def test_hedged_and_preliminary_claims(store, names):
    found = answer(store, names, "hedged-claims", "study", "kind", "words")
    assert found == [("cells", "hedged finding", "may have"), ("cells", "limitation", None)]


def test_what_only_news_says(store, names):
    study = next(iri for iri, name in names.items() if name == "cells")
    found = answer(store, names, "only-in-news", "property", "value", study=study)
    assert ("city", "Milan") in found
    assert ("enrollment", 14) in found
    assert not [row for row in found if row[0] == "phase"]
    assert "antibody" not in answer(store, names, "only-in-news", "study")


def test_sound_studies_have_no_suspect_facts(store, names):
    assert answer(store, names, "suspect-facts", "problem") == []


def test_reports_of_a_study_say_why_they_were_linked(store, names):
    study = next(iri for iri, name in names.items() if name == "cells")
    found = answer(store, names, "reports-of-study", "kind", "reason", "weight", study=study)
    assert sorted(found) == [
        ("news", "equal intervention and phase", Decimal("0.8")),
        ("registration", "equal intervention and phase", Decimal("0.8")),
    ]
    rows = list(run(store, "reports-of-study", study=study).dicts())
    assert {rows[0]["document"].value, rows[0]["linkedTo"].value} == {
        rows[1]["document"].value,
        rows[1]["linkedTo"].value,
    }


def test_disagreements_are_one_row_each_with_both_values_and_both_sentences(store, second, names):
    found = answer(store, names, "disagreements", "study", "kind", "severity", "value", "otherValue")
    assert found == [
        ("cells", "disagreement-enrolment", "severity-high", "14", "9"),
        ("cells", "disagreement-primary-outcome-switched", "severity-high", "brain volume", "Safety"),
        (
            "cells",
            "disagreement-serious-adverse-events",
            "severity-high",
            "Nobody had a serious adverse event.",
            "Serious adverse events: 1 of 9.",
        ),
    ]
    quotes = answer(store, names, "disagreements", "quote", "otherQuote")
    assert "14 people" in quotes[0][0]
    assert "9 people" in quotes[0][1]
    assert run(second, "disagreements").rows == run(store, "disagreements").rows
    assert answer(store, names, "disagreements", "study", study=f"{ID}study/{studies()['twin'].key}") == []


def test_a_registered_outcome_that_was_not_reported(store, names):
    found = answer(store, names, "registered-outcomes", "study", "verdict", "registered", "reported")
    assert found == [("cells", "different", "brain volume", "Safety")]


def test_near_twins_stay_apart(store, names):
    columns = ("relation", "study", "other", "enrollment", "otherEnrollment")
    assert answer(store, names, "possible-duplicates", *columns) == [("near-twins", "cells", "twin", 14, 20)]


def test_studies_by_place_person_and_journal(store, names):
    assert answer(store, names, "studies-by-name", "kind", "study") == [("city", "cells")]
    found = answer(store, names, "studies-by-name", "kind", "study", name="example")
    assert set(found) == {
        ("author", "antibody"),
        ("journal", "antibody"),
        ("institution", "cohort"),
        ("institution", "twin"),
    }
    assert answer(store, names, "studies-by-name", "study", name="no such place") == []


def test_completeness_counts_studies_that_state_a_field(store, names):
    found = answer(store, names, "completeness", "kind", "field", "stated", "studies")
    assert ("news", "enrolment", 4, 4) in found
    assert ("registration", "registry id", 1, 1) in found
    assert ("abstract", "country", 0, 1) in found
    assert ("news", "enrolment", 1, 1) in answer(
        store, names, "completeness", "kind", "field", "stated", "studies", since=2020
    )


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_both_engines_give_the_same_rows(store, second, name):
    first, other = run(store, name), run(second, name)
    assert "quote" in first.columns
    if name == "completeness":  # of the sentences that state a field each engine shows one
        assert all((mine[-1] is None) == (theirs[-1] is None) for mine, theirs in zip(first, other, strict=True))
        assert [row[:-1] for row in first] == [row[:-1] for row in other]
    else:
        assert first.rows == other.rows


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_headers_explain_the_columns_that_come(store, name):
    assert list(question(name).columns) == list(run(store, name).columns)


def test_every_row_leads_to_a_quote(store):
    for one in questions():
        if one.name != "completeness":
            assert all(run(store, one.name).column("quote"))


def test_the_numbers_are_those_of_the_list():
    assert [one.number for one in questions()] == list(range(1, 26))


def test_every_concept_that_a_question_names_is_in_the_vocabulary():
    known = {quad.subject.value for quad in vocabulary()}
    for path in queries().glob("*.rq"):
        for code in re.findall(r"gbc:([\w-]+)", path.read_text(encoding="utf-8")):
            assert CONCEPT + code in known
