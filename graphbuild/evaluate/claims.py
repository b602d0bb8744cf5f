"""The single values of a news record beside what they were read from: the confidence and the sentence of each.

A claim carries a record that holds it alone, so that the protocol of the set can judge it by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphbuild.evaluate.matching import Record, fold, listed, similarity
from graphbuild.export.evaluation import evaluation_record
from graphbuild.model.study import Intervention, Outcome, Stated, Study
from graphbuild.pipeline import Extraction
from graphbuild.view.rows import words

Found = Stated[Any] | None

_READ: Mapping[str, Callable[[Study], Iterable[Found]]] = {
    "study_kind": lambda study: [study.study_type],
    "study_name": lambda study: [study.acronym],
    "conditions": lambda study: study.conditions,
    "comparator": lambda study: [study.comparator],
    "enrolled": lambda study: [study.enrollment],
    "group_sizes": lambda study: [arm.size for arm in study.arms],
    "population.description": lambda study: [study.population.description],
    "population.age": lambda study: [
        study.population.age,
        study.population.minimum_age,
        study.population.maximum_age,
        study.population.mean_age,
    ],
    "population.sex": lambda study: [study.population.sex],
    "phase": lambda study: [study.phase],
    "design": lambda study: study.design,
    "follow_up": lambda study: study.follow_up,
    "period": lambda study: [study.period],
    "setting.institutions": lambda study: study.institutions,
    "setting.cities": lambda study: study.cities,
    "setting.countries": lambda study: study.countries,
    "setting.sites": lambda study: [study.site_count],
    "setting.n_countries": lambda study: [study.country_count],
    "safety": lambda study: study.safety,
    "limitations": lambda study: study.limitations,
    "funding": lambda study: study.funders,
    "registry_ids": lambda study: study.registry_ids,
    "publication.title": lambda study: [study.publication.title],
    "publication.journal": lambda study: [study.publication.journal],
    "publication.meeting": lambda study: [study.publication.meeting],
    "publication.date": lambda study: [study.publication.date],
    "publication.authors": lambda study: study.publication.authors,
    "publication.doi": lambda study: [study.publication.doi],
    "article.title": lambda study: [report.title for report in study.reports],
    "article.date": lambda study: [report.date for report in study.reports],
    "article.publisher": lambda study: [report.publisher for report in study.reports],
}
"""Field of the record -> what of the study it was written from."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of a record: its field, its words, how sure it is, where it was read, and a record of it alone."""

    field: str
    value: str
    confidence: float
    sentence: str
    record: Record


def claims(extraction: Extraction) -> Iterator[Claim]:
    """Gives every single value that an extraction claims."""
    study = extraction.study
    if study is None:
        return
    record: Record = evaluation_record(study, extraction.document)
    yield Claim("about_a_study", "true", extraction.verdict.confidence, "", {"about_a_study": True})
    for field, read in _READ.items():
        found = [one for one in read(study) if one is not None]
        held = _at(record, field)
        for place, value in enumerate(listed(held)):
            stated = _source(value, place, found)
            yield _claim(field, value, stated, _nested(field, [value] if isinstance(held, list) else value))
    for item, intervention in zip(record["interventions"], study.interventions, strict=True):
        yield from _parts("interventions", item, _of_intervention(intervention))
    for item, outcome in zip(record["outcomes"], study.outcomes, strict=True):
        yield from _parts("outcomes", item, _of_outcome(outcome, study))


def nearest(value: str, found: Iterable[tuple[str, str]]) -> str:
    """Gives the sentence of the likeliest source among (value, sentence): an equal one, else the most similar."""
    ranked = max(found, key=lambda one: (one[0] == value, one[0] in value, similarity(one[0], value)), default=("", ""))
    return ranked[1]


def shown(value: object) -> str:
    """Gives a value of a record as one line: the name of an object, else its text."""
    if isinstance(value, dict):
        name = value.get("as_stated") or value.get("name")
        return str(name) if name else " ".join(str(part) for part in value.values())
    return str(value)


def _claim(field: str, value: object, stated: Found, record: Record) -> Claim:
    quote = stated.evidence[0].quote if stated is not None else ""
    return Claim(field, shown(value), 1.0 if stated is None else stated.confidence, quote, record)


def _source(value: object, place: int, found: Sequence[Stated[Any]]) -> Found:
    """Gives what a value was written from: what reads the same, else what stands at the same place."""
    same = next((one for one in found if fold(words(one.value)) == fold(shown(value))), None)
    if same is not None or not found:
        return same
    return found[min(place, len(found) - 1)]


def _parts(base: str, item: Record, found: Mapping[str, Found]) -> Iterator[Claim]:
    for attribute, stated in found.items():
        value = item.get(attribute)
        if value in (None, []):
            continue
        text = shown(item) if attribute == "name" else f"{shown(item)}: {value}"
        yield _claim(f"{base}.{attribute}", text, stated, _nested(base, [item]))


def _of_intervention(item: Intervention) -> dict[str, Found]:
    return {
        "name": item.name,
        "type": next(iter(item.types), None),
        "role": next(iter(item.roles), None),
        "dose": item.dose,
        "route": item.route,
        "frequency": item.frequency,
        "duration": item.duration,
    }


def _of_outcome(outcome: Outcome, study: Study) -> dict[str, Found]:
    mine = [one for one in study.findings if one.outcome.value == outcome.key]
    directions = [one.direction or one.polarity for one in mine]
    numbers = [stated for one in mine for stated in (*one.numbers, one.value, one.events)]
    return {
        "name": outcome.measure,
        "role": outcome.role,
        "direction": next((one for one in directions if one is not None), None),
        "numbers": next((one for one in numbers if one is not None), None),
    }


def _at(record: Record, path: str) -> Any:
    value: Any = record
    for key in path.split("."):
        value = value.get(key)
    return value


def _nested(field: str, value: object) -> Record:
    outer, _, inner = field.partition(".")
    return {"about_a_study": True, outer: {inner: value} if inner else value}
