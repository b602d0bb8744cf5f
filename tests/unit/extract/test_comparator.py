from graphbuild.extract.comparator import Rival, comparators, extract, likeliest
from graphbuild.extract.focus import focus
from graphbuild.extract.intervention import extract as interventions
from graphbuild.gate import check
from graphbuild.language.classifier import Classifier
from graphbuild.model.codes import InterventionRole
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment


def read(text):
    document = focus(segment(Document(text)))
    facts = list(extract(document, tuple(interventions(document, ()))))
    assert all(check(fact, document) is None for fact in facts)
    return [str(fact.value).lower() for fact in facts]


def test_placebo_is_the_comparator_of_a_placebo_controlled_trial():
    text = (
        "Zinc shortens colds, trial finds\nIn a randomized trial, 100 adults with colds received zinc or placebo. "
        "Colds were shorter in people who took zinc, compared with placebo. The placebo group had more cough.\n"
    )
    (found,) = read(text)
    assert "placebo" in found


def test_people_without_the_disease_are_the_comparator_of_a_cohort():
    text = (
        "Study finds people with MS fall more often\nResearchers looked at the records of 400 people with MS and 800 "
        "people without MS. Falls were more common in people with MS, compared with people without MS.\n"
    )
    (found,) = read(text)
    assert "people without ms" in found


def test_a_study_without_a_comparator_has_none():
    text = (
        "Stem cells prove safe\nResearchers gave stem cells to ten people with multiple sclerosis. They were followed "
        "for a year. The cells were safe, and no serious side effects were seen.\n"
    )
    assert not read(text)


class Sure:
    """Finds those descriptions likely whose last word it knows."""

    def __init__(self, *last):
        self.last = {f"last {word}" for word in last}

    def chance(self, features):
        return 0.9 if self.last & set(features) else 0.1


def told(sentence, last, name=None, role=InterventionRole.EXPERIMENTAL):
    document = focus(segment(Document(f"Zinc shortens colds, trial finds\n{sentence}\n")))
    found = ()
    if name:
        start = document.text.index(name)
        span = Span(start, start + len(name))
        found = (
            Fact(Field.INTERVENTION_NAME, name, span, "test", about=name),
            Fact(Field.INTERVENTION_ROLE, role, span, "test", about=name),
        )
    facts = comparators(document, found, lambda _: Sure(last))
    return [str(fact.value) for fact in facts if fact.field is Field.COMPARATOR]


def test_of_two_things_compared_the_second_is_the_comparator():
    assert told("The team compared zinc lozenges to plain warm milk.", "milk") == ["plain warm milk"]


def test_a_placebo_is_named_without_what_stands_around_it():
    assert told("Colds were shorter than in those who were given a dummy pill.", "pill") == ["dummy pill"]


def test_a_description_does_not_end_in_a_joining_word():
    assert told("Colds were shorter than in people who drank milk and", "and") == ["people who drank milk"]


def test_what_was_tested_is_not_its_own_comparator():
    sentence = "Colds were longer in the others, compared with zinc."
    assert told(sentence, "zinc", "zinc") == []
    assert told(sentence, "zinc", "zinc", InterventionRole.COMPARATOR) == ["zinc"]


def test_the_same_thing_alone_may_be_the_comparator():
    assert told("Colds were shorter with zinc and milk than with zinc alone.", "zinc", "zinc") == ["zinc"]


def test_descriptions_with_like_words_back_each_other():
    model = Classifier(("no", "yes"), {"sure": (0.4,), "likely": (0.0,), "unlikely": (-4.0,)})
    alone = Rival(Span(0, 5), ("sure",), frozenset({"walking"}))
    one = Rival(Span(10, 23), ("likely",), frozenset({"control", "group"}))
    other = Rival(Span(30, 60), ("unlikely", "likely"), frozenset({"people", "control", "group"}))
    twice = Rival(Span(70, 83), ("likely",), frozenset({"group", "control"}))
    assert likeliest([alone, other], model)[1] is alone
    chance, best = likeliest([alone, one, other, twice], model)
    assert best.core == {"control", "group"}
    assert chance > 0.7


def test_a_description_ends_before_the_number_that_its_group_had():
    assert told("Colds lasted longer than in the usual care group 3.5 days later.", "later") == ["usual care group"]
    assert told("Colds were shorter than in people who took 20 milligrams.", "milligrams") == [
        "people who took 20 milligrams"
    ]
