"""The one table from the fields of the records to the properties of the graph.

Each row also names the field of the fact from which the value was read and the kind of the value, so that a finished
graph can be read back and checked against its sources.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal

from graphbuild.model import codes, record
from graphbuild.model.fact import Duration, Field, PartialDate, Person, Ref
from graphbuild.model.study import Arm, Evidence, Finding, Intervention, Outcome, Population, Publication, Report, Study
from graphbuild.rdf.values import decimal, literal
from graphbuild.terms import GB, PREFIXES

RDF, RDFS, SCHEMA, DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "schema", "dcterms"))
LABEL = f"{RDFS}label"
TYPE = f"{RDF}type"
DESCRIPTION = f"{DCTERMS}description"
ALIAS = f"{GB}alias"
READING_VALUE = f"{GB}readingValue"
_ATTRIBUTES = {
    field: attribute.rstrip("*")
    for table in (
        record.REPORT,
        record.PUBLICATION,
        record.STUDY,
        record.POPULATION,
        record.ARM,
        record.INTERVENTION,
        record.OUTCOME,
        record.FINDING,
    )
    for field, attribute in table.items()
}
_DAYS_A_MONTH = Duration(Decimal(1), codes.DurationUnit.MONTH).days
_FINE = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class Twin:
    """A second property that says the same in a form that is easier to compute with, or in the words of the text."""

    predicate: str
    write: Callable[[Any, Evidence], Literal | None]


@dataclass(frozen=True, slots=True)
class Property:
    """One field of a record: the facts it comes from, its property and the kind of its values.

    A Ref names a child of the same study; `target` says of which kind.
    """

    field: Field
    predicate: str
    kind: type
    twin: Twin | None = None
    target: str = ""

    @property
    def attribute(self) -> str:
        """Names the attribute of the record that holds the value."""
        return _ATTRIBUTES[self.field]

    @property
    def predicates(self) -> tuple[str, ...]:
        """Names the properties that the field fills."""
        return (self.predicate,) if self.twin is None else (self.predicate, self.twin.predicate)


def _months(value: Duration, _: Evidence) -> Literal:
    """Gives months; minutes and hours, which the record rounds to none, get more digits."""
    return decimal(value.months or (value.days / _DAYS_A_MONTH).quantize(_FINE))


def _years(value: Duration, _: Evidence) -> Literal:
    return decimal((value.months / 12).quantize(Decimal("0.001")))


def _year(value: PartialDate, _: Evidence) -> Literal | None:
    return None if value.year is None else literal(str(value.year), "integer")


def _words(_: object, evidence: Evidence) -> Literal:
    return literal(evidence.exact)


def _own(field: Field, kind: type = str, name: str = "", twin: Twin | None = None) -> Property:
    """Gives a row whose property has the name of the fact's field, unless another name is given."""
    return Property(field, GB + (name or field.value.partition(".")[2]), kind, twin)


def _ref(field: Field, name: str, target: str) -> Property:
    return Property(field, GB + name, Ref, target=target)


_PUBLISHED_YEAR = Twin(f"{GB}publishedYear", _year)

REPORT = (
    Property(Field.REPORT_TITLE, f"{SCHEMA}headline", str),
    Property(Field.REPORT_DATE, f"{SCHEMA}datePublished", PartialDate, _PUBLISHED_YEAR),
    Property(Field.REPORT_PUBLISHER, f"{SCHEMA}publisher", str),
    Property(Field.REPORT_URL, f"{SCHEMA}url", str),
)
PUBLICATION = (
    Property(Field.PUBLICATION_TITLE, f"{DCTERMS}title", str),
    _own(Field.PUBLICATION_JOURNAL),
    _own(Field.PUBLICATION_MEETING),
    Property(Field.PUBLICATION_DATE, f"{SCHEMA}datePublished", PartialDate, _PUBLISHED_YEAR),
    _own(Field.PUBLICATION_AUTHOR, Person, "authorName"),
    _own(Field.PUBLICATION_DOI),
    _own(Field.PUBLICATION_PMID),
    _own(Field.PUBLICATION_PMCID),
    _own(Field.PUBLICATION_STATUS, name="publicationStatus"),
)
STUDY = (
    _own(Field.REGISTRY_ID),
    _own(Field.ACRONYM),
    _own(Field.OFFICIAL_TITLE),
    Property(Field.STUDY_TYPE, TYPE, codes.StudyType),
    _own(Field.PHASE, codes.Phase),
    _own(Field.DESIGN, codes.Design),
    _own(Field.OBJECTIVE),
    _own(Field.ENROLLMENT, int),
    _own(Field.ENROLLMENT_QUALIFIER),
    _own(Field.ANALYSED, int),
    _own(Field.LOST_TO_FOLLOW_UP, int),
    _own(Field.DISCONTINUED, int),
    _own(Field.DEATHS, int),
    _own(Field.ARM_COUNT, int),
    _own(Field.COMPARATOR),
    _own(Field.FOLLOW_UP, Duration, twin=Twin(f"{GB}followUpMonths", _months)),
    _own(Field.PERIOD),
    _own(Field.START_DATE, PartialDate, twin=Twin(f"{GB}startYear", _year)),
    _own(Field.COMPLETION_DATE, PartialDate, twin=Twin(f"{GB}completionYear", _year)),
    _own(Field.STATUS),
    _own(Field.SAFETY),
    _own(Field.CONCLUSION),
    _own(Field.LIMITATION),
    _own(Field.FUNDER),
    _own(Field.SPONSOR),
    _own(Field.CONFLICT, name="conflict"),
    _own(Field.BACKGROUND, name="background"),
    _own(Field.INSTITUTION),
    _own(Field.CITY),
    _own(Field.COUNTRY),
    _own(Field.SITE_COUNT, int),
    _own(Field.COUNTRY_COUNT, int),
)
CONDITION = Property(Field.CONDITION, LABEL, str)
"""A condition is a node of its own; this is the row of its label."""
POPULATION = (
    Property(Field.POPULATION_DESCRIPTION, DESCRIPTION, str),
    _own(Field.POPULATION_AGE),
    _own(Field.POPULATION_MINIMUM_AGE, Duration, twin=Twin(f"{GB}minimumAgeYears", _years)),
    _own(Field.POPULATION_MAXIMUM_AGE, Duration, twin=Twin(f"{GB}maximumAgeYears", _years)),
    _own(Field.POPULATION_MEAN_AGE, Decimal),
    _own(Field.POPULATION_SEX, codes.Sex),
    _own(Field.POPULATION_CRITERION),
)
ARM = (
    Property(Field.ARM_LABEL, LABEL, str),
    _own(Field.ARM_TYPE, codes.ArmType, "armType"),
    _own(Field.ARM_SIZE, int),
    _ref(Field.ARM_INTERVENTION, "intervention", "intervention"),
)
INTERVENTION = (
    Property(Field.INTERVENTION_NAME, LABEL, str),
    _own(Field.INTERVENTION_TYPE, codes.InterventionType, "interventionType"),
    _own(Field.INTERVENTION_ROLE, codes.InterventionRole),
    _own(Field.INTERVENTION_DOSE),
    _own(Field.INTERVENTION_DOSE_LEVELS, int),
    _own(Field.INTERVENTION_ROUTE, codes.Route),
    _own(Field.INTERVENTION_FREQUENCY),
    _own(Field.INTERVENTION_TIMING),
    _own(Field.INTERVENTION_DURATION, Duration, twin=Twin(f"{GB}durationMonths", _months)),
    _own(Field.INTERVENTION_ADMINISTRATIONS, int),
    Property(Field.INTERVENTION_DESCRIPTION, DESCRIPTION, str),
)
OUTCOME = (
    Property(Field.OUTCOME_MEASURE, LABEL, str),
    _own(Field.OUTCOME_ROLE, codes.OutcomeRole, "outcomeRole"),
    _own(Field.OUTCOME_TIME_FRAME, Duration, twin=Twin(f"{GB}timeFrameMonths", _months)),
    _own(Field.OUTCOME_INSTRUMENT),
    _own(Field.OUTCOME_UNIT),
    _own(Field.OUTCOME_AGGREGATION),
)
FINDING = (
    _ref(Field.FINDING_OUTCOME, "forOutcome", "outcome"),
    _own(Field.FINDING_STATEMENT),
    _ref(Field.FINDING_ARM, "inArm", "arm"),
    _ref(Field.FINDING_COMPARED_WITH, "comparedWith", "arm"),
    _own(Field.FINDING_DIRECTION, codes.Direction),
    _own(Field.FINDING_CHANGE, codes.Change),
    _own(Field.FINDING_POLARITY, codes.Polarity),
    _own(Field.FINDING_CERTAINTY, codes.Certainty),
    _own(Field.FINDING_CLAIM, codes.ClaimLevel),
    _own(Field.FINDING_STATISTIC, codes.Statistic),
    _own(Field.FINDING_VALUE, Decimal, twin=Twin(f"{GB}valueText", _words)),
    _own(Field.FINDING_UNIT),
    _own(Field.FINDING_DISPERSION),
    _own(Field.FINDING_DISPERSION_KIND, codes.Dispersion),
    _own(Field.FINDING_BASELINE, Decimal),
    _own(Field.FINDING_BASELINE_DISPERSION),
    _own(Field.FINDING_CHANGE_VALUE, Decimal),
    _own(Field.FINDING_CHANGE_DISPERSION),
    _own(Field.FINDING_RELATIVE_CHANGE, Decimal),
    _own(Field.FINDING_EVENTS, int),
    _own(Field.FINDING_TOTAL, int),
    _own(Field.FINDING_CI_LOWER, Decimal),
    _own(Field.FINDING_CI_UPPER, Decimal),
    _own(Field.FINDING_P_VALUE, Decimal),
    _own(Field.FINDING_P_RELATION),
    _own(Field.FINDING_TIME, Duration, twin=Twin(f"{GB}timepointMonths", _months)),
    _own(Field.FINDING_TIME_LABEL),
    _own(Field.FINDING_SUBGROUP),
    _own(Field.FINDING_NUMBER),
)

RECORDS: dict[type, tuple[Property, ...]] = {
    Report: REPORT,
    Publication: PUBLICATION,
    Study: STUDY,
    Population: POPULATION,
    Arm: ARM,
    Intervention: INTERVENTION,
    Outcome: OUTCOME,
    Finding: FINDING,
}
"""The rows of each kind of record."""

FIELDS = {row.field: row for rows in (*RECORDS.values(), (CONDITION,)) for row in rows}
"""The row of each field that a fact can have."""
