"""Logistic regression over named features in numpy, for two classes or more; the same data give the same weights."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEPS = 150
_RATE = 0.15

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """One case: the article it comes from, its features, its class (right or wrong is one of two), its weight."""

    article: str
    features: Collection[str]
    label: int
    weight: float = 1.0

    @property
    def right(self) -> bool:
        """Tells whether it is of the second class."""
        return bool(self.label)


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model of two classes."""

    bias: float
    weights: dict[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Gives the log-odds."""
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in features)

    def probability(self, features: Iterable[str]) -> float:
        """Gives the probability."""
        return float(1 / (1 + np.exp(-np.clip(self.score(features), -30, 30))))


@dataclass(frozen=True, slots=True)
class Classes:
    """A fitted model of several classes: one row of weights a feature, one column a class after the first."""

    names: tuple[str, ...]
    weights: Numbers

    def model(self, classes: Sequence[str], smallest: float = 0.03) -> dict[str, object]:
        """Gives the content of a model file (graphbuild.language.classifier), tiny weights left out."""
        rows = {
            name: [round(float(value), 2) for value in row]
            for name, row in zip(self.names, self.weights, strict=True)
            if np.abs(row).max() >= smallest
        }
        return {"classes": list(classes), "weights": dict(sorted(rows.items()))}

    def chances(self, rows: Sequence[Row]) -> Numbers:
        """Gives the probability of every class for every row."""
        at, columns = _index(rows, self.names)
        return _softmax(_sums(self.weights, at, columns, len(rows)))


def fit(rows: Sequence[Row], *, penalty: float = 1.0, rare: int = 3) -> Fit:
    """Fits a model that tells right from wrong."""
    found = fit_classes(rows, 2, penalty=penalty, rare=rare)
    weights = [float(value) for value in found.weights[:, 0]]
    return Fit(weights[0], dict(zip(found.names[1:], weights[1:], strict=True)))


def fit_classes(rows: Sequence[Row], classes: int, *, penalty: float = 1.0, rare: int = 3) -> Classes:
    """Minimises the weighted log loss plus penalty/2 times the squared weights, by Adam over all rows.

    Features of fewer than `rare` articles are left out.
    """
    names = ("bias", *_known(rows, rare))
    at, columns = _index(rows, names)
    labels = np.array([int(row.label) for row in rows])
    mass = np.array([row.weight for row in rows])
    wanted = (labels[:, None] == np.arange(1, classes)[None, :]).astype(float)
    weights = np.zeros((len(names), classes - 1))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    decay = np.full((len(names), 1), penalty)
    decay[0] = 0.0
    for step in range(1, _STEPS + 1):
        error = (_softmax(_sums(weights, at, columns, len(rows)))[:, 1:] - wanted) * mass[:, None]
        sums = [np.bincount(columns, error[at, k], minlength=len(names)) for k in range(classes - 1)]
        slope = (np.stack(sums, axis=1) + decay * weights) / mass.sum()
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        rate = _RATE * (0.5 * (1 + np.cos(np.pi * step / _STEPS)) + 0.01)
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return Classes(names, weights)


def held_out(
    rows: Sequence[Row], extra: Sequence[Row] = (), *, folds: int = 8, penalty: float = 1.0, rare: int = 3
) -> list[float]:
    """Gives each row's log-odds from a model that has not seen its article; `extra` rows are always learnt from."""
    articles = sorted({row.article for row in rows})
    fold_of = {article: number % folds for number, article in enumerate(articles)}
    scores = [0.0] * len(rows)
    for fold in range(folds):
        seen = [row for row in rows if fold_of[row.article] != fold]
        model = fit([*seen, *extra], penalty=penalty, rare=rare)
        for number, row in enumerate(rows):
            if fold_of[row.article] == fold:
                scores[number] = model.score(row.features)
    return scores


def calibrated(scores: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Gives the scale and shift that make held-out log-odds honest (Platt)."""
    x, y = np.array(scores), np.array(right, dtype=float)
    scale, shift = 1.0, 0.0
    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(scale * x + shift, -30, 30)))
        gradient = np.array([((p - y) * x).sum(), (p - y).sum()])
        q = p * (1 - p)
        hessian = np.array([[(q * x * x).sum(), (q * x).sum()], [(q * x).sum(), q.sum()]]) + 1e-6 * np.eye(2)
        change = np.linalg.solve(hessian, gradient)
        scale, shift = scale - change[0], shift - change[1]
    return float(scale), float(shift)


def _known(rows: Sequence[Row], rare: int) -> list[str]:
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        seen[row.article].update(row.features)
    counted = Counter(name for features in seen.values() for name in features)
    return sorted(name for name, number in counted.items() if number >= rare)


def _index(rows: Sequence[Row], names: Sequence[str]) -> tuple[Places, Places]:
    places = {name: place for place, name in enumerate(names)}
    at, columns = [], []
    for number, row in enumerate(rows):
        known = [places[name] for name in ("bias", *sorted(row.features)) if name in places]
        at += [number] * len(known)
        columns += known
    return np.array(at, dtype=np.int64), np.array(columns, dtype=np.int64)


def _sums(weights: Numbers, at: Places, columns: Places, size: int) -> Numbers:
    return np.stack([np.bincount(at, weights[columns, k], minlength=size) for k in range(weights.shape[1])], axis=1)


def _softmax(scores: Numbers) -> Numbers:
    full = np.concatenate([np.zeros((len(scores), 1)), scores], axis=1)
    powers = np.exp(full - full.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]
