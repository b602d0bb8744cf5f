import pytest

from graphbuild.extract.focus import focus
from graphbuild.extract.participants import participants
from graphbuild.extract.population import age_wordings, extract, sex_wordings
from graphbuild.gate import check
from graphbuild.model.codes import Sex
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

LEAD = "A herbal tincture eased hay fever, a study finds\n"


def read(text, counted=None):
    document = focus(segment(Document(LEAD + text)))
    found = ()
    if counted is not None:
        start = document.text.index(counted)
        found = (Fact(Field.ENROLLMENT, 12, Span(start, start + len(counted)), "test"),)
    return document, list(extract(document, found))


def values(text, field, counted=None):
    return [fact.value for fact in read(text, counted)[1] if fact.field is field]


@pytest.mark.parametrize(
    ("text", "counted", "words"),
    [
        ("The study involved 12 people with severe hay fever.", "12 people", "people with severe hay fever"),
        (
            "It included 12 postmenopausal women who had asthma.",
            "12 postmenopausal women",
            "postmenopausal women who had asthma",
        ),
    ],
)
def test_the_counted_people_are_described(text, counted, words):
    assert values(text, Field.POPULATION_DESCRIPTION, counted) == [words]


def test_a_phrase_ends_where_its_sentence_goes_on():
    document = focus(segment(Document(LEAD + "Patients with mild asthma took the drops in spring.")))
    assert [item.span.of(document.text) for item in participants(document)] == ["Patients with mild asthma"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It compared 12 women who had asthma and 14 who did not.", "women who had asthma"),
        ("It followed 12 people with asthma and another 20 adults.", "people with asthma"),
        ("They assigned 12 obese men and women to one of three groups.", "obese men and women"),
        ("The 12 adults who had used a spray were given drops.", "adults who had used a spray"),
        ("Thirty-two patients with asthma slept well.", "patients with asthma"),
        ("One hundred twelve obese adults with asthma slept well.", "obese adults with asthma"),
        ("A 92-year-old man with asthma slept well.", "man with asthma"),
        ("It involved 12 boys aged between 9 and 12 years.", "boys aged between 9 and 12 years"),
        ("It involved 12 women who volunteered to have a scan.", "women who volunteered to have a scan"),
        ("It involved 12 women whose tonsils were removed.", "women whose tonsils were removed"),
    ],
)
def test_a_description_ends_before_other_people_and_what_was_done(text, words):
    document = focus(segment(Document(LEAD + text)))
    assert next(item.span.of(document.text) for item in participants(document)) == words


def test_people_without_any_description_are_no_candidates():
    document = focus(segment(Document(LEAD + "The patients slept.")))
    assert participants(document) == ()


def test_the_ages_of_participants_are_read_with_their_bounds():
    text = "The trial included 320 healthy men ages 18 to 45."
    assert values(text, Field.POPULATION_AGE) == ["ages 18 to 45"]
    assert [value.iso for value in values(text, Field.POPULATION_MINIMUM_AGE)] == ["P18Y"]
    assert [value.iso for value in values(text, Field.POPULATION_MAXIMUM_AGE)] == ["P45Y"]


def test_a_reader_of_an_age_is_no_participant():
    assert values("A 65-year-old neighbor likes tea.", Field.POPULATION_AGE) == []


def test_the_age_of_one_person_is_a_candidate_where_a_noun_for_people_follows():
    document = focus(segment(Document(LEAD + "The study describes a 65-year-old woman and a 70-year-old house.")))
    assert [one.span.of(document.text) for one in age_wordings(document) if one.age] == ["65-year-old"]


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("The study included 359 women with hay fever. The women took drops.", Sex.FEMALE),
        ("The study included 320 healthy men with hay fever. After a month, the men had fewer symptoms.", Sex.MALE),
    ],
)
def test_the_sex_of_participants_is_read(text, sex):
    assert set(values(text, Field.POPULATION_SEX)) == {sex}


def test_one_who_speaks_tells_nothing_of_the_sex_of_all():
    text = 'The study involved 12 people. "I slept well," says one of the women who took part.'
    assert values(text, Field.POPULATION_SEX) == []


def test_nothing_is_said_of_sex_where_the_text_says_nothing():
    assert values("The study involved 12 people with hay fever.", Field.POPULATION_SEX) == []


def test_candidates_stand_in_sentences_about_this_study():
    document = focus(segment(Document(LEAD + "The study included adults aged 40 to 60, all of them women.")))
    assert {item.code for item in age_wordings(document)} == {"range", "group"}
    assert [item.code for item in sex_wordings(document)] == ["sex-female"]


def test_a_criterion_is_quoted():
    found = values("To be eligible, patients had to have had symptoms for a year.", Field.POPULATION_CRITERION)
    assert found == ["To be eligible, patients had to have had symptoms for a year"]


def test_every_claim_passes_the_gate():
    document, facts = read("The study included 359 women with hay fever, aged 40 to 60.", "359 women")
    assert facts
    assert [check(fact, document) for fact in facts] == [None] * len(facts)
