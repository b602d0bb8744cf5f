"""Where in the full text of a paper a fact may stand: in the methods what was done, in the results what was found.

The introduction and the discussion speak of other studies, and the methods of people who were left out. What the
abstract says is not touched by this.
"""

from collections.abc import Iterable

from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_DONE = frozenset({Section.METHODS, Section.BODY})
_FOUND = frozenset({Section.RESULTS, Section.BODY})
_OWN = _DONE | _FOUND
_AIMS = _OWN | {Section.OBJECTIVE}
_NOWHERE: frozenset[Section] = frozenset()
_PLACES = {
    Field.DESIGN: _DONE,
    Field.PHASE: _DONE,
    Field.ARM_COUNT: _DONE,
    Field.FOLLOW_UP: _OWN,
    Field.SITE_COUNT: _OWN,
    Field.ENROLLMENT: _OWN,
    Field.ENROLLMENT_QUALIFIER: _OWN,
    Field.COMPARATOR: _OWN,
    Field.SAFETY: _FOUND,
    Field.POPULATION_SEX: _NOWHERE,
    Field.ACRONYM: _NOWHERE,
    Field.PUBLICATION_AUTHOR: _NOWHERE,
    Field.LIMITATION: frozenset({Section.CONCLUSIONS, Section.BODY}),
}
"""The sections for single fields; the others have those of their kind."""
_KINDS = {"population": _OWN, "arm": _OWN, "intervention": _AIMS, "outcome": _AIMS, "finding": _FOUND}
_ASSIGNED = sieve(r"\b(?:randomi[sz]\w+|allocat\w+|assign\w+)")
"""What a sentence of the full text says that tells the sizes of groups rather than of parts of them."""


def in_place(document: Document, end: int, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Gives the facts of a segmented paper that stand where they may; its front matter ends at `end`.

    Where the full text names several phases, it speaks of parts of the study, and none is kept.
    """
    found = tuple(fact for fact in facts if _holds(document, end, fact))
    phases = {fact.value for fact in found if fact.field is Field.PHASE}
    return found if len(phases) < 2 else tuple(fact for fact in found if fact.field is not Field.PHASE)  # noqa: PLR2004


def _holds(document: Document, end: int, fact: Fact) -> bool:
    """Tells whether a fact stands in the front matter or in a section in which its kind may stand."""
    if not isinstance(fact.span, Span) or fact.span.start < end:
        return True
    allowed = _PLACES.get(fact.field, _KINDS.get(fact.field.value.partition(".")[0]))
    sentence = document.sentence_at(fact.span)
    if allowed is None or sentence is None:
        return allowed is None
    if fact.field is Field.ARM_SIZE and not _ASSIGNED.search(sentence.span.of(document.text)):
        return False
    return sentence.section in allowed
