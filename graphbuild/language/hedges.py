"""Words that weaken a claim: may, suggests, hints of, potentially; the wordings stand in lexicon/hedges.tsv."""

import re

from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembered
from graphbuild.model.text import Span

_DAY_AHEAD = re.compile(r",?\s(?:\d|issue\b)")
_DAY_BEHIND = re.compile(
    r"(?:\d|\b(?:in|on|since|until|through|early|late|last|mid|from|by|between|and|to))[\s-]$", re.IGNORECASE
)
_BEHIND = 9


def hedges(text: str) -> tuple[Span, ...]:
    """Gives the places of the words that weaken a claim.

    Wordings that only look like a hedge (the month of May, "more likely to", "could not") are left out.

    >>> [span.of("It may help.") for span in hedges("It may help.")]
    ['may']
    >>> hedges("On May 2 they were more likely to walk.")
    ()
    """
    return _hedges(text)


@remembered
def _hedges(text: str) -> tuple[Span, ...]:
    return tuple(
        match.span for match in load("hedges").find(text) if match.code == "hedge" and not _is_month(match.span, text)
    )


def _is_month(span: Span, text: str) -> bool:
    """Tells the month of May from the verb, which has a capital in headlines only."""
    if span.of(text) != "May":
        return False
    before = text[max(0, span.start - _BEHIND) : span.start]
    return _DAY_AHEAD.match(text, span.end) is not None or _DAY_BEHIND.search(before) is not None
