"""Which pages report one study in people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.extract.focus import focus
from graphbuild.extract.verdict import features, verdict
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document, Metadata
from graphbuild.segment import segment

STUDY = """A pill helps adults sleep, study finds

A new study published today in Sleep Letters found that a pill lengthened sleep. Researchers randomly assigned 120 \
adults to the pill or a placebo. After six weeks, participants who took the pill slept 40 minutes longer than those \
on placebo. Side effects were mild. "We were surprised," said the study's lead author.
"""
ABSTRACT = """A pill for sleep: a randomized trial
BACKGROUND: Sleep is short. METHODS: We randomly assigned 120 adults to a pill or placebo for six weeks. RESULTS: \
Sleep was 40 minutes longer with the pill (P = 0.01). CONCLUSIONS: The pill lengthened sleep.
"""


def judged(text, kind=DocumentKind.NEWS):
    return verdict(focus(segment(Document(text, kind))))


def test_a_report_of_a_study_is_one():
    assert judged(STUDY).about_a_study


def test_an_abstract_of_a_trial_is_one():
    assert judged(ABSTRACT, DocumentKind.ABSTRACT).about_a_study


def test_a_registration_always_is():
    assert judged("NCT00000000", DocumentKind.REGISTRATION).about_a_study


def test_an_empty_document_is_none():
    found = judged("  ")
    assert (found.about_a_study, found.reason) == (False, "it holds no text")


MICE = """Sleep pill calms mice

A pill lengthened sleep in mice, scientists report. The mice also ate less. Rats did not sleep longer. The work in \
animals points to a new pathway.
"""
APPROVAL = """FDA approves first pill for poor sleep

The U.S. Food and Drug Administration today approved Somnol. The agency granted the application fast track designation.
"""
RECRUITING = """Now recruiting: trial of a sleep pill

Investigators are recruiting 300 adults. Participants will be randomly assigned and will receive the pill. \
Volunteers needed.
"""
REVIEW = """Pills help sleep, systematic review shows

A new systematic review and meta-analysis of 28 studies shows that pills help. The review of studies was published.
"""
GRANTS = """Society awards research grants

The Society has awarded 30 new grants, a million to fund new research projects on sleep. The funding opportunity is \
open to all.
"""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (MICE, "animals"),
        (APPROVAL, "regulator"),
        (RECRUITING, "without results"),
        (REVIEW, "several studies"),
        (GRANTS, "funding"),
    ],
)
def test_other_pages_are_none_and_the_reason_says_why(text, word):
    found = judged(text)
    assert not found.about_a_study
    assert word in found.reason


@given(st.text(max_size=300), st.sampled_from(DocumentKind))
def test_any_text_gets_a_verdict_with_a_reason(text, kind):
    found = judged(text, kind)
    assert found.reason
    assert 0 < found.confidence <= 1


def test_publication_types_of_a_record_decide():
    review = Document(ABSTRACT, DocumentKind.ABSTRACT, metadata=(Metadata("publication type", "Review", "nbib"),))
    found = verdict(focus(segment(review)))
    assert (found.about_a_study, found.reason) == (False, "its record says 'Review'")


def test_a_protocol_is_no_report_of_a_study():
    text = ABSTRACT.replace("a randomized trial", "protocol for a randomized trial")
    assert not judged(text, DocumentKind.ABSTRACT).about_a_study


def test_stems_of_words_count_on_news_alone():
    news, abstract = (
        features(focus(segment(Document(STUDY, kind)))) for kind in (DocumentKind.NEWS, DocumentKind.ABSTRACT)
    )
    assert {"title=adults", "lead=placebo", "lead=sleep letters"} <= news
    assert not any(":" not in name for name in abstract)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Correction: A pill for sleep: a randomized trial", False),
        ("Erratum to: A pill for sleep: a randomized trial", False),
        ("Correction of short sleep with a pill: a randomized trial", True),
    ],
)
def test_a_notice_about_a_paper_is_no_study(title, about):
    text = ABSTRACT.replace("A pill for sleep: a randomized trial", title)
    assert judged(text, DocumentKind.ABSTRACT).about_a_study is about


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Volunteers wanted: can a pill help you sleep?", "it announces a study without results"),
        ("City clinic seeking healthy volunteers for a sleep trial", "it announces a study without results"),
        ("Editorial: pay for nurses before pills", "it gives an opinion or advice"),
        ("What to watch at the sleep meeting", "it reports several studies"),
    ],
)
def test_a_title_that_calls_or_comments_settles_it(title, reason):
    found = judged(STUDY.replace("A pill helps adults sleep, study finds", title))
    assert (found.about_a_study, found.reason) == (False, reason)


@pytest.mark.parametrize(
    "title",
    [
        "People who sleep more need less, study of volunteers finds",
        "Opinions change after a week without sleep, trial finds",
    ],
)
def test_other_titles_settle_nothing(title):
    assert judged(STUDY.replace("A pill helps adults sleep, study finds", title)).about_a_study


def test_what_is_said_in_quotes_gives_no_opinion_of_the_page():
    plain = focus(segment(Document("A pill\n\nA study tested a pill. The pill changed my life.")))
    quoted = focus(segment(Document('A pill\n\nA study tested a pill. "The pill changed my life," a woman said.')))
    assert "body:opinion" in features(plain)
    assert "body:opinion" not in features(quoted)
