"""Trains the verdict: python training/verdict.py SET, SET a folder with articles/ and gold/ (about_a_study).

Prints what ten folds give and writes graphbuild/extract/models/verdict.json. What a wording says is known before any
article is read: each feature may only speak for a study or only against one, and those that name another kind of page
start from a weight of their own (`prior`), which the articles then correct.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphbuild.extract.focus import focus
from graphbuild.extract.verdict import features
from graphbuild.segment import segment
from graphbuild.sources import read_path

_TARGET = Path(__file__).parent.parent / "graphbuild" / "extract" / "models" / "verdict.json"
_FOLDS, _STEPS, _RATE, _RARE = 10, 600, 0.05, 3
_PENALTIES = {1: 1.0, -1: 2.0}
_WEIGHT_OF_OTHERS = 2.0
_FOR = frozenset({"design", "followed", "result", "team", "study", "paper", "people", "counted", "measured"})
_SHARES = {"animal": -1, "planned": -1, "background": -1, "commentary": 1, "this-study": 1}
_MILD = frozenset({"guideline", "funding", "market", "opinion", "first", "policy", "people-news"})
_KINDS = _MILD | {"animal", "review", "pooled", "approval", "recruiting", "roundup", "blocked"}
_PRIORS = {"title": -4.0, "lead": -2.5, "cited": -2.5, "body": -0.5, "dense": -1.0}
_MILDER = {"title": -2.5}
_SMALLEST = 0.005
_CAUTION = 0.75
"""How far from even odds the line is drawn: a page that is wrongly read as a study costs more than a lost one."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One article."""

    name: str
    features: frozenset[str]
    right: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model."""

    weights: dict[str, float]

    def score(self, row: Row) -> float:
        """Gives the log-odds that the article reports a study."""
        return self.weights["bias"] + sum(self.weights.get(name, 0.0) for name in row.features)


def sign(feature: str) -> int:
    """Tells whether a feature can speak for a study (1), against one (-1) or not at all (0)."""
    place, _, kind = feature.partition(":")
    kind = kind.partition(">")[0]
    if place == "share":
        return _SHARES.get(kind, 0)
    return 1 if kind in _FOR or place in _FOR else -1


def prior(feature: str) -> float:
    """Gives the weight of a feature before any article is read."""
    place, _, kind = feature.partition(":")
    kind, _, level = kind.partition(">")
    if place == "share":
        return -2.0 if kind == "animal" else 0.0
    if kind not in _KINDS:
        return 0.0
    if place == "body":
        return _PRIORS["dense" if level else "body"]
    return _MILDER.get(place, -0.5) if kind in _MILD else _PRIORS[place]


def rows(folder: Path) -> list[Row]:
    """Gives one row per article."""
    found = []
    for path in sorted((folder / "articles").iterdir()):
        gold = folder / "gold" / f"{path.stem}.json"
        if gold.is_file():
            right = bool(json.loads(gold.read_text(encoding="utf-8"))["about_a_study"])
            found.append(Row(path.stem, features(focus(segment(read_path(path)))), right))
    return found


def fit(found: Sequence[Row]) -> Fit:
    """Minimises the weighted log loss and the squared distance from the priors, each weight kept to its sign."""
    names = sorted({name for row in found for name in row.features if sign(name) and _is_known(name, found)})
    places = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names) + 1))
    matrix[:, -1] = 1.0
    for number, row in enumerate(found):
        matrix[number, [places[name] for name in row.features if name in places]] = 1.0
    wanted = np.array([row.right for row in found], dtype=float)
    mass = np.where(wanted > 0, 1.0, _WEIGHT_OF_OTHERS)
    start = np.array([*(prior(name) for name in names), 0.0])
    pull = np.array([*(_PENALTIES[sign(name)] for name in names), 0.0])
    low = np.array([*(-np.inf if sign(name) < 0 else 0.0 for name in names), -np.inf])
    high = np.array([*(np.inf if sign(name) > 0 else 0.0 for name in names), np.inf])
    weights, mean, spread = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (mass * (chance - wanted)) + pull * (weights - start)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        move = (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights = np.clip(weights - _RATE * (1 - step / (_STEPS + 1)) * move, low, high)
    return Fit(dict(zip([*names, "bias"], weights.tolist(), strict=True)))


def held_out(found: Sequence[Row]) -> list[float]:
    """Gives each article's log-odds from a model that has not seen it."""
    scores = [0.0] * len(found)
    for fold in range(_FOLDS):
        model = fit([row for number, row in enumerate(found) if number % _FOLDS != fold])
        for number in range(fold, len(found), _FOLDS):
            scores[number] = model.score(found[number])
    return scores


def main(folder: Path) -> None:
    """Trains, measures and writes."""
    found = rows(folder)
    scores = held_out(found)
    studies = [(row.name, score) for row, score in zip(found, scores, strict=True) if row.right]
    others = [(row.name, score) for row, score in zip(found, scores, strict=True) if not row.right]
    for limit in (-1.0, -0.5, 0.0, 0.5, 1.0):
        kept, passed = sum(score >= limit for _, score in studies), sum(score >= limit for _, score in others)
        print(f"limit {limit}: {kept} of {len(studies)} studies kept, {passed} of {len(others)} others passed")
    print("lost:", *(f"{name[:24]} {score:.1f}" for name, score in studies if score < 0))
    print("passed:", *(f"{name[:24]} {score:.1f}" for name, score in others if score >= 0))
    found_weights = fit(found).weights
    found_weights["bias"] -= _CAUTION
    weights = {name: [round(weight, 3)] for name, weight in found_weights.items() if abs(weight) >= _SMALLEST}
    content = {"classes": ["no", "yes"], "weights": dict(sorted(weights.items()))}
    _TARGET.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


def _is_known(name: str, found: Sequence[Row]) -> bool:
    return prior(name) != 0 or sum(name in row.features for row in found) >= _RARE


if __name__ == "__main__":
    main(Path(sys.argv[1]))
