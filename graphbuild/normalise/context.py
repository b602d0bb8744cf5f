"""What else a study speaks of: the ground on which an abbreviation is understood."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from graphbuild.model.study import Study, Term
from graphbuild.normalise.spelling import words
from graphbuild.normalise.vocabulary import Concept, Vocabulary

_CLEAR = 3
"""From this length on an abbreviation that only one concept has needs no support."""
_TELLING = 5
"""A single word of at least this many letters can name a concept in running text."""


class Context:
    """The texts of one study, read for concepts once and only when an abbreviation has to be understood by them.

    `weighed` says whether that was tried since it was last set to False: what was linked without is so in every study.
    """

    def __init__(self, known: Vocabulary, texts: Iterable[str]) -> None:
        self.known = known
        self.weighed = False
        self._texts = texts

    @cached_property
    def named(self) -> frozenset[str]:
        """Holds the names of the concepts that the texts name in full, and of those related to them."""
        found: set[str] = set()
        for text in self._texts:
            found |= self._in(words(text))
        above = {broader for name in found for broader in self.known.broader(name)}
        return frozenset(found | {related for name in above for related in self.known.concepts[name].related})

    def _in(self, key: tuple[str, ...]) -> set[str]:
        found = set()
        reach = self.known.reach
        for start, word in enumerate(key):
            for end in range(start + 1, min(start + reach.get(word, 0), len(key)) + 1):
                if end > start + 1 or len(word) >= _TELLING:
                    found |= {naming.concept.name for naming in self.known.worded(key[start:end])}
        return found

    def understood(self, abbreviation: str, scheme: str) -> Concept | None:
        """Gives the one concept that the abbreviation stands for in this study, None where that is not clear.

        Its long form, a narrower or the next broader concept, or a related one must stand in the study, unless no
        other concept has the abbreviation and it has three letters or more. The short names of an added terminology
        always need that support, and yield to those of the vocabulary.
        """
        candidates = [concept for concept in self.known.abbreviated(abbreviation) if not concept.origin]
        if len(candidates) == 1 and len(abbreviation.removesuffix("s")) >= _CLEAR:
            return candidates[0]
        added = [concept for concept in self.known.abbreviated(abbreviation) if concept.origin]
        return self._supported(candidates, scheme) or self._supported(added, scheme)

    def _supported(self, candidates: Iterable[Concept], scheme: str) -> Concept | None:
        supported = [concept for concept in candidates if self._supports(concept)]
        own = [concept for concept in supported if scheme in concept.schemes] or supported
        return own[0] if len(own) == 1 else None

    def _supports(self, concept: Concept) -> bool:
        self.weighed = True
        near = self.known.narrower(concept.name) | {*concept.broader, *concept.related}
        return not near.isdisjoint(self.named)


def texts(study: Study) -> Iterator[str]:
    """Gives the texts of a study: its values and the sentences that bear them out, each once."""
    yield from dict.fromkeys(_texts(study))


def _texts(study: Study) -> Iterator[str]:
    for _, stated in study.stated():
        if isinstance(stated.value, Term):
            yield from (stated.value.label, *stated.value.aliases)
        elif type(stated.value) is str:
            yield stated.value
        yield from (piece.quote for piece in stated.evidence)
