"""The scientific meeting at which the study was presented."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.language.lexicon import load
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Span

_PRESENTED = re.compile(
    r"\b(?:present\w*|report\w*|unveil\w*|announc\w*|releas\w*|discuss\w*|told|deliver\w*|shown|speaking|attending"
    r"|findings|results)\b",
    re.IGNORECASE,
)
_GATHERING = (
    r"(?:(?:[Aa]nnual|[Vv]irtual|[Ss]cientific|[Ii]nternational|[Cc]linical|[Mm]edical|[Rr]ecent)\s){0,3}"
    r"(?:[Mm]eeting|[Cc]onference|[Cc]ongress|[Ss]ymposium|[Ss]essions?|[Ss]ummit|[Cc]onvention|[Ww]eek)s?\b"
)
_HEAD = re.compile(rf"(?:\d{{1,4}}(?:st|nd|rd|th)\s)?{_GATHERING}\sof\s(?:the\s)?$")
_TAIL = re.compile(
    rf"(?:\s?\([A-Z][\w&-]+\))?(?:['\u2019]s?)?(?:\s\d{{4}}|\s\d+(?:st|nd|rd"
    rf"|th))?\s(?:[a-z]+\s){{0,2}}{_GATHERING}(?:\s(?:19|20)\d\d)?|(?:\s(?:19|20)\d\d)\b"
)
_NAME = r"[A-Z][\w/'\u2019&-]+\u00ae?(?:\s\([A-Z][\w&-]{1,12}\)(?:['\u2019]s)?)?"
_FREE = sieve(
    rf"(?<![\w'\u2019])(?:(?:19|20)\d\d\s|\d{{1,3}}(?:st|nd|rd|th)\s)?"
    rf"(?:{_NAME}\s(?:(?:19|20)\d\d\s|\d{{1,3}}(?:st|nd|rd|th)\s|(?:of|on|for|and|in)\s(?:the\s)?)?){{1,7}}"
    r"(?:(?:[Aa]nnual|[Ss]cientific|[Ii]nternational|[Nn]ational)\s){0,2}"
    r"(?:[Mm]eeting|[Cc]onference|[Cc]ongress|[Ss]ymposium|[Ss]ummit|[Cc]onvention|Sessions?)(?:\s(?:19|20)\d\d)?\b"
)
_OF_BODY = sieve(
    r"\b(?:(?:annual|national|international|scientific|clinical|regional)\s){0,2}"
    r"(?:meeting|conference|congress|symposium|convention)\s(?:of|(?:held|sponsored)\sby)\sthe\s"
    rf"{_NAME}(?:\s(?:(?:of|on|for|and|in)\s(?:the\s)?)?{_NAME}){{1,7}}"
)
_SELF = re.compile(r"\b(?:conference|congress|symposium|week|summit|session|meeting)\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:at|during|to|for)\s"
    r"(?:the\s|an?\s|last month's\s|this week's\s|next week's\s|this year's\s|last week's\s)?(?:\d{4}\s)?$"
)
_ENOUGH = 3.0
_REACH = 200


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with the words that name it."""

    name: str
    span: Span
    points: float


def meeting(document: Document) -> Meeting | None:
    """Gives the meeting, None where no mention has enough signs."""
    found = [one for one in (*_known(document), *_free(document)) if one.points >= _ENOUGH]
    return max(found, key=lambda one: (one.points, -one.span.start)) if found else None


def _known(document: Document) -> Iterator[Meeting]:
    text = document.text
    for match in load("meetings").find(text):
        head = _HEAD.search(text, max(0, match.span.start - 80), match.span.start)
        tail = _TAIL.match(text, match.span.end)
        if not head and not tail and not _SELF.search(match.wording):
            continue
        span = Span(head.start() if head else match.span.start, tail.end() if tail else match.span.end)
        yield Meeting(" ".join(span.of(text).split()), span, 1.5 + _signs(document, span))


def _free(document: Document) -> Iterator[Meeting]:
    for pattern in (_FREE, _OF_BODY):
        for match in pattern.finditer(document.text):
            span = Span(*match.span())
            yield Meeting(" ".join(match.group().split()), span, _signs(document, span))


def _signs(document: Document, span: Span) -> float:
    text = document.text
    sentence = next((one for one in document.sentences if one.span.overlaps(span)), None)
    start = max(span.start - _REACH, sentence.span.start if sentence else 0)
    points = 2.0 * bool(_PRESENTED.search(text, start, span.start)) + 1.0 * bool(_AT.search(text, start, span.start))
    if sentence is not None and sentence.focus in {Focus.OTHER_STUDY, Focus.COMMENTARY, Focus.BACKGROUND}:
        points -= 1.5
    if sentence is not None and sentence.section is Section.BOILERPLATE:
        points -= 4.0
    return points
