"""What the trained models make of an abstract: the mentions that count, in groups; empty for any other text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graphbuild.extract.slots.grouping import CORES, Group, counting, groups
from graphbuild.extract.slots.mentions import Detail, details, key
from graphbuild.language.classifier import Classifier, classifier
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document

COUNTING, PAIRING = "trial-counting", "trial-pairing"
LEAST = 0.4
"""How likely a mention must be to count, and two mentions to share a group."""
_NAMES = frozenset({"hasDrug", "hasEndoPointDescription", "hasCTDesign", "hasCTduration"})
_FOLDER = Path(__file__).parent.parent / "models"


@dataclass(frozen=True, slots=True)
class Outline:
    """All mentions, those that count, and the groups that they form, by kind."""

    mentions: tuple[Detail, ...] = ()
    counted: tuple[Detail, ...] = ()
    groups: tuple[Group, ...] = ()

    def of(self, kind: str) -> tuple[Group, ...]:
        """Gives the groups of one kind."""
        return tuple(group for group in self.groups if group.kind == kind)

    def single(self, slot: str) -> tuple[Detail, ...]:
        """Gives the counted mentions that fill a slot."""
        return tuple(one for one in self.counted if one.slot == slot)

    @property
    def outcomes(self) -> frozenset[str]:
        """Names the keys of the end points that are reported on."""
        return frozenset(key(one.words) for one in self.single("hasEndoPointDescription"))


@lru_cache(maxsize=2)
def outline(document: Document) -> Outline:
    """Gives the outline of an abstract; an empty one for other texts and where the models are absent."""
    if document.kind is not DocumentKind.ABSTRACT or not _present():
        return Outline()
    return outlined(details(document), classifier(COUNTING), classifier(PAIRING))


def outlined(found: Sequence[Detail], counts: Classifier, pairs: Classifier, least: float = LEAST) -> Outline:
    """Gives the outline that the given models make of the mentions."""
    counted = _counted(found, [counts.probabilities(seen)["yes"] for seen in counting(found)], least)
    formed = tuple(group for kind in CORES for group in groups(counted, kind, pairs, least))
    return Outline(tuple(found), counted, formed)


def _counted(found: Sequence[Detail], chances: Sequence[float], least: float) -> tuple[Detail, ...]:
    """Gives the mentions that are likely to count; of a name that is often repeated, the likeliest one.

    Each repetition takes a share of the chance that a name counts at all.
    """
    totals: dict[tuple[str, str], float] = {}
    best: dict[tuple[str, str], float] = {}
    for one, chance in zip(found, chances, strict=True):
        if one.slot in _NAMES:
            name = one.slot, key(one.words)
            totals[name] = totals.get(name, 0.0) + chance
            best[name] = max(best.get(name, 0.0), chance)
    kept = []
    for one, chance in zip(found, chances, strict=True):
        name = one.slot, key(one.words)
        likeliest = name in totals and totals[name] >= least and chance == best.get(name)
        if chance >= least or likeliest:
            best.pop(name, None)
            kept.append(one)
    return tuple(kept)


@cache
def _present() -> bool:
    return all((_FOLDER / f"{name}.json").is_file() for name in (COUNTING, PAIRING))
