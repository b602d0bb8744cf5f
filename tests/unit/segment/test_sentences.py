"""Where sentences end."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model.text import Document
from graphbuild.segment import segment
from graphbuild.segment.sentences import sentences


def split(text):
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It worked. Nobody fell ill.", ["It worked.", "Nobody fell ill."]),
        ("It worked.Nobody fell ill.", ["It worked.", "Nobody fell ill."]),
        ("“It worked.” Nobody fell ill.", ["“It worked.”", "Nobody fell ill."]),
        ("Pain fell by 40%. Sleep improved.", ["Pain fell by 40%.", "Sleep improved."]),
        ("Was it safe? Yes! It was.", ["Was it safe?", "Yes!", "It was."]),
        ("It cut the risk.1 The team was glad.", ["It cut the risk.1", "The team was glad."]),
        ("They work at Acme Inc. The trial ran for a year.", ["They work at Acme Inc.", "The trial ran for a year."]),
        ("It ran in the U.S. The trial ended in May.", ["It ran in the U.S.", "The trial ended in May."]),
        ("• One pill a day • Two pills a day", ["• One pill a day", "• Two pills a day"]),
        ("Risk varied by type: Results: It fell.", ["Risk varied by type:", "Results: It fell."]),
        ("They read a leaflet Results: It helped.", ["They read a leaflet", "Results: It helped."]),
    ],
)
def test_a_sentence_ends(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith and Prof. Jones led it.",
        "J. A. Smith, M.D., Ph.D., led it.",
        "It was compared with placebo (e.g. Sugar pills vs. Starch pills).",
        "Doses of 1.5 mg, i.e. Low ones, were given.",
        "Pain was 7.1 +/- 0.3 at first and 4.25 (SD 0.3) later.",
        "A ratio of 1.2 < 1.5 was seen, and 3.4 Units more.",
        "Smith et al. Reported it.",
        "See Fig. 2 and No. 7 for more.",
        "It began on Jan. 5 in St. Paul, Minn.",
        "The U.S. National Cancer Centre paid.",
        "Visit www.example.Org/About for it.",
        "Write to someone@example.Com at once.",
        "The study, “A pill for sleep. A trial in adults,” by A. Writer and B. Author, was published.",
        "“Why?” he asked.",
        "1. Take one pill.",
        "The p value was P = .04 for both.",
    ],
)
def test_a_sentence_goes_on(text):
    assert split(text) == [text]


def test_a_quoted_title_with_its_authors_starts_a_sentence():
    text = "Get tips here “Pills and sleep in adults: a trial” by A. Writer is published in Sleep Letters."
    assert split(text)[1].startswith("“Pills and sleep")


@given(
    st.text(alphabet=st.sampled_from(list("aB .!?\n\"“”'(),:-•1é\u2028\t—#*")), max_size=300) | st.text(max_size=200)
)
def test_sentences_quote_the_text_and_cover_it_without_overlap(text):
    found = segment(Document(text)).sentences
    position = 0
    for sentence in found:
        assert sentence.span.start >= position
        assert not text[position : sentence.span.start].strip()
        words = sentence.span.of(text)
        assert words == words.strip()
        position = sentence.span.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A. ",
        '"A',
        "“Ab ",
        "Study: ",
        "(",
        "1.",
        "- ",
        "word ",
        "\n",
        "By ",
        "...",
        ". “",
        "A'",
        "(A ",
        "U.S.",
        "?!",
        "• ",
    ],
)
def test_segmenting_a_hundred_thousand_letters_is_quick(unit):
    text = (unit * 100_000)[:100_000]
    start = time.perf_counter()
    segment(Document(text))
    assert time.perf_counter() - start < 5
