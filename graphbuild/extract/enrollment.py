"""How many took part: the whole, the groups, and those who were lost on the way."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphbuild.extract.counts import ANALYSED, COMPARED, PAIRED, Count, counts
from graphbuild.extract.flow import flow
from graphbuild.extract.groups import groups
from graphbuild.extract.ranking import probability, threshold
from graphbuild.model.codes import Focus
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

MODEL = "enrollment"
_DOUBTS = frozenset({PAIRED, COMPARED, "plan-before", "elsewhere-before", "head=animal", f"focus={Focus.PLANNED}"})
_DOUBT = 0.2
_NEARLY = 0.08
_MOST = 20
_UNLIKELY = 0.02
_LOSSES, _LIKELY_ENOUGH = 1.4, 0.15
_QUALIFIER = re.compile(
    r"\b(?:about|nearly|almost|approximately|around|roughly|some|more than|over|at least|just over|just under|close to"
    r"|fewer than|less than|an estimated)\s$",
    re.IGNORECASE,
)
_QUALIFIER_REACH = 20


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the numbers of those who took part; `found` is not needed."""
    del found
    candidates = counts(document)
    whole = enrolled(candidates, [probability(MODEL, item.features) for item in candidates])
    if whole is not None and whole[1] >= threshold(MODEL):
        yield from _facts(document, *whole)
    yield from groups(document, candidates, whole[0] if whole else None)
    yield from flow(document, candidates)


def enrolled(candidates: Sequence[Count], scores: Sequence[float]) -> tuple[Count, float] | None:
    """Gives the mention of the likeliest number of participants, and how likely it is.

    Mentions of one value speak for each other; a round number speaks for the exact one that it rounds; two counts of
    equal rank are parts.
    """
    pooled: dict[int, float] = {}
    best: dict[int, tuple[float, Count]] = {}
    for item, score in zip(candidates, scores, strict=True):
        own = score * (_DOUBT if _DOUBTS & item.features else 1)
        pooled[item.value] = 1 - (1 - pooled.get(item.value, 0.0)) * (1 - own)
        if item.value not in best or own > best[item.value][0]:
            best[item.value] = own, item
    for rough, exact in _rounded(candidates, pooled):
        pooled[exact] = 1 - (1 - pooled[exact]) * (1 - pooled.pop(rough))
    if not pooled:
        return None
    value = max(pooled, key=lambda key: (pooled[key], key))
    if ANALYSED in best[value][1].features:
        value = _before_losses(value, pooled)
    return best[value][1], min(pooled[value], 0.999)


def _before_losses(analysed: int, pooled: Mapping[int, float]) -> int:
    """Gives the somewhat larger number of those who took part where a likely one is stated, else the number itself."""
    larger = [value for value in pooled if analysed < value <= analysed * _LOSSES and pooled[value] > _LIKELY_ENOUGH]
    return max(larger, key=lambda value: pooled[value], default=analysed)


def _rounded(candidates: Sequence[Count], pooled: Mapping[int, float]) -> list[tuple[int, int]]:
    """Gives pairs of a round number and the exact number of people that it stands for."""
    rough = sorted({item.value for item in candidates if "approximate" in item.features})
    counted = {item.value for item in candidates if "head=none" not in item.features}
    named = sorted(counted.difference(rough))
    pairs: dict[int, int] = {}
    for value in rough:
        first, last = bisect_left(named, value * (1 - _NEARLY)), bisect_right(named, value / (1 - _NEARLY))
        finer = [other for other in named[first:last][:_MOST] if pooled[other] > _UNLIKELY]
        if finer:
            pairs[value] = max(finer, key=lambda other: pooled[other])
    return list(pairs.items())


def _facts(document: Document, item: Count, confidence: float) -> Iterator[Fact]:
    yield Fact(Field.ENROLLMENT, item.value, item.words, "enrollment/ranked-count", confidence)
    start = max(0, item.span.start - _QUALIFIER_REACH)
    words = _QUALIFIER.search(document.text, start, item.span.start)
    if words is not None:
        span = Span(words.start(), words.start() + len(words[0].rstrip()))
        yield Fact(Field.ENROLLMENT_QUALIFIER, span.of(document.text), span, "enrollment/qualifier", confidence)
