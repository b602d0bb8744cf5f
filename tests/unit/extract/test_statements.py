import pytest

from graphbuild.extract.statements import Kind, statements
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Sentence, Span


def document_of(*sentences, section=Section.BODY):
    text = " ".join(sentences)
    found, start = [], 0
    for sentence in sentences:
        found.append(Sentence(Span(start, start + len(sentence)), section))
        start += len(sentence) + 1
    return Document(text, sentences=tuple(found))


def kinds(text):
    document = document_of(text)
    return [(item.kind, item.subject.of(document.text)) for item in statements(document)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("No serious adverse events were reported.", "serious adverse events"),
        ("There were no adverse events reported.", "adverse events"),
        ("The nurses did not observe any side effects.", "side effects"),
        ("All of them finished the course without major complications.", "major complications"),
        ("None of the volunteers reported side effects.", "side effects"),
    ],
)
def test_a_denied_harm_is_absent_and_named_with_its_grade(text, subject):
    assert kinds(text) == [(Kind.ABSENT, subject)]


@pytest.mark.parametrize(
    "text",
    [
        "The tablets may cause side effects.",
        "The aim was to reduce the risk of complications.",
        "Despite side effects, most people stayed.",
        "He feared complications.",
    ],
)
def test_harms_that_are_only_feared_are_no_report(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text", ["Side effects were mild.", "Adverse events included rash and cough.", "Many people had side effects."]
)
def test_harms_that_were_seen_are_reported(text):
    assert [kind for kind, _ in kinds(text)] == [Kind.REPORTED]


def test_a_comparison_of_harms_denies_none():
    assert Kind.ABSENT not in [kind for kind, _ in kinds("There was no difference in side effects.")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The injections were found to be safe.", Kind.SAFE),
        ("The injections were found to be unsafe.", Kind.UNSAFE),
        ("The injections were not found to be safe.", Kind.UNSAFE),
        ("The drops were well tolerated.", Kind.SAFE),
    ],
)
def test_safety_goes_the_way_that_the_words_say(text, kind):
    assert [found for found, _ in kinds(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "They asked whether the drug was safe.",
        "The trial was designed to find out if it was safe.",
        "It was described as a safe alternative.",
        "Was the drug found to be safe?",
        "Walking can be safe.",
    ],
)
def test_open_questions_and_mere_attributes_claim_no_safety(text):
    assert kinds(text) == []


def test_only_a_safety_that_was_put_to_the_test_is_called_tested():
    tested = [statements(document_of(text))[0].tested for text in ("It was safe.", "It was shown to be safe.")]
    assert tested == [False, True]


def test_a_headline_counts_only_if_the_text_says_nothing():
    headline = Sentence(Span(0, 17), Section.HEADLINE)
    body = Sentence(Span(18, 39))
    document = Document("Pills were safe. No side effects seen.", sentences=(headline,))
    assert len(statements(document)) == 1
    both = Document("Pills were safe.  No side effects seen.", sentences=(headline, body))
    assert [item.kind for item in statements(both)] == [Kind.ABSENT]


@pytest.mark.parametrize(
    "text",
    [
        "I had no side effects at all.",
        "She had no side effects and went back to work.",
        "My complications were not reported.",
        "No side effects are expected.",
        "There should be no safety concerns.",
        "More work is needed before the pill was deemed safe.",
        "Rare complications include stroke.",
    ],
)
def test_one_patient_s_word_and_what_is_to_come_are_no_report(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She said that no side effects were seen.",
        "In this phase I trial, no side effects were seen.",
        "In my patients no side effects were seen.",
        "I think that no side effects were seen.",
    ],
)
def test_what_a_researcher_says_of_all_is_a_report(text):
    assert kinds(text) == [(Kind.ABSENT, "side effects")]
