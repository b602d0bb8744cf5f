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
