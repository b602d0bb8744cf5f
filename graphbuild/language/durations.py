"""Stretches of time: 2 years, six-month, 18 to 24 weeks (both ends), one and a half years, a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graphbuild.language.numbers import NumberKind, numbers
from graphbuild.model.codes import DurationUnit
from graphbuild.model.fact import Duration
from graphbuild.model.text import Span


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A stretch of time with its words."""

    span: Span
    duration: Duration


_UNIT = r"(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|days?|nights?|weeks?|wks?|months?|mos?|years?|yrs?)\b"
_AFTER = re.compile(
    rf"[\s-]{{0,2}}(?:and\s(?:a|one)[\s-]half[\s-])?{_UNIT}(?!\s*old\b|-old\b|\sof age\b)", re.IGNORECASE
)
_RANGE = re.compile(r"\s?(?:to|or|and|-|\u2013)\s?", re.IGNORECASE)
_ARTICLE = re.compile(
    rf"\b(?:a|an|one)(?:\sfull|\swhole|\ssingle)?[\s-]{_UNIT}(?!\s*old\b|-old\b|\sof age\b)", re.IGNORECASE
)
_UNITS = {
    "mi": DurationUnit.MINUTE, "h": DurationUnit.HOUR, "d": DurationUnit.DAY, "n": DurationUnit.DAY,
    "w": DurationUnit.WEEK, "mo": DurationUnit.MONTH, "y": DurationUnit.YEAR,
}  # fmt: skip


def durations(text: str) -> tuple[FoundDuration, ...]:
    """Gives every stated stretch of time, ages left out; both ends of a range share its unit.

    >>> [found.duration.iso for found in durations("over 2 years, at 18 and 24 weeks; a 65-year-old man")]
    ['P2Y', 'P126D', 'P168D']
    """
    found = [*_numbered(text)]
    taken = [item.span for item in found]
    for match in _ARTICLE.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            found.append(FoundDuration(span, Duration(Decimal(1), _unit(match["unit"]))))
    return tuple(sorted(found, key=lambda item: item.span))


def _numbered(text: str) -> Iterator[FoundDuration]:
    stated = [item for item in numbers(text) if item.kind in {NumberKind.CARDINAL, NumberKind.FRACTION}]
    for index, number in enumerate(stated):
        match = _AFTER.match(text, number.span.end)
        if match is None:
            continue
        unit = _unit(match["unit"])
        value = number.value + Decimal("0.5") if "half" in match[0].casefold() else number.value
        if value > 0:
            if index and _RANGE.fullmatch(text, stated[index - 1].span.end, number.span.start):
                low = stated[index - 1]
                if 0 < low.value < value:
                    yield FoundDuration(Span(low.span.start, match.end()), Duration(low.value, unit))
            yield FoundDuration(Span(number.span.start, match.end()), Duration(value, unit))


def _unit(word: str) -> DurationUnit:
    plain = word.casefold()
    return _UNITS[plain[:2]] if plain[:2] in _UNITS else _UNITS[plain[:1]]
