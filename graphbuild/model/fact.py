"""What an extractor claims: the first narrow waist of the house."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from graphbuild.model.codes import DurationUnit
from graphbuild.model.text import Pointer, Span

_MONTHS = {DurationUnit.YEAR: Decimal(12), DurationUnit.MONTH: Decimal(1)}
_DAYS = {
    DurationUnit.MINUTE: Decimal(1) / 1440,
    DurationUnit.HOUR: Decimal(1) / 24,
    DurationUnit.DAY: Decimal(1),
    DurationUnit.WEEK: Decimal(7),
    DurationUnit.MONTH: Decimal("30.4375"),
    DurationUnit.YEAR: Decimal("365.25"),
}
_DESIGNATORS = {
    DurationUnit.MINUTE: "PT{}M",
    DurationUnit.HOUR: "PT{}H",
    DurationUnit.DAY: "P{}D",
    DurationUnit.WEEK: "P{}D",
    DurationUnit.MONTH: "P{}M",
    DurationUnit.YEAR: "P{}Y",
}
_LOWER = {
    DurationUnit.YEAR: (DurationUnit.MONTH, Decimal(12)),
    DurationUnit.MONTH: (DurationUnit.DAY, Decimal("30.4375")),
    DurationUnit.WEEK: (DurationUnit.DAY, Decimal(7)),
    DurationUnit.DAY: (DurationUnit.HOUR, Decimal(24)),
    DurationUnit.HOUR: (DurationUnit.MINUTE, Decimal(60)),
}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date cut to what was stated; a missing year gives an ISO 8601 truncated date.

    >>> PartialDate(2023, 1).iso, PartialDate(month=2, day=1).iso
    ('2023-01', '--02-01')
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and self.month is None:
            message = "a date needs a year or a month"
            raise ValueError(message)

    @property
    def iso(self) -> str:
        """Gives the ISO 8601 text."""
        head = f"{self.year:04d}" if self.year is not None else "-"
        tail = "" if self.month is None else f"-{self.month:02d}"
        if self.month is not None and self.day is not None:
            tail += f"-{self.day:02d}"
        return head + tail


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time in the unit in which it was stated.

    >>> Duration(Decimal(2), DurationUnit.YEAR).iso, Duration(Decimal("1.5"), DurationUnit.YEAR).iso
    ('P2Y', 'P18M')
    """

    value: Decimal
    unit: DurationUnit

    @property
    def days(self) -> Decimal:
        """Gives the length in days (a month is 30.4375 days, a year 365.25)."""
        return self.value * _DAYS[self.unit]

    @property
    def months(self) -> Decimal:
        """Gives the length in months, exact for months and years."""
        if self.unit in _MONTHS:
            return self.value * _MONTHS[self.unit]
        return (self.days / _DAYS[DurationUnit.MONTH]).quantize(Decimal("0.001"))

    @property
    def iso(self) -> str:
        """Gives the xsd:duration: whole units, a fraction carried to the next lower unit and rounded there."""
        value, unit = self.value, self.unit
        if unit is DurationUnit.WEEK:
            value, unit = value * 7, DurationUnit.DAY
        if value != value.to_integral_value() and unit in _LOWER:
            unit, factor = _LOWER[unit]
            value *= factor
        return _DESIGNATORS[unit].format(int(value.to_integral_value()))


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Names another entity of the same document by its `about` key."""

    key: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as named in the text; `orcid` only where a record gives one."""

    name: str
    orcid: str | None = None


Value = str | int | bool | Decimal | PartialDate | Duration | Ref | Person | StrEnum


class Field(StrEnum):
    """What a fact is about; the part before the dot names the entity, `about` tells which one."""

    # the report in hand
    REPORT_TITLE = "report.title"
    REPORT_DATE = "report.date"
    REPORT_PUBLISHER = "report.publisher"
    REPORT_URL = "report.url"
    # the paper that it describes
    PUBLICATION_TITLE = "publication.title"
    PUBLICATION_JOURNAL = "publication.journal"
    PUBLICATION_MEETING = "publication.meeting"
    PUBLICATION_DATE = "publication.date"
    PUBLICATION_AUTHOR = "publication.author"
    PUBLICATION_DOI = "publication.doi"
    PUBLICATION_PMID = "publication.pmid"
    PUBLICATION_PMCID = "publication.pmcid"
    PUBLICATION_STATUS = "publication.status"  # retracted, corrected, expression of concern
    # the study
    REGISTRY_ID = "study.registryId"
    ACRONYM = "study.acronym"
    OFFICIAL_TITLE = "study.officialTitle"
    STUDY_TYPE = "study.studyType"
    PHASE = "study.phase"
    DESIGN = "study.design"
    OBJECTIVE = "study.objective"
    ENROLLMENT = "study.enrollment"
    ENROLLMENT_QUALIFIER = "study.enrollmentQualifier"
    ANALYSED = "study.analysed"
    LOST_TO_FOLLOW_UP = "study.lostToFollowUp"
    DISCONTINUED = "study.discontinued"
    DEATHS = "study.deaths"
    ARM_COUNT = "study.armCount"
    FOLLOW_UP = "study.followUp"
    PERIOD = "study.period"
    START_DATE = "study.startDate"
    COMPLETION_DATE = "study.completionDate"
    STATUS = "study.status"
    COMPARATOR = "study.comparator"
    CONDITION = "study.condition"
    CONCLUSION = "study.conclusion"
    LIMITATION = "study.limitation"
    SAFETY = "study.safety"
    FUNDER = "study.funder"
    SPONSOR = "study.sponsor"
    CONFLICT = "study.conflictOfInterest"
    BACKGROUND = "study.backgroundEvidence"
    INSTITUTION = "study.institution"
    CITY = "study.city"
    COUNTRY = "study.country"
    SITE_COUNT = "study.siteCount"
    COUNTRY_COUNT = "study.countryCount"
    # who took part
    POPULATION_DESCRIPTION = "population.description"
    POPULATION_AGE = "population.age"
    POPULATION_MINIMUM_AGE = "population.minimumAge"
    POPULATION_MAXIMUM_AGE = "population.maximumAge"
    POPULATION_MEAN_AGE = "population.meanAge"
    POPULATION_SEX = "population.sex"
    POPULATION_CRITERION = "population.criterion"
    # groups (about: the key of the arm)
    ARM_LABEL = "arm.label"
    ARM_TYPE = "arm.type"
    ARM_SIZE = "arm.size"
    ARM_INTERVENTION = "arm.intervention"
    # what was given (about: the key of the intervention)
    INTERVENTION_NAME = "intervention.name"
    INTERVENTION_ALIAS = "intervention.alias"
    INTERVENTION_TYPE = "intervention.type"
    INTERVENTION_ROLE = "intervention.role"
    INTERVENTION_DOSE = "intervention.dose"
    INTERVENTION_DOSE_LEVELS = "intervention.doseLevels"
    INTERVENTION_ROUTE = "intervention.route"
    INTERVENTION_FREQUENCY = "intervention.frequency"
    INTERVENTION_TIMING = "intervention.timing"  # the time of day, as worded: in the evening, at bedtime
    INTERVENTION_DURATION = "intervention.duration"
    INTERVENTION_ADMINISTRATIONS = "intervention.administrations"
    INTERVENTION_DESCRIPTION = "intervention.description"
    # what was measured (about: the key of the outcome)
    OUTCOME_MEASURE = "outcome.measure"
    OUTCOME_ROLE = "outcome.role"
    OUTCOME_TIME_FRAME = "outcome.timeFrame"
    OUTCOME_INSTRUMENT = "outcome.instrument"
    OUTCOME_UNIT = "outcome.unit"
    OUTCOME_AGGREGATION = "outcome.aggregation"  # how single values were summed up, as worded: mean, LS mean
    # what was found (about: the key of the finding)
    FINDING_STATEMENT = "finding.statement"
    FINDING_OUTCOME = "finding.outcome"
    FINDING_ARM = "finding.arm"
    FINDING_COMPARED_WITH = "finding.comparedWith"
    FINDING_DIRECTION = "finding.direction"
    FINDING_CHANGE = "finding.change"
    FINDING_POLARITY = "finding.polarity"
    FINDING_CERTAINTY = "finding.certainty"
    FINDING_CLAIM = "finding.claimLevel"
    FINDING_STATISTIC = "finding.statistic"
    FINDING_VALUE = "finding.value"
    FINDING_UNIT = "finding.unit"
    FINDING_DISPERSION = "finding.dispersion"
    FINDING_DISPERSION_KIND = "finding.dispersionKind"
    FINDING_BASELINE = "finding.baseline"
    FINDING_BASELINE_DISPERSION = "finding.baselineDispersion"
    FINDING_CHANGE_VALUE = "finding.changeValue"
    FINDING_CHANGE_DISPERSION = "finding.changeDispersion"
    FINDING_RELATIVE_CHANGE = "finding.relativeChange"  # in percent
    FINDING_EVENTS = "finding.events"
    FINDING_TOTAL = "finding.total"
    FINDING_CI_LOWER = "finding.ciLower"
    FINDING_CI_UPPER = "finding.ciUpper"
    FINDING_P_VALUE = "finding.pValue"
    FINDING_P_RELATION = "finding.pRelation"
    FINDING_TIME = "finding.timepoint"
    FINDING_TIME_LABEL = "finding.timeLabel"  # as worded: week 24, end point, 16:00
    FINDING_SUBGROUP = "finding.subgroup"
    FINDING_NUMBER = "finding.number"  # an effect or count as worded, e.g. "23 percent lower"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value for one field, with the words that bear it out and the rule that read them.

    `span` holds the shortest words that state the value; `about` names the entity within the document (the slug of
    its label for arms, interventions and outcomes; "finding-<offset>" for findings; empty for the study itself).
    """

    field: Field
    value: Value
    span: Span | Pointer
    rule: str
    confidence: float = 1.0
    about: str = ""

    def __post_init__(self) -> None:
        if not 0.0 < self.confidence <= 1.0:
            message = f"a confidence lies in (0, 1], not {self.confidence}"
            raise ValueError(message)
