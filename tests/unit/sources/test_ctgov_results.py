"""The results of a registration: every number at its pointer, bound to its outcome and its group."""

import json

import pytest

from graphbuild.model.fact import Field
from graphbuild.model.text import Pointer
from graphbuild.pipeline import run
from graphbuild.sources import read_documents

FLOW = {
    "groups": [{"id": "FG000", "title": "Somnol"}, {"id": "FG001", "title": "Placebo Tablets"}],
    "periods": [
        {
            "milestones": [
                {
                    "type": "STARTED",
                    "achievements": [
                        {"groupId": "FG000", "numSubjects": "21"},
                        {"groupId": "FG001", "numSubjects": "19"},
                    ],
                },
                {"type": "COMPLETED", "achievements": [{"groupId": "FG000", "numSubjects": "20"}]},
            ]
        }
    ],
}
GROUPS = [{"id": "OG000", "title": "Somnol"}, {"id": "OG001", "title": "Placebo"}]
MEASURE = {
    "type": "PRIMARY",
    "title": "Sleep Time",
    "paramType": "MEAN",
    "dispersionType": "Standard Deviation",
    "unitOfMeasure": "minutes",
    "timeFrame": "6 weeks",
    "groups": GROUPS,
    "denoms": [{"counts": [{"groupId": "OG000", "value": "21"}, {"groupId": "OG001", "value": "19"}]}],
    "classes": [
        {
            "title": "Women",
            "categories": [
                {
                    "measurements": [
                        {"groupId": "OG000", "value": "412.5", "spread": "31.2"},
                        {"groupId": "OG001", "value": "NA", "spread": "NA"},
                    ]
                }
            ],
        }
    ],
    "analyses": [
        {
            "groupIds": ["OG000", "OG001"],
            "paramType": "Mean Difference (Final Values)",
            "paramValue": "30.5",
            "ciPctValue": "95",
            "ciLowerLimit": "10",
            "ciUpperLimit": "51",
            "pValue": "<0.001",
        }
    ],
}
HARMS = {
    "eventGroups": [{"id": "EG000", "title": "Somnol"}],
    "seriousEvents": [
        {"term": "Fall", "stats": [{"groupId": "EG000", "numAffected": 0, "numAtRisk": 21}]},
        {"term": "Odd", "stats": [{"groupId": "EG000", "numAffected": 30, "numAtRisk": 21}]},
    ],
}
BASELINE = {
    "groups": [{"id": "BG000", "title": "Somnol"}, {"id": "BG001", "title": "Total"}],
    "measures": [
        {
            "title": "Age, Continuous",
            "paramType": "MEAN",
            "unitOfMeasure": "years",
            "classes": [
                {
                    "categories": [
                        {
                            "measurements": [
                                {"groupId": "BG000", "value": "54.2", "spread": "9.1"},
                                {"groupId": "BG001", "value": "55", "spread": "9"},
                            ]
                        }
                    ]
                }
            ],
        },
        {"title": "Sex", "paramType": "COUNT_OF_PARTICIPANTS", "classes": []},
    ],
}
PROTOCOL = {
    "identificationModule": {"nctId": "NCT00000001", "briefTitle": "Somnol"},
    "armsInterventionsModule": {
        "armGroups": [{"label": "Somnol", "type": "EXPERIMENTAL"}, {"label": "Placebo", "type": "PLACEBO_COMPARATOR"}]
    },
    "outcomesModule": {"primaryOutcomes": [{"measure": "Sleep time", "timeFrame": "6 weeks"}]},
}


def document(**modules):
    record = {"protocolSection": PROTOCOL, "resultsSection": modules, "hasResults": True}
    (found,) = read_documents(json.dumps(record).encode())
    return found


def findings(found):
    return {one.key: one for one in run(found).study.findings}


def test_a_value_is_bound_to_its_outcome_its_group_and_its_spread():
    study = run(document(outcomeMeasuresModule={"outcomeMeasures": [MEASURE]})).study
    assert [(one.measure.value.label, one.role.value.value) for one in study.outcomes] == [("Sleep time", "primary")]
    (measured,) = [one for one in study.findings if one.compared_with is None]
    assert (measured.outcome.value, measured.arm.value) == ("sleep-time", "somnol")
    assert (str(measured.value.value), measured.unit.value, measured.total.value) == ("412.5", "minutes", 21)
    assert (measured.statistic.value.value, measured.dispersion.value) == ("stat-mean", "31.2")
    assert (measured.dispersion_kind.value.value, measured.subgroup.value) == ("dispersion-sd", "Women")
    assert measured.time.value.iso == "P42D"


def test_an_effect_is_bound_to_both_groups():
    study = run(document(outcomeMeasuresModule={"outcomeMeasures": [MEASURE]})).study
    (effect,) = [one for one in study.findings if one.compared_with is not None]
    assert (effect.arm.value, effect.compared_with.value) == ("somnol", "placebo")
    assert (effect.statistic.value.value, str(effect.value.value)) == ("stat-mean-difference", "30.5")
    assert (str(effect.ci_lower.value), str(effect.ci_upper.value), str(effect.p_value.value)) == ("10", "51", "0.001")


@pytest.mark.parametrize(
    ("change", "lost"),
    [({"ciPctValue": "90"}, Field.FINDING_CI_LOWER), ({"groupIds": ["OG000"]}, Field.FINDING_COMPARED_WITH)],
)
def test_another_interval_and_one_group_alone_are_no_effect_of_95_percent(change, lost):
    measure = {**MEASURE, "analyses": [{**MEASURE["analyses"][0], **change}]}
    found = document(outcomeMeasuresModule={"outcomeMeasures": [measure]})
    assert lost not in {fact.field for fact in found.facts}


def test_who_started_is_the_size_of_the_arm_and_groups_are_those_of_the_protocol():
    study = run(document(participantFlowModule=FLOW)).study
    assert {one.label.value: one.size.value for one in study.arms} == {"Somnol": 21, "Placebo": 19}


def test_events_have_their_counts_zero_too_and_impossible_ones_are_left_out():
    study = run(document(adverseEventsModule=HARMS)).study
    (found,) = study.findings
    assert (found.outcome.value, found.events.value, found.total.value, found.arm.value) == ("fall", 0, 21, "somnol")


def test_baselines_are_no_results():
    found = list(findings(document(baselineCharacteristicsModule=BASELINE)).values())
    assert [(str(one.baseline.value), one.baseline_dispersion.value, one.value) for one in found] == [
        ("54.2", "9.1", None),
        ("55", "9", None),
    ]
    assert [one.arm and one.arm.value for one in found] == ["somnol", None]


def test_every_pointer_leads_to_its_value():
    modules = {
        "participantFlowModule": FLOW,
        "outcomeMeasuresModule": {"outcomeMeasures": [MEASURE]},
        "adverseEventsModule": HARMS,
        "baselineCharacteristicsModule": BASELINE,
    }
    found = document(**modules)
    record = json.loads(next(item.value for item in found.metadata if item.name == "record"))
    for fact in found.facts:
        assert isinstance(fact.span, Pointer)
        value = record
        for step in fact.span.path.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        assert (value if isinstance(value, str) else json.dumps(value)) == fact.span.exact


def test_groups_that_share_a_word_with_one_arm_stay_apart():
    groups = [{"id": "FG000", "title": "Somnol Low"}, {"id": "FG001", "title": "Somnol High"}]
    study = run(document(participantFlowModule={**FLOW, "groups": groups})).study
    assert {one.label.value for one in study.arms} == {"Somnol", "Placebo", "Somnol Low", "Somnol High"}


@pytest.mark.parametrize("section", [None, [], {}, {"outcomeMeasuresModule": {"outcomeMeasures": [{"title": "x"}, 7]}}])
def test_results_of_another_shape_are_passed_over(section):
    (found,) = read_documents(json.dumps({"protocolSection": PROTOCOL, "resultsSection": section}).encode())
    assert run(found).study.findings == ()
