import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.language.sieve import Sieve, sieve


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        (r"\b(?:patients|volunteers) took part\b", {" took part"}),
        (r"\b(?:group|arm)s?\b", {"arm", "group"}),
        (r"random(?:is|iz)ed", {"randomi"}),
        (r"randomi[sz]ed (?:trial)?", {"randomi"}),
        (r"(?:a tablet){1,2}", {"a tablet"}),
        (r"(?:cohort|case-cohort) study", {" study"}),
        (r"Phase [1-4]", {"phase "}),
        (r"\(\w+\)", {"("}),
    ],
)
def test_the_rarest_words_that_a_match_needs_are_found(pattern, needles):
    assert set(sieve(pattern).needles) == needles


@pytest.mark.parametrize(
    "pattern", [r"\w+", r"(?:trial)?\s\d", r"(?:trial|\d+)", r"a|b", r"(?=trial)\w+", r"[^a]+", "é"]
)
def test_a_pattern_without_such_words_is_always_tried(pattern):
    assert sieve(pattern).needles == ()
    assert sieve(pattern).may_match("")


def test_words_count_in_any_case_and_between_the_places_only():
    trial = sieve(r"\btrial\b", re.IGNORECASE)
    assert trial.search("A TRIAL of tea")[0] == "TRIAL"
    assert trial.search("A trial of tea", 4) is None
    assert trial.search("A trial of tea", 0, 6) is None
    assert [match.start() for match in trial.finditer("trial by trial")] == [0, 9]


@pytest.mark.parametrize("text", ["\u0130nsulin", "\u0131nsulin", "in\u017fulin", "wee\u212a"])
def test_letters_that_a_pattern_takes_for_english_ones_are_not_missed(text):
    pattern = re.compile("insulin|week", re.IGNORECASE)
    assert bool(Sieve(pattern).search(text)) == bool(pattern.search(text))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_sieve_finds_what_its_pattern_finds(data):
    sources = [r"(?:dr\.|said)\s[a-z]{1,5}", r"(?:low|high)[ -]dose", r"one (?:in|of) (?:two|ten)", r"(?:abc|ab)+c?d"]
    pattern = re.compile(data.draw(st.sampled_from(sources)), re.IGNORECASE)
    text = data.draw(st.one_of(st.from_regex(pattern), st.text(alphabet="abcdr. sSlowhig-ne")))
    assert [match.span() for match in Sieve(pattern).finditer(text)] == [m.span() for m in pattern.finditer(text)]
