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
    ],
)
def test_a_declared_outcome_has_its_role(text, name, role):
    assert roles(text) == [(name, role)]


@pytest.mark.parametrize(
    "text",
    ["The primary care doctor was kind.", "Survival improved.", "The primary outcome improved in both groups."],
)
def test_nothing_is_declared_where_no_name_is_given(text):
    assert roles(text) == []
