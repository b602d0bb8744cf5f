"""The blocks of the network, computed in place: room is taken once, for taking it would cost most of the time.

Each block adds to the state of a word what it makes of the normed states around it: of the words at a distance to its
left and right, or of all words of the window, each weighed by how well it fits. The scale and shift of a norm are part
of the matrix that follows it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graphbuild.extract.tagger.weights import Floats, Weights
from graphbuild.extract.tagger.windows import LONGEST

ATTENTION = 0
_SMALL, _GREATEST, _NOTHING = np.float32(1e-5), np.float32(80), np.float32(1e-30)


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its distance (0: attention) and its matrices, width x 3 width and width x width."""

    distance: int
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats


class Blocks:
    """All blocks after each other, with the room they need for one window; for one thread at a time."""

    def __init__(self, weights: Weights) -> None:
        kinds: list[int] = weights.about["blocks"]
        self._heads: int = weights.about["heads"]
        self.width = weights.matrix("norm").shape[0]
        self._blocks = [self._block(weights, number, kind) for number, kind in enumerate(kinds)]
        self._normed, self._made = (np.empty((LONGEST, self.width), dtype=np.float32) for _ in range(2))
        self._seen = np.empty((LONGEST, 3 * self.width), dtype=np.float32)
        self._fits = np.empty(self._heads * LONGEST * LONGEST, dtype=np.float32)
        self._even = np.full((self.width, 1), 1 / self.width, dtype=np.float32)

    def through(self, x: Floats) -> Floats:
        """Changes the rows of a window of at most 448 words and gives them normed."""
        for block in self._blocks:
            x += self._attended(x, block) if block.distance == ATTENTION else self._convolved(x, block)
        return self._normal(x).copy()

    def _block(self, weights: Weights, number: int, kind: int) -> Block:
        name = f"block{number}"
        inner, bias = normed(weights, f"{name}.norm", f"{name}.inner")
        if kind == ATTENTION:
            inner[:, : self.width] *= np.float32((self.width // self._heads) ** -0.5)
            bias[: self.width] *= np.float32((self.width // self._heads) ** -0.5)
        return Block(kind, inner, bias, weights.matrix(f"{name}.outer"), weights.matrix(f"{name}.outer.bias"))

    def _normal(self, x: Floats) -> Floats:
        normed_ = self._normed[: len(x)]
        np.subtract(x, x @ self._even, out=normed_)
        spread = np.einsum("ij,ij->i", normed_, normed_) / np.float32(self.width) + _SMALL
        normed_ *= (1 / np.sqrt(spread))[:, None]
        return normed_

    def _inside(self, x: Floats, block: Block) -> Floats:
        seen = self._seen[: len(x)]
        np.matmul(self._normal(x), block.inner, out=seen)
        seen += block.inner_bias
        return seen

    def _outside(self, found: Floats, block: Block) -> Floats:
        made = self._made[: len(found)]
        np.matmul(found, block.outer, out=made)
        made += block.outer_bias
        return made

    def _convolved(self, x: Floats, block: Block) -> Floats:
        width, distance = self.width, block.distance
        seen = self._inside(x, block)
        h = seen[:, width : 2 * width]
        if len(x) > distance:
            h[distance:] += seen[:-distance, :width]
            h[:-distance] += seen[distance:, 2 * width :]
        return self._outside(np.maximum(h, 0, out=self._normed[: len(x)]), block)

    def _attended(self, x: Floats, block: Block) -> Floats:
        count = len(x)
        shape = (count, 3, self._heads, self.width // self._heads)
        asked, keys, values = self._inside(x, block).reshape(shape).transpose(1, 2, 0, 3)
        fits: Any = self._fits[: self._heads * count * count].reshape(self._heads, count, count)
        np.matmul(asked, keys.transpose(0, 2, 1), out=fits)
        np.exp(np.minimum(fits, _GREATEST, out=fits), out=fits)
        found = self._normed[:count].reshape(count, self._heads, -1).transpose(1, 0, 2)
        np.divide(fits @ values, fits @ np.ones((count, 1), dtype=np.float32) + _NOTHING, out=found)
        return self._outside(self._normed[:count], block)


def normed(weights: Weights, norm: str, name: str) -> tuple[Floats, Floats]:
    """Gives a matrix and its bias with the scale and shift of the norm before it folded in."""
    matrix = weights.matrix(name)
    bias = weights.matrix(f"{norm}.bias") @ matrix + weights.matrix(f"{name}.bias")
    return np.asarray(weights.matrix(norm)[:, None] * matrix, dtype=np.float32), np.asarray(bias, dtype=np.float32)
