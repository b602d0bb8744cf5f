from graphbuild.extract.comparator import extract
from graphbuild.extract.focus import focus
from graphbuild.extract.intervention import extract as interventions
from graphbuild.gate import check
from graphbuild.model.text import Document
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
