"""Whom a sentence speaks of."""

import pytest

from graphbuild.extract.focus import focus
from graphbuild.model.codes import Focus
from graphbuild.model.text import Document
from graphbuild.segment import segment

LEAD = """A pill helps sleep

A new study of 40 adults found that a pill lengthened sleep. The pill was taken daily.

"""
OUTSIDER = """Dr. Ann Example, who was not involved in the research, was glad.

“Ten of my patients take it,” Example said.
"""


def focus_of(text, words):
    document = focus(segment(Document(LEAD + text)))
    (found,) = [sentence.focus for sentence in document.sentences if words in sentence.span.of(document.text)]
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The participants were randomly assigned to the pill or placebo.", Focus.THIS_STUDY),
        ("Sleep rose by 30 percent in those who took it.", Focus.THIS_STUDY),
        ("There were no serious adverse events.", Focus.THIS_STUDY),
        ("Previous studies had shown that 60 adults slept longer.", Focus.OTHER_STUDY),
        ("An earlier trial of 200 people found no benefit.", Focus.OTHER_STUDY),
        ("A 2007 study pointed the other way.", Focus.OTHER_STUDY),
        ("Insomnia affects about 10 million Americans each year.", Focus.BACKGROUND),
        ("Poor sleep is the most common complaint worldwide.", Focus.BACKGROUND),
        ("The pill had lengthened sleep in mice and in rats.", Focus.ANIMAL),
        ("A larger trial is planned and will enroll 500 people.", Focus.PLANNED),
        ("More research is needed.", Focus.PLANNED),
        ("Dr. Ann Example, who was not involved in the study, called it sound.", Focus.COMMENTARY),
        ("Participants in this study slept longer than in previous studies.", Focus.THIS_STUDY),
    ],
)
def test_the_wordings_decide(sentence, expected):
    assert focus_of(sentence, sentence) is expected


def test_an_outsider_keeps_the_word_when_named_again():
    assert focus_of(OUTSIDER, "Ten of my patients") is Focus.COMMENTARY


def test_a_sentence_that_goes_on_follows_the_one_before():
    text = "The pill had lengthened sleep in mice. These also ate less.\n"
    assert focus_of(text, "ate less") is Focus.ANIMAL


def test_sections_set_the_focus_of_citations_and_boilerplate():
    text = "“A pill for sleep: a trial” by A. Writer was published in Sleep Letters.\n\nRead more about sleep.\n"
    assert focus_of(text, "A. Writer") is Focus.CITATION
    assert focus_of(text, "Read more") is Focus.BOILERPLATE
