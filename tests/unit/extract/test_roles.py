import pytest

from graphbuild.extract.roles import declared
from graphbuild.model.codes import OutcomeRole
from graphbuild.model.text import Document, Sentence, Span


def roles(text):
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    return [(item.mention.span.of(text), item.role) for item in declared(document)]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The primary outcome was survival.", "survival", OutcomeRole.PRIMARY),
        ("Safety was the primary outcome of the trial.", "Safety", OutcomeRole.PRIMARY),
        ("It proved to be safe, which was the primary outcome.", "safe", OutcomeRole.PRIMARY),
        ("It was safe, and the primary outcome was efficacy.", "efficacy", OutcomeRole.PRIMARY),
        ("The secondary endpoint of the study was grip strength.", "grip strength", OutcomeRole.SECONDARY),
        ("It did not meet its primary endpoint of reducing relapse rates.", "relapse rates", OutcomeRole.PRIMARY),
        ("The main outcome measure was the risk of falls.", "risk of falls", OutcomeRole.PRIMARY),
        (
            "The primary endpoint was the time to walking without help.",
            "time to walking without help",
            OutcomeRole.PRIMARY,
        ),
        ("The primary outcome was the change in daily time asleep.", "daily time asleep", OutcomeRole.PRIMARY),
        (
            "The primary outcome was the change from baseline in grip strength at one year.",
            "grip strength",
            OutcomeRole.PRIMARY,
        ),
        ("The primary outcome was gait speed six months after the fall.", "gait speed", OutcomeRole.PRIMARY),
        (
            "The primary outcome was gout, stroke or death from any cause.",
            "gout, stroke or death from any cause",
            OutcomeRole.PRIMARY,
        ),
        ("The primary end point was survival and secondary outcome data were scarce.", "survival", OutcomeRole.PRIMARY),
    ],
)
def test_a_declared_outcome_has_its_role(text, name, role):
    assert roles(text) == [(name, role)]


@pytest.mark.parametrize(
    "text",
    [
        "The primary care doctor was kind.",
        "Survival improved.",
        "The primary outcome improved in both groups.",
        "The primary outcome was similar in both groups.",
        "The primary outcome was reduced in both groups.",
        "The primary outcome was not met.",
        "The primary outcome was the share of patients who walked again.",
        "MAIN OUTCOME MEASURES: To learn how people slept.",
    ],
)
def test_nothing_is_declared_where_no_name_is_given(text):
    assert roles(text) == []


def test_a_list_of_several_declares_each():
    assert roles("MAIN OUTCOME MEASURES: Weight, the rate of falls, and quality of life.") == [
        ("Weight", OutcomeRole.PRIMARY),
        ("rate of falls", OutcomeRole.PRIMARY),
        ("quality of life", OutcomeRole.PRIMARY),
    ]


def test_two_outcomes_with_articles_of_their_own_are_two():
    assert [name for name, _ in roles("The secondary outcomes were falls and the score on a scale of pain.")] == [
        "falls",
        "score on a scale of pain",
    ]
