"""Trains a linear-chain conditional random field with numpy: Adagrad over small batches, the same on every run."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
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
            transitions=self.transitions,
        )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Padded sentences: label ids, lengths, and the features of each place.

    `names` and `spots` list features and their places in reading order, each place starting at one of `firsts`;
    `rows` and `places` list the same by feature, each feature starting at one of `starts`.
    """

    gold: Places
    lengths: Places
    names: Places
    spots: Places
    firsts: Places
    rows: Places
    places: Places
    starts: Places


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
    weights, transitions = np.zeros((len(names), size), np.float32), np.zeros((size + 1, size), np.float32)
    sums, around = np.full((len(names), 1), 1e-6, np.float32), np.full(transitions.shape, 1e-6, np.float32)
    shuffle = np.random.default_rng(seed)
    for epoch in range(epochs):
        rate = RATE * (1 - 0.7 * epoch / epochs)
        for number in shuffle.permutation(len(batches)):
            batch = batches[number]
            error, edges = _gradient(batch, weights, transitions)
            touched = batch.rows[batch.starts]
            gradient = np.add.reduceat(error[batch.places], batch.starts, axis=0)
            gradient += penalty * weights[touched]
            sums[touched] += (gradient**2).mean(axis=1, keepdims=True)
            weights[touched] -= rate * 0.3 * gradient / np.sqrt(sums[touched])
            edges += penalty * transitions
            around += edges**2
            transitions -= rate * edges / np.sqrt(around)
    return Fit(names, kinds, weights, transitions)


def _batch(sentences: Sequence[Sentence], gold: Sequence[Sequence[int]], index: dict[str, int]) -> _Batch:
    longest = max(map(len, sentences))
    padded = np.zeros((len(sentences), longest), np.int64)
    rows: list[int] = []
    places: list[int] = []
    for i, sentence in enumerate(sentences):
        padded[i, : len(sentence)] = gold[i]
        for j, names in enumerate(sentence):
            found = [index[name] for name in names if name in index]
            rows += found
            places += [i * longest + j] * len(found)
    row, place = np.array(rows), np.array(places)
    by_row = np.argsort(row, kind="stable")
    lengths = np.array([len(sentence) for sentence in sentences])
    return _Batch(padded, lengths, row, place, _changes(place), row[by_row], place[by_row], _changes(row[by_row]))


def _changes(values: Places) -> Places:
    """Gives the places at which a run of equal values starts."""
    return np.flatnonzero(np.r_[True, np.diff(values) > 0])


def _gradient(batch: _Batch, weights: Floats, transitions: Floats) -> tuple[Floats, Floats]:
    """Gives the derivative of the loss with respect to the local scores (by place) and the transitions."""
    count, longest = batch.gold.shape
    size = weights.shape[1]
    scores = np.zeros((count * longest, size), np.float32)
    scores[batch.spots[batch.firsts]] = np.add.reduceat(weights[batch.names], batch.firsts, axis=0)
    scores -= scores.max(axis=1, keepdims=True)
    local = np.exp(scores).reshape(count, longest, size)
    inside = np.arange(longest)[None, :] < batch.lengths[:, None]
    forward, backward = _sweep(local, inside, transitions)
    chances = forward * backward
    chances /= chances.sum(axis=2, keepdims=True)
    error = chances * inside[:, :, None]
    rows, columns = np.nonzero(inside)
    error[rows, columns, batch.gold[rows, columns]] -= 1
    return error.reshape(count * longest, size), _edges(
        batch, (forward, local * backward, chances), transitions, inside
    )


def _sweep(local: Floats, inside: Flags, transitions: Floats) -> tuple[Floats, Floats]:
    """Gives the scaled forward and backward factors of every place."""
    between, first = np.exp(transitions[:-1]), np.exp(transitions[-1])
    forward, backward = np.empty_like(local), np.ones_like(local)
    step = first * local[:, 0]
    forward[:, 0] = step / step.sum(axis=1, keepdims=True)
    for at in range(1, local.shape[1]):
        step = (forward[:, at - 1] @ between) * local[:, at]
        forward[:, at] = step / step.sum(axis=1, keepdims=True)
    for at in range(local.shape[1] - 2, -1, -1):
        step = (backward[:, at + 1] * local[:, at + 1]) @ between.T
        backward[:, at] = np.where(inside[:, at + 1, None], step / step.sum(axis=1, keepdims=True), 1.0)
    return forward, backward


def _edges(batch: _Batch, factors: tuple[Floats, Floats, Floats], transitions: Floats, inside: Flags) -> Floats:
    """Gives the derivative with respect to the transitions: expected less seen."""
    forward, ahead, chances = factors
    size = forward.shape[2]
    between = np.exp(transitions[:-1])
    alive = inside[:, 1:]
    left, right = forward[:, :-1][alive], ahead[:, 1:][alive]
    total = ((left @ between) * right).sum(axis=1, keepdims=True)
    edges = np.zeros_like(transitions)
    edges[:-1] = between * (left.T @ (right / total))
    np.add.at(edges, (batch.gold[:, :-1][alive], batch.gold[:, 1:][alive]), -1)
    edges[-1] = chances[:, 0].sum(axis=0)
    np.add.at(edges, (np.full(len(batch.gold), size), batch.gold[:, 0]), -1)
    return edges
