"""Stretches of time: 2 years, six-month, 18 to 24 weeks (both ends), two and a half years, a year, the 12th week."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graphbuild.language.memory import remembered
from graphbuild.language.numbers import Number, NumberKind, numbers
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import DurationUnit
from graphbuild.model.fact import Duration
from graphbuild.model.text import Span


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A stretch of time with its words."""

    span: Span
    duration: Duration


_UNIT = (
    r"(?:(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|days?|nights?|weeks?|wks?|months?|mos?|yrs?|decades?)|(?P<years>years?(?!\sof\sage)))\b"
    r"(?P<later>[\s-]and[\s-]a[\s-]half\b)?"
    r"(?![\s-]olds?\b|\s(?:(?:and|or)\s)?(?:older|younger|over|under|above|up)\b)"
)
_AFTER = re.compile(rf"[\s-]{{0,2}}(?P<more>(?:and[\s-](?:a|one)[\s-]half|\u00bd)[\s-]{{0,2}})?{_UNIT}", re.IGNORECASE)
_LIST = re.compile(r"-?\s?(?:,\s?(?:and\s|or\s)?|to|or|and|-|\u2013|through)\s?", re.IGNORECASE)
_ALONE = re.compile(rf"\b(?:an?|one)(?:\sfull|\swhole|\ssingle)?[\s-]{_UNIT}(?![\s-]?long\b)", re.IGNORECASE)
_RATE = re.compile(r"\b(?:half|once|twice|thrice|times|\w{1,12}s|mg|per)\s$", re.IGNORECASE)
_LONG = re.compile(r"\b(?P<unit>day|week|month|year|decade)[\s-]?long\b", re.IGNORECASE)
_NUMBERED = sieve(
    r"\b(?P<unit>day|week|month|year)s?\s(?P<numbers>\d{1,3}(?:,\s\d{1,3}){0,6}(?:,?\s(?:and|or|to)\s\d{1,3})?)(?![\d%]|[,.]\d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SIGNS = ("min", "hr", "hour", "day", "night", "week", "wk", "month", "yr", "year", "decade")
_MOS = re.compile(r"mos?\b", re.IGNORECASE)
_UNITS = {
    "mi": DurationUnit.MINUTE, "h": DurationUnit.HOUR, "d": DurationUnit.DAY, "n": DurationUnit.DAY,
    "w": DurationUnit.WEEK, "mo": DurationUnit.MONTH, "y": DurationUnit.YEAR, "de": DurationUnit.YEAR,
}  # fmt: skip
_DECADE = 10


def durations(text: str) -> tuple[FoundDuration, ...]:
    """Gives every stated stretch of time, ages in years left out; all members of a list or range share its unit.

    >>> [found.duration.iso for found in durations("over 2 years, at 18 and 24 weeks; a 65-year-old man; week 6")]
    ['P2Y', 'P126D', 'P168D', 'P42D']
    """
    return _durations(text)


@remembered
def _durations(text: str) -> tuple[FoundDuration, ...]:
    plain = text.lower()
    if not any(sign in plain for sign in _SIGNS) and _MOS.search(text) is None:
        return ()
    found = [*_numbered(text)]
    taken = bytearray(len(text))
    for item in found:
        taken[item.span.start : item.span.end] = b"\1" * (item.span.end - item.span.start)
    found += [item for item in (*_alone(text), *_labelled(text)) if not any(taken[item.span.start : item.span.end])]
    return tuple(sorted(found, key=lambda item: (item.span, item.duration.days)))


def _numbered(text: str) -> Iterator[FoundDuration]:
    """Reads a number before a unit, and the numbers before it that share the unit (at one, three and six weeks)."""
    wanted = {NumberKind.CARDINAL, NumberKind.FRACTION, NumberKind.ORDINAL}
    stated = [item for item in numbers(text) if item.kind in wanted]
    end = 0
    for index, number in enumerate(stated):
        match = _AFTER.match(text, number.span.end)
        if match is None or number.value <= 0 or number.span.start < end:
            continue
        if _is_lower_half(text, number.span.start):
            continue
        end = match.end()
        for low in _sharing(text, stated, index):
            yield FoundDuration(Span(low.span.start, match.end()), _duration(low.value, match))
        half = Decimal("0.5") if match["more"] or match["later"] else Decimal(0)
        yield FoundDuration(Span(number.span.start, match.end()), _duration(number.value + half, match))


def _is_lower_half(text: str, start: int) -> bool:
    """Tells whether a number is that below the line of a fraction that is written out: 3-1/2 years are no 2."""
    return text.endswith("/", 0, start) and text[max(0, start - 2) : start - 1].isdigit()


def _sharing(text: str, stated: Sequence[Number], index: int) -> list[Number]:
    """Gives the smaller numbers of the same kind that stand in a list right before the number."""
    found: list[Number] = []
    upper = stated[index]
    for low in reversed(stated[:index]):
        joined = _LIST.fullmatch(text, low.span.end, upper.span.start)
        if joined is None or low.kind is not upper.kind or not 0 < low.value < upper.value:
            break
        found.append(low)
        upper = low
    return found[::-1]


def _alone(text: str) -> Iterator[FoundDuration]:
    """Reads a unit without a number: a year, the year-long study; not a rate (twice a day)."""
    for match in _ALONE.finditer(text):
        if not _RATE.search(text, max(0, match.start() - 14), match.start()):
            half = Decimal("0.5") if match["later"] else Decimal(0)
            yield FoundDuration(Span(*match.span()), _duration(Decimal(1) + half, match))
    for match in _LONG.finditer(text) if "long" in text.lower() else ():
        yield FoundDuration(Span(*match.span()), _duration(Decimal(1), match))


def _labelled(text: str) -> Iterator[FoundDuration]:
    """Reads a point in time: at week 24, on days 1, 8 and 15."""
    for match in _NUMBERED.finditer(text):
        for digits in _DIGITS.finditer(match["numbers"]):
            if int(digits[0]) > 0:
                end = match.start("numbers") + digits.end()
                yield FoundDuration(Span(match.start(), end), _duration(Decimal(digits[0]), match))


def _duration(value: Decimal, match: re.Match[str]) -> Duration:
    word = (match.groupdict().get("unit") or match.groupdict().get("years") or "").casefold()
    unit = _UNITS[word[:2]] if word[:2] in _UNITS else _UNITS[word[:1]]
    return Duration(value * _DECADE if word.startswith("decade") else value, unit)
