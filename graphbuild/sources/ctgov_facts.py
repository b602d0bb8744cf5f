"""The facts that the fields of a ClinicalTrials.gov record state, each with a JSON Pointer to its value."""

from collections.abc import Callable, Iterator
from typing import Any

from graphbuild.language.durations import durations
from graphbuild.language.slug import slug
from graphbuild.model.codes import (
    ArmType,
    Design,
    InterventionRole,
    InterventionType,
    OutcomeRole,
    Phase,
    Sex,
    StudyType,
)
from graphbuild.model.fact import Fact, Field, Ref, Value
from graphbuild.model.text import Pointer
from graphbuild.sources.ctgov_results import Known, results_of
from graphbuild.sources.day import day
from graphbuild.sources.pointer import pointer, pointers

_SECTION = "/protocolSection"
_RULE = "ctgov"


def _text(exact: str) -> str:
    return " ".join(exact.split())


def _count(exact: str) -> int | None:
    return int(exact) if exact.isdecimal() and len(exact) <= _DIGITS else None


def _duration(exact: str) -> Value | None:
    found = {item.duration for item in durations(exact)}
    return found.pop() if len(found) == 1 else None


def _one_of(table: dict[str, Any]) -> Callable[[str], Value | None]:
    return table.get


_DIGITS = 12
_PHASES = {
    '["EARLY_PHASE1"]': Phase.EARLY_PHASE_1,
    '["PHASE1"]': Phase.PHASE_1,
    '["PHASE1","PHASE2"]': Phase.PHASE_1_2,
    '["PHASE2"]': Phase.PHASE_2,
    '["PHASE2","PHASE3"]': Phase.PHASE_2_3,
    '["PHASE3"]': Phase.PHASE_3,
    '["PHASE4"]': Phase.PHASE_4,
}
_STUDY_TYPES = {"INTERVENTIONAL": StudyType.INTERVENTIONAL, "OBSERVATIONAL": StudyType.OBSERVATIONAL}
_SEXES = {"ALL": Sex.ALL, "FEMALE": Sex.FEMALE, "MALE": Sex.MALE}
_DESIGNS = {
    "allocation": {"RANDOMIZED": Design.RANDOMIZED, "NON_RANDOMIZED": Design.NON_RANDOMIZED},
    "interventionModel": {
        "PARALLEL": Design.PARALLEL_GROUP,
        "CROSSOVER": Design.CROSSOVER,
        "SINGLE_GROUP": Design.SINGLE_ARM,
        "FACTORIAL": Design.FACTORIAL,
    },
    "observationalModel": {"COHORT": Design.COHORT, "CASE_CONTROL": Design.CASE_CONTROL},
    "timePerspective": {
        "PROSPECTIVE": Design.PROSPECTIVE,
        "RETROSPECTIVE": Design.RETROSPECTIVE,
        "CROSS_SECTIONAL": Design.CROSS_SECTIONAL,
    },
    "maskingInfo/masking": {
        "NONE": Design.OPEN_LABEL,
        "SINGLE": Design.SINGLE_BLIND,
        "DOUBLE": Design.DOUBLE_BLIND,
        "TRIPLE": Design.BLINDED,
        "QUADRUPLE": Design.BLINDED,
    },
}
_INTERVENTION_TYPES = {
    "DRUG": InterventionType.DRUG,
    "DEVICE": InterventionType.DEVICE,
    "BIOLOGICAL": InterventionType.BIOLOGICAL,
    "PROCEDURE": InterventionType.PROCEDURE,
    "RADIATION": InterventionType.PROCEDURE,
    "BEHAVIORAL": InterventionType.BEHAVIOURAL,
    "DIETARY_SUPPLEMENT": InterventionType.DIETARY,
    "GENETIC": InterventionType.OTHER,
    "COMBINATION_PRODUCT": InterventionType.OTHER,
    "DIAGNOSTIC_TEST": InterventionType.OTHER,
    "OTHER": InterventionType.OTHER,
}
_ARM_TYPES = {
    "EXPERIMENTAL": ArmType.EXPERIMENTAL,
    "ACTIVE_COMPARATOR": ArmType.ACTIVE_COMPARATOR,
    "PLACEBO_COMPARATOR": ArmType.PLACEBO_COMPARATOR,
    "SHAM_COMPARATOR": ArmType.SHAM_COMPARATOR,
    "NO_INTERVENTION": ArmType.NO_INTERVENTION,
    "OTHER": ArmType.OTHER,
}
_ROLES = {
    "EXPERIMENTAL": InterventionRole.EXPERIMENTAL,
    "ACTIVE_COMPARATOR": InterventionRole.COMPARATOR,
    "PLACEBO_COMPARATOR": InterventionRole.PLACEBO,
    "SHAM_COMPARATOR": InterventionRole.PLACEBO,
}
_SINGLE: tuple[tuple[Field, str, Callable[[str], Value | None]], ...] = (
    (Field.REPORT_TITLE, "/identificationModule/briefTitle", _text),
    (Field.REPORT_DATE, "/statusModule/lastUpdatePostDateStruct/date", day),
    (Field.REGISTRY_ID, "/identificationModule/nctId", _text),
    (Field.ACRONYM, "/identificationModule/acronym", _text),
    (Field.OFFICIAL_TITLE, "/identificationModule/officialTitle", _text),
    (Field.STATUS, "/statusModule/overallStatus", _text),
    (Field.START_DATE, "/statusModule/startDateStruct/date", day),
    (Field.COMPLETION_DATE, "/statusModule/completionDateStruct/date", day),
    (Field.SPONSOR, "/sponsorCollaboratorsModule/leadSponsor/name", _text),
    (Field.FUNDER, "/sponsorCollaboratorsModule/collaborators/*/name", _text),
    (Field.CONDITION, "/conditionsModule/conditions/*", _text),
    (Field.STUDY_TYPE, "/designModule/studyType", _one_of(_STUDY_TYPES)),
    (Field.PHASE, "/designModule/phases", _one_of(_PHASES)),
    *((Field.DESIGN, f"/designModule/designInfo/{name}", _one_of(dict(table))) for name, table in _DESIGNS.items()),
    (Field.ENROLLMENT, "/designModule/enrollmentInfo/count", _count),
    (Field.ENROLLMENT_QUALIFIER, "/designModule/enrollmentInfo/type", _text),
    (Field.POPULATION_MINIMUM_AGE, "/eligibilityModule/minimumAge", _duration),
    (Field.POPULATION_MAXIMUM_AGE, "/eligibilityModule/maximumAge", _duration),
    (Field.POPULATION_SEX, "/eligibilityModule/sex", _one_of(_SEXES)),
    (Field.POPULATION_DESCRIPTION, "/eligibilityModule/studyPopulation", _text),
    (Field.INSTITUTION, "/contactsLocationsModule/locations/*/facility", _text),
    (Field.CITY, "/contactsLocationsModule/locations/*/city", _text),
    (Field.COUNTRY, "/contactsLocationsModule/locations/*/country", _text),
)
_OUTCOMES = (
    ("primaryOutcomes", OutcomeRole.PRIMARY),
    ("secondaryOutcomes", OutcomeRole.SECONDARY),
    ("otherOutcomes", OutcomeRole.OTHER),
)


def facts_of(record: dict[str, Any]) -> Iterator[Fact]:
    """Gives the facts of one record in the order of the fields' table, then arms, interventions and outcomes."""
    seen: set[tuple[Field, Value]] = set()
    for field, path, convert in _SINGLE:
        for found in pointers(record, _SECTION + path):
            value = convert(found.exact)
            if value is not None and (field, value) not in seen:
                seen.add((field, value))
                yield _fact(field, value, found)
    arms = _keys_of_arms(record)
    yield from _arms(record, arms)
    yield from _interventions(record, arms)
    outcomes = tuple(_outcomes(record))
    yield from outcomes
    measured = {str(one.value).casefold(): one.about for one in outcomes if one.field is Field.OUTCOME_MEASURE}
    yield from results_of(record, Known(measured, {_text(label).casefold(): key for label, key in arms.items()}))


def _fact(field: Field, value: Value, found: Pointer, about: str = "") -> Fact:
    name = next((step for step in reversed(found.path.split("/")) if not step.isdigit()), "")
    return Fact(field, value, found, rule=f"{_RULE}/{name}", about=about)


def _key(taken: dict[str, Any], words: str, entry: Any) -> str:
    """Gives the slug of the words, with a number where another entry has it already; equal entries share one."""
    key, number = slug(words), 1
    while taken.setdefault(key, entry) != entry:
        number += 1
        key = f"{slug(words)}-{number}"
    return key


def _keys_of_arms(record: dict[str, Any]) -> dict[str, str]:
    taken: dict[str, Any] = {}
    labels = pointers(record, f"{_SECTION}/armsInterventionsModule/armGroups/*/label")
    return {label.exact: _key(taken, label.exact, _text(label.exact)) for label in labels}


def _arms(record: dict[str, Any], keys: dict[str, str]) -> Iterator[Fact]:
    for label in pointers(record, f"{_SECTION}/armsInterventionsModule/armGroups/*/label"):
        key = keys[label.exact]
        yield _fact(Field.ARM_LABEL, _text(label.exact), label, key)
        kind = pointer(record, label.path.removesuffix("label") + "type")
        if kind is not None and kind.exact in _ARM_TYPES:
            yield _fact(Field.ARM_TYPE, _ARM_TYPES[kind.exact], kind, key)


def _interventions(record: dict[str, Any], keys: dict[str, str]) -> Iterator[Fact]:
    kinds, taken = _kinds_of_arms(record), dict[str, Any]()
    for name in pointers(record, f"{_SECTION}/armsInterventionsModule/interventions/*/name"):
        base = name.path.removesuffix("/name")
        kind = pointer(record, f"{base}/type")
        key = _key(taken, name.exact, (_text(name.exact), kind and kind.exact))
        yield _fact(Field.INTERVENTION_NAME, _text(name.exact), name, key)
        if kind is not None and kind.exact in _INTERVENTION_TYPES:
            yield _fact(Field.INTERVENTION_TYPE, _INTERVENTION_TYPES[kind.exact], kind, key)
        for other in pointers(record, f"{base}/otherNames/*"):
            yield _fact(Field.INTERVENTION_ALIAS, _text(other.exact), other, key)
        arms = list(pointers(record, f"{base}/armGroupLabels/*"))
        for arm in arms:
            if arm.exact in keys:
                yield _fact(Field.ARM_INTERVENTION, Ref(key), arm, keys[arm.exact])
        roles = {kinds[arm.exact].exact: kinds[arm.exact] for arm in arms if arm.exact in kinds}
        if len(roles) == 1 and next(iter(roles)) in _ROLES:
            (role,) = roles.values()
            yield _fact(Field.INTERVENTION_ROLE, _ROLES[role.exact], role, key)


def _kinds_of_arms(record: dict[str, Any]) -> dict[str, Pointer]:
    """Gives the Pointer to its type for the label of every arm that has one."""
    found = {}
    for label in pointers(record, f"{_SECTION}/armsInterventionsModule/armGroups/*/label"):
        kind = pointer(record, label.path.removesuffix("label") + "type")
        if kind is not None:
            found[label.exact] = kind
    return found


def _outcomes(record: dict[str, Any]) -> Iterator[Fact]:
    """Gives every outcome that differs from the others in its measure, its role or its time frame."""
    taken: dict[str, Any] = {}
    for name, role in _OUTCOMES:
        for measure in pointers(record, f"{_SECTION}/outcomesModule/{name}/*/measure"):
            frame = pointer(record, measure.path.removesuffix("measure") + "timeFrame")
            key = _key(taken, measure.exact, (_text(measure.exact), role, frame and frame.exact))
            yield _fact(Field.OUTCOME_MEASURE, _text(measure.exact), measure, key)
            yield Fact(Field.OUTCOME_ROLE, role, measure, rule=f"{_RULE}/{name}", about=key)
            length = _duration(frame.exact) if frame is not None else None
            if frame is not None and length is not None:
                yield _fact(Field.OUTCOME_TIME_FRAME, length, frame, key)
