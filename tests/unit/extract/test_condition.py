import pytest

from graphbuild.extract.condition import extract
from graphbuild.extract.focus import focus
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment


def read(text):
    document = focus(segment(Document(text)))
    return document, list(extract(document, ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Yoga helps people with asthma, study finds\nA study of 60 adults with asthma tested yoga classes. "
                "People with asthma who took yoga classes had fewer asthma attacks.\n"
            ),
            "asthma",
        ),
        (
            (
                "New drug slows breast cancer\nIn a trial, 300 women with breast cancer were randomly assigned to the "
                "drug or placebo. Breast cancer came back less often with the drug.\n"
            ),
            "breast cancer",
        ),
    ],
)
def test_the_condition_of_the_participants_is_named(text, expected):
    document, facts = read(text)
    assert expected in {str(fact.value).lower() for fact in facts if fact.field is Field.CONDITION}
    assert all(check(fact, document) is None for fact in facts)


def test_two_forms_named_side_by_side_are_two_conditions():
    text = (
        "Cell injections safe in multiple sclerosis\nResearchers injected stem cells in 20 people with secondary "
        "progressive MS or primary progressive MS. Follow-up lasted a year. The injections were safe.\n"
    )
    found = {str(fact.value) for fact in read(text)[1]}
    assert {"secondary progressive MS", "primary progressive MS"} <= found


def test_a_text_about_something_else_names_no_disease():
    assert not read("The museum opens at nine.\nIt shows old maps of the town.\n")[1]


def conditions(text):
    return {str(fact.value).lower() for fact in read(text)[1]}


def test_what_becomes_of_people_is_cut_off_or_no_condition():
    text = (
        "Daily walks cut prostate cancer deaths\nA study followed 900 men with prostate cancer who took daily walks. "
        "Prostate cancer deaths were fewer in men who walked. Deaths of other kinds did not differ.\n"
    )
    assert conditions(text) == {"prostate cancer"}


@pytest.mark.parametrize(
    "told",
    [
        "The work was paid for by the National Institute of Diabetes and Digestive and Kidney Diseases.",
        "The study appeared in the headache journal Cranium.",
    ],
)
def test_a_disease_in_the_name_of_an_institution_or_journal_is_no_condition(told):
    text = (
        "Yoga helps people with asthma, study finds\nA study of 60 adults with asthma tested yoga classes. "
        f"People with asthma who took yoga classes had fewer asthma attacks. {told}\n"
    )
    assert conditions(text) == {"asthma"}


def test_a_disease_does_not_give_way_to_a_longer_name_of_it_said_in_passing():
    text = (
        "Inhaler helps people with asthma\nA trial of 80 adults with asthma compared a new inhaler with an old one. "
        "People with asthma had fewer attacks with the new one. Asthma got better within weeks.\n"
        "Preventable asthma is common, a doctor said. The clinic also treats emphysema.\n"
    )
    assert "asthma" in conditions(text)


def test_prevention_and_numbers_are_cut_off():
    text = (
        "Tea for asthma prevention\nA study of tea for asthma prevention followed 900 adults for years. Tea drinkers "
        "had less asthma globally.1 Asthma was rarer with tea.\n"
    )
    assert conditions(text) == {"asthma"}


def test_a_part_of_the_body_or_complications_alone_are_no_condition():
    text = (
        "Complications after surgery on the prostate\nIn a study of 900 men, complications were rarer with a robot. "
        "Surgery on the prostate with a robot led to fewer complications.\n"
    )
    assert not conditions(text) & {"complications", "prostate"}
