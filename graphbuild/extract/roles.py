"""Which outcomes a text declares to be primary, secondary or exploratory: "the primary outcome was survival"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.extract.mentions import Mention, View, span_of, views_of
from graphbuild.language.phrases import Phrase, phrases
from graphbuild.model.codes import OutcomeRole
from graphbuild.model.text import Document, Span

_ROLE = (
    r"(?P<role>(?:co-)?primary|main|secondary|exploratory)\s(?:(?:efficacy|safety|study|clinical|trial)\s)?"
    r"(?:outcome|end\s?-?point)(?:\smeasure)?s?\b"
)
_AHEAD = re.compile(
    rf"{_ROLE}(?:\s(?:measured|studied|assessed|of\sthe\s(?:study|trial)|in\s(?:the|this)\s(?:study|trial)))?"
    r"(?:,|\s(?:was|were|is|are|included|includes|of(?!\s(?:the|this)\s(?:study|trial)))|:)\s{1,3}",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:,?\swhich)?,?\s(?:was|were|is|as|served\sas|being)\s(?:the|its|their|a|our)\s(?:trial's\s|study's\s)?{_ROLE}",
    re.IGNORECASE,
)
_ROLES = {
    "primary": OutcomeRole.PRIMARY,
    "co-primary": OutcomeRole.PRIMARY,
    "main": OutcomeRole.PRIMARY,
    "secondary": OutcomeRole.SECONDARY,
    "exploratory": OutcomeRole.EXPLORATORY,
}
_GAP = 14
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Declared:
    """An outcome, its role, and the words that give it the role."""

    mention: Mention
    role: OutcomeRole
    span: Span


def declared(document: Document) -> tuple[Declared, ...]:
    """Gives the outcomes whose role a text states, in reading order."""
    return tuple(item for view in views_of(document) for item in _in_sentence(document, view))


def _in_sentence(document: Document, view: View) -> Iterator[Declared]:
    offset = view.sentence.span.start
    text = view.sentence.span.of(document.text)
    found = phrases(view.words)
    for match in _AHEAD.finditer(text):
        phrase = _starting(view, found, offset + match.end())
        if phrase is not None:
            mention = Mention(span_of(view, phrase), phrase, view, 1.0)
            span = Span(offset + match.start(), mention.span.end)
            yield Declared(mention, _ROLES[match["role"].lower()], span)
    for match in _BEHIND.finditer(text):
        phrase = _ending(view, found, offset + match.start())
        if phrase is not None:
            mention = Mention(span_of(view, phrase), phrase, view, 1.0)
            span = Span(mention.span.start, offset + match.end())
            yield Declared(mention, _ROLES[match["role"].lower()], span)


def _starting(view: View, found: tuple[Phrase, ...], place: int) -> Phrase | None:
    """Gives the longest short phrase that starts at the place or at most a few letters after it."""
    near = [phrase for phrase in found if 0 <= view.words[phrase.first].span.start - place <= _GAP]
    first = min((phrase.first for phrase in near), default=None)
    fitting = [phrase for phrase in near if phrase.first == first and phrase.last - phrase.first <= _LONGEST]
    return max(fitting, key=lambda phrase: phrase.last, default=None)


def _ending(view: View, found: tuple[Phrase, ...], place: int) -> Phrase | None:
    """Gives the longest short phrase that ends at the place."""
    near = [
        phrase
        for phrase in found
        if 0 <= place - view.words[phrase.last - 1].span.end <= 1
        and not any(word.text == "," for word in view.words[phrase.first : phrase.last])
    ]
    fitting = [phrase for phrase in near if phrase.last - phrase.first <= _LONGEST]
    return max(fitting, key=lambda phrase: phrase.last - phrase.first, default=None)
