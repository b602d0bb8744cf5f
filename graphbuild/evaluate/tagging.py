"""What the sets ask of the trained parts of the extractor, in the terms of the sets."""

from collections.abc import Sequence
from typing import Any, Protocol

from graphbuild.evaluate.marks import Mark, Table
from graphbuild.model.text import Span


class Tagger(Protocol):
    """Labels tokens, stretches and sentences."""

    def pico(self, sentences: Sequence[Sequence[str]]) -> list[str]:
        """Gives O, PAR, INT or OUT for each token, sentence after sentence."""
        ...

    def trialsieve(self, text: str) -> frozenset[Mark]:
        """Gives the stretches of the types of TrialSieve."""
        ...

    def roles(self, text: str, sentences: Sequence[Span]) -> list[str | None]:
        """Gives the role of each sentence."""
        ...


def load() -> Tagger | None:
    """Gives the tagger, or None where its weights are not there."""
    return None


def table(text: str) -> Table:
    """Gives the entities of a result sentence and how they are linked."""
    del text
    return Table()


def direction(prompt: dict[str, Any]) -> tuple[str | None, float]:
    """Gives the class of a prompt of Evidence Inference and the confidence; None where it is left open."""
    del prompt
    return None, 0.0
