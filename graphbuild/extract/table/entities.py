"""Groups, outcomes and measured values in a result sentence, as chains of labels mark them.

The chains were trained on what slots.features says of words; when that changes, train them anew: training/tables.py.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from graphbuild.extract.clues import usual
from graphbuild.extract.slots.features import Words, words_of
from graphbuild.extract.slots.features import features as forms
from graphbuild.extract.slots.mentions import runs
from graphbuild.extract.slots.model import Chain, chain
from graphbuild.extract.table.layout import Entity, Kind
from graphbuild.model.text import Span

MODELS = ("result-sentence-1", "result-sentence-2")
_SHORTEST = 3
_REACH = 12
_LEAST = 1e-6
_NEVER = -50.0
_BRACKETS = (("(", ")"), ("[", "]"))


def entities(text: str) -> tuple[Entity, ...]:
    """Gives the groups, outcomes and measures of a sentence in reading order; none where there are no models."""
    return marked(text, [model for model in map(chain, MODELS) if model is not None])


def marked(text: str, models: Sequence[Chain]) -> tuple[Entity, ...]:
    """Gives what models mark together, its edges repaired."""
    words = words_of(text)
    if not words or not models:
        return ()
    labels = _path(models, features(text))
    found = {Entity(repaired(text, span), Kind(name)) for name, span, _ in runs(words, labels)}
    return tuple(sorted(found))


def _path(models: Sequence[Chain], seen: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
    """Gives the labels with the highest mean chances among those in which each I-x follows B-x or I-x."""
    names = models[0].labels
    chances = np.mean([model.chances(seen) for model in models], axis=0)
    open_to = [[name[0] != "I" or last[2:] == name[2:] for name in names] for last in names]
    steps = np.where(np.array(open_to), 0.0, _NEVER)
    logs = np.log(chances + _LEAST)
    best = logs[0] + steps[names.index("O")]
    back = []
    for row in logs[1:]:
        reach = best[:, None] + steps
        back.append(reach.argmax(axis=0))
        best = reach.max(axis=0) + row
    path = [int(best.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return [(names[label], float(chances[index, label])) for index, label in enumerate(reversed(path))]


def features(text: str) -> tuple[tuple[str, ...], ...]:
    """Gives what the models see of each word of a sentence."""
    words = words_of(text)
    lower = [word.lower() for word, _ in words]
    counts = Counter(lower)
    return tuple(
        (*seen, *_more(words, lower, counts, index)) for index, seen in enumerate(forms(words, text, 0, "results"))
    )


def _more(words: Words, lower: list[str], counts: Counter[str], index: int) -> Iterator[str]:
    """Adds how often the word stands in names of outcomes, its pairs, its repetitions, what touches it."""
    word, share = lower[index], usual(lower[index])
    left = lower[index - 1] if index else "<"
    right = lower[index + 1] if index + 1 < len(lower) else ">"
    yield f"usual {share}"
    if share is not None:
        yield f"usual {share} next {right}"
    yield f"pair {left} {word}"
    yield f"pair2 {word} {right}"
    if word.isalpha() and len(word) >= _SHORTEST:
        yield f"again {min(counts[word], 3)}"
    touches_left = index > 0 and words[index - 1][1].end == words[index][1].start
    touches_right = index + 1 < len(words) and words[index + 1][1].start == words[index][1].end
    yield f"touches {touches_left} {touches_right}"


def repaired(text: str, span: Span) -> Span:
    """Closes a bracket that the words open, drops one that they don't, and the marks at their end."""
    for opening, closing in _BRACKETS:
        span = _balanced(text, span, opening, closing)
    start, end = span.start, span.end
    while end > start and text[end - 1] in " ;,.":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return Span(start, end) if start < end else span


def _balanced(text: str, span: Span, opening: str, closing: str) -> Span:
    start, end = span.start, span.end
    depth = text.count(opening, start, end) - text.count(closing, start, end)
    if depth > 0:
        at = text.find(closing, end, end + _REACH)
        if at >= 0 and not any(sign.isalnum() for sign in text[end:at]):
            return Span(start, at + 1)
        start += text[start] == opening
    elif depth < 0 and text[end - 1] == closing:
        end -= 1
    elif depth < 0 and start and text[start - 1] == opening:
        start -= 1
    return Span(start, end) if start < end else span
