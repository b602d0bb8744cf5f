"""What the people of the study had, or what was to be learned about."""

from collections.abc import Iterator

from graphbuild.extract.selection import choose
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document

_THRESHOLD = 0.42


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:  # noqa: ARG001
    """Gives the conditions of the study."""
    for choice in choose(document, "condition", _THRESHOLD):
        span = choice.candidate.best.name.span
        words = " ".join(span.of(document.text).split())
        yield Fact(Field.CONDITION, words, span, "condition/named", confidence=round(choice.probability, 3))
