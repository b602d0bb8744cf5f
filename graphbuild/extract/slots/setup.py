"""Details of how a trial was made: the facets of its design and how long it took."""

from collections.abc import Iterator

from graphbuild.extract.slots.outline import Outline
from graphbuild.language.durations import durations
from graphbuild.language.lexicon import load
from graphbuild.model.codes import Design
from graphbuild.model.fact import Fact, Field


def designs(outline: Outline) -> Iterator[Fact]:
    """Gives the facets of the design that counted words name and the lexicon knows."""
    for one in outline.single("hasCTDesign"):
        matches = load("design").find(one.words)
        if matches:
            code = max(matches, key=lambda match: match.span.end - match.span.start).code
            yield Fact(Field.DESIGN, Design(code), one.span, "details/design", round(one.chance, 3))


def lengths(outline: Outline) -> Iterator[Fact]:
    """Gives the stated lengths of the trial."""
    for one in outline.single("hasCTduration"):
        found = durations(one.words)
        if len(found) == 1:
            yield Fact(Field.FOLLOW_UP, found[0].duration, one.span, "details/duration", round(one.chance, 3))
