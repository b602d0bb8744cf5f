"""What the fields of a registration state, and where."""

import json
from decimal import Decimal

import pytest

from graphbuild import resources
from graphbuild.gate import check
from graphbuild.model.codes import (
    ArmType,
    Design,
    DocumentKind,
    DurationUnit,
    InterventionRole,
    InterventionType,
    OutcomeRole,
    Phase,
    Sex,
    StudyType,
)
from graphbuild.model.fact import Duration, Field, PartialDate, Ref
from graphbuild.model.text import Pointer
from graphbuild.sources import read_bytes, read_documents, read_path

RECORD = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": "A Pill for Sleep", "acronym": "PFS"},
        "statusModule": {"overallStatus": "COMPLETED", "startDateStruct": {"date": "2020-02"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Sleep Fund"}},
        "conditionsModule": {"conditions": ["Insomnia", "Restless Legs"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "CROSSOVER",
                "maskingInfo": {"masking": "DOUBLE"},
            },
            "enrollmentInfo": {"count": 120, "type": "ACTUAL"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Pill", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Somnol"]},
                {"label": "Dummy", "type": "PLACEBO_COMPARATOR"},
            ],
            "interventions": [
                {"type": "DRUG", "name": "Somnol", "armGroupLabels": ["Pill"], "otherNames": ["SM-1"]},
                {"type": "DRUG", "name": "Dummy pill", "armGroupLabels": ["Dummy"]},
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Sleep time", "timeFrame": "6 weeks"}],
            "secondaryOutcomes": [{"measure": "Falls", "timeFrame": "from 2 weeks to 6 weeks"}],
        },
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years"},
        "contactsLocationsModule": {
            "locations": [{"facility": "Sleep Clinic", "city": "Oslo", "country": "Norway"}, {"country": "Norway"}]
        },
    }
}


@pytest.fixture
def document():
    return read_bytes(json.dumps(RECORD).encode())


def stated(document, field, about=""):
    return [fact.value for fact in document.facts if fact.field is field and fact.about == about]


def test_it_is_a_registration_with_a_readable_text(document):
    assert document.kind is DocumentKind.REGISTRATION
    assert document.text.startswith("A Pill for Sleep\nRegistration: NCT00000001\n")
    assert "Enrollment: 120\n" in document.text
    assert "Arm: Pill. EXPERIMENTAL" in document.text


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (Field.REGISTRY_ID, ["NCT00000001"]),
        (Field.ACRONYM, ["PFS"]),
        (Field.STUDY_TYPE, [StudyType.INTERVENTIONAL]),
        (Field.PHASE, [Phase.PHASE_2_3]),
        (Field.DESIGN, [Design.RANDOMIZED, Design.CROSSOVER, Design.DOUBLE_BLIND]),
        (Field.ENROLLMENT, [120]),
        (Field.ENROLLMENT_QUALIFIER, ["ACTUAL"]),
        (Field.START_DATE, [PartialDate(2020, 2)]),
        (Field.SPONSOR, ["Sleep Fund"]),
        (Field.CONDITION, ["Insomnia", "Restless Legs"]),
        (Field.POPULATION_SEX, [Sex.ALL]),
        (Field.POPULATION_MINIMUM_AGE, [Duration(Decimal(18), DurationUnit.YEAR)]),
        (Field.POPULATION_MAXIMUM_AGE, []),
        (Field.COUNTRY, ["Norway"]),
    ],
)
def test_fields_state_facts(document, field, values):
    assert stated(document, field) == values


def test_arms_interventions_and_outcomes_are_tied_together(document):
    assert stated(document, Field.ARM_TYPE, "dummy") == [ArmType.PLACEBO_COMPARATOR]
    assert stated(document, Field.ARM_INTERVENTION, "pill") == [Ref("somnol")]
    assert stated(document, Field.INTERVENTION_TYPE, "somnol") == [InterventionType.DRUG]
    assert stated(document, Field.INTERVENTION_ALIAS, "somnol") == ["SM-1"]
    assert stated(document, Field.INTERVENTION_ROLE, "somnol") == [InterventionRole.EXPERIMENTAL]
    assert stated(document, Field.INTERVENTION_ROLE, "dummy-pill") == [InterventionRole.PLACEBO]
    assert stated(document, Field.OUTCOME_ROLE, "sleep-time") == [OutcomeRole.PRIMARY]
    assert stated(document, Field.OUTCOME_TIME_FRAME, "sleep-time") == [Duration(Decimal(6), DurationUnit.WEEK)]
    assert stated(document, Field.OUTCOME_TIME_FRAME, "falls") == []


def test_every_pointer_leads_to_its_value(document):
    for fact in document.facts:
        assert isinstance(fact.span, Pointer)
        value = RECORD
        for step in fact.span.path.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        exact = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        assert exact == fact.span.exact
        assert check(fact, document) is None


def test_an_answer_with_several_studies_gives_several_documents():
    found = read_documents(json.dumps({"studies": [RECORD, RECORD, {"other": 1}]}).encode())
    assert len(found) == 2


@pytest.mark.parametrize(
    "section",
    [
        {},
        {"designModule": {"enrollmentInfo": {"count": -3}, "phases": ["NA"]}},
        {"designModule": {"enrollmentInfo": {"count": "many"}, "phases": "PHASE1"}},
        {"conditionsModule": {"conditions": "Insomnia"}, "statusModule": []},
        {"armsInterventionsModule": {"interventions": [{"name": 5}, "x", None]}},
    ],
)
def test_odd_records_give_fewer_facts_and_no_crash(section):
    document = read_bytes(json.dumps({"protocolSection": section}).encode())
    assert stated(document, Field.ENROLLMENT) == []
    assert stated(document, Field.PHASE) == []


def test_the_seed_keeps_its_own_enrolment():
    document = read_path(resources.seeds() / "nsc-milan-registration.json")
    assert stated(document, Field.ENROLLMENT) == [4]


@pytest.mark.parametrize("half", ["\\ud83d", "\\udE00", "\\ud83d\\ud83d"])
def test_half_a_character_in_a_record_is_replaced(half):
    data = f'{{"protocolSection": {{"identificationModule": {{"briefTitle": "A {half} pill"}}}}}}'
    document = read_bytes(data.encode())
    assert document.text == f"A {chr(0xFFFD) * half.count(chr(117))} pill"
    assert stated(document, Field.REPORT_TITLE) == [document.text]


def test_a_whole_character_of_two_escapes_stays():
    data = b'{"protocolSection": {"identificationModule": {"briefTitle": "A \\ud83d\\ude00 pill"}}}'
    assert read_bytes(data).text == "A \N{GRINNING FACE} pill"


def test_outcomes_whose_names_begin_alike_stay_apart():
    long = "Change of the total sleep time per night as measured by actigraphy"
    outcomes = [
        {"measure": f"{long} in men", "timeFrame": "6 weeks"},
        {"measure": f"{long} in women", "timeFrame": "6 weeks"},
        {"measure": f"{long} in women", "timeFrame": "9 weeks"},
        {"measure": f"{long} in women", "timeFrame": "9 weeks"},
    ]
    document = read_bytes(json.dumps({"protocolSection": {"outcomesModule": {"primaryOutcomes": outcomes}}}).encode())
    keys = [fact.about for fact in document.facts if fact.field is Field.OUTCOME_MEASURE]
    assert keys == [keys[0], f"{keys[0]}-2", f"{keys[0]}-3", f"{keys[0]}-3"]


def test_a_date_may_be_a_year_alone():
    section = {"statusModule": {"startDateStruct": {"date": "2001"}, "completionDateStruct": {"date": "2100-01"}}}
    document = read_bytes(json.dumps({"protocolSection": section}).encode())
    assert stated(document, Field.START_DATE) == [PartialDate(2001)]
    assert stated(document, Field.COMPLETION_DATE) == []
