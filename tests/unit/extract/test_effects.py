import pytest

from graphbuild.extract.effects import effect, names_other_side, observations, worth
from graphbuild.extract.mentions import mention_at, views_of
from graphbuild.model.text import Document, Sentence, Span


def mention_of(text, name):
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    start = text.index(name)
    return document, mention_at(views_of(document), Span(start, start + len(name)), 1.0)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("Those who walked had less pain.", "pain", "good"),
        ("Those who walked had more pain.", "pain", "bad"),
        ("Survival was longer with the drug.", "Survival", "good"),
        ("Survival was shorter with the drug.", "Survival", "bad"),
        ("The drug did not reduce pain.", "pain", "same"),
        ("Pain was similar in both groups.", "Pain", "same"),
        ("The drug improved memory.", "memory", "good"),
        ("There was no rash.", "rash", "absent"),
        ("They measured the level of zinc; it was higher.", "zinc", "silent"),
        ("The level of zinc was higher.", "level of zinc", "up"),
    ],
)
def test_the_nearest_word_of_change_tells_what_happened(text, name, told):
    document, mention = mention_of(text, name)
    assert effect(document, mention).told == told


def test_the_worth_of_a_phrase_is_that_of_its_first_valued_word():
    found = [worth(mention_of(f"They saw {name}.", name)[1]) for name in ("hip fractures", "quality of life", "zinc")]
    assert found == ["bad", "good", "none"]


def test_a_subject_that_was_not_given_the_intervention_is_the_other_side():
    _, placebo = mention_of("The placebo group had less pain.", "pain")
    _, treated = mention_of("The treated group had less pain than the placebo group.", "pain")
    assert names_other_side(placebo)
    assert not names_other_side(treated)


def test_observations_do_not_depend_on_their_order_and_hold_what_was_told():
    document, mention = mention_of("Those who walked had less pain.", "pain")
    found = observations(document, mention, ())
    assert "told good" in found
    assert len(found) == len(set(found))
