"""What the tagger thinks of words, as features: the rankers of names and of outcomes weigh it among what they see."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from graphbuild.extract.tagger import EDGES, PICO, Reading, Tagger
from graphbuild.extract.tagger.decode import probabilities
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Span

_CLOSED = {Section.BOILERPLATE, Section.DATELINE}
_SIEVE, _RESULTS = "trialsieve", "rct"
_COLUMNS = (
    ("par", PICO, "PAR"),
    ("int", PICO, "INT"),
    ("out", PICO, "OUT"),
    ("drug", _SIEVE, "Drug Intervention"),
    ("disease", _SIEVE, "Disease/Condition of Interest"),
    ("endpoint", _SIEVE, "Outcome (Study Endpoint)"),
    ("result", _RESULTS, "OC"),
)
_NAMES = tuple(name for name, *_ in _COLUMNS)
_STEPS = 5

Feature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """The chances of some labels along a document: `sums` has one more row than words, each the sum of those before."""

    starts: Sequence[int]
    ends: Sequence[int]
    sums: Sequence[Sequence[float]]
    edges: Sequence[Sequence[float]]

    def words(self, span: Span) -> tuple[int, int]:
        """Gives the first word of a span and the one after its last."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def means(self, span: Span) -> list[float]:
        """Gives the mean chances of the labels over the words of a span, nothing where it holds none."""
        first, last = self.words(span)
        if first >= last:
            return []
        return [
            (after - before) / (last - first) for before, after in zip(self.sums[first], self.sums[last], strict=True)
        ]


@lru_cache(maxsize=4)
def hints(document: Document) -> Hints | None:
    """Gives the hints for a document; None where there is no tagger."""
    tagger = Tagger.load()
    if tagger is None:
        return None
    kept = [one.span for one in document.sentences if one.section not in _CLOSED]
    return of_reading(tagger, tagger.reading(document.text, kept))


def of_reading(tagger: Tagger, found: Reading) -> Hints:
    """Gives the hints that lie in a reading."""
    chances = {head: probabilities(tagger.scores(found, head)) for head in (PICO, _SIEVE, _RESULTS)}
    rows = [chances[head][:, tagger.heads[head].index(label)] for _, head, label in _COLUMNS]
    sums = np.zeros((len(found.words) + 1, len(rows)))
    np.cumsum(np.stack(rows, axis=1), axis=0, out=sums[1:])
    edges = 1 / (1 + np.exp(-tagger.scores(found, EDGES)))
    starts, ends = [start for start, _ in found.spans], [end for _, end in found.spans]
    return Hints(starts, ends, sums.tolist(), edges.tolist())


def phrase_hints(found: Hints | None, span: Span) -> list[Feature]:
    """Gives features of one phrase: what its words are likely to be, and whether a span begins and ends with it."""
    means = found.means(span) if found else []
    if found is None or not means:
        return []
    first, last = found.words(span)
    begins, ends = found.edges[first][0], found.edges[last - 1][1]
    named = zip((*_NAMES, "begins", "ends"), (*means, begins, ends), strict=True)
    return [("tagger", name, _step(chance)) for name, chance in named]


def name_hints(found: Hints | None, spans: Iterable[Span]) -> list[str]:
    """Gives features of one name from all its mentions: the greatest and the mean chance of each label."""
    rows = [means for span in spans if (means := found.means(span))] if found else []
    made: list[str] = []
    for name, column in zip(_NAMES, zip(*rows, strict=True), strict=False):
        made.append(f"tagger {name} most {_step(max(column))}")
        made.append(f"tagger {name} mean {_step(sum(column) / len(column))}")
    return made


def _step(chance: float) -> str:
    return str(min(int(chance * _STEPS), _STEPS - 1))
