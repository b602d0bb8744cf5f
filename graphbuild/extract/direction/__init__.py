"""Which way an outcome went in one group compared with another, by the words and numbers of the evidence.

Two linear models, trained on annotated evidence: one tells whether the groups differ, one which of them had more.
"""

from dataclasses import dataclass

from graphbuild.extract.direction.cues import Reading
from graphbuild.extract.direction.observations import course, reading, significance
from graphbuild.language.classifier import classifier
from graphbuild.model.codes import Change

DIFFERENCE = "evidence-difference"
COURSE = "evidence-course"
LEAST = 0.6
"""From which probability on a direction is told; below it the answer is left open (training/directions.py)."""


@dataclass(frozen=True, slots=True)
class Direction:
    """How sure each of the three answers is; together they make one."""

    increase: float
    decrease: float
    no_change: float

    @property
    def change(self) -> Change:
        """Gives the most probable answer."""
        return max(
            ((self.no_change, Change.NO_CHANGE), (self.increase, Change.INCREASE), (self.decrease, Change.DECREASE))
        )[1]

    @property
    def probability(self) -> float:
        """Gives how sure the most probable answer is."""
        return max(self.increase, self.decrease, self.no_change)

    @property
    def sure(self) -> Change | None:
        """Gives the answer if it is sure enough to be told, else None."""
        return self.change if self.probability >= LEAST else None


def direction(evidence: str, intervention: str, comparator: str, outcome: str) -> Direction:
    """Tells whether an outcome was significantly higher or lower with an intervention than with a comparator.

    >>> found = direction("Pain was significantly lower with ibuprofen than with placebo (P < 0.01).",
    ...                   "ibuprofen", "placebo", "pain")
    >>> found.sure
    <Change.DECREASE: 'decrease'>
    """
    return direction_of(reading(evidence, intervention, comparator, outcome))


def direction_of(seen: Reading) -> Direction:
    """Tells the same of a text that was read."""
    told = course(seen)
    differ = classifier(DIFFERENCE).chance(significance(seen, told))
    more = classifier(COURSE).chance(told)
    return Direction(differ * more, differ * (1 - more), 1 - differ)
