"""Facts from outlines that are made by hand: each row is a slot and the words that fill it, in reading order."""

from decimal import Decimal

from graphbuild.extract.slots.grouping import KINDS, Group
from graphbuild.extract.slots.mentions import Detail, numbered
from graphbuild.extract.slots.outline import Outline
from graphbuild.extract.slots.results import endpoints, findings
from graphbuild.extract.slots.said import said
from graphbuild.extract.slots.setup import designs, lengths
from graphbuild.extract.slots.treatments import arms, treatments
from graphbuild.gate import check
from graphbuild.model.codes import ArmType, Design, Dispersion, DocumentKind, InterventionRole, Statistic
from graphbuild.model.fact import Duration, DurationUnit, Field, Ref
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

METHODS = "METHODS: In this double-blind trial, adults drank warm milk 200 ml once daily (n = 30) or placebo (n = 31)."
RESULTS = (
    "RESULTS: Mean sleep rose from 6.1 \u00b1 0.9 h to 7.2 h at week 12 with warm milk. Snoring was seen in 12%."
    " The difference in sleep was 0.8 h (95% CI 0.2 to 1.4; p < .01)."
)
OPENING = "Warm milk for sleep.\n\nOBJECTIVE: To compare two drinks."
TEXT = f"{OPENING}\n\n{METHODS}\n\n{RESULTS}\n\nCONCLUSIONS: Milk helps. It is cheap."
DOCUMENT = segment(Document(TEXT, DocumentKind.ABSTRACT))


def outline(*groups):
    """Makes groups of (slot, words) rows, each at its next place in the text."""
    at, formed, every = 0, [], []
    for rows in groups:
        members = []
        for slot, words in rows:
            at = TEXT.index(words, at)
            place = next(n for n, one in enumerate(DOCUMENT.sentences) if one.span.contains(Span(at, at + len(words))))
            section = DOCUMENT.sentences[place].section
            members.append(Detail(slot, Span(at, at + len(words)), words, 0.9, place, section))
        every += members
        if rows[0][0] in KINDS:
            formed.append(Group(KINDS[rows[0][0]], tuple(members)))
    return Outline(numbered(every), numbered(every), tuple(formed))


GIVEN = outline(
    [("hasDrug", "warm milk"), ("hasDoseValue", "200"), ("hasDoseUnit", "ml")],
    [("hasFrequency", "once daily")],
    [("hasNumberPatientsArm", "30")],
    [("hasDrug", "placebo")],
    [("hasNumberPatientsArm", "31")],
)
FOUND = outline(
    [("hasEndoPointDescription", "sleep")],
    [
        ("hasBaselineValue", "6.1"),
        ("hasSdErrorChangeValue", "0.9"),
        ("hasResultMeasuredValue", "7.2"),
        ("hasTimePoint", "week 12"),
    ],
    [("hasEndoPointDescription", "Snoring")],
    [("hasPercentageAffected", "12")],
    [("hasEndoPointDescription", "sleep")],
    [("hasDiffGroupAbsValue", "0.8"), ("hasConfIntervalDiff", "95% CI 0.2 to 1.4"), ("hasPvalueDiff", "p < .01")],
)


def values(facts, field):
    return [(fact.about, fact.value) for fact in facts if fact.field is field]


def test_what_was_given_comes_with_dose_frequency_and_role():
    facts = tuple(treatments(DOCUMENT, GIVEN))
    assert values(facts, Field.INTERVENTION_DOSE) == [("warm-milk", "200 ml")]
    assert values(facts, Field.INTERVENTION_FREQUENCY) == [("warm-milk", "once daily")]
    assert values(facts, Field.INTERVENTION_ROLE) == [
        ("warm-milk", InterventionRole.EXPERIMENTAL),
        ("placebo", InterventionRole.PLACEBO),
    ]


def test_a_group_is_named_by_what_stands_before_its_size():
    facts = tuple(arms(GIVEN, tuple(treatments(DOCUMENT, GIVEN))))
    assert values(facts, Field.ARM_SIZE) == [("warm-milk", 30), ("placebo", 31)]
    assert values(facts, Field.ARM_TYPE) == [
        ("warm-milk", ArmType.EXPERIMENTAL),
        ("placebo", ArmType.PLACEBO_COMPARATOR),
    ]
    assert values(facts, Field.ARM_INTERVENTION) == [("warm-milk", Ref("warm-milk")), ("placebo", Ref("placebo"))]


def test_the_values_of_a_group_are_one_finding():
    facts = tuple(findings(DOCUMENT, FOUND, ()))
    (about, baseline), *_ = values(facts, Field.FINDING_BASELINE)
    own = [fact for fact in facts if fact.about == about]
    assert baseline == Decimal("6.1")
    assert values(own, Field.FINDING_VALUE) == [(about, Decimal("7.2"))]
    assert values(own, Field.FINDING_TIME) == [(about, Duration(Decimal(12), DurationUnit.WEEK))]
    assert values(own, Field.FINDING_TIME_LABEL) == [(about, "week 12")]
    assert values(own, Field.FINDING_CHANGE_DISPERSION) == [(about, "0.9")]
    assert values(own, Field.FINDING_DISPERSION_KIND) == [(about, Dispersion.STANDARD_ERROR)]
    assert values(own, Field.FINDING_OUTCOME) == [(about, Ref("sleep"))]


def test_a_share_of_people_is_a_proportion():
    facts = tuple(findings(DOCUMENT, FOUND, ()))
    ((about, share),) = [row for row in values(facts, Field.FINDING_VALUE) if row[1] < 1 and row[1] != Decimal("0.8")]
    own = [fact for fact in facts if fact.about == about]
    assert share == Decimal("0.12")
    assert values(own, Field.FINDING_STATISTIC) == [(about, Statistic.PROPORTION)]
    assert values(own, Field.FINDING_OUTCOME) == [(about, Ref("snoring"))]


def test_a_difference_comes_with_its_interval_and_p():
    facts = tuple(findings(DOCUMENT, FOUND, ()))
    (about, lower), *_ = values(facts, Field.FINDING_CI_LOWER)
    own = [fact for fact in facts if fact.about == about]
    assert (lower, values(own, Field.FINDING_CI_UPPER)) == (Decimal("0.2"), [(about, Decimal("1.4"))])
    assert values(own, Field.FINDING_P_VALUE) == [(about, Decimal(".01"))]
    assert values(own, Field.FINDING_P_RELATION) == [(about, "<")]
    assert values(own, Field.FINDING_STATISTIC) == [(about, Statistic.MEAN_DIFFERENCE)]


def test_end_points_are_measures():
    assert [value for _, value in values(tuple(endpoints(FOUND)), Field.OUTCOME_MEASURE)][:2] == ["sleep", "Snoring"]


def test_every_fact_passes_the_gate():
    facts = (*treatments(DOCUMENT, GIVEN), *endpoints(FOUND), *findings(DOCUMENT, FOUND, ()), *said(DOCUMENT))
    assert [(fact.field, check(fact, DOCUMENT)) for fact in facts if check(fact, DOCUMENT) is not None] == []


def test_designs_and_lengths_are_read_from_their_words():
    made = outline([("hasCTDesign", "double-blind")])
    assert [fact.value for fact in designs(made)] == [Design.DOUBLE_BLIND]
    assert list(lengths(made)) == []


def test_objective_and_conclusions_are_sentences_without_their_headings():
    facts = said(DOCUMENT)
    assert [fact.value for fact in facts if fact.field is Field.OBJECTIVE] == ["To compare two drinks."]
    assert [fact.value for fact in facts if fact.field is Field.CONCLUSION] == ["Milk helps.", "It is cheap."]


def test_news_has_no_such_sentences():
    assert said(segment(Document(TEXT, DocumentKind.NEWS))) == ()
