"""What people had to have, or not to have, in order to take part."""

import re
from collections.abc import Iterator

from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_CRITERION = sieve(
    r"\b(?:(?:eligible|inclusion|exclusion|to be (?:included|eligible)|were excluded|excluded were|was excluded)\b"
    r"[^.;\n]{5,240}"
    r"|(?:participants|patients|subjects|volunteers|people|women|men|children)\s"
    r"(?:had|were required|were eligible|needed)\sto\s(?:be|have)\b[^.;\n]{3,200}"
    r"|none of the (?:participants|patients|women|men|subjects|volunteers) had\b[^.;\n]{3,160})",
    re.IGNORECASE,
)
_CONFIDENCE = 0.7


def criteria(document: Document) -> Iterator[Fact]:
    """Gives the clauses that state a criterion of this study."""
    for sentence in document.sentences:
        if sentence.focus is not Focus.THIS_STUDY:
            continue
        match = _CRITERION.search(document.text, sentence.span.start, sentence.span.end)
        if match is not None:
            span = Span(match.start(), match.start() + len(match[0].rstrip(" ,\"'\u201d")))
            words = " ".join(span.of(document.text).split())
            yield Fact(Field.POPULATION_CRITERION, words, span, "population/criterion", _CONFIDENCE)
