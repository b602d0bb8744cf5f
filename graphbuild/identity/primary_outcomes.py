"""The registered primary outcomes of a study against those that its strongest other report names as primary.

An outcome counts as missing only if a concept of the vocabulary fits it and every outcome that could be it: outcomes
that no concept fits may be the same in other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graphbuild.identity.accounts import ARTICLES, Accounts, concepts, in_words, names
from graphbuild.identity.merge import RANK
from graphbuild.model.codes import DisagreementKind, DocumentKind, OutcomeRole, Severity
from graphbuild.model.fact import Duration
from graphbuild.model.study import Disagreement, Evidence, Outcome, Side, Stated

_REGISTERED = (DocumentKind.REGISTRATION,)
_REPORTED = (DocumentKind.PAPER, DocumentKind.ABSTRACT, DocumentKind.NEWS)
_FAR = Decimal("0.1")
"""From which relative distance on two time frames differ."""


@dataclass(frozen=True, slots=True)
class _Primary:
    """An outcome that some kind of report calls primary, and where."""

    outcome: Outcome
    evidence: Evidence

    @property
    def label(self) -> str:
        return self.outcome.measure.value.label

    @property
    def linked(self) -> bool:
        return bool(concepts(self.outcome.measure.value))


def primary_outcomes(accounts: Accounts) -> Iterator[Disagreement]:
    """Gives what was dropped, added, switched, or measured at another time than was registered."""
    registered = _declared(accounts, OutcomeRole.PRIMARY, _REGISTERED)
    reported = _of_strongest(accounts, _declared(accounts, OutcomeRole.PRIMARY, _REPORTED))
    if not registered or not reported:
        return
    pairs = [(left, right) for left in registered for right in reported if _same(left.outcome, right.outcome)]
    missing = [one for one in registered if all(one is not left for left, _ in pairs)]
    new = [one for one in reported if all(one is not right for _, right in pairs)]
    if not pairs:
        if all(one.linked for one in (*registered, *reported)):
            kind, sides = DisagreementKind.PRIMARY_SWITCHED, (_side(registered), _side(reported))
            yield Disagreement("outcomes", kind, Severity.HIGH, *sides)
        return
    if accounts.kinds[reported[0].evidence.document] in ARTICLES:
        yield from _dropped(missing, new, reported)
        yield from _added(missing, new, registered, accounts)
    for left, right in pairs:
        yield from _time_frames(left, right, accounts)


def _declared(accounts: Accounts, role: OutcomeRole, kinds: Iterable[DocumentKind]) -> list[_Primary]:
    """Gives the outcomes that reports of some kinds declare to have a role."""
    found = []
    for outcome in accounts.study.outcomes:
        stated = [one for one in accounts.values.get(f"outcomes/{outcome.key}/role", ()) if one.value is role]
        found += [_Primary(outcome, piece) for piece in accounts.within(stated, kinds)[:1]]
    return found


def _of_strongest(accounts: Accounts, declared: Sequence[_Primary]) -> list[_Primary]:
    if not declared:
        return []
    strongest = min(RANK[accounts.kinds[one.evidence.document]] for one in declared)
    return [one for one in declared if RANK[accounts.kinds[one.evidence.document]] == strongest]


def _same(left: Outcome, right: Outcome) -> bool:
    """Tells whether two outcomes are the same, or one holds all the words of the other."""
    if left.key == right.key or concepts(left.measure.value) & concepts(right.measure.value):
        return True
    return any(mine <= theirs or theirs <= mine for mine in _words(left) for theirs in _words(right))


def _words(outcome: Outcome) -> list[set[str]]:
    return [set(name.split("-")) for name in names(outcome.measure)]


def _side(primaries: Sequence[_Primary]) -> Side:
    return Side("; ".join(one.label for one in primaries), primaries[0].evidence)


def _dropped(
    missing: Iterable[_Primary], new: Iterable[_Primary], reported: Sequence[_Primary]
) -> Iterator[Disagreement]:
    if all(one.linked for one in new):
        for one in missing:
            if one.linked:
                path, kind = f"outcomes/{one.outcome.key}/role", DisagreementKind.PRIMARY_DROPPED
                yield Disagreement(path, kind, Severity.MEDIUM, _side([one]), _side(reported))


def _added(
    missing: Iterable[_Primary], new: Iterable[_Primary], registered: Sequence[_Primary], accounts: Accounts
) -> Iterator[Disagreement]:
    secondary = _declared(accounts, OutcomeRole.SECONDARY, _REGISTERED)
    if all(one.linked for one in missing):
        for one in new:
            promoted = any(_same(one.outcome, other.outcome) for other in secondary)
            if one.linked or promoted:
                path, kind = f"outcomes/{one.outcome.key}/role", DisagreementKind.PRIMARY_ADDED
                severity = Severity.HIGH if promoted else Severity.MEDIUM
                yield Disagreement(path, kind, severity, _side(registered), _side([one]))


def _time_frames(left: _Primary, right: _Primary, accounts: Accounts) -> Iterator[Disagreement]:
    planned, kept = (_frames(one.outcome, one.evidence.document) for one in (left, right))
    if planned and kept and all(_apart(one.value, other.value) for one in planned for other in kept):
        path, kind = f"outcomes/{left.outcome.key}/time_frames", DisagreementKind.TIME_FRAME
        sides = [Side(in_words(one.value), accounts.best(_only(one, side))) for one, side in
                 ((planned[0], left), (kept[0], right))]  # fmt: skip
        yield Disagreement(path, kind, Severity.MEDIUM, sides[0], sides[1])


def _frames(outcome: Outcome, document: str) -> list[Stated[Duration]]:
    return [one for one in outcome.time_frames if any(piece.document == document for piece in one.evidence)]


def _only(stated: Stated[Duration], side: _Primary) -> list[Evidence]:
    return [piece for piece in stated.evidence if piece.document == side.evidence.document]


def _apart(left: Duration, right: Duration) -> bool:
    return abs(left.days - right.days) > max(left.days, right.days) * _FAR
