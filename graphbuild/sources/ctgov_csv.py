"""Tables of ClinicalTrials.gov (CSV downloads, one row a study) -> Documents, by way of the record of each row."""

import csv
import io
import re
from typing import Any

from graphbuild.errors import MalformedSourceError
from graphbuild.model.text import Document
from graphbuild.sources import rows
from graphbuild.sources.ctgov import document_of
from graphbuild.sources.decode import decode
from graphbuild.sources.reader import Reader

_NAMES = {
    "NCT Number": "NCTId",
    "Study Title": "BriefTitle",
    "Study Status": "OverallStatus",
    "Sponsor": "LeadSponsorName",
    "Phases": "Phase",
    "Enrollment": "EnrollmentCount",
    "Study Type": "StudyType",
    "Start Date": "StartDate",
    "Completion Date": "CompletionDate",
    "Last Update Posted": "LastUpdatePostDate",
    "Brief Summary": "BriefSummary",
    "Primary Outcome Measures": "PrimaryOutcomeMeasures",
    "Secondary Outcome Measures": "SecondaryOutcomeMeasures",
}
"""Columns of the site's own download and their names in the API."""
_PLAIN = {
    "NCTId": "identificationModule/nctId",
    "BriefTitle": "identificationModule/briefTitle",
    "OfficialTitle": "identificationModule/officialTitle",
    "Acronym": "identificationModule/acronym",
    "OverallStatus": "statusModule/overallStatus",
    "StartDate": "statusModule/startDateStruct/date",
    "CompletionDate": "statusModule/completionDateStruct/date",
    "LastUpdatePostDate": "statusModule/lastUpdatePostDateStruct/date",
    "LeadSponsorName": "sponsorCollaboratorsModule/leadSponsor/name",
    "StudyType": "designModule/studyType",
    "EnrollmentType": "designModule/enrollmentInfo/type",
    "BriefSummary": "descriptionModule/briefSummary",
    "Sex": "eligibilityModule/sex",
    "MinimumAge": "eligibilityModule/minimumAge",
    "MaximumAge": "eligibilityModule/maximumAge",
}
_LISTS = {
    "Conditions": "conditionsModule/conditions",
    "Phase": "designModule/phases",
}
_ENTRIES = {
    "Collaborators": "sponsorCollaboratorsModule/collaborators:name",
    "PrimaryOutcomeMeasures": "outcomesModule/primaryOutcomes:measure",
    "SecondaryOutcomeMeasures": "outcomesModule/secondaryOutcomes:measure",
    "InterventionNames": "armsInterventionsModule/interventions:name",
}
_LOCATION = {"LocationFacility": "facility", "LocationCity": "city", "LocationCountry": "country"}
_NUMBER = re.compile(r"NCT\d{8}")
_HEADS = (b"NCTId", b"NCT Number")
_HEAD = 4_000


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every row with an identifier; raises MalformedSourceError where the table is broken."""
    table = csv.DictReader(io.StringIO(decode(data, name), newline=""), strict=True)
    records = (_record({_NAMES.get(key, key): value or "" for key, value in row.items() if key}) for row in table)
    try:
        return tuple(document_of({"protocolSection": record}, name) for record in records if record)
    except csv.Error as error:
        raise MalformedSourceError(f"it is no valid CSV: {error}", where=name) from error


def _record(row: dict[str, str]) -> dict[str, Any]:
    """Gives the part of a record that a row states; nothing for a row without a number of the registry."""
    record: dict[str, Any] = {}
    if not _NUMBER.fullmatch(row.get("NCTId", "").strip()):
        return record
    for column, path in _PLAIN.items():
        _put(record, path, row.get(column, "").strip())
    for column, path in _LISTS.items():
        _put(record, path, _parts(row.get(column, "")))
    for column, place in _ENTRIES.items():
        path, _, key = place.partition(":")
        _put(record, path, [{key: part} for part in _parts(row.get(column, ""))])
    count = row.get("EnrollmentCount", "").removesuffix(".0")
    _put(record, "designModule/enrollmentInfo/count", int(count) if count.isdecimal() else None)
    location = {key: row[column] for column, key in _LOCATION.items() if row.get(column)}
    _put(record, "contactsLocationsModule/locations", [location] if location else [])
    _typed(record, _parts(row.get("InterventionTypes", "")))
    return record


def _put(record: dict[str, Any], path: str, value: Any) -> None:
    if value in ("", None, []):
        return
    *steps, last = path.split("/")
    for step in steps:
        record = record.setdefault(step, {})
    record[last] = value


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _typed(record: dict[str, Any], types: list[str]) -> None:
    """Adds the types of interventions where there is one for each name."""
    entries = record.get("armsInterventionsModule", {}).get("interventions", [])
    if len(entries) == len(types):
        for entry, kind in zip(entries, types, strict=True):
            entry["type"] = kind


def _is_table(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf").partition(b"\n")[0]
    return head.count(b",") > 1 and any(column.strip(b'" \r') in _HEADS for column in head.split(b","))


READER = Reader("ctgov-csv", 60, _is_table, read, rows.table(r"\"?NCT\d{8}\"?,"))
