"""How sure a trained model is of a candidate, and from where its choices are kept."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from graphbuild.language.classifier import classifier

_THRESHOLDS = Path(__file__).parent / "models" / "thresholds.json"
_FLOOR = 0.001


def probability(model: str, features: Iterable[str]) -> float:
    """Gives the calibrated probability, within (0, 1), that a candidate with these features is right."""
    found = classifier(model).chance(set(features))
    return round(min(max(found, _FLOOR), 1 - _FLOOR), 4)


def threshold(model: str) -> float:
    """Gives the probability from which the choices of a model are precise enough, as measured when it was trained."""
    return _thresholds()[model]


@cache
def _thresholds() -> dict[str, float]:
    return dict(json.loads(_THRESHOLDS.read_text(encoding="utf-8")))
