"""How well the conditions of gold records are linked to concepts, by themselves: whatever the extractor finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphbuild.evaluate.matching import Record, fold
from graphbuild.evaluate.scores import Miss
from graphbuild.model.study import Term
from graphbuild.normalise import vocabulary
from graphbuild.normalise.context import Context
from graphbuild.normalise.matching import Matcher
from graphbuild.terms import CONCEPT

RATIO = "conditions linked right"
SHARE = "conditions linked"
_SCHEME = "condition"


@dataclass(frozen=True, slots=True)
class Linked:
    """How the stated conditions that a gold record also gives a normalised name of were linked."""

    stated: int
    right: int
    misses: tuple[Miss, ...]

    @property
    def ratios(self) -> tuple[tuple[str, float], ...]:
        """Gives the share of linked mentions and the precision of the links; nothing without normalised names."""
        links = self.right + len(self.misses)
        return ((SHARE, links / self.stated), (RATIO, self.right / links)) if links else ()


def linked(records: Iterable[tuple[str, Record, str]]) -> Linked:
    """Links each condition as stated, in the text of its article, given as id, gold record and text.

    A link is right where its concept has the normalised name, or lies above or below the concept that the normalised
    name is linked to: a gold record may name the disease where the article names its course. What lies above all
    (a disease) is right for none.
    """
    stated = right = 0
    misses: list[Miss] = []
    for item, gold, text in records:
        matcher = Matcher(Context(vocabulary(), (text,)), _SCHEME)
        for one in gold.get("conditions") or ():
            if not one.get("normalised"):
                continue
            stated += 1
            found = set(_concepts(matcher, Term(one["as_stated"], aliases=tuple(one.get("aliases") or ()))))
            if found and _agree(found, one["normalised"], set(_concepts(matcher, Term(one["normalised"])))):
                right += 1
            elif found:
                misses.append(Miss(item, RATIO, "wrong", f"{one['as_stated']} -> {', '.join(sorted(found))}"))
    return Linked(stated, right, tuple(misses))


def _concepts(matcher: Matcher, term: Term) -> Iterator[str]:
    return (link.concept.removeprefix(CONCEPT) for link in matcher.links(term))


def _agree(found: set[str], name: str, wanted: set[str]) -> bool:
    known = vocabulary()
    return all(
        any(fold(label) == fold(name) for label in known.concepts[one].labels)
        or (known.concepts[one].broader and any(one in known.broader(other) for other in wanted))
        or any(other in known.broader(one) for other in wanted)
        for one in found
    )
