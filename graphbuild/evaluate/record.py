"""The protocol of the news sets: one record of an article against the gold record, field by field and pooled.

On a page that reports no study every predicted field is wrong.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from graphbuild.evaluate.claims import shown
from graphbuild.evaluate.matching import (
    Record,
    by_name,
    days,
    fold,
    listed,
    named,
    numbers,
    pair_up,
    phase,
    same_date,
    same_person,
    sex,
    similarity,
)
from graphbuild.evaluate.scores import Miss, Scores, Tally

FIELDS = [
    "about_a_study",
    "study_kind",
    "study_name",
    "conditions",
    "interventions.name",
    "interventions.type",
    "interventions.role",
    "interventions.dose",
    "interventions.route",
    "interventions.frequency",
    "interventions.duration",
    "comparator",
    "enrolled",
    "group_sizes",
    "population.description",
    "population.age",
    "population.sex",
    "phase",
    "design",
    "follow_up",
    "period",
    "setting.institutions",
    "setting.cities",
    "setting.countries",
    "setting.sites",
    "setting.n_countries",
    "outcomes.name",
    "outcomes.direction",
    "outcomes.role",
    "outcomes.numbers",
    "safety",
    "publication.title",
    "publication.journal",
    "publication.meeting",
    "publication.date",
    "publication.authors",
    "publication.doi",
    "article.title",
    "article.date",
    "article.publisher",
    "registry_ids",
    "funding",
    "limitations",
]
CORE = frozenset(
    [
        "about_a_study",
        "conditions",
        "interventions.name",
        "interventions.type",
        "interventions.role",
        "comparator",
        "enrolled",
        "phase",
        "design",
        "follow_up",
        "setting.institutions",
        "setting.countries",
        "outcomes.name",
        "outcomes.direction",
        "outcomes.numbers",
        "safety",
        "publication.journal",
        "publication.date",
        "publication.authors",
        "publication.doi",
        "registry_ids",
        "funding",
        "article.title",
        "article.date",
    ]
)
_WORDING = {
    "study_name": 0.5,
    "comparator": 0.4,
    "population.description": 0.34,
    "publication.title": 0.6,
    "publication.journal": 0.7,
    "publication.meeting": 0.5,
    "article.title": 0.8,
    "article.publisher": 0.5,
    "period": 0.6,
}
_WORDINGS = {
    "setting.institutions": 0.6,
    "setting.cities": 0.6,
    "setting.countries": 0.6,
    "funding": 0.5,
    "safety": 0.34,
    "limitations": 0.34,
}
_ATTRIBUTE = {"dose": 0.5, "route": 0.4, "frequency": 0.4, "duration": 0.4}
_ATTRIBUTES = {
    "interventions": ("type", "role", "dose", "route", "frequency", "duration"),
    "outcomes": ("direction", "role"),
}
_DESIGNS = {
    "randomized": "randomised",
    "double-blinded": "double-blind",
    "double blind": "double-blind",
    "single-blinded": "single-blind",
    "cross-over": "crossover",
    "multicenter": "multicentre",
    "multi-centre": "multicentre",
    "multi-center": "multicentre",
    "open label": "open-label",
    "placebo controlled": "placebo-controlled",
    "cluster-randomized": "cluster-randomised",
    "cluster randomized": "cluster-randomised",
    "cluster randomised": "cluster-randomised",
    "non-randomized": "non-randomised",
    "noninferiority": "non-inferiority",
}
_NAME_THRESHOLD = 0.5
_FOLLOW_UP_TOLERANCE = 0.03

Counts = dict[str, tuple[int, list[Any], list[Any]]]


def score_all(name: str, gold: Mapping[str, Record], claims: Mapping[str, Record]) -> Scores:
    """Scores predictions against gold records of the same ids; a missing prediction counts as empty."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    misses: list[Miss] = []
    for item, record in gold.items():
        for field, (right, wrong, missed) in score_record(record, claims.get(item, {})).items():
            tallies[field] += Tally(right, len(wrong), len(missed))
            misses += [Miss(item, field, "wrong", shown(value)) for value in wrong]
            misses += [Miss(item, field, "missed", shown(value)) for value in missed]
    false_studies = sum(
        bool(claims.get(item, {}).get("about_a_study")) for item, record in gold.items() if not record["about_a_study"]
    )
    negatives = sum(not record["about_a_study"] for record in gold.values())
    remark = f"{len(gold)} articles, {negatives} without a study, {false_studies} of them wrongly called one"
    everything = sum((tallies[field] for field in FIELDS), Tally())
    core = sum((tallies[field] for field in FIELDS if field in CORE), Tally())
    fields = tuple((field + (" *" if field in CORE else ""), tallies[field]) for field in FIELDS)
    pooled = (("micro, all fields", everything), ("micro, core fields (*)", core))
    return Scores(name, fields, pooled, (remark,), tuple(misses))


def score_record(gold: Record, claim: Record) -> Counts:
    """Gives, for each field, how many values are right, which are wrong and which were missed."""
    is_study, called_study = bool(gold.get("about_a_study")), bool(claim.get("about_a_study"))
    verdict: tuple[int, list[Any], list[Any]] = (
        int(is_study and called_study),
        ["true"] if called_study and not is_study else [],
        ["true"] if is_study and not called_study else [],
    )
    counts: Counts = {"about_a_study": verdict}
    counts |= _scalars(gold, claim)
    counts |= _sets(gold, claim)
    counts |= _lists(gold, claim)
    for base in _ATTRIBUTES:
        counts |= _objects(base, gold, claim)
    if not is_study:
        counts = {
            field: count
            for field, count in counts.items()
            if field not in {"article.title", "article.date", "article.publisher"}
        }
    return counts


def _scalars(gold: Record, claim: Record) -> Counts:
    rules: dict[str, Callable[[Any, Any], bool]] = {
        field: partial(_alike, threshold) for field, threshold in _WORDING.items()
    }
    rules |= dict.fromkeys(
        ("enrolled", "setting.sites", "setting.n_countries"), lambda left, right: str(left) == str(right)
    )
    rules["study_kind"] = lambda left, right: fold(left) == fold(right)
    rules["phase"] = lambda left, right: phase(left) == phase(right)
    rules["population.sex"] = lambda left, right: sex(left) == sex(right)
    rules["population.age"] = _same_age
    rules |= dict.fromkeys(("publication.date", "article.date"), same_date)
    rules["publication.doi"] = _same_doi
    counts: Counts = {}
    for field, same in rules.items():
        stated, claimed = _at(gold, field), _at(claim, field)
        right = stated is not None and claimed is not None and same(stated, claimed)
        wrong = [] if claimed is None or right else [claimed]
        counts[field] = int(right), wrong, [] if stated is None or right else [stated]
    return counts


def _alike(threshold: float, left: object, right: object) -> bool:
    return similarity(left, right) >= threshold


def _same_age(left: object, right: object) -> bool:
    stated = numbers(left)
    return stated == numbers(right) if stated else similarity(left, right) >= _NAME_THRESHOLD


def _same_doi(left: object, right: object) -> bool:
    bare = fold(right).strip(" .").removeprefix("https://").removeprefix("http://").removeprefix("dx.")
    return fold(left).strip(" .") == bare.removeprefix("doi.org/").removeprefix("doi:").strip()


def _sets(gold: Record, claim: Record) -> Counts:
    def designs(record: Record) -> set[str]:
        plain = (str(value).lower().strip() for value in listed(record.get("design")))
        return {_DESIGNS.get(value, value) for value in plain}

    def effects(record: Record) -> set[float]:
        outcomes = named(record.get("outcomes"), "name")
        return {number for item in outcomes for text in listed(item.get("numbers")) for number in numbers(text)}

    pairs: dict[str, tuple[set[Any], set[Any]]] = {
        "registry_ids": tuple({str(i).upper() for i in listed(r.get("registry_ids"))} for r in (gold, claim)),  # type: ignore[dict-item]
        "group_sizes": (set(listed(gold.get("group_sizes"))), set(listed(claim.get("group_sizes")))),
        "design": (designs(gold), designs(claim)),
        "outcomes.numbers": (effects(gold), effects(claim)),
    }
    return {
        field: (len(stated & claimed), sorted(map(str, claimed - stated)), sorted(map(str, stated - claimed)))
        for field, (stated, claimed) in pairs.items()
    }


def _lists(gold: Record, claim: Record) -> Counts:
    counts: Counts = {}

    def put(
        field: str, pair: tuple[list[Any], list[Any]], score: Callable[[Any, Any], float], threshold: float
    ) -> None:
        stated, claimed = pair
        matched = pair_up(stated, claimed, score, threshold)
        wrong = [item for j, item in enumerate(claimed) if j not in matched.values()]
        counts[field] = len(matched), wrong, [item for i, item in enumerate(stated) if i not in matched]

    for field, threshold in _WORDINGS.items():
        put(field, (listed(_at(gold, field)), listed(_at(claim, field))), similarity, threshold)
    authors = "publication.authors"
    put(authors, (listed(_at(gold, authors)), listed(_at(claim, authors))), same_person, _NAME_THRESHOLD)
    conditions = named(gold.get("conditions"), "as_stated"), named(claim.get("conditions"), "as_stated")
    put("conditions", conditions, by_name("as_stated"), _NAME_THRESHOLD)
    put("follow_up", (days(gold.get("follow_up")), days(claim.get("follow_up"))), _same_length, _NAME_THRESHOLD)
    return counts


def _same_length(left: float, right: float) -> float:
    return float(abs(left - right) <= _FOLLOW_UP_TOLERANCE * max(left, right))


def _objects(base: str, gold: Record, claim: Record) -> Counts:
    stated, claimed = named(gold.get(base), "name"), named(claim.get(base), "name")
    matched = pair_up(stated, claimed, by_name("name"), _NAME_THRESHOLD)
    back = {j: i for i, j in matched.items()}
    counts: Counts = {
        f"{base}.name": (
            len(matched),
            [item for j, item in enumerate(claimed) if j not in back],
            [item for i, item in enumerate(stated) if i not in matched],
        )
    }
    for attribute in _ATTRIBUTES[base]:
        partners = [claimed[matched[i]].get(attribute) if i in matched else None for i in range(len(stated))]
        values = [item.get(attribute) for item in stated]
        right = [
            value is not None and partner is not None and _same_attribute(attribute, value, partner)
            for value, partner in zip(values, partners, strict=True)
        ]
        missed = [
            f"{item.get('name')}: {value} (got {partner})"
            for item, value, partner, ok in zip(stated, values, partners, right, strict=True)
            if value is not None and not ok
        ]
        wrong = [
            f"{item.get('name')}: {item[attribute]}"
            for j, item in enumerate(claimed)
            if item.get(attribute) is not None and not (j in back and right[back[j]])
        ]
        counts[f"{base}.{attribute}"] = sum(right), wrong, missed
    return counts


def _same_attribute(attribute: str, stated: object, claimed: object) -> bool:
    if attribute in _ATTRIBUTE:
        found = numbers(stated)
        return similarity(stated, claimed) >= _ATTRIBUTE[attribute] or bool(found and found == numbers(claimed))
    return bool({fold(value) for value in listed(stated)} & {fold(value) for value in listed(claimed)})


def _at(record: Record, path: str) -> Any:
    value: Any = record
    for key in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return None if value in ("", [], {}) else value
