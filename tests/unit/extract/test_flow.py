import pytest

from graphbuild.extract.counts import counts
from graphbuild.extract.flow import flow
from graphbuild.extract.focus import focus
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment


def facts(text):
    document = focus(segment(Document("A balm eased sore knees, a study finds\n" + text)))
    return [(fact.field, fact.value) for fact in flow(document, counts(document))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the trial, 14 patients withdrew.", (Field.DISCONTINUED, 14)),
        ("In this study, six participants were lost to follow-up.", (Field.LOST_TO_FOLLOW_UP, 6)),
        ("In this trial, 88 people completed the study.", (Field.ANALYSED, 88)),
        ("No deaths occurred in this trial.", (Field.DEATHS, 0)),
        ("The participants were split into four groups.", (Field.ARM_COUNT, 4)),
    ],
)
def test_what_became_of_those_who_took_part_is_read(text, expected):
    assert expected in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The balm is sold in shops. It smells of pine. In an earlier study, 14 patients withdrew.",
        "In this trial, 14 patients felt better.",
        "Two groups of scientists welcomed the news.",
    ],
)
def test_other_studies_and_other_groups_give_nothing(text):
    assert facts(text) == []
