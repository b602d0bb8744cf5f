"""Where in the full text of a paper a fact may stand: in the methods what was done, in the results what was found.

The introduction and the discussion speak of other studies, and the methods of people who were left out. What the
abstract says is not touched by this.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Places:
    document: Document
    end: int
    starts: tuple[int, ...]

    def hold(self, fact: Fact) -> bool:
        """Tells whether a fact stands in the front matter or in a section in which its kind may stand."""
        if not isinstance(fact.span, Span) or fact.span.start < self.end:
            return True
        allowed = _PLACES.get(fact.field, _KINDS.get(fact.field.value.partition(".")[0]))
        sentence = self.document.sentences[max(0, bisect_right(self.starts, fact.span.start) - 1)]
        if fact.field is Field.ARM_SIZE and not _ASSIGNED.search(sentence.span.of(self.document.text)):
            return False
        return allowed is None or sentence.section in allowed


def in_place(document: Document, end: int) -> Callable[[Iterable[Fact]], tuple[Fact, ...]]:
    """Gives what keeps those facts of a segmented paper that stand where they may; its front matter ends at `end`.

    Where the full text names several phases, it speaks of parts of the study, and none is kept.
    """
    places = _Places(document, end, tuple(sentence.span.start for sentence in document.sentences))

    def kept(facts: Iterable[Fact]) -> tuple[Fact, ...]:
        found = tuple(fact for fact in facts if places.hold(fact))
        phases = {fact.value for fact in found if fact.field is Field.PHASE}
        return found if len(phases) < 2 else tuple(fact for fact in found if fact.field is not Field.PHASE)  # noqa: PLR2004

    return kept
