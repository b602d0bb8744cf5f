"""A trained network that marks spans and roles: participants, interventions, outcomes and finer types.

It is one file of weights, read with numpy alone; where the file is absent there is no tagger and the rules do without.
What it was trained on, and how well it does, stands in extract/models/TAGGER.md.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from graphbuild.extract.tagger.decode import Choice, ahead, best_path, probabilities, runs, trimmed
from graphbuild.extract.tagger.network import Network
from graphbuild.extract.tagger.tokens import folded, tokens
from graphbuild.extract.tagger.weights import Floats, Weights, read
from graphbuild.model.text import Document, Span

PICO, EDGES = "pico", "edges"
FILE = Path(__file__).parent.parent / "models" / "tagger.npz"
_DIGITS, _NEVER = 4, -20.0


@dataclass(frozen=True, slots=True)
class Tag:
    """One span with its label and the mean probability of the label over its words."""

    label: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as the network read it: its words, the scores of all labels for each, the first words of sentences."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    states: Floats
    scores: Floats


class Tagger:
    """Marks texts; heads are pico, participants, interventions, outcomes, trialsieve and rct.

    A reading is remembered until the next text comes, so asking several heads about one text costs one reading.
    """

    def __init__(self, weights: Weights) -> None:
        about = weights.about
        self.heads: dict[str, tuple[str, ...]] = {name: tuple(labels) for name, labels in about["tasks"]}
        ends = np.cumsum([len(labels) for labels in self.heads.values()]).tolist()
        self._columns = {
            name: slice(end - len(self.heads[name]), end) for name, end in zip(self.heads, ends, strict=True)
        }
        self._roles: tuple[str, ...] = tuple(about["roles"])
        self._changes = weights.matrix("changes")
        self._choice = Choice(**about["choice"])
        self._ahead: dict[str, float] = about["ahead"]
        self._network = Network(weights)
        self._last: tuple[str, tuple[Span, ...], Reading] | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> "Tagger | None":
        """Gives the tagger of a file, the one that comes with the package by default; None where there is no file.

        Raises GraphbuildError where the file is damaged.
        """
        return _loaded(path or FILE)

    def reading(self, text: str, sentences: Iterable[Span]) -> Reading:
        """Gives the words of the sentences of a text and what the network makes of them."""
        spans = tuple(sentences)
        if self._last is None or self._last[0] != text or self._last[1] != spans:
            self._last = (text, spans, self._read(text, spans))
        return self._last[2]

    def tags(self, text: str, sentences: Iterable[Span], head: str = PICO) -> tuple[Tag, ...]:
        """Gives the spans of one head in reading order; with `pico` the labels are PAR, INT and OUT."""
        return tuple(self._tags(self.reading(text, sentences), head))

    def scores(self, found: Reading, head: str) -> Floats:
        """Gives the scores of the labels of one head for each word of a reading."""
        return found.scores[:, self._columns[head]]

    def chance(self, found: Reading, span: Span, head: str, label: str) -> float:
        """Gives the mean probability of a label over the words of a span, 0 where it holds none."""
        first = bisect_right(found.spans, span.start, key=itemgetter(1))
        last = bisect_left(found.spans, span.end, key=itemgetter(0))
        if first >= last:
            return 0.0
        chances = probabilities(found.scores[first:last, self._columns[head]])
        return round(float(chances[:, self.heads[head].index(label)].mean()), _DIGITS)

    def roles(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[str, float], ...]:
        """Gives the role of each sentence (one of ROLES in training/tagger_data.py) and how sure it is."""
        found = self.reading(text, sentences)
        kept = [number for number in range(len(sentences)) if _filled(found, number)]
        roles = dict.fromkeys(range(len(sentences)), (self._roles[0], 0.0))
        if kept:
            chances = probabilities(self._network.role_scores(found.states, [found.starts[number] for number in kept]))
            for number, row, role in zip(kept, chances, best_path(np.log(chances), self._changes), strict=True):
                roles[number] = (self._roles[role], round(float(row[role]), _DIGITS))
        return tuple(roles.values())

    def label_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Gives O, PAR, INT or OUT for each token of texts that others have cut, sentence by sentence."""
        flat = [token for sentence in sentences for token in sentence]
        chances, edges = self.token_chances(flat)
        labels = [self.heads[PICO][number] for number in self._choice.labels(flat, chances, edges)]
        ends = np.cumsum([0, *map(len, sentences)]).tolist()
        return [labels[start:end] for start, end in pairwise(ends)]

    def token_chances(self, flat: Sequence[str]) -> tuple[Floats, Floats]:
        """Gives the probabilities of O, PAR, INT, OUT for tokens that others have cut, and the scores of span edges."""
        words: list[str] = []
        owners: list[int] = []
        for owner, token in enumerate(flat):
            for word, *_ in tokens(folded(token), 0, len(token)):
                words.append(word)
                owners.append(owner)
        scores = self._network.scores(self._network.states(words))
        chances = np.zeros((len(flat), len(self.heads[PICO])), dtype=np.float32)
        np.add.at(chances, owners, probabilities(scores[:, self._columns[PICO]]))
        edges = np.full((len(flat), 2), _NEVER, dtype=np.float32)
        np.maximum.at(edges, owners, scores[:, self._columns[EDGES]])
        counts = np.bincount(owners, minlength=len(flat)).astype(np.float32)
        chances[counts == 0, 0] = 1
        return np.asarray(chances / np.maximum(counts, 1)[:, None], dtype=np.float32), edges

    def _read(self, text: str, sentences: tuple[Span, ...]) -> Reading:
        plain = folded(text)
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        starts: list[int] = []
        for sentence in sentences:
            starts.append(len(words))
            for word, start, end in tokens(plain, sentence.start, sentence.end):
                words.append(word)
                spans.append((start, end))
        states = self._network.states(words)
        return Reading(tuple(words), tuple(spans), tuple(starts), states, self._network.scores(states))

    def _tags(self, found: Reading, head: str) -> Iterator[Tag]:
        if not found.words:
            return
        chances = probabilities(found.scores[:, self._columns[head]])
        if head == PICO:
            labels = self._choice.labels(found.words, chances, found.scores[:, self._columns[EDGES]])
        else:
            labels = ahead(chances, self._ahead.get(head, 1.0)).argmax(axis=1).tolist()
        for label, first, end in runs(labels, frozenset(found.starts)):
            first, end = trimmed(found.words, first, end) if head == PICO else (first, end)  # noqa: PLW2901
            if first < end:
                yield _tag(found, self.heads[head][label], first, end, chances[first:end, label])


def marked(document: Document, head: str = PICO) -> tuple[Tag, ...]:
    """Gives what the tagger that comes with the package marks in a document; nothing where its file is absent."""
    tagger = Tagger.load()
    return tagger.tags(document.text, (one.span for one in document.sentences), head) if tagger else ()


def _tag(found: Reading, label: str, first: int, end: int, chances: Any) -> Tag:
    span = Span(found.spans[first][0], found.spans[end - 1][1])
    return Tag(label, span, round(float(chances.mean()), _DIGITS))


def _filled(found: Reading, number: int) -> bool:
    following = found.starts[number + 1] if number + 1 < len(found.starts) else len(found.words)
    return found.starts[number] < following


@cache
def _loaded(path: Path) -> Tagger | None:
    return Tagger(read(path)) if path.is_file() else None
