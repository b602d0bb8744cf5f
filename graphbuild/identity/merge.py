"""Several studies that are one -> one study: every value keeps the reports that state it, losers become readings.

Among rival values the one that most reports state wins, then the one of the stronger kind of report (paper, abstract,
registration, news), then the surest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from graphbuild.language.keys import study_key
from graphbuild.language.slug import slug
from graphbuild.model.codes import DocumentKind, MatchKind
from graphbuild.model.fact import Field
from graphbuild.model.record import ARM, FINDING, INTERVENTION, OUTCOME, POPULATION, PUBLICATION, STUDY
from graphbuild.model.study import Arm, Evidence, Finding, Intervention, Outcome, Reading, Stated, Study, Term

RANK = {DocumentKind.PAPER: 0, DocumentKind.ABSTRACT: 1, DocumentKind.REGISTRATION: 2, DocumentKind.NEWS: 3}
"""The kinds of reports from the strongest down."""
_EXACT = {MatchKind.PREFERRED, MatchKind.SYNONYM, MatchKind.ABBREVIATION}
Entity = TypeVar("Entity", Arm, Intervention, Outcome, Finding)


def merge(studies: Sequence[Study]) -> Study:
    """Gives the one study that all of these describe; a single one is given back as it is."""
    ordered = sorted(studies, key=lambda study: (_rank(study), study.reports[0].document))
    if len(ordered) == 1:
        return ordered[0]
    kinds = {report.document: RANK[report.kind] for study in ordered for report in study.reports}
    desk = _Desk(kinds, [])
    renamed = _renamed(ordered)
    whole = replace(
        ordered[0],
        reports=tuple(report for study in ordered for report in study.reports),
        publication=desk.record("publication/", PUBLICATION, [study.publication for study in renamed]),
        population=desk.record("population/", POPULATION, [study.population for study in renamed]),
        arms=desk.entities("arms", ARM, [study.arms for study in renamed]),
        interventions=desk.entities("interventions", INTERVENTION, [study.interventions for study in renamed]),
        outcomes=desk.entities("outcomes", OUTCOME, [study.outcomes for study in renamed]),
        findings=desk.entities("findings", FINDING, [study.findings for study in renamed]),
        **desk.values("", STUDY, renamed),
    )
    readings = [reading for study in ordered for reading in study.readings]
    whole = replace(whole, readings=(*readings, *desk.losers))
    return replace(whole, key=study_key(whole))


def _rank(study: Study) -> int:
    return min(RANK[report.kind] for report in study.reports)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Chooses among rivals and lays the losers aside."""

    kinds: Mapping[str, int]
    losers: list[Reading]

    def record(self, path: str, table: Mapping[Field, str], parts: Sequence[Any]) -> Any:
        return replace(parts[0], **self.values(path, table, parts))

    def values(self, path: str, table: Mapping[Field, str], parts: Sequence[object]) -> dict[str, Any]:
        chosen: dict[str, Any] = {}
        for field, attribute in table.items():
            name = attribute.rstrip("*")
            if attribute.endswith("*"):
                chosen[name] = _joined(stated for part in parts for stated in getattr(part, name))
                continue
            rivals = _joined(stated for part in parts if (stated := getattr(part, name)) is not None)
            if rivals:
                best = min(rivals, key=self._standing)
                chosen[name] = best
                self.losers.extend(Reading(path + name, field, stated) for stated in rivals if stated is not best)
        return chosen

    def entities(self, path: str, table: Mapping[Field, str], groups: Sequence[Sequence[Entity]]) -> tuple[Entity, ...]:
        by_key: dict[str, list[Entity]] = {}
        for group in groups:
            for entity in group:
                by_key.setdefault(entity.key, []).append(entity)
        return tuple(
            same[0] if len(same) == 1 else replace(same[0], **self.values(f"{path}/{key}/", table, same))
            for key, same in by_key.items()
        )

    def _standing(self, stated: Stated[Any]) -> tuple[int, int, float]:
        documents = {piece.document for piece in stated.evidence}
        return -len(documents), min(self.kinds[name] for name in documents), -stated.confidence


def _joined(found: Iterable[Stated[Any]]) -> tuple[Stated[Any], ...]:
    """Joins the evidence of equal values, in the order in which the values were first met."""
    values: dict[object, Any] = {}
    evidence: dict[object, list[Evidence]] = {}
    for stated in found:
        same = _same(stated.value)
        values.setdefault(same, stated.value)
        evidence.setdefault(same, []).extend(stated.evidence)
    return tuple(Stated(value, tuple(dict.fromkeys(evidence[same]))) for same, value in values.items())


def _same(value: object) -> object:
    """Gives what two values share if they are the same: folded words for texts, linked concepts for terms."""
    if isinstance(value, Term):
        return _concepts(value) or slug(value.label)
    return " ".join(value.split()).casefold() if type(value) is str else value


def _concepts(term: Term) -> frozenset[str]:
    return frozenset(link.concept for link in term.links if link.match in _EXACT)


def _renamed(studies: Sequence[Study]) -> list[Study]:
    """Gives the studies with one key for the interventions, arms and outcomes that are the same in several of them."""
    names = {
        "interventions": _shared_keys([[(item.key, item.name.value) for item in s.interventions] for s in studies]),
        "outcomes": _shared_keys([[(item.key, item.measure.value) for item in s.outcomes] for s in studies]),
    }
    found = []
    for index, study in enumerate(studies):
        interventions, outcomes = names["interventions"][index], names["outcomes"][index]
        arms = tuple(
            replace(arm, interventions=tuple(_moved(one, interventions) for one in arm.interventions))
            for arm in study.arms
        )
        findings = tuple(
            replace(
                finding,
                outcome=_moved(finding.outcome, outcomes),
                key=_finding_key(finding.key, finding, outcomes),
                derived_from=tuple(_finding_key(key, finding, outcomes) for key in finding.derived_from),
            )
            for finding in study.findings
        )
        found.append(
            replace(
                study,
                interventions=_rekeyed(study.interventions, interventions),
                outcomes=_rekeyed(study.outcomes, outcomes),
                arms=arms,
                findings=findings,
            )
        )
    return found


def _shared_keys(groups: Sequence[Sequence[tuple[str, Term]]]) -> list[dict[str, str]]:
    """Gives, for each study, the key that each of its own keys goes by in the merged study.

    Keys are shared where the names are the same or stand for the same concept, and only if one study's entity would
    not swallow another one of that same study.
    """
    by_name: dict[object, str] = {}
    tables = []
    for group in groups:
        table: dict[str, str] = {}
        often = Counter(identity for _, term in group for identity in _identities(term))
        for key, term in group:
            mine = [identity for identity in _identities(term) if often[identity] == 1]
            shared = next((by_name[identity] for identity in mine if identity in by_name), key)
            table[key] = shared if shared not in table.values() else key
            for identity in mine:
                by_name.setdefault(identity, table[key])
        tables.append(table)
    return tables


def _identities(term: Term) -> list[object]:
    concepts = _concepts(term)
    return [*([concepts] if concepts else []), *dict.fromkeys(slug(name) for name in (term.label, *term.aliases))]


def _rekeyed(items: Iterable[Any], table: Mapping[str, str]) -> tuple[Any, ...]:
    return tuple(replace(item, key=table.get(item.key, item.key)) for item in items)


def _moved(stated: Stated[str], table: Mapping[str, str]) -> Stated[str]:
    return replace(stated, value=table.get(stated.value, stated.value))


def _finding_key(key: str, finding: Finding, outcomes: Mapping[str, str]) -> str:
    """Moves the outcome at the head of a key along with the outcome."""
    old = finding.outcome.value
    return outcomes.get(old, old) + key.removeprefix(old) if key.startswith(old) else key
