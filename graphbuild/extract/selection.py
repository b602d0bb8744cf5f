"""Which candidates to keep: one after another, the most probable first, each weighed against those kept before.

The same thing often has two names in an article (a drug and its brand), and two things are often named side by side
(a drug and placebo). A second classifier tells them apart by what stands between their mentions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.extract.candidates import Candidate, Mention, candidates
from graphbuild.extract.second_look import beside, meetings
from graphbuild.language.classifier import Classifier, classifier
from graphbuild.language.naming import group, is_blind, is_customary, listed, shape
from graphbuild.model.codes import Focus
from graphbuild.model.text import Document

_FLOOR = 0.12
_BARE_YIELDS = 0.3
_RIVAL = 0.8
_CERTAIN = 0.9
_SIBLING = 0.6
_LIKELY = 0.6
_BLIND = {"placebo", "sham"}
_LONGEST_BLIND = 4
_THINGS = {"drug", "biological", "cell", "procedure", "device", "organisation"}
_JOINING = frozenset({"or", "and", "either", "versus", "vs", ",", "both", "with", "and/or"})

Key = tuple[str, ...]
Models = Callable[[str], Classifier]
Judge = Callable[[Candidate, tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate that was kept, and the probability that it is right and new."""

    candidate: Candidate
    probability: float
    features: tuple[str, ...]


def choose(document: Document, target: str, threshold: float, models: Models = classifier) -> tuple[Choice, ...]:
    """Gives the names kept for a target (condition or intervention), the surest first."""
    every = pool(document, target)
    first, second = models(f"{target}-name"), models(f"{target}-choice")
    certain = is_placebo if target == "intervention" else _never
    chances = {one.key: first.chance(one.features) for one in every}
    return kept(every, chances, second, threshold, certain)


def pool(document: Document, target: str) -> tuple[Candidate, ...]:
    """Gives the candidates that may be meant: a known drug, a part of the body or a house is no condition."""
    every = candidates(document)
    return tuple(one for one in every if not _is_thing(one)) if target == "condition" else every


def _is_thing(one: Candidate) -> bool:
    words = one.best.name.words
    known, form = listed(words, "conditions"), shape(words)
    if known is not None and known.how != "within":
        return False
    if words[0] in group("comparative") or words[-1] in group("soft") | group("body"):
        return True
    return form is not None and form.how == "head" and form.code in _THINGS


def kept(
    every: Sequence[Candidate],
    chances: Mapping[Key, float],
    model: Classifier,
    threshold: float,
    certain: Callable[[Candidate], bool],
) -> tuple[Choice, ...]:
    """Gives the choices that a model of the second step makes from the probabilities of the first.

    Where it keeps nothing but placebo or usual care, the likeliest of the others is what was tested, if it is likely
    at all.
    """
    found: list[Choice] = []
    refused: list[Choice] = []

    def judge(one: Candidate, features: tuple[str, ...]) -> bool:
        probability = max(model.chance(features), _CERTAIN * certain(one))
        if chances[one.key] >= _SIBLING and any(
            _siblings(one, choice.candidate) or _comes_of(one, choice.candidate) for choice in found
        ):
            probability = max(probability, chances[one.key])
        kept_ = probability >= threshold
        chance = probability if kept_ else chances[one.key]
        (found if kept_ else refused).append(Choice(one, chance, (*one.features, *features)))
        return kept_

    walk(every, chances, judge, certain)
    if found and refused and all(_is_no_test(choice.candidate) for choice in found):
        likeliest = max(refused, key=lambda choice: choice.probability)
        found += [likeliest] if likeliest.probability >= _LIKELY else []
    return tuple(sorted(found, key=lambda choice: -choice.probability))


def _is_no_test(one: Candidate) -> bool:
    return not _BLIND.isdisjoint(one.key) or is_customary(one.key)


def walk(
    every: Sequence[Candidate], chances: Mapping[Key, float], judge: Judge, certain: Callable[[Candidate], bool]
) -> None:
    """Shows the candidates one after another, with their features beside those that were kept, to a judge.

    Those that are certain come last, and are shown however small their chance is.
    """
    kept_: list[Candidate] = []
    ordered = sorted(every, key=lambda one: (certain(one), -chances[one.key]))
    top = max((chances[one.key] for one in every if not certain(one)), default=0.0) or 1.0
    for one in ordered:
        if chances[one.key] < _FLOOR and not certain(one):
            continue
        if any(_same(one, other) for other in kept_) or _yields(one, every, chances):
            continue
        if judge(one, beside(one, kept_, chances[one.key], top)):
            kept_.append(one)


def _never(one: Candidate) -> bool:  # noqa: ARG001
    return False


def is_placebo(one: Candidate) -> bool:
    """Tells whether a candidate is placebo or a sham that the study gave: named often, or once of this study.

    Who speaks of a placebo effect, or of what is like a placebo, says of none that it was given.
    """
    if not is_blind(one.key) or len(one.best.name.words) > _LONGEST_BLIND:
        return False
    if len(one.mentions) > 1 and (one.key == ("placebo",) or one.key[0] == "sham"):
        return True
    return any(mention.sentence.focus is Focus.THIS_STUDY and _is_given(mention) for mention in one.mentions)


def _is_given(mention: Mention) -> bool:
    words, first, last = mention.words, mention.name.first, mention.name.last
    near = {word.text for word in (*words[last - 1 : last + 1], *words[max(0, first - 2) : first])}
    return near.isdisjoint(group("expected"))


def overlap(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tells whether two keys name the same thing, more or less: one within the other, or most words shared.

    A sham is not what it stands in for.
    """
    mine, theirs = set(one), set(other)
    if is_blind(mine) != is_blind(theirs):
        return False
    shared = len(mine & theirs)
    return shared == min(len(mine), len(theirs)) or 2 * shared / (len(mine) + len(theirs)) >= 2 / 3


def _same(one: Candidate, other: Candidate) -> bool:
    """Tells whether two candidates overlap.

    They are two where the text sets them side by side (primary or secondary MS), and where one is a condition that
    comes of the other (MS fatigue).
    """
    if not overlap(one.key, other.key) or _comes_of(one, other):
        return False
    nested = set(one.key) <= set(other.key) or set(other.key) <= set(one.key)
    return nested or not _side_by_side(one, other)


def _comes_of(one: Candidate, other: Candidate) -> bool:
    """Tells whether the longer name is that of the shorter condition with a second one behind it."""
    part, whole = sorted((one.key, other.key), key=len)
    return whole[: len(part)] == part and _is_listed(part) and _is_listed(whole[len(part) :])


def _is_listed(words: Key) -> bool:
    known = listed(words, "conditions")
    return known is not None and known.how == "full"


def _side_by_side(one: Candidate, other: Candidate) -> bool:
    for mine, theirs in meetings(one, other):
        first, second = sorted((mine.name, theirs.name), key=lambda name: name.first)
        gap = {word.text for word in mine.words[first.last : second.first]}
        if gap and gap <= _JOINING:
            return True
    return False


def _siblings(one: Candidate, other: Candidate) -> bool:
    """Tells whether two names of one genus stand side by side, as primary progressive and secondary progressive MS."""
    return len(one.key) > 1 and one.key[-1] == other.key[-1] and _side_by_side(one, other)


def _yields(one: Candidate, every: Sequence[Candidate], chances: Mapping[Key, float]) -> bool:
    """Tells whether a bare head (surgery, diet) or a genus gives way to fuller names of which it is a part.

    A bare head does to one of them that is about as probable (asthma does not to preventable asthma, said once), a
    longer name only to two that stand side by side.
    """
    form = shape(one.key)
    mine = set(one.key)
    fuller = [
        other
        for other in every
        if chances[other.key] >= _BARE_YIELDS and mine < set(other.key) and overlap(one.key, other.key)
    ]
    if len(one.key) == 1 and form is not None and form.how == "head":
        return any(chances[other.key] >= _RIVAL * chances[one.key] for other in fuller)
    return any(_side_by_side(first, second) for index, first in enumerate(fuller) for second in fuller[index + 1 :])
