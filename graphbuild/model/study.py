"""One study as read from its reports: the second narrow waist of the house.

Every value is a `Stated`: the value with the words that bear it out. A scalar that no report states is None, a list
that no report fills is empty; readings that lost to another one are kept in `Study.readings`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from graphbuild.model.codes import (
        ArmType,
        Certainty,
        Change,
        ClaimLevel,
        Design,
        Direction,
        DisagreementKind,
        Dispersion,
        DocumentKind,
        InterventionRole,
        InterventionType,
        MatchKind,
        OutcomeRole,
        Phase,
        Polarity,
        Route,
        Severity,
        Sex,
        Statistic,
        StudyType,
        ValueStatus,
    )
    from graphbuild.model.fact import Duration, Field, PartialDate, Person, Value
    from graphbuild.model.text import Pointer, Span

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: the words, the sentence around them, and the rule that read them.

    For a value of a structured record both `words` and `sentence` are the same Pointer.
    """

    document: str
    words: Span | Pointer
    sentence: Span | Pointer
    exact: str
    quote: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value and the evidence for it (at least one piece, the best first)."""

    value: T_co
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            message = f"the value {self.value!r} has no evidence"
            raise ValueError(message)

    @property
    def confidence(self) -> float:
        """Gives the highest confidence among the evidence."""
        return max(piece.confidence for piece in self.evidence)


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A concept of a vocabulary that a mention was linked to, and how it matched."""

    concept: str
    scheme: str
    match: MatchKind
    label: str


@dataclass(frozen=True, slots=True)
class Term:
    """A mention as stated, other wordings of it in the same text, and the concepts it was linked to."""

    label: str
    aliases: tuple[str, ...] = ()
    links: tuple[ConceptLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One document that reports the study."""

    document: str
    digest: str
    length: int
    kind: DocumentKind
    title: Stated[str] | None = None
    date: Stated[PartialDate] | None = None
    publisher: Stated[str] | None = None
    url: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The paper (or meeting abstract) in which the study was published."""

    title: Stated[str] | None = None
    journal: Stated[str] | None = None
    meeting: Stated[str] | None = None
    date: Stated[PartialDate] | None = None
    authors: tuple[Stated[Person], ...] = ()
    doi: Stated[str] | None = None
    pmid: Stated[str] | None = None
    pmcid: Stated[str] | None = None
    status: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Population:
    """Who took part."""

    description: Stated[str] | None = None
    age: Stated[str] | None = None
    minimum_age: Stated[Duration] | None = None
    maximum_age: Stated[Duration] | None = None
    mean_age: Stated[Decimal] | None = None
    sex: Stated[Sex] | None = None
    criteria: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Arm:
    """A group of participants; a comparator is an arm whose type says so."""

    key: str
    label: Stated[str]
    type: Stated[ArmType] | None = None
    size: Stated[int] | None = None
    interventions: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Intervention:
    """What was given or done, as used in this study."""

    key: str
    name: Stated[Term]
    types: tuple[Stated[InterventionType], ...] = ()
    roles: tuple[Stated[InterventionRole], ...] = ()
    dose: Stated[str] | None = None
    dose_levels: Stated[int] | None = None
    route: Stated[Route] | None = None
    frequency: Stated[str] | None = None
    timing: Stated[str] | None = None
    duration: Stated[Duration] | None = None
    administrations: Stated[int] | None = None
    descriptions: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured."""

    key: str
    measure: Stated[Term]
    role: Stated[OutcomeRole] | None = None
    time_frames: tuple[Stated[Duration], ...] = ()
    instrument: Stated[str] | None = None
    unit: Stated[str] | None = None
    aggregation: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one outcome, in one arm or between two, at one time.

    `outcome`, `arm` and `compared_with` are keys within the study; `arm` is None where the finding speaks of all
    participants or does not say. `value` is what was measured at that time, `baseline` what was measured before,
    `change_value` the difference of the two where the text states it, each with its own dispersion. A derived finding
    names its formula and the keys it was computed from.
    """

    key: str
    outcome: Stated[str]
    statement: Stated[str]
    arm: Stated[str] | None = None
    compared_with: Stated[str] | None = None
    direction: Stated[Direction] | None = None
    change: Stated[Change] | None = None
    polarity: Stated[Polarity] | None = None
    certainty: Stated[Certainty] | None = None
    claim: Stated[ClaimLevel] | None = None
    statistic: Stated[Statistic] | None = None
    value: Stated[Decimal] | None = None
    unit: Stated[str] | None = None
    dispersion: Stated[str] | None = None
    dispersion_kind: Stated[Dispersion] | None = None
    baseline: Stated[Decimal] | None = None
    baseline_dispersion: Stated[str] | None = None
    change_value: Stated[Decimal] | None = None
    change_dispersion: Stated[str] | None = None
    relative_change: Stated[Decimal] | None = None
    events: Stated[int] | None = None
    total: Stated[int] | None = None
    ci_lower: Stated[Decimal] | None = None
    ci_upper: Stated[Decimal] | None = None
    p_value: Stated[Decimal] | None = None
    p_relation: Stated[str] | None = None
    time: Stated[Duration] | None = None
    time_label: Stated[str] | None = None
    subgroup: Stated[str] | None = None
    numbers: tuple[Stated[str], ...] = ()
    status: ValueStatus | None = None
    formula: str | None = None
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that one report states and that lost to another one; kept so that disagreement stays visible.

    `path` is the place of the field in the study, e.g. "enrollment" or "findings/brain-shrinkage/direction".
    """

    path: str
    field: Field
    stated: Stated[Value]


@dataclass(frozen=True, slots=True)
class Side:
    """What one report says, in words, and where it says so."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two reports of the study that cannot both be right, or of which one says more than the other bears out.

    `path` is the place of the field in the study, e.g. "enrollment"; `left` is the stronger report.
    """

    path: str
    kind: DisagreementKind
    severity: Severity
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class MergeReason:
    """Why two reports were taken for one study, with the weight that it carried."""

    left: str
    right: str
    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Another study (by its key) that may be this one, with the score and the reasons; the two were kept apart."""

    study: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """The investigation itself, with all that its reports say of it."""

    key: str
    reports: tuple[Report, ...]
    publication: Publication = field(default_factory=Publication)
    registry_ids: tuple[Stated[str], ...] = ()
    acronym: Stated[str] | None = None
    official_title: Stated[str] | None = None
    study_type: Stated[StudyType] | None = None
    phase: Stated[Phase] | None = None
    design: tuple[Stated[Design], ...] = ()
    objective: Stated[str] | None = None
    conditions: tuple[Stated[Term], ...] = ()
    population: Population = field(default_factory=Population)
    enrollment: Stated[int] | None = None
    enrollment_qualifier: Stated[str] | None = None
    analysed: Stated[int] | None = None
    lost_to_follow_up: Stated[int] | None = None
    discontinued: Stated[int] | None = None
    deaths: Stated[int] | None = None
    arm_count: Stated[int] | None = None
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    comparator: Stated[str] | None = None
    follow_up: tuple[Stated[Duration], ...] = ()
    period: Stated[str] | None = None
    start_date: Stated[PartialDate] | None = None
    completion_date: Stated[PartialDate] | None = None
    status: Stated[str] | None = None
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Finding, ...] = ()
    safety: tuple[Stated[str], ...] = ()
    conclusions: tuple[Stated[str], ...] = ()
    limitations: tuple[Stated[str], ...] = ()
    funders: tuple[Stated[str], ...] = ()
    sponsor: Stated[str] | None = None
    conflicts: tuple[Stated[str], ...] = ()
    background: tuple[Stated[str], ...] = ()
    institutions: tuple[Stated[str], ...] = ()
    cities: tuple[Stated[str], ...] = ()
    countries: tuple[Stated[str], ...] = ()
    site_count: Stated[int] | None = None
    country_count: Stated[int] | None = None
    readings: tuple[Reading, ...] = ()
    merges: tuple[MergeReason, ...] = ()
    possibly_same_as: tuple[Resemblance, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def brief_title(self) -> str:
        """Gives the name by which people can call the study: its paper's title, else that of a report, else its key."""
        titles = [self.publication.title, self.official_title, *(report.title for report in self.reports)]
        return next((title.value for title in titles if title is not None), self.key)

    def stated(self) -> Iterator[tuple[str, Stated[object]]]:
        """Walks over every stated value with its path, e.g. ("arms/placebo/size", Stated(20, ...))."""
        yield from _walk(self, "")


def _walk(value: object, path: str) -> Iterator[tuple[str, Stated[object]]]:
    if isinstance(value, Stated):
        yield path, value
    elif isinstance(value, Reading):
        yield f"{path}/{value.path}", value.stated
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}/{getattr(item, 'key', index)}")
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from _walk(getattr(value, name), f"{path}/{name}".lstrip("/"))
