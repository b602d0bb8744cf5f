import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.model.codes import MatchKind
from graphbuild.normalise import Concept, Vocabulary, read, vocabulary
from graphbuild.normalise.vocabulary import is_abbreviation
from graphbuild.terms import CONCEPT

CONDITION = ("condition",)
SMALL = Vocabulary(
    [
        Concept("illness", "illness", schemes=CONDITION),
        Concept("grumbles", "grumbles", ("GR", "the grumbling sickness"), ("illness",), schemes=CONDITION),
        Concept("red-grumbles", "red grumbles", ("RGR",), ("grumbles",), schemes=CONDITION),
        Concept("grating", "grating", ("GR",), ("illness",), schemes=CONDITION),
        Concept("phase-1", "phase 1", schemes=("phase",)),
    ]
)


def test_a_label_is_found_in_any_case_and_number():
    assert [(naming.concept.name, naming.kind) for naming in SMALL.named("Red grumble")] == [
        ("red-grumbles", MatchKind.PREFERRED)
    ]


def test_another_label_is_a_synonym():
    assert [(naming.concept.name, naming.kind) for naming in SMALL.named("grumbling sickness")] == [
        ("grumbles", MatchKind.SYNONYM)
    ]


def test_an_abbreviation_is_found_in_its_case_only_and_may_belong_to_several():
    assert [concept.name for concept in SMALL.abbreviated("GR")] == ["grumbles", "grating"]
    assert [concept.name for concept in SMALL.abbreviated("RGRs")] == ["red-grumbles"]
    assert SMALL.abbreviated("gr") == ()
    assert SMALL.named("GR") == ()


def test_codes_are_concepts_but_no_names_of_conditions():
    assert SMALL.get("phase-1") is not None
    assert SMALL.named("phase 1") == ()


def test_a_concept_is_found_by_its_name_and_by_its_iri():
    assert SMALL.get("grumbles") == SMALL.get(f"{CONCEPT}grumbles")
    assert SMALL.get("sulks") is None


def test_narrower_and_broader_hold_the_concept_itself_and_all_levels():
    assert SMALL.narrower("illness") == {"illness", "grumbles", "red-grumbles", "grating"}
    assert SMALL.broader("red-grumbles") == {"red-grumbles", "grumbles", "illness"}


def test_a_ring_of_concepts_does_not_go_on_for_ever():
    ring = Vocabulary([Concept("a", "a", broader=("b",)), Concept("b", "b", broader=("a",))])

    assert ring.broader("a") == ring.narrower("a") == {"a", "b"}


@pytest.mark.parametrize("label", ["MS", "SPMS", "HbA1c", "rTMS", "COVID-19", "CDK4/6"])
def test_short_words_with_capitals_are_abbreviations(label):
    assert is_abbreviation(label)


@pytest.mark.parametrize("label", ["Tysabri", "stroke", "MS relapse", "M", "ABCDEFGHIJK"])
def test_names_and_phrases_are_no_abbreviations(label):
    assert not is_abbreviation(label)


def test_a_file_that_does_not_parse_is_named(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("this is no turtle", encoding="utf-8")

    with pytest.raises(GraphbuildError, match=r"broken\.ttl"):
        read([path])


def test_the_shipped_vocabulary_rolls_up_and_knows_lay_words():
    known = vocabulary()

    assert "primary-progressive-multiple-sclerosis" in known.narrower("multiple-sclerosis")
    assert "ocrelizumab" in known.narrower("disease-modifying-therapy")
    assert [naming.concept.name for naming in known.named("heart attack")] == ["myocardial-infarction"]
    assert [naming.concept.name for naming in known.named("clot buster")] == ["thrombolytic-therapy"]
