"""Two reports of one study: what counts as a disagreement between them, and what does not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from graphbuild.identity import disagreements
from graphbuild.model.codes import (
    Certainty,
    Design,
    Direction,
    DocumentKind,
    DurationUnit,
    MatchKind,
    OutcomeRole,
    Phase,
    Polarity,
)
from graphbuild.model.fact import Duration, Field, PartialDate
from graphbuild.model.study import (
    Arm,
    ConceptLink,
    Evidence,
    Finding,
    Outcome,
    Publication,
    Reading,
    Report,
    Stated,
    Study,
    Term,
)
from graphbuild.model.text import Span

KINDS = {
    "paper": DocumentKind.PAPER,
    "abstract": DocumentKind.ABSTRACT,
    "record": DocumentKind.REGISTRATION,
    "news": DocumentKind.NEWS,
}


def said(document, value, quote="the words", words=None):
    exact = words or quote
    start = quote.index(exact)
    span = Span(start, start + len(exact))
    return Stated(value, (Evidence(document, span, Span(0, len(quote)), exact, quote, "test/rule"),))


def study(*documents, lost=(), **values):
    reports = tuple(Report(one, "0", 99, KINDS[one], title=said(one, "A title", "A title")) for one in documents)
    return Study("s", reports, readings=tuple(Reading(path, Field.ENROLLMENT, one) for path, one in lost), **values)


def term(label, concept=None):
    links = (ConceptLink(concept, "outcome", MatchKind.PREFERRED, label),) if concept else ()
    return Term(label, links=links)


def outcome(key, document, *, role=OutcomeRole.PRIMARY, concept=None, months=None):
    frames = () if months is None else (said(document, Duration(Decimal(months), DurationUnit.MONTH)),)
    measure = said(document, term(key.replace("-", " "), concept), key.replace("-", " "))
    return Outcome(key, measure, None if role is None else said(document, role), frames)


def found(one):
    return [(each.kind.removeprefix("disagreement-"), each.severity.removeprefix("severity-")) for each in
            disagreements(one)]  # fmt: skip


def rivals(path, mine, theirs, left="abstract", right="news"):
    """Gives a study in whose reports a field has two values."""
    values = {path: said(left, mine)}
    if path == "publication/date":
        values = {"publication": Publication(date=said(left, mine))}
    return study(left, right, lost=[(path, said(right, theirs))], **values)


@pytest.mark.parametrize(
    ("path", "mine", "theirs", "expected"),
    [
        ("enrollment", 120, 60, [("enrolment", "high")]),
        ("enrollment", 120, 118, [("enrolment", "medium")]),
        ("phase", Phase.PHASE_2, Phase.PHASE_3, [("phase", "high")]),
        ("phase", Phase.PHASE_2, Phase.PHASE_2_3, [("phase", "low")]),
        ("phase", Phase.PHASE_1, Phase.PHASE_1B, []),
        ("start_date", PartialDate(2020, 1), PartialDate(2021, 3), [("date", "medium")]),
        ("start_date", PartialDate(2020, 1), PartialDate(2020, 2), [("date", "low")]),
        ("start_date", PartialDate(2020, 1, 5), PartialDate(2020, 1), []),
        ("start_date", PartialDate(2020, 1, 5), PartialDate(2020), []),
        ("publication/date", PartialDate(2020, 12), PartialDate(2021, 2), []),
        ("publication/date", PartialDate(2019), PartialDate(2022), [("date", "low")]),
        ("deaths", 2, 3, [("serious-adverse-events", "medium")]),
        ("objective", "To see whether it works", "To learn if it works", []),
        ("status", "done", "finished", []),
    ],
)
def test_two_values_of_a_field(path, mine, theirs, expected):
    assert found(rivals(path, mine, theirs)) == expected


def test_one_report_never_disagrees_with_itself():
    assert disagreements(study("news", enrollment=said("news", 4), lost=[("enrollment", said("news", 5))])) == ()
    both = study("news", "paper", enrollment=said("news", 4), lost=[("enrollment", said("news", 5))])
    assert disagreements(both) == ()


def test_numbers_that_count_something_else_are_no_disagreement():
    one = rivals("enrollment", 120, 60)
    assert found(replace(one, arms=(Arm("drug", said("abstract", "drug"), size=said("abstract", 60)),))) == []
    assert found(replace(one, analysed=said("abstract", 60))) == []
    rounded = said("news", 100, "Nearly 100 people took part.", "100")
    assert found(study("paper", "news", enrollment=said("paper", 104), lost=[("enrollment", rounded)])) == []
    exact = said("news", 100, "All 100 people took part.", "100")
    assert len(found(study("paper", "news", enrollment=said("paper", 104), lost=[("enrollment", exact)]))) == 1


@pytest.mark.parametrize(("qualifier", "count"), [("ESTIMATED", 0), ("ACTUAL", 1)])
def test_a_planned_number_is_no_disagreement(qualifier, count):
    one = rivals("enrollment", 120, 60, right="record")
    assert len(found(replace(one, enrollment_qualifier=said("record", qualifier)))) == count


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (Design.RANDOMIZED, Design.NON_RANDOMIZED, [("design", "high")]),
        (Design.UNCONTROLLED, Design.PLACEBO_CONTROLLED, [("design", "high")]),
        (Design.OPEN_LABEL, Design.DOUBLE_BLIND, [("design", "medium")]),
        (Design.DOUBLE_BLIND, Design.BLINDED, []),
        (Design.RANDOMIZED, Design.CONTROLLED, []),
    ],
)
def test_facets_of_a_design(mine, theirs, expected):
    assert found(study("paper", "news", design=(said("paper", mine), said("news", theirs)))) == expected


def test_a_report_that_says_both_facets_disagrees_with_none():
    design = (said("paper", Design.DOUBLE_BLIND), said("paper", Design.OPEN_LABEL), said("news", Design.OPEN_LABEL))
    assert found(study("paper", "news", design=design)) == []


def primaries(*outcomes, documents=("record", "paper")):
    return found(study(*documents, outcomes=outcomes))


def test_primary_outcomes_registered_against_reported():
    pain = outcome("pain", "record", concept="c/pain")
    sleep = outcome("sleep", "paper", concept="c/sleep")
    told = outcome("pain-score", "paper", concept="c/pain")
    assert primaries(pain, sleep) == [("primary-outcome-switched", "high")]
    assert primaries(pain, told) == []
    assert primaries(pain, outcome("walking", "record", concept="c/walking"), told) == [
        ("primary-outcome-dropped", "medium")
    ]
    assert primaries(pain, told, sleep) == [("primary-outcome-added", "medium")]
    planned = outcome("sleep-quality", "record", role=OutcomeRole.SECONDARY, concept="c/sleep")
    assert primaries(pain, planned, told, sleep) == [("primary-outcome-added", "high")]


def test_outcomes_that_may_be_the_same_in_other_words_are_no_disagreement():
    assert primaries(outcome("pain", "record", concept="c/pain"), outcome("soreness", "paper")) == []
    assert primaries(outcome("change-in-pain-at-rest", "record"), outcome("pain", "paper", concept="c/pain")) == []
    silent = outcome("sleep", "news", concept="c/sleep", role=None)
    assert primaries(outcome("pain", "record", concept="c/pain"), silent, documents=("record", "news")) == []


@pytest.mark.parametrize(("months", "expected"), [(6, [("time-frame", "medium")]), (12, []), (None, [])])
def test_a_primary_outcome_measured_at_another_time(months, expected):
    registered, reported = outcome("pain", "record", months=12), outcome("pain-score", "paper", months=months)
    assert primaries(registered, reported) == expected


def finding(key, document, statement, **values):
    return Finding(
        f"{key}-all", said(document, key), said(document, statement, statement), **_said(document, statement, values)
    )


def _said(document, statement, values):
    return {name: said(document, value, statement) for name, value in values.items()}


@pytest.mark.parametrize(
    ("absent", "present", "expected"),
    [
        ("Nobody had serious events.", "Two serious events occurred.", [("serious-adverse-events", "high")]),
        ("No serious event was related to the drug.", "Two serious events occurred.", []),
    ],
)
def test_serious_events_seen_by_one_report_only(absent, present, expected):
    outcomes = (outcome("serious-events", "news", role=None), outcome("serious-adverse-events", "paper", role=None))
    findings = (
        finding("serious-events", "news", absent, polarity=Polarity.ABSENT),
        finding("serious-adverse-events", "paper", present, polarity=Polarity.PRESENT),
    )
    assert found(study("paper", "news", outcomes=outcomes, findings=findings)) == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (Direction.FAVOURS_INTERVENTION, Direction.NO_DIFFERENCE, [("direction", "high")]),
        (Direction.FAVOURS_INTERVENTION, Direction.MIXED, []),
    ],
)
def test_directions(mine, theirs, expected):
    one = finding("pain", "paper", "Pain fell", direction=mine)
    lost = [("findings/pain-all/direction", said("news", theirs))]
    assert found(study("paper", "news", findings=(one,), lost=lost)) == expected


def test_news_that_asserts_what_the_paper_hedges():
    one = finding("pain", "paper", "Pain may have fallen", certainty=Certainty.HEDGED)
    firm = ("findings/pain-all/certainty", said("news", Certainty.ASSERTED))
    assert found(study("paper", "news", findings=(one,), lost=[firm])) == [("hedge", "medium")]
    sure = finding("pain", "paper", "Pain fell", certainty=Certainty.ASSERTED)
    weak = ("findings/pain-all/certainty", said("news", Certainty.HEDGED))
    assert found(study("paper", "news", findings=(sure,), lost=[weak])) == []


@pytest.mark.parametrize(
    ("paper", "news", "expected"),
    [
        ("In exploratory analyses pain fell", "The drug significantly reduced pain.", [("hedge", "high")]),
        ("In exploratory analyses pain fell", "The drug reduced pain.", []),
        ("In exploratory analyses pain fell", "Sleep improved significantly.", []),
        ("In exploratory analyses pain fell", "It did not significantly reduce pain.", []),
        ("Pain fell significantly in exploratory analyses", "The drug significantly reduced pain.", []),
        ("Pain fell", "The drug significantly reduced pain.", []),
    ],
)
def test_news_that_says_significant_of_what_the_paper_explored(paper, news, expected):
    one = study(
        "paper",
        "news",
        outcomes=(outcome("pain", "paper", role=None),),
        findings=(finding("pain", "paper", paper),),
        institutions=(said("news", "A Clinic", news),),
    )
    assert found(one) == expected


@pytest.mark.parametrize(
    ("news", "expected"),
    [
        ("Pain fell in everyone.", [("caveat", "low")]),
        ("Pain fell, in what is a small trial.", []),
        ("Pain may have fallen.", []),
    ],
)
def test_a_limitation_that_the_news_leaves_out(news, expected):
    limits = (said("paper", "there was no control group", "there was no control group"),)
    assert found(study("paper", "news", limitations=limits, safety=(said("news", news, news),))) == expected


def test_the_gravest_come_first_and_quote_the_stronger_report_on_the_left():
    one = study(
        "paper",
        "news",
        phase=said("news", Phase.PHASE_2),
        start_date=said("paper", PartialDate(2020, 1)),
        lost=[("start_date", said("news", PartialDate(2020, 3))), ("phase", said("paper", Phase.PHASE_3, "phase 3"))],
    )
    phase, date = disagreements(one)
    assert (phase.path, date.path) == ("phase", "start_date")
    assert (date.left.value, date.right.value) == ("2020-01", "2020-03")
    assert {phase.left.evidence.document, phase.right.evidence.document} == {"paper", "news"}
