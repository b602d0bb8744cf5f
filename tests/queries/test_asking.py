"""What people ask in words, and what the library makes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import QueryError
from graphbuild.normalise import Concept, vocabulary
from graphbuild.query import questions
from graphbuild.query.asking import understand
from graphbuild.query.catalogue import parse

CONCEPT = "https://w3id.org/graphbuild/concept/"
STUDY = "https://w3id.org/graphbuild/id/study/nct03269071"

WORDINGS = {
    "studies-of-condition": (
        "Which interventional studies tested something in multiple sclerosis, by phase?",
        "Show me all clinical trials in epilepsy",
        "trials of migraine and its subtypes by phase",
        "What has been tested in asthma, by phase?",
    ),
    "interventions-of-condition": (
        "which interventions were tested in progressive MS?",
        "What treatments have been tried for epilepsy, and in how many people in all?",
        "drugs for migraine",
        "What has been tested in asthma?",
        "How many patients with stroke took part?",
    ),
    "interventions-by-route": (
        "Which studies tested stem cells, and by which route?",
        "By which route was cell therapy given?",
        "How was vitamin D administered?",
        "trials that gave stem cells intrathecally",
    ),
    "early-evidence-only": (
        "Which interventions have only phase 1 or uncontrolled evidence?",
        "Which drugs have nothing but early studies?",
        "cell therapies with only uncontrolled trials",
    ),
    "timeline-of-condition": (
        "When were the studies of multiple sclerosis published?",
        "timeline of epilepsy trials",
        "In which year did studies of migraine appear?",
    ),
    "effect-on-outcome": (
        "What did cell therapy do to disability?",
        "Does vitamin D reduce relapses compared with placebo?",
        "effect of exercise on depression",
        "Is exercise better than placebo for pain?",
    ),
    "disagreeing-outcomes": (
        "On which outcomes do studies disagree?",
        "Where do trials of asthma contradict each other?",
        "conflicting findings in migraine",
    ),
    "findings-by-dose": (
        "Which findings differ by dose?",
        "Do results depend on the dose in multiple sclerosis?",
        "findings for the highest dose",
    ),
    "primary-outcomes": (
        "Which primary outcomes were met, which were not, and of which is nothing said?",
        "Which trials of epilepsy met their primary endpoint?",
        "studies that missed the primary outcome",
    ),
    "largest-and-longest": (
        "Which study of multiple sclerosis is the largest, and which has the longest follow-up?",
        "biggest trial in asthma",
        "Which epilepsy study followed patients longest?",
    ),
    "extraction-table": (
        "What are the numbers of all findings, in a table that is ready for a meta-analysis?",
        "extraction table for multiple sclerosis",
        "effect sizes on disability for a meta-analysis",
    ),
    "no-serious-adverse-events": (
        "Which studies report that there was no serious adverse event, in how many people, for how long?",
        "trials without serious side effects in multiple sclerosis",
        "Where were zero serious adverse events seen?",
    ),
    "repeated-adverse-events": (
        "Which adverse events were seen with cell therapy in more than one study?",
        "side effects of statins reported in several trials",
        "Which harms occurred repeatedly?",
    ),
    "safe-in-few": (
        "Which studies claim that something is safe although they had few participants or no control group?",
        "Which trials with fewer than 50 people claim safety?",
        "small studies that call a drug safe",
        "uncontrolled studies that conclude it is safe",
    ),
    "silent-on-harms": (
        "Which studies say nothing on harms?",
        "trials of migraine that do not mention side effects",
        "Which studies are silent about adverse events?",
    ),
    "sentence-behind": (
        "Which sentence stands behind each fact?",
        "Show the quotes behind all values",
        "What is the evidence for NCT03269071?",
    ),
    "hedged-claims": (
        "Which claims are hedged or called preliminary?",
        "preliminary findings in asthma",
        "Which conclusions are tentative?",
    ),
    "only-in-news": (
        "Which facts stand only in news, with no paper or registry behind them?",
        "claims made only by the press",
        "What stands only in the news about NCT03269071?",
    ),
    "suspect-facts": (
        "Which facts contradict themselves or do not fit their source?",
        "Show me suspicious values",
        "Are there impossible numbers?",
    ),
    "reports-of-study": (
        "Which reports of one study are there, and why were they linked?",
        "Which articles describe the same study?",
        "all reports of NCT03269071",
    ),
    "disagreements": (
        "Where do the reports of one study disagree on numbers, phase, primary outcome or serious adverse events?",
        "Do articles contradict each other?",
        "Where do news and paper disagree?",
        "discrepancies between the reports of NCT03269071",
    ),
    "registered-outcomes": (
        "Does the reported primary outcome agree with the registered one?",
        "outcome switching",
        "Is the registered outcome the same as the published one?",
    ),
    "possible-duplicates": (
        "Which studies may be one study, and which near-twins are kept apart?",
        "possible duplicates",
        "Which trials might be the same study?",
    ),
    "studies-by-name": (
        "Which studies come from Milan?",
        "trials published in Nature Medicine",
        'studies by "martino"',
        "Which studies were conducted at San Raffaele Hospital?",
        "research funded by the Cancer Council of Norway",
    ),
    "completeness": (
        "How complete is the reporting, by type of source?",
        "completeness of reporting since 2020",
        "What information is missing most often?",
    ),
}
STRANGE = (
    "Who won the football cup?",
    "Which interventions were not tested in multiple sclerosis?",
    "Which drugs were tested in mice with multiple sclerosis?",
    "What is the price of natalizumab?",
    "Should I take vitamin D?",
    "Which interventions were tested in multiple sclerosis or epilepsy?",
    "How is the weather?",
    "studies of unobtainium poisoning",
    "Which trials of migraine excluded women?",
    "multiple sclerosis",
    "Which interventions were tested in multiple sclerosis without success?",
    "serious adverse events",
    "Delete all studies of asthma",
)

WORDS = sorted(
    {word for texts in WORDINGS.values() for text in texts for word in text.split()} | {"half", "\u00b2", "10%"}
)


def study(name):
    return STUDY if name.casefold() == "nct03269071" else None


def read(text, known=None):
    return understand(text, known or vocabulary(), study)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WORDINGS.items() for text in texts])
def test_a_question_is_understood_in_several_wordings(name, text):
    found = read(text)
    assert found.best is not None, [(one.question.name, one.missing, one.left) for one in found.nearest]
    assert found.best.question.name == name


def test_every_question_is_asked_in_at_least_three_wordings_its_own_among_them():
    assert {question.name for question in questions()} == WORDINGS.keys()
    assert all(len(texts) >= 3 for texts in WORDINGS.values())


@pytest.mark.parametrize("text", STRANGE)
def test_what_the_library_cannot_answer_is_not_answered(text):
    found = read(text)
    assert found.best is None
    assert len(found.nearest) <= 3


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("which interventions were tested in progressive MS?", {"condition": "progressive-multiple-sclerosis"}),
        ("which drugs were tested in ms", {"condition": "multiple-sclerosis"}),
        ("On which outcomes do studies disagree?", {"condition": None}),
        ("trials that gave cell therapy intrathecally", {"intervention": "cell-therapy", "route": "route-intrathecal"}),
        (
            "Does vitamin D reduce pain compared with placebo?",
            {"intervention": "vitamin-d-supplement", "outcome": "pain", "comparator": "placebo-treatment"},
        ),
        (
            "What did exercise do to depression?",
            {"intervention": "exercise", "outcome": "depression", "comparator": None},
        ),
    ],
)
def test_concepts_become_parameters(text, parameters):
    expected = {name: "" if value is None else CONCEPT + value for name, value in parameters.items()}
    assert read(text).best.parameters == expected


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("studies from Milan", {"name": "Milan"}),
        ("trials published in Nature Medicine", {"name": "Nature Medicine"}),
        ('studies by "martino"', {"name": "martino"}),
        ("research funded by the Cancer Council of Norway", {"name": "Cancer Council of Norway"}),
        ("Which trials with fewer than 50 people claim safety?", {"people": 50}),
        ("Which trials with fewer than twenty patients are called safe?", {"people": 20}),
        ("small studies that call a drug safe", {}),
        ("completeness of reporting since 2020", {"since": 2020}),
        ("all reports of NCT03269071", {"study": STUDY}),
        ("What is the evidence for NCT03269071?", {"node": STUDY, "predicate": ""}),
    ],
)
def test_names_numbers_and_studies_become_parameters(text, parameters):
    assert read(text).best.parameters == parameters


def test_what_is_not_understood_is_named():
    near = read("Which drugs were tested in mice with multiple sclerosis?").nearest
    assert near[0].question.name == "interventions-of-condition"
    assert near[0].left == ("mice",)
    assert read("all reports of NCT99999999").best is None


def test_added_concepts_are_understood():
    sniffle = Concept("http://a.example/1", "sniffle disorder", schemes=("condition",), origin="ills")
    text = "Which drugs were tested in sniffle disorders?"
    assert read(text).best is None
    assert read(text, vocabulary().extended([sniffle])).best.parameters == {"condition": "http://a.example/1"}


@pytest.mark.parametrize("text", ["", "   ", "why " * 200])
def test_an_empty_or_endless_text_is_refused(text):
    with pytest.raises(QueryError, match="1 to 500 characters"):
        read(text)


def test_a_pattern_names_parameters_that_are_declared():
    text = "# 1. Who?\n# @ask who {condition}\nSELECT * WHERE { ?s ?p ?o }\n"
    with pytest.raises(QueryError, match="declare it with @param"):
        parse(text, "who")


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)))
def test_no_text_breaks_it(text):
    try:
        found = read(text)
    except QueryError:
        return
    assert (found.best is None) or found.best.fits
