"""What the sets ask of the trained parts of the extractor, in the terms of the sets."""

from collections.abc import Sequence

from graphbuild.evaluate.marks import Mark, Table
from graphbuild.extract.table import Entity, Kind, result_table
from graphbuild.extract.tagger import Tagger
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

TRIALSIEVE, RESULTS = "trialsieve", "rct"
"""Heads of the tagger that mark the types of TrialSieve and of RCT-ART."""
LABELS = {Kind.GROUP: "INTV", Kind.OUTCOME: "OC", Kind.MEASURE: "MEAS"}
"""How RCT-ART calls the entities of a result sentence."""


def pico(tagger: Tagger, sentences: Sequence[Sequence[str]]) -> list[str]:
    """Gives O, PAR, INT or OUT for each token, sentence after sentence."""
    return [label for labels in tagger.label_tokens(sentences) for label in labels]


def marked(tagger: Tagger, text: str, head: str) -> frozenset[Mark]:
    """Gives the stretches that one head marks in a text."""
    sentences = [sentence.span for sentence in segment(Document(text)).sentences]
    return frozenset(Mark(one.span.start, one.span.end, one.label) for one in tagger.tags(text, sentences, head))


def roles(tagger: Tagger | None, text: str, sentences: Sequence[Span]) -> list[tuple[str | None, float]]:
    """Gives the role of each sentence and how sure it is; none where there is no tagger."""
    return [(None, 1.0) for _ in sentences] if tagger is None else list(tagger.roles(text, sentences))


def table(text: str, known: Sequence[Entity] | None = None) -> Table:
    """Gives the entities of a result sentence and how they are linked; `known` ones are linked as they are."""
    found = result_table(text, known)
    links = set()
    for tie in found.ties:
        arm = "A2_RES" if tie.source in found.reference else "A1_RES"
        outcome = found.entities[tie.source].kind is Kind.OUTCOME
        links.add((tie.source, tie.measure, "OC_RES" if outcome else arm))
    return Table(
        tuple(Mark(one.span.start, one.span.end, LABELS[one.kind]) for one in found.entities), frozenset(links)
    )
