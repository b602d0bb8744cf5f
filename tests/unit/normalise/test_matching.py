from time import perf_counter

import pytest

from graphbuild.model.codes import MatchKind
from graphbuild.model.study import Term
from graphbuild.normalise import vocabulary
from graphbuild.normalise.context import Context
from graphbuild.normalise.matching import Matcher
from graphbuild.terms import CONCEPT

PREFERRED, SYNONYM, ABBREVIATION, BROADER = (
    MatchKind.PREFERRED,
    MatchKind.SYNONYM,
    MatchKind.ABBREVIATION,
    MatchKind.BROADER,
)


def links(label, scheme="condition", *, aliases=(), texts=()):
    matcher = Matcher(Context(vocabulary(), texts), scheme)
    return matcher.links(Term(label, aliases))


def names(label, scheme="condition", **options):
    return [link.concept.removeprefix(CONCEPT) for link in links(label, scheme, **options)]


@pytest.mark.parametrize(
    ("label", "scheme", "name", "kind"),
    [
        ("multiple sclerosis", "condition", "multiple-sclerosis", PREFERRED),
        ("Multiple Sclerosis (MS)", "condition", "multiple-sclerosis", PREFERRED),
        ("high blood pressure", "condition", "hypertension", SYNONYM),
        ("Parkinson's", "condition", "parkinsons-disease", SYNONYM),
        ("haemorrhagic strokes", "condition", "hemorrhagic-stroke", PREFERRED),
        ("COPD", "condition", "chronic-obstructive-pulmonary-disease", ABBREVIATION),
        ("covid-19", "condition", "covid-19", PREFERRED),
        ("age-related macular degeneration, or AMD", "condition", "macular-degeneration", SYNONYM),
        ("relapsing multiple sclerosis in adults", "condition", "relapsing-multiple-sclerosis", BROADER),
        ("stubborn plaque psoriasis", "condition", "psoriasis", BROADER),
        ("moderate to severe psoriasis", "condition", "psoriasis", BROADER),
        ("people with severe knee pain", "condition", "knee-pain", BROADER),
        ("non-breast cancer", "condition", "cancer", BROADER),
        ("post-stroke pain", "condition", "pain", BROADER),
        ("diabetes-related kidney disease", "condition", "kidney-disease", BROADER),
        ("Foot Ulcer, Diabetic", "condition", "diabetic-foot-ulcer", PREFERRED),
        ("Caries, Dental", "condition", "dental-caries", PREFERRED),
        ("pain associated with a stroke", "condition", "pain", BROADER),
        ("shortness of breath at rest", "condition", "dyspnea", BROADER),
        ("Tysabri", "intervention", "natalizumab", SYNONYM),
        ("semaglutide 7 mg", "intervention", "semaglutide", BROADER),
        ("Aubagio (teriflunomide)", "intervention", "teriflunomide", SYNONYM),
        ("high doses of vitamin D", "intervention", "vitamin-d-supplement", BROADER),
        ("fake magnetic stimulation", "intervention", "sham-procedure", BROADER),
        ("brain shrinkage", "outcome", "brain-atrophy", SYNONYM),
        ("a greater reduction in blood pressure", "outcome", "blood-pressure", BROADER),
        ("annualised relapse rate", "outcome", "relapse-rate", SYNONYM),
        ("risk of breast cancer", "outcome", "breast-cancer", BROADER),
        ("signs of shortness of breath at rest", "outcome", "dyspnea", BROADER),
        ("general quality of life measures", "outcome", "quality-of-life", BROADER),
        ("risk of cancer in women", "outcome", "cancer-incidence", BROADER),
        ("risk of cancer returning", "outcome", "cancer-recurrence", BROADER),
        ("depression", "outcome", "depression", PREFERRED),
    ],
)
def test_a_mention_finds_its_concept_and_says_how(label, scheme, name, kind):
    found = links(label, scheme)

    assert [(link.concept, link.match) for link in found] == [(CONCEPT + name, kind)]


@pytest.mark.parametrize(
    ("label", "scheme"),
    [
        ("no fish oil", "intervention"),
        ("not taking blood thinners", "intervention"),
        ("without surgery", "intervention"),
        ("migraine pill", "intervention"),
        ("wing function", "outcome"),
        ("diabetes associated antibodies", "condition"),
        ("anti-cancer", "condition"),
        ("information about depression", "intervention"),
        ("harm done to the lungs of infants", "condition"),
        ("cancer-free after a year", "outcome"),
        ("something nobody has heard of", "condition"),
        ("", "condition"),
        ("...", "outcome"),
    ],
)
def test_a_mention_of_something_else_finds_nothing(label, scheme):
    assert names(label, scheme) == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (
            "secondary or primary progressive multiple sclerosis",
            ["primary-progressive-multiple-sclerosis", "secondary-progressive-multiple-sclerosis"],
        ),
        ("breast and bowel cancer", ["breast-cancer", "colorectal-cancer"]),
        ("heart attack, stroke or heart failure", ["heart-failure", "myocardial-infarction", "stroke"]),
        ("nausea and vomiting", ["nausea-and-vomiting"]),
    ],
)
def test_an_enumeration_finds_each_of_its_members(label, expected):
    assert sorted(names(label)) == expected


def test_a_concept_above_another_one_of_the_same_mention_is_left_out():
    assert names("depression and major depressive disorder") == ["major-depressive-disorder"]


def test_another_wording_helps_where_the_first_one_finds_nothing():
    assert names("the clot remedy XY-1", "intervention", aliases=("alteplase",)) == ["alteplase"]


def test_another_wording_does_not_undo_a_denial():
    assert names("no fish oil", "intervention", aliases=("fish oil",)) == []


class TestAbbreviations:
    def test_two_letters_need_the_long_form_in_the_same_study(self):
        assert names("MS") == []
        assert names("MS", texts=("It is a trial in multiple sclerosis.",)) == ["multiple-sclerosis"]

    def test_a_related_concept_is_support_as_well(self):
        assert names("MS", texts=("They were given ocrelizumab.",)) == ["multiple-sclerosis"]

    def test_the_study_decides_between_two_meanings(self):
        assert names("AD", texts=("Memory got worse in dementia.",)) == ["alzheimers-disease"]
        assert names("AD", texts=("The rash of atopic eczema went away.",)) == ["atopic-dermatitis"]
        assert names("AD", texts=("Eczema and Alzheimer's disease were looked at.",)) == []

    def test_case_counts(self):
        assert names("ms", texts=("multiple sclerosis",)) == []
        assert names("all") == []

    def test_an_abbreviation_inside_a_mention_is_read_in_full(self):
        texts = ("They have multiple sclerosis.",)

        assert names("long-standing MS", texts=texts) == ["multiple-sclerosis"]
        assert sorted(names("secondary or primary progressive MS", texts=texts)) == [
            "primary-progressive-multiple-sclerosis",
            "secondary-progressive-multiple-sclerosis",
        ]


@pytest.mark.parametrize("text", ["and " * 25_000, "(" * 100_000, "of MS " * 17_000, "a, " * 33_000, "A" * 100_000])
def test_a_hostile_mention_takes_no_time(text):
    matcher = Matcher(Context(vocabulary(), ()), "outcome")
    begun = perf_counter()

    assert matcher.links(Term(text)) == ()
    assert perf_counter() - begun < 0.05


@pytest.mark.parametrize("text", ["and " * 75, "(" * 300, "of MS " * 50, "a, " * 100, "(a" * 150])
def test_a_hostile_mention_of_possible_length_is_read_quickly(text):
    matcher = Matcher(Context(vocabulary(), ()), "outcome")
    begun = perf_counter()

    assert matcher.links(Term(text)) == ()
    assert perf_counter() - begun < 0.1
