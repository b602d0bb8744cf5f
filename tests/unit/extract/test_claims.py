import pytest

from graphbuild.extract.claims import extract
from graphbuild.model.codes import Focus, Section
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Sentence, Span


def claims(text, focus=Focus.THIS_STUDY, section=Section.BODY):
    document = Document(text, sentences=(Sentence(Span(0, len(text)), section, focus),))
    return [(fact.field, fact.value) for fact in extract(document, ())]


def values(text, field, **options):
    return [value for found, value in claims(text, **options) if found is field]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The authors note that the study was not controlled and the results are preliminary.", "preliminary"),
        ("One limitation is the small sample size of our trial.", "small sample size"),
        ("Because the study was observational, it could not establish cause and effect.", "cause and effect"),
    ],
)
def test_a_weakness_is_given_in_the_words_of_the_text(text, words):
    found = values(text, Field.LIMITATION)
    assert any(words in one for one in found)
    assert all(one in text for one in found)


@pytest.mark.parametrize(
    "text", ["The team found less pain.", "Early in the morning the children walked to school.", "She lives in Rome."]
)
def test_an_ordinary_sentence_is_no_limitation(text):
    assert values(text, Field.LIMITATION) == []


def test_a_conclusion_is_what_the_authors_conclude():
    text = "The researchers concluded that walking helps older people."
    assert values(text, Field.CONCLUSION) == ["walking helps older people"]
    text = "This trial provides rationale for testing in a larger group."
    assert values(text, Field.CONCLUSION) == ["This trial provides rationale for testing in a larger group"]


@pytest.mark.parametrize("text", ["The researchers walked home.", "Does this trial support it?"])
def test_what_concludes_nothing_is_no_conclusion(text):
    assert values(text, Field.CONCLUSION) == []


def test_the_objective_is_the_clause_that_states_it():
    text = "The trial set out to learn whether tea helps sleep."
    assert values(text, Field.OBJECTIVE) == ["The trial set out to learn whether tea helps sleep"]
    assert values("Tea helps sleep.", Field.OBJECTIVE) == []


@pytest.mark.parametrize("focus", [Focus.BACKGROUND, Focus.ANIMAL, Focus.OTHER_STUDY])
def test_earlier_evidence_is_background_and_nothing_else(focus):
    text = "In mice, the drug reduced pain by 30 percent."
    assert claims(text, focus=focus) == [(Field.BACKGROUND, text)]


def test_the_study_itself_is_no_background():
    assert values("In 40 people, the drug reduced pain.", Field.BACKGROUND) == []
