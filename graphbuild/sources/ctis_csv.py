"""Tables of the EU clinical trials information system (CSV downloads, one row a trial) -> Documents.

Only columns whose cells hold one value each become facts: lists there are joined by commas that names hold too.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from graphbuild.errors import MalformedSourceError
from graphbuild.model.codes import DocumentKind, Phase, Sex
from graphbuild.model.fact import Fact, Field, PartialDate, Value
from graphbuild.model.text import Document, Metadata, Pointer
from graphbuild.sources import rows
from graphbuild.sources.decode import decode
from graphbuild.sources.reader import Reader
from graphbuild.sources.record import squeezed

_NUMBER = re.compile(r"20\d\d-5\d{5}-\d\d(?:-\d\d)?")
_DAY = re.compile(r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>(?:19|20)\d\d)")
_ROMAN = re.compile(r"\bphase (?P<number>IV|I{1,3})\b", re.IGNORECASE)
_PHASES = {
    ("I",): Phase.PHASE_1,
    ("I", "II"): Phase.PHASE_1_2,
    ("II",): Phase.PHASE_2,
    ("II", "III"): Phase.PHASE_2_3,
    ("III",): Phase.PHASE_3,
    ("IV",): Phase.PHASE_4,
}
_SEXES = {"Female, Male": Sex.ALL, "Male, Female": Sex.ALL, "Female": Sex.FEMALE, "Male": Sex.MALE}
_WITHHELD = frozenset({"", "n/a", "commercially confidential information"})
_DIGITS = 12
_FIRST = b"Trial number"
_HEAD = 4_000


def _day(cell: str) -> Value | None:
    match = _DAY.fullmatch(cell)
    return PartialDate(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _phase(cell: str) -> Value | None:
    return _PHASES.get(tuple(match["number"].upper() for match in _ROMAN.finditer(cell)))


def _count(cell: str) -> Value | None:
    return int(cell) if cell.isdecimal() and len(cell) <= _DIGITS else None


def _number(cell: str) -> Value | None:
    return cell if _NUMBER.fullmatch(cell) else None


_COLUMNS: tuple[tuple[str, Field, Callable[[str], Value | None]], ...] = (
    ("Title of the trial", Field.REPORT_TITLE, squeezed),
    ("Trial number", Field.REGISTRY_ID, _number),
    ("Title of the trial", Field.OFFICIAL_TITLE, squeezed),
    ("Overall trial status", Field.STATUS, squeezed),
    ("Trial phase", Field.PHASE, _phase),
    ("Number of participants enrolled", Field.ENROLLMENT, _count),
    ("Medical conditions", Field.CONDITION, squeezed),
    ("Gender", Field.POPULATION_SEX, _SEXES.get),
    ("Start date", Field.START_DATE, _day),
    ("Global end of the trial", Field.COMPLETION_DATE, _day),
    ("Last updated", Field.REPORT_DATE, _day),
)


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every row with a trial number; raises MalformedSourceError where the table is broken."""
    table = csv.DictReader(io.StringIO(decode(data, name), newline=""), strict=True)
    try:
        return tuple(_document(row, name) for row in table if row.get("Trial number"))
    except csv.Error as error:
        raise MalformedSourceError(f"it is no valid CSV: {error}", where=name) from error


def _document(row: dict[str | Any, Any], name: str) -> Document:
    record = {key: cell for key, cell in row.items() if isinstance(cell, str) and _is_told(cell)}
    text = "\n".join(f"{key}: {squeezed(cell)}" for key, cell in record.items())
    return Document(
        text,
        DocumentKind.REGISTRATION,
        name,
        metadata=(Metadata("record", json.dumps(record, ensure_ascii=False), "CTIS"),),
        facts=tuple(_facts(record)),
    )


def _is_told(cell: str) -> bool:
    return cell.strip().casefold() not in _WITHHELD


def _facts(record: dict[str, str]) -> Iterator[Fact]:
    for column, field, convert in _COLUMNS:
        cell = record.get(column, "")
        value = convert(cell.strip()) if cell else None
        if value is not None:
            pointer = Pointer("/" + column.replace("~", "~0").replace("/", "~1"), cell)
            yield Fact(field, value, pointer, rule=f"ctis/{column.casefold().replace(' ', '-')}")


def _is_table(data: bytes) -> bool:
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf").startswith((_FIRST + b",", b'"' + _FIRST + b'",'))


READER = Reader("ctis-csv", 60, _is_table, read, rows.table(r"\"?20\d\d-5\d{5}-\d\d"))
