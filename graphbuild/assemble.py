"""Facts -> Study: groups them by entity, chooses among rivals, and keeps the losers as readings.

Among rivals the highest confidence wins, then the earliest words. Equal values join their evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from graphbuild.language.keys import study_key
from graphbuild.language.slug import slug
from graphbuild.model.codes import Polarity, Statistic, ValueStatus
from graphbuild.model.fact import Fact, Field, Ref, Value
from graphbuild.model.record import ARM, FINDING, INTERVENTION, OUTCOME, POPULATION, PUBLICATION, REPORT, STUDY
from graphbuild.model.study import (
    Arm,
    Evidence,
    Finding,
    Intervention,
    Outcome,
    Population,
    Publication,
    Reading,
    Report,
    Stated,
    Study,
    Term,
)
from graphbuild.model.text import Document, Pointer, Span

_INTEGRAL = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class _Entity:
    """The attributes chosen for one entity and the rivals that lost."""

    values: dict[str, Any]
    losers: tuple[Reading, ...]


def assemble(document: Document, facts: Iterable[Fact]) -> Study:
    """Gives the one study that the accepted facts of one document describe."""
    groups = _by_entity(facts)
    alone = {name: groups.get((name, ""), ()) for name in ("report", "publication", "study", "population")}
    losers: list[Reading] = []

    def entity(name: str, table: Mapping[Field, str]) -> dict[str, Any]:
        built = _entity(document, alone[name], table, "" if name in {"study", "report"} else f"{name}/")
        losers.extend(built.losers)
        return built.values

    own = entity("study", STUDY)
    own["conditions"] = tuple(_term(stated) for stated in own.get("conditions", ()))
    report = Report(document.id, document.digest, len(document.text), document.kind, **entity("report", REPORT))
    interventions = _interventions(document, groups)
    arms = _arms(document, groups, {item.key for item in interventions})
    outcomes = _outcomes(document, groups)
    study = Study(
        key="",
        reports=(report,),
        publication=Publication(**entity("publication", PUBLICATION)),
        population=Population(**entity("population", POPULATION)),
        interventions=interventions,
        arms=arms,
        outcomes=outcomes,
        findings=_findings(document, groups, outcomes, arms),
        **own,
    )
    study = replace(study, findings=study.findings + _derived(study), readings=tuple(losers))
    return replace(study, key=study_key(study))


def evidence(document: Document, fact: Fact) -> Evidence:
    """Gives the fact's words, the sentence around them and the rule that read them."""
    if isinstance(fact.span, Pointer):
        words: Span | Pointer = fact.span
        return Evidence(document.id, words, words, fact.span.exact, fact.span.exact, fact.rule, fact.confidence)
    sentence = document.sentence_of(fact.span)
    exact, quote = fact.span.of(document.text), sentence.of(document.text)
    return Evidence(document.id, fact.span, sentence, exact, quote, fact.rule, fact.confidence)


def _by_entity(facts: Iterable[Fact]) -> dict[tuple[str, str], tuple[Fact, ...]]:
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.field.value.partition(".")[0], fact.about].append(fact)
    return {key: tuple(group) for key, group in groups.items()}


def _entity(document: Document, facts: Sequence[Fact], table: Mapping[Field, str], path: str) -> _Entity:
    values: dict[str, Any] = {}
    losers: list[Reading] = []
    groups: dict[Field, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.field].append(fact)
    for field, attribute in table.items():
        if field not in groups:
            continue
        found = _stated(document, groups[field])
        if attribute.endswith("*"):
            values[attribute[:-1]] = found
            continue
        values[attribute] = best = max(found, key=lambda stated: stated.confidence)
        losers += [Reading(path + attribute, field, stated) for stated in found if stated is not best]
    return _Entity(values, tuple(losers))


def _stated(document: Document, facts: Sequence[Fact]) -> tuple[Stated[Any], ...]:
    """Joins facts of equal value, in the order of their first words, the surest evidence of each first."""
    if len(facts) == 1:
        return (_joined(document, facts),)
    groups: dict[object, list[Fact]] = {}
    for fact in sorted(facts, key=_place):
        groups.setdefault(_identity(fact.value), []).append(fact)
    return tuple(_joined(document, group) for group in groups.values())


def _joined(document: Document, facts: Sequence[Fact]) -> Stated[Any]:
    value = facts[0].value
    surest = facts if len(facts) == 1 else sorted(facts, key=lambda fact: -fact.confidence)
    return Stated(value.key if isinstance(value, Ref) else value, tuple([evidence(document, fact) for fact in surest]))


def _place(fact: Fact) -> tuple[int, int, str]:
    if isinstance(fact.span, Span):
        return fact.span.start, fact.span.end, fact.rule
    return 0, 0, fact.rule


def _identity(value: Value) -> object:
    return " ".join(value.split()).casefold() if type(value) is str else value


def _term(stated: Stated[str], aliases: tuple[str, ...] = ()) -> Stated[Term]:
    return Stated(Term(" ".join(stated.value.split()), aliases), stated.evidence)


def _keys(groups: Mapping[tuple[str, str], Sequence[Fact]], name: str) -> list[str]:
    """Gives the keys of the entities of one kind in the order of their first words."""
    found = [
        (min(_place(fact) for fact in facts), key) for (kind, key), facts in groups.items() if kind == name and key
    ]
    return [key for _, key in sorted(found)]


def _interventions(document: Document, groups: Mapping[tuple[str, str], tuple[Fact, ...]]) -> tuple[Intervention, ...]:
    built = []
    for key in _keys(groups, "intervention"):
        facts = groups["intervention", key]
        values = _entity(document, facts, INTERVENTION, "").values
        if "name" in values:
            aliases = {str(fact.value) for fact in facts if fact.field is Field.INTERVENTION_ALIAS}
            values["name"] = _term(values["name"], tuple(sorted(aliases)))
            built.append(Intervention(key=key, **values))
    return tuple(built)


def _arms(
    document: Document, groups: Mapping[tuple[str, str], tuple[Fact, ...]], interventions: set[str]
) -> tuple[Arm, ...]:
    built = []
    for key in _keys(groups, "arm"):
        values = _entity(document, groups["arm", key], ARM, "").values
        if "label" in values:
            given = tuple(stated for stated in values.pop("interventions", ()) if stated.value in interventions)
            built.append(Arm(key=key, interventions=given, **values))
    return tuple(built)


def _outcomes(document: Document, groups: Mapping[tuple[str, str], tuple[Fact, ...]]) -> tuple[Outcome, ...]:
    built = []
    for key in _keys(groups, "outcome"):
        values = _entity(document, groups["outcome", key], OUTCOME, "").values
        if "measure" in values:
            values["measure"] = _term(values["measure"])
            built.append(Outcome(key=key, **values))
    return tuple(built)


def _findings(
    document: Document,
    groups: Mapping[tuple[str, str], tuple[Fact, ...]],
    outcomes: Sequence[Outcome],
    arms: Sequence[Arm],
) -> tuple[Finding, ...]:
    """Gives the findings whose outcome and statement were accepted; an arm that was not is left unbound."""
    known_outcomes, known_arms = {item.key for item in outcomes}, {item.key for item in arms}
    built: dict[str, Finding] = {}
    for name in _keys(groups, "finding"):
        values = _entity(document, groups["finding", name], FINDING, "").values
        if "statement" not in values or "outcome" not in values or values["outcome"].value not in known_outcomes:
            continue
        for part in ("arm", "compared_with"):
            if part in values and values[part].value not in known_arms:
                del values[part]
        finding = Finding(key="", status=ValueStatus.REPORTED, **values)
        key = _unused(_finding_key(finding), built)
        built[key] = replace(finding, key=key)
    return tuple(built.values())


def _finding_key(finding: Finding) -> str:
    parts = [finding.outcome.value, finding.arm.value if finding.arm else "all"]
    if finding.statistic is not None:
        parts.append(finding.statistic.value.removeprefix("stat-"))
    if finding.time is not None:
        parts.append(finding.time.value.iso)
    return slug("-".join(parts), limit=120)


def _unused(key: str, taken: Mapping[str, object]) -> str:
    candidate, number = key, 1
    while candidate in taken:
        number += 1
        candidate = f"{key}-{number}"
    return candidate


def _derived(study: Study) -> tuple[Finding, ...]:
    """Gives the counts that follow from a share of all participants and their number, e.g. half of 12."""
    found = []
    for finding in study.findings:
        if study.enrollment is None or finding.statistic is None or finding.value is None or finding.events is not None:
            continue
        whole = finding.arm is None and finding.polarity is not None and finding.polarity.value is Polarity.PRESENT
        if finding.statistic.value is not Statistic.PROPORTION or not whole:
            continue
        total, share = study.enrollment.value, finding.value.value
        exact = share * total
        count = int(exact.to_integral_value())
        if not 0 < share < 1 or abs(exact - count) > _INTEGRAL:
            continue
        pieces = (*finding.value.evidence[:1], *study.enrollment.evidence[:1])
        found.append(
            replace(
                finding,
                key=f"{finding.key}-count",
                statistic=Stated(Statistic.COUNT, pieces),
                value=None,
                numbers=(),
                events=Stated(count, pieces),
                total=Stated(total, pieces),
                status=ValueStatus.DERIVED,
                formula=f"{share} * {total}",
                derived_from=(finding.key, "population"),
            )
        )
    return tuple(found)
