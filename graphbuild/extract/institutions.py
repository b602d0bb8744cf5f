"""Finds the institutions that a text names: capitalised phrases with a word such as university, and known names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from graphbuild.extract.people import fold, given_names
from graphbuild.language.lexicon import load
from graphbuild.model.text import Span

_PIECE = re.compile(
    r"(?:[A-Z]\.){1,3}|St\.|&|[^\W\d_]+(?:[.'\u2019\u2010\u2011/+-][^\W\d_]+)*(?:['\u2019](?=\s))?|\d+|[^\s\w]"
)
_LINK = re.compile(
    r"(?:of|for|the|and|&|de|la|le|del|della|delle|dell|di|des|du|do|da|dos|das|et|og|och|fur|und|y|e|i|van|voor)$"
)
_CAMPUS = re.compile(r"(?: at |, |-|\u2013| \u2013 )([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_OF_STATE = re.compile(r"Universit\w+ of (?P<state>[A-Z]\w+(?: [A-Z]\w+)?)$")
_NAMED_UNIVERSITY = re.compile(r"Universit\w+ of \w+(?: \w+)?")
_CAMPUS_TOWNS = frozenset(
    ["davis", "irvine", "riverside", "berkeley", "amherst", "merced", "santa cruz", "chapel hill"]
)
_SPEAKERS = re.compile(r"\s(?:researchers?|scientists?|investigators?|study|team|experts?|doctors?|physicians?)\b")
_AT = re.compile(r"\b(?:at|from|by|with)\s$")
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Institution:
    """One place where an institution is named."""

    span: Span
    name: str
    kinds: frozenset[str]
    known: bool

    @property
    def key(self) -> str:
        """Gives what equal names share."""
        words = re.findall(r"\w+", fold(self.name))
        return " ".join(word for word in words if word not in {"the", "s"})


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool


def institutions(text: str, people: Collection[Span] = ()) -> tuple[Institution, ...]:
    """Gives the places where institutions are named, in reading order, none overlapping.

    `people` are names of persons, which no institution takes in.

    >>> [one.name for one in institutions("Researchers at the University of Acmeville and Acme Hospital said so.")]
    ['University of Acmeville', 'Acme Hospital']
    """
    blocked = [match.span for match in load("journals").find(text) if " " in match.wording]
    rows = (run for run in _runs(text, people) if len(run) > 1)  # a lone word names none
    phrases = [one for run in rows for part in _parts(run) for one in _phrase(text, part)]
    known = [
        Institution(match.span, match.span.of(text), frozenset({"known"}), known=True)
        for match in load("institutions").find(text)
        if match.span.of(text)[0].isupper()
    ]
    chosen: list[Institution] = []
    for one in sorted((*phrases, *known), key=lambda item: (item.span.start, -item.span.end)):
        if chosen and one.span.start < chosen[-1].span.end:
            continue
        if not any(span.contains(one.span) for span in blocked):
            chosen.append(one)
    return tuple(chosen)


@cache
def heads() -> dict[str, str]:
    """Gives the kind of each single word that makes a phrase an institution."""
    return {
        fold(entry.wording): entry.code
        for entry in load("institution-cues").entries
        if " " not in entry.wording and entry.code not in {"part", "brand", "post", "field"}
    }


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("institution-cues").entries if entry.code == code)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("no-name").entries)


@cache
def _openers() -> frozenset[str]:
    """Gives the words that may stand capitalised before a name without being part of it."""
    return frozenset(fold(e.wording) for e in load("no-name").entries if e.code in {"starter", "time"}) - {
        "first",
        "new",
    }


def _runs(text: str, people: Collection[Span]) -> Iterator[list[_Piece]]:
    """Walks over rows of capitalised words with little words between them; posts and people break a row."""
    taken = {offset for span in people for offset in range(span.start, span.end)}
    run: list[_Piece] = []
    for match in _PIECE.finditer(text):
        if not run and not text[match.start()].isupper():
            continue
        piece = _Piece(*match.span(), match[0], match[0][0].isupper())
        adjacent = bool(run) and text[run[-1].end : piece.start] in {" ", "  "}
        breaks = piece.start in taken or (piece.capital and fold(piece.text) in _words("post"))
        if adjacent and not breaks and (piece.capital or _LINK.match(piece.text.lower())):
            run.append(piece)
            continue
        yield _trimmed(run)
        run = [piece] if piece.capital and not breaks else []
    yield _trimmed(run)


def _trimmed(run: list[_Piece]) -> list[_Piece]:
    while run and (not run[0].capital or fold(run[0].text) in _openers()):
        run = run[1:]
    while run and not run[-1].capital:
        run = run[:-1]
    return run[:_LONGEST]


def _parts(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """Splits a row at an `and` with a complete institution on both sides, and drops a field before `for the`."""
    for index, piece in enumerate(run):
        left, right = run[:index], _trimmed(run[index + 1 :])
        word = fold(piece.text)
        if word in {"and", "&"} and _complete(left) and _complete(right) and left[-1].capital:
            yield left
            yield from _parts(right)
            return
        the = index + 1 < len(run) and fold(run[index + 1].text) == "the"
        if word in {"for", "of", "and"} and the and not _complete(left) and _complete(right):
            yield from _parts(right)
            return
        if word in {"and", "&"} and _NAMED_UNIVERSITY.fullmatch(" ".join(one.text for one in left)):
            yield left
            yield from _parts(right)
            return
        if word == "of" and fold(run[0].text) in given_names() and not _complete(left) and _complete(right):
            yield from _parts(right)
            return
        if word == "of" and len(right) > 1 and _is_school(left) and fold(right[-1].text) in {"university", "college"}:
            yield left
            yield from _parts(right)
            return
    if run:
        yield run


def _complete(run: Sequence[_Piece]) -> bool:
    return len(run) > 1 and any(fold(piece.text) in heads() for piece in run)


def _is_school(run: Sequence[_Piece]) -> bool:
    """Tells whether a row is whole up to here: X College of Medicine, before `of Y University`."""
    return _complete(run) and any(fold(piece.text) == "of" for piece in run) and run[-1].capital


def _phrase(text: str, run: Sequence[_Piece]) -> Iterator[Institution]:
    kinds = {heads()[fold(piece.text)] for piece in run if fold(piece.text) in heads()} or _brand(text, run)
    fields = _words("field")
    named = any(piece.capital and (word := fold(piece.text)) not in heads() and word not in fields for piece in run)
    if not kinds or len(run) < 2 or not named:  # noqa: PLR2004
        return
    start, end = run[0].start, _with_campus(text, run[0].start, run[-1].end)
    words = re.sub(r"['\u2019]s?$", "", text[start:end])
    yield Institution(Span(start, start + len(words)), " ".join(words.split()), frozenset(kinds), known=False)


def _brand(text: str, run: Sequence[_Piece]) -> set[str]:
    """Tells health systems such as Acme Medicine, which a place or a speaker beside them must bear out."""
    if len(run) != 2 or fold(run[1].text) not in _words("brand"):  # noqa: PLR2004
        return set()
    if fold(run[0].text) in _ordinary():
        return set()
    beside = _SPEAKERS.match(text, run[1].end) or _AT.search(text, max(0, run[0].start - 8), run[0].start)
    return {"brand"} if beside else set()


def _with_campus(text: str, start: int, end: int) -> int:
    """Gives the end of a university's name with its campus: University of California, San Diego."""
    university = _OF_STATE.search(text[start:end])
    more = _CAMPUS.match(text, end)
    if university is None or more is None or fold(university["state"]) not in _states():
        return end
    if fold(more[1]) in _cities():
        return more.end(1)
    first = more[1].split()[0]
    return more.start(1) + len(first) if fold(first) in _cities() else end


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("states").entries if len(entry.wording) > 3)  # noqa: PLR2004


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("cities").entries) | _CAMPUS_TOWNS
