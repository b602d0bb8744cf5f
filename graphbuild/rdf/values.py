"""Typed values <-> RDF terms, in the lexical forms that every engine keeps as they are.

Engines rewrite some literals when they load them (P18M becomes P1Y6M, 0.50 becomes 0.5); writing the canonical form
at once keeps a graph byte-equal on its way through any of them.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from graphbuild.model.codes import DurationUnit, StudyType
from graphbuild.model.fact import Duration, PartialDate, Person, Ref, Value
from graphbuild.model.study import Term
from graphbuild.rdf.iri import concept
from graphbuild.terms import CONCEPT, GB, PREFIXES

XSD = PREFIXES["xsd"]
STUDY_CLASSES = {
    StudyType.INTERVENTIONAL: f"{GB}InterventionalStudy",
    StudyType.OBSERVATIONAL: f"{GB}ObservationalStudy",
}
"""A study's type is the class of its node, not a value of a property."""

_HALF = re.compile(r"[\ud800-\udfff]")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)
_DATE = re.compile(r"(?P<year>\d{4})?(?:-?-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_DATE_TYPES = {
    (True, False, False): "gYear",
    (True, True, False): "gYearMonth",
    (True, True, True): "date",
    (False, True, False): "gMonth",
    (False, True, True): "gMonthDay",
}
_MONTHS_A_YEAR, _HOURS_A_DAY, _MINUTES_AN_HOUR = 12, 24, 60


def literal(lexical: str, datatype: str = "string") -> Literal:
    """Gives a literal of an XSD type; half a surrogate pair, which no RDF text can hold, becomes U+FFFD."""
    text = whole(lexical)
    return Literal(text) if datatype == "string" else Literal(text, datatype=_datatype(datatype))


def whole(text: str) -> str:
    """Gives a text in which each half of a surrogate pair that stands alone is replaced by U+FFFD."""
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@lru_cache(maxsize=32)
def _datatype(name: str) -> NamedNode:
    return NamedNode(XSD + name)


def decimal(value: Decimal) -> Literal:
    """Gives a number without exponent and trailing zeros.

    >>> decimal(Decimal("0.50")).value, decimal(Decimal("1E+2")).value, decimal(Decimal("-0")).value
    ('0.5', '100', '0')
    """
    return literal(format(value.normalize() + 0, "f"), "decimal")


def duration(value: Duration) -> Literal:
    """Gives a stretch of time in canonical form: twelve months are a year, 24 hours a day.

    >>> duration(Duration(Decimal(18), DurationUnit.MONTH)).value
    'P1Y6M'
    >>> duration(Duration(Decimal(36), DurationUnit.HOUR)).value
    'P1DT12H'
    """
    years, months, days, hours, minutes = _parts(value.iso)
    years, months = years + months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR
    hours, minutes = hours + minutes // _MINUTES_AN_HOUR, minutes % _MINUTES_AN_HOUR
    days, hours = days + hours // _HOURS_A_DAY, hours % _HOURS_A_DAY
    date = "".join(f"{number}{unit}" for number, unit in ((years, "Y"), (months, "M"), (days, "D")) if number)
    time = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    if not date and not time:
        return literal("PT0S", "duration")
    return literal(f"P{date}T{time}" if time else f"P{date}", "duration")


def date(value: PartialDate) -> Literal:
    """Gives a date as precise as it was stated.

    >>> date(PartialDate(2023, 1)).datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    known = (value.year is not None, value.month is not None, value.month is not None and value.day is not None)
    return literal(value.iso, _DATE_TYPES[known])


def to_term(value: Any) -> Literal | NamedNode:
    """Gives the RDF term of any value of a record but a Ref, which only its study can name."""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    message = f"a value of type {type(value).__name__} has no RDF term"
    raise TypeError(message)


def from_term(term: Literal | NamedNode, kind: type) -> Value:
    """Reads back a value of the given kind; raises ValueError where the term is none of that kind."""
    if kind is Ref:
        return Ref(term.value)
    if kind is StudyType:
        return _study_type(term.value)
    if issubclass(kind, StrEnum):
        return kind(term.value.removeprefix(CONCEPT))
    read = _READERS[kind]
    return read(term.value)


def _study_type(name: str) -> StudyType:
    for code, iri in STUDY_CLASSES.items():
        if name in (iri, code.value):
            return code
    message = f"{name} is no type of study"
    raise ValueError(message)


def _parts(iso: str) -> tuple[int, int, int, int, int]:
    match = _DURATION.fullmatch(iso)
    if match is None:
        message = f"{iso!r} is no duration"
        raise ValueError(message)
    years, months, days, hours, minutes, _ = (int(group or 0) for group in match.groups())
    return years, months, days, hours, minutes


def _read_duration(text: str) -> Duration:
    years, months, days, hours, minutes = _parts(text)
    if years or months:
        whole = not months
        return Duration(
            Decimal(years if whole else years * _MONTHS_A_YEAR + months),
            DurationUnit.YEAR if whole else DurationUnit.MONTH,
        )
    if not hours and not minutes:
        return Duration(Decimal(days), DurationUnit.DAY)
    hours += days * _HOURS_A_DAY
    if not minutes:
        return Duration(Decimal(hours), DurationUnit.HOUR)
    return Duration(Decimal(hours * _MINUTES_AN_HOUR + minutes), DurationUnit.MINUTE)


def _read_date(text: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if match is None:
        message = f"{text!r} is no date"
        raise ValueError(message)
    year, month, day = (None if part is None else int(part) for part in match.group("year", "month", "day"))
    return PartialDate(year, month, day)


def _read_decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError as error:
        message = f"{text!r} is no number"
        raise ValueError(message) from error


_WRITERS: tuple[tuple[type, Callable[[Any], Literal | NamedNode]], ...] = (
    (StudyType, lambda value: NamedNode(STUDY_CLASSES[value])),
    (StrEnum, lambda value: concept(value.value)),
    (str, literal),
    (bool, lambda value: literal(str(value).lower(), "boolean")),
    (int, lambda value: literal(str(value), "integer")),
    (Decimal, decimal),
    (Duration, duration),
    (PartialDate, date),
    (Term, lambda value: literal(value.label)),
    (Person, lambda value: literal(value.name)),
)
_READERS: dict[type, Callable[[str], Value]] = {
    str: str,
    int: int,
    bool: lambda text: text == "true",
    Decimal: _read_decimal,
    Duration: _read_duration,
    PartialDate: _read_date,
    Person: Person,
}
