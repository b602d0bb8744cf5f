"""Block -> sentences: where one ends, in spite of abbreviations, initials, quotes and missing blanks."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from graphbuild.language.lexicon import load
from graphbuild.model.text import Span
from graphbuild.segment.labels import label_starts

LONGEST = 3_000
_STOP = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]{0,3}")
_BEFORE = re.compile(r"[\w&'\u2019.-]*$")
_AFTER = re.compile(r"(?:\[?\d{1,2}(?:[,\u2013-]\d{1,2}){0,5}\]?)?(?=\s)")
_NEXT = re.compile(r"\s{0,100}+[\"'\u201c\u2018(\[]{0,2}\s?([^\W_]+(?:[-'\u2019][^\W_]+){0,3}|\S)")
_GLUED = re.compile(r"[\"'\u201c\u2018(]?[A-Z](?:[a-z]{1,20}[\s,'\u2019]|\s[a-z])")
_PLAIN_END = re.compile(r"(?:[a-z]{3}|\d%|[a-z]\)|[a-z\d)][\"\u201d])$")
_ADDRESS = re.compile(r"(?:www\.|https?:|/|@)\S*$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[^\w.])[A-Z]$")
_DOTTED = re.compile(r"\w\.\w")
_LIST_NUMBER = re.compile(r"^\W{0,3}\d{1,2}$")
_LIST_WIDTH = 6
_QUOTED_TITLE = re.compile(
    r"[\"\u201c]\s?[A-Z0-9][^\"\u201c\u201d]{15,400}[\"\u201d],?\s{1,2}"
    r"(?:by\s{1,2}(?:Drs?\.|[A-Z])|(?:was|is|has been) published)"
)
_HELD = re.compile(r"(?:[,:(]|\b(?:titled|entitled|called|study|paper|article|report|the|in|named))\s*$", re.IGNORECASE)
_INLINE_BULLET = re.compile(r"(?<=\s)[\u2022\u25cf\u25aa\u25e6]\s?")
_WINDOW = 80


def sentences(block: str) -> tuple[Span, ...]:
    """Gives the sentences of one block, without the blanks between them.

    >>> text = "Dr. J. Smith gave 1.5 mg vs. placebo in the U.S. study. It helped.Nobody died."
    >>> [span.of(text) for span in sentences(text)]
    ['Dr. J. Smith gave 1.5 mg vs. placebo in the U.S. study.', 'It helped.', 'Nobody died.']
    """
    titles = tuple(Span(*match.span()) for match in _QUOTED_TITLE.finditer(block))
    cuts = set(_outside(_stops(block), titles))
    cuts |= {title.start for title in titles if not _HELD.search(block[max(0, title.start - _WINDOW) : title.start])}
    cuts |= set(label_starts(block)) | {match.start() for match in _INLINE_BULLET.finditer(block)}
    return tuple(_pieces(block, sorted(cuts)))


def _outside(cuts: Iterable[int], titles: tuple[Span, ...]) -> Iterator[int]:
    """Gives the cuts that fall into no title; both come in reading order."""
    index = 0
    for cut in cuts:
        while index < len(titles) and titles[index].end <= cut:
            index += 1
        if index == len(titles) or cut <= titles[index].start:
            yield cut


def _stops(block: str) -> Iterator[int]:
    for match in _STOP.finditer(block):
        end = match.end()
        note = _AFTER.match(block, end)
        if note is not None:
            if not _is_decimal(block, match, note) and _ends(block, match, note.end()):
                yield note.end()
        elif end < len(block) and _is_glued(block, match):
            yield end


def _is_decimal(block: str, stop: re.Match[str], note: re.Match[str]) -> bool:
    """Tells a number like 7.1 from a full stop with the number of a note."""
    return stop.group() == "." and note.group().isdigit() and block[max(0, stop.start() - 1) : stop.start()].isdigit()


def _ends(block: str, stop: re.Match[str], end: int) -> bool:
    following = _NEXT.match(block, end)
    if following is None:
        return False
    word = following.group(1)
    if word[0].islower() or (len(word) == 1 and block.startswith(".", following.end())):
        return False
    if stop.group()[0] != ".":
        return True
    before = _before(block, stop.start())
    kind = _abbreviations().get(before) or _abbreviations().get(before.rsplit("-", 1)[-1])
    if kind == "never" or _LIST_NUMBER.match(block[: min(stop.start(), _LIST_WIDTH)]):
        return False
    if kind == "rarely" or _DOTTED.search(before) or _INITIAL.search(block[max(0, stop.start() - 3) : stop.start()]):
        quoted = block[end : following.start(1)].lstrip()[:1] in {"\u201c", '"'}
        return word in _starters() or (quoted and stop.group()[-1] not in '"\u201d')
    return True


def _is_glued(block: str, stop: re.Match[str]) -> bool:
    start, end = stop.span()
    if len(stop.group().rstrip("\"'\u201d\u2019)]")) > 1 or not _GLUED.match(block, end):
        return False
    before = block[max(0, start - _WINDOW) : start]
    return (
        bool(_PLAIN_END.search(before))
        and not _ADDRESS.search(before)
        and _before(block, start) not in _abbreviations()
    )


def _before(block: str, position: int) -> str:
    found = _BEFORE.search(block[max(0, position - _WINDOW) : position])
    return found.group() if found else ""


def _pieces(block: str, cuts: list[int]) -> Iterator[Span]:
    start = 0
    for cut in [*cuts, len(block)]:
        while start < cut:
            stripped = block[start:cut].lstrip()
            start = cut - len(stripped)
            end = start + len(stripped.rstrip())
            if end - start > LONGEST:
                blank = block.rfind(" ", start + LONGEST // 2, start + LONGEST)
                end = blank if blank > 0 else start + LONGEST
                yield Span(start, start + len(block[start:end].rstrip()))
                start = end
                continue
            if end > start:
                yield Span(start, end)
            start = cut


@cache
def _abbreviations() -> dict[str, str]:
    return {entry.wording: entry.code for entry in load("abbreviations").entries}


@cache
def _starters() -> frozenset[str]:
    return frozenset(entry.wording for entry in load("starters").entries)
