"""Datelines: lines that hold only a day or a byline, and the place and day before the first sentence of a story."""

import re

from graphbuild.language.dates import dates
from graphbuild.language.lexicon import load

_LONGEST_LINE = 110
_LONGEST_REST = 40
_TERMINAL = re.compile(r"[!?]|[a-z]{3}\.$")
_INLINE = re.compile(
    r"\A(?P<lead>[(A-Z][^\n!?]{0,140}?)(?:\s(?:--|[\u2014\u2013-])\s?|\s?(?:--|\u2014|\u2013)\s?|:\s)(?=[\"'\u201c\u2018(]{0,2}[A-Z0-9])"
)
_BARE = re.compile(r"\([A-Z][A-Za-z .]{1,25},\s[A-Z][A-Za-z]{1,15}\.?\)\s(?=[A-Z])")
_CAPITALS = re.compile(r"[A-Z][A-Z.'\u2019-]{2,}")
_VERBLIKE = re.compile(r"\b[a-z]{4,}\b")
_ALLOWED = {"until", "news", "release", "reuters", "health"}


def is_dateline(line: str) -> bool:
    """Tells whether a line near the top holds only a day, a byline or a notice of release.

    >>> is_dateline("January 12, 2023"), is_dateline("By A. Writer"), is_dateline("On May 2, 2020 they met again")
    (True, True, False)
    """
    if len(line) > _LONGEST_LINE or _TERMINAL.search(line):
        return False
    found = dates(line)
    rest = line
    for date in reversed(found):
        rest = rest[: date.span.start] + rest[date.span.end :]
    cues = load("bylines").find(line)
    if any(cue.code == "whole" and cue.span.start == 0 for cue in cues):
        return True
    for cue in reversed(load("bylines").find(rest)):
        rest = rest[: cue.span.start] + rest[cue.span.end :]
    letters = sum(letter.isalpha() for letter in rest)
    return bool(found) and letters <= (_LONGEST_REST if cues else 12)


def dateline_end(block: str) -> int:
    """Gives the length of the dateline with which a paragraph begins, or 0.

    >>> text = "OSLO, May 5, 2020 -- A pill helped."
    >>> text[dateline_end(text):]
    'A pill helped.'
    """
    bare = _BARE.match(block)
    if bare is not None:
        return bare.end()
    match = _INLINE.match(block)
    if match is None:
        return 0
    lead, dash = match["lead"], block[match.end("lead") : match.end()]
    words = [word for word in _VERBLIKE.findall(lead) if word not in _ALLOWED]
    if words:
        return 0
    agency = any(cue.code == "agency" for cue in load("bylines").find(lead))
    capitals = _CAPITALS.match(lead) is not None
    if ":" in dash:
        return match.end() if capitals and bool(dates(lead)) else 0
    return match.end() if agency or capitals or (bool(dates(lead)) and "," in lead) else 0
