import pytest

from graphbuild.extract.arm import extract
from graphbuild.extract.focus import focus
from graphbuild.model.codes import ArmType, InterventionRole
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

TEXT = (
    "Zinc shortens colds, trial finds\n"
    "The trial randomly assigned 100 adults with colds to zinc or placebo. Colds were shorter in the zinc group than "
    "in the placebo group. The control group of an older study had longer colds.\n"
)


def given(name, role):
    start = TEXT.lower().index(name)
    span = Span(start, start + len(name))
    return (
        Fact(Field.INTERVENTION_NAME, name, span, "test", about=name),
        Fact(Field.INTERVENTION_ROLE, role, span, "test", about=name),
    )


FOUND = (*given("zinc", InterventionRole.EXPERIMENTAL), *given("placebo", InterventionRole.PLACEBO))


def read(found):
    document = focus(segment(Document(TEXT)))
    return [(fact.about, fact.field, fact.value) for fact in extract(document, found)]


def test_groups_that_bear_the_name_of_an_intervention_are_arms():
    facts = read(FOUND)
    assert ("zinc-group", Field.ARM_TYPE, ArmType.EXPERIMENTAL) in facts
    assert ("zinc-group", Field.ARM_INTERVENTION, Ref("zinc")) in facts
    assert ("placebo-group", Field.ARM_TYPE, ArmType.PLACEBO_COMPARATOR) in facts
    assert {about for about, _, _ in facts} == {"zinc-group", "placebo-group"}


def test_an_arm_already_found_is_typed_and_not_named_again():
    label = Fact(Field.ARM_LABEL, "received zinc", Span(0, 4), "test", about="received-zinc")
    facts = read((label, *FOUND))
    assert ("received-zinc", Field.ARM_TYPE, ArmType.EXPERIMENTAL) in facts
    assert "zinc-group" not in {about for about, _, _ in facts}


def test_without_interventions_there_are_no_arms():
    assert not read(())


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("The pain eased in those who were given the highest dose of cells.", "highest dose"),
        ("The pain eased in the low-dose group of the trial.", "low-dose group"),
        ("Patients who received the 20 mg dose slept longer in this trial.", "20 mg dose"),
        ("The highest dose was tested in this trial.", None),
        ("The trial had a control group.", None),
    ],
)
def test_groups_that_differ_by_their_dose_are_arms(words, label):
    document = focus(segment(Document(f"A trial of cells in pain\n{words}\n")))
    labels = [fact.value for fact in extract(document, ()) if fact.field is Field.ARM_LABEL]
    assert labels == ([label] if label else [])


def test_a_dose_group_with_a_known_size_is_not_named_again():
    document = focus(segment(Document("A trial of cells\nThose who got the high dose slept well in this trial.\n")))
    label = Fact(Field.ARM_LABEL, "took a high dose", Span(0, 4), "test", about="took-a-high-dose")
    assert not [fact for fact in extract(document, (label,)) if fact.field is Field.ARM_LABEL]
