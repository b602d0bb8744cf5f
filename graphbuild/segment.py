"""Document -> Document: finds its sentences and the sections in which they stand."""

import re
from dataclasses import replace

from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Sentence, Span

_BREAK = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[A-Z0-9])|\n+")


def segment(document: Document) -> Document:
    """Gives the document with its sentences in reading order; every sentence quotes the text exactly."""
    sentences, start = [], 0
    text = document.text
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            section = Section.BODY if sentences else Section.HEADLINE
            sentences.append(Sentence(Span(start + lead, start + len(piece.rstrip())), section))
        start = match.end() if match else end
    return replace(document, sentences=tuple(sentences))
