"""Clauses that hold a telling wording, and what a classifier judges them by: do they state a weakness, a harm?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from graphbuild.extract.mentions import View
from graphbuild.extract.statements import MOST, segment
from graphbuild.language.lexicon import Match
from graphbuild.language.phrases import WordClass, clause
from graphbuild.model.text import Span

Judge = Callable[[tuple[str, ...]], float]
"""The features of a clause -> how probable it is that the clause states it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with the features by which it is judged."""

    span: Span
    features: tuple[str, ...]


def clauses(view: View, matches: Iterable[Match]) -> Iterator[Judged]:
    """Gives the clauses around wordings found in a sentence, each also cut at its commas where that leaves a verb."""
    start = view.sentence.span.start
    places: dict[Span, list[str]] = {}
    for match in islice(matches, MOST):
        place = Span(start + match.span.start, start + match.span.end)
        index = next((i for i, word in enumerate(view.words) if word.span.overlaps(place)), None)
        if index is not None:
            for span in dict.fromkeys((segment(view.words, index), _whole(view, index))):
                cues = places.setdefault(span, [])
                cues += [f"cue {match.wording}", f"cue {match.code}"]
    for span, cues in places.items():
        words = [word for word in view.words if span.contains(word.span)]
        light = [word.text if word.kind is not WordClass.NOUN else "*" for word in words]
        features = [
            *cues,
            *(f"word {word.text}" for word in words),
            *(f"pair {left} {right}" for left, right in pairwise(light)),
            f"starts {' '.join(word.text for word in words[:2])}",
            f"length {min(len(words) // 4, 6)}",
            f"cues {min(len(cues) // 2, 4)}",
            f"whole {any(span.contains(other) and span != other for other in places)}",
            *view.shared,
        ]
        yield Judged(span, tuple(dict.fromkeys(features)))


def _whole(view: View, index: int) -> Span:
    first, last = clause(view.words, index)
    if view.words[last - 1].kind is WordClass.MARK and last - 1 > index:
        last -= 1
    return Span(view.words[first].span.start, view.words[last - 1].span.end)


def chosen(judge: Judge, items: Iterable[Judged], least: float) -> Iterator[tuple[Span, float]]:
    """Gives the clauses that a judge is sure enough of, the surest first, none that overlaps a surer one."""
    judged = [(judge(item.features), item.span) for item in items]
    taken: list[Span] = []
    for chance, span in sorted(judged, key=lambda pair: (-pair[0], pair[1])):
        if chance < least:
            break
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield span, chance
