"""Where the study was done and by whom: institutions, cities, countries, and how many sites."""

from collections.abc import Iterable, Iterator

from graphbuild.extract.affiliations import Candidate, institution_candidates, place_candidates
from graphbuild.extract.ranking import probability
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_THRESHOLDS = {"institutions": 0.56, "cities": 0.56, "countries": 0.62}
_FIELDS = {"institutions": Field.INSTITUTION, "cities": Field.CITY, "countries": Field.COUNTRY}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives the facts of this family."""
    institutions = tuple(_chosen("institutions", institution_candidates(document)))
    yield from institutions
    spans = tuple(fact.span for fact in institutions if isinstance(fact.span, Span))
    for kind in ("cities", "countries"):
        yield from _chosen(kind, place_candidates(document, kind, spans))


def chosen_institutions(document: Document) -> tuple[Span, ...]:
    """Gives where the institutions of the study stand."""
    facts = _chosen("institutions", institution_candidates(document))
    return tuple(fact.span for fact in facts if isinstance(fact.span, Span))


def _chosen(kind: str, candidates: Iterable[Candidate]) -> Iterator[Fact]:
    for one in candidates:
        sure = probability(kind, one.features)
        if sure >= _THRESHOLDS[kind]:
            yield Fact(_FIELDS[kind], one.name, one.span, f"{kind}/model", sure)
