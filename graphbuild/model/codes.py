"""The closed lists: what a value of an enumerated field can be.

Names follow ClinicalTrials.gov v2 and CONSORT 2025; each member's value is the local name of its concept in
ontology/vocabulary (a test proves it) where the field is a controlled one.
"""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What kind of report a document is."""

    NEWS = "news"
    ABSTRACT = "abstract"
    PAPER = "paper"
    REGISTRATION = "registration"


class Section(StrEnum):
    """The part of a document in which a sentence stands."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHODS = "methods"
    RESULTS = "results"
    CONCLUSIONS = "conclusions"
    CITATION = "citation"
    BOILERPLATE = "boilerplate"


class Focus(StrEnum):
    """Whom or what a sentence speaks of."""

    THIS_STUDY = "this-study"
    OTHER_STUDY = "other-study"
    BACKGROUND = "background"
    ANIMAL = "animal"
    PLANNED = "planned"
    COMMENTARY = "commentary"
    CITATION = "citation"
    BOILERPLATE = "boilerplate"


class StudyType(StrEnum):
    """Whether participants were given an intervention by the study."""

    INTERVENTIONAL = "interventional"
    OBSERVATIONAL = "observational"


class Phase(StrEnum):
    """The phase of an interventional study."""

    EARLY_PHASE_1 = "phase-0"
    PHASE_1 = "phase-1"
    PHASE_1A = "phase-1a"
    PHASE_1B = "phase-1b"
    PHASE_1_2 = "phase-1-2"
    PHASE_2 = "phase-2"
    PHASE_2A = "phase-2a"
    PHASE_2B = "phase-2b"
    PHASE_2_3 = "phase-2-3"
    PHASE_3 = "phase-3"
    PHASE_4 = "phase-4"


class Design(StrEnum):
    """One facet of a design; a study has several."""

    RANDOMIZED = "randomized"
    NON_RANDOMIZED = "non-randomized"
    CLUSTER_RANDOMIZED = "cluster-randomized"
    OPEN_LABEL = "open-label"
    SINGLE_BLIND = "single-blind"
    DOUBLE_BLIND = "double-blind"
    BLINDED = "blinded"
    ASSESSOR_BLIND = "assessor-blind"
    PLACEBO_CONTROLLED = "placebo-controlled"
    CONTROLLED = "controlled"
    ACTIVE_COMPARATOR = "active-comparator"
    HISTORICAL_CONTROL = "historical-control"
    UNCONTROLLED = "uncontrolled"
    PARALLEL_GROUP = "parallel-group"
    CROSSOVER = "crossover"
    SINGLE_ARM = "single-arm"
    DOSE_RANGING = "dose-ranging"
    FACTORIAL = "factorial"
    NON_INFERIORITY = "non-inferiority"
    PILOT = "pilot"
    PRAGMATIC = "pragmatic"
    MULTICENTRE = "multicentre"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CASE_SERIES = "case-series"
    CROSS_SECTIONAL = "cross-sectional"
    PROSPECTIVE = "prospective"
    RETROSPECTIVE = "retrospective"
    LONGITUDINAL = "longitudinal"
    EXTENSION = "extension"


class InterventionType(StrEnum):
    """What kind of thing an intervention is."""

    DRUG = "drug"
    BIOLOGICAL = "biological"
    CELL = "cell"
    PROCEDURE = "procedure"
    DEVICE = "device"
    BEHAVIOURAL = "behavioural"
    DIETARY = "dietary"
    OTHER = "other-intervention"


class InterventionRole(StrEnum):
    """What an intervention is for in this study."""

    EXPERIMENTAL = "experimental"
    COMPARATOR = "comparator"
    PLACEBO = "placebo"
    CONCOMITANT = "concomitant"


class Route(StrEnum):
    """By which way an intervention enters the body."""

    ORAL = "route-oral"
    INTRAVENOUS = "route-intravenous"
    SUBCUTANEOUS = "route-subcutaneous"
    INTRAMUSCULAR = "route-intramuscular"
    INTRATHECAL = "route-intrathecal"
    INTRACEREBROVENTRICULAR = "route-intracerebroventricular"
    INTRANASAL = "route-intranasal"
    INHALED = "route-inhaled"
    TOPICAL = "route-topical"
    TRANSDERMAL = "route-transdermal"
    SUBLINGUAL = "route-sublingual"
    RECTAL = "route-rectal"
    VAGINAL = "route-vaginal"
    INTRAVITREAL = "route-intravitreal"
    INJECTION = "route-injection"


class ArmType(StrEnum):
    """What kind of group participants were in."""

    EXPERIMENTAL = "arm-experimental"
    ACTIVE_COMPARATOR = "arm-active-comparator"
    PLACEBO_COMPARATOR = "arm-placebo-comparator"
    SHAM_COMPARATOR = "arm-sham-comparator"
    NO_INTERVENTION = "arm-no-intervention"
    COHORT = "arm-cohort"
    OTHER = "arm-other"


class Sex(StrEnum):
    """Which sexes took part."""

    FEMALE = "sex-female"
    MALE = "sex-male"
    ALL = "sex-all"


class OutcomeRole(StrEnum):
    """How an outcome was declared; OTHER where the text does not say."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    EXPLORATORY = "exploratory"
    OTHER = "other"


class Direction(StrEnum):
    """What a finding means, seen from the experimental side."""

    FAVOURS_INTERVENTION = "favours-intervention"
    HARM = "harm"
    NO_DIFFERENCE = "no-difference"
    NO_EVENT = "no-event"
    MIXED = "mixed"
    UNCLEAR = "unclear"


class Change(StrEnum):
    """Which way the measured quantity moved, whatever that means for people."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CHANGE = "no-change"


class Polarity(StrEnum):
    """Whether something was seen, or was stated to be absent."""

    PRESENT = "present"
    ABSENT = "absent"


class Certainty(StrEnum):
    """How firmly the source puts it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"


class ClaimLevel(StrEnum):
    """Who says it: the data, the authors, the reporter, or earlier evidence."""

    RESULT = "claim-result"
    CONCLUSION = "claim-conclusion"
    REPORTER = "claim-reporter"
    BACKGROUND = "claim-background"


class ValueStatus(StrEnum):
    """Whether a value stands in the text or was computed from values that do."""

    REPORTED = "reported"
    DERIVED = "derived"


class DisagreementKind(StrEnum):
    """On what two reports of one study disagree."""

    ENROLLMENT = "disagreement-enrolment"
    PHASE = "disagreement-phase"
    DESIGN = "disagreement-design"
    PRIMARY_DROPPED = "disagreement-primary-outcome-dropped"
    PRIMARY_ADDED = "disagreement-primary-outcome-added"
    PRIMARY_SWITCHED = "disagreement-primary-outcome-switched"
    TIME_FRAME = "disagreement-time-frame"
    SERIOUS_ADVERSE_EVENTS = "disagreement-serious-adverse-events"
    DATE = "disagreement-date"
    DIRECTION = "disagreement-direction"
    HEDGE = "disagreement-hedge"
    CAVEAT = "disagreement-caveat"


class Severity(StrEnum):
    """How much a disagreement changes what a reader takes away."""

    HIGH = "severity-high"
    MEDIUM = "severity-medium"
    LOW = "severity-low"


class Statistic(StrEnum):
    """What a number of a finding is."""

    COUNT = "stat-count"
    PROPORTION = "stat-proportion"
    MEAN = "stat-mean"
    MEDIAN = "stat-median"
    MEAN_DIFFERENCE = "stat-mean-difference"
    RELATIVE_CHANGE = "stat-relative-change"
    RISK_RATIO = "stat-risk-ratio"
    ODDS_RATIO = "stat-odds-ratio"
    HAZARD_RATIO = "stat-hazard-ratio"
    RATE = "stat-rate"
    SENSITIVITY = "stat-sensitivity"
    SPECIFICITY = "stat-specificity"
    OTHER = "stat-other"


class Dispersion(StrEnum):
    """What a number after a plus-minus sign is, where the text says so."""

    STANDARD_DEVIATION = "dispersion-sd"
    STANDARD_ERROR = "dispersion-se"


class DurationUnit(StrEnum):
    """The unit in which a stretch of time was stated."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class MatchKind(StrEnum):
    """How a mention was linked to a concept of the vocabulary."""

    PREFERRED = "match-preferred"
    SYNONYM = "match-synonym"
    ABBREVIATION = "match-abbreviation"
    BROADER = "match-broader"
    UNLINKED = "match-unlinked"
