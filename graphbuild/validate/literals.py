"""Literals as values: which lexical forms a datatype allows, and which of two values is the greater."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from graphbuild.validate.graph import RDF, RDFS, XSD, Literal, Term, literal

Comparable = Decimal | tuple[int, ...] | str

_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_FORMS = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "boolean": r"true|false|0|1",
    "date": rf"-?\d{{4,}}-\d\d-\d\d{_ZONE}",
    "dateTime": rf"-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}",
    "time": rf"\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}",
    "gYear": rf"-?\d{{4,}}{_ZONE}",
    "gYearMonth": rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}",
    "gMonthDay": rf"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){_ZONE}",
    "duration": r"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
}
_INTEGERS = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_MATCH: dict[str, Callable[[str], object]] = {name: re.compile(form).fullmatch for name, form in _FORMS.items()}
_MATCH["float"] = _MATCH["double"]
_NUMBERS = {*_INTEGERS, "decimal", "double", "float"}


@lru_cache(maxsize=65536)
def well_formed(term: Term, datatype: Term) -> bool:
    """Tells whether a term is a literal of the datatype and its lexical form is one that the datatype allows."""
    parts = literal(term)
    wanted = datatype[1:-1]
    if parts is None:
        return False
    if wanted == f"{RDFS}Literal":
        return True
    return parts.datatype == wanted and _legal(parts)


def _legal(parts: Literal) -> bool:
    name = parts.datatype.removeprefix(XSD)
    if name in {parts.datatype, "string"} or parts.datatype.startswith(RDF):
        return True
    if name in _INTEGERS:
        least, most = _INTEGERS[name]
        if not _MATCH["integer"](parts.lexical):
            return False
        number = int(parts.lexical)
        return (least is None or number >= least) and (most is None or number <= most)
    match = _MATCH.get(name)
    return match is None or (bool(match(parts.lexical)) and (name != "date" or _calendar(parts.lexical)))


def _calendar(lexical: str) -> bool:
    try:
        dt.date.fromisoformat(lexical[:10])
    except ValueError:
        return False
    return True


@lru_cache(maxsize=65536)
def comparable(term: Term) -> tuple[str, Comparable] | None:
    """Gives a literal's family and a value that sorts within it, None where it has none.

    >>> comparable('"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    ('number', Decimal('2.50'))
    """
    parts = literal(term)
    if parts is None or not _legal(parts):
        return None
    name = parts.datatype.removeprefix(XSD)
    if name in _NUMBERS:
        return "number", Decimal(parts.lexical.replace("INF", "Infinity"))
    if name in {"date", "gYearMonth", "gYear", "dateTime"}:
        return name, tuple(int(part) for part in re.findall(r"\d+", parts.lexical))
    return ("text", parts.lexical) if name == "string" else None


def before(left: Term, right: Term, *, or_equal: bool) -> bool:
    """Tells whether the left value comes before the right one; values that do not compare never do."""
    one, other = comparable(left), comparable(right)
    if one is None or other is None or one[0] != other[0]:
        return False
    if one[1] == other[1]:
        return or_equal
    return bool(one[1] < other[1])  # type: ignore[operator]
