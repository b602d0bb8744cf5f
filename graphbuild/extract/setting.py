"""Where the study was done and by whom: institutions, cities and countries."""

from collections.abc import Iterable, Iterator, Sequence

from graphbuild.extract.affiliations import Candidate, Place, institution_candidates, place_candidates
from graphbuild.extract.ranking import probability
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_THRESHOLDS = {"institutions": 0.54, "cities": 0.53, "countries": 0.54}
_JOINT, _BEHIND_A_CITY = ", ", 0.3
_FIELDS = {"institutions": Field.INSTITUTION, "cities": Field.CITY, "countries": Field.COUNTRY}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives the facts of this family, each at the place that tells most surely that it belongs to the study."""
    institutions = _chosen("institutions", institution_candidates(document))
    yield from _facts("institutions", institutions)
    spans = _spans(institutions)
    cities = _chosen("cities", place_candidates(document, "cities", spans))
    yield from _facts("cities", cities)
    countries = place_candidates(document, "countries", spans)
    yield from _facts("countries", _chosen("countries", countries, document.text, _spans(cities)))


def _spans(chosen: Iterable[tuple[Candidate, float]]) -> tuple[Span, ...]:
    return tuple(place.span for candidate, _ in chosen for place in candidate.places)


def _chosen(
    kind: str, candidates: Iterable[Candidate], text: str = "", cities: Sequence[Span] = ()
) -> tuple[tuple[Candidate, float], ...]:
    """Gives what is sure enough; right behind a city that was chosen a country need not be as sure."""
    behind = frozenset(city.end + len(_JOINT) for city in cities if text.startswith(_JOINT, city.end))

    def least(one: Candidate) -> float:
        return _BEHIND_A_CITY if any(place.span.start in behind for place in one.places) else _THRESHOLDS[kind]

    judged = ((one, probability(kind, one.features)) for one in candidates)
    return tuple((one, sure) for one, sure in judged if sure >= least(one))


def _facts(kind: str, chosen: Iterable[tuple[Candidate, float]]) -> Iterator[Fact]:
    def clearness(place: Place) -> float:
        return probability(kind, place.features)

    for candidate, sure in chosen:
        best = max(candidate.places, key=clearness)
        yield Fact(_FIELDS[kind], best.name, best.span, f"setting/{kind}", sure)
