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


def test_a_quote_belongs_wholly_to_the_outsider_to_whom_it_is_ascribed():
    text = OUTSIDER + "\n“All of 30 people slept. Nobody fell,” Example added.\n\n“Good,” she said.\n"
    assert focus_of(text, "All of 30 people") is Focus.COMMENTARY
    assert focus_of(text, "Good") is Focus.COMMENTARY


def test_the_authors_of_the_study_are_no_outsiders():
    text = OUTSIDER + "\n“All of 30 people slept,” said Dr. Bo Sample, the study's lead author.\n"
    assert focus_of(text, "All of 30 people") is Focus.THIS_STUDY


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("About 30 percent of adults have trouble sleeping.", Focus.BACKGROUND),
        ("The pills cost $40 a month.", Focus.BACKGROUND),
        ("About 30 percent of the adults had trouble sleeping.", Focus.THIS_STUDY),
        ("The trial, which involves 1,000 adults who have poor sleep, is a large one.", Focus.THIS_STUDY),
    ],
)
def test_amounts_that_hold_in_general_are_background(sentence, expected):
    assert focus_of(sentence, sentence) is expected


def test_a_sentence_that_goes_on_follows_the_one_before():
    text = "The pill had lengthened sleep in mice. These also ate less.\n"
    assert focus_of(text, "ate less") is Focus.ANIMAL


def test_sections_set_the_focus_of_citations_and_boilerplate():
    text = "“A pill for sleep: a trial” by A. Writer was published in Sleep Letters.\n\nRead more about sleep.\n"
    assert focus_of(text, "A. Writer") is Focus.CITATION
    assert focus_of(text, "Read more") is Focus.BOILERPLATE
