"""Counts of right, wrong and missed values, and the precision, recall and F1 that follow from them."""

from __future__ import annotations

from dataclasses import dataclass


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
    """One wrong or missing value, for looking at errors."""

    item: str
    field: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The outcome of one evaluation: tallies by field, pooled rows, remarks and every error."""

    name: str
    fields: tuple[tuple[str, Tally], ...]
    pooled: tuple[tuple[str, Tally], ...]
    remarks: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()

    def table(self) -> str:
        """Gives a plain-text table: P, R, F1 and counts by field."""
        lines = [f"{'field':<26} {'P':>6} {'R':>6} {'F1':>6}   {'right':>5} {'wrong':>5} {'missed':>6}"]
        for name, tally in (*self.fields, *self.pooled):
            precision, recall, f1 = tally.row
            counts = f"{tally.right:>5} {tally.wrong:>5} {tally.missed:>6}"
            lines.append(f"{name:<26} {precision:6.3f} {recall:6.3f} {f1:6.3f}   {counts}")
        return "\n".join([*self.remarks, *lines])

    def figures(self) -> dict[str, dict[str, float]]:
        """Gives precision, recall, F1 and counts by field and pooled row, for a machine."""
        return {
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

    def errors(self, field: str) -> str:
        """Lists what was wrong or missed in one field."""
        return "\n".join(f"{miss.item}  {miss.kind}  {miss.value}" for miss in self.misses if miss.field == field)
