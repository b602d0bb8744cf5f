"""Those who were analysed, lost, stopped early or died, and how many groups there were."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from graphbuild.extract.counts import Count
from graphbuild.language.numbers import numbers
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_PEOPLE = (
    r"(?:\s(?:of\s(?:the|them|these)\s)?(?:\w{1,14}\s){0,2}(?:patients?|participants?|people|women|men|children"
    r"|subjects|volunteers|adults|persons?|individuals|infants|babies))?"
    r"(?:\s(?:who|were|was|had|have|also|have been|had been)){0,2}"
)
_OUTCOMES = (
    (Field.LOST_TO_FOLLOW_UP, re.compile(rf"{_PEOPLE}\slost\sto\sfollow-?\s?up\b", re.IGNORECASE)),
    (
        Field.DISCONTINUED,
        re.compile(
            rf"{_PEOPLE}\s(?:dropped\sout|withdrew|withdrawn|discontinued\s(?:the\s)?(?:study|trial|treatment|drug|therapy"
            r"|medication|participation)|left\sthe\s(?:study|trial)|quit\sthe\s(?:study|trial)|stopped\s(?:the\s)?treatment)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Field.ANALYSED,
        re.compile(
            rf"{_PEOPLE}\s(?:included\sin\sthe\s(?:final\s|primary\s|main\s)?analys[ie]s|analy[sz]ed|evaluable"
            r"|available\sfor\s(?:the\s)?(?:final\s)?analysis|completed\s(?:the\s)?(?:study|trial))\b",
            re.IGNORECASE,
        ),
    ),
    (Field.DEATHS, re.compile(rf"{_PEOPLE}\s(?:died|deaths)\b(?!\sof\s\w{{1,14}}\s(?:each|every|a)\b)", re.IGNORECASE)),
)
_NO_DEATHS = sieve(
    r"\b(?:there\swere\s)?no\s(?:\w{1,12}[\s-]){0,2}?deaths?\s?(?:\b(?:occurred|were|was|have|had|reported|in\sthe)|[.,;]|$)"
    r"|\b(?:none\sof\sthe\s\w{1,14}|no\s(?:one|patients?|participants?|subjects?))\sdied\b",
    re.IGNORECASE,
)
_GROUPS = sieve(
    r"\b(?P<number>two|three|four|five|six|seven|eight|[2-8])\s(?:(?:different|treatment|study|equal|separate|parallel"
    r"|intervention|exercise|diet|dietary|dose|dosage|randomized|randomised|experimental|main|patient|distinct)\s){0,2}"
    r"(?:groups|arms|doses|dose\slevels|dosages|cohorts)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(
    r"\b(?:assigned|divided|split|randomi[sz]ed|allocated|placed|one\sof|each\sof|put|tested|into|were\sgiven|in\sthe)\b",
    re.IGNORECASE,
)
_CONFIDENCE = 0.8
_ARM_REACH = 60


def flow(document: Document, candidates: Sequence[Count]) -> Iterator[Fact]:
    """Gives the stated numbers of people who left or died in this study, and of its groups."""
    company = Counter(item.sentence for item in candidates)
    for item in candidates:
        sentence = document.sentences[item.sentence]
        if sentence.focus is Focus.THIS_STUDY and company[item.sentence] == 1:
            yield from _left(document.text, item, sentence.span.end)
    for sentence in document.sentences:
        if sentence.focus is Focus.THIS_STUDY:
            yield from _none_died(document.text, sentence.span)
            yield from _arms(document.text, sentence.span)


def _left(text: str, item: Count, end: int) -> Iterator[Fact]:
    for field, pattern in _OUTCOMES:
        match = pattern.match(text, item.span.end, end)
        if match is not None:
            yield Fact(field, item.value, Span(item.span.start, match.end()), f"flow/{field.value}", _CONFIDENCE)


def _none_died(text: str, sentence: Span) -> Iterator[Fact]:
    match = _NO_DEATHS.search(text, sentence.start, sentence.end)
    if match is not None:
        yield Fact(Field.DEATHS, 0, Span(match.start(), match.end()), "flow/no-deaths", _CONFIDENCE)


def _arms(text: str, sentence: Span) -> Iterator[Fact]:
    for match in _GROUPS.finditer(text, sentence.start, sentence.end):
        if _DIVIDED.search(
            text, max(sentence.start, match.start() - _ARM_REACH), min(sentence.end, match.end() + _ARM_REACH)
        ):
            stated = numbers(match["number"])[0]
            yield Fact(Field.ARM_COUNT, int(stated.value), Span(*match.span()), "flow/groups", _CONFIDENCE)
