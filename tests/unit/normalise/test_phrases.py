import pytest

from graphbuild.normalise import vocabulary
from graphbuild.normalise.phrases import bare, parts, phrasing, segments


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("anxiety and depression", ("anxiety", "depression")),
        ("anxiety, depression, or stress", ("anxiety", "depression", "stress")),
        ("ketamine plus propofol", ("ketamine", "propofol")),
        ("stroke", ("stroke",)),
        ("sandor", ("sandor",)),
        ("and", ()),
    ],
)
def test_an_enumeration_is_cut_into_its_members(text, members):
    assert parts(text) == members


def test_noun_phrases_lie_between_linking_words():
    assert list(segments(("people", "with", "a", "stroke", "of", "of", "any", "kind"))) == [
        ("people",),
        ("stroke",),
        ("kind",),
    ]


def test_leading_articles_are_dropped_and_a_letter_that_ends_a_name_is_not():
    assert bare(("a", "new", "stroke")) == ("stroke",)
    assert bare(("hepatitis", "a")) == ("hepatitis", "a")


def test_every_replacement_is_a_concept():
    known = vocabulary()

    assert [name for name in phrasing().replacements.values() if known.get(name) is None] == []
