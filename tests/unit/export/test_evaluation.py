from decimal import Decimal

import pytest

from graphbuild.export.evaluation import evaluation_record
from graphbuild.model.codes import (
    Design,
    Direction,
    DocumentKind,
    DurationUnit,
    InterventionRole,
    InterventionType,
    MatchKind,
    Phase,
    Sex,
    StudyType,
)
from graphbuild.model.fact import Duration, PartialDate
from graphbuild.model.study import (
    ConceptLink,
    Evidence,
    Finding,
    Intervention,
    Outcome,
    Population,
    Publication,
    Report,
    Stated,
    Study,
    Term,
)
from graphbuild.model.text import Document, Span

DOCUMENT = Document("Forty adults took the blue drops by mouth.", name="folder/blue-drops.txt")


def said(value, exact="blue drops"):
    return Stated(value, (Evidence(DOCUMENT.id, Span(0, 5), Span(0, 42), exact, DOCUMENT.text, "test/rule"),))


def study(**fields):
    report = Report(DOCUMENT.id, DOCUMENT.digest, 42, DocumentKind.NEWS, date=said(PartialDate(2024, 3, 5)))
    return Study("blue-drops", (report,), **fields)


def test_a_page_without_a_study_is_a_negative():
    assert evaluation_record(None, DOCUMENT) == {"id": "blue-drops", "about_a_study": False}


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"phase": said(Phase.PHASE_1_2)}, "phase", "1/2"),
        ({"phase": said(Phase.PHASE_2B)}, "phase", "2b"),
        ({"design": (said(Design.RANDOMIZED), said(Design.DOSE_RANGING))}, "design", ["randomised"]),
        ({"study_type": said(StudyType.OBSERVATIONAL, "an observational study")}, "design", ["observational"]),
        ({"study_type": said(StudyType.OBSERVATIONAL, "health records")}, "design", []),
        (
            {"follow_up": (said(Duration(Decimal("1.5"), DurationUnit.YEAR)),)},
            "follow_up",
            [{"value": 1.5, "unit": "year"}],
        ),
        ({"enrollment": said(40)}, "enrolled", 40),
        ({}, "enrolled", None),
        (
            {"population": Population(sex=said(Sex.ALL))},
            "population",
            {"description": None, "age": None, "sex": "both"},
        ),
    ],
)
def test_codes_become_the_words_of_the_sets(fields, name, value):
    assert evaluation_record(study(**fields), DOCUMENT)[name] == value


def test_an_intervention_tells_type_role_and_worded_route():
    item = Intervention(
        "blue-drops",
        said(Term("blue drops", ("the drops",))),
        types=(said(InterventionType.OTHER),),
        roles=(said(InterventionRole.CONCOMITANT), said(InterventionRole.PLACEBO)),
    )
    record = evaluation_record(study(interventions=(item,)), DOCUMENT)["interventions"][0]
    assert (record["type"], record["role"], record["route"]) == ("other", ["background", "placebo"], None)


def test_an_outcome_takes_the_direction_that_most_of_its_findings_share():
    outcome = Outcome("pain", said(Term("pain")))
    ways = [Direction.HARM, Direction.FAVOURS_INTERVENTION, Direction.FAVOURS_INTERVENTION]
    findings = tuple(
        Finding(f"finding-{n}", said("pain"), said("x"), direction=said(way), numbers=(said(f"{n} points"),))
        for n, way in enumerate(ways)
    )
    other = Finding("finding-9", said("sleep"), said("x"), direction=said(Direction.HARM))
    record = evaluation_record(study(outcomes=(outcome,), findings=(*findings, other)), DOCUMENT)["outcomes"]
    assert [(one["name"], one["direction"], one["numbers"]) for one in record] == [
        ("pain", "favours_intervention", ["0 points", "1 points", "2 points"])
    ]


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        (PartialDate(month=2, day=1), "2024-02-01"),
        (PartialDate(month=12, day=30), "2023-12-30"),
        (PartialDate(2022, 7), "2022-07"),
    ],
)
def test_a_date_without_a_year_is_completed_by_the_article(date, iso):
    record = evaluation_record(study(publication=Publication(date=said(date))), DOCUMENT)
    assert record["publication"]["date"] == iso


def test_a_condition_carries_its_concept():
    link = ConceptLink("https://example.org/ms", "conditions", MatchKind.ABBREVIATION, "multiple sclerosis")
    record = evaluation_record(study(conditions=(said(Term("MS", (), (link,))),)), DOCUMENT)
    assert record["conditions"] == [{"as_stated": "MS", "normalised": "multiple sclerosis", "aliases": []}]
