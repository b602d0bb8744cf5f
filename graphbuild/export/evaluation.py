"""Study -> the record in which news sets are scored: one JSON object per article, in the words of those sets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from graphbuild.model.codes import Design, Direction, InterventionRole, InterventionType, OutcomeRole, Polarity, Sex
from graphbuild.model.fact import PartialDate
from graphbuild.model.study import Finding, Intervention, Outcome, Population, Report, Stated, Study, Term
from graphbuild.model.text import Document

Record = dict[str, object]

_INITIALS = 3

_DESIGNS = {
    Design.RANDOMIZED: "randomised",
    Design.CLUSTER_RANDOMIZED: "cluster-randomised",
    Design.SINGLE_ARM: "uncontrolled",
}
_UNSCORED_DESIGNS = {
    Design.NON_RANDOMIZED,
    Design.PARALLEL_GROUP,
    Design.DOSE_RANGING,
    Design.FACTORIAL,
    Design.CASE_CONTROL,
    Design.CASE_SERIES,
    Design.CROSS_SECTIONAL,
    Design.LONGITUDINAL,
    Design.EXTENSION,
}
_ROLES = {InterventionRole.CONCOMITANT: "background"}
_TYPES = {InterventionType.OTHER: "other"}
_SEXES = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.ALL: "both"}
_SCORED_ROLES = {OutcomeRole.PRIMARY, OutcomeRole.SECONDARY}


def evaluation_record(study: Study | None, document: Document) -> Record:
    """Gives the record of one article; a document without a study is a negative.

    The id is the document's name without folders and extension. What the text does not state is None or empty.
    """
    name = PurePath(document.name).stem
    if study is None:
        return {"id": name, "about_a_study": False}
    report = next((one for one in study.reports if one.document == document.id), study.reports[0])
    record: Record = {"id": name, "about_a_study": True}
    record |= _identity(study)
    record |= _people(study)
    record |= _course(study)
    record["outcomes"] = [_outcome(outcome, study.findings) for outcome in study.outcomes]
    record["publication"] = _publication(study, report)
    record["article"] = _article(report)
    return record


def _identity(study: Study) -> Record:
    return {
        "study_kind": _value(study.study_type),
        "study_name": _value(study.acronym),
        "registry_ids": _values(study.registry_ids),
        "phase": None if study.phase is None else study.phase.value.removeprefix("phase-").replace("-", "/"),
        "design": _designs(study),
        "conditions": [_condition(stated) for stated in study.conditions],
        "interventions": [_intervention(item) for item in study.interventions],
        "comparator": _value(study.comparator),
    }


def _people(study: Study) -> Record:
    return {
        "enrolled": _value(study.enrollment),
        "enrolled_qualifier": _value(study.enrollment_qualifier),
        "group_sizes": [arm.size.value for arm in study.arms if arm.size is not None],
        "population": _population(study.population),
    }


def _course(study: Study) -> Record:
    return {
        "follow_up": [_follow_up(stated.value.value, stated.value.unit) for stated in study.follow_up],
        "period": _value(study.period),
        "setting": {
            "institutions": _values(study.institutions),
            "cities": _values(study.cities),
            "countries": _values(study.countries),
            "sites": _value(study.site_count),
            "n_countries": _value(study.country_count),
        },
        "safety": _values(study.safety),
        "limitations": _values(study.limitations),
        "funding": _values(study.funders),
    }


def _follow_up(value: object, unit: str) -> Record:
    number = float(str(value))
    return {"value": int(number) if number.is_integer() else number, "unit": str(unit)}


def _designs(study: Study) -> list[str]:
    words = [_DESIGNS.get(one.value, one.value.value) for one in study.design if one.value not in _UNSCORED_DESIGNS]
    kind = study.study_type
    if kind is not None and any("observational" in piece.exact.casefold() for piece in kind.evidence):
        words.append("observational")
    return sorted(set(words))


def _condition(stated: Stated[Term]) -> Record:
    term = stated.value
    normalised = term.links[0].label if term.links else None
    return {"as_stated": term.label, "normalised": normalised, "aliases": list(term.aliases)}


def _intervention(item: Intervention) -> Record:
    return {
        "name": item.name.value.label,
        "aliases": list(item.name.value.aliases),
        "type": _one_or_more(_TYPES.get(one.value, one.value.value) for one in item.types),
        "role": _one_or_more(_ROLES.get(one.value, one.value.value) for one in item.roles),
        "dose": _value(item.dose),
        "route": _words(item.route),
        "frequency": _value(item.frequency),
        "duration": _words(item.duration),
    }


def _population(population: Population) -> Record:
    bounds = (population.minimum_age, population.maximum_age, population.mean_age)
    age = _value(population.age) or next((_words(bound) for bound in bounds if bound is not None), None)
    sex = None if population.sex is None else _SEXES[population.sex.value]
    return {"description": _value(population.description), "age": age, "sex": sex}


def _outcome(outcome: Outcome, findings: Iterable[Finding]) -> Record:
    mine = [one for one in findings if one.outcome.value == outcome.key and one.formula is None]
    role = outcome.role.value.value if outcome.role is not None and outcome.role.value in _SCORED_ROLES else None
    return {
        "name": outcome.measure.value.label,
        "aliases": list(outcome.measure.value.aliases),
        "role": role,
        "direction": _direction(mine),
        "numbers": list(dict.fromkeys(number for one in mine for number in _numbers(one))),
    }


def _direction(findings: Iterable[Finding]) -> str | None:
    """Gives the direction that most findings of an outcome share, the first stated one where they tie."""
    found: list[Direction] = []
    for one in findings:
        if one.direction is not None:
            found.append(one.direction.value)
        elif one.polarity is not None and one.polarity.value is Polarity.ABSENT:
            found.append(Direction.NO_EVENT)
    return Counter(found).most_common(1)[0][0].value.replace("-", "_") if found else None


def _numbers(finding: Finding) -> list[str]:
    worded = [stated.value for stated in finding.numbers]
    if worded:
        return worded
    return [words for words in (_words(finding.value), _words(finding.events)) if words is not None]


def _publication(study: Study, report: Report) -> Record:
    paper = study.publication
    return {
        "title": _value(paper.title),
        "journal": _value(paper.journal),
        "meeting": _value(paper.meeting),
        "date": None if paper.date is None else _resolved(paper.date.value, report).iso,
        "authors": [_given_name_first(stated.value.name) for stated in paper.authors],
        "doi": _value(paper.doi),
    }


def _given_name_first(name: str) -> str:
    """Turns the style of citations (Smith AB) into the other (A. B. Smith)."""
    *surname, last = name.split()
    if surname and last.isupper() and last.isalpha() and len(last) <= _INITIALS:
        return " ".join((*(f"{letter}." for letter in last), *surname))
    return name


def _resolved(date: PartialDate, report: Report) -> PartialDate:
    """Completes a date without a year by the report's own: the latest such day that is not after the report."""
    own = None if report.date is None else report.date.value
    if date.year is not None or own is None or own.year is None:
        return date
    later = (date.month or 0, date.day or 0) > (own.month or 12, own.day or 31)
    return replace(date, year=own.year - 1 if later else own.year)


def _article(report: Report) -> Record:
    return {
        "title": _value(report.title),
        "date": None if report.date is None else report.date.value.iso,
        "publisher": _value(report.publisher),
    }


def _value(stated: Stated[object] | None) -> object:
    return None if stated is None else stated.value


def _values(stated: Iterable[Stated[str]]) -> list[str]:
    return list(dict.fromkeys(one.value for one in stated))


def _words(stated: Stated[object] | None) -> str | None:
    return None if stated is None else " ".join(stated.evidence[0].exact.split())


def _one_or_more(words: Iterable[str]) -> str | list[str] | None:
    found = list(dict.fromkeys(words))
    return found[0] if len(found) == 1 else found or None
