"""Where the reports of one study disagree, with both values and both sentences; other wordings are no disagreement.

- enrolment: two numbers, none of them estimated, rounded, or that of a group or of those analysed; high from a tenth
  on, else medium
- phase: two phases, high; low where they overlap (2 and 2/3); one within the other (1 and 1a) is none
- design: facets that exclude each other, or two types of study; high, medium for blinding
- primary outcome: registered against reported, see primary_outcomes; switched or promoted high, else medium
- serious adverse events: seen in one report, none in another, high; two numbers of deaths, medium
- date: start or completion, medium from half a year on, else low; publication more than a year apart, low
- direction: better against worse or no difference, more against less, seen against absent; high
- hedge: news calls significant what the researchers call exploratory, high; it asserts what they hedge, medium
- caveat: the researchers name a limitation, the news item warns of nothing; low

A report that says both things disagrees with no other one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from graphbuild.identity.accounts import ARTICLES, Accounts, documents, names, says
from graphbuild.identity.primary_outcomes import primary_outcomes
from graphbuild.language.hedges import hedges
from graphbuild.language.slug import slug
from graphbuild.model.codes import (
    Certainty,
    Change,
    Design,
    Direction,
    DisagreementKind,
    DocumentKind,
    Phase,
    Polarity,
    Severity,
    StudyType,
)
from graphbuild.model.fact import PartialDate
from graphbuild.model.study import Disagreement, Evidence, Finding, Side, Stated, Study
from graphbuild.model.text import Span

_Verdict = tuple[DisagreementKind, Severity] | None


@dataclass(frozen=True, slots=True)
class _Rivals:
    """The value that won a field and one that lost it."""

    path: str
    winner: Stated[Any]
    loser: Stated[Any]
    accounts: Accounts

    @property
    def values(self) -> tuple[Any, Any]:
        return self.winner.value, self.loser.value


_NEAR = 0.1
_MONTHS_APART = 6
_BEFORE = 24
"""How many characters before a number can tell that it is rounded."""
_WITHIN = {
    Phase.PHASE_1: {Phase.EARLY_PHASE_1, Phase.PHASE_1A, Phase.PHASE_1B},
    Phase.PHASE_2: {Phase.PHASE_2A, Phase.PHASE_2B},
}
_OVERLAPPING = {
    Phase.PHASE_1_2: {Phase.PHASE_1, Phase.PHASE_1A, Phase.PHASE_1B, Phase.PHASE_2, Phase.PHASE_2A, Phase.PHASE_2B},
    Phase.PHASE_2_3: {Phase.PHASE_2, Phase.PHASE_2A, Phase.PHASE_2B, Phase.PHASE_3},
}
_CONTROLLED = frozenset({Design.CONTROLLED, Design.PLACEBO_CONTROLLED, Design.ACTIVE_COMPARATOR})
_BLIND = frozenset({Design.SINGLE_BLIND, Design.DOUBLE_BLIND, Design.BLINDED})
_EXCLUSIVE = (
    (frozenset({Design.RANDOMIZED, Design.CLUSTER_RANDOMIZED}), frozenset({Design.NON_RANDOMIZED}), Severity.HIGH),
    (_CONTROLLED, frozenset({Design.UNCONTROLLED, Design.SINGLE_ARM}), Severity.HIGH),
    (_BLIND, frozenset({Design.OPEN_LABEL}), Severity.MEDIUM),
    (frozenset({Design.DOUBLE_BLIND}), frozenset({Design.SINGLE_BLIND}), Severity.MEDIUM),
)
_OPPOSITE = frozenset({Direction.FAVOURS_INTERVENTION, Direction.HARM, Direction.NO_DIFFERENCE})


def disagreements(study: Study) -> tuple[Disagreement, ...]:
    """Gives the disagreements between the reports of a study, the gravest first."""
    if len(study.reports) == 1:
        return ()
    accounts = Accounts.of(study)
    found = dict.fromkeys(one for rule in _RULES for one in rule(accounts))
    order = list(Severity)
    return tuple(sorted(found, key=lambda one: (order.index(one.severity), one.kind, one.path, one.right.value)))


def _readings(accounts: Accounts) -> Iterator[Disagreement]:
    """Compares what won with what lost, once for each field and report."""
    seen: set[tuple[str, str]] = set()
    for reading in sorted(accounts.study.readings, key=lambda one: -one.stated.confidence):
        winner = accounts.values[reading.path][0]
        rule = _FIELDS.get(reading.path) or _FIELDS.get(_of_finding(reading.path))
        new = {(reading.path, name) for name in documents(reading.stated)} - seen
        if rule is None or not new or documents(winner) & documents(reading.stated):
            continue
        seen |= new
        verdict = rule(_Rivals(reading.path, winner, reading.stated, accounts))
        if verdict is not None:
            left, right = _ordered(accounts.side(winner), accounts.side(reading.stated), verdict[0], accounts)
            yield Disagreement(reading.path, *verdict, left, right)


def _of_finding(path: str) -> str:
    head, _, rest = path.partition("/")
    return f"findings/*/{rest.rpartition('/')[2]}" if head == "findings" else ""


def _ordered(left: Side, right: Side, kind: DisagreementKind, accounts: Accounts) -> tuple[Side, Side]:
    """Puts the researchers' own report first where the news says more than it."""
    swapped = kind is DisagreementKind.HEDGE and accounts.kinds[left.evidence.document] is DocumentKind.NEWS
    return (right, left) if swapped else (left, right)


def _enrollment(rivals: _Rivals) -> _Verdict:
    study, (mine, theirs) = rivals.accounts.study, rivals.values
    parts = [study.analysed, *(arm.size for arm in study.arms)]
    if any(one is not None and one.value in {mine, theirs} for one in parts):
        return None
    both = rivals.winner, rivals.loser
    if any(_planned(one, rivals.accounts) or all(map(_rounded, one.evidence)) for one in both):
        return None
    far = abs(mine - theirs) > _NEAR * max(mine, theirs)
    return DisagreementKind.ENROLLMENT, Severity.HIGH if far else Severity.MEDIUM


def _planned(stated: Stated[Any], accounts: Accounts) -> bool:
    """Tells whether a number stands only in registrations that call it an estimate."""
    qualifiers = accounts.values.get("enrollment_qualifier", ())
    estimates = [documents(one) for one in qualifiers if one.value.casefold() in {"estimated", "anticipated"}]
    return documents(stated) <= frozenset().union(*estimates)


def _rounded(piece: Evidence) -> bool:
    if not isinstance(piece.words, Span) or not isinstance(piece.sentence, Span):
        return False
    start = piece.words.start - piece.sentence.start
    return says(piece.quote[max(0, start - _BEFORE) : start] + piece.exact, "about") is not None


def _phase(rivals: _Rivals) -> _Verdict:
    mine, theirs = rivals.values
    if theirs in _WITHIN.get(mine, ()) or mine in _WITHIN.get(theirs, ()):
        return None
    overlap = theirs in _OVERLAPPING.get(mine, ()) or mine in _OVERLAPPING.get(theirs, ())
    return DisagreementKind.PHASE, Severity.LOW if overlap else Severity.HIGH


def _study_type(rivals: _Rivals) -> _Verdict:
    types = set(rivals.values)
    return (DisagreementKind.DESIGN, Severity.HIGH) if types == set(StudyType) else None


def _date(rivals: _Rivals) -> _Verdict:
    mine, theirs = rivals.values
    if _compatible(mine, theirs):
        return None
    far = abs(_months(mine) - _months(theirs)) >= _MONTHS_APART
    return DisagreementKind.DATE, Severity.MEDIUM if far else Severity.LOW


def _publication_date(rivals: _Rivals) -> _Verdict:
    """Compares years only: a paper appears online and in print at different times."""
    mine, theirs = (value.year for value in rivals.values)
    apart = mine is not None and theirs is not None and abs(mine - theirs) > 1
    return (DisagreementKind.DATE, Severity.LOW) if apart else None


def _compatible(left: PartialDate, right: PartialDate) -> bool:
    """Tells whether two dates can be the same one, cut to what was stated."""
    parts = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in parts)


def _months(date: PartialDate) -> int:
    return (date.year or 0) * 12 + (date.month or 1)


def _deaths(_: _Rivals) -> _Verdict:
    return DisagreementKind.SERIOUS_ADVERSE_EVENTS, Severity.MEDIUM


def _direction(rivals: _Rivals) -> _Verdict:
    opposite = set(rivals.values) <= _OPPOSITE
    return (DisagreementKind.DIRECTION, Severity.HIGH) if opposite else None


def _change(rivals: _Rivals) -> _Verdict:
    """Tells more from less where the directions do not tell it already."""
    known = len(rivals.accounts.values.get(rivals.path.removesuffix("change") + "direction", ())) > 1
    opposite = set(rivals.values) == {Change.INCREASE, Change.DECREASE}
    return (DisagreementKind.DIRECTION, Severity.HIGH) if opposite and not known else None


def _polarity(rivals: _Rivals) -> _Verdict:
    """Leaves serious events to a rule of their own."""
    finding = next(one for one in rivals.accounts.study.findings if one.key == rivals.path.split("/")[1])
    return None if _grade(finding, rivals.accounts) else (DisagreementKind.DIRECTION, Severity.HIGH)


def _certainty(rivals: _Rivals) -> _Verdict:
    """Finds news that asserts what a report by the researchers hedges."""
    accounts, sides = rivals.accounts, {one.value: one for one in (rivals.winner, rivals.loser)}
    firm, weak = sides.get(Certainty.ASSERTED), sides.get(Certainty.HEDGED)
    if firm is None or weak is None or accounts.within([firm], ARTICLES) or not accounts.within([weak], ARTICLES):
        return None
    return DisagreementKind.HEDGE, Severity.MEDIUM


_FIELDS: dict[str, Callable[[_Rivals], _Verdict]] = {
    "enrollment": _enrollment,
    "phase": _phase,
    "study_type": _study_type,
    "start_date": _date,
    "completion_date": _date,
    "publication/date": _publication_date,
    "deaths": _deaths,
    "findings/*/direction": _direction,
    "findings/*/change": _change,
    "findings/*/polarity": _polarity,
    "findings/*/certainty": _certainty,
}


def _designs(accounts: Accounts) -> Iterator[Disagreement]:
    for left, right, severity in _EXCLUSIVE:
        mine, theirs = ([one for one in accounts.study.design if one.value in codes] for codes in (left, right))
        stating = [frozenset[str]().union(*map(documents, side)) for side in (mine, theirs)]
        if mine and theirs and not stating[0] & stating[1]:
            sides = accounts.side(mine[0]), accounts.side(theirs[0])
            yield Disagreement("design", DisagreementKind.DESIGN, severity, *sides)


def _serious(accounts: Accounts) -> Iterator[Disagreement]:
    """Finds serious events that one report saw and another one says there were none of."""
    findings = [(one, _grade(one, accounts)) for one in accounts.study.findings]
    graded = [(one, grade) for one, grade in findings if grade]
    for (absent, mine), (present, theirs) in product(graded, graded):
        if not mine & theirs or (absent.arm is not None and absent.arm != present.arm):
            continue
        for left, right in product(_states(absent, accounts, seen=False), _states(present, accounts, seen=True)):
            if not documents(left) & documents(right) and _scope(left) == _scope(right):
                path, kind = f"findings/{absent.key}", DisagreementKind.SERIOUS_ADVERSE_EVENTS
                sides = (Side(one.evidence[0].quote, accounts.best(one.evidence)) for one in (left, right))
                yield Disagreement(path, kind, Severity.HIGH, *sides)
                return


def _grade(finding: Finding, accounts: Accounts) -> frozenset[str]:
    """Gives how bad the events are that a finding counts: serious, severe; empty for other outcomes."""
    outcome = next((one for one in accounts.study.outcomes if one.key == finding.outcome.value), None)
    wordings = () if outcome is None else names(outcome.measure)
    return frozenset(grade for name in wordings for grade in ("serious", "severe") if grade in name.split("-"))


def _states(finding: Finding, accounts: Accounts, *, seen: bool) -> list[Stated[Any]]:
    """Gives where a finding is stated to be there or not to be, once by its polarity, else by its number."""
    wanted = Polarity.PRESENT if seen else Polarity.ABSENT
    stated = [one for one in accounts.values.get(f"findings/{finding.key}/polarity", ()) if one.value is wanted]
    return stated or [
        one for one in accounts.values.get(f"findings/{finding.key}/events", ()) if bool(one.value) is seen
    ]


def _scope(stated: Stated[Any]) -> bool:
    """Tells whether a statement speaks only of what was traced to the treatment."""
    return any(says(piece.quote, "related") for piece in stated.evidence)


def _significant(accounts: Accounts) -> Iterator[Disagreement]:
    """Finds news that calls significant what the researchers' own report calls exploratory or hedges."""
    outcomes = {one.key: one for one in accounts.study.outcomes}
    done: set[str] = set()
    loud = _loud(accounts)
    for finding in accounts.study.findings:
        weak = _tentative(finding, accounts)
        outcome = outcomes.get(finding.outcome.value)
        if weak is None or outcome is None or outcome.key in done:
            continue
        wordings = names(outcome.measure)
        for piece in {
            one.document: one for text, one in loud if any(f"-{name}-" in text for name in wordings)
        }.values():
            done.add(outcome.key)
            said = Side(says(piece.quote, "significant") or "", piece)
            yield Disagreement(f"findings/{finding.key}/certainty", DisagreementKind.HEDGE, Severity.HIGH, weak, said)


def _tentative(finding: Finding, accounts: Accounts) -> Side | None:
    """Gives how the researchers weaken a finding, unless they also call it significant or give a p value."""
    found = [one for part in ("statement", "certainty", "p_value") for one in
             accounts.values.get(f"findings/{finding.key}/{part}", ())]  # fmt: skip
    own = accounts.within(found, ARTICLES)
    numbers = [] if finding.p_value is None else accounts.within([finding.p_value], ARTICLES)
    if not own or numbers or any(says(piece.quote, "significant") for piece in own):
        return None
    for piece in own:
        word = says(piece.quote, "exploratory")
        if word is not None:
            return Side(word, piece)
    hedged = finding.certainty is not None and finding.certainty.value is Certainty.HEDGED
    weak = accounts.within([finding.certainty], ARTICLES) if hedged and finding.certainty is not None else []
    return Side(Certainty.HEDGED.value, weak[0]) if weak else None


def _loud(accounts: Accounts) -> list[tuple[str, Evidence]]:
    """Gives the slug and a piece of each sentence in which a news item calls something significant, unhedged."""
    sentences = {
        piece.quote: piece for piece in accounts.pieces() if accounts.kinds[piece.document] is DocumentKind.NEWS
    }
    return [
        (f"-{slug(quote, limit=len(quote))}-", piece)
        for quote, piece in sentences.items()
        if says(quote, "significant") and not hedges(quote)
    ]


def _caveats(accounts: Accounts) -> Iterator[Disagreement]:
    """Finds news that names no limit of a study where the researchers' own report does."""
    own = accounts.within(accounts.study.limitations, ARTICLES)
    if not own:
        return
    first = accounts.best(own)
    for report in accounts.study.reports:
        mine = [piece for piece in accounts.pieces() if piece.document == report.document]
        warned = any(says(piece.quote, "caution") or hedges(piece.quote) for piece in mine)
        limits = [piece for one in accounts.study.limitations for piece in one.evidence if piece in mine]
        if report.kind is DocumentKind.NEWS and report.title is not None and not warned and not limits:
            sides = Side(first.exact, first), Side("no limitation named", accounts.best(report.title.evidence))
            yield Disagreement("limitations", DisagreementKind.CAVEAT, Severity.LOW, *sides)


_RULES = (_readings, _designs, primary_outcomes, _serious, _significant, _caveats)
