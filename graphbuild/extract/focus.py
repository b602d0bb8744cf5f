"""Whom a sentence speaks of: this study, earlier ones, the disease, animals, plans, or what outsiders think.

Each sentence is scored by the wordings in lexicon/focus.tsv; this study is the default, so another focus needs a
clear lead. A sentence without a strong wording of its own follows the one before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graphbuild.language.lexicon import load
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
_LEAD, _LEAD_SENTENCES = 1.5, 2
_SHAPES = (
    (Focus.OTHER_STUDY, 4.0, re.compile(r"\b(?:19|20)\d\d\s(?:study|trial|paper|report|research|survey|analysis)\b")),
    (Focus.OTHER_STUDY, 2.0, re.compile(r"\b(?:study|trial|survey|report)\s(?:in|from|published in)\s(?:19|20)\d\d\b")),
    (Focus.THIS_STUDY, 2.0, re.compile(r"\b[pP]\s?[<=]\s?0?\.\d|\b[nN]\s?=\s?\d")),
)
_SURNAME = re.compile(r"(?:[A-Z][\w'\u2019-]+|[A-Z]\.)(?:\s(?:[A-Z][\w'\u2019-]+|[A-Z]\.)){1,3}")
_CONTINUES = re.compile(
    r"[\"'\u201c\u2018]|(?:He|She|They|It|This|That|These|Those|But|And|Also|However|In addition)\b"
)
_SPEAKS = re.compile(
    r"\b(?:he|she)\s(?:said|says|added|adds|explained|noted|told|wrote)\b|\b(?:said|says)\s(?:he|she)\b"
)
_CARRIED = {Focus.COMMENTARY: 5.0, Focus.ANIMAL: 3.0, Focus.OTHER_STUDY: 1.5, Focus.BACKGROUND: 1.0, Focus.PLANNED: 1.0}
_TITLES = frozenset(
    {"Dr", "Prof", "Professor", "University", "Hospital", "Center", "Centre", "School", "Medical", "New"}
)


_NAME = 3


@dataclass(slots=True)
class _Memory:
    """What the sentences before tell about the next one."""

    focus: Focus = Focus.THIS_STUDY
    outsiders: frozenset[str] = frozenset()
    told: int = 0
    end: int = 0


def focus(document: Document) -> Document:
    """Gives the document with the focus of every sentence set."""
    memory = _Memory()
    return replace(document, sentences=tuple(_focused(document, memory)))


def _focused(document: Document, memory: _Memory) -> Iterator[Sentence]:
    for sentence in document.sentences:
        found = _FIXED.get(sentence.section)
        if found is None:
            words = sentence.span.of(document.text)
            near = "\n" not in document.text[memory.end : sentence.span.start]
            found = _choose(_scores(words, sentence.section, memory, near=near))
            memory.focus = found
            memory.told += 1
            if found is Focus.COMMENTARY:
                memory.outsiders |= _names(words)
        memory.end = sentence.span.end
        yield replace(sentence, focus=found)


def _scores(words: str, section: Section, memory: _Memory, *, near: bool) -> Mapping[Focus, float]:
    scores: dict[Focus, float] = defaultdict(float, _LEANINGS.get(section, {}))
    scores[Focus.THIS_STUDY] += _DEFAULT + (_LEAD if memory.told < _LEAD_SENTENCES else 0.0)
    for cue in load("focus").find(words):
        scores[Focus(cue.code)] += float(cue.extras[0])
    for kind, weight, pattern in _SHAPES:
        if pattern.search(words):
            scores[kind] += weight
    if near and _CONTINUES.match(words) and memory.focus in _CARRIED:
        scores[memory.focus] += _CARRIED[memory.focus]
    if memory.outsiders and _is_outsider(words, memory):
        scores[Focus.COMMENTARY] += _CARRIED[Focus.COMMENTARY]
    return scores


def _choose(scores: Mapping[Focus, float]) -> Focus:
    best = max(Focus, key=lambda kind: scores.get(kind, 0.0))
    return best if scores.get(best, 0.0) > scores[Focus.THIS_STUDY] else Focus.THIS_STUDY


def _is_outsider(words: str, memory: _Memory) -> bool:
    if any(re.search(rf"\b{re.escape(name)}\b", words) for name in memory.outsiders):
        return True
    return memory.focus is Focus.COMMENTARY and _SPEAKS.search(words) is not None


def _names(words: str) -> frozenset[str]:
    """Gives the surnames in the words that introduce an outsider."""
    last = (match.group().split()[-1] for match in _SURNAME.finditer(words))
    return frozenset(name for name in last if name.strip(".") not in _TITLES and len(name) >= _NAME)
