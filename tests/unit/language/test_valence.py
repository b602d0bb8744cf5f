import pytest

from graphbuild.language.valence import valence, valences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("quality of life", ("good",)),
        ("relief of knee pain", ("good", "bad")),
        ("knee-pain", ("bad",)),
        ("Parkinson\u2019s", ("bad",)),
        ("bronchitis", ("bad",)),
        ("quality of milk", ()),
        ("painting", ()),
        ("", ()),
    ],
)
def test_wordings_and_endings_have_a_value_wherever_a_word_begins(text, found):
    assert valences(text) == found
    assert valence(text) == (found[0] if found else None)
