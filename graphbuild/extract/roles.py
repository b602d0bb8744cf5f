"""Which outcomes a text declares to be primary, secondary or exploratory: "the primary outcome was survival"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.extract.mentions import Mention, View, span_of, views_of
from graphbuild.language.numbers import numbers
from graphbuild.language.phrases import Phrase, Token, WordClass, phrases
from graphbuild.language.reporting import cues
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import OutcomeRole
from graphbuild.model.text import Document, Span

_ROLE = (
    r"(?P<role>(?:co-)?primary|main|secondary|exploratory)\s(?:(?:efficacy|safety|study|clinical|trial)\s)?"
    r"(?:outcome|end\s?-?point)(?:\smeasure)?(?P<many>s(?:\sand\smeasures)?)?\b"
)
_AHEAD = sieve(
    rf"{_ROLE}(?:\s(?:measured|studied|assessed|of\sthe\s(?:study|trial)|in\s(?:the|this)\s(?:study|trial)))?"
    r"(?:,|\s(?:was|were|is|are|included|includes|of(?!\s(?:the|this)\s(?:study|trial)))|:)\s{1,3}",
    re.IGNORECASE,
)
_BEHIND = sieve(
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
_LONGEST = 16
_LONGEST_BEFORE = 9
_JOINS = {"and", ","}
_CLOSING = {WordClass.MARK, WordClass.AUXILIARY, WordClass.VERB, WordClass.PRONOUN}
_NEXT = {WordClass.DETERMINER, *_CLOSING}
_STARTS = {WordClass.NOUN, WordClass.TIME, WordClass.PEOPLE}
_LIGHT = {WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.CONJUNCTION, WordClass.ADVERB, WordClass.MARK}


@dataclass(frozen=True, slots=True)
class Declared:
    """An outcome, its role, and the words that give it the role."""

    mention: Mention
    role: OutcomeRole
    span: Span


def declared(document: Document) -> tuple[Declared, ...]:
    """Gives the outcomes whose role a text states, in reading order."""
    return tuple(item for view in views_of(document) for item in _in_sentence(document, view))


def declares(document: Document, mention: Mention) -> bool:
    """Tells whether the words behind a mention only say which kind of outcome it is: "X was a secondary outcome"."""
    sentence = mention.view.sentence.span
    return _BEHIND.search(document.text, mention.span.end, sentence.end) is not None


def _in_sentence(document: Document, view: View) -> Iterator[Declared]:
    offset = view.sentence.span.start
    text = view.sentence.span.of(document.text)
    for match in _AHEAD.finditer(text):
        role, start = _ROLES[match["role"].lower()], offset + match.start()
        for phrase in _listed(view.words, offset + match.end(), several=match["many"] is not None):
            mention = Mention(span_of(view, phrase), phrase, view, 1.0)
            yield Declared(mention, role, Span(start, mention.span.end))
    behind = list(_BEHIND.finditer(text))
    found = phrases(view.words) if behind else ()
    for match in behind:
        named = _ending(view, found, offset + match.start())
        if named is not None:
            mention = Mention(span_of(view, named), named, view, 1.0)
            span = Span(mention.span.start, offset + match.end())
            yield Declared(mention, _ROLES[match["role"].lower()], span)


def _listed(words: tuple[Token, ...], place: int, *, several: bool) -> Iterator[Phrase]:
    """Gives what is named from the place on: one thing, or the members of a list where several are announced."""
    at = bisect_left(words, place, key=lambda word: word.span.start)
    while at < len(words):
        first = _opening(words, at)
        split = several or not _alternatives(words, first)
        end = next((i for i in range(first, len(words)) if _ends(words, i, several=several, split=split)), len(words))
        last = end
        while last > first and words[last - 1].kind in _LIGHT:
            last -= 1
        if not _names(words, first, last, end):
            return
        yield Phrase(first, last, last - 1)
        at = end
        while at < len(words) and words[at].text in _JOINS:
            at += 1
        if at == end or not several:
            return


def _opening(words: tuple[Token, ...], first: int) -> int:
    """Gives where the name starts: behind articles, and behind "change in" and "reducing"."""
    while first < len(words) - 1:
        word, after = words[first], words[first + 1]
        if word.text in cues("how-much") and after.text in {"in", "of", "from"}:
            first += 2
        elif word.kind is WordClass.DETERMINER or (word.kind is WordClass.CHANGE and after.kind is WordClass.NOUN):
            first += 1
        else:
            break
    return first


def _names(words: tuple[Token, ...], first: int, last: int, end: int) -> bool:
    """Tells a name from "similar in both groups", from "to establish X" and from "the share of patients who"."""
    if not first < last <= first + _LONGEST or (
        words[first].kind not in _STARTS and words[first].text not in cues("interval")
    ):
        return False
    unfinished = end < len(words) and words[end].text in cues("goes-on")
    announces = any(word.text in cues("announced") for word in words[first:last])
    return not unfinished and not announces


def _alternatives(words: tuple[Token, ...], first: int) -> bool:
    """Tells a list that names one event or another: "stroke, heart attack or death"."""
    for word in words[first : first + _LONGEST]:
        if word.text == "or":
            return True
        if word.kind is WordClass.MARK and word.text not in {",", "-"}:
            break
    return False


def _ends(words: tuple[Token, ...], at: int, *, several: bool, split: bool) -> bool:
    """Tells whether a name of a thing measured does not go on with a word: marks, verbs, times, and the next name."""
    word = words[at]
    after = words[at + 1 : at + 2]
    if word.text == ",":
        return split
    if word.text == "and":
        return several or not after or after[0].kind in _NEXT or after[0].text in cues("announcing")
    if word.kind is WordClass.VERB and not word.text.endswith("ed"):
        return bool(after) and after[0].kind is not WordClass.MARK
    if after and after[0].kind is WordClass.TIME and numbers(word.text):
        return True
    return word.kind in _CLOSING or word.text in cues("end-of-name")


def _ending(view: View, found: tuple[Phrase, ...], place: int) -> Phrase | None:
    """Gives the longest short phrase that ends at the place."""
    near = [
        phrase
        for phrase in found
        if 0 <= place - view.words[phrase.last - 1].span.end <= 1
        and not any(word.text == "," for word in view.words[phrase.first : phrase.last])
    ]
    fitting = [phrase for phrase in near if phrase.last - phrase.first <= _LONGEST_BEFORE]
    return max(fitting, key=lambda phrase: phrase.last - phrase.first, default=None)
