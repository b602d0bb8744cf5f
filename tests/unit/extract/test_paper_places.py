"""In the full text of a paper a fact must stand where its kind may stand."""

import pytest

from graphbuild.extract.paper_places import in_place
from graphbuild.model.codes import Design, DocumentKind, Focus, Phase, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

FRONT = "Somnol for insomnia. "
PARTS = (
    (Section.BACKGROUND, "Others slept well. "),
    (Section.METHODS, "We gave somnol to all. "),
    (Section.METHODS, "We randomly assigned 20 to somnol. "),
    (Section.RESULTS, "Of these 12 slept. "),
    (Section.CONCLUSIONS, "They may sleep."),
)


def paper():
    text, sentences = FRONT, [Sentence(Span(0, len(FRONT) - 1), Section.HEADLINE, Focus.THIS_STUDY)]
    for section, words in PARTS:
        start = len(text)
        text += words
        sentences.append(Sentence(Span(start, start + len(words.rstrip())), section, Focus.THIS_STUDY))
    return Document(text, DocumentKind.PAPER, sentences=tuple(sentences))


def kept(field, value, word):
    document = paper()
    start = document.text.index(word)
    fact = Fact(field, value, Span(start, start + len(word)), "test")
    return bool(in_place(document, len(FRONT), (fact,)))


@pytest.mark.parametrize(
    ("field", "value", "word", "stays"),
    [
        (Field.DESIGN, Design.RANDOMIZED, "insomnia", True),
        (Field.DESIGN, Design.RANDOMIZED, "Others", False),
        (Field.DESIGN, Design.RANDOMIZED, "gave", True),
        (Field.DESIGN, Design.RANDOMIZED, "these", False),
        (Field.FINDING_STATEMENT, "slept", "12 slept", True),
        (Field.FINDING_STATEMENT, "sleep", "may sleep", False),
        (Field.LIMITATION, "sleep", "may sleep", True),
        (Field.ARM_SIZE, 20, "20", True),
        (Field.ARM_SIZE, 12, "12", False),
        (Field.ACRONYM, "SOMNOL", "gave", False),
        (Field.FUNDER, "Others", "Others", True),
    ],
)
def test_each_kind_of_fact_has_its_places(field, value, word, stays):
    assert kept(field, value, word) is stays


def test_several_phases_in_the_full_text_are_parts_of_a_study():
    document = paper()
    facts = tuple(
        Fact(Field.PHASE, phase, Span(document.text.index(word), document.text.index(word) + 4), "test")
        for phase, word in ((Phase.PHASE_1, "gave"), (Phase.PHASE_2, "rand"))
    )
    assert in_place(document, len(FRONT), facts) == ()
    assert in_place(document, len(FRONT), facts[:1]) == facts[:1]
