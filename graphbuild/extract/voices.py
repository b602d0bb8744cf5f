"""Who speaks in a text without being of the study: people introduced as not involved, writers of editorials."""

import re
from collections.abc import Iterator

from graphbuild.language.lexicon import load
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Sentence

_NAME = re.compile(r"(?:[A-Z][\w'\u2019-]{0,40}+\.?\s){0,3}(?P<last>[A-Z][a-z\u00c0-\u024f][\w'\u2019-]{1,40}+),")
_SPOKEN = re.compile(
    r"(?:\bDr\.\s|\bProf(?:essor|\.)\s|\b(?:said|says|added|noted|called|cautioned|told|wrote|explained)\s|^|[.,]\s)$"
)
_SHE_SAID = re.compile(
    r"\b(?:he|she)\s(?:said|says|added|adds|explained|noted|told|wrote)\b|\b(?:said|says)\s(?:he|she)\b"
)
_QUOTE = ('"', "\u201c", "'", "\u2018")
_BEFORE = 12
_PLACES = frozenset(
    {"University", "Hospital", "Center", "Centre", "School", "Medical", "Clinic", "College", "Institute"}
)


def outside_voices(document: Document) -> frozenset[int]:
    """Gives the places, in the order of the sentences, of those in which an outsider speaks.

    A paragraph that begins with a quote belongs to whom it is ascribed; so does what follows with "she said".
    """
    texts = [sentence.span.of(document.text) for sentence in document.sentences]
    names = frozenset(
        name for sentence, text in zip(document.sentences, texts, strict=True) for name in _named(sentence, text)
    )
    if not names:
        return frozenset()
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names)))})\b")
    found: set[int] = set()
    for paragraph in _paragraphs(document):
        spoken = {index for index in paragraph if pattern.search(texts[index])}
        quoted = bool(spoken) and texts[paragraph[0]].startswith(_QUOTE)
        goes_on = paragraph[0] - 1 in found and any(_SHE_SAID.search(texts[index]) for index in paragraph)
        found |= set(paragraph) if quoted or (goes_on and not spoken) else spoken
    return frozenset(found)


def _named(sentence: Sentence, text: str) -> Iterator[str]:
    """Gives the surname of whom a sentence introduces as an outsider: the first name before the cue."""
    if sentence.section in {Section.BOILERPLATE, Section.CITATION}:
        return
    cues = [
        cue for cue in load("focus").find(text) if cue.code == Focus.COMMENTARY.value and cue.extras[1:] == ("person",)
    ]
    if not cues:
        return
    for match in _NAME.finditer(text, 0, cues[0].span.start):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if match["last"] not in _PLACES and _SPOKEN.search(before):
            yield match["last"]
            return


def _paragraphs(document: Document) -> Iterator[list[int]]:
    paragraph: list[int] = []
    end = 0
    for index, sentence in enumerate(document.sentences):
        if paragraph and "\n" in document.text[end : sentence.span.start]:
            yield paragraph
            paragraph = []
        paragraph.append(index)
        end = sentence.span.end
    if paragraph:
        yield paragraph
