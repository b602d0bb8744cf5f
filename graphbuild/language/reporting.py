"""Words that tell how a result is reported, by what they do there (lexicon/reporting.tsv)."""

from functools import cache

from graphbuild.language.lexicon import load


@cache
def cues(code: str) -> frozenset[str]:
    """Gives the wordings of one code: denying, other-side, telling, grade, undergoing, showing, part, sign, kind-*.

    >>> "not" in cues("denying"), cues("of no such code")
    (True, frozenset())
    """
    return frozenset(entry.wording for entry in load("reporting").entries if entry.code == code)
