"""Dates, also with missing parts: January 12, 2023; 12 Jan 2023; 2023-01-12; Jan. 2023; February 1."""

import re
from dataclasses import dataclass

from graphbuild.language.memory import remembered
from graphbuild.model.fact import PartialDate
from graphbuild.model.text import Span


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its words."""

    span: Span
    date: PartialDate


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = {name[:3]: index for index, name in enumerate(_MONTHS, start=1)}
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DATE = re.compile(
    r"\b(?=[\dadfjmnos])(?:(?P<iso>(?P<y1>(?:19|20)\d\d)-(?P<m1>0[1-9]|1[0-2])(?:-(?P<d1>0[1-9]|[12]\d|3[01]))?)(?![\d-])"
    rf"|(?P<mon2>{_MONTH})\s(?P<d2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?:,?\s(?P<y2>(?:19|20)\d\d)\b)?"
    rf"|(?P<d3>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:\sof)?[\s-](?P<mon3>{_MONTH})(?:,?[\s-](?P<y3>(?:19|20)\d\d))?\b"
    rf"|(?P<mon4>{_MONTH})(?:,|\sof)?\s(?P<y4>(?:19|20)\d\d)\b"
    rf"|(?P<y5>(?:19|20)\d\d)\s(?P<mon5>{_MONTH})(?:\s(?P<d5>[12]\d|3[01]|0?[1-9]))?\b"
    r"|(?P<m6>0?[1-9]|1[0-2])/(?P<d6>[12]\d|3[01]|0?[1-9])/(?P<y6>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"\d-[01]|\d/\d")


def dates(text: str) -> tuple[FoundDate, ...]:
    """Gives every date of a text that has at least a month; a slashed date is read month first.

    >>> [found.date.iso for found in dates("Jan. 12, 2023; 3 March; May 2020; 2019-07")]
    ['2023-01-12', '--03-03', '2020-05', '2019-07']
    """
    return _dates(text)


@remembered
def _dates(text: str) -> tuple[FoundDate, ...]:
    if _DIGIT.search(text) is None:
        return ()
    plain = text.lower()
    if not any(month in plain for month in _NUMBERS) and _NUMERIC.search(text) is None:
        return ()
    found = (_date(match) for match in _DATE.finditer(text))
    return tuple(item for item in found if item is not None)


def _date(match: re.Match[str]) -> FoundDate | None:
    for index in "123456":
        groups = match.groupdict()
        month_name, month = groups.get(f"mon{index}"), groups.get(f"m{index}")
        if month_name is None and month is None:
            continue
        number = int(month) if month else _NUMBERS[(month_name or "")[:3].casefold()]
        year, day = groups.get(f"y{index}"), groups.get(f"d{index}")
        if month_name is not None and month_name.casefold() == "may" and month_name[0] == "m":
            return None
        return FoundDate(
            Span(*match.span()), PartialDate(int(year) if year else None, number, int(day) if day else None)
        )
    return None
