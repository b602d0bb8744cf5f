"""Scores of one class for each item: P, R and F1 by class, their mean, and accuracy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphbuild.errors import SourceError
from graphbuild.evaluate.marks import macro
from graphbuild.evaluate.quotes import NOTHING, Borne
from graphbuild.evaluate.scores import Judged, Miss, Scores, Tally


@dataclass(frozen=True, slots=True)
class Answer:
    """What one item is and what was claimed of it; a claim of None abstains, which costs recall alone."""

    item: str
    gold: str
    claim: str | None
    words: str = ""
    confidence: float = 1.0


def score(name: str, answers: Iterable[Answer], classes: Sequence[str], borne: Borne = NOTHING) -> Scores:
    """Scores the answers; accuracy counts an abstention as wrong. Raises SourceError where a gold class is unknown."""
    given = list(answers)
    strange = next((one for one in given if one.gold not in classes), None)
    if strange is not None:
        raise SourceError(f"{strange.gold!r} is no class", where=strange.item, remedy=f"one of: {', '.join(classes)}")
    tallies = dict.fromkeys(classes, Tally())
    for one in given:
        right = one.claim == one.gold
        tallies[one.gold] += Tally(int(right), 0, int(not right))
        if one.claim is not None and not right:
            tallies[one.claim] += Tally(0, 1, 0)
    agreed = sum(one.claim == one.gold for one in given)
    ratios = [("accuracy", agreed / len(given) if given else 0.0), ("macro F1", macro(tallies.values()))]
    missed = [
        Miss(one.item, one.gold, "missed", f"taken for {one.claim or 'nothing'}", one.words)
        for one in given
        if one.claim != one.gold
    ]
    judged = tuple(Judged(one.claim, one.confidence, one.claim == one.gold) for one in given if one.claim is not None)
    abstained = sum(one.claim is None for one in given)
    remark = f"{len(given)} items, {abstained} left undecided"
    return Scores(
        name, tuple(tallies.items()), (), (remark,), (*missed, *borne.misses), (*ratios, *borne.ratios), judged
    )
