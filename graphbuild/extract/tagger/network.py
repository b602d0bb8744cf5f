"""The tagger's network with numpy: words in, a row of scores for each word out.

Each word has a row (its own vector, the mean of its pieces, its look; one matrix folds them into one), which is
remembered, for a text says most of its words more than once. A compound that is not known has the mean of its parts.
The rows pass through residual blocks: convolutions over three words at a distance, and attention over all words of a
window.
"""

from collections.abc import Sequence
from itertools import pairwise
from threading import Lock

import numpy as np

from graphbuild.extract.tagger.blocks import Blocks, normed
from graphbuild.extract.tagger.tokens import pieces, shape
from graphbuild.extract.tagger.weights import Floats, Weights
from graphbuild.extract.tagger.windows import PLACES, cuts, places

_SHORTEST_TEXT = 80
_MOST_ROWS = 60_000


class Network:
    """Gives states and scores of words; it remembers rows of words, and reads one text at a time."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        about = weights.about
        self._buckets: int = about["buckets"]
        self._shapes, self._spots = weights.matrix("shapes"), weights.matrix("spots")
        self._entry, self._entry_bias = weights.matrix("entry"), weights.matrix("entry.bias")
        self._blocks = Blocks(weights)
        self.width = self._blocks.width
        self._tasks, self._tasks_bias = normed(weights, "norm", "tasks")
        self._roles, self._roles_bias = weights.matrix("roles"), weights.matrix("roles.bias")
        self._norm, self._norm_bias = weights.matrix("norm"), weights.matrix("norm.bias")
        self._rows = np.empty((1024, self.width), dtype=np.float32)
        self._known: dict[str, int] = {}
        self._lock = Lock()

    def states(self, words: Sequence[str]) -> Floats:
        """Gives the state of each word, of mean 0 and variance 1 in a row."""
        if not words:
            return np.empty((0, self.width), dtype=np.float32)
        spots = self._spots[places(len(words)) if len(words) > _SHORTEST_TEXT else [PLACES] * len(words)]
        with self._lock:
            numbers = self._numbers(words)
            x = self._rows[numbers] + spots
            return np.concatenate([self._blocks.through(x[start:end]) for start, end in pairwise(cuts(words))])

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
        looks = self._shapes[[shape(word) for word in words]]
        made = np.hstack([self._own(lowered), self._pieces(lowered), looks]) @ self._entry + self._entry_bias
        return np.asarray(made, dtype=np.float32)

    def _own(self, words: list[str]) -> Floats:
        numbers = self._weights.words
        own = self._weights.rows("words", [numbers.get(word, 0) for word in words])
        for row, word in zip(own, words, strict=True):
            if "-" in word and word not in numbers:
                known = [numbers[part] for part in word.split("-") if part in numbers]
                row[:] = self._weights.rows("words", known or [0]).mean(axis=0)
        return own

    def _pieces(self, words: list[str]) -> Floats:
        found = [pieces(word, self._buckets) or [0] for word in words]
        flat = self._weights.rows("pieces", [number for row in found for number in row])
        sizes = [len(row) for row in found]
        sums = np.add.reduceat(flat, np.cumsum([0, *sizes[:-1]]))
        return np.asarray(sums / np.array(sizes, dtype=np.float32)[:, None], dtype=np.float32)
