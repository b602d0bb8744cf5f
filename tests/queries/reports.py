"""Studies told in our own words, one short report after the other, for the questions of queries/ to be asked of.

The people, places and numbers are made up; the conditions, treatments and outcomes are those of the vocabulary.
"""

from dataclasses import replace
from decimal import Decimal

from graphbuild.assemble import assemble
from graphbuild.identity import disagreements
from graphbuild.model.codes import (
    ArmType,
    Certainty,
    Change,
    Design,
    Direction,
    DocumentKind,
    DurationUnit,
    InterventionRole,
    MatchKind,
    OutcomeRole,
    Phase,
    Polarity,
    Route,
    Statistic,
    StudyType,
)
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person, Ref
from graphbuild.model.study import ConceptLink, MergeReason, Reading, Term
from graphbuild.model.text import Document, Sentence, Span
from graphbuild.query import vocabulary
from graphbuild.rdf import partition, quads
from graphbuild.stores import open_store


class Teller:
    """A report that is written and read at once: each sentence, and the claims about its words."""

    def __init__(self, name, kind=DocumentKind.NEWS):
        self.name, self.kind = name, kind
        self.text, self.sentences, self.facts = "", [], []

    def tell(self, sentence):
        """Adds a sentence; claims that follow are about its words."""
        start = len(self.text)
        self.text += f"{sentence}\n"
        self.sentences.append(Span(start, start + len(sentence)))
        return self

    def read(self, field, value, words, about=""):
        """Claims a value for words of the last sentence."""
        start = self.text.index(words, self.sentences[-1].start)
        self.facts.append(Fact(field, value, Span(start, start + len(words)), f"test/{field.value}", 0.9, about))
        return self

    def finding(self, about, outcome, statement, **claims):
        """Claims a finding for words of the last sentence; each further claim is (value, words)."""
        self.read(Field.FINDING_OUTCOME, Ref(outcome), statement, about)
        self.read(Field.FINDING_STATEMENT, statement, statement, about)
        for name, (value, words) in claims.items():
            self.read(Field[f"FINDING_{name.upper()}"], value, words, about)
        return self

    def study(self, **links):
        """Gives the study, its terms linked to the named concepts ("condition__words": "code")."""
        sentences = tuple(map(Sentence, self.sentences))
        document = Document(self.text, self.kind, self.name, sentences=sentences)
        return document, linked(assemble(document, self.facts), links)


def linked(study, codes):
    """Links each term whose words, joined by underscores, are among the codes."""

    def term(stated, scheme):
        code = codes.get(stated.value.label.lower().replace(" ", "_").replace("-", "_"))
        if code is None:
            return stated
        link = ConceptLink(code, scheme, MatchKind.SYNONYM, stated.value.label)
        return replace(stated, value=Term(stated.value.label, stated.value.aliases, (link,)))

    return replace(
        study,
        conditions=tuple(term(one, "condition") for one in study.conditions),
        interventions=tuple(replace(one, name=term(one.name, "intervention")) for one in study.interventions),
        outcomes=tuple(replace(one, measure=term(one.measure, "outcome")) for one in study.outcomes),
    )


def _months(number):
    return Duration(Decimal(number), DurationUnit.MONTH)


def _cells_news():
    """A small trial of cells without a control group, told by a news item."""
    teller = Teller("cells-news.txt").tell("Cells into the spine look safe in progressive MS")
    teller.read(
        Field.REPORT_TITLE,
        "Cells into the spine look safe in progressive MS",
        "Cells into the spine look safe in progressive MS",
    )
    teller.tell("March 2, 2021").read(Field.REPORT_DATE, PartialDate(2021, 3, 2), "March 2, 2021")
    teller.tell(
        "In a phase 1 trial without a control group in Milan, 14 people with secondary progressive MS got nerve stem"
        " cells through a lumbar puncture."
    )
    teller.read(Field.STUDY_TYPE, StudyType.INTERVENTIONAL, "trial").read(Field.PHASE, Phase.PHASE_1, "phase 1")
    teller.read(Field.DESIGN, Design.UNCONTROLLED, "without a control group").read(Field.CITY, "Milan", "Milan")
    teller.read(Field.ENROLLMENT, 14, "14").read(
        Field.CONDITION, "secondary progressive MS", "secondary progressive MS"
    )
    teller.read(Field.INTERVENTION_NAME, "nerve stem cells", "nerve stem cells", "cells")
    teller.read(Field.INTERVENTION_ROLE, InterventionRole.EXPERIMENTAL, "got nerve stem cells", "cells")
    teller.read(Field.INTERVENTION_ROUTE, Route.INTRATHECAL, "through a lumbar puncture", "cells")
    teller.tell("They were watched for 24 months.").read(Field.FOLLOW_UP, _months(24), "24 months")
    teller.tell("Safety was the primary outcome, and the treatment proved safe.")
    teller.read(Field.OUTCOME_MEASURE, "Safety", "Safety", "safety").read(
        Field.OUTCOME_ROLE, OutcomeRole.PRIMARY, "primary outcome", "safety"
    )
    teller.read(Field.SAFETY, "the treatment proved safe", "the treatment proved safe")
    teller.finding("f-safe", "safety", "the treatment proved safe", direction=(Direction.NO_EVENT, "safe"))
    teller.tell("Nobody had a serious adverse event.").read(
        Field.OUTCOME_MEASURE, "serious adverse event", "serious adverse event", "sae"
    )
    teller.finding(
        "f-sae", "sae", "Nobody had a serious adverse event", polarity=(Polarity.ABSENT, "Nobody"), events=(0, "Nobody")
    )
    teller.tell("With the highest dose the brain may have shrunk less.")
    teller.read(Field.OUTCOME_MEASURE, "brain may have shrunk", "brain may have shrunk", "atrophy")
    teller.read(Field.ARM_LABEL, "the highest dose", "the highest dose", "highest-dose")
    teller.finding(
        "f-atrophy",
        "atrophy",
        "With the highest dose the brain may have shrunk less",
        arm=(Ref("highest-dose"), "the highest dose"),
        direction=(Direction.FAVOURS_INTERVENTION, "shrunk less"),
        change=(Change.DECREASE, "less"),
        certainty=(Certainty.HEDGED, "may have"),
    )
    teller.tell("The results are preliminary.").read(
        Field.LIMITATION, "The results are preliminary", "The results are preliminary"
    )
    return teller.study(
        secondary_progressive_ms="secondary-progressive-multiple-sclerosis",
        nerve_stem_cells="neural-stem-cell-transplantation",
        safety="safety",
        serious_adverse_event="serious-adverse-event",
        brain_may_have_shrunk="brain-atrophy",
    )


def _cells_record():
    """The registration of the same trial: another number, another primary outcome, and a serious event."""
    teller = Teller("cells-record.txt", DocumentKind.REGISTRATION)
    teller.tell("NCT00000001: 9 people enrolled, phase 1.").read(Field.REGISTRY_ID, "NCT00000001", "NCT00000001")
    teller.read(Field.ENROLLMENT, 9, "9").read(Field.PHASE, Phase.PHASE_1, "phase 1")
    teller.tell("Primary outcome: brain volume at one year.")
    teller.read(Field.OUTCOME_MEASURE, "brain volume", "brain volume", "volume").read(
        Field.OUTCOME_ROLE, OutcomeRole.PRIMARY, "Primary outcome", "volume"
    )
    teller.tell("Serious adverse events: 1 of 9.").read(
        Field.OUTCOME_MEASURE, "Serious adverse events", "Serious adverse events", "saes"
    )
    teller.finding("r-sae", "saes", "Serious adverse events: 1 of 9", events=(1, "1 of"), total=(9, "9"))
    return teller.study(brain_volume="brain-atrophy", serious_adverse_events="serious-adverse-event")


def _cells():
    """The trial as both reports tell it."""
    (news, told), (record, registered) = _cells_news(), _cells_record()
    whole = replace(
        told,
        key="nct00000001",
        reports=(*told.reports, *registered.reports),
        registry_ids=registered.registry_ids,
        phase=replace(told.phase, evidence=(*told.phase.evidence, *registered.phase.evidence)),
        outcomes=(*told.outcomes, *registered.outcomes),
        findings=(*told.findings, *registered.findings),
        readings=(Reading("enrollment", Field.ENROLLMENT, registered.enrollment),),
        merges=(MergeReason(news.id, record.id, "equal intervention and phase", 0.8),),
    )
    return replace(whole, disagreements=disagreements(whole))


def _twin():
    """Another trial of such cells, with another verdict."""
    teller = Teller("twin-news.txt").tell(
        "Phase 1 trial of nerve stem cells in 20 people with primary progressive MS at Example Hospital in Foggia."
    )
    teller.read(Field.STUDY_TYPE, StudyType.INTERVENTIONAL, "trial").read(Field.PHASE, Phase.PHASE_1, "Phase 1")
    teller.read(Field.ENROLLMENT, 20, "20").read(Field.CONDITION, "primary progressive MS", "primary progressive MS")
    teller.read(Field.INTERVENTION_NAME, "nerve stem cells", "nerve stem cells", "cells")
    teller.read(Field.INSTITUTION, "Example Hospital", "Example Hospital").read(Field.CITY, "Foggia", "Foggia")
    teller.tell("The brain shrank as much as before.").read(
        Field.OUTCOME_MEASURE, "brain shrank", "brain shrank", "atrophy"
    )
    teller.read(Field.OUTCOME_ROLE, OutcomeRole.PRIMARY, "brain shrank", "atrophy")
    teller.finding(
        "t-atrophy",
        "atrophy",
        "The brain shrank as much as before",
        direction=(Direction.NO_DIFFERENCE, "as much as before"),
    )
    teller.tell("Injection site reactions were seen in 5 of 20.")
    teller.read(Field.OUTCOME_MEASURE, "Injection site reactions", "Injection site reactions", "site")
    teller.finding(
        "t-site",
        "site",
        "Injection site reactions were seen in 5 of 20",
        polarity=(Polarity.PRESENT, "were seen"),
        events=(5, "5 of"),
        total=(20, "20"),
    )
    return teller.study(
        primary_progressive_ms="primary-progressive-multiple-sclerosis",
        nerve_stem_cells="neural-stem-cell-transplantation",
        brain_shrank="brain-atrophy",
        injection_site_reactions="injection-site-reaction",
    )[1]


def _tablet():
    """A controlled trial, told by an abstract with numbers."""
    teller = Teller("antibody-abstract.txt", DocumentKind.ABSTRACT).tell("Ocrelizumab or placebo in relapsing MS")
    teller.read(
        Field.PUBLICATION_TITLE, "Ocrelizumab or placebo in relapsing MS", "Ocrelizumab or placebo in relapsing MS"
    )
    teller.tell("Ada Example, Journal of Examples, May 2019.").read(
        Field.PUBLICATION_AUTHOR, Person("Ada Example"), "Ada Example"
    )
    teller.read(Field.PUBLICATION_JOURNAL, "Journal of Examples", "Journal of Examples").read(
        Field.PUBLICATION_DATE, PartialDate(2019, 5), "May 2019"
    )
    teller.tell(
        "In this double-blind phase 3 trial 600 adults with relapsing MS received ocrelizumab or placebo infusions for"
        " 96 weeks."
    )
    teller.read(Field.STUDY_TYPE, StudyType.INTERVENTIONAL, "trial").read(Field.PHASE, Phase.PHASE_3, "phase 3")
    teller.read(Field.DESIGN, Design.DOUBLE_BLIND, "double-blind").read(Field.ENROLLMENT, 600, "600")
    teller.read(Field.CONDITION, "relapsing MS", "relapsing MS").read(
        Field.INTERVENTION_NAME, "ocrelizumab", "ocrelizumab", "ocrelizumab"
    )
    teller.read(Field.INTERVENTION_ROLE, InterventionRole.EXPERIMENTAL, "received ocrelizumab", "ocrelizumab")
    teller.read(Field.INTERVENTION_NAME, "placebo infusions", "placebo infusions", "placebo").read(
        Field.INTERVENTION_ROLE, InterventionRole.PLACEBO, "placebo", "placebo"
    )
    teller.read(Field.ARM_LABEL, "placebo infusions", "placebo infusions", "placebo").read(
        Field.ARM_TYPE, ArmType.PLACEBO_COMPARATOR, "placebo", "placebo"
    )
    teller.read(Field.ARM_INTERVENTION, Ref("placebo"), "placebo infusions", "placebo")
    teller.read(Field.FOLLOW_UP, Duration(Decimal(96), DurationUnit.WEEK), "96 weeks")
    teller.tell(
        "The primary outcome, the relapse rate, was lower than with placebo (rate ratio 0.54, 95% CI 0.40 to 0.72;"
        " P<0.001)."
    )
    teller.read(Field.OUTCOME_MEASURE, "relapse rate", "relapse rate", "relapse").read(
        Field.OUTCOME_ROLE, OutcomeRole.PRIMARY, "primary outcome", "relapse"
    )
    teller.finding(
        "o-relapse",
        "relapse",
        "the relapse rate, was lower than with placebo",
        direction=(Direction.FAVOURS_INTERVENTION, "lower"),
        compared_with=(Ref("placebo"), "placebo"),
        statistic=(Statistic.RATE, "rate ratio"),
        value=(Decimal("0.54"), "0.54"),
        ci_lower=(Decimal("0.40"), "0.40"),
        ci_upper=(Decimal("0.72"), "0.72"),
        p_value=(Decimal("0.001"), "0.001"),
        p_relation=("<", "<"),
    )
    teller.tell("Injection site reactions occurred in 30 people, and serious adverse events in 12.")
    teller.read(Field.OUTCOME_MEASURE, "Injection site reactions", "Injection site reactions", "site")
    teller.finding("o-site", "site", "Injection site reactions occurred in 30 people", events=(30, "30"))
    teller.read(Field.OUTCOME_MEASURE, "serious adverse events", "serious adverse events", "sae")
    teller.finding("o-sae", "sae", "serious adverse events in 12", events=(12, "12"))
    return teller.study(
        relapsing_ms="relapsing-multiple-sclerosis",
        ocrelizumab="ocrelizumab",
        placebo_infusions="placebo-treatment",
        relapse_rate="relapse-rate",
        injection_site_reactions="injection-site-reaction",
        serious_adverse_events="serious-adverse-event",
    )[1]


def _psoriasis():
    """A trial of another condition."""
    teller = Teller("skin-news.txt").tell("A phase 2 trial gave 50 adults with psoriasis adalimumab.")
    teller.read(Field.STUDY_TYPE, StudyType.INTERVENTIONAL, "trial").read(Field.PHASE, Phase.PHASE_2, "phase 2")
    teller.read(Field.ENROLLMENT, 50, "50").read(Field.CONDITION, "psoriasis", "psoriasis").read(
        Field.INTERVENTION_NAME, "adalimumab", "adalimumab", "adalimumab"
    )
    teller.tell("It was well tolerated but not called safe, and there were no serious side effects in 12 months.")
    teller.read(Field.SAFETY, "not called safe", "not called safe").read(Field.FOLLOW_UP, _months(12), "12 months")
    teller.read(Field.OUTCOME_MEASURE, "serious side effects", "serious side effects", "sae")
    teller.finding(
        "p-sae", "sae", "there were no serious side effects", polarity=(Polarity.ABSENT, "no serious side effects")
    )
    return teller.study(psoriasis="psoriasis", adalimumab="adalimumab", serious_side_effects="serious-adverse-event")[1]


def _cohort():
    """A long, large observational study that says nothing on harms."""
    teller = Teller("cohort-news.txt").tell(
        "A cohort of 900 people with MS was followed for 120 months at Example Hospital in Oslo, Norway."
    )
    teller.read(Field.STUDY_TYPE, StudyType.OBSERVATIONAL, "cohort").read(Field.DESIGN, Design.COHORT, "cohort")
    teller.read(Field.ENROLLMENT, 900, "900").read(Field.CONDITION, "MS", "MS").read(
        Field.FOLLOW_UP, _months(120), "120 months"
    )
    teller.read(Field.INSTITUTION, "Example Hospital", "Example Hospital").read(Field.COUNTRY, "Norway", "Norway")
    teller.tell("Fatigue, the primary outcome, was recorded each year.").read(
        Field.OUTCOME_MEASURE, "Fatigue", "Fatigue", "fatigue"
    )
    teller.read(Field.OUTCOME_ROLE, OutcomeRole.PRIMARY, "primary outcome", "fatigue")
    return teller.study(ms="multiple-sclerosis", fatigue="fatigue")[1]


def studies():
    """Gives the five studies by a short name."""
    return {"cells": _cells(), "twin": _twin(), "antibody": _tablet(), "skin": _psoriasis(), "cohort": _cohort()}


def all_quads():
    """Gives the quads of the studies and of the vocabulary."""
    return [*{quad for study in studies().values() for quad in quads(study)}, *vocabulary()]


def oxigraph():
    """Gives a store in Oxigraph that holds them."""
    return _filled("oxigraph")


def memory():
    """Gives a store in rdflib that holds them."""
    return _filled("memory")


def _filled(engine):
    store = open_store(engine=engine)
    store.synchronise(partition(all_quads()))
    return store
