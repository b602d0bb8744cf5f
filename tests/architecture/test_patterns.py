"""No pattern repeats without bound what repeats without bound, nor two such repeats over the same letters in a row.

Nor does one that is looked for all over a text run on without bound from each of a row of equal letters. Any of these
takes time that grows with the square of a text, or worse. What each pattern costs: benchmarks/patterns.py.
"""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from re import _parser as parser
from typing import Any

import pytest

import graphbuild
from graphbuild.language.sieve import Sieve

SAMPLE = "aZ\u00e91 \n-.,()%'\":;/_&+=\u2019"
ZERO = {"AT", "ASSERT", "ASSERT_NOT"}
NOT_OF_TEXTS = {
    "graphbuild.query.syntax._TOKEN": "each part takes a place that the one before left; a text of quotes is no query",
    "graphbuild.validate.bulk._MENTION": "reads the queries in the shapes that come with the package",
    "graphbuild.export.turtle._BARE": "is tried at one place; a table of the patterns for each type",
}
"""Patterns that run on from each letter, and why that may be."""
CLASSES = {"DIGIT": r"\d", "WORD": r"\w", "SPACE": r"\s"}


def held(value: Any) -> Iterator[re.Pattern[str]]:
    """Gives the patterns in a value, in its items and in the items of those."""
    if isinstance(value, Sieve):
        yield value.pattern
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        yield from held((*value.values(),))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from held(item)


def collected() -> dict[str, re.Pattern[str]]:
    """Gives the patterns of all modules, each under the module and the variable where it was first met."""
    found: dict[re.Pattern[str], str] = {}
    for info in pkgutil.walk_packages(graphbuild.__path__, "graphbuild."):
        if info.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(info.name)
        except ImportError:
            continue
        for name, value in vars(module).items():
            for pattern in held(value):
                found.setdefault(pattern, f"{info.name}.{name}: {pattern.pattern[:60]}")
    return {name: pattern for pattern, name in found.items()}


PATTERNS = collected()


def letters(code: Any, value: Any) -> set[str]:
    """Gives the letters of the sample that a part of a pattern may hold."""
    name = str(code)
    if name in {"LITERAL", "NOT_LITERAL"}:
        return {letter for letter in SAMPLE if (letter == chr(value)) == (name == "LITERAL")}
    if name == "ANY":
        return set(SAMPLE)
    if name == "IN":
        inside = {letter for part in value for letter in SAMPLE if belongs(letter, *part)}
        return set(SAMPLE) - inside if str(value[0][0]) == "NEGATE" else inside
    return {letter for part in parts(code, value) for item in part for letter in letters(*item)}


def belongs(letter: str, code: Any, value: Any) -> bool:
    """Tells whether a letter is a member of one part of a class."""
    name = str(code)
    if name == "LITERAL":
        return letter == chr(value)
    if name == "RANGE":
        return value[0] <= ord(letter) <= value[1]
    if name == "CATEGORY":
        kind = str(value).removeprefix("CATEGORY_").removeprefix("NOT_")
        return bool(re.match(CLASSES[kind], letter)) != ("_NOT_" in str(value))
    return False


def parts(code: Any, value: Any) -> list[Any]:
    """Gives the sequences inside a part of a pattern; what looks around holds no letters."""
    name = str(code)
    if name == "SUBPATTERN":
        return [value[-1]]
    if name == "BRANCH":
        return list(value[1])
    if name.endswith("REPEAT"):
        return [value[2]]
    return [value] if name == "ATOMIC_GROUP" else []


def unbounded(code: Any, value: Any) -> bool:
    """Tells a repeat without an end that gives letters back where the rest does not fit."""
    return str(code) in {"MAX_REPEAT", "MIN_REPEAT"} and value[1] is parser.MAXREPEAT


def optional(code: Any, value: Any) -> bool:
    """Tells whether a part may be left out."""
    return str(code).endswith("REPEAT") and value[0] == 0


def openings(sequence: Any) -> set[str]:
    """Gives the letters that a sequence may begin with."""
    found: set[str] = set()
    for code, value in sequence:
        inner = parts(code, value)
        found |= set().union(*map(openings, inner)) if inner else letters(code, value)
        if str(code) not in {"AT", "ASSERT", "ASSERT_NOT"} and not optional(code, value):
            break
    return found


def endings(sequence: Any) -> Iterator[set[str]]:
    """Gives the letters of each unbounded repeat with which a sequence may end."""
    for code, value in reversed(list(sequence)):
        if unbounded(code, value):
            yield letters(code, value)
        for inner in parts(code, value):
            yield from endings(inner)
        if not optional(code, value):
            break


def faults(sequence: Any) -> Iterator[str]:
    """Gives what is wrong with a sequence and with those inside it."""
    items = list(sequence)
    for index, (code, value) in enumerate(items):
        for inner in parts(code, value):
            yield from faults(inner)
        if unbounded(code, value):
            yield from (f"{sorted(again)} twice" for again in run_on(letters(code, value), items[index + 1 :]))
            first = openings(value[2])
            yield from (f"{sorted(last)} over and over" for last in endings(value[2]) if first & last)


def run_on(own: set[str], rest: list[Any]) -> Iterator[set[str]]:
    """Gives the letters that a repeat shares with the openings of the repeats that may come right behind it."""
    for after in rest:
        if unbounded(*after) and own & openings([after]):
            yield own & openings([after])
        if not optional(*after):
            return


def leavable(sequence: Any) -> bool:
    """Tells whether a sequence may match nothing at all."""
    return all(
        str(code) in ZERO or optional(code, value) or any(map(leavable, parts(code, value))) for code, value in sequence
    )


class RunUp:
    """Follows a pattern from where it begins, as long as a row of one letter may be what it has matched so far."""

    def __init__(self) -> None:
        self.begun = False
        self.open: set[str] = set()

    def through(self, sequence: Any, rows: set[str], *, more: bool = False) -> set[str]:
        """Gives the letters that are left of `rows`; `more` tells whether something has to come after the sequence."""
        items = list(sequence)
        for index, (code, value) in enumerate(items):
            needed = more or not leavable(items[index + 1 :])
            if str(code) in ZERO:
                rows = rows if self.begun else self.beginning(str(code), value, rows)
                continue
            if str(code).endswith("REPEAT") and value[1] is parser.MAXREPEAT and needed:
                self.open |= rows & letters(code, value)
            left = self.inside(code, value, rows, more=needed)
            rows = rows if optional(code, value) else left
        return rows

    def inside(self, code: Any, value: Any, rows: set[str], *, more: bool) -> set[str]:
        """Gives the letters that are left after one part, whichever of its branches is taken."""
        inner = parts(code, value)
        if not inner:
            self.begun = True
            return rows & letters(code, value)
        begun = self.begun
        left: set[str] = set()
        for sequence in inner:
            self.begun = begun
            left |= self.through(sequence, rows, more=more)
        self.begun = begun or not optional(code, value)
        return left

    @staticmethod
    def beginning(name: str, value: Any, rows: set[str]) -> set[str]:
        """Gives the letters of which a row lets a pattern begin at each of them, given what it demands before."""
        if name == "AT":
            return set()  # at the start, or at the edge of a word, of which a row of letters has two
        direction, sequence = value
        before = set().union(*(letters(*item) for item in sequence))
        return rows if direction > 0 else rows & before if name == "ASSERT" else rows - before


def run_on_letters(pattern: re.Pattern[str]) -> set[str]:
    """Gives letters of which a long row makes a pattern run to its end, in vain, from each of them."""
    found = RunUp()
    found.through(parser.parse(pattern.pattern, pattern.flags), set(SAMPLE))
    return found.open


def scanning(name: str) -> bool:
    """Tells whether a pattern is looked for all over a text, not only tried at one place of it."""
    module, _, variable = name.partition(": ")[0].rpartition(".")
    source = inspect.getsource(sys.modules[module])
    uses = re.findall(rf"(?<![\w.]){variable}\b(?! = )(\.\w+)?", source)
    return not uses or not {".match", ".fullmatch"}.issuperset(uses)


def test_the_patterns_are_found():
    assert len(PATTERNS) > 100
    assert any(name.startswith("graphbuild.language.numbers.") for name in PATTERNS)


@pytest.mark.parametrize("source", [r"(\w+\s?)+x", r"\s*\s+x", r"(?:a|\w+)*y", r"\d+\.?\d+", r"(?:[a-z]*)*1"])
def test_a_pattern_that_doubles_back_is_seen(source):
    assert list(faults(parser.parse(source)))


@pytest.mark.parametrize(
    "source", [r"\w+(?:-\w+)*", r"\s*\w+\s*", r"\d{1,3}(?:,\d{3})+", r"\s*+\s", r"(?:a\s){0,4}\w+"]
)
def test_a_pattern_that_runs_ahead_is_not(source):
    assert not list(faults(parser.parse(source)))


@pytest.mark.parametrize(
    "source", [r"\w+x", r"\s*\S", r"(?:\d+th )?week", r"[A-Z]\w*,", r"(?:a|\w)\w*,", r"\w(?=a)\w+,"]
)
def test_a_pattern_that_runs_on_from_each_letter_is_seen(source):
    assert run_on_letters(re.compile(source))


@pytest.mark.parametrize(
    "source", [r"\b\w+x", r"(?<!\w)\w+x", r"^\w+x", r"\w{1,40}x", r"\w+", r"of \w+,", r"\w+x?", r"(?<=\s)\w+,"]
)
def test_a_pattern_that_stops_or_begins_at_an_edge_is_not(source):
    assert not run_on_letters(re.compile(source))


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_does_not_run_on_from_each_letter(name):
    assert not run_on_letters(PATTERNS[name]) or not scanning(name) or name.partition(": ")[0] in NOT_OF_TEXTS


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_does_not_double_back(name):
    pattern = PATTERNS[name]
    assert not list(faults(parser.parse(pattern.pattern, pattern.flags)))
