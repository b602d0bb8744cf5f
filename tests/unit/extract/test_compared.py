import pytest

from graphbuild.extract.compared import compared, sides_named
from graphbuild.extract.mentions import mention_at, views_of
from graphbuild.model.codes import Direction, InterventionRole
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

HERE = Span(0, 1)


def fact(field, value, about=""):
    return Fact(field, value, HERE, "test", 1.0, about)


KNOWN = (
    fact(Field.INTERVENTION_NAME, "zolixin", "z"),
    fact(Field.INTERVENTION_ROLE, InterventionRole.EXPERIMENTAL, "z"),
    fact(Field.INTERVENTION_NAME, "placebo", "p"),
    fact(Field.INTERVENTION_ROLE, InterventionRole.PLACEBO, "p"),
)


def told(text, name):
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    start = text.index(name)
    return compared(document, mention_at(views_of(document), Span(start, start + len(name)), 1.0), KNOWN)


@pytest.mark.parametrize(
    ("text", "name", "direction"),
    [
        ("Pain was significantly lower with zolixin than with placebo (P < 0.01).", "Pain", "favours-intervention"),
        ("Pain was significantly lower with placebo than with zolixin (P < 0.01).", "Pain", "harm"),
        ("Survival was significantly longer with zolixin than with placebo.", "Survival", "favours-intervention"),
        ("Pain did not differ between zolixin and placebo (P = 0.4).", "Pain", "no-difference"),
    ],
)
def test_more_or_less_with_what_was_tested_is_benefit_or_harm(text, name, direction):
    assert told(text, name) is Direction(direction)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plumage was significantly brighter and more abundant with zolixin than with placebo (P < 0.01).", "Plumage"),
        ("Pain was recorded by nurses.", "Pain"),
        ("Most of the young had no clear pain.", "pain"),
        ("Pain was significantly higher in women than in men.", "Pain"),
    ],
)
def test_no_direction_without_worth_or_words(text, name):
    assert told(text, name) is None


def test_no_direction_where_nothing_is_known_to_have_been_tested():
    text = "Pain was significantly lower with zolixin than with placebo (P < 0.01)."
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    assert compared(document, mention_at(views_of(document), Span(0, 4), 1.0), ()) is None


def test_sides_are_named_by_their_roles():
    more = (*KNOWN, fact(Field.COMPARATOR, "usual care"))
    assert sides_named(more) == ("zolixin", "placebo; usual care")
    assert sides_named(()) == ("", "")
