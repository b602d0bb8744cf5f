"""Numbers in digits and words: 1,234; 0.05; forty-eight; 12 million; half; 23 percent; two-thirds; one in five."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from graphbuild.language.memory import remembered
from graphbuild.model.text import Span


class NumberKind(StrEnum):
    """What a number says."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its words; a percent keeps the figure as written (23 percent is 23)."""

    span: Span
    value: Decimal
    kind: NumberKind


_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
_TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=1
    )
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
SPELLED = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
"""A pattern of the number words below a hundred."""
INITIALS = "".join(sorted({"d", *(word[0] for word in (*_UNITS, *_TENS))}))
"""With these a number word begins; a look at them spares most words the trying of each."""
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_JOINT = r"(?:[\s-]|(?:(?<=hundred)|(?<=thousand)|(?<=[mb]illion))\sand\s)"
"""Between the words of one number: an "and" only behind a hundred and more, as "three and five" are two."""
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.\u00b7]\d+)?|[.\u00b7]\d+"
_NUMBER = re.compile(
    rf"(?<!\w)(?=[-\u2212.\u00b7\dacefhmns{INITIALS}])(?:"  # with these all begin, which spares most places the rest
    rf"(?<!\.)(?P<sign>[-\u2212])?(?P<digits>{_DIGITS})(?:[\s-](?P<scale>{_SCALE})\b)?"
    r"(?:(?P<percent>\s?%|[\s-]per\s?cent\b|[\s-]percentage points?\b)|(?P<ordinal>st|nd|rd|th)\b)?(?!\d)"
    r"|\b(?=[aht])(?P<some>(?:(?:a\s)?half|(?:a|three)[\s-]quarters?)[\s-](?:of[\s-])?(?:an?[\s-])?"
    r"(?:dozen|thousand|million|billion))\b"
    rf"|\b(?=[{INITIALS}])(?P<words>(?:{SPELLED}|dozen)(?:{_JOINT}(?:{SPELLED}|{_SCALE}|dozen)){{0,7}})\b"
    r"(?:\sand\sa\shalf[\s-](?P<times>million|billion)\b)?"
    rf"(?:[\s-](?P<part>{_PART})\b)?(?P<wordpercent>[\s-]per\s?cent\b|\s?%)?"
    r"|\b(?:(?=[achmtd])(?P<half>(?:a\s)?half|a\s(?:third|quarter|fifth|tenth)"
    r"|(?:a\s)?(?:hundred|thousand|million|dozen|couple))\b"
    r"|(?=[efnst])(?P<first>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b))",
    re.IGNORECASE,
)
_ARTICLE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12, "couple": 2}


def numbers(text: str) -> tuple[Number, ...]:
    """Gives every number of a text in reading order.

    >>> [(str(n.value), n.kind.value) for n in numbers("Forty-eight of 1,200 people, or 4 percent; half of them")]
    [('48', 'cardinal'), ('1200', 'cardinal'), ('4', 'percent'), ('0.5', 'fraction')]
    """
    return _numbers(text)


@remembered
def _numbers(text: str) -> tuple[Number, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        span = Span(*match.span())
        if match["digits"]:
            yield _digits(match, span)
        elif match["words"]:
            yield from _words(match, span)
        elif match["some"]:
            yield Number(span, _part_of_many(match["some"].casefold()), NumberKind.CARDINAL)
        elif match["half"]:
            last = match["half"].casefold().split()[-1]
            if last in _ARTICLE:
                yield Number(span, Decimal(_ARTICLE[last]), NumberKind.CARDINAL)
            else:
                yield Number(span, _share(1, _PARTS[last]), NumberKind.FRACTION)
        else:
            yield Number(span, Decimal(_ORDINALS[match["first"].casefold()]), NumberKind.ORDINAL)


def _digits(match: re.Match[str], span: Span) -> Number:
    value = Decimal(match["digits"].replace(",", "").replace("\u00b7", "."))
    if match["sign"]:
        value = -value
    if match["scale"]:
        value = (value * _SCALES[match["scale"].casefold()]).quantize(Decimal(1))
    if match["percent"]:
        return Number(span, value, NumberKind.PERCENT)
    return Number(span, value, NumberKind.ORDINAL if match["ordinal"] else NumberKind.CARDINAL)


def _words(match: re.Match[str], span: Span) -> Iterator[Number]:
    value = _value(re.split(r"[\s-]+", match["words"].casefold()))
    if match["times"]:
        yield Number(span, _many(value + Decimal("0.5"), match["times"].casefold()), NumberKind.CARDINAL)
        return
    if match["wordpercent"] and not match["part"]:
        yield Number(span, Decimal(value), NumberKind.PERCENT)
    elif match["part"]:
        part = match["part"].casefold()
        if part in _ORDINALS and value != 1 and not part.endswith("s"):
            yield Number(Span(*match.span("words")), Decimal(value), NumberKind.CARDINAL)
        else:
            yield Number(span, _share(value, _PARTS[part]), NumberKind.FRACTION)
    else:
        yield Number(span, Decimal(value), NumberKind.CARDINAL)


def _part_of_many(words: str) -> Decimal:
    """Reads half a million, a quarter of a million, three quarters of a million."""
    share = Decimal("0.5") if "half" in words else Decimal("0.75" if words.startswith("three") else "0.25")
    return _many(share, re.split(r"[\s-]+", words)[-1])


def _many(count: Decimal, whole: str) -> Decimal:
    return (count * (_SCALES | _ARTICLE)[whole]).quantize(Decimal(1))


def _value(words: list[str]) -> int:
    total, current = 0, 0
    for word in words:
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return total + current


def _share(count: int, parts: int) -> Decimal:
    exact = Decimal(count) / Decimal(parts)
    return exact if len(exact.as_tuple().digits) < 6 else exact.quantize(Decimal("0.0001"))  # noqa: PLR2004
