"""The facts that the results of a ClinicalTrials.gov record state: flow, baseline, outcomes by group, adverse events.

Each fact points to its value in the record. Groups and outcomes are those of the protocol where their names are the
same; a number that the record gives as not available, and all that would have to be added up, is left out.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from graphbuild.language.durations import durations
from graphbuild.language.slug import slug
from graphbuild.model.codes import Dispersion, OutcomeRole, Statistic
from graphbuild.model.fact import Fact, Field, Ref, Value
from graphbuild.model.text import Pointer
from graphbuild.sources.pointer import pointer, pointers

SECTION = "/resultsSection"
_RULE = "ctgov-results"
_DIGITS = 18
_STATISTICS = {
    "MEAN": Statistic.MEAN,
    "LEAST_SQUARES_MEAN": Statistic.MEAN,
    "MEDIAN": Statistic.MEDIAN,
    "COUNT_OF_PARTICIPANTS": Statistic.COUNT,
}
_EFFECTS = (
    ("odds ratio", Statistic.ODDS_RATIO),
    ("hazard ratio", Statistic.HAZARD_RATIO),
    ("risk ratio", Statistic.RISK_RATIO),
    ("mean difference", Statistic.MEAN_DIFFERENCE),
)
_SPREADS = {"Standard Deviation": Dispersion.STANDARD_DEVIATION, "Standard Error": Dispersion.STANDARD_ERROR}
_INTERVALS = frozenset({"95% Confidence Interval"})
_ROLES = {"PRIMARY": OutcomeRole.PRIMARY, "SECONDARY": OutcomeRole.SECONDARY}
_WHOLE = frozenset({"total", "overall", "overall study", "all participants", "all"})
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Known:
    """The keys of the outcomes and the arms that the protocol names, by their names in lower case."""

    outcomes: dict[str, str]
    arms: dict[str, str]
    protocol: frozenset[str] = field(init=False)
    labelled: set[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "protocol", frozenset(self.arms.values()))
        object.__setattr__(self, "labelled", set(self.arms.values()))


@dataclass(frozen=True, slots=True)
class _Table:
    """One measure with its groups: where it stands, its outcome, and the arm of each group that is one."""

    record: Any
    base: str
    outcome: str
    title: Pointer
    arms: dict[str, tuple[str, Pointer]]

    def at(self, path: str) -> Pointer | None:
        return pointer(self.record, f"{self.base}/{path}")


def results_of(record: dict[str, Any], known: Known) -> Iterator[Fact]:
    """Gives the facts of the results of a record, none where it has none."""
    if not isinstance(record.get("resultsSection"), dict):
        return
    yield from _flow(record, known)
    yield from _baseline(record, known)
    yield from _outcomes(record, known)
    yield from _harms(record, known)


def _fact(field: Field, value: Value, found: Pointer, about: str = "") -> Fact:
    name = next((step for step in reversed(found.path.split("/")) if not step.isdigit()), "")
    return Fact(field, value, found, f"{_RULE}/{name}", about=about)


def _words(found: Pointer) -> str:
    return " ".join(found.exact.split())


def _number(found: Pointer | None) -> Decimal | None:
    try:
        value = Decimal(found.exact.strip().replace(",", "")) if found is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and len(str(value)) <= _DIGITS else None


def _count(found: Pointer | None) -> int | None:
    value = _number(found)
    return int(value) if value is not None and value >= 0 and value == value.to_integral_value() else None


def _groups(record: Any, path: str, known: Known) -> tuple[dict[str, tuple[str, Pointer]], list[Fact]]:
    """Gives the arm of each group by the group's id, and the facts that name arms which the protocol does not."""
    arms: dict[str, tuple[str, Pointer]] = {}
    named: list[Fact] = []
    titles = [one for one in pointers(record, f"{path}/*/title") if _words(one).casefold() not in _WHOLE]
    meant = Counter(_meant(_words(title).casefold(), known) for title in titles)
    for title in titles:
        one = pointer(record, title.path.removesuffix("title") + "id")
        words = _words(title).casefold()
        if words not in known.arms:
            key = _meant(words, known)
            known.arms[words] = key if key and meant[key] == 1 else slug(words)
        key = known.arms[words]
        if key not in known.labelled:
            known.labelled.add(key)
            named.append(_fact(Field.ARM_LABEL, _words(title), title, key))
        if one is not None:
            arms[one.exact] = key, title
    return arms, named


def _meant(words: str, known: Known) -> str:
    """Gives the key of the arm of that name, or of the one whose name is a part of it."""
    if words in known.arms:
        return known.arms[words]
    found = {key for arm, key in known.arms.items() if arm in words and key in known.protocol}
    return found.pop() if len(found) == 1 else ""


def _outcome(title: Pointer, known: Known) -> tuple[str, list[Fact]]:
    """Gives the key of an outcome, and the facts that name it where the protocol does not."""
    words = _words(title).casefold()
    if words in known.outcomes:
        return known.outcomes[words], []
    key = slug(words)
    key = f"{key}-results" if key in known.outcomes.values() else key
    known.outcomes[words] = key
    return key, [_fact(Field.OUTCOME_MEASURE, _words(title), title, key)]


def _flow(record: Any, known: Known) -> Iterator[Fact]:
    """Gives how many of each arm started, in the first period."""
    base = f"{SECTION}/participantFlowModule"
    arms, named = _groups(record, f"{base}/groups", known)
    yield from named
    for kind in pointers(record, f"{base}/periods/0/milestones/*/type"):
        for group in pointers(record, kind.path.removesuffix("type") + "achievements/*/groupId"):
            found = pointer(record, group.path.removesuffix("groupId") + "numSubjects")
            count = _count(found)
            if kind.exact == "STARTED" and found is not None and count is not None and group.exact in arms:
                yield _fact(Field.ARM_SIZE, count, found, arms[group.exact][0])


def _baseline(record: Any, known: Known) -> Iterator[Fact]:
    base = f"{SECTION}/baselineCharacteristicsModule"
    arms, _ = _groups(record, f"{base}/groups", known)
    for title in pointers(record, f"{base}/measures/*/title"):
        place = title.path.removesuffix("/title")
        kind = pointer(record, f"{place}/paramType")
        if kind is None or kind.exact not in {"MEAN", "MEDIAN"}:
            continue
        key, named = _outcome(title, known)
        yield from named
        table = _Table(record, place, key, title, arms)
        for found, about in _cells(table, "baseline"):
            value, spread = _number(found), pointer(record, _beside(found, "spread"))
            if value is not None:
                yield from _head(table, found, about)
                yield _fact(Field.FINDING_BASELINE, value, found, about)
                if spread is not None:
                    yield _fact(Field.FINDING_BASELINE_DISPERSION, _words(spread), spread, about)


def _outcomes(record: Any, known: Known) -> Iterator[Fact]:
    for title in pointers(record, f"{SECTION}/outcomeMeasuresModule/outcomeMeasures/*/title"):
        place = title.path.removesuffix("/title")
        arms, groups = _groups(record, f"{place}/groups", known)
        key, named = _outcome(title, known)
        table = _Table(record, place, key, title, arms)
        yield from named
        role = table.at("type")
        if named and role is not None and role.exact in _ROLES:
            yield _fact(Field.OUTCOME_ROLE, _ROLES[role.exact], role, key)
        cells = list(_cells(table, "result"))
        yield from groups if cells else ()
        for found, about in cells:
            yield from _measured(table, found, about)
        yield from _analyses(table)


def _cells(table: _Table, kind: str) -> Iterator[tuple[Pointer, str]]:
    """Gives every value of a measure with the key of its finding."""
    for found in pointers(table.record, f"{table.base}/classes/*/categories/*/measurements/*/value"):
        steps = found.path.removeprefix(table.base).split("/")
        number = "-".join((table.base.rpartition("/")[2], *(step for step in steps if step.isdigit())))
        yield found, f"finding-{kind}-{number}"


def _beside(found: Pointer, name: str) -> str:
    return f"{found.path.rpartition('/')[0]}/{name}"


def _head(table: _Table, found: Pointer, about: str) -> Iterator[Fact]:
    """Gives which outcome, arm, group of people and time a value is of."""
    yield _fact(Field.FINDING_STATEMENT, _words(table.title), table.title, about)
    yield _fact(Field.FINDING_OUTCOME, Ref(table.outcome), table.title, about)
    group = pointer(table.record, _beside(found, "groupId"))
    if group is not None and group.exact in table.arms:
        key, title = table.arms[group.exact]
        yield _fact(Field.FINDING_ARM, Ref(key), title, about)
    category = found.path.split("/measurements/")[0]
    for place in (category, category.split("/categories/")[0]):
        title_of = pointer(table.record, f"{place}/title")
        if title_of is not None:
            yield _fact(Field.FINDING_SUBGROUP, _words(title_of), title_of, about)
            break
    unit, frame = table.at("unitOfMeasure"), table.at("timeFrame")
    if unit is not None:
        yield _fact(Field.FINDING_UNIT, _words(unit), unit, about)
    lengths = {item.duration for item in durations(frame.exact)} if frame is not None else set()
    if frame is not None and len(lengths) == 1:
        yield _fact(Field.FINDING_TIME, lengths.pop(), frame, about)


def _measured(table: _Table, found: Pointer, about: str) -> Iterator[Fact]:
    value, kind = _number(found), table.at("paramType")
    if value is None or kind is None:
        return
    yield from _head(table, found, about)
    statistic, count = _STATISTICS.get(kind.exact), _count(found)
    if statistic is not None:
        yield _fact(Field.FINDING_STATISTIC, statistic, kind, about)
    if statistic is Statistic.COUNT and count is not None:
        yield _fact(Field.FINDING_EVENTS, count, found, about)
    else:
        yield _fact(Field.FINDING_VALUE, value, found, about)
    yield from _spread(table, found, about)
    group = pointer(table.record, _beside(found, "groupId"))
    for denominator in pointers(table.record, f"{table.base}/denoms/0/counts/*/groupId"):
        total = pointer(table.record, _beside(denominator, "value"))
        number = _count(total)
        if group is not None and total is not None and number is not None and denominator.exact == group.exact:
            yield _fact(Field.FINDING_TOTAL, number, total, about)


def _spread(table: _Table, found: Pointer, about: str) -> Iterator[Fact]:
    kind, spread = table.at("dispersionType"), pointer(table.record, _beside(found, "spread"))
    if kind is not None and spread is not None and _number(spread) is not None:
        yield _fact(Field.FINDING_DISPERSION, _words(spread), spread, about)
        if kind.exact in _SPREADS:
            yield _fact(Field.FINDING_DISPERSION_KIND, _SPREADS[kind.exact], kind, about)
    elif kind is not None and kind.exact in _INTERVALS:
        yield from _limits(table.record, found, ("lowerLimit", "upperLimit"), about)


def _limits(record: Any, found: Pointer, names: tuple[str, str], about: str) -> Iterator[Fact]:
    places = [pointer(record, _beside(found, name)) for name in names]
    values = [_number(place) for place in places]
    for limit, place, value in zip((Field.FINDING_CI_LOWER, Field.FINDING_CI_UPPER), places, values, strict=True):
        if place is not None and value is not None and None not in values:
            yield _fact(limit, value, place, about)


def _analyses(table: _Table) -> Iterator[Fact]:
    """Gives the effects and the p-values between two groups."""
    for first in pointers(table.record, f"{table.base}/analyses/*/groupIds/0"):
        place = first.path.removesuffix("/groupIds/0")
        groups = [group for group in pointers(table.record, f"{place}/groupIds/*") if group.exact in table.arms]
        about = f"finding-analysis-{table.base.rpartition('/')[2]}-{place.rpartition('/')[2]}"
        if len(groups) != _PAIR or len(list(pointers(table.record, f"{place}/groupIds/*"))) != _PAIR:
            continue
        said = list(_effect(table.record, place, about))
        if said:
            yield _fact(Field.FINDING_STATEMENT, _words(table.title), table.title, about)
            yield _fact(Field.FINDING_OUTCOME, Ref(table.outcome), table.title, about)
            for side, group in zip((Field.FINDING_ARM, Field.FINDING_COMPARED_WITH), groups, strict=True):
                yield _fact(side, Ref(table.arms[group.exact][0]), table.arms[group.exact][1], about)
            yield from said


def _effect(record: Any, place: str, about: str) -> Iterator[Fact]:
    value, kind = pointer(record, f"{place}/paramValue"), pointer(record, f"{place}/paramType")
    number = _number(value)
    statistic = next((code for name, code in _EFFECTS if kind is not None and name in kind.exact.casefold()), None)
    if value is not None and number is not None and kind is not None and statistic is not None:
        yield _fact(Field.FINDING_STATISTIC, statistic, kind, about)
        yield _fact(Field.FINDING_VALUE, number, value, about)
        percent = pointer(record, f"{place}/ciPctValue")
        if percent is not None and percent.exact == "95":
            yield from _limits(record, value, ("ciLowerLimit", "ciUpperLimit"), about)
    chance = pointer(record, f"{place}/pValue")
    stated = _number(Pointer(chance.path, chance.exact.strip(" <>=\u2264"))) if chance is not None else None
    if chance is not None and stated is not None and 0 <= stated <= 1:
        yield _fact(Field.FINDING_P_VALUE, stated, chance, about)


def _harms(record: Any, known: Known) -> Iterator[Fact]:
    """Gives how many of each group had each adverse event."""
    base = f"{SECTION}/adverseEventsModule"
    arms, named = _groups(record, f"{base}/eventGroups", known)
    yield from named
    for kind in ("seriousEvents", "otherEvents"):
        for term in pointers(record, f"{base}/{kind}/*/term"):
            key, outcome = _outcome(term, known)
            yield from outcome
            place = term.path.removesuffix("/term")
            table = _Table(record, place, key, term, arms)
            for found in pointers(record, f"{place}/stats/*/numAffected"):
                steps = [step for step in found.path.split("/") if step.isdigit()]
                yield from _affected(table, found, f"finding-{kind.removesuffix('Events')}-{'-'.join(steps)}")


def _affected(table: _Table, found: Pointer, about: str) -> Iterator[Fact]:
    count, total = _count(found), pointer(table.record, _beside(found, "numAtRisk"))
    number = _count(total)
    if count is None or total is None or number is None or count > number:
        return
    yield from _head(table, found, about)
    yield _fact(Field.FINDING_EVENTS, count, found, about)
    yield _fact(Field.FINDING_TOTAL, number, total, about)
