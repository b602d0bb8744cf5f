from dataclasses import replace
from itertools import permutations

import pytest

from graphbuild.errors import StoreError
from graphbuild.identity import Rulings, compare, identify
from graphbuild.model.codes import Certainty, Design, DocumentKind, InterventionRole, MatchKind, Phase
from graphbuild.model.fact import Field, PartialDate, Person
from graphbuild.model.study import (
    ConceptLink,
    Evidence,
    Finding,
    Intervention,
    Outcome,
    Publication,
    Report,
    Stated,
    Study,
    Term,
)
from graphbuild.model.text import Span

TITLE = "Blue drops for dry eyes in older adults: a randomised trial"
AUTHORS = ("Ada Alder", "Ben Birch", "Cora Cedar")


def said(document, value, confidence=1.0):
    evidence = Evidence(document, Span(0, 5), Span(0, 9), "words", "the words", "test/rule", confidence)
    return Stated(value, (evidence,))


def report(document, kind=DocumentKind.NEWS, **fields):
    """A study as one report tells it: authors as names, ids as texts, everything else as Stated already."""
    ids = tuple(said(document, one) for one in fields.pop("ids", ()))
    authors = tuple(said(document, Person(name)) for name in fields.pop("authors", ()))
    paper = {name: said(document, fields.pop(name)) for name in ("title", "journal", "doi", "date") if name in fields}
    scalars = {name: said(document, value) for name, value in fields.items() if not isinstance(value, tuple)}
    lists = {name: value for name, value in fields.items() if isinstance(value, tuple)}
    return Study(
        ids[0].value.lower() if ids else document,
        (Report(document, "0" * 64, 9, kind),),
        publication=Publication(authors=authors, **paper),
        registry_ids=ids,
        **scalars,
        **lists,
    )


def test_a_shared_registry_number_makes_one_study_of_two_reports():
    news = report("a", ids=["NCT01000001"], enrollment=12)
    record = report("b", DocumentKind.REGISTRATION, ids=["NCT01000001"], enrollment=4)
    (one,) = identify([news, record])
    assert [(r.document, r.kind) for r in one.reports] == [("b", "registration"), ("a", "news")]
    assert one.key == "nct01000001"
    assert next((m.reason, m.weight) for m in one.merges) == ("same registry number: NCT01000001", 12.0)


def test_what_most_reports_state_wins_and_the_loser_stays_as_a_reading():
    reports = [report(name, ids=["NCT01000001"], enrollment=12) for name in "ab"]
    reports.append(report("c", DocumentKind.REGISTRATION, ids=["NCT01000001"], enrollment=4))
    (one,) = identify(reports)
    assert one.enrollment is not None
    assert one.enrollment.value == 12
    assert {piece.document for piece in one.enrollment.evidence} == {"a", "b"}
    assert [(r.path, r.field, r.stated.value) for r in one.readings] == [("enrollment", Field.ENROLLMENT, 4)]


@pytest.mark.parametrize(
    "agreeing",
    [
        {"title": TITLE},
        {"authors": AUTHORS, "enrollment": 47, "journal": "Eye Matters"},
        {"authors": AUTHORS[:2], "date": PartialDate(2020, 5, 4), "enrollment": 47, "acronym": "BLUE"},
    ],
)
def test_without_numbers_enough_agreement_makes_one_study(agreeing):
    assert len(identify([report("a", **agreeing), report("b", **agreeing)])) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"ids": ["NCT01000001"], "title": TITLE}, {"ids": ["NCT01000002"], "title": TITLE}),
        ({"doi": "10.1/a", "title": TITLE}, {"doi": "10.1/b", "title": TITLE}),
        ({"phase": Phase.PHASE_1, "title": TITLE}, {"phase": Phase.PHASE_3, "title": TITLE}),
        ({"design": (said("a", Design.EXTENSION),), "title": TITLE}, {"title": TITLE}),
    ],
)
def test_near_twins_are_forbidden_to_merge(left, right):
    assert compare(report("a", **left), report("b", **right)).forbidden
    assert len(identify([report("a", **left), report("b", **right)])) == 2


def test_a_topic_and_a_journal_alone_do_not_make_one_study():
    fields = {"journal": "Eye Matters", "enrollment": 12, "phase": Phase.PHASE_1}
    assert len(identify([report("a", **fields), report("b", **fields)])) == 2


@pytest.mark.parametrize("wider", [Phase.PHASE_2A, Phase.PHASE_2_3, Phase.PHASE_1_2])
def test_phases_that_share_a_number_are_no_clash(wider):
    left, right = report("a", title=TITLE, phase=wider), report("b", title=TITLE, phase=Phase.PHASE_2)
    assert compare(left, right).forbidden is None


def test_a_phase_told_wrong_does_not_part_reports_of_one_name():
    left = report("a", acronym="BLUE-2", phase=Phase.PHASE_2, authors=AUTHORS, enrollment=47)
    right = report("b", acronym="BLUE-2", phase=Phase.PHASE_3, authors=AUTHORS, enrollment=47)
    assert len(identify([left, right])) == 1
    assert "different phases" in [reason.text for reason in compare(left, right).reasons]


def given(document, label, concept=None, match=MatchKind.PREFERRED, role=None):
    links = (ConceptLink(concept, "intervention", match, label),) if concept else ()
    roles = (said(document, role),) if role else ()
    return Intervention(label, said(document, Term(label, (), links)), roles=roles)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("zinc", "c/zinc"), ("zinc gluconate", "c/zinc"), "same intervention"),
        (("zinc", "c/zinc"), ("statin", "c/statin"), "no intervention in common"),
        (("zinc", "c/zinc"), ("knifeless surgery", "c/surgery", MatchKind.BROADER), None),
        (("zinc", "c/zinc"), ("zinc lozenges", None), "related intervention"),
        (("dummy drops", "c/placebo", MatchKind.PREFERRED, InterventionRole.PLACEBO), ("zinc", "c/zinc"), None),
    ],
)
def test_what_was_given_in_both(mine, theirs, expected):
    left = report("a", interventions=(given("a", *mine),))
    right = report("b", interventions=(given("b", *theirs),))
    said_of_it = [reason.text for reason in compare(left, right).reasons if "intervention" in reason.text]
    assert said_of_it == ([expected] if expected else [])


def quoting(study, quote):
    """The same study, which states its status in a sentence of its own."""
    document = study.reports[0].document
    evidence = Evidence(document, Span(0, 4), Span(0, len(quote)), quote[:4], quote, "test/rule", 1.0)
    return replace(study, status=Stated("done", (evidence,)))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Zinc drops were given to the patients.", "intervention of the one named in the other: zinc drops"),
        ("Drops with zinc were given to the patients.", None),
    ],
)
def test_a_treatment_that_the_other_report_calls_by_a_nickname(quote, expected):
    named = report("a", interventions=(given("a", "zinc drops", "zinc"),))
    other = quoting(report("b", interventions=(given("b", "the blue wonder"),)), quote)
    reasons = [reason.text for reason in compare(named, other).reasons]
    assert reasons == ([expected] if expected else [])


def test_two_studies_of_one_disease_as_exposure_have_the_disease_in_common_only():
    left, right = (
        report(
            name,
            conditions=(said(name, Term("dry eyes")),),
            interventions=(given(name, "dry eyes", "dry-eyes"),),
        )
        for name in "ab"
    )
    assert [reason.text for reason in compare(left, right).reasons] == ["same condition"]


def test_a_disease_that_people_were_exposed_to_is_no_treatment_of_both():
    sick = {"conditions": (said("a", Term("dry eyes")),)}
    named = report("a", interventions=(given("a", "dry eyes", "dry-eyes"),), **sick)
    other = quoting(report("b", conditions=(said("b", Term("dry eyes")),)), "Dry eyes were seen in many.")
    assert [reason.text for reason in compare(named, other).reasons] == ["same condition"]


@pytest.mark.parametrize(
    ("number", "quote", "weight"),
    [
        (76, "In the study 76 patients were given drops.", 2.0),
        (1134, "Of 1,134 older adults half were given drops.", 2.0),
        (76, "In the study 176 patients were given drops.", 0.0),
        (76, "After 76 days the patients were well.", 0.0),
        (12, "In the study 12 patients were given drops.", 0.0),
    ],
)
def test_a_number_of_people_that_the_other_report_only_mentions(number, quote, weight):
    other = quoting(report("b"), quote)
    assert compare(report("a", enrollment=number), other).score == weight
    assert compare(other, report("a", enrollment=number)).score == weight
    assert compare(report("c", enrollment=5000), replace(other, enrollment=said("b", 5000))).score == 1.0


@pytest.mark.parametrize(("common", "weight"), [((), None), (("Acme Fund",), 0.7), (("Acme Fund", "Zinc Makers"), 2.0)])
def test_money_from_the_same_hands(common, weight):
    left = report("a", funders=tuple(said("a", name) for name in (*common, "Blue Trust")))
    right = report("b", funders=tuple(said("b", name) for name in (*common, "Red Trust")))
    assert [r.weight for r in compare(left, right).reasons if r.text.startswith("paid")] == ([weight] if weight else [])


def test_a_close_call_stays_apart_and_is_named_on_both_sides():
    fields = {"authors": AUTHORS[:2], "acronym": "BLUE"}
    left, right = report("a", **fields), report("b", **fields, enrollment=30)
    left = replace(left, enrollment=said("a", 29))
    found = identify([left, right])
    assert [[near.study for near in study.possibly_same_as] for study in found] == [["b"], ["a"]]
    assert "authors in common: alder-a, birch-b" in found[0].possibly_same_as[0].reasons


def test_a_forbidden_pair_does_not_meet_in_a_group_through_a_third_report():
    middle = report("m", title=TITLE)
    ends = [report("a", title=TITLE, phase=Phase.PHASE_1), report("b", title=TITLE, phase=Phase.PHASE_3)]
    assert sorted(len(study.reports) for study in identify([*ends, middle])) == [1, 2]


def test_the_order_of_the_reports_makes_no_difference():
    reports = [
        report("a", ids=["NCT01000001"], enrollment=12, title=TITLE),
        report("b", title=TITLE, enrollment=12),
        report("c", authors=AUTHORS, acronym="BLUE"),
        report("d", DocumentKind.REGISTRATION, ids=["NCT01000001"], enrollment=4),
    ]
    assert len({identify(order) for order in permutations(reports)}) == 1


def test_interventions_outcomes_and_findings_of_one_concept_come_together():
    drops = ConceptLink("https://example.org/drops", "interventions", MatchKind.SYNONYM, "eye drops")
    dry = ConceptLink("https://example.org/dryness", "outcomes", MatchKind.PREFERRED, "dryness")

    def one(document, name, outcome, certainty):
        finding = Finding(
            f"{outcome}-all",
            said(document, outcome),
            said(document, f"{outcome} fell"),
            certainty=said(document, certainty),
        )
        return report(
            document,
            ids=["NCT01000001"],
            interventions=(Intervention(name, said(document, Term(name, (), (drops,)))),),
            outcomes=(Outcome(outcome, said(document, Term(outcome, (), (dry,)))),),
            findings=(finding,),
        )

    (merged,) = identify(
        [one("a", "blue-drops", "dryness", Certainty.HEDGED), one("b", "eye-drops", "dry-eyes", Certainty.ASSERTED)]
    )
    assert [item.key for item in merged.interventions] == ["blue-drops"]
    assert [item.key for item in merged.outcomes] == ["dryness"]
    assert [item.key for item in merged.findings] == ["dryness-all"]
    lost = {reading.path: reading.stated.value for reading in merged.readings}
    assert lost["findings/dryness-all/certainty"] is Certainty.ASSERTED


def test_a_ruling_goes_before_every_reason():
    left, right = report("a", ids=["NCT01000001"], title=TITLE), report("b", ids=["NCT01000002"], title=TITLE)
    joined = Rulings().ruled("b", "a", joined=True)
    (one,) = identify([left, right], joined)
    assert one.merges[0].reason == "joined by a person"
    same = [report("a", ids=["NCT01000001"]), report("b", ids=["NCT01000001"])]
    assert len(identify(same, joined.ruled("a", "b", joined=False))) == 2


def test_a_ruling_on_a_document_that_is_not_there_changes_nothing():
    left, right = report("a", title=TITLE), report("b", title=TITLE)
    rulings = Rulings().ruled("a", "elsewhere", joined=True).ruled("x", "y", joined=False)
    assert identify([left, right], rulings) == identify([left, right])


def test_rulings_are_kept_and_read_back():
    rulings = Rulings().ruled("b", "a", joined=True).ruled("c", "a", joined=False).ruled("a", "b", joined=False)
    assert Rulings.from_json(rulings.to_json(), "identity.json") == rulings
    assert list(rulings.pairs(joined=False)) == [("a", "b"), ("a", "c")]


@pytest.mark.parametrize("text", ["", '{"a": 1}', "[1]", '[{"left": "a"}]'])
def test_damaged_rulings_are_an_error_that_names_the_file(text):
    with pytest.raises(StoreError, match=r"identity\.json"):
        Rulings.from_json(text, "identity.json")
