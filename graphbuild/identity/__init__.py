"""Which studies are one study, and which reports of it disagree; every merge is explained."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from graphbuild.identity.disagreements import disagreements
from graphbuild.identity.likeness import MERGE, POSSIBLE, Likeness, Reason, blocks, compare, forbidden
from graphbuild.identity.merge import merge
from graphbuild.identity.rulings import Rulings
from graphbuild.model.study import MergeReason, Resemblance, Study

__all__ = ["Likeness", "Rulings", "compare", "disagreements", "identify", "merge"]

_LARGEST_BLOCK = 60


def identify(studies: Iterable[Study], rulings: Rulings | None = None) -> tuple[Study, ...]:
    """Gives the studies with the reports of one study merged, ordered by key.

    Pairs are merged from the surest down, and only while no two reports of a group are forbidden to be one. Pairs that
    come close stay apart and name each other in `possibly_same_as`. The order of the input makes no difference.
    What a person ruled (`rulings`) goes before everything else.
    """
    ordered = sorted(studies, key=lambda study: (study.key, study.reports[0].document))
    groups = _Groups(ordered, rulings or Rulings())
    pairs = (pair for pair in _pairs(ordered) if not groups.apart(*pair))
    likenesses = [found for pair in pairs if (found := compare(*pair)).score >= POSSIBLE]
    taken = groups.join_ruled()
    surest_first = sorted(likenesses, key=lambda item: (-item.score, item.left, item.right))
    taken += [item for item in surest_first if item.score >= MERGE and groups.join(item.left, item.right)]
    merged = {
        root: _with_reasons(merge(members), taken) if len(members) > 1 else members[0]
        for root, members in groups.members().items()
    }
    near = _near(likenesses, groups, merged)
    return tuple(
        sorted(
            (
                replace(study, possibly_same_as=near.get(root, ()), disagreements=disagreements(study))
                for root, study in merged.items()
            ),
            key=_order,
        )
    )


def _order(study: Study) -> tuple[str, str]:
    return study.key, study.reports[0].document


def _pairs(studies: Sequence[Study]) -> Iterable[tuple[Study, Study]]:
    """Gives every pair that shares a block key; keys that too many studies share tell nothing and are skipped."""
    shared: dict[str, list[int]] = defaultdict(list)
    for index, study in enumerate(studies):
        for key in blocks(study):
            shared[key].append(index)
    pairs = {
        pair
        for members in shared.values()
        if 1 < len(members) <= _LARGEST_BLOCK
        for pair in combinations(sorted(set(members)), 2)
    }
    return ((studies[left], studies[right]) for left, right in sorted(pairs))


class _Groups:
    """Sets of studies that are one, which never hold two that are forbidden to be one."""

    def __init__(self, studies: Sequence[Study], rulings: Rulings) -> None:
        self._studies = {study.reports[0].document: study for study in studies}
        self._root = {name: name for name in self._studies}
        self._rulings = rulings

    def find(self, name: str) -> str:
        while self._root[name] != name:
            name = self._root[name]
        return name

    def join(self, left: str, right: str) -> bool:
        """Puts the groups of two documents together, unless some pair across them is forbidden."""
        roots = sorted((self.find(left), self.find(right)))
        if roots[0] == roots[1]:
            return True
        members = self.members()
        if any(self.apart(one, other) for one in members[roots[0]] for other in members[roots[1]]):
            return False
        self._root[roots[1]] = roots[0]
        return True

    def join_ruled(self) -> list[Likeness]:
        """Puts together what a person ruled to be one study; gives each ruling that could be followed as a likeness."""
        found = []
        for left, right in self._rulings.pairs(joined=True):
            if left in self._root and right in self._root and self.join(left, right):
                found.append(Likeness(left, right, (Reason("joined by a person", 0.0),)))
        return found

    def apart(self, left: Study, right: Study) -> bool:
        """Tells whether two studies may not be one: a person said so, or something forbids it and nobody ruled."""
        ruling = self._rulings.on(left.reports[0].document, right.reports[0].document)
        return bool(forbidden(left, right)) if ruling is None else not ruling

    def members(self) -> dict[str, list[Study]]:
        found: dict[str, list[Study]] = defaultdict(list)
        for name, study in self._studies.items():
            found[self.find(name)].append(study)
        return dict(found)


def _with_reasons(study: Study, taken: Iterable[Likeness]) -> Study:
    documents = {report.document for report in study.reports}
    reasons = [
        MergeReason(likeness.left, likeness.right, reason.text, reason.weight)
        for likeness in taken
        if likeness.left in documents
        for reason in likeness.reasons
    ]
    return replace(study, merges=tuple(reasons))


def _near(
    likenesses: Iterable[Likeness], groups: _Groups, merged: dict[str, Study]
) -> dict[str, tuple[Resemblance, ...]]:
    found: dict[str, dict[str, Resemblance]] = defaultdict(dict)
    for likeness in likenesses:
        left, right = groups.find(likeness.left), groups.find(likeness.right)
        if left == right or likeness.forbidden:
            continue
        reasons = tuple(reason.text for reason in likeness.reasons)
        for one, other in ((left, right), (right, left)):
            key = merged[other].key
            if key not in found[one] or found[one][key].score < likeness.score:
                found[one][key] = Resemblance(key, likeness.score, reasons)
    return {root: tuple(sorted(near.values(), key=lambda item: item.study)) for root, near in found.items()}
