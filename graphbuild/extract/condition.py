"""What the people of the study had, or what was to be learned about."""

import re
from collections.abc import Iterator

from graphbuild.extract.candidates import Mention
from graphbuild.extract.institutions import institutions
from graphbuild.extract.selection import Models, choose
from graphbuild.language.classifier import classifier
from graphbuild.language.naming import group, listed
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

THRESHOLD = 0.38
_NO_WORD = re.compile(r"/|\w\.\d|^\d+$")


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:  # noqa: ARG001
    """Gives the facts of this family."""
    return conditions(document)


def conditions(document: Document, models: Models = classifier, threshold: float = THRESHOLD) -> Iterator[Fact]:
    """Gives the conditions of the study as the given models choose them, each once.

    Left out is what only stands in the name of an institution or a journal. What becomes of people is no condition:
    of "breast cancer deaths" the cancer is one, and of "deaths" nothing is left.
    """
    told: set[str] = set()
    for choice in choose(document, "condition", threshold, models):
        one = choice.candidate
        mentions = (one.best, *(mention for mention in one.mentions if mention is not one.best))
        mention = next((mention for mention in mentions if not _in_a_name(document, mention)), None)
        span = None if mention is None else _without_fate(mention)
        if span is None:
            continue
        words = " ".join(span.of(document.text).split())
        if words.casefold() not in told:
            told.add(words.casefold())
            yield Fact(Field.CONDITION, words, span, "condition/named", confidence=round(choice.probability, 3))


def _in_a_name(document: Document, mention: Mention) -> bool:
    """Tells whether a mention is a part of the name of an institution, or names a journal."""
    if "journal" in mention.name.words:
        return True
    sentence = mention.sentence.span
    span = Span(mention.name.span.start - sentence.start, mention.name.span.end - sentence.start)
    return any(one.span.contains(span) for one in institutions(sentence.of(document.text)))


def _without_fate(mention: Mention) -> Span | None:
    """Cuts off addresses and numbers, and words such as deaths or genes where a condition is named before them."""
    words = list(mention.name.words)
    while words and _NO_WORD.search(words[-1]):
        words.pop()
    plain = len(words)
    while words and words[-1] in group("fate"):
        words.pop()
    if not words or (len(words) == 1 and words[0] in group("bare")):
        return None
    kept = plain if listed(words, "conditions") is None else len(words)
    if kept == len(mention.name.words):
        return mention.name.span
    return Span(mention.name.span.start, mention.words[mention.name.first + kept - 1].span.end)
