"""How an intervention was given: dose, route, frequency, duration, number of times, and where it came from.

A value belongs to the intervention whose mention stands nearest in the same sentence, with no other between them. A
sentence that names none, but says that something was given, speaks of the one that the sentence before it named, or of
the only one that was tested, which may go by its last word alone (the cells).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphbuild.language.durations import durations
from graphbuild.language.lexicon import load
from graphbuild.language.naming import group, stem
from graphbuild.language.numbers import numbers
from graphbuild.language.phrases import tokens
from graphbuild.language.sieve import Sieve, sieve
from graphbuild.model.codes import Focus, InterventionRole, InterventionType, Route, Section
from graphbuild.model.fact import Fact, Field, Value
from graphbuild.model.text import Document, Sentence, Span

_CLOSED_SECTIONS = {Section.BOILERPLATE, Section.DATELINE}
_CLOSED_FOCUS = {Focus.ANIMAL, Focus.BACKGROUND, Focus.PLANNED, Focus.OTHER_STUDY, Focus.BOILERPLATE}
_TAKEN = {InterventionType.DRUG, InterventionType.BIOLOGICAL, InterventionType.CELL, InterventionType.DIETARY}

_NUMBER = r"(?>\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,4})?)"
_MASS = (
    r"(?=[cgilmotu\u00b5\u03bcGI])"  # with these it begins
    r"(?:milligrams?|micrograms?|grams?|mg|mcg|\u00b5g|\u03bcg|g|international units|IUs?|I\.U\.|units|milliliters?"
    r"|millilitres?|ml|mL|lit(?:er|re)s?|Gy|ounces?|cups?|teaspoons?|tablespoons?)\b"
)
_PER = (
    r"(?:\s?/\s?(?:kg|m2|day|d|week|ml|mL)\b"
    r"|\sper (?:day|week|month|kilogram|kg|square meter)(?: of (?:body )?weight)?)"
)
_DOSE = sieve(
    rf"(?<![\w.,$])(?P<dose>(?>{_NUMBER}\s?(?:{_MASS})?\s?(?:to|or|and|-|\u2013|x|\u00d7)\s?){{0,2}}{_NUMBER}[\s-]?{_MASS}{_PER}{{0,2}})"
)
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|several|many|\d{1,2})"
_PERIOD = r"(?:hour|day|night|week|month|year|morning|evening)"
_FREQUENCY = sieve(
    r"\b(?=[adefmnostuw]|\d{1,2} [cdimstw])"  # with these it begins
    rf"(?:(?:at least |about |up to )?(?:once|twice|thrice|{_COUNT}(?: to {_COUNT})? times)[\s-]"
    rf"(?:daily|weekly|monthly|yearly|nightly|annually|(?:a|an|per|each|every) {_PERIOD})"
    rf"|every (?:other |second |{_COUNT} (?:to {_COUNT} )?)?{_PERIOD}s?\b"
    rf"|daily|weekly|monthly|nightly|once a {_PERIOD}|as needed"
    rf"|(?:a )?(?:single|one-time) (?:oral )?(?:dose|injection|infusion|session|treatment|shot|time)"
    rf"|{_COUNT} (?:weekly |monthly |daily )?(?:sessions|injections|infusions|classes|calls|cycles))\b",
    re.IGNORECASE,
)
_TIMES = sieve(
    r"\b(?:a )?(?:(?P<count>single|one|two|three|four|five|six|one-time)[\s-](?:[a-z]{3,25}\s)?"
    r"(?:injections?|infusions?|shots?|time)|(?P<once>single|one-time)[\s-](?:oral\s)?(?:dose|treatment))\b",
    re.IGNORECASE,
)
_LEVELS = sieve(
    r"\b(?P<count>two|three|four|five|six|seven|eight|\d)\s"
    r"(?:(?:different|varying|various|escalating|increasing|fixed)\s(?:doses|dose levels|dosages|dosing regimens)"
    r"|dose levels|dose groups|doses\s(?:of\s(?:the\s)?[\w-]{2,25}\s){0,1}were\s"
    r"(?:tested|compared|studied|tried|evaluated))\b"
    r"|\b(?:one of|at(?: one of)?)\s(?:the\s)?(?P<chosen>two|three|four|five|six|seven|eight|\d)\s(?:possible\s)?"
    r"(?:doses|dosages|strengths)\b",
    re.IGNORECASE,
)
_ORIGIN = sieve(
    r"\b(?:derived|obtained|isolated|harvested|taken|grown|cultured|collected|extracted|expanded|made)\s"
    r"(?:\w{1,12}\s){0,4}from\s"
    r"(?P<source>(?:(?!under\b|using\b|with\b|by\b|and\b|in\b|before\b|after\b|then\b|that\b)[\w'\u2019-]{1,24}\s?){1,8})",
    re.IGNORECASE,
)
_GIVEN = sieve(
    r"\b(?:received|receive|receiving|given|gave|took|take|taking|injected|administered|got|getting|treated|tested"
    r"|applied|infused)\b",
    re.IGNORECASE,
)
_LASTING = sieve(
    r"\b(?:for|over|lasting|lasted|throughout|during|of)\s(?:the\s|an?\s|about\s|up to\s|another\s|additional\s){0,2}$"
)
_MOST_NAMED = 40
_FAR = 8
_CLOSE = 2
_UNSURE = 12
_OF_THE_ONLY_ONE = {Field.INTERVENTION_DOSE_LEVELS, Field.INTERVENTION_ADMINISTRATIONS, Field.INTERVENTION_ROUTE}
_BARE = {"daily", "weekly", "monthly", "nightly"}


@dataclass(frozen=True, slots=True)
class Given:
    """An intervention of the study with the places where it is named."""

    about: str
    kind: InterventionType
    role: InterventionRole
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Value:
    """A value found in a sentence, and how many words may stand between it and the name."""

    field: Field
    value: Value
    span: Span
    reach: int
    rule: str


def regimen(document: Document, given: Sequence[Given]) -> Iterator[Fact]:
    """Gives how each intervention was given, one value for each field and intervention, the nearest one."""
    best: dict[tuple[str, Field], tuple[int, Fact]] = {}
    last: Given | None = None
    only = _only(given)
    for sentence in document.sentences:
        if sentence.section in _CLOSED_SECTIONS or sentence.focus in _CLOSED_FOCUS:
            last = None
            continue
        named = [(place, one) for one in given for place in one.places if sentence.span.contains(place)][:_MOST_NAMED]
        near = named or _by_head(document.text, sentence, only)
        for value in _values(document.text, sentence):
            bound = _bound(document.text, value, near, last)
            if bound is None and not named and only and sentence.focus is Focus.THIS_STUDY:
                bound = (_UNSURE, only) if value.field in _OF_THE_ONLY_ONE and value.reach >= _FAR else None
            if bound is not None and _fits(value, bound[1]):
                distance, one = bound
                fact = Fact(
                    value.field, value.value, value.span, value.rule, round(0.9 - 0.02 * distance, 2), one.about
                )
                rank = distance + 40 * (value.rule == "intervention/form")
                if (one.about, value.field) not in best or rank < best[one.about, value.field][0]:
                    best[one.about, value.field] = (rank, fact)
        owners = {one.about: one for _, one in named if one.role is InterventionRole.EXPERIMENTAL}
        last = next(iter(owners.values())) if len(owners) == 1 else None if named else last
    yield from (fact for _, fact in best.values())


def _only(given: Sequence[Given]) -> Given | None:
    """Gives the one thing that was tested, if it is the only one and is taken or put into the body."""
    tested = [one for one in given if one.role is InterventionRole.EXPERIMENTAL]
    return tested[0] if len(tested) == 1 and tested[0].kind in _TAKEN else None


def _by_head(text: str, sentence: Sentence, only: Given | None) -> list[tuple[Span, Given]]:
    """Gives the places where the only thing that was tested goes by the last word of its name."""
    if only is None:
        return []
    head = stem(only.about.rsplit("-", 1)[-1])
    return [
        (word.span, only) for word in tokens(sentence.span.of(text), sentence.span.start) if stem(word.text) == head
    ][:_MOST_NAMED]


def _fits(value: _Value, one: Given) -> bool:
    unlike = one.role not in {InterventionRole.EXPERIMENTAL, InterventionRole.COMPARATOR}
    if unlike and value.field is Field.INTERVENTION_DOSE:
        return False
    if value.field in {Field.INTERVENTION_DOSE, Field.INTERVENTION_ROUTE, Field.INTERVENTION_DOSE_LEVELS}:
        return one.kind in _TAKEN
    return one.kind is not InterventionType.OTHER


def _bound(
    text: str, value: _Value, named: Sequence[tuple[Span, Given]], last: Given | None
) -> tuple[int, Given] | None:
    if not named:
        return (10, last) if last is not None and value.reach >= _FAR else None
    distances = [(_distance(text, value.span, place), place.start, one) for place, one in named]
    distance, _, one = min(distances, key=lambda item: item[:2])
    return (distance, one) if distance <= value.reach else None


def _distance(text: str, one: Span, other: Span) -> int:
    """Counts the words between two places; those before a colon, a dash or a semicolon count three times."""
    if one.overlaps(other):
        return 0
    gap = text[min(one.end, other.end) : max(one.start, other.start)]
    return len(gap.split()) + 3 * sum(gap.count(mark) for mark in ";:\u2014")


def _values(text: str, sentence: Sentence) -> Iterator[_Value]:
    words, start = sentence.span.of(text), sentence.span.start
    yield from _matched(_DOSE, words, start, Field.INTERVENTION_DOSE, 6)
    yield from _frequencies(words, start)
    yield from _routes(words, start, given=bool(_GIVEN.search(words)))
    yield from _durations(words, start)
    for pattern, field in ((_TIMES, Field.INTERVENTION_ADMINISTRATIONS), (_LEVELS, Field.INTERVENTION_DOSE_LEVELS)):
        for match in pattern.finditer(words):
            count = _count(next(word for word in match.groups() if word))
            if count:
                yield _Value(field, count, Span(start + match.start(), start + match.end()), 10, "intervention/count")
    yield from _matched(_ORIGIN, words, start, Field.INTERVENTION_DESCRIPTION, 4)


def _count(word: str) -> int:
    if word.casefold() in {"single", "one-time"}:
        return 1
    return next((int(number.value) for number in numbers(word)), 0)


def _matched(pattern: Sieve, words: str, start: int, field: Field, reach: int) -> Iterator[_Value]:
    for match in pattern.finditer(words):
        stated = match[0].rstrip()
        span = Span(start + match.start(), start + match.start() + len(stated))
        yield _Value(field, " ".join(stated.split()), span, reach, "intervention/pattern")


def _frequencies(words: str, start: int) -> Iterator[_Value]:
    for value in _matched(_FREQUENCY, words, start, Field.INTERVENTION_FREQUENCY, 8):
        bare = str(value.value).casefold() in _BARE
        yield _Value(value.field, value.value, value.span, 3 if bare else 8, value.rule)


def _routes(words: str, start: int, *, given: bool) -> Iterator[_Value]:
    for match in load("route").find(words):
        span = Span(start + match.span.start, start + match.span.end)
        form = match.span.of(words).casefold() in group("form")
        reach = _CLOSE if form or not given else _FAR
        rule = "intervention/form" if form else "intervention/route"
        yield _Value(Field.INTERVENTION_ROUTE, Route(match.code), span, reach, rule)


def _durations(words: str, start: int) -> Iterator[_Value]:
    for found in durations(words):
        after = words[found.span.end : found.span.end + 14].split()
        span = Span(start + found.span.start, start + found.span.end)
        if {"follow-up", "later", "after", "study", "trial"} & set(after[:2]):
            continue
        if _LASTING.search(words[: found.span.start]):
            yield _Value(Field.INTERVENTION_DURATION, found.duration, span, 5, "intervention/duration")
        elif "-" in found.span.of(words):
            yield _Value(Field.INTERVENTION_DURATION, found.duration, span, 2, "intervention/duration")


def places(mentions: Iterable[Span]) -> tuple[Span, ...]:
    """Gives places in reading order, each once."""
    return tuple(sorted(set(mentions)))
