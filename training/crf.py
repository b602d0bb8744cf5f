"""Trains a linear-chain conditional random field with numpy: Adagrad over small batches, the same on every run."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Sentence = Sequence[Sequence[str]]

BATCH = 16
RATE = 0.35


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights found: a row for each feature, a column for each label; transitions, the start in the last row."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    weights: Floats
    transitions: Floats

    def save(self, path: str, smallest: float = 0.02) -> None:
        """Writes the model file (graphbuild.extract.slots.model), weights in 8 bits."""
        kept = np.abs(self.weights).max(axis=1) >= smallest
        weights = self.weights[kept]
        scale = float(np.abs(weights).max()) / 127
        np.savez_compressed(
            path,
            labels=np.array("\n".join(self.labels)),
            names=np.array("\n".join(name for name, keep in zip(self.names, kept, strict=True) if keep)),
            weights=np.round(weights / scale).astype(np.int8),
            scale=np.float32(scale),
            transitions=self.transitions.astype(np.float32),
        )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Padded sentences: label ids, lengths, and the features of each place sorted by feature."""

    gold: NDArray[np.int64]
    lengths: NDArray[np.int64]
    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    firsts: NDArray[np.int64]
    order: NDArray[np.int64]
    starts: NDArray[np.int64]


def fit(
    sentences: Sequence[Sentence],
    labels: Sequence[Sequence[str]],
    *,
    epochs: int = 18,
    penalty: float = 0.02,
    seen: int = 2,
    seed: int = 7,
) -> Fit:
    """Maximises the conditional likelihood of the labels, with an L2 penalty on the weights that a batch touches.

    Features that occur fewer than `seen` times are left out.
    """
    counts = Counter(name for sentence in sentences for names in sentence for name in names)
    names = tuple(sorted(name for name, count in counts.items() if count >= seen))
    index = {name: row for row, name in enumerate(names)}
    kinds = tuple(sorted({label for row in labels for label in row}, key=lambda label: (label != "O", label)))
    ids = {label: number for number, label in enumerate(kinds)}
    order = sorted((i for i in range(len(sentences)) if sentences[i]), key=lambda i: len(sentences[i]))
    groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    batches = [
        _batch([sentences[i] for i in group], [[ids[label] for label in labels[i]] for i in group], index)
        for group in groups
    ]
    size = len(kinds)
    weights, transitions = np.zeros((len(names), size), np.float32), np.zeros((size + 1, size))
    sums, around = np.full((len(names), 1), 1e-6, np.float32), np.full(transitions.shape, 1e-6)
    shuffle = np.random.default_rng(seed)
    for epoch in range(epochs):
        rate = RATE * (1 - 0.7 * epoch / epochs)
        for number in shuffle.permutation(len(batches)):
            batch = batches[number]
            error, edges = _gradient(batch, weights, transitions)
            touched = batch.rows[batch.starts]
            gradient = np.add.reduceat(error[batch.places].astype(np.float32), batch.starts, axis=0)
            gradient += penalty * weights[touched]
            sums[touched] += (gradient**2).mean(axis=1, keepdims=True)
            weights[touched] -= rate * 0.3 * gradient / np.sqrt(sums[touched])
            edges += penalty * transitions
            around += edges**2
            transitions -= rate * edges / np.sqrt(around)
    return Fit(names, kinds, weights.astype(np.float64), transitions)


def _batch(sentences: Sequence[Sentence], gold: Sequence[Sequence[int]], index: dict[str, int]) -> _Batch:
    longest = max(map(len, sentences))
    padded = np.zeros((len(sentences), longest), np.int64)
    rows, places = [], []
    for i, sentence in enumerate(sentences):
        padded[i, : len(sentence)] = gold[i]
        for j, names in enumerate(sentence):
            found = [index[name] for name in names if name in index]
            rows += found
            places += [i * longest + j] * len(found)
    row, place = np.array(rows), np.array(places)
    by_row = np.argsort(row, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(row[by_row]) > 0])
    firsts = np.flatnonzero(np.r_[True, np.diff(place) > 0])
    return _Batch(
        padded,
        np.array([len(s) for s in sentences]),
        row[by_row],
        place[by_row],
        firsts,
        np.argsort(by_row, kind="stable"),
        starts,
    )


def _gradient(batch: _Batch, weights: NDArray[np.float32], transitions: Floats) -> tuple[Floats, Floats]:
    """Gives the derivative of the loss with respect to the local scores (by place) and the transitions."""
    count, longest = batch.gold.shape
    size = weights.shape[1]
    scores = np.zeros((count * longest, size))
    unsorted_rows, unsorted_places = batch.rows[batch.order], batch.places[batch.order]
    scores[unsorted_places[batch.firsts]] = np.add.reduceat(weights[unsorted_rows], batch.firsts, axis=0)
    local = scores.reshape(count, longest, size)
    local = np.exp(local - local.max(axis=2, keepdims=True))
    inside = np.arange(longest)[None, :] < batch.lengths[:, None]
    between, first = np.exp(transitions[:-1]), np.exp(transitions[-1])
    forward, backward = np.zeros(local.shape), np.ones(local.shape)
    forward[:, 0] = first * local[:, 0]
    forward[:, 0] /= forward[:, 0].sum(axis=1, keepdims=True)
    for t in range(1, longest):
        forward[:, t] = (forward[:, t - 1] @ between) * local[:, t]
        forward[:, t] /= forward[:, t].sum(axis=1, keepdims=True)
    for t in range(longest - 2, -1, -1):
        step = (backward[:, t + 1] * local[:, t + 1]) @ between.T
        backward[:, t] = np.where(inside[:, t + 1, None], step / step.sum(axis=1, keepdims=True), 1.0)
    chances = forward * backward
    chances /= chances.sum(axis=2, keepdims=True)
    error = chances * inside[:, :, None]
    rows, columns = np.nonzero(inside)
    error[rows, columns, batch.gold[rows, columns]] -= 1
    edges = np.zeros_like(transitions)
    for t in range(1, longest):
        alive = inside[:, t]
        left, right = forward[alive, t - 1], local[alive, t] * backward[alive, t]
        total = np.einsum("bi,ij,bj->b", left, between, right, optimize=True)
        edges[:-1] += between * (left.T @ (right / total[:, None]))
        np.add.at(edges, (batch.gold[alive, t - 1], batch.gold[alive, t]), -1)
    edges[-1] += chances[:, 0].sum(axis=0)
    np.add.at(edges, (np.full(count, size), batch.gold[:, 0]), -1)
    return error.reshape(count * longest, size), edges
