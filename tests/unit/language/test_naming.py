import pytest

from graphbuild.language.naming import listed, names, shape, stem
from graphbuild.language.phrases import tokens


def named(text):
    return [" ".join(name.words) for name in names(tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Women in the vitamin C group felt better.", "vitamin c"),
        ("They received daily oral pentavorin for a month.", "pentavorin"),
        ("Half were assigned to cognitive behavioral therapy.", "cognitive behavioral therapy"),
        ("It affects people with type 2 diabetes.", "type 2 diabetes"),
        ("The drug pentavorin eased symptoms.", "pentavorin"),
        ("Users of the new nasal spray slept well.", "nasal spray"),
        ("Adults with new low back pain came back.", "low back pain"),
        ("It began as ductal carcinoma in situ.", "ductal carcinoma in situ"),
        ("Others had standard of care in a clinic.", "standard of care"),
        ("They came back in pain.", "pain"),
    ],
)
def test_a_name_is_cut_at_words_that_say_little(text, expected):
    assert expected in named(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Women received aspirin.", "received"),
        ("They took 500 mg of it.", "500"),
        ("It significantly reduced pain.", "significantly"),
        ("Forty percent of 1,200 people stayed.", "1,200"),
    ],
)
def test_verbs_adverbs_and_numbers_are_no_names(text, unwanted):
    assert all(unwanted not in name.split() for name in named(text))


def test_a_name_points_at_its_words():
    text = "People with severe hay fever took zinc."
    for name in names(tokens(text)):
        assert tuple(name.span.of(text).lower().split()) == name.words


@pytest.mark.parametrize(
    ("name", "lexicon", "code", "how"),
    [
        ("aspirin", "interventions", "drug", "full"),
        ("low-salt mediterranean diet", "interventions", "dietary", "part"),
        ("stem cell transplantation", "interventions", "cell", "full"),
        ("severe asthma", "conditions", "disease", "part"),
        ("heart attacks", "conditions", "disease", "full"),
    ],
)
def test_lexicons_tell_what_a_name_is(name, lexicon, code, how):
    kind = listed(name.split(), lexicon)
    assert kind is not None
    assert (kind.code, kind.how) == (code, how)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("exampliximab", "biological"),
        ("exemplinib", "drug"),
        ("thumbectomy", "procedure"),
        ("examplitis", "condition"),
        ("juggling classes", "behavioural"),
        ("berry juice", "dietary"),
    ],
)
def test_heads_and_endings_tell_what_an_unknown_name_is(name, code):
    kind = shape(name.split())
    assert kind is not None
    assert kind.code == code


def test_a_name_without_a_telling_word_has_no_kind():
    assert shape(["zorbing"]) is None
    assert listed(["zorbing"], "interventions") is None


@pytest.mark.parametrize(
    ("word", "expected"), [("therapies", "therapy"), ("illness", "illness"), ("virus", "virus"), ("statins", "statin")]
)
def test_plurals_are_cut(word, expected):
    assert stem(word) == expected
