"""Logistic regression on named binary features in numpy: small, seeded by nothing, the same on every run."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

ITERATIONS = 300
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: the article it comes from, its features, whether it is right, and how much it counts."""

    article: str
    features: frozenset[str]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model."""

    bias: float
    weights: dict[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Gives the log-odds."""
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in features)

    def probability(self, features: Iterable[str]) -> float:
        """Gives the probability."""
        return float(1 / (1 + np.exp(-np.clip(self.score(features), -30, 30))))


def fit(rows: Sequence[Row], *, penalty: float = 1.0, rare: int = 3) -> Fit:
    """Fits by full-batch Adam with an L2 penalty; features of fewer than `rare` articles are left out."""
    names = _names(rows, rare)
    index = {name: number for number, name in enumerate(names)}
    pairs = [(r, index[name]) for r, row in enumerate(rows) for name in row.features if name in index]
    r = np.array([pair[0] for pair in pairs], dtype=np.int64)
    c = np.array([pair[1] for pair in pairs], dtype=np.int64)
    y = np.array([row.right for row in rows], dtype=np.float64)
    w = np.array([row.weight for row in rows], dtype=np.float64)
    theta = np.zeros(len(names) + 1)
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, ITERATIONS + 1):
        scores = np.bincount(r, weights=theta[c], minlength=len(rows)) + theta[-1]
        error = w * (1 / (1 + np.exp(-np.clip(scores, -30, 30))) - y)
        gradient = np.append(np.bincount(c, weights=error[r], minlength=len(names)) + penalty * theta[:-1], error.sum())
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        rate = STEP * (1 - step / (ITERATIONS + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return Fit(float(theta[-1]), {name: float(theta[number]) for name, number in index.items()})


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


def _names(rows: Sequence[Row], rare: int) -> list[str]:
    seen: dict[str, Collection[str]] = {}
    counted: Counter[str] = Counter()
    for article in dict.fromkeys(row.article for row in rows):
        seen[article] = {name for row in rows if row.article == article for name in row.features}
        counted.update(seen[article])
    return sorted(name for name, number in counted.items() if number >= rare)
