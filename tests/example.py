"""A study made by hand for the rooms right of the record: two reports in our own words, every kind of value."""

from dataclasses import replace
from decimal import Decimal

from graphbuild.assemble import assemble
from graphbuild.model.codes import (
    ArmType,
    Certainty,
    Change,
    ClaimLevel,
    Design,
    Direction,
    DisagreementKind,
    DocumentKind,
    DurationUnit,
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
)
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person, Ref
from graphbuild.model.study import ConceptLink, Disagreement, MergeReason, Reading, Side, Stated, Term
from graphbuild.model.text import Document, Pointer, Sentence, Span

SENTENCES = (
    "Lemon balm drops calm hay fever",
    "March 5, 2024",
    (
        "Forty adults with hay fever, 18 years and older, took lemon balm drops (5 mg daily) or placebo drops by mouth"
        " for 18 months in a randomized, placebo-controlled phase 2 trial at the Northern Clinic in Oslo, Norway."
    ),
    "Both women and men took part.",
    (
        "Sneezing, the primary outcome, was reduced by 23.50 percent with the drops (P=0.03; 95% CI 12 to 34.5)"
        " compared with placebo drops, which may have helped."
    ),
    "Half of the participants slept better after six months.",
    "No serious adverse events were seen.",
    "Two people died and 38 were analysed.",
    "It began in May 2021 and ended in June 2023.",
    "Ada Example and colleagues published the trial, Drops for Noses, in Garden Medicine on January 9, 2024.",
)
TEXT = "\n".join(SENTENCES)
RECORD = '{"protocol": {"count": 41, "id": "NCT00000000", "phase": "PHASE2"}}'


def _document() -> Document:
    places, start = [], 0
    for sentence in SENTENCES:
        places.append(Sentence(Span(start, start + len(sentence))))
        start += len(sentence) + 1
    return Document(TEXT, name="lemon-balm.txt", sentences=tuple(places))


NEWS = _document()
REGISTRATION = Document(RECORD, DocumentKind.REGISTRATION, name="lemon-balm.json")
DOCUMENTS = {NEWS.id: NEWS, REGISTRATION.id: REGISTRATION}


def said(field, value, words, about="", *, after="", confidence=0.9):
    """Claims a value of the news for its words (the first ones after some others)."""
    start = TEXT.index(words, TEXT.index(after))
    return Fact(field, value, Span(start, start + len(words)), "example/rule", confidence, about)


def recorded(field, value, path, exact):
    return Fact(field, value, Pointer(path, exact), "example/record")


def _time(number, unit):
    return Duration(Decimal(number), unit)


def news_facts():
    drops, sneezing, sleep, harm = "lemon-balm-drops", "sneezing", "sleep", "serious-adverse-events"
    calm, slept, safe = "finding-1", "finding-2", "finding-3"
    return (
        said(Field.REPORT_TITLE, "Lemon balm drops calm hay fever", "Lemon balm drops calm hay fever"),
        said(Field.REPORT_DATE, PartialDate(2024, 3, 5), "March 5, 2024"),
        said(Field.ENROLLMENT, 40, "Forty"),
        said(Field.ANALYSED, 38, "38"),
        said(Field.DEATHS, 2, "Two people died"),
        said(Field.STUDY_TYPE, StudyType.INTERVENTIONAL, "took lemon balm drops"),
        said(Field.PHASE, Phase.PHASE_2, "phase 2"),
        said(Field.DESIGN, Design.RANDOMIZED, "randomized"),
        said(Field.DESIGN, Design.PLACEBO_CONTROLLED, "placebo-controlled"),
        said(Field.CONDITION, "hay fever", "hay fever", after="Forty"),
        said(Field.FOLLOW_UP, _time(18, DurationUnit.MONTH), "18 months"),
        said(Field.START_DATE, PartialDate(2021, 5), "May 2021"),
        said(Field.COMPLETION_DATE, PartialDate(2023, 6), "June 2023"),
        said(Field.INSTITUTION, "Northern Clinic", "Northern Clinic"),
        said(Field.CITY, "Oslo", "Oslo"),
        said(Field.COUNTRY, "Norway", "Norway"),
        said(Field.COMPARATOR, "placebo drops", "placebo drops"),
        said(Field.SAFETY, "No serious adverse events were seen", "No serious adverse events were seen"),
        said(Field.POPULATION_DESCRIPTION, "adults with hay fever", "adults with hay fever"),
        said(Field.POPULATION_MINIMUM_AGE, _time(18, DurationUnit.YEAR), "18 years and older"),
        said(Field.POPULATION_SEX, Sex.ALL, "women and men"),
        said(Field.ARM_LABEL, "placebo drops", "placebo drops", "placebo"),
        said(Field.ARM_TYPE, ArmType.PLACEBO_COMPARATOR, "placebo drops", "placebo"),
        said(Field.ARM_LABEL, "the drops", "the drops", "drops"),
        said(Field.ARM_INTERVENTION, Ref(drops), "the drops", "drops"),
        said(Field.INTERVENTION_NAME, "lemon balm drops", "lemon balm drops", drops),
        said(Field.INTERVENTION_ALIAS, "the drops", "the drops", drops),
        said(Field.INTERVENTION_TYPE, InterventionType.DRUG, "lemon balm drops", drops),
        said(Field.INTERVENTION_ROLE, InterventionRole.EXPERIMENTAL, "lemon balm drops", drops),
        said(Field.INTERVENTION_DOSE, "5 mg", "5 mg", drops),
        said(Field.INTERVENTION_FREQUENCY, "daily", "daily", drops),
        said(Field.INTERVENTION_ROUTE, Route.ORAL, "by mouth", drops),
        said(Field.INTERVENTION_DURATION, _time(18, DurationUnit.MONTH), "18 months", drops),
        said(Field.OUTCOME_MEASURE, "Sneezing", "Sneezing", sneezing),
        said(Field.OUTCOME_ROLE, OutcomeRole.PRIMARY, "primary outcome", sneezing),
        said(Field.OUTCOME_MEASURE, "slept", "slept", sleep),
        said(Field.OUTCOME_TIME_FRAME, _time(6, DurationUnit.MONTH), "six months", sleep),
        said(Field.OUTCOME_MEASURE, "serious adverse events", "serious adverse events", harm),
        *_reduced(calm, sneezing),
        said(Field.FINDING_OUTCOME, Ref(sleep), "slept", slept),
        said(Field.FINDING_STATEMENT, "Half of the participants slept better", SENTENCES[5][:37], slept),
        said(Field.FINDING_POLARITY, Polarity.PRESENT, "slept better", slept),
        said(Field.FINDING_STATISTIC, Statistic.PROPORTION, "Half", slept),
        said(Field.FINDING_VALUE, Decimal("0.5"), "Half", slept),
        said(Field.FINDING_TIME, _time(6, DurationUnit.MONTH), "six months", slept),
        said(Field.FINDING_OUTCOME, Ref(harm), "serious adverse events", safe),
        said(Field.FINDING_STATEMENT, "No serious adverse events were seen", SENTENCES[6][:-1], safe),
        said(Field.FINDING_POLARITY, Polarity.ABSENT, "No serious adverse events", safe),
        said(Field.FINDING_EVENTS, 0, "No", safe, after="No serious"),
        said(Field.FINDING_DIRECTION, Direction.NO_EVENT, "No serious adverse events were seen", safe),
        said(Field.PUBLICATION_TITLE, "Drops for Noses", "Drops for Noses"),
        said(Field.PUBLICATION_JOURNAL, "Garden Medicine", "Garden Medicine"),
        said(Field.PUBLICATION_DATE, PartialDate(2024, 1, 9), "January 9, 2024"),
        said(Field.PUBLICATION_AUTHOR, Person("Ada Example", "0000-0000-0000-0000"), "Ada Example"),
    )


def _reduced(calm, sneezing):
    return (
        said(Field.FINDING_OUTCOME, Ref(sneezing), "Sneezing", calm),
        said(Field.FINDING_STATEMENT, SENTENCES[4][:-1], SENTENCES[4][:-1], calm),
        said(Field.FINDING_ARM, Ref("drops"), "the drops", calm),
        said(Field.FINDING_COMPARED_WITH, Ref("placebo"), "placebo drops", calm, after="compared"),
        said(Field.FINDING_DIRECTION, Direction.FAVOURS_INTERVENTION, "reduced", calm),
        said(Field.FINDING_CHANGE, Change.DECREASE, "reduced", calm),
        said(Field.FINDING_CERTAINTY, Certainty.HEDGED, "may have helped", calm),
        said(Field.FINDING_CLAIM, ClaimLevel.RESULT, "reduced", calm),
        said(Field.FINDING_STATISTIC, Statistic.RELATIVE_CHANGE, "23.50 percent", calm),
        said(Field.FINDING_VALUE, Decimal("23.50"), "23.50 percent", calm),
        said(Field.FINDING_UNIT, "percent", "percent", calm),
        said(Field.FINDING_P_VALUE, Decimal("0.03"), "P=0.03", calm),
        said(Field.FINDING_CI_LOWER, Decimal(12), "12", calm, after="95% CI"),
        said(Field.FINDING_CI_UPPER, Decimal("34.5"), "34.5", calm),
        said(Field.FINDING_NUMBER, "23.50 percent", "23.50 percent", calm),
    )


def news_study():
    """Gives the study as the news alone tells it."""
    return assemble(NEWS, news_facts())


def registered_study():
    """Gives the study as its registration alone tells it."""
    facts = (
        recorded(Field.REGISTRY_ID, "NCT00000000", "/protocol/id", "NCT00000000"),
        recorded(Field.ENROLLMENT, 41, "/protocol/count", "41"),
        recorded(Field.PHASE, Phase.PHASE_2, "/protocol/phase", "PHASE2"),
    )
    return assemble(REGISTRATION, facts)


def merged_study():
    """Gives the study as both tell it, with the number that lost, the reason of the merge and linked terms."""
    news, record = news_study(), registered_study()
    link = ConceptLink("allergic-rhinitis", "condition", MatchKind.SYNONYM, "allergic rhinitis")
    linked = tuple(replace(one, value=Term(one.value.label, (), (link,))) for one in news.conditions)
    return replace(
        news,
        key=record.key,
        reports=(*news.reports, *record.reports),
        registry_ids=record.registry_ids,
        conditions=linked,
        phase=Stated(Phase.PHASE_2, (*news.phase.evidence, *record.phase.evidence)),
        readings=(Reading("enrollment", Field.ENROLLMENT, record.enrollment),),
        merges=(MergeReason(NEWS.id, REGISTRATION.id, "equal names of the intervention", 0.75),),
        disagreements=(
            Disagreement(
                "enrollment",
                DisagreementKind.ENROLLMENT,
                Severity.MEDIUM,
                Side("40", news.enrollment.evidence[0]),
                Side("41", record.enrollment.evidence[0]),
            ),
        ),
    )
