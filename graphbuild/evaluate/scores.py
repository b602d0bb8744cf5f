"""Counts of right, wrong and missed values, and the precision, recall and F1 that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tally:
    """True positives, false positives and false negatives of one field.

    >>> (Tally(3, 1, 2) + Tally(0, 0, 1)).row
    (0.75, 0.5, 0.6)
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Gives the share of the claimed values that are right; 0 where nothing is claimed."""
        claimed = self.right + self.wrong
        return self.right / claimed if claimed else 0.0

    @property
    def recall(self) -> float:
        """Gives the share of the stated values that were found; 0 where nothing is stated."""
        stated = self.right + self.missed
        return self.right / stated if stated else 0.0

    @property
    def f1(self) -> float:
        """Gives the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def row(self) -> tuple[float, float, float]:
        """Gives precision, recall and F1 rounded to three digits."""
        return round(self.precision, 3), round(self.recall, 3), round(self.f1, 3)


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong or missing value, for looking at errors; `sentence` is where it stands or should have been read."""

    item: str
    field: str
    kind: str
    value: str
    sentence: str = ""

    def __str__(self) -> str:
        line = f"{self.item}  {self.kind}  {self.value}"
        return f"{line}\n    | {' '.join(self.sentence.split())}" if self.sentence else line


@dataclass(frozen=True, slots=True)
class Judged:
    """One claimed value with the confidence that it was given, and whether the gold bears it out."""

    field: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """The outcome of one evaluation.

    `fields` are tallies by field and `pooled` sums over them; `ratios` are figures of their own (a macro F1, an
    accuracy, the share of quotes that bear out their facts); `judged` is what reliability is computed from.
    """

    name: str
    fields: tuple[tuple[str, Tally], ...]
    pooled: tuple[tuple[str, Tally], ...] = ()
    remarks: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()
    ratios: tuple[tuple[str, float], ...] = ()
    judged: tuple[Judged, ...] = ()

    def table(self) -> str:
        """Gives a plain-text table: P, R, F1 and counts by field, then the figures of their own."""
        lines = [f"{'field':<30} {'P':>6} {'R':>6} {'F1':>6}   {'right':>6} {'wrong':>6} {'missed':>6}"]
        for name, tally in (*self.fields, *self.pooled):
            precision, recall, f1 = tally.row
            counts = f"{tally.right:>6} {tally.wrong:>6} {tally.missed:>6}"
            lines.append(f"{name:<30} {precision:6.3f} {recall:6.3f} {f1:6.3f}   {counts}")
        lines += [f"{name:<30} {value:6.3f}" for name, value in self.ratios]
        return "\n".join([*self.remarks, *lines])

    def figures(self) -> dict[str, dict[str, float]]:
        """Gives precision, recall, F1 and counts by field and pooled row, and each ratio as a value, for a machine."""
        counted = {
            name: {
                "precision": tally.precision,
                "recall": tally.recall,
                "f1": tally.f1,
                "right": tally.right,
                "wrong": tally.wrong,
                "missed": tally.missed,
            }
            for name, tally in (*self.fields, *self.pooled)
        }
        return counted | {name: {"value": value} for name, value in self.ratios}

    def errors(self, field: str) -> str:
        """Lists what was wrong or missed in one field, each with its sentence where that is known."""
        return "\n".join(str(miss) for miss in self.misses if miss.field == field)


Evaluator = Callable[[Path, str | None], Scores]
"""(path of a set or of one of its files, name of the part or None for development) -> Scores."""
