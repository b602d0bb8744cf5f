"""A linear-chain conditional random field: weights of features and of neighbouring labels, decoded with numpy.

The file (.npz) holds: labels, names (features), weights (int8, one row a feature, one column a label), scale,
transitions (float32; row: label before, column: label; the last row: start of a sentence).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FOLDER = Path(__file__).parent.parent / "models"
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Chain:
    """A trained model: labels in order, the row of each feature, and the weights."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]

    def scores(self, sentence: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Gives the score of every label for every token, neighbours left out."""
        found = np.zeros((len(sentence), len(self.labels)), dtype=np.float32)
        for index, names in enumerate(sentence):
            rows = [self.rows[name] for name in names if name in self.rows]
            if rows:
                found[index] = self.weights[rows].sum(axis=0)
        return found

    def decode(self, sentence: Sequence[Sequence[str]]) -> tuple[tuple[str, float], ...]:
        """Gives the best sequence of labels, each with its marginal probability."""
        if not sentence:
            return ()
        scores = self.scores(sentence)
        path = self._best(scores)
        chances = self.marginals(scores)
        return tuple((self.labels[label], float(chances[index, label])) for index, label in enumerate(path))

    def _best(self, scores: NDArray[np.float32]) -> list[int]:
        between, first = self.transitions[:-1], self.transitions[-1]
        best = first + scores[0]
        back = np.zeros(scores.shape, dtype=np.int32)
        for index in range(1, len(scores)):
            reach = best[:, None] + between
            back[index] = reach.argmax(axis=0)
            best = reach[back[index], np.arange(reach.shape[1])] + scores[index]
        path = [int(best.argmax())]
        for index in range(len(scores) - 1, 0, -1):
            path.append(int(back[index, path[-1]]))
        return path[::-1]

    def marginals(self, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Gives the probability of every label for every token, by the scaled forward-backward recursion."""
        between = np.exp(self.transitions[:-1].astype(np.float64))
        local = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
        forward, backward = np.zeros(local.shape), np.ones(local.shape)
        forward[0] = np.exp(self.transitions[-1]) * local[0]
        forward[0] /= forward[0].sum()
        for index in range(1, len(local)):
            forward[index] = (forward[index - 1] @ between) * local[index]
            forward[index] /= forward[index].sum()
        for index in range(len(local) - 2, -1, -1):
            backward[index] = between @ (backward[index + 1] * local[index + 1])
            backward[index] /= backward[index].sum()
        product = forward * backward
        result: NDArray[np.float64] = product / product.sum(axis=1, keepdims=True)
        return result


@cache
def chain(name: str) -> Chain | None:
    """Gives the trained model of that name, or None where its file is absent; raises GraphbuildError for a broken one."""
    path = _FOLDER / f"{name}.npz"
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as content:
            names = str(content["names"]).split("\n")
            return Chain(
                tuple(str(content["labels"]).split("\n")),
                {feature: row for row, feature in enumerate(names)},
                content["weights"].astype(np.float32) * np.float32(content["scale"]),
                content["transitions"].astype(np.float32),
            )
    except (OSError, KeyError, ValueError) as error:
        raise GraphbuildError(f"the model cannot be read: {error}", where=str(path)) from error
