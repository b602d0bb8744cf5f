"""What was given or what people were exposed to: names, types and roles."""

from collections.abc import Iterator

from graphbuild.extract.candidates import Candidate, candidates
from graphbuild.extract.selection import Choice, choose, overlap
from graphbuild.language.classifier import classifier
from graphbuild.language.slug import slug
from graphbuild.model.codes import InterventionRole, InterventionType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document

_THRESHOLD = 0.42
_MOST_ALIASES = 4
_TYPES = {"other": InterventionType.OTHER}
_ROLES = {"background": InterventionRole.CONCOMITANT}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:  # noqa: ARG001
    """Gives the interventions and exposures of the study."""
    kept = choose(document, "intervention", _THRESHOLD)
    for choice in kept:
        yield from _named(document, choice)


def _named(document: Document, choice: Choice) -> Iterator[Fact]:
    span = choice.candidate.best.name.span
    name = " ".join(span.of(document.text).split())
    about, sure = slug(name), round(choice.probability, 3)
    yield Fact(Field.INTERVENTION_NAME, name, span, "intervention/named", sure, about)
    for field, value, certainty in (
        (Field.INTERVENTION_TYPE, *_kind(choice)),
        (Field.INTERVENTION_ROLE, *_role(choice)),
    ):
        yield Fact(field, value, span, "intervention/classed", round(certainty * choice.probability, 3), about)
    yield from _aliases(document, choice.candidate, name, about)


def _likeliest(model: str, features: tuple[str, ...]) -> tuple[str, float]:
    chances = classifier(model).probabilities(features)
    best = max(chances, key=lambda name: chances[name])
    return best, chances[best]


def _kind(choice: Choice) -> tuple[InterventionType, float]:
    name, chance = _likeliest("intervention-type", choice.features)
    return _TYPES.get(name) or InterventionType(name), chance


def _role(choice: Choice) -> tuple[InterventionRole, float]:
    name, chance = _likeliest("intervention-role", choice.features)
    return _ROLES.get(name) or InterventionRole(name), chance


def _aliases(document: Document, kept: Candidate, name: str, about: str) -> Iterator[Fact]:
    """Gives the other wordings of the same name, then fuller names that hold all of its words."""
    said = {name.casefold()}
    fuller = [one for one in candidates(document) if one is not kept and set(kept.key) < set(one.key)]
    for one in (kept, *(other for other in fuller if overlap(kept.key, other.key))):
        for mention in one.mentions:
            words = " ".join(mention.name.span.of(document.text).split())
            if words.casefold() not in said and len(said) <= _MOST_ALIASES:
                said.add(words.casefold())
                yield Fact(Field.INTERVENTION_ALIAS, words, mention.name.span, "intervention/alias", 0.8, about)
