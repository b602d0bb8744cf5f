"""What the people of the study had, or what was to be learned about."""

from collections.abc import Iterator

from graphbuild.extract.selection import Models, choose
from graphbuild.language.classifier import classifier
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document

THRESHOLD = 0.42


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:  # noqa: ARG001
    """Gives the facts of this family."""
    return conditions(document)


def conditions(document: Document, models: Models = classifier, threshold: float = THRESHOLD) -> Iterator[Fact]:
    """Gives the conditions of the study as the given models choose them."""
    for choice in choose(document, "condition", threshold, models):
        span = choice.candidate.best.name.span
        words = " ".join(span.of(document.text).split())
        yield Fact(Field.CONDITION, words, span, "condition/named", confidence=round(choice.probability, 3))
