"""What the trained models make of an abstract: the mentions that count, in groups; empty for any other text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from graphbuild.extract.slots.grouping import CONTEXT, CORES, Group, counting, groups
from graphbuild.extract.slots.mentions import Detail, details, key
from graphbuild.language.abbreviations import abbreviations
from graphbuild.language.classifier import Classifier, classifier
from graphbuild.language.memory import remembering
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document

COUNTING, PAIRING = "trial-counting", "trial-pairing"
LEAST = 0.33
"""How likely a mention must be to count, and two mentions to share a group."""
_NAMES = frozenset({"hasDrug", "hasEndoPointDescription", "hasCTDesign", "hasCTduration"})
_FOLDER = Path(__file__).parent.parent / "models"


@dataclass(frozen=True, slots=True)
class Outline:
    """All mentions, those that count, the groups that they form, and which names are short for which (by key)."""

    mentions: tuple[Detail, ...] = ()
    counted: tuple[Detail, ...] = ()
    groups: tuple[Group, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    def name(self, one: Detail) -> str:
        """Gives what all wordings of one thing share: the key of its words, those of the long form for a short one."""
        return self.written(one.words)

    def written(self, words: str) -> str:
        """Gives the key of some words, written out."""
        plain = key(words)
        return self.short.get(plain, plain)

    def of(self, kind: str) -> tuple[Group, ...]:
        """Gives the groups of one kind."""
        return tuple(group for group in self.groups if group.kind == kind)

    def single(self, slot: str) -> tuple[Detail, ...]:
        """Gives the counted mentions that fill a slot."""
        return tuple(one for one in self.counted if one.slot == slot)

    @property
    def rich(self) -> bool:
        """Tells whether it names a thing tested and an end point with values: a trial like those learnt from."""
        tested = [one for one in self.single("hasDrug") if "placebo" not in one.words.lower()]
        return bool(tested and self.outcomes and (self.of("outcome") or self.of("difference")))

    @property
    def outcomes(self) -> frozenset[str]:
        """Names the keys of the end points that are reported on."""
        return frozenset(self.name(one) for one in self.single("hasEndoPointDescription"))


@remembering(2)
def outline(document: Document) -> Outline:
    """Gives the outline of an abstract; an empty one for other texts, where little is found, and without the models."""
    if document.kind is not DocumentKind.ABSTRACT or not _present():
        return Outline()
    text = document.text
    short = {key(pair.short.of(text)): key(pair.long.of(text)) for pair in abbreviations(text)}
    made = outlined(Outline(details(document), short=short), classifier(COUNTING), classifier(PAIRING))
    return made if made.rich else Outline()


def outlined(made: Outline, counts: Classifier, pairs: Classifier, least: float = LEAST) -> Outline:
    """Gives the outline with what the given models make of its mentions."""
    found = made.mentions
    counted = _counted(made, [counts.chance(seen) for seen in counting(found)], least)
    held = frozenset(counted)
    pool = [one for one in found if one in held or one.slot in CONTEXT]
    formed = tuple(group for kind in CORES for group in groups(pool, kind, pairs, least, alone=held))
    return replace(made, counted=counted, groups=formed)


def _counted(made: Outline, chances: Sequence[float], least: float) -> tuple[Detail, ...]:
    """Gives the mentions that are likely to count; of a name that is often repeated, the likeliest one.

    Each repetition takes a share of the chance that a name counts at all.
    """
    totals: dict[tuple[str, str], float] = {}
    best: dict[tuple[str, str], float] = {}
    for one, chance in zip(made.mentions, chances, strict=True):
        if one.slot in _NAMES:
            name = one.slot, made.name(one)
            totals[name] = totals.get(name, 0.0) + chance
            best[name] = max(best.get(name, 0.0), chance)
    kept = []
    for one, chance in zip(made.mentions, chances, strict=True):
        name = one.slot, made.name(one)
        if name not in totals:
            kept += [one] if chance >= least else []
        elif totals[name] >= least and chance == best.get(name):
            del best[name]
            kept.append(one)
    return tuple(kept)


@cache
def _present() -> bool:
    return all((_FOLDER / f"{name}.json").is_file() for name in (COUNTING, PAIRING))
