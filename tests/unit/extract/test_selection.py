import pytest

from graphbuild.extract.candidates import candidates
from graphbuild.extract.focus import focus
from graphbuild.extract.selection import is_placebo
from graphbuild.language.naming import is_blind
from graphbuild.model.text import Document
from graphbuild.segment import segment

OPENING = "Zinc shortens colds, trial finds\nIn a randomized trial, researchers tested zinc in 90 adults with colds. "


def given(sentence):
    document = focus(segment(Document(f"{OPENING}{sentence}\n")))
    return [is_placebo(one) for one in candidates(document) if is_blind(one.key)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Half of the participants took a placebo.",
        "The others got an inactive placebo every day.",
        "Those who were given dummy pills coughed for longer.",
        "Volunteers received a placebo drink. The placebo drink tasted of lemon.",
    ],
)
def test_a_pretence_that_the_study_gave_is_certain(sentence):
    assert True in given(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The researchers can't rule out a placebo effect.",
        "Placebo responses are common in such studies.",
        "For many participants the visit was like a placebo.",
        "The trial had no placebo group.",
        "Half of the participants took sugar.",
    ],
)
def test_a_pretence_that_is_only_spoken_of_is_not(sentence):
    assert True not in given(sentence)
