"""Measures every compiled pattern of the package on texts made to hurt it: python benchmarks/patterns.py [--slowest N].

The texts are 100 kB of one piece over and over: letters, digits, blanks, brackets, hyphens, and for each pattern
wordings that it accepts, whole and cut short. Printed are the slowest, in milliseconds of processor time and as a
ratio to a plain scan for words of a text of that length in the same run. What would take long is not run to its end:
its time is extrapolated from shorter texts and marked with a tilde.
"""

import argparse
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import graphbuild
from graphbuild.language.sieve import Sieve

LENGTH = 100_000
SHORT = LENGTH // 10
PLAIN = re.compile(r"\w+")
PIECES = (
    "a", "1", " ", "\n", "(", ")", "-", "A", ".", ",", "%", "a ", "A ", "1 ", "1,", "1.", "a-", "a, ", "A. ", "a.a",
    "1,1,1", "a a a", "(a", "1-", "\u2013", "one ", "a's ", "of ", "the ", "Aa ", "aA", "12 to ", "\t \n", '"', "a;",
)  # fmt: skip
CLASSES = {"digit": "1", "not_digit": "a", "word": "a", "not_word": " ", "space": " ", "not_space": "a"}
WAYS = 3
_EVEN = 1.3
_SHOWN = 40


def patterns() -> dict[str, re.Pattern[str]]:
    """Gives every pattern that a module of the package holds, by the name of the module and of the variable."""
    found = {}
    for info in pkgutil.walk_packages(graphbuild.__path__, "graphbuild."):
        if info.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(info.name)
        except ImportError as error:
            print(f"left out: {info.name}: {error}", file=sys.stderr)
            continue
        module = sys.modules[info.name]
        for name, value in vars(module).items():
            found.update({f"{info.name}.{name}{place}": one for place, one in held(value)})
    unique = {pattern: name for name, pattern in sorted(found.items(), reverse=True)}
    return {name: pattern for pattern, name in unique.items() if isinstance(pattern.pattern, str)}


def held(value: Any, place: str = "") -> Iterator[tuple[str, re.Pattern[str]]]:
    """Gives the patterns in a value, in its items and in the items of those, each with its place."""
    if isinstance(value, Sieve):
        yield place, value.pattern
    elif isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from held(one, f"{place}[{key}]")
    elif isinstance(value, tuple | list):
        for index, one in enumerate(value):
            yield from held(one, f"{place}[{index}]")


def wording(tree: Iterable[Any], way: int) -> str:
    """Gives a text that a parsed pattern accepts, more or less; `way` chooses among its branches."""
    return "".join(_part(code, value, way) for code, value in tree)


def _part(code: Any, value: Any, way: int) -> str:
    name = str(code)
    if name in {"LITERAL", "NOT_LITERAL", "ANY", "IN"}:
        return chr(value) if name == "LITERAL" else "a" if name != "IN" else _member(value, way)
    if name == "BRANCH":
        return wording(value[1][way % len(value[1])], way)
    if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return wording(value[-1] if name == "SUBPATTERN" else value, way)
    if name.endswith("REPEAT"):
        low, high, inner = value
        return wording(inner, way) * min(max(low, way), 3 if high is codes.MAXREPEAT else high)
    return ""


def _member(choices: list[Any], way: int) -> str:
    if str(choices[0][0]) == "NEGATE":
        refused = {chr(value) for code, value in choices[1:] if str(code) == "LITERAL"}
        return next(letter for letter in "a1 -x" if letter not in refused)
    code, value = choices[way % len(choices)]
    if str(code) == "LITERAL":
        return chr(value)
    if str(code) == "RANGE":
        return chr(value[0])
    return CLASSES.get(str(value).removeprefix("CATEGORY_").lower(), "a")


def pieces(pattern: re.Pattern[str]) -> Iterator[str]:
    """Gives the pieces of the texts for a pattern: those for all, and wordings of its own."""
    yield from PIECES
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    for way in range(WAYS):
        for start in {0, len(tree) // 2}:
            own = wording(tree[start:], way)
            if own:
                yield from (own, f"{own} ", own[:-1], own[: len(own) // 2] + " ")


def seconds(pattern: re.Pattern[str], piece: str, length: int) -> float:
    """Gives the processor time of finding every match in a text."""
    text = (piece * (length // len(piece) + 1))[:length]
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def cost(pattern: re.Pattern[str], piece: str, bearable: float) -> tuple[float, bool]:
    """Gives the time for the full length, and whether it was measured rather than extrapolated."""
    short, middle = seconds(pattern, piece, SHORT), seconds(pattern, piece, 2 * SHORT)
    growth = max(middle / max(short, 1e-6), 2.0) / 2
    if 5 * middle < bearable and growth < _EVEN:
        return 5 * middle, True
    if middle > bearable:
        return middle * 5 * growth ** (5 / 2), False
    return seconds(pattern, piece, LENGTH), True


def main() -> None:
    """Prints the slowest patterns."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--slowest", type=int, default=10)
    options.add_argument("--only", default="", help="a part of the names of the patterns to measure")
    chosen = options.parse_args()
    plain = min(seconds(PLAIN, "ab cd, 12 ", LENGTH) for _ in range(5))
    rows = []
    for name, pattern in patterns().items():
        if chosen.only in name:
            worst = max((*cost(pattern, piece, 4 * plain), piece) for piece in dict.fromkeys(pieces(pattern)) if piece)
            rows.append((*worst, name))
    rows.sort(reverse=True)
    print(f"{len(rows)} patterns; a plain scan of {LENGTH:,} characters takes {1000 * plain:.1f} ms\n")
    print("| pattern | worst text, repeated | ms | times a plain scan |\n|---|---|---|---|")
    for took, measured, piece, name in rows[: chosen.slowest]:
        mark = "" if measured else "~"
        shown = repr(piece if len(piece) <= _SHOWN else piece[:_SHOWN] + "\u2026").replace("|", "\\|")
        print(f"| {name.removeprefix('graphbuild.')} | {shown} | {mark}{1000 * took:.0f} | {mark}{took / plain:.1f} |")


if __name__ == "__main__":
    main()
