"""Ages: aged 18 to 45; 65 and older; under the age of 5; an average age of 63.7 years; 12-year-old."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from graphbuild.language.memory import remembered
from graphbuild.language.numbers import INITIALS, SPELLED, NumberKind, numbers
from graphbuild.model.codes import DurationUnit
from graphbuild.model.fact import Duration
from graphbuild.model.text import Span


class AgeKind(StrEnum):
    """What an age says of those who have it."""

    RANGE = "range"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    MEAN = "mean"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class FoundAge:
    """An age with its words; a mean and an exact age stand in both bounds."""

    span: Span
    kind: AgeKind
    low: Duration | None
    high: Duration | None


_NUMBER = rf"\d{{1,3}}(?:[.\u00b7]\d{{1,2}})?|(?:{SPELLED})(?:-(?:{SPELLED}))?"
_UNIT = r"(?P<unit{0}>years?|yrs?|months?|weeks?|days?)"
_AFTER = rf"(?:[\s-]{_UNIT}(?P<old{{0}}>[\s-]olds?\b|\sof\sage\b)?)?"
_ABOUT = r"(?:about|approximately|around|roughly|nearly|almost|just\sunder|just\sover|just)\s"
_OPENER = (
    r"(?P<opener{0}>\b(?:aged?|ages|between\sthe\sages\sof|the\sages\sof|between\sages"
    r"|age\srange(?:d\sfrom|\sof|:)?|between|from|were|was)[:\s]\s?(?:between\s|from\s)?)"
)
_RANGE = re.compile(
    rf"{_OPENER.format(1)}?(?<![\w.,])(?P<low>{_NUMBER})(?:[\s-]?(?:years?|months?|weeks?)(?:\sold)?)?"
    r"(?:\s?(?:-|\u2013|\u2014)\s?|\s(?:to|and|through)\s)"
    rf"(?P<high>{_NUMBER})(?![\w,]*\d)\b{_AFTER.format(1)}",
    re.IGNORECASE,
)
_MINIMUM = re.compile(
    rf"(?:\b(?:aged?|ages)\s)?(?:at\sleast\s)?(?<![\w.,$])(?P<low>{_NUMBER}){_AFTER.format(1)}\s?,?\s?"
    r"(?:(?:or|and|years\sor|years\sand)\s(?:older|over|above|up)|\+)(?!\w)"
    rf"|\b(?:over|older\sthan|above|at\sleast)\s(?:the\s)?(?:age\s(?:of\s)?)?(?P<low2>{_NUMBER})\b{_AFTER.format(2)}",
    re.IGNORECASE,
)
_MAXIMUM = re.compile(
    rf"(?:\b(?:aged?|ages)\s)?(?<![\w.,$])(?P<high>{_NUMBER}){_AFTER.format(1)}\s(?:or|and)\s(?:younger|under|below)\b"
    rf"|\b(?:under|younger\sthan|below|up\sto|less\sthan)\s(?:the\s)?(?:age\s(?:of\s)?)?(?P<high2>{_NUMBER})\b{_AFTER.format(2)}",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:average|mean|median|typical)(?:\s\(\w{2,8}\))?\sage\b(?:[\s,]\s?(?!\d)[\w'\u2019-]{1,15}){0,8}?"
    rf"[\s,:=(]{{1,3}}(?:{_ABOUT})?(?P<mean>{_NUMBER})(?![\w,%]*\d){_AFTER.format(1)}"
    rf"|\baverag(?:ed|ing)\s(?:{_ABOUT})?(?P<mean2>{_NUMBER})[\s-]{_UNIT.format(2)}[\s-](?:old|of\sage)\b"
    rf"|\baged\s(?:{_ABOUT})?(?P<mean3>{_NUMBER})\son\saverage\b",
    re.IGNORECASE,
)
_EXACT = re.compile(
    rf"\b(?:aged?|ages)\s(?:{_ABOUT})?(?P<exact>{_NUMBER})\b(?:\syears?\b)?"
    rf"|(?<![\w.,])(?P<exact2>{_NUMBER})[\s-]{_UNIT.format(2)}[\s-](?:olds?|of\sage)\b",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\d|\b(?=[{INITIALS}])(?:{SPELLED})")
_OLDEST = 120
_PEOPLE_BEFORE = re.compile(
    r"\b(?:people|patients|adults|women|men|those|anyone|everyone|participants|individuals|children|seniors|kids)\s$",
    re.IGNORECASE,
)


def ages(text: str) -> tuple[FoundAge, ...]:
    """Gives every stated age or range of ages, the longest reading of each place.

    >>> [(found.kind.value, found.low.iso) for found in ages("men aged 18 to 45; a mean age of 63 years")]
    [('range', 'P18Y'), ('mean', 'P63Y')]
    """
    return _ages(text)


@remembered
def _ages(text: str) -> tuple[FoundAge, ...]:
    plain = " ".join(text.lower().split())
    kinds = [kind for kind, signs in _KINDS if any(sign in plain for sign in signs)]
    if not kinds or _STATED.search(plain) is None:
        return ()
    found: list[FoundAge] = []
    taken = bytearray(len(text))
    for kind in kinds:
        _take(kind(text), taken, found)
    return tuple(sorted(found, key=lambda item: item.span))


def _take(readings: Iterator[FoundAge], taken: bytearray, found: list[FoundAge]) -> None:
    """Keeps the readings whose place no earlier reading has."""
    for age in readings:
        if not any(taken[age.span.start : age.span.end]):
            taken[age.span.start : age.span.end] = b"\1" * (age.span.end - age.span.start)
            found.append(age)


def _ranges(text: str) -> Iterator[FoundAge]:
    for match in _RANGE.finditer(text):
        named = (match["opener1"] or "").casefold().startswith(("age", "between the age", "the age", "between age"))
        low, high = _read(match["low"], match["unit1"]), _read(match["high"], match["unit1"])
        if (named or match["old1"]) and low and high and low.value < high.value:
            start = match.start() if named else match.start("low")
            yield FoundAge(Span(start, match.end()), AgeKind.RANGE, low, high)


def _means(text: str) -> Iterator[FoundAge]:
    for match in _MEAN.finditer(text):
        words = match["mean"] or match["mean2"] or match["mean3"]
        mean = _read(words, match["unit1"] or match["unit2"])
        if mean:
            yield FoundAge(Span(*match.span()), AgeKind.MEAN, mean, mean)


def _minima(text: str) -> Iterator[FoundAge]:
    for match in _MINIMUM.finditer(text):
        low = _read(match["low"] or match["low2"], match["unit1"] or match["unit2"])
        if low and (match["low"] or _said(text, match, "2")):
            yield FoundAge(Span(*match.span()), AgeKind.MINIMUM, low, None)


def _maxima(text: str) -> Iterator[FoundAge]:
    for match in _MAXIMUM.finditer(text):
        high = _read(match["high"] or match["high2"], match["unit1"] or match["unit2"])
        if high and (match["high"] or _said(text, match, "2")):
            yield FoundAge(Span(*match.span()), AgeKind.MAXIMUM, None, high)


def _exacts(text: str) -> Iterator[FoundAge]:
    for match in _EXACT.finditer(text):
        exact = _read(match["exact"] or match["exact2"], match["unit2"])
        if exact:
            yield FoundAge(Span(*match.span()), AgeKind.EXACT, exact, exact)


_KINDS = (
    (_ranges, ("age", "old")),
    (_means, ("age",)),
    (_minima, ("+", "old", "over", "above", " up", "least")),
    (_maxima, ("younger", "under", "below", "up to", "less than")),
    (_exacts, ("age", "old")),
)
"""The readers of ages in the order of their preference, and the words of which a text needs one for each of them."""


def _said(text: str, match: re.Match[str], index: str) -> bool:
    """Tells whether a bare bound (over 65) is said to be an age, or stands right after people."""
    if " age" in match[0].casefold() or match[f"old{index}"]:
        return True
    people = _PEOPLE_BEFORE.search(text, max(0, match.start() - 16), match.start())
    return people is not None and match[f"unit{index}"] is None


def _read(words: str | None, unit: str | None) -> Duration | None:
    if words is None:
        return None
    stated = numbers(words)
    if len(stated) != 1 or stated[0].kind is not NumberKind.CARDINAL or not 0 < stated[0].value <= _OLDEST:
        return None
    letter = (unit or "y")[0].casefold()
    units = {"y": DurationUnit.YEAR, "m": DurationUnit.MONTH, "w": DurationUnit.WEEK, "d": DurationUnit.DAY}
    return Duration(Decimal(stated[0].value), units[letter])
