"""Mentions of details in a document, as two chains of labels find them, each with its place in the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.extract.slots.features import Line, Words, columns, told, words_of
from graphbuild.extract.slots.model import Chain, chain
from graphbuild.language.memory import remembering
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Span

MODEL = "trial-details"


@dataclass(frozen=True, slots=True)
class Detail:
    """Words that fill a slot: how sure the model is, their sentence (counted over those told) and its section.

    `order` counts the mentions of the sentence, `before` the mentions of the same words and slot earlier in the text,
    `again` those of the whole text.
    """

    slot: str
    span: Span
    words: str
    chance: float
    sentence: int
    section: Section
    order: int = 0
    before: int = 0
    again: int = 1


@remembering(2)
def details(document: Document) -> tuple[Detail, ...]:
    """Gives the mentions that the trained model finds, in reading order; none where there is no model."""
    model = chain(MODEL)
    return () if model is None else numbered(read(document, model))


def read(document: Document, model: Chain) -> Iterator[Detail]:
    """Gives the mentions that a model finds."""
    sentences = told(document)
    parts = [sentence.span.of(document.text) for sentence in sentences]
    lines = [
        Line(words_of(part, one.span.start), part, one.span.start, one.section.value)
        for part, one in zip(parts, sentences, strict=True)
    ]
    for place, labels in enumerate(model.decode(columns(lines), [len(line.words) for line in lines])):
        for slot, found, chance in runs(lines[place].words, labels):
            span = balanced(document.text, found)
            plain = " ".join(span.of(document.text).split())
            yield Detail(slot, span, plain, chance, place, sentences[place].section)


def balanced(text: str, span: Span) -> Span:
    """Gives the part of a span that no bracket cuts: "rate) of falls" is "of falls", "rate (of" is "rate".

    >>> balanced("rate) of falls", Span(0, 14)).of("rate) of falls")
    'of falls'
    """
    opened: list[int] = []
    start, end = span.start, span.end
    for at in range(span.start, span.end):
        if text[at] in "([":
            opened.append(at)
        elif text[at] in ")]":
            if opened:
                opened.pop()
            else:
                start = at + 1
    if opened and opened[0] > start:
        end = opened[0]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else span


def runs(words: Words, labels: Sequence[tuple[str, float]]) -> Iterator[tuple[str, Span, float]]:
    """Gives each run of labels B-x, I-x, ... with the least probability in it."""
    start = 0
    while start < len(labels):
        label = labels[start][0]
        end = start + 1
        if label != "O":
            while end < len(labels) and labels[end][0] == f"I-{label[2:]}":
                end += 1
            least = min(chance for _, chance in labels[start:end])
            yield label[2:], Span(words[start][1].start, words[end - 1][1].end), least
        start = end


def numbered(found: Iterable[Detail]) -> tuple[Detail, ...]:
    """Gives the mentions in reading order, counted within their sentence and by their words."""
    ordered = sorted(found, key=lambda one: (one.span, one.slot))
    keys = [(one.slot, key(one.words)) for one in ordered]
    totals = {name: keys.count(name) for name in set(keys)}
    seen: dict[tuple[str, str], int] = {}
    counted = []
    order, sentence = 0, -1
    for one, name in zip(ordered, keys, strict=True):
        order = order + 1 if one.sentence == sentence else 0
        sentence = one.sentence
        counted.append(replace(one, order=order, before=seen.get(name, 0), again=totals[name]))
        seen[name] = seen.get(name, 0) + 1
    return tuple(counted)


def key(words: str) -> str:
    """Gives the words in lower case without blanks, hyphens and a plural's s."""
    plain = "".join(words.lower().replace("-", " ").split())
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain  # noqa: PLR2004
