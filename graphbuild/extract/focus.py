"""Whom a sentence speaks of: this study, earlier ones, the disease, animals, plans, or what outsiders think.

Each sentence is scored by the wordings in lexicon/focus.tsv; this study is the default, so another focus needs a
clear lead. A sentence that goes on from the one before leans towards its focus.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graphbuild.extract.voices import outside_voices
from graphbuild.language.lexicon import load
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Sentence

_FIXED = {
    Section.CITATION: Focus.CITATION,
    Section.BOILERPLATE: Focus.BOILERPLATE,
    Section.HEADLINE: Focus.THIS_STUDY,
    Section.DATELINE: Focus.THIS_STUDY,
}
_LEANINGS = {
    Section.BACKGROUND: {Focus.BACKGROUND: 3.0},
    Section.OBJECTIVE: {Focus.THIS_STUDY: 3.0},
    Section.METHODS: {Focus.THIS_STUDY: 4.0},
    Section.RESULTS: {Focus.THIS_STUDY: 4.0},
}
_DEFAULT = 2.0
_LEAD, _LEAD_SENTENCES = 2.0, 2
_SHAPES = (
    (Focus.OTHER_STUDY, 4.0, sieve(r"\b(?:19|20)\d\d\s(?:study|trial|paper|report|research|survey|analysis)\b")),
    (Focus.OTHER_STUDY, 2.0, sieve(r"\b(?:study|trial|survey|report)\s(?:in|from|published in)\s(?:19|20)\d\d\b")),
    (Focus.THIS_STUDY, 2.0, sieve(r"\b[pP]\s?[<=]\s?0?\.\d|\b[nN]\s?=\s?\d")),
    (
        Focus.BACKGROUND,
        2.0,
        sieve(r"\$\s?\d|\b(?:one|1) (?:in|of|out of) (?:every )?(?:\d|two|three|four|five|six|ten)"),
    ),
)
_PEOPLE = (
    r"(?:patients|people|persons|participants|volunteers|adults|children|infants|babies|boys|girls|teens|men|women|mothers"
    r"|couples|students|residents|veterans|subjects|individuals|survivors|members|cases|controls|records|americans)"
)
_TAKING_PART = sieve(
    r"\b(?:stud(?:y|ied)|trial|survey(?:ed)?|analy[sz]ed|analysis|involv\w+|enroll?\w*|recruit\w*|follow(?:ed|ing)|includ\w+"
    r"|random\w+|treated|examined|assigned|interviewed|reviewed|compared|tracked)\b.{0,60}?\b\d[\d,]*\s"
    rf"(?:[\w-]+\s){{0,3}}{_PEOPLE}\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTINUES = re.compile(
    r"[\"'\u201c\u2018]|(?:He|She|They|It|This|That|These|Those|But|And|Also|However|In addition)\b"
)
_CARRIED = {Focus.ANIMAL: 3.0, Focus.OTHER_STUDY: 1.5, Focus.BACKGROUND: 1.0, Focus.PLANNED: 1.0}
_OUTSIDE = 5.0
_DIGIT = re.compile(r"\d")
_QUANTITY = sieve(r"\b(?:percent|per cent|million|half|one in)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|can|may|affects?|causes?|occurs?|suffers?|develops?|gets?|lives?|dies?|costs?)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|be|been|being|get|who|that)\s(?:\w+ly\s)?\w+ed\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|took|got|fell|rose|gave|saw|found|showed|grew|lost|went|began|died|slept|made|felt|became"
    r"|came|kept|underwent|[a-z]{3,}[^aeiou\W]ed|[a-z]{2,}[aeiou]{1,2}[a-z]ed)\b"
)
_GENERAL = 3.0


@dataclass(slots=True)
class _Memory:
    """What the sentences before tell about the next one."""

    focus: Focus = Focus.THIS_STUDY
    told: int = 0
    end: int = 0


def focus(document: Document) -> Document:
    """Gives the document with the focus of every sentence set."""
    return replace(document, sentences=tuple(_focused(document)))


def _focused(document: Document) -> Iterator[Sentence]:
    memory, outside = _Memory(), outside_voices(document)
    for index, sentence in enumerate(document.sentences):
        found = _FIXED.get(sentence.section)
        if found is None:
            words = sentence.span.of(document.text)
            near = "\n" not in document.text[memory.end : sentence.span.start]
            scores = _scores(words, sentence.section, memory, near=near)
            scores[Focus.COMMENTARY] += _OUTSIDE if index in outside else 0.0
            found = _choose(scores)
            memory.focus = found
            memory.told += 1
        memory.end = sentence.span.end
        yield replace(sentence, focus=found)


def _scores(words: str, section: Section, memory: _Memory, *, near: bool) -> dict[Focus, float]:
    scores: dict[Focus, float] = defaultdict(float, _LEANINGS.get(section, {}))
    scores[Focus.THIS_STUDY] += _DEFAULT + (_LEAD if memory.told < _LEAD_SENTENCES else 0.0)
    for cue in load("focus").find(words):
        scores[Focus(cue.code)] += float(cue.extras[0])
    for kind, weight, pattern in _SHAPES:
        if pattern.search(words):
            scores[kind] += weight
    if _TAKING_PART.search(words):
        scores[Focus.BACKGROUND] -= _GENERAL
    elif _is_general(words):
        scores[Focus.BACKGROUND] += _GENERAL
    if near and _CONTINUES.match(words) and memory.focus in _CARRIED:
        scores[memory.focus] += _CARRIED[memory.focus]
    return scores


def _is_general(words: str) -> bool:
    """Tells whether a sentence states an amount as holding in general: in the present, with nothing in the past."""
    if not (_DIGIT.search(words) or _QUANTITY.search(words)) or not _PRESENT.search(words):
        return False
    return _PAST.search(_PASSIVE.sub("", words)) is None


def _choose(scores: Mapping[Focus, float]) -> Focus:
    best = max(Focus, key=lambda kind: scores.get(kind, 0.0))
    return best if scores.get(best, 0.0) > scores[Focus.THIS_STUDY] else Focus.THIS_STUDY
