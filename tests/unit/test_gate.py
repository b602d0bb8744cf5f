from decimal import Decimal

import pytest

from graphbuild.gate import borne_out, check, parse
from graphbuild.model.codes import Certainty, Change, Design, Direction, DurationUnit, Phase, Polarity, Sex
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person, Ref
from graphbuild.model.text import Document, Pointer, Sentence, Span

YEARS = DurationUnit.YEAR


def judged(field, value, exact, quote=None):
    return borne_out(field, value, exact, exact if quote is None else quote)


@pytest.mark.parametrize(
    ("field", "value", "exact"),
    [
        (Field.ENROLLMENT, 12, "twelve people"),
        (Field.ENROLLMENT, 1200, "1,200 people"),
        (Field.DEATHS, 0, "no deaths"),
        (Field.FINDING_VALUE, Decimal("0.5"), "half of them"),
        (Field.FINDING_VALUE, Decimal("0.23"), "23 percent"),
        (Field.FOLLOW_UP, Duration(Decimal(2), YEARS), "followed over two years"),
        (Field.FOLLOW_UP, Duration(Decimal(24), DurationUnit.MONTH), "24 months"),
        (Field.POPULATION_MINIMUM_AGE, Duration(Decimal(18), YEARS), "aged 18 to 45"),
        (Field.POPULATION_MAXIMUM_AGE, Duration(Decimal(45), YEARS), "aged 18 to 45"),
        (Field.PUBLICATION_DATE, PartialDate(2023, 1, 9), "online January 9, 2023"),
        (Field.PUBLICATION_DATE, PartialDate(2023), "January 9, 2023"),
        (Field.PUBLICATION_AUTHOR, Person("A. Example"), "A. Example"),
        (Field.CONDITION, "multiple sclerosis", "Multiple\nSclerosis"),
        (Field.CONDITION, "primary multiple sclerosis", "primary progressive multiple sclerosis"),
        (Field.DESIGN, Design.RANDOMIZED, "randomly assigned"),
        (Field.DESIGN, Design.UNCONTROLLED, "not controlled"),
        (Field.PHASE, Phase.PHASE_2, "Phase II"),
        (Field.POPULATION_SEX, Sex.FEMALE, "68 women"),
        (Field.FINDING_POLARITY, Polarity.ABSENT, "no new lesions"),
        (Field.FINDING_CERTAINTY, Certainty.HEDGED, "may help"),
        (Field.FINDING_CHANGE, Change.DECREASE, "less shrinkage"),
        (Field.FINDING_ARM, Ref("placebo"), "placebo"),
    ],
)
def test_words_that_state_a_value_bear_it_out(field, value, exact):
    assert judged(field, value, exact) is None


@pytest.mark.parametrize(
    ("field", "value", "exact"),
    [
        (Field.ENROLLMENT, 12, "20 people"),
        (Field.ENROLLMENT, 12, "a 12-month visit by 120 people".replace("12-month", "13-month")),
        (Field.FOLLOW_UP, Duration(Decimal(2), YEARS), "two months"),
        (Field.POPULATION_MINIMUM_AGE, Duration(Decimal(18), YEARS), "aged 19 to 45"),
        (Field.POPULATION_MEAN_AGE, Duration(Decimal(18), YEARS), "18 people"),
        (Field.PUBLICATION_DATE, PartialDate(2023, 1, 9), "January 10, 2023"),
        (Field.PUBLICATION_AUTHOR, Person("A. Example"), "B. Example"),
        (Field.CONDITION, "sclerosis multiple", "multiple sclerosis"),
        (Field.DESIGN, Design.RANDOMIZED, "an open-label trial"),
        (Field.DESIGN, Design.CONTROLLED, "not controlled"),
        (Field.DESIGN, Design.PLACEBO_CONTROLLED, "no placebo group"),
        (Field.PHASE, Phase.PHASE_2, "phase 3"),
        (Field.POPULATION_SEX, Sex.FEMALE, "68 men"),
        (Field.FINDING_POLARITY, Polarity.ABSENT, "new lesions"),
        (Field.FINDING_POLARITY, Polarity.PRESENT, "none developed lesions"),
        (Field.FINDING_DIRECTION, Direction.NO_EVENT, "some events"),
        (Field.FINDING_CERTAINTY, Certainty.HEDGED, "it helps"),
        (Field.FINDING_CERTAINTY, Certainty.ASSERTED, "it may help"),
        (Field.FINDING_CHANGE, Change.INCREASE, "less shrinkage"),
    ],
)
def test_words_that_state_something_else_do_not(field, value, exact):
    assert judged(field, value, exact)


@pytest.mark.parametrize(
    ("value", "exact", "quote"),
    [
        (Design.RANDOMIZED, "randomized", "It was not done as a randomized trial."),
        (Design.CONTROLLED, "controlled trial", "This was not a randomized, controlled trial."),
        (Design.DOUBLE_BLIND, "double-blind", "The study was never double-blind."),
    ],
)
def test_a_code_is_refused_where_its_sentence_denies_it(value, exact, quote):
    assert judged(Field.DESIGN, value, exact, quote)


def test_a_code_is_kept_where_another_wording_of_it_stands_undenied():
    quote = "Not a large randomized trial, but people were randomly assigned."
    assert judged(Field.DESIGN, Design.RANDOMIZED, "randomly assigned", quote) is None


def test_words_that_do_not_stand_in_the_sentence_are_refused():
    assert judged(Field.ENROLLMENT, 12, "12 people", "Nobody was counted.")


DOCUMENT = Document("Twelve people took part.", sentences=(Sentence(Span(0, 24)),))


@pytest.mark.parametrize(
    ("span", "passes"),
    [
        (Span(0, 13), True),
        (Span(7, 13), False),
        (Span(6, 7), False),
        (Span(0, 99), False),
        (Pointer("/enrollment", "12"), True),
        (Pointer("/enrollment", " "), False),
    ],
)
def test_a_claim_needs_words_in_its_document(span, passes):
    assert (check(Fact(Field.ENROLLMENT, 12, span, "test"), DOCUMENT) is None) is passes


def test_a_value_is_read_back_from_its_text():
    assert parse("12", int) == 12
    assert parse("0.5", Decimal) == Decimal("0.5")
    assert parse("randomized", Design) is Design.RANDOMIZED


@pytest.mark.parametrize(("text", "kind"), [("twelve", int), ("many", Decimal), ("sorted", Design)])
def test_what_is_none_of_the_kind_is_an_error(text, kind):
    with pytest.raises(ValueError, match=r".+"):
        parse(text, kind)
