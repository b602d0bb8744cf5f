import pytest

from graphbuild.language.denials import denied


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It was not a randomized trial.", "randomized"),
        ("It was not done as a randomized, controlled trial.", "controlled"),
        ("It had no control group.", "control"),
        ("It lacked a control group.", "control"),
        ("They were treated without any placebo.", "placebo"),
        ("It wasn't blinded.", "blinded"),
        ("Neither the patients nor their doctors were blinded.", "blinded"),
        ("It was faulted for the lack of a control group.", "control"),
        ("In the absence of a placebo group, little can be said.", "placebo"),
        ("Nobody has ever run this: it has never been controlled.", "controlled"),
    ],
)
def test_what_a_denial_ends_at_is_denied(text, word):
    assert denied(text, text.index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It was a randomized trial.", "randomized"),
        ("The drug did not help in a randomized trial.", "randomized"),
        ("No side effects were seen in this controlled trial.", "controlled"),
        ("Not only that: it was blinded.", "blinded"),
        ("controlled", "controlled"),
    ],
)
def test_what_stands_further_on_is_not(text, word):
    assert not denied(text, text.index(word))
