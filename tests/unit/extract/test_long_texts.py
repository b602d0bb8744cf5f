import time

import pytest

from graphbuild.extract import EXTRACTORS
from graphbuild.model.text import Document, Sentence, Span

FAMILIES = ("report", "authors", "publication", "setting", "funding", "registration")
LENGTH = 10_000
PATIENCE = 5.0  # seconds; a quadratic rule takes far longer, a busy machine does not


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "piece",
    ["A", "Aa, ", "\n", "(", '"', "Roe JA, ", "funded by the ", "Ann of the ", "10.1000/a", "University of ", "A B-"],
)
def test_a_repetitive_text_stays_quick(family, piece):
    text = (piece * LENGTH)[:LENGTH]
    document = Document(text, sentences=(Sentence(Span(0, LENGTH)),))
    start = time.perf_counter()
    facts = list(EXTRACTORS[family](document, ()))
    assert time.perf_counter() - start < PATIENCE
    assert len(facts) < LENGTH
