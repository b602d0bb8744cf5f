"""The stated values of a study as rows for people: a group, a label, the value in words, and its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphbuild.language.slug import slug
from graphbuild.model.fact import Duration, PartialDate, Person
from graphbuild.model.study import Evidence, Stated, Study, Term

GROUPS = {
    "publication": "Publication",
    "population": "Population",
    "arms": "Arms",
    "interventions": "Interventions",
    "outcomes": "Outcomes",
    "findings": "Findings",
    "reports": "Report",
    "readings": "Readings that lost",
}
GROUP_ORDER = (
    *("Study", "Population", "Arms", "Interventions", "Outcomes", "Findings", "Claims", "Setting"),
    *("Publication", "Report", "Readings that lost"),
)
"""The groups in reading order."""
_SETTING = ("institutions", "cities", "countries", "site_count", "country_count", "funders", "sponsor", "conflicts")
_CLAIMS = ("conclusions", "limitations", "background", "safety", "objective")
_EXPECTED = {
    "registry id": "registry_ids",
    "phase": "phase",
    "design": "design",
    "condition": "conditions",
    "enrolment": "enrollment",
    "arms": "arms",
    "interventions": "interventions",
    "comparator": "comparator",
    "follow-up": "follow_up",
    "outcomes": "outcomes",
    "findings": "findings",
    "harms": "safety",
    "limitations": "limitations",
    "funding": "funders",
    "institution": "institutions",
    "country": "countries",
    "start date": "start_date",
}
_EXPECTED_OF_POPULATION = {"age": "age", "sex": "sex", "population": "description"}
_EXPECTED_OF_PUBLICATION = {"paper title": "title", "journal": "journal", "authors": "authors", "DOI": "doi"}


@dataclass(frozen=True, slots=True)
class Row:
    """One stated value: `path` names it within the study, `group`, `entity` and `label` say it in words.

    The entity is the arm, intervention, outcome or finding that the value belongs to; empty for the study itself.
    """

    path: str
    group: str
    entity: str
    label: str
    value: str
    evidence: tuple[Evidence, ...]


def rows(study: Study) -> tuple[Row, ...]:
    """Gives a row for every stated value, grouped in reading order."""
    return tuple(sorted(_rows(study), key=lambda row: GROUP_ORDER.index(row.group)))


def missing(study: Study) -> tuple[str, ...]:
    """Names what a good record has and no report of the study states."""
    names = [name for name, attribute in _EXPECTED.items() if not getattr(study, attribute)]
    names += [name for name, attribute in _EXPECTED_OF_POPULATION.items() if not getattr(study.population, attribute)]
    names += [name for name, part in _EXPECTED_OF_PUBLICATION.items() if not getattr(study.publication, part)]
    return tuple(sorted(names))


def words(value: object) -> str:
    """Gives a value as people write it.

    >>> words(PartialDate(2023, 1, 9)), words(Person("Ada Alder"))
    ('2023-01-09', 'Ada Alder')
    """
    if isinstance(value, Term):
        return value.label
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, Duration):
        plural = "" if value.value == 1 else "s"
        return f"{value.value.normalize():f} {value.unit}{plural}"
    if isinstance(value, Person):
        return value.name
    if isinstance(value, StrEnum):
        return _code(value.value)
    return " ".join(str(value).split())


def concept(term: Term) -> tuple[str, str]:
    """Gives label and key of a mention: those of the linked concept, else of the words themselves."""
    if term.links:
        return term.links[0].label, term.links[0].concept.rpartition("/")[2]
    return term.label, slug(term.label)


def _code(code: str) -> str:
    for prefix in ("claim-", "stat-", "arm-", "route-", "sex-", "match-", "disagreement-", "severity-"):
        code = code.removeprefix(prefix)
    return (
        code.replace("-intervention", "").replace("-", " ") if code == "other-intervention" else code.replace("-", " ")
    )


def _rows(study: Study) -> Iterator[Row]:
    names = _entity_names(study)
    for path, stated in study.stated():
        head, *rest = [part for part in path.split("/") if not part.isdigit()]
        attribute = rest[-1] if rest else head
        entity = names.get(f"{head}/{rest[0]}", "") if rest else ""
        plain = names.get(f"outcomes/{stated.value}") if attribute == "outcome" else None
        plain = plain or (names.get(f"arms/{stated.value}") if attribute in {"arm", "compared_with"} else None)
        plain = plain or (names.get(f"interventions/{stated.value}") if attribute == "interventions" else None)
        yield Row(path, _group(head), entity, _label(attribute), plain or words(stated.value), stated.evidence)


def _group(head: str) -> str:
    if head in GROUPS:
        return GROUPS[head]
    return "Setting" if head in _SETTING else "Claims" if head in _CLAIMS else "Study"


def _label(attribute: str) -> str:
    label = attribute.replace("_", " ")
    irregular = {"criteria": "criterion", "countries": "country", "cities": "city", "types": "type", "roles": "role"}
    irregular |= {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "time": "time point", "claim": "claim level"}
    irregular |= {"registry ids": "registry id", "enrollment": "enrolment", "follow up": "follow-up"}
    if label in irregular:
        return irregular[label]
    keeps = {"status", "design", "analysed", "discontinued", "deaths", "events", "safety"}
    return label if label in keeps or not label.endswith("s") else label[:-1]


def _entity_names(study: Study) -> dict[str, str]:
    names = {f"arms/{arm.key}": words(arm.label.value) for arm in study.arms}
    names |= {f"interventions/{item.key}": words(item.name.value) for item in study.interventions}
    names |= {f"outcomes/{item.key}": words(item.measure.value) for item in study.outcomes}
    outcomes = {item.key: words(item.measure.value) for item in study.outcomes}
    for item in study.findings:
        computed = " (computed)" if item.formula else ""
        names[f"findings/{item.key}"] = outcomes.get(item.outcome.value, item.key) + computed
    return names


def first_words(stated: Stated[object] | None) -> str:
    """Gives the value in words, or an empty text where nothing was stated."""
    return "" if stated is None else words(stated.value)
