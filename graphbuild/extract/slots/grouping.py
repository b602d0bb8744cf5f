"""Which mentions belong together: the values of one outcome in one group, the parts of a dose, a difference and its p.

Two classifiers decide: one which mentions count (most are repeated), one for each kind of group which pairs share one.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.extract.slots.mentions import Detail, key
from graphbuild.language.classifier import Classifier

_PARTS = {
    "outcome": (
        "hasChangeValue hasResultMeasuredValue hasBaselineValue hasPercentageAffected hasNumberAffected"
        " hasRelativeChangeValue hasSdDevResValue hasSdDevBL hasSdDevChangeValue hasSdErrorChangeValue"
        " hasConfIntervalChangeValue hasPValueChangeValue hasTimePoint hasSubGroupDescription"
    ),
    "difference": "hasPvalueDiff hasDiffGroupAbsValue hasConfIntervalDiff",
    "endpoint": "hasEndoPointDescription hasBaselineUnit hasAggregationMethod hasMeasurementDevice",
    "medication": "hasDrug hasDoseValue hasDoseUnit hasDeliveryMethod",
    "regimen": "hasFrequency hasRelativeFreqTime",
}
KINDS = {slot: kind for kind, slots in _PARTS.items() for slot in slots.split()}
"""Slot -> the kind of group that it is a part of."""

CORES = {
    "outcome": tuple(_PARTS["outcome"].split()[:6]),
    "difference": ("hasDiffGroupAbsValue", "hasPvalueDiff"),
    "endpoint": ("hasEndoPointDescription",),
    "medication": ("hasDrug",),
    "regimen": ("hasFrequency",),
}
"""The slots around which a group of each kind is built, one mention of each at most."""

CONTEXT = frozenset({"hasBaselineUnit", "hasAggregationMethod", "hasDoseUnit"})
"""Slots whose mentions need not count in themselves: they do where they belong to one that counts."""

_MAIN = frozenset(CORES["outcome"])
_REACH = {"outcome": 2, "difference": 0, "endpoint": 0, "medication": 0, "regimen": 0}
_FAR = 6

Chances = Mapping[tuple[Detail, Detail], float]


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions that belong together; a mention may stand in several groups of its kind."""

    kind: str
    members: tuple[Detail, ...]

    def of(self, *slots: str) -> Detail | None:
        """Gives the first member that fills one of the slots."""
        return next((one for slot in slots for one in self.members if one.slot == slot), None)


def counting(found: Sequence[Detail]) -> Iterator[tuple[str, ...]]:
    """Gives for each mention what tells whether it counts: where it stands, how often, and its neighbours."""
    names = [(one.slot, key(one.words)) for one in found]
    kinds = Counter(slot for slot, _ in set(names))
    sections: dict[tuple[str, str], set[str]] = defaultdict(set)
    slots: dict[int, set[str]] = defaultdict(set)
    for one, name in zip(found, names, strict=True):
        sections[name].add(one.section.value)
        slots[one.sentence].add(one.slot)
    for place, (one, name) in enumerate(zip(found, names, strict=True)):
        rank = f"{min(one.before, 3)}/{min(one.again, 4)}"
        traits = (
            one.section.value,
            f"nth {rank}",
            f"nth {rank} {one.section.value}",
            f"word {one.words.lower()}",
            f"sure {round(one.chance * 5)}",
            f"left {_beside(found, place - 1, one)}",
            f"right {_beside(found, place + 1, one)}",
            f"kinds {min(kinds[one.slot], 6)}",
            f"sentence {min(one.sentence, 8)}",
            *(f"also in {section}" for section in sorted(sections[name])),
            *(f"beside {slot}" for slot in sorted(slots[one.sentence] - {one.slot})),
        )
        yield tuple(f"{one.slot} {trait}" for trait in traits)


def _beside(found: Sequence[Detail], place: int, one: Detail) -> str | None:
    """Gives the slot of a neighbour in the same sentence."""
    if 0 <= place < len(found) and found[place].sentence == one.sentence:
        return found[place].slot
    return None


def pairing(left: Detail, right: Detail, between: Sequence[Detail], rows: Sequence[Detail]) -> tuple[str, ...]:
    """Gives what tells whether two mentions (in reading order) share a group: slots, distance, order, what is between.

    `between` are the mentions of the same kind between them; `rows` those of the sentence of the left one.
    """
    pair = f"{left.slot}+{right.slot}"
    gap = right.span.start - left.span.end
    near = "touch" if gap < 6 else "near" if gap < 25 else "mid" if gap < 80 else "far"  # noqa: PLR2004 - letters
    slots = [one.slot for one in between]
    repeat_left, repeat_right = left.slot in slots, right.slot in slots
    index, other = _nth(left, rows), _nth(right, rows)
    found = [
        "",
        f"{near}",
        f"count {min(len(between), _FAR)}",
        f"repeat {repeat_left} {repeat_right}",
        f"repeat {repeat_left} {repeat_right} {near}",
        f"same row {index == other} {repeat_left} {repeat_right}",
        f"runs {_run(left.slot, rows)} {_run(right.slot, rows)} {index == other}",
        f"main {any(slot in _MAIN for slot in slots)}",
        f"sentences {min(right.sentence - left.sentence, 3)}",
        f"next {slots[0] if slots else right.slot}",
    ]
    return tuple(f"{pair} {name}" for name in found)


def _nth(one: Detail, rows: Sequence[Detail]) -> int:
    return sum(other.slot == one.slot and other.span < one.span for other in rows)


def _run(slot: str, rows: Sequence[Detail]) -> int:
    return min(sum(other.slot == slot for other in rows), 4)


def pairs(found: Sequence[Detail], kind: str) -> Iterator[tuple[Detail, Detail, tuple[str, ...]]]:
    """Gives all pairs of mentions of one kind that stand close enough to share a group, with their features."""
    chosen = [one for one in found if KINDS.get(one.slot) == kind]
    for i, left in enumerate(chosen):
        rows = [one for one in chosen if one.sentence == left.sentence]
        for j in range(i + 1, len(chosen)):
            right = chosen[j]
            if right.sentence - left.sentence > _REACH[kind]:
                break
            if right.slot != left.slot:
                yield left, right, pairing(left, right, chosen[i + 1 : j], rows)


def groups(
    found: Sequence[Detail], kind: str, model: Classifier, least: float = 0.5, *, alone: Container[Detail] | None = None
) -> tuple[Group, ...]:
    """Gives the groups of one kind: cores joined by their best links, then the rest given to every core it fits.

    What fits no core stands alone; if `alone` is given, only where it is in there.
    """
    chances = {(left, right): model.chance(seen) for left, right, seen in pairs(found, kind)}
    chosen = [one for one in found if KINDS.get(one.slot) == kind]
    clusters = _joined([one for one in chosen if one.slot in CORES[kind]], chances, least)
    full = [list(cluster) for cluster in clusters]
    for one in chosen:
        if one.slot not in CORES[kind]:
            fits = [number for number, cluster in enumerate(clusters) if _bond(one, cluster, chances) >= least]
            for number in fits:
                if all(other.slot != one.slot for other in full[number]):
                    full[number].append(one)
            if not fits and (alone is None or one in alone):
                full.append([one])
    return tuple(Group(kind, tuple(sorted(cluster, key=_place))) for cluster in full)


def _joined(cores: Sequence[Detail], chances: Chances, least: float) -> list[list[Detail]]:
    """Gives the cores in clusters without two of one slot, the likeliest links first."""
    clusters = [[one] for one in cores]
    links = [(chance, pair) for pair, chance in chances.items() if chance >= least]
    for _, pair in sorted(links, key=lambda link: (-link[0], _place(link[1][0]), _place(link[1][1]))):
        first, second = (next((cluster for cluster in clusters if one in cluster), None) for one in pair)
        if first is None or second is None or first is second:
            continue
        if not {one.slot for one in first} & {one.slot for one in second}:
            first += second
            clusters.remove(second)
    return clusters


def _bond(one: Detail, cluster: Sequence[Detail], chances: Chances) -> float:
    """Gives the best chance that the mention shares a group with one of the cluster."""
    ordered = (sorted((one, other), key=_place) for other in cluster)
    return max((chances.get((first, second), 0.0) for first, second in ordered), default=0.0)


def _place(one: Detail) -> tuple[int, int]:
    return one.span.start, one.span.end
