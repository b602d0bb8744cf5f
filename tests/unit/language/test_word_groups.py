import pytest

from graphbuild.language.lexicon import load
from graphbuild.language.word_groups import group_of


@pytest.mark.parametrize(("left", "right"), [("simvastatin", "atorvastatin"), ("yoga", "exercise"), ("women", "men")])
def test_words_of_like_company_share_a_fine_group(left, right):
    assert group_of(left).fine == group_of(right).fine


@pytest.mark.parametrize(("left", "right"), [("aspirin", "university"), ("yoga", "percent"), ("surgery", "women")])
def test_words_of_other_company_share_none(left, right):
    assert group_of(left).coarse != group_of(right).coarse


@pytest.mark.parametrize(("word", "fine"), [("12", "#"), (",", ","), ("qqzzx", "?"), ("", "?")])
def test_what_is_no_known_word_has_a_group_of_its_own(word, fine):
    assert group_of(word).fine == fine


def test_quotes_around_a_word_do_not_matter():
    assert group_of("'aspirin") == group_of("aspirin")


def test_every_word_stands_once():
    words = [entry.wording for entry in load("word-groups").entries]
    assert len(words) == len(set(words)) > 10_000
