"""From scores of words to labels, from labels to spans that begin and end where an annotator would."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graphbuild.extract.tagger.weights import Floats

_EDGE = frozenset(["a", "an", "the", "and", "or", "of", "with", "in", "for", "by", "to", ",", ".", ";", ":", "/", "-"])
_LEFT = _EDGE | {")", "]", "%"}
_RIGHT = _EDGE | {"(", "["}
_NEARLY_NONE, _SUREST, _LONG = np.float32(1e-9), 9.0, 4
_OPEN = {")": "(", "]": "["}


def probabilities(scores: Floats) -> Floats:
    """Gives probabilities that sum to 1 in each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def ahead(chances: Floats, share: float) -> Floats:
    """Gives the chances with that of label 0 cut to a share, so that the others win more often.

    Where annotators passed over much, a network that learnt from them is too shy.
    """
    made = chances.copy()
    made[:, 0] *= share
    return made


def runs(labels: Sequence[int], starts: Collection[int] = ()) -> Iterator[tuple[int, int, int]]:
    """Gives stretches of one label other than 0 as (label, first, end); none runs over a start of a sentence.

    >>> list(runs([0, 1, 1, 2, 0, 2], starts={2}))
    [(1, 1, 2), (1, 2, 3), (2, 3, 4), (2, 5, 6)]
    """
    first = 0
    for place in range(1, len(labels) + 1):
        if place == len(labels) or labels[place] != labels[first] or place in starts:
            if labels[first]:
                yield labels[first], first, place
            first = place


def trimmed(words: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """Gives the stretch without articles, prepositions and signs at its edges and without half a pair of brackets.

    >>> trimmed(["the", "mean", "pain", "("], 0, 4)
    (1, 3)
    """
    while first < end and words[first].lower() in _LEFT:
        first += 1
    while first < end and words[end - 1].lower() in _RIGHT:
        end -= 1
    if first < end - 1 and words[first] in "([" and words[end - 1] in _OPEN:
        return trimmed(words, first + 1, end - 1)
    if first < end and words[end - 1] in _OPEN and _OPEN[words[end - 1]] not in words[first:end]:
        return trimmed(words, first, end - 1)
    if first < end and words[first] in "([" and not any(word in _OPEN for word in words[first:end]):
        return trimmed(words, first + 1, end)
    return first, end


@dataclass(frozen=True, slots=True)
class Choice:
    """How labels are chosen from chances and edges; the numbers are fitted on texts kept apart.

    `leaning` is added to the logarithms of the chances, `edge` weighs the scores of beginnings and ends, `turn` is what
    each beginning and end is worth besides, `echo` is the share that the other places of the same word have in each.
    """

    leaning: Sequence[float]
    edge: float
    turn: float = 0.0
    echo: float = 0.0

    def labels(self, words: Sequence[str], chances: Floats, edges: Floats) -> list[int]:
        """Gives the label of each word from its chances and from the scores of its being a first or a last word."""
        scores = echoed(words, np.log(chances + _NEARLY_NONE), self.echo)
        scores += np.asarray(self.leaning, dtype=np.float32)
        worth = np.clip(edges, -_SUREST, _SUREST) * np.float32(self.edge) + np.float32(self.turn)
        begins, ends = worth.T.tolist()
        return spelled(scores.tolist(), begins, ends)


def echoed(words: Sequence[str], scores: Floats, share: float) -> Floats:
    """Gives the scores with those of words that occur again drawn to their mean.

    Numbers stay, and short words that are no abbreviations.

    >>> import numpy as np
    >>> echoed(["Pain", "fell", "pain"], np.array([[4.0], [1.0], [0.0]]), 0.5).ravel().tolist()
    [3.0, 1.0, 1.0]
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if _telling(word):
            places.setdefault(word.lower(), []).append(place)
    made = scores.copy()
    again = [same for same in places.values() if len(same) > 1]
    if again:
        sizes = np.array([len(same) for same in again])
        flat = np.concatenate(again)
        means = np.add.reduceat(scores[flat], np.cumsum(sizes) - sizes) / sizes[:, None].astype(scores.dtype)
        made[flat] += np.float32(share) * (np.repeat(means, sizes, axis=0) - scores[flat])
    return made


def _telling(word: str) -> bool:
    if len(word) < _LONG:
        return len(word) > 1 and word.isupper()
    return any(map(str.isalpha, word))


def spelled(scores: Sequence[Sequence[float]], begins: Sequence[float], ends: Sequence[float]) -> list[int]:
    """Gives the labels of the greatest sum of their scores and of what each beginning and end of a run is worth.

    Label 0 is outside of runs.

    >>> spelled([[0, -1], [-1, 0], [0, -0.1], [-1, 0]], begins=[0, 1, -2, -2], ends=[0, 0, 0, 0])
    [0, 1, 1, 1]
    """
    if not scores:
        return []
    outside, inside = float(scores[0][0]), [begins[0] + score for score in scores[0][1:]]
    came: list[tuple[int, float, list[float]]] = []
    for place in range(1, len(scores)):
        row, best = scores[place], max(inside)
        source = 0
        if best + ends[place - 1] > outside:
            outside, source = best + ends[place - 1], inside.index(best) + 1
        entry = outside + begins[place]
        came.append((source, entry, inside))
        beside = zip(inside, row[1:], strict=True)
        inside = [(entry if entry > value else value) + score for value, score in beside]  # noqa: FURB136 - max is slow
        outside += row[0]
    best = max(inside)
    label = inside.index(best) + 1 if best + ends[-1] > outside else 0
    path = [label]
    for source, entry, stayed in reversed(came):
        label = label if label and entry <= stayed[label - 1] else source
        path.append(label)
    return path[::-1]


def best_path(scores: Floats, changes: Floats) -> list[int]:
    """Gives the sequence of labels of the greatest sum of scores and of scores of passing from one to the next.

    >>> import numpy as np
    >>> best_path(np.array([[2.0, 0.0], [0.9, 1.0], [2.0, 0.0]]), np.array([[0.0, -1.0], [-1.0, 0.0]]))
    [0, 0, 0]
    """
    if not len(scores):
        return []
    total = scores[0]
    back = []
    for row in scores[1:]:
        paths = total[:, None] + changes
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    path = [int(total.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]
