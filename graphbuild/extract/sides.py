"""Which groups a clause speaks of: the arm of a finding, and the one that it is compared with."""

import re
from collections.abc import Iterator

from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_COMPARES = re.compile(r"\b(?:than|compared|versus|vs\.?|relative to|against|over)\b", re.IGNORECASE)


def groups(document: Document, clause: Span, found: tuple[Fact, ...]) -> Iterator[tuple[Field, str, Span]]:
    """Gives the arm that a clause names, and the second one where words of comparison stand between the two."""
    text = clause.of(document.text).lower()
    places: dict[str, Span] = {}
    for fact in found:
        if fact.field is Field.ARM_LABEL and isinstance(fact.value, str):
            at = text.find(fact.value.lower())
            if at >= 0:
                places.setdefault(fact.about, Span(clause.start + at, clause.start + at + len(fact.value)))
    ordered = sorted(places.items(), key=lambda place: (place[1], place[0]))
    if len(ordered) == 1:
        yield Field.FINDING_ARM, *ordered[0]
    elif len(ordered) == 2:  # noqa: PLR2004 (two groups compared)
        (left, first), (right, second) = ordered
        if first.end <= second.start and _COMPARES.search(document.text[first.end : second.start]):
            yield Field.FINDING_ARM, left, first
            yield Field.FINDING_COMPARED_WITH, right, second
