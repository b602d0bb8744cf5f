"""How many were in each group: counts that stand beside the name of a group or beside their like."""

import re
from collections.abc import Iterator, Sequence

from graphbuild.extract.counts import Count
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.slots.outline import outline
from graphbuild.language.lexicon import load
from graphbuild.language.slug import slug
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

MODEL = "arm-size"
_IN_BRACKETS = re.compile(r"\(\s?(?:n\s?=\s?)?$", re.IGNORECASE)
_BEFORE_BRACKET = re.compile(r"[^.,;:()\n]{2,60}\(\s?(?:n\s?=\s?)?$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s?(?P<label>[^.,;:()\n\u2014]{2,90}?)"
    r"(?=\s?(?:[.,;:()\n\u2014]|$)|\s(?:and|versus|vs\.?|compared (?:with|to)|while|to)\s"
    r"(?:another\s|about\s|nearly\s|roughly\s|the\sother\s)?[\d\w]{1,12}\s)"
)
_TRIM = re.compile(
    r"^(?:(?:of|the|them|those|to|either|receive|received|a|an|or|were|was|got|had|took|given|with|who|for|in|and|assigned"
    r"|randomly|randomized|by|participants|patients|people|women|men|children|adults|volunteers|subjects|individuals)\s){1,8}",
    re.IGNORECASE,
)
_REACH = 100
_SHORTEST = 2


def groups(document: Document, candidates: Sequence[Count], whole: Count | None) -> Iterator[Fact]:
    """Gives label and size of every group whose count and name stand together.

    Where an abstract has details, the groups are among them.
    """
    if outline(document).single("hasNumberPatientsArm"):
        return
    least = threshold(MODEL)
    for item in candidates:
        if whole is not None and item.value >= whole.value:
            continue
        confidence = probability(MODEL, item.features)
        if confidence < least:
            continue
        label = _label(document, item)
        if label is None:
            continue
        words = label.of(document.text)
        key = slug(words)
        yield Fact(Field.ARM_LABEL, words, label, "arm/beside-count", confidence, about=key)
        yield Fact(Field.ARM_SIZE, item.value, item.words, "arm/ranked-count", confidence, about=key)


def _label(document: Document, item: Count) -> Span | None:
    """Gives the words that name the group: before a count in brackets, else after the count."""
    sentence = document.sentences[item.sentence].span
    text = document.text
    start = max(sentence.start, item.span.start - _REACH)
    if _IN_BRACKETS.search(text, start, item.span.start):
        before = _BEFORE_BRACKET.search(text, start, item.span.start)
        return None if before is None else _name_before(text, before)
    after = _AFTER.match(text, item.span.end, min(sentence.end, item.span.end + _REACH))
    return None if after is None else _trimmed(text, after.start("label"), after.end("label"))


def _name_before(text: str, match: re.Match[str]) -> Span | None:
    words = match[0].rpartition("(")[0].rstrip()
    cut = max((found.span.end for found in load("group-openers").find(words)), default=0)
    return _trimmed(text, match.start() + cut, match.start() + len(words))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    opener = _TRIM.match(text, start, end)
    inner = start if opener is None or end - opener.end() < _SHORTEST else opener.end()
    end = start + len(text[start:end].rstrip())
    return Span(inner, end) if end - inner >= _SHORTEST else None
