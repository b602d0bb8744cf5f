import pytest

from graphbuild.extract.harm import extract, harms
from graphbuild.extract.statements import statements
from graphbuild.model.codes import DocumentKind, Section
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Sentence, Span


def document_of(*sentences, section=Section.BODY):
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    places = [Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    return Document(text, sentences=tuple(Sentence(place, section) for place in places))


def safety(*sentences):
    document = document_of(*sentences)
    return [fact.value for fact in extract(document, ()) if fact.field is Field.SAFETY]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("No serious adverse events were reported during the trial.", "No serious adverse events were reported"),
        ("The tablets were well tolerated by the patients.", "well tolerated"),
        ("The most common side effects were nausea, headache and fatigue.", "nausea, headache and fatigue"),
    ],
)
def test_what_a_study_says_of_harms_is_given_in_its_words(sentence, words):
    found = safety("The trial enrolled patients with asthma.", sentence)
    assert any(words in one for one in found)
    assert all(one in sentence for one in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Walking made their days longer.",
        "I had no side effects and the nausea went away.",
        "Asthma raises the risk of infections in children around the world.",
    ],
)
def test_what_a_study_did_not_see_in_its_patients_is_no_safety(sentence):
    assert safety(sentence) == []


@pytest.mark.parametrize("section", [Section.HEADLINE, Section.OBJECTIVE, Section.METHODS])
def test_what_reports_no_result_is_not_judged(section):
    document = document_of("Side effects of the tablets were counted.", section=section)
    assert list(harms(document, statements(document))) == []


def test_clauses_are_judged_by_what_is_stated_in_them_and_named_before():
    document = document_of("Side effects were mild.", "They had nausea, itching, and fever.")
    first, *rest = harms(document, statements(document))
    assert "named True" in first.features
    assert any("list True True" in item.features for item in rest)


def test_abstracts_are_read_by_their_wordings():
    document = document_of("The trial enrolled patients with asthma.", "The tablets were feasible and safe.")
    told = Document(document.text, DocumentKind.ABSTRACT, sentences=document.sentences)
    stated = [fact for fact in extract(told, ()) if fact.field is Field.SAFETY]
    assert [(fact.value, fact.rule) for fact in stated] == [("The tablets were feasible and safe", "safety/safe")]
