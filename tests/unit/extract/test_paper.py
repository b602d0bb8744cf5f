"""Of a long paper the abstract decides what the study is about; the full text adds what it leaves out."""

import pytest

from graphbuild.extract import paper
from graphbuild.model.codes import DocumentKind, InterventionRole
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Metadata, Span
from graphbuild.pipeline import run
from graphbuild.sources import read_documents

ABSTRACT = (
    "Methods: We randomly assigned 44 adults with insomnia to somnol or placebo for six weeks. Results: They slept."
)
BODY = (
    "Sleep is short in many people. An earlier trial enrolled 900 patients with migraine who took aspirin.",
    "We screened 310 patients with restless legs. The drug was given by mouth.",
)


def article(title="Somnol for insomnia: a randomised trial", abstract=ABSTRACT, body=BODY):
    paragraphs = "".join(f"<p>{one}</p>" for one in body)
    data = (
        '<article article-type="research-article"><front><article-meta><title-group><article-title>'
        f"{title}</article-title></title-group><abstract><p>{abstract}</p></abstract>"
        "<kwd-group><kwd>Insomnia</kwd><kwd>Migraine</kwd></kwd-group></article-meta></front>"
        f"<body><sec><title>Methods</title>{paragraphs}</sec></body></article>"
    )
    (document,) = read_documents(data.encode())
    return document


def test_the_front_ends_with_the_abstract():
    document = article()
    near = paper.front(document)
    assert near.text == document.text[: len(near.text)]
    assert near.text.endswith("They slept.")
    assert near.kind is DocumentKind.PAPER


@pytest.mark.parametrize(
    "document",
    [
        Document("A pill helps", DocumentKind.NEWS),
        Document("A pill helps", DocumentKind.PAPER),
        Document("A pill helps", DocumentKind.PAPER, metadata=(Metadata("front", "900", "jats"),)),
        Document("A pill helps", DocumentKind.ABSTRACT, metadata=(Metadata("front", "5", "jats"),)),
    ],
)
def test_other_texts_have_no_front(document):
    assert paper.front(document) is None


def test_the_abstract_decides_how_many_took_part_and_what_they_had():
    study = run(article()).study
    assert study.enrollment.value == 44
    assert {one.value.label.casefold() for one in study.conditions} == {"insomnia"}


def test_a_keyword_is_a_condition_where_the_title_or_the_abstract_speaks_of_it():
    facts = article().facts
    found = [(fact.value, fact.rule) for fact in facts if fact.field is Field.CONDITION]
    assert found == [("Insomnia", "jats/condition")]


def test_what_the_abstract_leaves_out_comes_from_the_full_text():
    document = article(abstract="We compared somnol with placebo in insomnia.", body=(ABSTRACT,))
    assert run(document).study.enrollment.value == 44


def test_claims_of_the_full_text_are_kept_only_where_the_front_is_silent():
    words = Span(0, 4)
    said = (
        Fact(Field.ENROLLMENT, 44, words, "a"),
        Fact(Field.INTERVENTION_NAME, "somnol", words, "a", about="somnol"),
    )
    claims = (
        Fact(Field.ENROLLMENT, 310, words, "b"),
        Fact(Field.INTERVENTION_NAME, "aspirin", words, "b", about="aspirin"),
        Fact(Field.INTERVENTION_ROUTE, "oral", words, "b", about="somnol"),
        Fact(Field.INTERVENTION_NAME, "placebo", words, "b", about="placebo"),
        Fact(Field.INTERVENTION_ROLE, InterventionRole.PLACEBO, words, "b", about="placebo"),
        Fact(Field.SITE_COUNT, 3, words, "b"),
    )
    assert [fact.value for fact in paper._further(claims, said)] == [
        "oral",
        "placebo",
        InterventionRole.PLACEBO,
        3,
    ]


@pytest.mark.parametrize(
    ("title", "sets_out"),
    [
        ("Somnol for insomnia: study protocol for a randomised trial", True),
        ("Rationale and design of a trial of somnol", True),
        ("Somnol for insomnia: a randomised trial", False),
    ],
)
def test_a_protocol_is_told_by_its_title(title, sets_out):
    assert paper.is_protocol(article(title)) is sets_out


def test_a_protocol_gives_the_study_that_it_sets_out():
    abstract = (
        "Methods: We will randomly assign 120 adults with insomnia to somnol or placebo. They will take it at night."
    )
    found = run(article("Somnol for insomnia: study protocol for a randomised trial", abstract))
    assert (found.verdict.about_a_study, found.verdict.reason) == (True, "it sets out a study")
    assert found.study.enrollment.value == 120


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("In all, 64 patients were placed in two groups.", 64),
        ("Nine clinics recruited 1,250 sleepless patients in a year.", 1250),
        ("Tables describe our final sample of 26 patients.", 26),
        ("Two of the 14 volunteers left early.", 14),
        ("We contacted 310 patients.", None),
    ],
)
def test_papers_say_how_many_they_took_in_their_own_ways(sentence, number):
    found = run(article(abstract="We compared somnol with placebo in insomnia.", body=(sentence,))).study.enrollment
    assert (None if found is None else found.value) == number


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("A total of 136 eligible adults will be randomly divided into two groups.", 136),
        ("With a power of 80%, a number of 106 adults (53 in each arm) will be included.", 106),
        ("In an earlier trial elsewhere, 113 patients with insomnia were asked.", None),
    ],
)
def test_a_protocol_says_how_many_it_plans_for(sentence, number):
    title = "Somnol for insomnia: study protocol for a randomised trial"
    found = run(article(title, "We will compare somnol with placebo in insomnia.", (sentence,))).study.enrollment
    assert (None if found is None else found.value) == number


def test_the_abstract_may_tell_that_a_paper_reports_a_study():
    body = tuple("We recommend that clinics follow the new guideline." for _ in range(12))
    assert run(article("Somnol in insomnia", ABSTRACT, body)).verdict.about_a_study
