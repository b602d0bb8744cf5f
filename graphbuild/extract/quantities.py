"""What the numbers of a finding are: a share of all participants, a relative change, a ratio; with P value and time.

Each function gives (field, value, span) for what is stated plainly; what is not plain stays a number as worded.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from graphbuild.extract.figures import Figure
from graphbuild.extract.mentions import Mention
from graphbuild.extract.wordings import directly_denied, part_of_participants
from graphbuild.language.durations import durations
from graphbuild.language.numbers import NumberKind, numbers
from graphbuild.language.phrases import WordClass
from graphbuild.model.codes import Polarity, Statistic
from graphbuild.model.fact import Field, Value
from graphbuild.model.text import Document, Span

Quantity = tuple[Field, Value, Span]

_P = re.compile(r"\b[Pp](?:[\s-]?values?)?\s?(?P<relation>[<>=\u2264\u2265])\s?(?P<value>0?[.\u00b7]\d+)")
_INTERVAL = re.compile(
    r"\b(?:CI|confidence intervals?)\b[\s:;,=\[(]{0,4}(?P<low>[-\u2212]?\d+(?:[.\u00b7]\d+)?)\s?%?\s?"
    r"(?:-|\u2013|to|,|and)\s?(?P<high>[-\u2212]?\d+(?:[.\u00b7]\d+)?)",
    re.IGNORECASE,
)
_BARE_INTERVAL = re.compile(
    r"[\s,;]{0,2}[(\[](?P<low>[-\u2212]?\d+(?:[.\u00b7]\d+)?)\s?(?:\u2013|to|,|-)\s?(?P<high>[-\u2212]?\d+(?:[.\u00b7]\d+)?)[)\]]"
)
"""Limits in brackets right after an effect."""
_EFFECT = re.compile(
    r"\b(?:(?P<ratio>(?i:hazard ratios?|odds ratios?|risk ratios?|relative risks?|rate ratios?)|a?HR|a?OR|a?RR)"
    r"|(?P<difference>(?i:(?:mean|risk|between-group|treatment|group)\sdifferences?|difference\sbetween\s(?:the\s)?groups)|MD))"
    r"(?:\s?[(\[]a?(?:HR|OR|RR|MD)[)\]])?(?:,?\s(?:of|was|were|is)\s|[\s,:=(\[]{1,3})(?P<value>[-\u2212]?\d+(?:[.\u00b7]\d+)?)"
    r"(?![.\u00b7]?\d|%\s?(?:CI|confidence))"
)
_RATIOS = {"h": Statistic.HAZARD_RATIO, "o": Statistic.ODDS_RATIO, "r": Statistic.RISK_RATIO}
_TIME_BEFORE = re.compile(
    r"\b(?:at|after|within|over|during|by|through|for|following)\s(?:\w+\s){0,3}$|\b(?:about|just|nearly)\s$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\b(?:\w+ed|fell|rose|grew|dropped|cut|and)\sby\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""A stretch of time by which something moved: "fell by two hours"."""
_TIME_AFTER = re.compile(r"^\s(?:after|later|following|post|of (?:follow|treatment|therapy)|into)\b", re.IGNORECASE)
_HUNDRED = 100
_NEAR = 30


def share(document: Document, mention: Mention) -> Iterator[Quantity]:
    """Gives the share of all participants for whom something was seen, or that it was seen in none."""
    words = mention.view.words
    part = part_of_participants(words, mention.phrase)
    if part is None and directly_denied(words, mention.phrase):
        denial = Span(words[mention.phrase.first - 1].span.start, mention.span.end)
        yield Field.FINDING_POLARITY, Polarity.ABSENT, denial
        yield Field.FINDING_EVENTS, 0, denial
    if part is None:
        return
    span = Span(words[part[0]].span.start, mention.span.end)
    first = words[part[0]]
    if first.text in {"none", "no", "nobody"}:
        yield Field.FINDING_POLARITY, Polarity.ABSENT, span
        yield Field.FINDING_EVENTS, 0, Span(first.span.start, words[part[1] - 1].span.end)
        return
    before = [word for word in words if word.span.end <= first.span.end][-3:]
    place = Span(before[0].span.start, words[part[1] - 1].span.end)
    found = [number for number in numbers(place.of(document.text)) if number.kind is not NumberKind.ORDINAL]
    if not found:
        return
    number = found[-1]
    value = number.value / _HUNDRED if number.kind is NumberKind.PERCENT else number.value
    if 0 < value < 1:
        stated = Span(place.start + number.span.start, place.start + number.span.end)
        yield Field.FINDING_STATISTIC, Statistic.PROPORTION, stated
        yield Field.FINDING_VALUE, value, stated
        yield Field.FINDING_POLARITY, Polarity.PRESENT, Span(min(span.start, stated.start), span.end)


def ratio(document: Document, clause: Span) -> Iterator[Quantity]:
    """Gives the one effect between groups that a clause states, a ratio or a difference, with its confidence interval.

    Nothing where it states several, or a ratio without decimals ("an odds ratio of 2 studies").
    """
    text = clause.of(document.text)
    found = [*_EFFECT.finditer(text)]
    if len(found) != 1 or (found[0]["ratio"] and not re.search(r"[.\u00b7]", found[0]["value"])):
        return
    match = found[0]
    name = "ratio" if match["ratio"] else "difference"
    kind = _RATIOS[match["ratio"].lstrip("a").lower()[0]] if match["ratio"] else Statistic.MEAN_DIFFERENCE
    limits = _INTERVAL.search(text, match.end()) or _BARE_INTERVAL.match(text, match.end())
    if name == "difference" and limits is None:
        return
    yield Field.FINDING_STATISTIC, kind, _at(clause, match, name)
    yield Field.FINDING_VALUE, _decimal(match["value"]), _at(clause, match, "value")
    if limits is not None and _decimal(limits["low"]) <= _decimal(match["value"]) <= _decimal(limits["high"]):
        yield Field.FINDING_CI_LOWER, _decimal(limits["low"]), _at(clause, limits, "low")
        yield Field.FINDING_CI_UPPER, _decimal(limits["high"]), _at(clause, limits, "high")


def chance(document: Document, clause: Span) -> Iterator[Quantity]:
    """Gives the one P value of a clause with its relation."""
    found = [*_P.finditer(clause.of(document.text))]
    if len(found) == 1:
        yield Field.FINDING_P_VALUE, _decimal(found[0]["value"]), _at(clause, found[0], "value")
        yield Field.FINDING_P_RELATION, found[0]["relation"], _at(clause, found[0], "relation")


def relative_change(document: Document, mention: Mention, given: Sequence[Figure]) -> Iterator[Quantity]:
    """Gives the percent by which something was higher or lower, where the finding has one percent and says so."""
    percents = [figure for figure in given if figure.number.kind is NumberKind.PERCENT]
    if len(percents) != 1 or len(given) != 1:
        return
    span = percents[0].span
    after = [word for word in mention.view.words if word.span.start >= span.end][:2]
    before = [word for word in mention.view.words if word.span.end <= span.start][-2:]
    changes = after[:1] if after and after[0].kind is WordClass.CHANGE else []
    by = bool(before) and before[-1].text == "by"
    if changes or by:
        yield Field.FINDING_STATISTIC, Statistic.RELATIVE_CHANGE, span
        yield Field.FINDING_VALUE, percents[0].number.value, span
        words = span.of(document.text)
        unit = re.search(r"%|per\s?cent\w*", words)
        if unit is not None:
            yield Field.FINDING_UNIT, unit[0], Span(span.start + unit.start(), span.start + unit.end())


def time(document: Document, mention: Mention, clause: Span) -> Iterator[Quantity]:
    """Gives the time at which something was measured, where the clause states one."""
    text = clause.of(document.text)
    for found in durations(text):
        before, after = text[: found.span.start], text[found.span.end :]
        if (_TIME_AFTER.match(after) or _TIME_BEFORE.search(before)) and not _AMOUNT.search(before):
            span = Span(clause.start + found.span.start, clause.start + found.span.end)
            if not span.overlaps(mention.span):
                yield Field.FINDING_TIME, found.duration, span
                return


def _at(clause: Span, match: re.Match[str], group: str) -> Span:
    return Span(clause.start + match.start(group), clause.start + match.end(group))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("\u00b7", ".").replace("\u2212", "-"))
