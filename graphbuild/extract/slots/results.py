"""Details of what was found: end points, and the values of each group of mentions as one finding."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from graphbuild.extract.sides import Side, sides
from graphbuild.extract.slots.features import told
from graphbuild.extract.slots.grouping import Group
from graphbuild.extract.slots.mentions import Detail
from graphbuild.extract.slots.outline import Outline
from graphbuild.extract.slots.said import plain
from graphbuild.language.durations import durations
from graphbuild.language.numbers import numbers
from graphbuild.language.slug import slug
from graphbuild.model.codes import ClaimLevel, Dispersion, Section, Statistic
from graphbuild.model.fact import Fact, Field, Ref, Value
from graphbuild.model.text import Document, Span

ENDPOINT = "hasEndoPointDescription"
RULE = "details/finding"
_RELATION = re.compile(r"(?P<sign>[<>]\s?(?:or\s)?=|[<>=\u2264\u2265]|less than|greater than|more than)", re.IGNORECASE)
_SIGNS = {"less than": "<", "greater than": ">", "more than": ">", "\u2264": "<=", "\u2265": ">="}
_HUNDRED = 100
_DECIMALS: dict[str, Field] = {
    "hasBaselineValue": Field.FINDING_BASELINE,
    "hasChangeValue": Field.FINDING_CHANGE_VALUE,
    "hasRelativeChangeValue": Field.FINDING_RELATIVE_CHANGE,
    "hasDiffGroupRelValue": Field.FINDING_RELATIVE_CHANGE,
}
_SPREADS: dict[str, Field] = {
    "hasSdDevBL": Field.FINDING_BASELINE_DISPERSION,
    "hasSdErrorBL": Field.FINDING_BASELINE_DISPERSION,
    "hasSdDevResValue": Field.FINDING_DISPERSION,
    "hasSdErrorResValue": Field.FINDING_DISPERSION,
    "hasSdDevChangeValue": Field.FINDING_CHANGE_DISPERSION,
    "hasSdErrorChangeValue": Field.FINDING_CHANGE_DISPERSION,
    "hasStandardDevDiff": Field.FINDING_DISPERSION,
    "hasStandardErrorDiff": Field.FINDING_DISPERSION,
}
_ERRORS = frozenset({"hasSdErrorBL", "hasSdErrorResValue", "hasSdErrorChangeValue", "hasStandardErrorDiff"})
_P_VALUES = ("hasPvalueDiff", "hasPValueChangeValue", "hasPValueResValue", "hasPValueBL", "hasPValueNumAffected")
_INTERVALS = ("hasConfIntervalDiff", "hasConfIntervalChangeValue", "hasConfIntervalResValue", "hasConfIntervalBL")

Stated = tuple[Field, Value, Span]


def endpoints(outline: Outline) -> Iterator[Fact]:
    """Gives the measures that the abstract reports on, with unit, aggregation and instrument.

    One that does not count in itself is among them where values stand beside it.
    """
    counted = {slug(one.words) for one in outline.single(ENDPOINT)}
    for group in (*outline.of("outcome"), *outline.of("difference")):
        one = _measure(group.members[0], outline)
        if one is not None and slug(one.words) not in counted:
            sure = round(one.chance, 3)
            yield Fact(Field.OUTCOME_MEASURE, one.words, one.span, "details/end-point", sure, slug(one.words))
    for group in outline.of("endpoint"):
        measure = group.of(ENDPOINT)
        if measure is None:
            continue
        about, sure = slug(measure.words), round(measure.chance, 3)
        yield Fact(Field.OUTCOME_MEASURE, measure.words, measure.span, "details/end-point", sure, about)
        for slot, field in (
            ("hasBaselineUnit", Field.OUTCOME_UNIT),
            ("hasAggregationMethod", Field.OUTCOME_AGGREGATION),
            ("hasMeasurementDevice", Field.OUTCOME_INSTRUMENT),
        ):
            one = group.of(slot)
            if one is not None:
                yield Fact(field, one.words, one.span, "details/end-point", round(one.chance, 3), about)


def findings(document: Document, outline: Outline, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives a finding for every group of values whose end point is named in its sentence or shortly before."""
    sentences = told(document)
    for kind in ("outcome", "difference"):
        for group in outline.of(kind):
            anchor = group.members[0]
            measure = _measure(anchor, outline)
            if measure is None:
                continue
            about = f"detail-{anchor.span.start}-{group.members[-1].span.end}-{kind}"
            place = plain(document, sentences[anchor.sentence].span)
            sure = round(min(one.chance for one in group.members), 3) or 0.001
            stated: list[Stated] = [
                (Field.FINDING_STATEMENT, " ".join(place.of(document.text).split()), place),
                (Field.FINDING_OUTCOME, Ref(slug(measure.words)), measure.span),
                *_estimates(group),
                *_chances(group),
                *_circumstances(group),
                *_sides(document, group, outline, found),
            ]
            level = ClaimLevel.CONCLUSION if anchor.section is Section.CONCLUSIONS else ClaimLevel.RESULT
            stated.append((Field.FINDING_CLAIM, level, place))
            yield from (Fact(field, value, span, RULE, sure, about) for field, value, span in stated)


def _measure(anchor: Detail, outline: Outline) -> Detail | None:
    """Gives the end point named last before the words in their sentence, else first after it, else the last before."""
    counted = outline.single(ENDPOINT)
    names = {outline.name(one): one for one in reversed(counted)}
    named = [one for one in outline.mentions if one.slot == ENDPOINT]
    here = [one for one in named if one.sentence == anchor.sentence]
    known = [one for one in here if outline.name(one) in names] or here
    before = [one for one in known if one.span.start <= anchor.span.start]
    earlier = [one for one in named if one.sentence < anchor.sentence and outline.name(one) in names]
    chosen = before[-1:] or known[:1] or earlier[-1:] or counted[:1]
    return names.get(outline.name(chosen[0]), chosen[0]) if chosen else None


def _value(one: Detail) -> Decimal | None:
    found = numbers(one.words)
    return found[0].value if len(found) == 1 else None


def _estimates(group: Group) -> Iterator[Stated]:
    """Gives the values and the interval, which is left out where the value lies outside it."""
    stated = list(_numbers(group))
    limits = [value for _, value, _ in _intervals(group)]
    value = next((value for field, value, _ in stated if field is Field.FINDING_VALUE), None)
    yield from stated
    if not isinstance(value, Decimal) or not limits or limits[0] <= value <= limits[1]:
        yield from _intervals(group)


def _numbers(group: Group) -> Iterator[Stated]:
    """Gives the values and their spread; a share of people becomes a fraction of 1."""
    for slot, field in _DECIMALS.items():
        one = group.of(slot)
        value = None if one is None else _value(one)
        if one is not None and value is not None:
            yield field, value, one.span
    yield from _main(group)
    for slot, field in _SPREADS.items():
        one = group.of(slot)
        if one is not None:
            yield field, one.words, one.span
            if slot in _ERRORS:
                yield Field.FINDING_DISPERSION_KIND, Dispersion.STANDARD_ERROR, one.span
    events = group.of("hasNumberAffected")
    count = None if events is None else _value(events)
    if events is not None and count is not None and count == int(count):
        yield Field.FINDING_EVENTS, int(count), events.span


def _main(group: Group) -> Iterator[Stated]:
    difference, measured = group.of("hasDiffGroupAbsValue"), group.of("hasResultMeasuredValue")
    share = group.of("hasPercentageAffected")
    for one, statistic in ((difference, Statistic.MEAN_DIFFERENCE), (measured, None), (share, Statistic.PROPORTION)):
        value = None if one is None else _value(one)
        if one is None or value is None or (one is share and not 0 <= value <= _HUNDRED):
            continue
        if statistic is not None:
            yield Field.FINDING_STATISTIC, statistic, one.span
        yield Field.FINDING_VALUE, value / _HUNDRED if one is share else value, one.span
        return


def _intervals(group: Group) -> Iterator[tuple[Field, Decimal, Span]]:
    one = group.of(*_INTERVALS)
    if one is None:
        return
    stated = [number.value for number in numbers(one.words) if number.value != 95]  # noqa: PLR2004 - the level
    if len(stated) >= 2 and stated[0] <= stated[1]:  # noqa: PLR2004 - two limits
        yield Field.FINDING_CI_LOWER, stated[0], one.span
        yield Field.FINDING_CI_UPPER, stated[1], one.span


def _chances(group: Group) -> Iterator[Stated]:
    one = group.of(*_P_VALUES)
    if one is None:
        return
    stated, sign = [number.value for number in numbers(one.words)], _RELATION.search(one.words)
    if stated and 0 <= stated[-1] <= 1:
        yield Field.FINDING_P_VALUE, stated[-1], one.span
        if sign is not None:
            words = sign["sign"].lower()
            yield Field.FINDING_P_RELATION, _SIGNS.get(words, words if len(words) == 1 else f"{words[0]}="), one.span


def _circumstances(group: Group) -> Iterator[Stated]:
    moment, part = group.of("hasTimePoint"), group.of("hasSubGroupDescription")
    if moment is not None:
        yield Field.FINDING_TIME_LABEL, moment.words, moment.span
        lengths = durations(moment.words)
        if len(lengths) == 1:
            yield Field.FINDING_TIME, lengths[0].duration, moment.span
    if part is not None:
        yield Field.FINDING_SUBGROUP, part.words, part.span


def _sides(document: Document, group: Group, outline: Outline, found: tuple[Fact, ...]) -> Iterator[Stated]:
    """Gives the arm of the values, or the two that a difference lies between, where the sentence leaves no choice."""
    anchor = group.members[0]
    place = told(document)[anchor.sentence].span
    named = sides(document, place, found)
    arms = list(dict.fromkeys(side.arm for side in named))
    if group.kind == "difference":
        if len(arms) == 2:  # noqa: PLR2004 - two groups compared
            yield from _two(named, arms)
        return
    rows = [one for one in outline.of(group.kind) if one.members[0].sentence == anchor.sentence]
    if len(arms) == len(rows) == 1:
        yield Field.FINDING_ARM, Ref(arms[0]), named[0].span
    elif len(arms) == len(rows):
        order = sorted(rows, key=lambda one: one.members[0].span).index(group)
        side = next(side for side in named if side.arm == arms[order])
        yield Field.FINDING_ARM, Ref(side.arm), side.span


def _two(named: Sequence[Side], arms: Sequence[str]) -> Iterator[Stated]:
    first, second = (next(side for side in named if side.arm == arm) for arm in arms)
    yield Field.FINDING_ARM, Ref(first.arm), first.span
    yield Field.FINDING_COMPARED_WITH, Ref(second.arm), second.span
