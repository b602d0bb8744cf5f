"""What was measured: the names of outcomes, their roles, and when they were measured."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphbuild.extract.choosing import JOINS, Choice, alike, choose, content, is_instrument, says_nothing
from graphbuild.extract.figures import figures
from graphbuild.extract.mentions import Mention, mentions, views_of
from graphbuild.extract.quantities import time
from graphbuild.extract.roles import Declared, declared
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.results import endpoints
from graphbuild.extract.statements import segment, statements
from graphbuild.extract.wordings import earlier_state
from graphbuild.language.slug import slug
from graphbuild.model.codes import InterventionRole, InterventionType, OutcomeRole, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

RULE, DECLARED = "outcome/mention", "outcome/declared"
THRESHOLD = 0.78
"""From here on four of five chosen names are right, by cross-validation over articles (training/outcomes.py)."""
_AT_LEAST_ONE = 0.5
"""What the surest name must reach where none reaches the threshold."""
_WITH_RESULT = 0.35
"""What the surest name of a sentence must reach if a number in it is surely a result: it is the result of something."""
_RESULT = 0.7
_LEAST = min(_WITH_RESULT, JOINS * THRESHOLD)
_SURE = 0.95
_COMPARED = {InterventionRole.PLACEBO, InterventionRole.COMPARATOR}
_PRODUCTS = {InterventionType.DRUG, InterventionType.BIOLOGICAL, InterventionType.DEVICE, InterventionType.DIETARY}
_BESIDE = 0.3
"""How much a measure counts beside the same one among the details."""


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the measures that the text reports on, and those that it declares primary or secondary.

    Where an abstract has details, its measures are among them, and nothing else is taken for one.
    """
    made = outline(document)
    if not made.outcomes:
        yield from measures(document, found)
        return
    stated = tuple(endpoints(made))
    yield from stated
    names = {made.written(str(fact.value)): fact.about for fact in stated if fact.field is Field.OUTCOME_MEASURE}
    given = tuple(measures(document, found))
    same = {
        fact.about: names[made.written(str(fact.value))] for fact in given if made.written(str(fact.value)) in names
    }
    for fact in given:
        if fact.about in same:
            yield replace(fact, about=same[fact.about], confidence=round(fact.confidence * _BESIDE, 4))


def measures(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives the measures that candidates and their weights tell."""
    roles = [item for item in declared(document) if not says_nothing(content(item.mention))]
    taken = [*(statement.subject for statement in statements(document)), *(item.mention.span for item in roles)]
    names: dict[str, frozenset[str]] = {}
    given = _given(found)
    ranked = [
        one
        for one in mentions(document, found, _LEAST)
        if not earlier_state(one.view.words, one.phrase) and not (given and slug(_words(document, one.span)) in given)
    ]
    instruments = [mention for mention in ranked if is_instrument(document, mention)]
    taken += [mention.span for mention in instruments]
    expected = [content(item.mention) for item in roles]
    chosen = choose(ranked, THRESHOLD, taken, expected, _with_results(document, ranked, taken))
    if not chosen:
        chosen = choose(ranked, _AT_LEAST_ONE, taken)[:1]
    for choice in chosen:
        about = slug(_words(document, choice.mentions[0].span))
        if about not in names:
            names[about] = content(choice.mentions[0])
            yield from (_measure(document, mention, about) for mention in choice.mentions)
            yield from _details(document, choice, about, instruments)
    closed = [*taken, *(mention.span for choice in chosen for mention in choice.mentions)]
    for item in roles:
        yield from _declared(document, item, names, closed)


def _with_results(document: Document, ranked: Sequence[Mention], taken: Sequence[Span]) -> frozenset[Span]:
    """Gives the surest name of each sentence in which no name reaches the threshold but a number is surely a result."""
    surest: dict[Span, Mention] = {}
    for mention in ranked:
        place = mention.view.sentence.span
        left_alone = says_nothing(content(mention)) or any(mention.span.overlaps(span) for span in taken)
        if place not in surest and not left_alone and mention.view.sentence.section is not Section.HEADLINE:
            surest[place] = mention
    return frozenset(
        mention.span
        for mention in surest.values()
        if _WITH_RESULT <= mention.score < THRESHOLD
        and any(figure.score >= _RESULT for figure in figures(document, mention.view))
    )


def _given(found: tuple[Fact, ...]) -> frozenset[str]:
    """Gives the keys of placebos, comparators, drugs and other products: they are compared, they are not measured."""
    return frozenset(
        fact.about
        for fact in found
        if (fact.field is Field.INTERVENTION_ROLE and fact.value in _COMPARED)
        or (fact.field is Field.INTERVENTION_TYPE and fact.value in _PRODUCTS)
    )


def _words(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _measure(document: Document, mention: Mention, key: str) -> Fact:
    confidence = round(mention.score, 4)
    return Fact(Field.OUTCOME_MEASURE, _words(document, mention.span), mention.span, RULE, confidence, key)


def _details(document: Document, choice: Choice, key: str, instruments: Sequence[Mention]) -> Iterator[Fact]:
    """Gives the scale that a sentence names with the outcome, and the time at which it was measured."""
    for mention in choice.mentions:
        place = mention.view.sentence.span
        near = [other for other in instruments if other.view.sentence.span == place]
        if near:
            scale = max(near, key=lambda other: (other.span.end - other.span.start, other.span))
            name = _words(document, scale.span)
            yield Fact(Field.OUTCOME_INSTRUMENT, name, scale.span, "outcome/instrument", _SURE, key)
        clause = segment(mention.view.words, mention.phrase.first)
        for _, moment, span in time(document, mention, clause):
            yield Fact(Field.OUTCOME_TIME_FRAME, moment, span, "outcome/time", _SURE, key)


def _again(document: Document, item: Declared, closed: list[Span]) -> Iterator[Span]:
    """Gives the other places where the text repeats a declared name word for word."""
    wording = re.compile(re.escape(_words(document, item.mention.span)).replace(r"\ ", r"\s"), re.IGNORECASE)
    for view in views_of(document):
        place = view.sentence.span
        if view.sentence.section is not Section.HEADLINE:
            for match in wording.finditer(document.text, place.start, place.end):
                span = Span(match.start(), match.end())
                if not any(span.overlaps(other) for other in closed):
                    yield span


def _declared(
    document: Document, item: Declared, names: dict[str, frozenset[str]], closed: list[Span]
) -> Iterator[Fact]:
    own = content(item.mention)
    about = next((name for name, words in names.items() if alike(words, own)), None)
    if about is None:
        about = slug(_words(document, item.mention.span))
        names[about] = own
    rule = f"{DECLARED}-{item.role.value}"
    yield Fact(Field.OUTCOME_MEASURE, _words(document, item.mention.span), item.mention.span, rule, _SURE, about)
    if item.role is not OutcomeRole.OTHER:
        yield Fact(Field.OUTCOME_ROLE, item.role, item.span, rule, _SURE, about)
    for span in _again(document, item, closed):
        closed.append(span)
        yield Fact(Field.OUTCOME_MEASURE, _words(document, span), span, RULE, _SURE, about)
