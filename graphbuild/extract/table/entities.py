"""Groups, outcomes and measured values in a result sentence, as a chain of labels marks them."""

from collections import Counter
from collections.abc import Iterator

from graphbuild.extract.clues import usual
from graphbuild.extract.slots.features import Words, words_of
from graphbuild.extract.slots.features import features as forms
from graphbuild.extract.slots.mentions import runs
from graphbuild.extract.slots.model import Chain, chain
from graphbuild.extract.table.layout import Entity, Kind
from graphbuild.model.text import Span

MODEL = "result-sentence"
_SHORTEST = 3
_REACH = 12
_BRACKETS = (("(", ")"), ("[", "]"))


def entities(text: str) -> tuple[Entity, ...]:
    """Gives the groups, outcomes and measures of a sentence in reading order; none where there is no model."""
    model = chain(MODEL)
    return () if model is None else marked(text, model)


def marked(text: str, model: Chain) -> tuple[Entity, ...]:
    """Gives what one model marks, its edges repaired."""
    words = words_of(text)
    found = {Entity(repaired(text, span), Kind(name)) for name, span, _ in runs(words, model.decode(features(text)))}
    return tuple(sorted(found))


def features(text: str) -> tuple[tuple[str, ...], ...]:
    """Gives what the model sees of each word of a sentence."""
    words = words_of(text)
    lower = [word.lower() for word, _ in words]
    counts = Counter(lower)
    return tuple(
        (*seen, *_more(words, lower, counts, index)) for index, seen in enumerate(forms(words, text, 0, "results", 1))
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
