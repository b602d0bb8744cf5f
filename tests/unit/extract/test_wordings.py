import pytest

from graphbuild.extract.wordings import directly_denied, earlier_state, part_of_participants, plainly_moved, telling
from graphbuild.language.phrases import Phrase, tokens


def named(text, name):
    words = tokens(text)
    wanted = [word.text for word in tokens(name)]
    first = next(i for i in range(len(words)) if [word.text for word in words[i : i + len(wanted)]] == wanted)
    return words, Phrase(first, first + len(wanted), first + len(wanted) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "Half of the participants developed new cysts.",
        "None of the patients developed new cysts.",
        "About 40% of people had new cysts.",
        "Thirty percent of the children experienced new cysts.",
    ],
)
def test_a_share_of_all_participants_is_seen(text):
    words, phrase = named(text, "new cysts")
    assert part_of_participants(words, phrase) is not None
    assert telling(words, phrase)


@pytest.mark.parametrize(
    "text",
    [
        "The surgeons developed new cysts models.",
        "Half of the patients who took the drug developed new cysts.",
        "Half of the price paid for new cysts.",
        "New cysts were seen.",
    ],
)
def test_a_subgroup_or_something_else_is_no_share_of_all(text):
    words, phrase = named(text, "new cysts")
    assert part_of_participants(words, phrase) is None


@pytest.mark.parametrize(
    ("text", "name", "plain"),
    [
        ("The older group showed less pain.", "pain", True),
        ("The older group showed increased pain.", "pain", True),
        ("The older group showed pain.", "pain", False),
        ("The older group showed more paint.", "paint", False),
    ],
)
def test_less_or_more_of_something_good_or_bad_is_plain(text, name, plain):
    assert plainly_moved(*named(text, name)) is plain


def test_signs_of_something_better_are_telling_and_signs_of_anything_are_not():
    assert telling(*named("There were signs of helpful proteins.", "signs of helpful proteins"))
    assert not telling(*named("There were signs of old paint.", "signs of old paint"))


@pytest.mark.parametrize(
    ("text", "name", "denied"),
    [("There were no deaths.", "deaths", True), ("There were deaths.", "deaths", False), ("No sleep.", "sleep", False)],
)
def test_only_something_bad_is_directly_denied(text, name, denied):
    assert directly_denied(*named(text, name)) is denied


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The pill did not reduce night cramps.", True),
        ("The pill does not significantly improve the night cramps.", True),
        ("The pill did not touch night cramps.", False),
        ("The adults who had not reduced night cramps left.", False),
        ("Not all cared about night cramps.", False),
    ],
)
def test_what_was_not_moved_was_measured(text, plain):
    assert telling(*named(text, "night cramps")) is plain


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("It helped adults who had lost hearing.", True),
        ("It helped adults who had already lost their hearing.", True),
        ("It helped adults who had hearing.", False),
        ("The adults had lost hearing.", False),
        ("Hearing improved.", False),
    ],
)
def test_what_people_had_gone_through_is_their_earlier_state(text, earlier):
    assert earlier_state(*named(text, "hearing")) is earlier
