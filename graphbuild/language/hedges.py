"""Words that weaken a claim: may, suggests, hints of, potentially."""

import re

from graphbuild.model.text import Span

_HEDGE = re.compile(
    r"\b(?:may|might|could|suggest(?:s|ed|ing|ion)?|hint(?:s|ed)?|appear(?:s|ed)?|seem(?:s|ed)?|possibl[ey]"
    r"|potential(?:ly)?|likely|perhaps|apparent(?:ly)?|indicat(?:e|es|ed|ing)|preliminary|tentative(?:ly)?|trend(?:s|ed)?)\b",
    re.IGNORECASE,
)


def hedges(text: str) -> tuple[Span, ...]:
    """Gives the places of the words that weaken a claim.

    >>> [span.of("It may help.") for span in hedges("It may help.")]
    ['may']
    """
    return tuple(Span(*match.span()) for match in _HEDGE.finditer(text))
