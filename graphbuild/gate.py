"""The gate between a claim and the graph: a fact passes only if its words are there and state its value.

`check` is for a claim about a document in hand; `borne_out` asks the same of values, words and sentences that were
read back from a graph, so that a finished graph can be verified against its sources.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from graphbuild.language.ages import ages
from graphbuild.language.dates import dates
from graphbuild.language.denials import denied
from graphbuild.language.durations import durations
from graphbuild.language.hedges import hedges
from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembered
from graphbuild.language.numbers import numbers
from graphbuild.model.codes import Certainty, Change, Direction, Polarity
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person, Ref, Value
from graphbuild.model.text import Document, Pointer

_LICENCES = {
    Field.DESIGN: "design",
    Field.PHASE: "phase",
    Field.INTERVENTION_ROUTE: "route",
    Field.POPULATION_SEX: "sex",
}
"""Controlled fields whose words must hold a wording of the code, and the lexicon that lists the wordings."""

_AGES = frozenset({Field.POPULATION_MINIMUM_AGE, Field.POPULATION_MAXIMUM_AGE, Field.POPULATION_MEAN_AGE})

_COUNTS: dict[str, int | Decimal] = {
    "a": 1, "an": 1, "single": 1, "once": 1, "one-time": 1, "twice": 2, "couple": 2, "pair": 2, "both": 2, "thrice": 3,
    "no": 0, "none": 0, "zero": 0, "without": 0, "never": 0, "nobody": 0, "not": 0, "neither": 0, "free": 0,
    "half": Decimal("0.5"), "halved": Decimal("0.5"), "doubled": 2, "double": 2, "tripled": 3, "dozen": 12,
}  # fmt: skip
_ABSENCE = re.compile(
    r"\b(?:no|not|none|without|never|nobody|neither|nor|zero|0|free of|lack(?:ed|s|ing)?|absen(?:t|ce)"
    r"|fail(?:ed|s|ure)?|unable|un\w+|cannot)\b|n[\u2019']t\b",
    re.IGNORECASE,
)
_FLAT_ABSENCE = re.compile(r"^\W*(?:no|none|zero|neither|nobody|without)\b", re.IGNORECASE)
_RELATIVE_DAY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|this (?:week|month|morning)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w+(?:[.'\u2019-]\w+)*")
_LETTERS = re.compile(r"[\w%]+")
_HUNDRED = 100


def check(fact: Fact, document: Document) -> str | None:
    """Gives the reason for which a claim must be refused, or None for one that its words bear out."""
    if isinstance(fact.span, Pointer):
        return None if fact.span.exact.strip() else "the record holds nothing there"
    if fact.span.end > len(document.text):
        return f"the span ends at {fact.span.end}, past the end of the text at {len(document.text)}"
    exact = fact.span.of(document.text)
    if not exact.strip():
        return "the span holds only blanks"
    quote = document.sentence_of(fact.span).of(document.text)
    return borne_out(fact.field, fact.value, exact, quote)


def borne_out(field: Field, value: Value, exact: str, quote: str) -> str | None:
    """Gives the reason for which the words (within their sentence) do not state the value, or None where they do."""
    if _fold(exact) not in _fold(quote):
        return "the words do not stand in the sentence"
    if isinstance(value, Ref | bool):
        return None
    if isinstance(value, Duration) and field in _AGES:
        return _age(value, exact, quote)
    if isinstance(value, StrEnum):
        return _code(field, value, exact, quote)
    for kind, rule in _RULES:
        if isinstance(value, kind):
            return rule(value, exact)
    return f"a value of type {type(value).__name__} cannot be checked"


def _number(value: int | Decimal, exact: str) -> str | None:
    wanted = Decimal(value)
    stated = {number.value for number in numbers(exact)}
    stated |= {Decimal(_COUNTS[word]) for word in _WORD.findall(exact.casefold()) if word in _COUNTS}
    if wanted in stated or wanted * _HUNDRED in stated or -wanted in stated:
        return None
    return f"the number {value} is not in the words"


def _text(value: str, exact: str) -> str | None:
    """Demands the value's words in the span's words, in their order; others may stand between them."""
    rest = iter(_fold(exact).split())
    if all(any(word in candidate for candidate in rest) for word in _fold(value).split()):
        return None
    return f"the words do not say {value!r}"


def _person(value: Person, exact: str) -> str | None:
    return _text(value.name, exact)


def _date(value: PartialDate, exact: str) -> str | None:
    for found in dates(exact):
        parts = zip(
            (found.date.year, found.date.month, found.date.day), (value.year, value.month, value.day), strict=True
        )
        if all(stated is None or stated == claimed for stated, claimed in parts):
            return None
    if _RELATIVE_DAY.search(exact) or _coarse(value, exact):
        return None
    return f"the date {value.iso} is not in the words"


def _coarse(value: PartialDate, exact: str) -> bool:
    """Tells whether the words state a year alone, or a month by name (the May issue) and no other year."""
    years = {int(year) for year in _YEAR.findall(exact)}
    if value.day is not None or (years and value.year not in years):
        return False
    if value.month is None:
        return bool(years)
    return date(2000, value.month, 1).strftime("%B").casefold() in exact.casefold()


def _duration(value: Duration, exact: str) -> str | None:
    if any(found.duration.days == value.days for found in durations(exact)):
        return None
    return f"the duration {value.iso} is not in the words"


def _age(value: Duration, exact: str, quote: str) -> str | None:
    """Demands an age of that length, read from the words or, where they need those around them, from the sentence."""
    stated = [*ages(exact), *(found for found in ages(quote) if found.span.of(quote) in exact)]
    if any(bound is not None and bound.days == value.days for found in stated for bound in (found.low, found.high)):
        return None
    return f"the age {value.iso} is not in the words"


_RULES: tuple[tuple[type, Callable[..., str | None]], ...] = (
    (int, _number),
    (Decimal, _number),
    (str, _text),
    (Person, _person),
    (PartialDate, _date),
    (Duration, _duration),
)


def _code(field: Field, value: StrEnum, exact: str, quote: str) -> str | None:
    if field in _LICENCES:
        matches = [match for match in load(_LICENCES[field]).find(quote) if match.code == value.value]
        if not matches:
            return f"no wording of {value.value} is in the words"
        if all(denied(quote, match.span.start) for match in matches):
            return f"{value.value} is claimed where it is denied"
    denial = _DENIALS.get(value)
    return denial(exact) if denial is not None else None


def _must_deny(exact: str) -> str | None:
    return None if _ABSENCE.search(exact) else "absence is claimed but nothing is denied"


def _must_not_deny(exact: str) -> str | None:
    return "presence is claimed of what is denied" if _FLAT_ABSENCE.search(exact) else None


def _must_hedge(exact: str) -> str | None:
    return None if hedges(exact) else "a hedge is claimed but none is in the words"


def _must_assert(exact: str) -> str | None:
    return "firmness is claimed of hedged words" if hedges(exact) else None


def _must_move(code: Change) -> Callable[[str], str | None]:
    def rule(exact: str) -> str | None:
        moves = {match.code for match in load("change").find(exact)}
        return None if code.value in moves else f"no wording of {code.value} is in the words"

    return rule


_DENIALS: dict[StrEnum, Callable[[str], str | None]] = {
    Polarity.ABSENT: _must_deny,
    Polarity.PRESENT: _must_not_deny,
    Direction.NO_EVENT: _must_deny,
    Certainty.HEDGED: _must_hedge,
    Certainty.ASSERTED: _must_assert,
    Change.INCREASE: _must_move(Change.INCREASE),
    Change.DECREASE: _must_move(Change.DECREASE),
}


def parse(value: str, kind: type[str | int | Decimal]) -> str | int | Decimal:
    """Reads a value back from its text in a graph; raises ValueError where it is none of that kind."""
    try:
        return kind(value)
    except InvalidOperation as error:
        message = f"{value!r} is no number"
        raise ValueError(message) from error


@remembered
def _fold(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = plain.casefold().replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(_LETTERS.findall(plain))
