"""What keeping answers about texts does and does not do."""

from collections.abc import Callable

import pytest

from graphbuild.language.memory import forgetting, remembered, remembering


def _asking() -> tuple[list[tuple[str, int]], Callable[..., int]]:
    asked: list[tuple[str, int]] = []

    def count(text: str, shift: int = 0) -> int:
        asked.append((text, shift))
        return len(text) + shift

    return asked, remembered(count, last=2)


def test_an_answer_about_a_short_text_is_given_again() -> None:
    asked, count = _asking()
    assert [count("abc"), count("abc")] == [3, 3]
    assert asked == [("abc", 0)]


def test_further_arguments_make_another_question() -> None:
    asked, count = _asking()
    assert [count("abc"), count("abc", 2)] == [3, 5]
    assert asked == [("abc", 0), ("abc", 2)]


def test_the_last_two_answers_about_long_texts_are_kept() -> None:
    asked, count = _asking()
    texts = [letter * 2_001 for letter in "abc"]
    assert [count(texts[0]), count(texts[1]), count(texts[0])] == [2_001] * 3
    assert len(asked) == 2
    assert [count(texts[2]), count(texts[1])] == [2_001] * 2
    assert len(asked) == 4


def test_answers_about_the_longest_texts_are_not_kept() -> None:
    asked, count = _asking()
    text = "a" * 200_001
    assert [count(text), count(text)] == [200_001] * 2
    assert len(asked) == 2


def test_only_the_last_answers_are_kept() -> None:
    asked, count = _asking()
    for text in ("a", "b", "c", "a"):
        count(text)
    assert [text for text, _ in asked] == ["a", "b", "c", "a"]


def test_what_was_remembered_is_forgotten_where_a_document_ends() -> None:
    asked, count = _asking()
    with forgetting():
        assert [count("abc"), count("abc")] == [3, 3]
        assert asked == [("abc", 0)]
    assert count("abc") == 3
    assert asked == [("abc", 0)] * 2


def test_it_is_forgotten_after_an_error_too() -> None:
    asked, count = _asking()
    count("abc")
    with pytest.raises(KeyError), forgetting():
        raise KeyError
    count("abc")
    assert len(asked) == 2


def test_other_things_than_texts_are_remembered_as_well() -> None:
    asked: list[int] = []

    @remembering(2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(1), double(1), double(2), double(3), double(1)] == [2, 2, 4, 6, 2]
    assert asked == [1, 2, 3, 1]
