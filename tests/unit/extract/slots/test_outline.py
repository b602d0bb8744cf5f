from decimal import Decimal

from graphbuild.extract.slots.outline import Outline, outline
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document
from graphbuild.pipeline import run
from graphbuild.segment import segment

TRIAL = """Efficacy of examplin versus placebo added to metformin in patients with type 2 diabetes.

OBJECTIVE: To compare the efficacy of sitagliptin with placebo in patients with type 2 diabetes.

METHODS: In this randomized, double-blind, 24-week study, 120 patients with type 2 diabetes were randomized to receive \
sitagliptin 100 mg once daily (n = 61) or placebo (n = 59).

RESULTS: At week 24, mean HbA1c was reduced by 0.8% with sitagliptin and by 0.1% with placebo (p < 0.001). Body weight \
decreased by 1.2 kg with sitagliptin and 0.3 kg with placebo (p = 0.04). Hypoglycemia was reported in 3.3% of patients \
treated with sitagliptin and 1.7% of patients treated with placebo.

CONCLUSIONS: Sitagliptin improved glycemic control.
"""
OTHER = """Singing lessons for tired nurses: a pilot study

METHODS: 24 nurses sang twice a week for two months.

RESULTS: They felt less tired.

CONCLUSIONS: Singing deserves a trial.
"""


def read(text, kind=DocumentKind.ABSTRACT):
    return outline(segment(Document(text, kind)))


def test_a_trial_like_those_learnt_from_has_an_outline():
    made = read(TRIAL)
    assert made.rich
    assert {one.words.lower() for one in made.single("hasDrug")} >= {"sitagliptin", "placebo"}


def test_other_abstracts_and_other_texts_have_none():
    assert read(OTHER) == Outline()
    assert read(TRIAL, DocumentKind.NEWS) == Outline()


def test_the_details_reach_the_study():
    study = run(Document(TRIAL, DocumentKind.ABSTRACT)).study
    doses = {item.name.value.label: item.dose.value for item in study.interventions if item.dose is not None}
    assert doses == {"sitagliptin": "100 mg"}
    assert {arm.size.value for arm in study.arms if arm.size is not None} == {61, 59}
    assert Decimal("0.001") in {one.p_value.value for one in study.findings if one.p_value is not None}
    assert Decimal("0.8") in {abs(one.change_value.value) for one in study.findings if one.change_value is not None}
