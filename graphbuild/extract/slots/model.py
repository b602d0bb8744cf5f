"""A linear-chain conditional random field: weights of features and of neighbouring labels, decoded with numpy.

The file (.npz) holds: labels, names (features), weights (int8, one row a feature, one column a label), scale,
transitions (float32; row: label before, column: label; the last row: start of a sentence).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import islice, repeat, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from graphbuild.extract.slots.features import Column

_FOLDER = Path(__file__).parent.parent / "models"
_UNKNOWN = -1
_OFTEN = 4
"""After how many steps what is likeliest on the way is set to 1 again."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A trained model: labels in order, the row of each feature, and the weights."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]
    _tables: dict[str, dict[str, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tables: dict[str, dict[str, int]] = {}
        for name, row in self.rows.items():
            start, sign, rest = name.partition("=")
            tables.setdefault(start + sign if sign else "", {})[rest if sign else name] = row
        object.__setattr__(self, "_tables", tables)

    def decode(self, columns: Sequence[Column], lengths: Sequence[int]) -> list[list[tuple[str, float]]]:
        """Gives for every token its likeliest label and how likely that is.

        `columns` hold the features of all tokens, `lengths` how many tokens each sentence has. A label I-x that follows
        neither B-x nor I-x is read as B-x by those who join the labels.
        """
        if not any(lengths):
            return [[] for _ in lengths]
        tables = ((self._tables.get(start, {}), values) for start, values in columns)
        chances = self._chances(_rows(tables, sum(lengths)), np.array(lengths))
        best = chances.argmax(axis=1)
        top = np.take_along_axis(chances, best[:, None], axis=1)[:, 0]
        found = zip(map(self.labels.__getitem__, best.tolist()), top.tolist(), strict=True)
        return [list(islice(found, length)) for length in lengths]

    def chances(self, sentence: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Gives the probability of every label for every token of a sentence."""
        rows = _rows(((self.rows, names) for names in zip_longest(*sentence, fillvalue="")), len(sentence))
        return self._chances(rows, np.array([len(sentence)]))

    def _chances(self, rows: NDArray[np.intp], lengths: NDArray[np.int64]) -> NDArray[np.float32]:
        """Gives the probability of every label for every token, by the forward-backward recursion.

        All sentences are gone through at once, from their first tokens on and from their last ones back.
        """
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        at = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        cells = np.stack([at, np.repeat(lengths, lengths) - 1 - at]) * len(lengths) + sentence
        cells[1] += lengths.max() * len(lengths)
        factors = self._factors(rows)
        padded = np.ones((2 * lengths.max() * len(lengths), len(self.labels)), np.float32)
        padded[cells] = factors
        both = padded.reshape(2, lengths.max(), len(lengths), -1)
        reached = np.ones_like(both)
        reached[0, 0] = np.exp(self.transitions[-1])
        between = np.exp(self.transitions[:-1])
        steps = np.stack([between, between.T])
        for step in range(1, both.shape[1]):
            now = reached[:, step - 1] * both[:, step - 1]
            if step % _OFTEN == 0:
                now /= now.max(axis=2, keepdims=True)
            np.matmul(now, steps, out=reached[:, step])
        before, behind = reached.reshape(padded.shape)[cells]
        product = before * factors * behind
        result: NDArray[np.float32] = product / product.sum(axis=1, keepdims=True)
        return result

    def _factors(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Gives the factor of every label for every token, neighbours left out; that of the likeliest one is 1."""
        known = rows != _UNKNOWN
        owners = np.repeat(np.arange(len(rows)), known.sum(axis=1))
        scores = np.zeros((len(rows), len(self.labels)), dtype=np.float32)
        if owners.size:
            firsts = np.flatnonzero(np.diff(owners, prepend=-1))
            scores[owners[firsts]] = np.add.reduceat(self.weights[rows[known]], firsts, axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        factors: NDArray[np.float32] = np.exp(scores)
        return factors


def _rows(columns: Iterable[tuple[Mapping[str, int], Iterable[str]]], size: int) -> NDArray[np.intp]:
    """Gives the row of each feature of each token, looked up one column after another."""
    found = [np.fromiter(map(table.get, values, repeat(_UNKNOWN)), np.intp, size) for table, values in columns]
    return np.array(found).T


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
