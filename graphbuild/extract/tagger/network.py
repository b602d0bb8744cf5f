"""The tagger's network with numpy: words in, a row of scores for each word out.

Each word has a row (its own vector, the mean of its pieces, its look; one matrix folds them into one), which is
remembered, for a text says most of its words more than once. The rows pass through residual blocks: convolutions over
three words at a distance, and attention over all words of a window.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from graphbuild.extract.tagger.tokens import pieces, shape
from graphbuild.extract.tagger.weights import Floats, Weights
from graphbuild.extract.tagger.windows import PLACES, cuts, places

_SMALL = 1e-5
_SHORTEST_TEXT = 80
_MOST_ROWS = 60_000


class Network:
    """Gives states and scores of words; it remembers rows of words, so it is for one thread at a time."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        about = weights.about
        self._buckets: int = about["buckets"]
        self._heads: int = about["heads"]
        self._shapes, self._spots = weights.matrix("shapes"), weights.matrix("spots")
        self._entry, self._entry_bias = weights.matrix("entry"), weights.matrix("entry.bias")
        self.width = self._entry.shape[1]
        self._blocks = [_block(weights, number, kind) for number, kind in enumerate(about["blocks"])]
        self._tasks, self._tasks_bias = _normed(weights, "norm", "tasks")
        self._roles, self._roles_bias = weights.matrix("roles"), weights.matrix("roles.bias")
        self._norm, self._norm_bias = weights.matrix("norm"), weights.matrix("norm.bias")
        self._rows = np.empty((1024, self.width), dtype=np.float32)
        self._known: dict[str, int] = {}

    def states(self, words: Sequence[str]) -> Floats:
        """Gives the state of each word, of mean 0 and variance 1 in a row."""
        if not words:
            return np.empty((0, self.width), dtype=np.float32)
        numbers = self._numbers(words)
        x = self._rows[numbers]
        x += self._spots[places(len(words)) if len(words) > _SHORTEST_TEXT else [PLACES] * len(words)]
        bounds = cuts(words)
        return np.concatenate([self._window(x[start:end]) for start, end in pairwise(bounds)])

    def scores(self, states: Floats) -> Floats:
        """Gives the scores of all labels of all tasks, in the order of the file."""
        return np.asarray(states @ self._tasks + self._tasks_bias, dtype=np.float32)

    def role_scores(self, states: Floats, starts: Sequence[int]) -> Floats:
        """Gives the scores of the roles of sentences that begin at these words and fill the text; none is empty."""
        states = states * self._norm + self._norm_bias
        sizes = np.diff([*starts, len(states)])
        mean = np.add.reduceat(states, starts) / sizes[:, None].astype(np.float32)
        top = np.maximum.reduceat(states, starts)
        return np.asarray(np.hstack([mean, top]) @ self._roles + self._roles_bias, dtype=np.float32)

    def _window(self, x: Floats) -> Floats:
        for kind, parts in self._blocks:
            x += _attended(x, parts, self._heads) if kind == 0 else _convolved(x, parts, kind)
        return _normal(x)

    def _numbers(self, words: Sequence[str]) -> list[int]:
        known = self._known
        unknown = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(unknown) > max(_MOST_ROWS, len(unknown)):
            known.clear()
            unknown = list(dict.fromkeys(words))
        if unknown:
            self._remember(unknown)
        return [known[word] for word in words]

    def _remember(self, words: list[str]) -> None:
        start, end = len(self._known), len(self._known) + len(words)
        if end > len(self._rows):
            self._rows = np.resize(self._rows, (2 * end, self.width))
        lowered = [word.lower() for word in words]
        self._rows[start:end] = self._made(words, lowered)
        self._known.update((word, start + number) for number, word in enumerate(words))

    def _made(self, words: list[str], lowered: list[str]) -> Floats:
        numbers = self._weights.words
        own = self._weights.rows("words", [numbers.get(word, 0) for word in lowered])
        looks = self._shapes[[shape(word) for word in words]]
        made = np.hstack([own, self._pieces(lowered), looks]) @ self._entry + self._entry_bias
        return np.asarray(made, dtype=np.float32)

    def _pieces(self, words: list[str]) -> Floats:
        found = [pieces(word, self._buckets) or [0] for word in words]
        flat = self._weights.rows("pieces", [number for row in found for number in row])
        sizes = [len(row) for row in found]
        sums = np.add.reduceat(flat, np.cumsum([0, *sizes[:-1]]))
        return np.asarray(sums / np.array(sizes, dtype=np.float32)[:, None], dtype=np.float32)


def _block(weights: Weights, number: int, kind: int) -> tuple[int, tuple[Floats, Floats, Floats, Floats]]:
    """Gives the kind of a block (a distance, or 0 for attention) and its matrices, the norm's own folded in."""
    name = f"block{number}"
    inner, bias = _normed(weights, f"{name}.norm", f"{name}.inner")
    return kind, (inner, bias, weights.matrix(f"{name}.outer"), weights.matrix(f"{name}.outer.bias"))


def _normed(weights: Weights, norm: str, name: str) -> tuple[Floats, Floats]:
    matrix = weights.matrix(name)
    bias = weights.matrix(f"{norm}.bias") @ matrix + weights.matrix(f"{name}.bias")
    return weights.matrix(norm)[:, None] * matrix, np.asarray(bias, dtype=np.float32)


def _normal(x: Floats) -> Floats:
    x = x - x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + np.float32(_SMALL)
    x *= (1 / np.sqrt(spread))[:, None]
    return x


def _convolved(x: Floats, parts: tuple[Floats, Floats, Floats, Floats], distance: int) -> Any:
    inner, bias, outer, outer_bias = parts
    width = x.shape[1]
    seen = _normal(x) @ inner
    seen += bias
    h = seen[:, width : 2 * width]
    if len(x) > distance:
        h[distance:] += seen[:-distance, :width]
        h[:-distance] += seen[distance:, 2 * width :]
    return np.maximum(h, 0) @ outer + outer_bias


def _attended(x: Floats, parts: tuple[Floats, Floats, Floats, Floats], heads: int) -> Any:
    inner, bias, outer, outer_bias = parts
    count, width = x.shape
    seen = (_normal(x) @ inner + bias).reshape(count, 3, heads, width // heads).transpose(1, 2, 0, 3)
    weights = seen[0] @ seen[1].transpose(0, 2, 1)
    weights *= np.float32((width // heads) ** -0.5)
    weights -= weights.max(axis=2, keepdims=True)
    np.exp(weights, out=weights)
    found = weights @ seen[2]
    found /= weights.sum(axis=2, keepdims=True)
    return found.transpose(1, 0, 2).reshape(count, width) @ outer + outer_bias
