"""A ClinicalTrials.gov record as readable text: one line a field, one line an arm, intervention or outcome."""

from collections.abc import Iterator
from typing import Any

from graphbuild.sources.pointer import places, pointer, pointers

_SECTION = "/protocolSection"
_LINES = (
    ("", "/identificationModule/briefTitle"),
    ("", "/identificationModule/officialTitle"),
    ("Registration", "/identificationModule/nctId"),
    ("Acronym", "/identificationModule/acronym"),
    ("Status", "/statusModule/overallStatus"),
    ("Start", "/statusModule/startDateStruct/date"),
    ("Completion", "/statusModule/completionDateStruct/date"),
    ("Sponsor", "/sponsorCollaboratorsModule/leadSponsor/name"),
    ("Collaborators", "/sponsorCollaboratorsModule/collaborators/*/name"),
    ("Conditions", "/conditionsModule/conditions/*"),
    ("Study type", "/designModule/studyType"),
    ("Phase", "/designModule/phases/*"),
    ("Allocation", "/designModule/designInfo/allocation"),
    ("Intervention model", "/designModule/designInfo/interventionModel"),
    ("Observational model", "/designModule/designInfo/observationalModel"),
    ("Time perspective", "/designModule/designInfo/timePerspective"),
    ("Masking", "/designModule/designInfo/maskingInfo/masking"),
    ("Enrollment", "/designModule/enrollmentInfo/count"),
    ("Enrollment type", "/designModule/enrollmentInfo/type"),
    ("Summary", "/descriptionModule/briefSummary"),
    ("Minimum age", "/eligibilityModule/minimumAge"),
    ("Maximum age", "/eligibilityModule/maximumAge"),
    ("Sex", "/eligibilityModule/sex"),
)
_GROUPS = (
    ("Arm", "/armsInterventionsModule/armGroups/*", ("label", "type", "description")),
    ("Intervention", "/armsInterventionsModule/interventions/*", ("name", "type", "description")),
    ("Primary outcome", "/outcomesModule/primaryOutcomes/*", ("measure", "timeFrame")),
    ("Secondary outcome", "/outcomesModule/secondaryOutcomes/*", ("measure", "timeFrame")),
    ("Other outcome", "/outcomesModule/otherOutcomes/*", ("measure", "timeFrame")),
    ("Location", "/contactsLocationsModule/locations/*", ("facility", "city", "country")),
)


def text_of(record: dict[str, Any]) -> str:
    """Gives the text of a record; a record without any of these fields gives its identifier-less outline."""
    return "\n".join(_lines(record)) or "ClinicalTrials.gov record"


def _lines(record: dict[str, Any]) -> Iterator[str]:
    for label, path in _LINES:
        values = [" ".join(found.exact.split()) for found in pointers(record, _SECTION + path)]
        if values:
            yield f"{label}: {'; '.join(values)}" if label else values[0]
    for label, path, names in _GROUPS:
        for _, entry in places(record, _SECTION + path):
            parts = [pointer(entry, f"/{name}") for name in names]
            values = [" ".join(part.exact.split()) for part in parts if part is not None]
            if values:
                yield f"{label}: {'. '.join(values)}"
