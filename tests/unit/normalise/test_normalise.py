import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from graphbuild.model.codes import MatchKind
from graphbuild.model.study import Evidence, Intervention, Outcome, Stated, Study, Term
from graphbuild.model.text import Span
from graphbuild.normalise import Concept, Vocabulary, normalise
from graphbuild.terms import CONCEPT

QUOTE = "Ocrelizumab slowed brain shrinkage in MS, the study of multiple sclerosis says."


EVIDENCE = Evidence("doc", Span(0, 1), Span(0, len(QUOTE)), "O", QUOTE, "test")


def stated(label):
    return Stated(Term(label), (replace(EVIDENCE, exact=label),))


STUDY = Study(
    key="a",
    reports=(),
    conditions=(stated("MS"), stated("grumbles")),
    interventions=(Intervention("ocrelizumab", stated("ocrelizumab")),),
    outcomes=(Outcome("brain-shrinkage", stated("brain shrinkage")),),
)


def test_conditions_interventions_and_outcomes_are_linked():
    study = normalise(STUDY)
    found = [*study.conditions, study.interventions[0].name, study.outcomes[0].measure]

    assert [[(link.concept, link.scheme, link.match) for link in one.value.links] for one in found] == [
        [(f"{CONCEPT}multiple-sclerosis", "condition", MatchKind.ABBREVIATION)],
        [],
        [(f"{CONCEPT}ocrelizumab", "intervention", MatchKind.PREFERRED)],
        [(f"{CONCEPT}brain-atrophy", "outcome", MatchKind.SYNONYM)],
    ]
    assert study.outcomes[0].measure.value.links[0].label == "brain atrophy"


def test_doing_it_again_changes_nothing():
    once = normalise(STUDY)

    assert normalise(once) == once


def test_the_article_helps_to_understand_an_abbreviation_and_what_was_understood_stays():
    alone = Stated(Term("MS"), (replace(EVIDENCE, exact="MS", quote="MS"),))
    bare = Study(key="a", reports=(), conditions=(alone,))
    once = normalise(bare, text="It tells of multiple sclerosis.")

    assert normalise(bare).conditions[0].value.links == ()
    assert [link.label for link in once.conditions[0].value.links] == ["multiple sclerosis"]
    assert normalise(once) == once


def test_the_words_and_the_evidence_stay_as_they_were():
    study = normalise(STUDY)

    assert [one.value.label for one in study.conditions] == ["MS", "grumbles"]
    assert [one.evidence for one in study.conditions] == [one.evidence for one in STUDY.conditions]


def test_another_vocabulary_can_be_used():
    known = Vocabulary([Concept("grumbles", "grumbles", schemes=("condition",))])

    study = normalise(replace(STUDY, interventions=(), outcomes=()), known)
    assert [[link.label for link in one.value.links] for one in study.conditions] == [[], ["grumbles"]]


def test_a_study_without_mentions_is_left_alone():
    empty = Study(key="a", reports=())

    assert normalise(empty) == empty


def test_importing_it_loads_neither_the_vocabulary_nor_a_store():
    code = (
        "import sys, graphbuild.normalise as n;"
        "print(n.vocabulary.cache_info().currsize, 'pyoxigraph' in sys.modules, 'rdflib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )

    assert done.stdout.split() == ["0", "False", "False"]
