"""Texts made to hurt patterns and loops are read in bounded time, from bytes to study."""

import time

import pytest

from graphbuild.pipeline import run
from graphbuild.sources import read_bytes

HEAD = "A randomized trial of blue drops in 48 adults with dry eyes found less dryness than placebo. "
LENGTH = 10_000
ALLOWED = 20.0
"""Seconds of this process's own time: an honest reader takes about one, a quadratic one minutes."""
PIECES = (
    "a",
    "1",
    "1,",
    " a",
    "\n",
    "- ",
    "A.",
    "1 ",
    "of ",
    "the study of ",
    "12 people ",
    "one hundred ",
    '"a',
    "(",
    "a-",
    "a, b and ",
    "Dr. A. B. ",
    "University of ",
    "January ",
    "12 to ",
    "<a ",
    "http://a.",
    "Results: ",
    "no serious adverse events ",
    "less pain than placebo ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_piece_over_and_over_is_read(piece):
    text = HEAD + (piece * (LENGTH // len(piece)))
    start = time.process_time()
    extraction = run(read_bytes(text.encode(), "hostile.txt"))
    assert time.process_time() - start < ALLOWED
    assert extraction.document.text.startswith(HEAD.strip())
