"""What was found for each outcome: which way it went, in what numbers, when, how firmly."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.arm_values import by_arm
from graphbuild.extract.compared import compared
from graphbuild.extract.effects import Effect, effect, moves, names_other_side, observations, scope, worth
from graphbuild.extract.figures import Figure, figures
from graphbuild.extract.mentions import Mention, View, mention_at, views_of
from graphbuild.extract.outcome import RULE as MENTION
from graphbuild.extract.quantities import Quantity, chance, ratio, relative_change, share, time
from graphbuild.extract.roles import declares
from graphbuild.extract.sides import groups
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.statements import segment
from graphbuild.extract.wordings import directly_denied, part_of_participants, plainly_moved
from graphbuild.language.classifier import classifier
from graphbuild.language.hedges import hedges
from graphbuild.language.lexicon import load
from graphbuild.model.codes import Certainty, Change, ClaimLevel, Direction, DocumentKind, Section
from graphbuild.model.fact import Fact, Field, Ref, Value
from graphbuild.model.text import Document, Span

DIRECTION = "finding-direction"
_BRACKETS = re.compile(r"\s?\([^()]{1,160}\)")
_BRACKETED = 160
_COMPARING = {DocumentKind.ABSTRACT, DocumentKind.PAPER}
_FIGURE = 0.46
_CARRIED = 0.6
_DIRECTION = 0.65
_AGAINST_WORDS = 0.725
_BEFORE_HARM = 40
"""Letters between fewer or less and the harm that it is said of: less likely to have serious side effects."""
_PLAIN = {"good": Direction.FAVOURS_INTERVENTION, "bad": Direction.HARM}
_CONTRARY = {"good": Direction.HARM, "bad": Direction.FAVOURS_INTERVENTION}
_CHANGES = {"increase": Change.INCREASE, "decrease": Change.DECREASE}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One mention of an outcome with what its sentence says of it."""

    mention: Mention
    outcome: str
    effect: Effect
    figures: tuple[Figure, ...]
    direction: Direction | None


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives a finding for every mention of an outcome of which its sentence says something.

    A headline repeats what the text says: it gives a finding only for an outcome of which the text says nothing.
    """
    seen = [item for item in _seen(document, found) if _says_something(item)]
    told = {item.outcome for item in seen if item.mention.view.sentence.section is not Section.HEADLINE}
    for item in seen:
        if item.mention.view.sentence.section is not Section.HEADLINE or item.outcome not in told:
            yield from _finding(document, item, found)
    if not outline(document).groups:
        yield from by_arm(document, found)


def _says_something(item: _Seen) -> bool:
    part = part_of_participants(item.mention.view.words, item.mention.phrase)
    return item.direction is not None or bool(item.figures) or part is not None


def _seen(document: Document, found: tuple[Fact, ...]) -> Iterator[_Seen]:
    views = views_of(document)
    named: list[tuple[Mention, str]] = []
    for fact in found:
        if fact.field is Field.OUTCOME_MEASURE and isinstance(fact.span, Span):
            mention = mention_at(views, fact.span, fact.confidence)
            plain = fact.rule == MENTION
            if mention is not None and ((plain and not declares(document, mention)) or _reported(document, mention)):
                named.append((mention, fact.about))
    shares = _shared_out(document, views, [mention for mention, _ in named])
    for mention, outcome in named:
        direction = _direction(document, mention, found)
        yield _Seen(mention, outcome, effect(document, mention), shares[mention.span], direction)


def _reported(document: Document, mention: Mention) -> bool:
    """Tells whether the words that declare an outcome go on to its result: "the primary outcome, X, did not differ"."""
    told = effect(document, mention)
    result = told.span is not None and told.span.start > mention.span.end and told.near
    return result or any(ratio(document, scope(document, mention)))


def _shared_out(
    document: Document, views: Sequence[View], mentions: Sequence[Mention]
) -> dict[Span, tuple[Figure, ...]]:
    """Gives each result number to the nearest mention of an outcome in its sentence, else in the one before."""
    shares: dict[Span, list[Figure]] = {mention.span: [] for mention in mentions}
    before: list[Mention] = []
    for view in views:
        inside = [mention for mention in mentions if mention.view.sentence == view.sentence]
        rivals, least = (inside, _FIGURE) if inside else (before, _CARRIED)
        for figure in figures(document, view) if rivals else ():
            if figure.score >= least:
                nearest = min(rivals, key=lambda rival: (_distance(rival.span, figure.span), rival.span))
                shares[nearest.span].append(figure)
        before = inside
    return {span: tuple(given) for span, given in shares.items()}


def _distance(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def _direction(document: Document, mention: Mention, found: tuple[Fact, ...]) -> Direction | None:
    """Gives what plain words decide; else the most probable direction, if it is sure and no word nearby contradicts."""
    words, phrase = mention.view.words, mention.phrase
    if _is_aside(document, mention):
        return None
    if directly_denied(words, phrase):
        return Direction.NO_EVENT
    part = part_of_participants(words, phrase)
    if part is not None:
        return Direction.NO_EVENT if words[part[0]].text in {"none", "no", "nobody"} else None
    told = effect(document, mention)
    if plainly_moved(words, phrase) and told.near and told.told in _PLAIN:
        return None if names_other_side(mention) else _PLAIN[told.told]
    if document.kind in _COMPARING:
        return compared(document, mention, found)
    likely = _probable(document, mention, told, found)
    favoured = likely is Direction.FAVOURS_INTERVENTION
    return None if favoured and _is_harm(document, mention) and not _is_less(document, mention, told) else likely


def _is_aside(document: Document, mention: Mention) -> bool:
    """Tells what is asked, what may be, what people were like before and what is known from what was found."""
    return bool(load("asides").find(document.text[scope(document, mention).start : mention.span.end]))


def _is_harm(document: Document, mention: Mention) -> bool:
    """Tells whether a mention, or its clause where it is nothing good, speaks of side effects or complications."""
    place = mention.span if worth(mention) == "good" else scope(document, mention)
    return any(match.code == "harm" for match in load("harms").find(place.of(document.text)))


def _is_less(document: Document, mention: Mention, told: Effect) -> bool:
    """Tells whether words in or beside a harm say that there was less of it, and not in the group compared with."""
    inside = {code for _, code in moves(mention.span.of(document.text))}
    before = told.span is not None and 0 <= mention.span.start - told.span.end < _BEFORE_HARM
    less = (told.told == "good" and (told.near or before)) or "decrease" in inside
    return less and "increase" not in inside and not names_other_side(mention)


def _probable(document: Document, mention: Mention, told: Effect, found: tuple[Fact, ...]) -> Direction | None:
    chances = classifier(DIRECTION).probabilities(observations(document, mention, found))
    best = max(chances, key=lambda name: (chances[name], name))
    contradicted = told.near and _CONTRARY.get(told.told) == best and chances[best] < _AGAINST_WORDS
    unfounded = best == Direction.NO_EVENT and not told.denied
    return None if chances[best] < _DIRECTION or contradicted or unfounded else Direction(best)


def _finding(document: Document, item: _Seen, found: tuple[Fact, ...]) -> Iterator[Fact]:
    about = f"finding-{item.mention.span.start}"
    clause = segment(item.mention.view.words, item.mention.phrase.first)
    sentence = item.mention.view.sentence.span
    own = [figure.span for figure in item.figures if sentence.contains(figure.span)]
    clause = _with_brackets(document, _cover(clause, item.mention.span, *own), sentence)

    def fact(field: Field, value: Value, span: Span, confidence: float | None = None) -> Fact:
        return Fact(field, value, span, "finding/mention", round(confidence or item.mention.score, 4), about)

    yield fact(Field.FINDING_STATEMENT, _plain(document, clause), clause)
    yield fact(Field.FINDING_OUTCOME, Ref(item.outcome), item.mention.span)
    yield from (fact(*stated) for stated in _course(document, item, clause))
    yield from (fact(*stated) for stated in _quantities(document, item, clause))
    yield from (fact(Field.FINDING_NUMBER, _plain(document, one.span), one.span, one.score) for one in item.figures)
    yield from (fact(field, Ref(arm), span) for field, arm, span in groups(document, clause, found))
    level = ClaimLevel.CONCLUSION if item.mention.view.sentence.section is Section.CONCLUSIONS else ClaimLevel.RESULT
    yield fact(Field.FINDING_CLAIM, level, clause)


def _with_brackets(document: Document, clause: Span, sentence: Span) -> Span:
    """Gives a clause with the brackets that it opens or that follow it, in which effects and P values stand."""
    text = document.text
    limit = min(sentence.end, clause.end + _BRACKETED)
    if text.count("(", clause.start, clause.end) > text.count(")", clause.start, clause.end):
        closing = text.find(")", clause.end, limit)
        return clause if closing < 0 else Span(clause.start, closing + 1)
    following = _BRACKETS.match(text, clause.end, limit)
    return clause if following is None else Span(clause.start, following.end())


def _course(document: Document, item: _Seen, clause: Span) -> Iterator[Quantity]:
    """Gives direction, change and certainty, each with the words that bear it out."""
    mention, seen = item.mention, item.effect
    words = mention.span if seen.span is None else _cover(mention.span, seen.span)
    if item.direction is not None:
        denied = item.direction is Direction.NO_EVENT
        yield Field.FINDING_DIRECTION, item.direction, _cover(clause, words) if denied else words
    if seen.told == "same":
        yield Field.FINDING_CHANGE, Change.NO_CHANGE, _cover(clause, words)
    elif seen.code in _CHANGES and seen.span is not None and seen.near:
        yield Field.FINDING_CHANGE, _CHANGES[seen.code], seen.span
    yield (Field.FINDING_CERTAINTY, *_certainty(document, mention, words))


def _quantities(document: Document, item: _Seen, clause: Span) -> Iterator[Quantity]:
    """Gives what the numbers are; the first reading of a field holds. Numbers among the details are told there."""
    if outline(document).groups:
        return
    taken: set[Field] = set()
    readings = (
        share(document, item.mention),
        relative_change(document, item.mention, item.figures),
        ratio(document, clause),
        chance(document, clause),
        time(document, item.mention, clause),
    )
    for reading in readings:
        read = list(reading)
        if not taken & {field for field, _, _ in read}:
            taken |= {field for field, _, _ in read}
            yield from read


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
