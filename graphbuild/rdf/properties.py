"""The one table from the fields of the records to the properties of the graph.

Each row also names the field of the fact from which the value was read and the kind of the value, so that a finished
graph can be read back and checked against its sources.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal

from graphbuild.model import codes
from graphbuild.model.fact import Duration, Field, PartialDate, Person, Ref
from graphbuild.model.study import Arm, Evidence, Finding, Intervention, Outcome, Population, Publication, Report, Study
from graphbuild.rdf.values import decimal, literal
from graphbuild.terms import GB, PREFIXES

RDF, RDFS, SCHEMA, DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "schema", "dcterms"))
LABEL = f"{RDFS}label"
TYPE = f"{RDF}type"
DESCRIPTION = f"{DCTERMS}description"
READING_VALUE = f"{GB}readingValue"


@dataclass(frozen=True, slots=True)
class Twin:
    """A second property that says the same in a form that is easier to compute with, or in the words of the text."""

    predicate: str
    write: Callable[[Any, Evidence], Literal | None]


@dataclass(frozen=True, slots=True)
class Property:
    """One field of a record: its attribute, the facts it comes from, its property and the kind of its values.

    A Ref names a child of the same study; `target` says of which kind.
    """

    attribute: str
    field: Field
    predicate: str
    kind: type
    twin: Twin | None = None
    target: str = ""


def _months(value: Duration, _: Evidence) -> Literal:
    return decimal(value.months)


def _years(value: Duration, _: Evidence) -> Literal:
    return decimal((value.months / 12).quantize(Decimal("0.001")))


def _year(value: PartialDate, _: Evidence) -> Literal | None:
    return None if value.year is None else literal(str(value.year), "integer")


def _words(_: object, evidence: Evidence) -> Literal:
    return literal(evidence.exact)


def _own(attribute: str, field: Field, kind: type = str, name: str = "", twin: Twin | None = None) -> Property:
    """Gives a row whose property has the name of the fact's field, unless another name is given."""
    return Property(attribute, field, GB + (name or field.value.partition(".")[2]), kind, twin)


def _ref(attribute: str, field: Field, name: str, target: str) -> Property:
    return Property(attribute, field, GB + name, Ref, target=target)


_PUBLISHED_YEAR = Twin(f"{GB}publishedYear", _year)

REPORT = (
    Property("title", Field.REPORT_TITLE, f"{SCHEMA}headline", str),
    Property("date", Field.REPORT_DATE, f"{SCHEMA}datePublished", PartialDate, _PUBLISHED_YEAR),
    Property("publisher", Field.REPORT_PUBLISHER, f"{SCHEMA}publisher", str),
    Property("url", Field.REPORT_URL, f"{SCHEMA}url", str),
)
PUBLICATION = (
    Property("title", Field.PUBLICATION_TITLE, f"{DCTERMS}title", str),
    _own("journal", Field.PUBLICATION_JOURNAL),
    _own("meeting", Field.PUBLICATION_MEETING),
    Property("date", Field.PUBLICATION_DATE, f"{SCHEMA}datePublished", PartialDate, _PUBLISHED_YEAR),
    _own("authors", Field.PUBLICATION_AUTHOR, Person, "authorName"),
    _own("doi", Field.PUBLICATION_DOI),
    _own("pmid", Field.PUBLICATION_PMID),
    _own("pmcid", Field.PUBLICATION_PMCID),
    _own("status", Field.PUBLICATION_STATUS, name="publicationStatus"),
)
STUDY = (
    _own("registry_ids", Field.REGISTRY_ID),
    _own("acronym", Field.ACRONYM),
    _own("official_title", Field.OFFICIAL_TITLE),
    Property("study_type", Field.STUDY_TYPE, TYPE, codes.StudyType),
    _own("phase", Field.PHASE, codes.Phase),
    _own("design", Field.DESIGN, codes.Design),
    _own("objective", Field.OBJECTIVE),
    _own("enrollment", Field.ENROLLMENT, int),
    _own("enrollment_qualifier", Field.ENROLLMENT_QUALIFIER),
    _own("analysed", Field.ANALYSED, int),
    _own("lost_to_follow_up", Field.LOST_TO_FOLLOW_UP, int),
    _own("discontinued", Field.DISCONTINUED, int),
    _own("deaths", Field.DEATHS, int),
    _own("arm_count", Field.ARM_COUNT, int),
    _own("comparator", Field.COMPARATOR),
    _own("follow_up", Field.FOLLOW_UP, Duration, twin=Twin(f"{GB}followUpMonths", _months)),
    _own("period", Field.PERIOD),
    _own("start_date", Field.START_DATE, PartialDate, twin=Twin(f"{GB}startYear", _year)),
    _own("completion_date", Field.COMPLETION_DATE, PartialDate, twin=Twin(f"{GB}completionYear", _year)),
    _own("status", Field.STATUS),
    _own("safety", Field.SAFETY),
    _own("conclusions", Field.CONCLUSION),
    _own("limitations", Field.LIMITATION),
    _own("funders", Field.FUNDER),
    _own("sponsor", Field.SPONSOR),
    _own("conflicts", Field.CONFLICT, name="conflict"),
    _own("background", Field.BACKGROUND, name="background"),
    _own("institutions", Field.INSTITUTION),
    _own("cities", Field.CITY),
    _own("countries", Field.COUNTRY),
    _own("site_count", Field.SITE_COUNT, int),
    _own("country_count", Field.COUNTRY_COUNT, int),
)
CONDITION = Property("conditions", Field.CONDITION, LABEL, str)
"""A condition is a node of its own; this is the row of its label."""
POPULATION = (
    Property("description", Field.POPULATION_DESCRIPTION, DESCRIPTION, str),
    _own("age", Field.POPULATION_AGE),
    _own("minimum_age", Field.POPULATION_MINIMUM_AGE, Duration, twin=Twin(f"{GB}minimumAgeYears", _years)),
    _own("maximum_age", Field.POPULATION_MAXIMUM_AGE, Duration, twin=Twin(f"{GB}maximumAgeYears", _years)),
    _own("mean_age", Field.POPULATION_MEAN_AGE, Decimal),
    _own("sex", Field.POPULATION_SEX, codes.Sex),
    _own("criteria", Field.POPULATION_CRITERION),
)
ARM = (
    Property("label", Field.ARM_LABEL, LABEL, str),
    _own("type", Field.ARM_TYPE, codes.ArmType, "armType"),
    _own("size", Field.ARM_SIZE, int),
    _ref("interventions", Field.ARM_INTERVENTION, "intervention", "intervention"),
)
INTERVENTION = (
    Property("name", Field.INTERVENTION_NAME, LABEL, str),
    _own("types", Field.INTERVENTION_TYPE, codes.InterventionType, "interventionType"),
    _own("roles", Field.INTERVENTION_ROLE, codes.InterventionRole),
    _own("dose", Field.INTERVENTION_DOSE),
    _own("dose_levels", Field.INTERVENTION_DOSE_LEVELS, int),
    _own("route", Field.INTERVENTION_ROUTE, codes.Route),
    _own("frequency", Field.INTERVENTION_FREQUENCY),
    _own("duration", Field.INTERVENTION_DURATION, Duration, twin=Twin(f"{GB}durationMonths", _months)),
    _own("administrations", Field.INTERVENTION_ADMINISTRATIONS, int),
    Property("descriptions", Field.INTERVENTION_DESCRIPTION, DESCRIPTION, str),
)
OUTCOME = (
    Property("measure", Field.OUTCOME_MEASURE, LABEL, str),
    _own("role", Field.OUTCOME_ROLE, codes.OutcomeRole, "outcomeRole"),
    _own("time_frames", Field.OUTCOME_TIME_FRAME, Duration, twin=Twin(f"{GB}timeFrameMonths", _months)),
    _own("instrument", Field.OUTCOME_INSTRUMENT),
)
FINDING = (
    _ref("outcome", Field.FINDING_OUTCOME, "forOutcome", "outcome"),
    _own("statement", Field.FINDING_STATEMENT),
    _ref("arm", Field.FINDING_ARM, "inArm", "arm"),
    _ref("compared_with", Field.FINDING_COMPARED_WITH, "comparedWith", "arm"),
    _own("direction", Field.FINDING_DIRECTION, codes.Direction),
    _own("change", Field.FINDING_CHANGE, codes.Change),
    _own("polarity", Field.FINDING_POLARITY, codes.Polarity),
    _own("certainty", Field.FINDING_CERTAINTY, codes.Certainty),
    _own("claim", Field.FINDING_CLAIM, codes.ClaimLevel),
    _own("statistic", Field.FINDING_STATISTIC, codes.Statistic),
    _own("value", Field.FINDING_VALUE, Decimal, twin=Twin(f"{GB}valueText", _words)),
    _own("unit", Field.FINDING_UNIT),
    _own("dispersion", Field.FINDING_DISPERSION),
    _own("events", Field.FINDING_EVENTS, int),
    _own("total", Field.FINDING_TOTAL, int),
    _own("ci_lower", Field.FINDING_CI_LOWER, Decimal),
    _own("ci_upper", Field.FINDING_CI_UPPER, Decimal),
    _own("p_value", Field.FINDING_P_VALUE, Decimal),
    _own("p_relation", Field.FINDING_P_RELATION),
    _own("time", Field.FINDING_TIME, Duration, twin=Twin(f"{GB}timepointMonths", _months)),
    _own("numbers", Field.FINDING_NUMBER),
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
