"""In which part of a text a sentence stands."""

import pytest

from graphbuild.model.codes import Section
from graphbuild.model.text import Document
from graphbuild.segment import segment

NEWS = """A pill for sleep helps adults
March 3, 2021
Researchers gave a new pill to 40 adults with
poor sleep or
restless legs. It helped. Background: Few pills work well. The Study: All took it for six weeks. Results: They slept \
an hour longer. Why Does This Matter? Sleep keeps people well. Learn more… Get help with sleep “A pill for sleep: an \
open-label trial” by A. Writer and B. Author was published in Sleep Letters. This study was funded by the Sleep Fund.
The Sleep Fund is dedicated to good sleep. It was founded in 1950. Please visit sleepfund.example to learn more.
"""

RELEASE = """Walking eases knee pain
OSLO, May 5, 2020 -- A walking course eased knee pain in 60 adults.

The trial compared it with rest.

###

The work was paid for by the Knee Council.

About the Knee Council

The Council has 300 members. Its seat is in Oslo.

About the WALK trial

WALK enrolled 60 adults.

Media contact: A. Writer, 555-0100
"""


def sections(text):
    document = segment(Document(text))
    return [(sentence.section, " ".join(sentence.span.of(text).split())) for sentence in document.sentences]


def section_of(text, words):
    (found,) = [section for section, sentence in sections(text) if words in sentence]
    return found


def test_headline_and_date_line_are_told_from_the_body():
    found = sections(NEWS)
    assert found[0] == (Section.HEADLINE, "A pill for sleep helps adults")
    assert found[1] == (Section.DATELINE, "March 3, 2021")
    assert found[2] == (
        Section.BODY,
        "Researchers gave a new pill to 40 adults with poor sleep or restless legs.",
    )


def test_labels_inside_a_paragraph_open_sections():
    assert section_of(NEWS, "Few pills") is Section.BACKGROUND
    assert section_of(NEWS, "six weeks") is Section.METHODS
    assert section_of(NEWS, "an hour longer") is Section.RESULTS
    assert section_of(NEWS, "keeps people well") is Section.CONCLUSIONS
    assert section_of(NEWS, "Get help") is Section.BOILERPLATE


def test_a_citation_ends_with_its_sentence():
    assert section_of(NEWS, "open-label trial") is Section.CITATION
    assert section_of(NEWS, "funded by the Sleep Fund") is Section.BODY


def test_what_a_page_says_of_itself_is_boilerplate():
    assert section_of(NEWS, "founded in 1950") is Section.BOILERPLATE


def test_a_dateline_before_the_first_sentence_stands_alone():
    assert sections(RELEASE)[1:3] == [
        (Section.DATELINE, "OSLO, May 5, 2020 --"),
        (Section.BODY, "A walking course eased knee pain in 60 adults."),
    ]


def test_who_sends_a_release_is_boilerplate_but_its_study_is_not():
    assert section_of(RELEASE, "300 members") is Section.BOILERPLATE
    assert section_of(RELEASE, "paid for") is Section.BODY
    assert section_of(RELEASE, "enrolled 60") is Section.METHODS
    assert section_of(RELEASE, "555-0100") is Section.BOILERPLATE


def test_a_structured_abstract_keeps_its_headings():
    text = (
        "BACKGROUND: Sleep is short.\nMETHODS: We gave a pill to 20 adults.\nRESULTS: It helped.\nCONCLUSIONS: Use it."
    )
    assert [section for section, _ in sections(text)] == [
        Section.BACKGROUND,
        Section.METHODS,
        Section.RESULTS,
        Section.CONCLUSIONS,
    ]


def test_front_matter_gives_title_and_date():
    text = "---\ntitle: >\n  A pill helps\ndate: 2021-03-03\ntags:\n - sleep\n---\n\nA trial of 30 adults ended.\n"
    found = {words: section for section, words in sections(text)}
    assert found["A pill helps"] is Section.HEADLINE
    assert found["date: 2021-03-03"] is Section.DATELINE
    assert found["- sleep"] is Section.BOILERPLATE
    assert found["A trial of 30 adults ended."] is Section.BODY


def test_a_headline_that_begins_like_a_label_is_a_headline():
    assert sections("Study: walking helps knees\nA trial of 50 adults ended.")[0][0] is Section.HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "A. Writer, a.writer@sleep.example, 555-0100",
        "https://sleep.example/all",
        "+47 555 0100",
        "![a pill](pill.png)",
        "| a | b |",
    ],
)
def test_lines_that_hold_no_prose_are_boilerplate(line):
    text = f"A pill helps sleep\n\nA trial of 40 adults ended well.\n\n{line}\n\nAll of them slept.\n"
    assert section_of(text, line) is Section.BOILERPLATE
    assert section_of(text, "All of them") is Section.BODY


def test_an_address_inside_a_sentence_does_not_make_it_boilerplate():
    text = "A pill helps sleep\n\nThe trial of 40 adults (https://doi.example/1) ended well.\n"
    assert section_of(text, "40 adults") is Section.BODY


@pytest.mark.parametrize(
    "references",
    [
        (
            "1 Writer AB, Author C, et al. Sleep and pills. Sleep Lett. 2011;4:1-9.\n\n"
            "2 Maker D, Doer EF. Pills and sleep. J Pills. 2012;7(2):33-40.\n"
        ),
        "Writer AB, Author C. Sleep and pills. Sleep Lett. 2011;4:1-9. Maker D. On pills. J Pills. 2012;7(2):33-40.\n",
    ],
)
def test_a_list_of_references_speaks_of_other_papers(references):
    text = f"A pill for sleep helps adults\n\nResearchers gave a new pill to 40 adults.\n\nReferences\n\n{references}"
    document = segment(Document(text))
    listed = [one.section for one in document.sentences if one.span.start >= text.index(references)]
    assert listed
    assert set(listed) == {Section.BOILERPLATE}


def test_one_reference_is_the_paper_of_the_study():
    text = (
        "A pill for sleep helps adults\n\nResearchers gave a new pill to 40 adults.\n\n"
        "Writer AB, Author C. Sleep and pills. Sleep Lett. 2011;4:1-9.\n"
    )
    assert segment(Document(text)).sentences[-1].section is Section.CITATION


def test_headings_of_papers_open_their_sections_with_or_without_numbers():
    text = (
        "Zinc for colds\n\n1. Introduction\n\nColds are common.\n\n2. Materials and methods\n\n"
        "2.1 Statistical analysis\n\nWe compared means.\n\nMethods/design\n\nAll will take zinc.\n\n"
        "3. Results\n\nColds were short."
    )
    assert section_of(text, "Colds are common") is Section.BACKGROUND
    assert section_of(text, "We compared") is Section.METHODS
    assert section_of(text, "All will take") is Section.METHODS
    assert section_of(text, "Colds were short") is Section.RESULTS


def test_prose_behind_a_line_with_a_contact_is_no_boilerplate():
    text = (
        "Zinc and colds\n\nZinc helped.\n\nContact: Acme Press Office\n\n"
        "The study of 20 people with colds was published by the society in its own journal this week.\n"
    )
    assert section_of(text, "20 people") is Section.BODY
    assert section_of(text, "Acme Press Office") is Section.BOILERPLATE


def test_a_link_behind_the_news_that_something_was_published_is_no_boilerplate():
    text = "Zinc and colds\n\nZinc helped.\n\nThe results have just been published : learn more Read our guide.\n"
    assert section_of(text, "just been published") is Section.BODY
