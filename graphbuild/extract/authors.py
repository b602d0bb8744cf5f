"""Who wrote the paper or belongs to the study team, told from those who merely comment."""

from collections.abc import Iterable

from graphbuild.extract.authorship import Candidate, candidates
from graphbuild.extract.ranking import probability
from graphbuild.language.memory import remembering
from graphbuild.model.codes import Section
from graphbuild.model.fact import Fact, Field, Person
from graphbuild.model.text import Document

MODEL = "authors"
THRESHOLD = 0.52
_BYLINE = {"line:alone", "place:0", "row:1", "mentions:1"}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives one fact for each author, at the fullest mention of the name; lists of references name others."""
    for candidate, sure in judged(document):
        if sure >= THRESHOLD and not candidate.features >= _BYLINE and not _is_referred_to(candidate):
            best = candidate.person.best
            yield Fact(Field.PUBLICATION_AUTHOR, Person(best.name), best.span, "authors/model", sure)


def _is_referred_to(candidate: Candidate) -> bool:
    """Tells whether a name with initials behind it stands in a list of references."""
    return candidate.person.best.cited and f"first/section:{Section.BOILERPLATE}" in candidate.features


@remembering(4)
def judged(document: Document) -> tuple[tuple[Candidate, float], ...]:
    """Gives every person that the document names with the probability of being an author."""
    return tuple((one, probability(MODEL, one.features)) for one in candidates(document))
