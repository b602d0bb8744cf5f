"""Finds the institutions that a text names: capitalised phrases with a word such as university, and well-known names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.extract.people import fold
from graphbuild.language.lexicon import load
from graphbuild.model.text import Span

_PIECE = re.compile(
    r"(?:[A-Z]\.){1,3}|St\.|&|[^\W\d_]+(?:[.'\u2019\u2010\u2011/+-][^\W\d_]+)*(?:['\u2019](?=\s))?|\d+|[^\s\w]"
)
_LINKS = frozenset(
    [
        "of",
        "for",
        "the",
        "and",
        "&",
        "de",
        "la",
        "le",
        "del",
        "della",
        "delle",
        "dell",
        "di",
        "des",
        "du",
        "do",
        "da",
        "dos",
        "das",
        "et",
        "og",
        "och",
        "fur",
        "und",
        "y",
        "e",
        "i",
        "van",
        "voor",
    ]
)
_WEAK_LINKS = frozenset({"the", "and", "&", "i", "e", "y"})
_HEADS = ("academic", "hospital", "institute", "group", "society", "company")
_CAMPUS = re.compile(r"(?: at |, |-|\u2013| \u2013 )([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_STATE_UNIVERSITY = re.compile(r"Universit\w+ of ([A-Z]\w+(?: [A-Z]\w+)?)$")
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


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def institutions(text: str) -> tuple[Institution, ...]:
    """Gives the places where institutions are named, in reading order, none overlapping.

    >>> [one.name for one in institutions("Researchers at the University of Acmeville and Acme Hospital said so.")]
    ['University of Acmeville', 'Acme Hospital']
    """
    blocked = [match.span for match in load("journals").find(text) if " " in match.wording]
    phrases = [one for run in _runs(text) for part in _parts(run) for one in _phrase(text, part)]
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
        if " " not in entry.wording and entry.code != "part"
    }


@cache
def _openers() -> frozenset[str]:
    """Gives the words that may stand capitalised before a name without being part of it."""
    codes = {"starter", "time"}
    plain = {fold(e.wording) for e in load("no-name").entries if e.code in codes}
    roles = "researcher researchers scientist scientists professor dr drs director president dean chair investigators doctors"
    more = "assistant associate adjunct physician surgeon author authors senior lead chief vice experts patients study"
    return frozenset(plain | set(roles.split()) | set(more.split())) - {"first", "new", "second", "high"}


def _runs(text: str) -> Iterator[list[_Piece]]:
    """Walks over rows of capitalised words with little words between them."""
    run: list[_Piece] = []
    for match in _PIECE.finditer(text):
        piece = _Piece(match.start(), match.end(), match.group())
        adjacent = bool(run) and text[run[-1].end : piece.start] in {" ", "  "}
        if run and adjacent and (piece.capital or piece.text.lower() in _LINKS or piece.text == "&"):
            run.append(piece)
            continue
        yield _trimmed(run)
        run = [piece] if piece.capital else []
    yield _trimmed(run)


def _trimmed(run: list[_Piece]) -> list[_Piece]:
    while run and (not run[0].capital or fold(run[0].text) in _openers()):
        run = run[1:]
    while run and not run[-1].capital:
        run = run[:-1]
    return run[:_LONGEST]


def _parts(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """Splits a row at an `and` with a complete institution on both sides."""
    for index, piece in enumerate(run):
        if fold(piece.text) not in {"and", "&"}:
            continue
        left, right = run[:index], _trimmed(run[index + 1 :])
        if _complete(left) and _complete(right) and not _needs_more(left):
            yield left
            yield from _parts(right)
            return
    if run:
        yield run


def _complete(run: Sequence[_Piece]) -> bool:
    return len(run) > 1 and any(fold(piece.text) in heads() for piece in run)


def _needs_more(run: Sequence[_Piece]) -> bool:
    """Tells whether a head word stands last but one with its object still to come, e.g. School of Medicine."""
    return len(run) > 1 and not run[-1].capital


def _phrase(text: str, run: Sequence[_Piece]) -> Iterator[Institution]:
    kinds = [heads()[fold(piece.text)] for piece in run if fold(piece.text) in heads()]
    if not kinds or len(run) < 2 or _only_weak(run):  # noqa: PLR2004
        return
    start, end = run[0].start, run[-1].end
    campus = _STATE_UNIVERSITY.search(text[start:end])
    more = _CAMPUS.match(text, end) if campus else None
    if more and _is_city(more[1]):
        end = more.end(1)
    elif more and _is_city(more[1].split()[0]):
        end = more.start(1) + len(more[1].split()[0])
    words = text[start:end].rstrip("'\u2019")
    words = re.sub(r"['\u2019]s$", "", words)
    yield Institution(Span(start, start + len(words)), " ".join(words.split()), frozenset(kinds), known=False)


def _only_weak(run: Sequence[_Piece]) -> bool:
    """Tells whether nothing but a head word and ordinary words are there, e.g. The Group of Eight."""
    names = [p for p in run if p.capital and fold(p.text) not in heads() and fold(p.text) not in _openers()]
    return not names


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("cities").entries) | {
        "davis",
        "irvine",
        "riverside",
        "berkeley",
        "amherst",
    }


def _is_city(words: str) -> bool:
    return fold(words) in _cities()
