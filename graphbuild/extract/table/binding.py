"""Which group and which outcome each measured value of a sentence belongs to.

Two linear models, trained on annotated result sentences, weigh every pair: where the two stand, what stands between
them, which comes nearest, and whether their order matches ("12 and 15 with X and Y, respectively").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.extract.table.layout import Kind, Layout
from graphbuild.language.classifier import classifier

MODELS = {Kind.GROUP: "binding-group", Kind.OUTCOME: "binding-outcome"}
_NUMBER = re.compile(r"[\d.,%]{1,20}")
_TIME = re.compile(r"\b(?:day|week|month|year|hour|h|min|minute)s?\b|baseline|follow")
_TELLING = (";", ",", ".", "and", "while", "whereas", "but", "versus", "vs", "compared", "than", "respectively", "(")
_SHOWN = 4
_FAR = 8
_LEAST = {Kind.GROUP: 0.4, Kind.OUTCOME: 0.45}


@dataclass(frozen=True, slots=True)
class Tie:
    """A measured value belongs to a group or an outcome; both by index, with the probability."""

    source: int
    measure: int
    probability: float


def bind(layout: Layout) -> tuple[Tie, ...]:
    """Gives to which group and to which outcomes each measure of a sentence belongs.

    A measure belongs to one group at most, to none where none is probable; it belongs to one outcome at least.
    """
    return tuple(tie for measure in layout.of(Kind.MEASURE) for tie in _ties(layout, measure))


def _ties(layout: Layout, measure: int) -> Iterator[Tie]:
    groups = _weighed(layout, measure, Kind.GROUP)
    yield from (tie for tie in groups[:1] if tie.probability >= _LEAST[Kind.GROUP])
    outcomes = _weighed(layout, measure, Kind.OUTCOME)
    yield from [tie for tie in outcomes if tie.probability >= _LEAST[Kind.OUTCOME]] or outcomes[:1]


def _weighed(layout: Layout, measure: int, kind: Kind) -> list[Tie]:
    judge = classifier(MODELS[kind])
    ties = [Tie(source, measure, judge.chance(features(layout, source, measure))) for source in layout.of(kind)]
    return sorted(ties, key=lambda tie: (-tie.probability, tie.source))


def features(layout: Layout, source: int, measure: int) -> tuple[str, ...]:
    """Gives what tells whether a measure belongs to a group or an outcome."""
    side = "after" if source > measure else "before"
    left, right = sorted((source, measure))
    shown = [_NUMBER.sub("#", word) for word in layout.between(left, right)]
    found = [*_place(layout, source, measure, side), *_path(shown, right - left - 1, side)]
    by_kind = _of_group if layout.entities[source].kind is Kind.GROUP else _of_outcome
    found += [*by_kind(layout, source, measure, side), *_from_run(layout, source, measure, side)]
    return tuple(dict.fromkeys(found))


def _crossed(layout: Layout, one: int, other: int) -> list[str]:
    left, right = sorted((one, other))
    return [layout.entities[index].kind.value[0] for index in range(left + 1, right)]


def _place(layout: Layout, source: int, measure: int, side: str) -> Iterator[str]:
    kind = layout.entities[source].kind
    crossed = _crossed(layout, source, measure)
    own, measures = crossed.count(kind.value[0]), crossed.count(Kind.MEASURE.value[0])
    gap, rivals = layout.gap(source, measure), layout.of(kind)
    nearer = [one for one in rivals if layout.gap(one, measure) < gap]
    alike = sum((one > measure) == (source > measure) for one in nearer)
    distance = len(layout.between(*sorted((source, measure)))) // 3
    before, after = layout.around(measure)
    yield side
    yield f"{side} crossed {min(own, 3)} {min(measures, 3)}"
    yield f"{side} crossed {'+'.join(crossed[:_SHOWN])}"
    yield f"{side} nearer {min(len(nearer), 3)} rivals {min(len(rivals), 4)}"
    yield f"{side} nearer on its side {min(alike, 2)} nearer {min(len(nearer), 2)}"
    yield f"{side} distance {min(distance, _FAR)}"
    yield f"{side} only {len(rivals) == 1}"
    yield f"measure {' '.join(_NUMBER.sub('#', layout.words(measure).lower()).split()[:3])} {side}"
    yield f"after it {after} {side}"
    yield f"before it {before} {side}"


def _path(shown: list[str], others: int, side: str) -> Iterator[str]:
    if not others and len(shown) <= _SHOWN:
        yield f"{side} between {' '.join(shown)}"
    for name, words in (("starts", shown[:1]), ("starts", shown[:2]), ("ends", shown[-1:]), ("ends", shown[-2:])):
        yield f"{side} {name} {' '.join(words)}"
        yield f"{side} {name} {' '.join(words)} crossed {min(others, 2)}"
    yield from (f"{side} has {word} {min(others, 2)}" for word in _TELLING if word in shown)
    depth = sum((word in {"(", "["}) - (word in {")", "]"}) for word in shown)
    yield f"{side} brackets {max(-1, min(depth, 1))}"


def _of_group(layout: Layout, source: int, measure: int, side: str) -> Iterator[str]:
    """Compares the places in the two lists, of values and of groups."""
    run, measures = layout.run_of(measure), layout.of(Kind.MEASURE)
    place, size, rank = layout.order.index(layout.names[source]), len(layout.order), run.index(measure)
    ranks = f"rank {min(rank, 3)} of {min(len(run), 4)} place {min(place, 3)} of {min(size, 4)}"
    same, listed = rank == place, layout.says_respectively
    before, _ = layout.around(measure)
    yield ranks
    yield f"{ranks} {side} listed {listed}"
    yield f"same rank {same} as many {len(run) == size} listed {listed}"
    yield f"same rank {same} as many {len(run) == size} {side}"
    even = len(measures) % size == 0
    yield f"same turn {measures.index(measure) % size == place} even {even} groups {min(size, 3)}"
    yield f"before it {before} place {min(place, 2)} {side}"
    yield f"is reference {layout.refers(source)} before it {before}"
    again = [index for index, name in layout.names.items() if name == layout.names[source]]
    yield f"mention {min(again.index(source), 2)} of {min(len(again), 3)} {side}"


def _of_outcome(layout: Layout, source: int, measure: int, side: str) -> Iterator[str]:
    """Compares the place of an outcome among outcomes with that of the measure's run among runs."""
    run, outcomes = layout.run_of(measure), layout.of(Kind.OUTCOME)
    nth, rank, at = outcomes.index(source), run.index(measure), layout.runs.index(run)
    place = f"nth {min(nth, 3)} of {min(len(outcomes), 4)}"
    words = layout.words(source).lower()
    timed = _TIME.search(words) is not None
    yield f"rank {min(rank, 3)} of {min(len(run), 4)} {place} {side}"
    yield f"{place} run {min(at, 3)} of {min(len(layout.runs), 4)}"
    yield f"as many runs {len(layout.runs) == len(outcomes)} same {nth == at} {side}"
    yield f"time {timed} {side}"
    yield f"time {timed} {side} crossed {min(abs(source - measure) - 1, 3)}"
    yield f"first {words.split()[0]} {side}"
    yield f"last {words.split()[-1]} {side}"


def _from_run(layout: Layout, source: int, measure: int, side: str) -> Iterator[str]:
    """Tells what lies between the source and the run of the measure, which is the same for all of the run."""
    run, kind = layout.run_of(measure), layout.entities[source].kind
    crossed = "+".join(_crossed(layout, run[-1] if source > measure else run[0], source)[:_SHOWN])
    yield f"from run {side} {min(len(run), 3)} {min(run.index(measure), 2)} crossed {crossed}"
    yield f"from run {side} crossed {crossed}"
    yield f"from run {side} crossed {crossed} rivals {min(len(layout.of(kind)), 4)}"
    yield f"run of {min(len(run), 4)} groups {min(len(layout.order), 4)} {side}"
