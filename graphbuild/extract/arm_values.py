"""What a sentence measured in each group: "fell by two points with the pill, compared with one with placebo"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graphbuild.extract.arm_counts import ArmCount, arm_counts
from graphbuild.extract.figures import Figure, figures
from graphbuild.extract.mentions import views_of
from graphbuild.extract.quantities import Quantity
from graphbuild.extract.sides import Side, sides
from graphbuild.language.numbers import NumberKind
from graphbuild.language.reporting import cues
from graphbuild.model.codes import ClaimLevel, Section, Statistic
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Sentence, Span

RULE = "finding/per-arm"
_BINDS = re.compile(
    r"(?:\s[\w/-]+){0,3}?\s(?:with|in|on|for|among|of|taking|receiving|given|got|assigned\sto)"
    r"(?:\s(?:the|those|people|patients|participants|adults|women|men|children|who|were|on|in|took|taking|received"
    r"|receiving|given|got|assigned|to|randomi[sz]ed|treated|with)){0,5}\s"
)
_COMPARES = re.compile(r"\b(?:compared\s(?:with|to)|than|versus|vs\.?|against)(?:\s\w+){0,2}\s$", re.IGNORECASE)
_AVERAGES = re.compile(r"\b(?:(?P<median>median)|mean|(?:on\s)?average)\b", re.IGNORECASE)
_UNIT = re.compile(r"\s(?P<unit>[\w/\u00b5\u03bc%]+)")
_HUNDRED = 100
_REACH = 40
_OPENING = 4


@dataclass(frozen=True, slots=True)
class ArmValue:
    """A number, the arm in which it was measured, and whether words of comparison lead to it."""

    figure: Figure
    side: Side
    compared: bool


def arm_values(
    document: Document, sentence: Sentence, numbers: Sequence[Figure], found: tuple[Fact, ...]
) -> tuple[ArmValue, ...]:
    """Gives the numbers of a sentence that it binds to arms, if it does so for two arms or more, one number each."""
    named = sides(document, sentence.span, found)
    bound: list[ArmValue] = []
    for figure in sorted(numbers, key=lambda one: one.span):
        side = next((one for one in named if one.span.start >= figure.span.end), None)
        if side is not None and _BINDS.fullmatch(document.text[figure.span.end : side.span.start]):
            ahead = document.text[max(sentence.span.start, figure.span.start - _REACH) : figure.span.start]
            bound.append(ArmValue(figure, side, _COMPARES.search(ahead) is not None))
    arms = {one.side.arm for one in bound}
    return tuple(bound) if 1 < len(arms) == len(bound) else ()


def by_arm(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives a finding for each arm in sentences that speak of one outcome and bind a number to each of several arms.

    A sentence that says "it" instead of naming an outcome speaks of that of the sentence before.
    """
    measures = [fact for fact in found if fact.field is Field.OUTCOME_MEASURE and isinstance(fact.span, Span)]
    before: list[Fact] = []
    for view in views_of(document):
        place = view.sentence.span
        inside = [fact for fact in measures if isinstance(fact.span, Span) and place.contains(fact.span)]
        meant = inside or (before if any(word.text == "it" for word in view.words[:_OPENING]) else [])
        before = inside
        if len({fact.about for fact in meant}) == 1 and view.sentence.section is not Section.HEADLINE:
            yield from _findings(document, view.sentence, meant[0], found, figures(document, view))


def _findings(
    document: Document, sentence: Sentence, measure: Fact, found: tuple[Fact, ...], numbers: Sequence[Figure]
) -> Iterator[Fact]:
    place = sentence.span
    named = [span for span in (measure.span,) if isinstance(span, Span) and place.contains(span)]
    counted = arm_counts(document, sentence, sides(document, place, found), named)
    values = () if counted else arm_values(document, sentence, numbers, found)
    stated = _counted(document, counted) if counted else _stated(document, sentence, values)
    for arm, facts in stated:
        about = f"finding-{place.start}-{arm}"
        given: tuple[Quantity, ...] = (
            (Field.FINDING_STATEMENT, " ".join(place.of(document.text).split()), place),
            *facts,
            (Field.FINDING_CLAIM, ClaimLevel.RESULT, place),
        )
        yield Fact(Field.FINDING_OUTCOME, Ref(measure.about), measure.span, RULE, measure.confidence, about)
        yield from (Fact(field, value, span, RULE, measure.confidence, about) for field, value, span in given)


def _counted(document: Document, counts: Sequence[ArmCount]) -> Iterator[tuple[str, tuple[Quantity, ...]]]:
    """Gives each arm with how many of how many had the event."""
    for one in counts:
        yield one.side.arm, ((Field.FINDING_ARM, Ref(one.side.arm), one.side.span), *one.quantities(document))


def _stated(
    document: Document, sentence: Sentence, bound: Sequence[ArmValue]
) -> Iterator[tuple[str, tuple[Quantity, ...]]]:
    """Gives each arm with what is stated of it: the arm, the value with its unit and kind, the arm compared with."""
    references = [one.side for one in bound if one.compared]
    for one in bound:
        facts: list[Quantity] = [(Field.FINDING_ARM, Ref(one.side.arm), one.side.span)]
        facts += _measured(document, sentence, one.figure)
        if len(references) == 1 and references[0] != one.side:
            facts.append((Field.FINDING_COMPARED_WITH, Ref(references[0].arm), references[0].span))
        yield one.side.arm, tuple(facts)


def _measured(document: Document, sentence: Sentence, figure: Figure) -> Iterator[Quantity]:
    value, span, text = figure.number.value, figure.span, document.text
    if figure.number.kind is NumberKind.PERCENT:
        if text.startswith(" of ", span.end) and 0 <= value <= _HUNDRED:
            yield Field.FINDING_STATISTIC, Statistic.PROPORTION, span
            yield Field.FINDING_VALUE, Decimal(value) / _HUNDRED, span
        elif text.endswith(" by ", 0, span.start):
            yield Field.FINDING_STATISTIC, Statistic.RELATIVE_CHANGE, span
            yield Field.FINDING_VALUE, Decimal(value), span
        return
    yield Field.FINDING_VALUE, Decimal(value), span
    average = _AVERAGES.search(text, sentence.span.start, span.start)
    if average is not None:
        kind = Statistic.MEDIAN if average["median"] else Statistic.MEAN
        yield Field.FINDING_STATISTIC, kind, Span(*average.span())
    unit = _UNIT.match(text, span.end, sentence.span.end)
    if unit is not None and unit["unit"].lower() in cues("unit"):
        yield Field.FINDING_UNIT, unit["unit"], Span(*unit.span("unit"))
