"""Lexicons: tables of wordings and what they stand for, matched by an automaton.

A lexicon is a file lexicon/<name>.tsv: code, wording, further columns; lines that start with # are comments. Case
counts only for wordings in capitals (MS, AIDS); everywhere else it is folded. Of overlapping matches the longest wins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text."""

    code: str
    span: Span
    wording: str
    extras: tuple[str, ...] = ()


class Lexicon:
    """Finds the wordings of a table in a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._automaton = ahocorasick.Automaton()
        table: dict[str, list[Entry]] = {}
        for entry in self.entries:
            table.setdefault(_fold(entry.wording), []).append(entry)
        for wording, group in table.items():
            self._automaton.add_word(wording, (len(wording), tuple(group)))
        if table:
            self._automaton.make_automaton()
        self._matches = remembered(self._search)

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, text: str) -> tuple[Match, ...]:
        """Gives the matches on word boundaries in reading order, the longest where some overlap."""
        return self._matches(text) if self.entries else ()

    def _search(self, text: str) -> tuple[Match, ...]:
        folded = _fold(text)
        found: list[tuple[int, int, Entry]] = []
        for last, (length, group) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if not _inside_word(folded, start, end):
                exact = text[start:end]
                found += [(start, end, entry) for entry in group if _case_agrees(entry.wording, exact)]
        return tuple(_longest(found)) if found else ()


@cache
def load(name: str) -> Lexicon:
    """Gives the lexicon of that name; raises GraphbuildError where there is none."""
    path = _FOLDER / f"{name}.tsv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in _FOLDER.glob("*.tsv")))
        raise GraphbuildError(f"no lexicon {name!r}", where=str(_FOLDER), remedy=f"one of: {known}")
    return Lexicon(read(path))


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


def _inside_word(text: str, start: int, end: int) -> bool:
    if start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        return True
    return end < len(text) and text[end].isalnum() and text[end - 1].isalnum()


def _case_agrees(wording: str, exact: str) -> bool:
    if wording.isupper() and len(wording.replace("-", "")) <= _PLURAL + 2:
        return wording == exact.replace("\u2019", "'")
    return True


def _longest(found: list[tuple[int, int, Entry]]) -> list[Match]:
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
        chosen += [Match(entry.code, Span(start, end), entry.wording, entry.extras) for entry in spans[start, end]]
    return chosen


def _gives_way(ordered: list[tuple[int, int]], index: int) -> bool:
    """Tells whether a longer match begins within the one of that index."""
    start, end = ordered[index]
    for other_start, other_end in islice(ordered, index + 1, None):
        if other_start >= end:
            return False
        if other_end - other_start > end - start:
            return True
    return False
