"""Whether a document mainly reports one study in people, and why."""

from dataclasses import dataclass

from graphbuild.model.text import Document


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document mainly reports one study in people, and why."""

    about_a_study: bool
    reason: str
    confidence: float = 1.0


def verdict(document: Document) -> Verdict:
    """Tells whether the document mainly reports one study in people."""
    return Verdict(bool(document.sentences), "it has sentences")
