"""What was found for each outcome: which way it went, in what numbers, when, how firmly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.effects import Effect, effect, observations
from graphbuild.extract.figures import Figure, figures
from graphbuild.extract.mentions import Mention, mention_at, views_of
from graphbuild.extract.outcome import RULE as MENTION
from graphbuild.extract.statements import segment
from graphbuild.language.classifier import classifier
from graphbuild.language.durations import FoundDuration, durations
from graphbuild.language.hedges import hedges
from graphbuild.language.numbers import NumberKind
from graphbuild.language.phrases import WordClass
from graphbuild.model.codes import Certainty, Change, ClaimLevel, Direction, Polarity, Section, Statistic
from graphbuild.model.fact import Fact, Field, Ref, Value
from graphbuild.model.text import Document, Span

DIRECTION = "finding-direction"
_FIGURE = 0.6
_DIRECTION = 0.45
_CONTRARY = {"good": Direction.HARM, "bad": Direction.FAVOURS_INTERVENTION}
_CHANGES = {"increase": Change.INCREASE, "decrease": Change.DECREASE}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One mention of an outcome with what its sentence says of it."""

    mention: Mention
    outcome: str
    effect: Effect
    figures: tuple[Figure, ...]
    direction: tuple[Direction, float] | None


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives a finding for every mention of an outcome of which its sentence says something.

    A headline repeats what the text says: it gives a finding only for an outcome of which the text says nothing.
    """
    seen = [item for item in _seen(document, found) if item.direction is not None or item.figures]
    told = {item.outcome for item in seen if item.mention.view.sentence.section is not Section.HEADLINE}
    for item in seen:
        if item.mention.view.sentence.section is not Section.HEADLINE or item.outcome not in told:
            yield from _finding(document, item, found)


def _seen(document: Document, found: tuple[Fact, ...]) -> Iterator[_Seen]:
    views = views_of(document)
    named: list[tuple[Mention, str]] = []
    for fact in found:
        if fact.field is Field.OUTCOME_MEASURE and fact.rule == MENTION and isinstance(fact.span, Span):
            mention = mention_at(views, fact.span, fact.confidence)
            if mention is not None:
                named.append((mention, fact.about))
    shares = _shared_out(document, [mention for mention, _ in named])
    for mention, outcome in named:
        direction = _direction(document, mention, found)
        yield _Seen(mention, outcome, effect(document, mention), shares[mention.span], direction)


def _shared_out(document: Document, mentions: Sequence[Mention]) -> dict[Span, tuple[Figure, ...]]:
    """Gives each result number of a sentence to the nearest mention of an outcome in it."""
    shares: dict[Span, list[Figure]] = {mention.span: [] for mention in mentions}
    views = {mention.view.sentence.span: mention.view for mention in mentions}
    for place, view in views.items():
        rivals = [mention for mention in mentions if mention.view.sentence.span == place]
        for figure in figures(document, view):
            if figure.score >= _FIGURE:
                nearest = min(rivals, key=lambda rival: (_distance(rival.span, figure.span), rival.span))
                shares[nearest.span].append(figure)
    return {span: tuple(given) for span, given in shares.items()}


def _distance(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def _direction(document: Document, mention: Mention, found: tuple[Fact, ...]) -> tuple[Direction, float] | None:
    """Gives the most probable direction, unless it is not sure or the plain words say the contrary."""
    chances = classifier(DIRECTION).probabilities(observations(document, mention, found))
    best = max(chances, key=lambda name: (chances[name], name))
    if chances[best] < _DIRECTION:
        return None
    told = effect(document, mention)
    if told.near and _CONTRARY.get(told.told) == best and chances[best] < 1 - _DIRECTION / 2:
        return None
    if best == Direction.NO_EVENT and not told.denied:
        return None
    return Direction(best), chances[best]


def _finding(document: Document, item: _Seen, found: tuple[Fact, ...]) -> Iterator[Fact]:
    about = f"finding-{item.mention.span.start}"
    clause = segment(item.mention.view.words, item.mention.phrase.first)
    clause = _cover(clause, item.mention.span, *(figure.span for figure in item.figures))
    effect_words = _cover(item.mention.span, *([item.effect.span] if item.effect.span is not None else []))

    def fact(field: Field, value: Value, span: Span, confidence: float | None = None) -> Fact:
        return Fact(field, value, span, "finding/mention", round(confidence or item.mention.score, 4), about)

    yield fact(Field.FINDING_STATEMENT, " ".join(clause.of(document.text).split()), clause)
    yield fact(Field.FINDING_OUTCOME, Ref(item.outcome), item.mention.span)
    if item.direction is not None:
        words = _cover(clause, effect_words) if item.direction[0] is Direction.NO_EVENT else effect_words
        yield fact(Field.FINDING_DIRECTION, item.direction[0], words, item.direction[1])
    change = _CHANGES.get(item.effect.code)
    if item.effect.told == "same":
        yield fact(Field.FINDING_CHANGE, Change.NO_CHANGE, _cover(clause, effect_words))
    elif change is not None and item.effect.span is not None and item.effect.near:
        yield fact(Field.FINDING_CHANGE, change, item.effect.span)
    yield from (fact(Field.FINDING_NUMBER, _plain(document, one.span), one.span, one.score) for one in item.figures)
    level = ClaimLevel.CONCLUSION if item.mention.view.sentence.section is Section.CONCLUSIONS else ClaimLevel.RESULT
    yield fact(Field.FINDING_CLAIM, level, clause)
    certainty, words = _certainty(document, item.mention, effect_words)
    yield fact(Field.FINDING_CERTAINTY, certainty, words)
    del found


def _plain(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _cover(*spans: Span) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _certainty(document: Document, mention: Mention, words: Span) -> tuple[Certainty, Span]:
    """Gives hedged with the words from the hedge to the mention, where a hedge governs it."""
    place = mention.view.sentence.span
    weak = [Span(place.start + span.start, place.start + span.end) for span in hedges(place.of(document.text))]
    governing = [span for span in weak if span.start < words.end]
    if governing:
        return Certainty.HEDGED, _cover(governing[-1], words)
    return Certainty.ASSERTED, words
