"""Multinomial logistic regression over named features, with numpy; the same data always give the same weights."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEPS = 150
_RATE = 0.15

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """The features of one case, its class, its weight, and the article it comes from."""

    features: tuple[str, ...]
    label: int
    article: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights found: one row a feature, one column a class after the first."""

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

    def chances(self, examples: Sequence[Example]) -> Numbers:
        """Gives the probability of every class for every example."""
        rows, columns = _index(examples, self.names)
        return _softmax(_sums(self.weights, rows, columns, len(examples)))


def fit(examples: Sequence[Example], classes: int, *, penalty: float = 1.0, seen: int = 3) -> Fit:
    """Minimises the weighted log loss plus penalty/2 times the squared weights, by Adam over all examples.

    Features that occur in fewer than `seen` articles are left out.
    """
    pairs = {(example.article, feature) for example in examples for feature in example.features}
    articles = Counter(feature for _, feature in pairs)
    names = ("bias", *sorted(name for name, count in articles.items() if count >= seen))
    rows, columns = _index(examples, names)
    labels = np.array([example.label for example in examples])
    mass = np.array([example.weight for example in examples])
    wanted = (labels[:, None] == np.arange(1, classes)[None, :]).astype(float)
    weights = np.zeros((len(names), classes - 1))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    decay = np.full((len(names), 1), penalty)
    decay[0] = 0.0
    for step in range(1, _STEPS + 1):
        error = (_softmax(_sums(weights, rows, columns, len(examples)))[:, 1:] - wanted) * mass[:, None]
        sums = [np.bincount(columns, error[rows, k], minlength=len(names)) for k in range(classes - 1)]
        slope = (np.stack(sums, axis=1) + decay * weights) / mass.sum()
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        rate = _RATE * (0.5 * (1 + np.cos(np.pi * step / _STEPS)) + 0.01)
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return Fit(names, weights)


def _index(examples: Sequence[Example], names: Sequence[str]) -> tuple[Places, Places]:
    places = {name: place for place, name in enumerate(names)}
    rows, columns = [], []
    for row, example in enumerate(examples):
        known = [places[name] for name in ("bias", *example.features) if name in places]
        rows += [row] * len(known)
        columns += known
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


def _sums(weights: Numbers, rows: Places, columns: Places, size: int) -> Numbers:
    return np.stack([np.bincount(rows, weights[columns, k], minlength=size) for k in range(weights.shape[1])], axis=1)


def _softmax(scores: Numbers) -> Numbers:
    full = np.concatenate([np.zeros((len(scores), 1)), scores], axis=1)
    powers = np.exp(full - full.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]
