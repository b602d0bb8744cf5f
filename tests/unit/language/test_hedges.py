"""What weakens a claim, and what only looks like it."""

import pytest

from graphbuild.language.hedges import hedges


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pill may help.", ["may"]),
        ("Pill May Help Runners", ["May"]),
        ("It might possibly work", ["might", "possibly"]),
        ("Results suggested a benefit", ["suggested"]),
        ("It appeared to slow the loss", ["appeared"]),
        ("Pain seems to ease", ["seems"]),
        ("The drug is likely to help", ["likely"]),
        ("a potentially useful molecule", ["potentially"]),
        ("there was a trend toward fewer falls", ["trend toward"]),
        ("the results are preliminary", ["preliminary"]),
        ("hints of benefit", ["hints"]),
        ("It could reduce pain", ["could"]),
    ],
)
def test_words_that_weaken_a_claim_are_found(text, words):
    assert [span.of(text) for span in hedges(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "In May 2020 the trial ended",
        "It was published on May 5",
        "from 3 May to 9 June",
        "They were more likely to walk",
        "twice as likely to recover",
        "Most could walk unaided after a year",
        "They could not sleep",
        "The paper appears in the spring issue",
        "as soon as possible",
        "evoked potentials were measured",
        "surgery is indicated for large tears",
        "patients with suspected stroke",
        "Pain fell by half.",
    ],
)
def test_words_that_only_look_like_a_hedge_are_left_out(text):
    assert hedges(text) == ()
