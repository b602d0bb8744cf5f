"""Lexicons: tables of wordings and what they stand for, matched by an automaton.

A lexicon is a file lexicon/<name>.tsv: code, wording, further columns; lines that start with # are comments. Case
counts only for wordings in capitals (MS, AIDS); everywhere else it is folded. Of overlapping matches the longest wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from graphbuild.errors import GraphbuildError
from graphbuild.language.memory import remembered
from graphbuild.model.text import Span

_FOLDER = Path(__file__).parent / "lexicon"
_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording, the code that it stands for, and what else its line holds."""

    code: str
    wording: str
    extras: tuple[str, ...] = ()


class Match(NamedTuple):
    """An entry found in a text; so many are made that it must be a cheap tuple."""

    code: str
    span: Span
    wording: str
    extras: tuple[str, ...] = ()


Found = tuple[int, int, Entry]

_TOGETHER = (
    (
        "age-groups", "boilerplate", "change", "cues", "design", "focus", "funding-cues", "harms", "hedges",
        "limitations", "people", "phase", "reactions", "route", "sex", "study-kinds", "verdict",
    ),
    (
        "affiliation-cues", "author-cues", "cities", "countries", "institutions", "journals", "meetings", "publishers",
        "states",
    ),
    ("conditions", "interventions", "measures"),
)  # fmt: skip
"""The lexicons that are asked of nearly every sentence, of nearly every text, and of sentences of abstracts.

One automaton looks for the wordings of all lexicons of a group.
"""


class Automaton:
    """Finds the wordings of several tables in one pass over a text."""

    def __init__(self, tables: Mapping[str, Iterable[Entry]]) -> None:
        self._automaton = ahocorasick.Automaton()
        self.hits = remembered(self._search)
        groups: dict[str, list[tuple[str, Entry]]] = {}
        for name, entries in tables.items():
            for entry in entries:
                groups.setdefault(_fold(entry.wording), []).append((name, entry))
        for wording, group in groups.items():
            ends = wording[0].isalnum(), wording[-1].isalnum()
            cased = any(_needs_case(entry.wording) for _, entry in group)
            self._automaton.add_word(wording, (len(wording), *ends, cased, tuple(group)))
        self._empty = not groups
        if groups:
            self._automaton.make_automaton()

    def _search(self, text: str) -> "Hits":
        """Gives the matches of all tables."""
        found: dict[str, list[Found]] = {}
        if self._empty:
            return Hits(found)
        folded = _fold(text)
        beyond = len(folded)
        for last, (length, starts_word, ends_word, cased, group) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if (starts_word and start and folded[start - 1].isalnum()) or (
                ends_word and end < beyond and folded[end].isalnum()
            ):
                continue
            for name, entry in group:
                if not cased or _case_agrees(entry.wording, text[start:end]):
                    found.setdefault(name, []).append((start, end, entry))
        return Hits(found)


class Hits:
    """What an automaton found in a text; matches are made for the tables that are asked for."""

    __slots__ = ("_found", "_made")

    def __init__(self, found: dict[str, list[Found]]) -> None:
        self._found = found
        self._made: dict[str, tuple[Match, ...]] = {}

    def of(self, name: str) -> tuple[Match, ...]:
        """Gives the matches of a table."""
        if name not in self._found:
            return ()
        if name not in self._made:
            self._made[name] = tuple(_longest(self._found[name]))
        return self._made[name]


class Lexicon:
    """Finds the wordings of a table in a text, with an automaton of its own or with one that it shares.

    Tables that are only read, never looked for, cost no automaton.
    """

    def __init__(self, entries: Iterable[Entry], name: str = "") -> None:
        self.entries = tuple(entries)
        self._name = name

    @cached_property
    def _automaton(self) -> Automaton:
        group = next((group for group in _TOGETHER if self._name in group), None)
        return Automaton({self._name: self.entries}) if group is None else _together(group)

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, text: str) -> tuple[Match, ...]:
        """Gives the matches on word boundaries in reading order, the longest where some overlap."""
        return self._automaton.hits(text).of(self._name)


@cache
def load(name: str) -> Lexicon:
    """Gives the lexicon of that name; raises GraphbuildError where there is none."""
    path = _FOLDER / f"{name}.tsv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in _FOLDER.glob("*.tsv")))
        raise GraphbuildError(f"no lexicon {name!r}", where=str(_FOLDER), remedy=f"one of: {known}")
    return Lexicon(read(path), name)


@cache
def _together(group: tuple[str, ...]) -> Automaton:
    return Automaton({name: read(_FOLDER / f"{name}.tsv") for name in group})


def read(path: Path) -> tuple[Entry, ...]:
    """Gives the entries of a lexicon file; raises GraphbuildError at a line without a wording."""
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        code, _, rest = line.partition("\t")
        wording, *extras = rest.split("\t")
        if not code.strip() or not wording.strip():
            raise GraphbuildError("a line needs a code and a wording", where=f"{path}:{number}")
        entries.append(Entry(code.strip(), wording.strip(), tuple(extras)))
    return tuple(entries)


@remembered
def _fold(text: str) -> str:
    """Lower-cases without changing the length, so that offsets stay true."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return folded.replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-").replace("\n", " ")


def _needs_case(wording: str) -> bool:
    return wording.isupper() and len(wording.replace("-", "")) <= _PLURAL + 2


def _case_agrees(wording: str, exact: str) -> bool:
    return not _needs_case(wording) or wording == exact.replace("\u2019", "'")


def _longest(found: list[Found]) -> list[Match]:
    if len(found) == 1 or all(before[1] <= after[0] for before, after in pairwise(found)):
        # as nearly always, since ends ascend
        return [_match(*one) for one in found]
    chosen: list[Match] = []
    taken_until = -1
    spans: dict[tuple[int, int], list[Entry]] = {}
    for start, end, entry in found:
        spans.setdefault((start, end), []).append(entry)
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    for index, (start, end) in enumerate(ordered):
        if start < taken_until or _gives_way(ordered, index):
            continue
        taken_until = end
        chosen += [_match(start, end, entry) for entry in spans[start, end]]
    return chosen


def _match(start: int, end: int, entry: Entry) -> Match:
    return Match(entry.code, Span(start, end), entry.wording, entry.extras)


def _gives_way(ordered: list[tuple[int, int]], index: int) -> bool:
    """Tells whether a longer match begins within the one of that index."""
    start, end = ordered[index]
    for other_start, other_end in islice(ordered, index + 1, None):
        if other_start >= end:
            return False
        if other_end - other_start > end - start:
            return True
    return False
