"""A linear classifier over named features: weights from a JSON file, plain Python at run time.

A model file holds {"classes": [...], "weights": {feature: [one weight for each class after the first]}}; the first
class is the reference whose score is 0. The feature "bias" counts always.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path

from graphbuild.errors import GraphbuildError

_FOLDER = Path(__file__).parent.parent / "extract" / "models"
_NOTHING = repeat(0)
"""What a feature weighs that a model does not know."""
UNIT = 10_000
"""Weights are summed as whole ten-thousandths, which is quick and loses nothing: no weight in a file is finer."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """Gives the probability of each class from the features that are present."""

    classes: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    units: dict[str, int] = field(init=False, repr=False, compare=False)
    """What each feature weighs for the last class, in ten-thousandths."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", {name: round(row[-1] * UNIT) for name, row in self.weights.items()})

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Gives a probability for every class; features that the model doesn't know count nothing.

        >>> model = Classifier(("no", "yes"), {"bias": (-1.0,), "than": (1.0,)})
        >>> model.probabilities(["than", "unseen"])
        {'no': 0.5, 'yes': 0.5}
        """
        rows = [self.weights[name] for name in ("bias", *features) if name in self.weights]
        scores = [math.fsum(row[index] for row in rows) for index in range(len(self.classes) - 1)]
        top = max(0.0, *scores)
        powers = [math.exp(score - top) for score in (0.0, *scores)]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def chance(self, features: Iterable[str]) -> float:
        """Gives the probability of the second of two classes, which takes less time.

        >>> Classifier(("no", "yes"), {"bias": (-1.0,), "than": (1.0,)}).chance({"than", "unseen"})
        0.5
        """
        return chance_of(self.units.get("bias", 0) + sum(map(self.units.get, features, _NOTHING)))


@lru_cache(maxsize=65_536)
def chance_of(weight: int) -> float:
    """Gives the probability of the second of two classes from the weights of the features present and the bias."""
    score = weight / UNIT
    top = max(0.0, score)
    yes = math.exp(score - top)
    return yes / (math.exp(-top) + yes)


@cache
def classifier(name: str) -> Classifier:
    """Gives the trained model of that name; raises GraphbuildError where there is none."""
    path = _FOLDER / f"{name}.json"
    if not path.is_file():
        raise GraphbuildError(f"no model {name!r}", where=str(_FOLDER))
    content = json.loads(path.read_text(encoding="utf-8"))
    weights = {feature: tuple(values) for feature, values in content["weights"].items()}
    return Classifier(tuple(content["classes"]), weights)
