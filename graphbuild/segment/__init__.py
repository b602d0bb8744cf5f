"""Document -> Document: finds its sentences and the sections in which they stand."""

from dataclasses import replace

from graphbuild.model.text import Document, Sentence, Span
from graphbuild.segment.blocks import Block, blocks
from graphbuild.segment.datelines import dateline_end
from graphbuild.segment.sections import Part, sections
from graphbuild.segment.sentences import sentences

_TOP = 10


def segment(document: Document) -> Document:
    """Gives the document with its sentences in reading order.

    Every sentence quotes the text exactly, none overlap, and whatever is not blank lies in one of them. A dateline
    before the first sentence of a story is a sentence of its own.
    """
    parts = tuple(_part(document.text, block, top=index < _TOP) for index, block in enumerate(blocks(document.text)))
    found = [
        Sentence(Span(part.offset + span.start, part.offset + span.end), section)
        for part, chosen in zip(parts, sections(parts), strict=True)
        for span, section in zip(part.spans, chosen, strict=True)
    ]
    return replace(document, sentences=tuple(found))


def _part(text: str, block: Block, *, top: bool) -> Part:
    words = block.span.of(text)
    lead = dateline_end(words) if top else 0
    spans = tuple(Span(lead + span.start, lead + span.end) for span in sentences(words[lead:]))
    if lead and spans:
        spans = (Span(0, len(words[:lead].rstrip())), *spans)
    return Part(words, spans, block.span.start, dateline=bool(lead))
