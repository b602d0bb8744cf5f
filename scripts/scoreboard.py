"""Scores the small gold set of tests/cases afresh and writes its scoreboard: python scripts/scoreboard.py.

Writes tests/cases/scoreboard.json, which a test holds every later score against, and docs/scoreboard.md. Prints each
field that rose or fell.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from graphbuild.evaluate.news import evaluate
from graphbuild.evaluate.scores import Scores

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
BOARD = CASES / "scoreboard.json"
PAGE = ROOT / "docs" / "scoreboard.md"
_DIGITS = 3
_HEAD = """# Scoreboard

What the extractor makes of the sixteen articles in our own words under tests/cases; written by `scripts/scoreboard.py`.
A test fails where a figure falls. Fields marked * are core.

| field | precision | recall | F1 |
| --- | ---: | ---: | ---: |
"""

Board = dict[str, dict[str, float]]


def board(scores: Scores) -> Board:
    """Gives the figures to hold later scores against, rounded to three digits."""
    found = {
        name: {"precision": tally.row[0], "recall": tally.row[1], "f1": tally.row[2]}
        for name, tally in (*scores.fields, *scores.pooled)
        if tally.right + tally.wrong + tally.missed
    }
    return found | {name: {"f1": round(value, _DIGITS)} for name, value in scores.ratios}


def fallen(before: Board, now: Board) -> list[str]:
    """Lists the fields whose F1, or pooled fields whose precision, is lower than before."""
    return [
        f"{name}: {kind} was {old:.3f}, is {new:.3f}" for name, kind, old, new in _changes(before, now) if new < old
    ]


def risen(before: Board, now: Board) -> list[str]:
    """Lists the fields whose F1, or pooled fields whose precision, is higher than before."""
    return [
        f"{name}: {kind} was {old:.3f}, is {new:.3f}" for name, kind, old, new in _changes(before, now) if new > old
    ]


def _changes(before: Board, now: Board) -> Iterator[tuple[str, str, float, float]]:
    for name in dict.fromkeys((*before, *now)):
        for kind in ("precision", "f1") if name.startswith("micro") else ("f1",):
            yield name, kind, before.get(name, {}).get(kind, 0.0), now.get(name, {}).get(kind, 0.0)


def page(found: Board) -> str:
    """Gives the scoreboard as a page."""
    rows = (
        f"| {name} | " + " | ".join(f"{figures[kind]:.3f}" if kind in figures else "" for kind in _KINDS) + " |\n"
        for name, figures in found.items()
    )
    return _HEAD + "".join(rows)


_KINDS = ("precision", "recall", "f1")


if __name__ == "__main__":
    now = board(evaluate(CASES))
    before: Board = json.loads(BOARD.read_text(encoding="utf-8")) if BOARD.is_file() else {}
    for line in fallen(before, now):
        print("fell:", line)
    for line in risen(before, now):
        print("rose:", line)
    BOARD.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(now), encoding="utf-8")
