"""Labels that open a part of a text: "Background:", "METHODS", "Why does this matter?"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from graphbuild.language.lexicon import load
from graphbuild.model.codes import Section

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s{1,3})?"
_BULLET = r"(?:[-*\u2022\u25cf\u25aa\u25e6\u2023\u2013\u2014\u00b7>#]{1,6}\s{1,3})?\*{0,2}"
_CLOSED = re.compile(r"[.!?:;\u2026\"\u201d\u2019)\]]\s*$|^\s*$")
_LOWER_WORD = re.compile(r"[a-z0-9%)]\s+$")
_WINDOW = 40
_MARKS = (":", "?", "\u2026", "...")
"""One of these ends a label inside a block."""


def label_starts(block: str) -> Iterator[int]:
    """Gives the places inside a block at which a label opens a new part.

    Such a label stands after the end of a sentence, or with a colon after a word in small letters.
    """
    for match in _inside().finditer(block) if any(mark in block for mark in _MARKS) else ():
        before = block[max(0, match.start() - _WINDOW) : match.start()]
        marked = match.group().endswith(":") and _LOWER_WORD.search(before)
        if match.start() and (_CLOSED.search(before) or marked):
            yield match.start()


def section_of(sentence: str) -> Section | None:
    """Gives the section that a sentence opens with its label, or None where it has no label.

    >>> section_of("- Results: nobody died."), section_of("Results were mixed.")
    (<Section.RESULTS: 'results'>, None)
    """
    match = _leading().match(sentence)
    return None if match is None else _sections()[_fold(match["label"])]


def is_label(line: str) -> bool:
    """Tells whether a line holds a label and nothing else."""
    match = _leading().match(line)
    return match is not None and match.end() == len(line)


@cache
def _sections() -> dict[str, Section]:
    return {_fold(entry.wording): Section(entry.code) for entry in load("labels").entries}


def _fold(label: str) -> str:
    return " ".join(label.casefold().replace("\u2019", "'").split())


@cache
def _wordings() -> str:
    """Gives a pattern of the labels, which begin with a capital, ordered by that, for then most need not be tried."""
    begun: dict[str, list[str]] = defaultdict(list)
    for wording in sorted((entry.wording for entry in load("labels").entries), key=len, reverse=True):
        rest = re.escape(wording[1:]).replace(r"\ ", r"\s{1,3}").replace("'", "['\u2019]")
        begun[wording[0].upper()].append(rest)
    return "|".join(f"{first}(?i:{'|'.join(rests)})" for first, rests in begun.items())


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?=[A-Z])(?:{_wordings()})\*{{0,2}}\s?(?::|\?|\u2026|\.{{3}})(?!\S*//)")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"{_BULLET}{_NUMBER}(?=[A-Z])(?P<label>{_wordings()})\*{{0,2}}\s?(?:[:?\u2026]|\.{{3}}|$)")
