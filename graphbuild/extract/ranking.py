"""How sure a trained model is of a candidate, and from where its choices are kept."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from graphbuild.language.classifier import chance_of, classifier

_THRESHOLDS = Path(__file__).parent / "models" / "thresholds.json"
_FLOOR = 0.001


def probability(model: str, features: Iterable[str]) -> float:
    """Gives the calibrated probability, within (0, 1), that a candidate with these features is right."""
    return _bounded(classifier(model).chance(set(features)))


@cache
def weights(model: str) -> dict[tuple[str, ...], int]:
    """Gives what each feature, cut at its blanks, weighs in a model of two classes, in ten-thousandths."""
    return {tuple(name.split(" ")): weight for name, weight in classifier(model).units.items()}


def probability_of(model: str, weight: int) -> float:
    """Gives the same probability for a candidate whose features, each counted once, weigh so much."""
    return _bounded(chance_of(classifier(model).units.get("bias", 0) + weight))


def _bounded(chance: float) -> float:
    return round(min(max(chance, _FLOOR), 1 - _FLOOR), 4)


def threshold(model: str) -> float:
    """Gives the probability from which the choices of a model are precise enough, as measured when it was trained."""
    return _thresholds()[model]


@cache
def _thresholds() -> dict[str, float]:
    return dict(json.loads(_THRESHOLDS.read_text(encoding="utf-8")))
