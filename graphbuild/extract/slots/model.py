"""A linear-chain conditional random field: weights of features and of neighbouring labels, decoded with numpy.

The file (.npz) holds: labels, names (features), weights (int8, one row a feature, one column a label), scale,
transitions (float32; row: label before, column: label; the last row: start of a sentence).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain as chained
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FOLDER = Path(__file__).parent.parent / "models"
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Chain:
    """A trained model: labels in order, the row of each feature, and the weights."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]

    def decode(self, sentences: Sequence[Sequence[Sequence[str]]]) -> list[list[tuple[str, float]]]:
        """Gives for every token of every sentence its likeliest label and how likely that is.

        A label I-x that follows neither B-x nor I-x is read as B-x by those who join the labels.
        """
        lengths = [len(sentence) for sentence in sentences]
        if not any(lengths):
            return [[] for _ in sentences]
        local = self._local(sentences, lengths)
        chances = self._chances(local, np.array(lengths))
        best = chances.argmax(axis=2)
        top = np.take_along_axis(chances, best[:, :, None], axis=2)[:, :, 0]
        return [
            [(self.labels[best[row, at]], float(top[row, at])) for at in range(length)]
            for row, length in enumerate(lengths)
        ]

    def chances(self, sentence: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Gives the probability of every label for every token of a sentence."""
        local = self._local([sentence], [len(sentence)])
        found: NDArray[np.float32] = self._chances(local, np.array([len(sentence)]))[0]
        return found

    def _local(self, sentences: Sequence[Sequence[Sequence[str]]], lengths: Sequence[int]) -> NDArray[np.float32]:
        """Gives the factor of every label for every token, neighbours left out; rows are padded with ones."""
        longest = max(lengths)
        tokens = list(chained.from_iterable(sentences))
        cells = [number * longest + at for number, length in enumerate(lengths) for at in range(length)]
        rows = np.fromiter(map(self.rows.get, chained.from_iterable(tokens), repeat(_UNKNOWN)), dtype=np.intp)
        owners = np.repeat(cells, [len(names) for names in tokens])[rows != _UNKNOWN]
        rows = rows[rows != _UNKNOWN]
        scores = np.zeros((len(sentences) * longest, len(self.labels)), dtype=np.float32)
        if rows.size:
            firsts = np.flatnonzero(np.diff(owners, prepend=-1))
            scores[owners[firsts]] = np.add.reduceat(self.weights[rows], firsts, axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        result: NDArray[np.float32] = np.exp(scores).reshape(len(sentences), longest, len(self.labels))
        return result

    def _chances(self, local: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.float32]:
        """Gives the probability of every label for every token, by the scaled forward-backward recursion."""
        between = np.exp(self.transitions[:-1])
        forward, backward = np.empty_like(local), np.ones_like(local)
        step = np.exp(self.transitions[-1]) * local[:, 0]
        forward[:, 0] = step / step.sum(axis=1, keepdims=True)
        for at in range(1, local.shape[1]):
            step = (forward[:, at - 1] @ between) * local[:, at]
            forward[:, at] = step / step.sum(axis=1, keepdims=True)
        for at in range(local.shape[1] - 2, -1, -1):
            step = (backward[:, at + 1] * local[:, at + 1]) @ between.T
            inside = lengths[:, None] > at + 1
            backward[:, at] = np.where(inside, step / step.sum(axis=1, keepdims=True), 1.0)
        product = forward * backward
        result: NDArray[np.float32] = product / product.sum(axis=2, keepdims=True)
        return result


@cache
def chain(name: str) -> Chain | None:
    """Gives the trained model of that name, None where there is no file; raises GraphbuildError for a broken one."""
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
