"""Which of the candidate phrases are the outcomes of the study: the surest first, each thing once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.extract.mentions import Mention, instruments, span_of
from graphbuild.language.lexicon import load
from graphbuild.language.phrases import WordClass, phrases
from graphbuild.model.text import Document, Span

_ALIKE = 0.5
JOINS = 0.6
"""The share of the threshold that a further mention of an outcome already chosen must reach."""
_JOINING = {"and", "or", "/", ","}
_LIGHT = {WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.CONJUNCTION, WordClass.MARK}


@dataclass(frozen=True, slots=True)
class Choice:
    """One outcome: its mentions, the most probable first."""

    mentions: tuple[Mention, ...]


def choose(
    ranked: Sequence[Mention],
    threshold: float,
    taken: Iterable[Span] = (),
    expected: Collection[frozenset[str]] = (),
    lifted: Collection[Span] = (),
) -> tuple[Choice, ...]:
    """Gives the outcomes among ranked mentions; a later mention alike to an earlier one joins it.

    Left alone are the words of `taken`, phrases that only say how something was measured ("rate"), and the other
    members of a list of which one is chosen. A name alike to one of `expected` needs only the share that joining needs,
    a mention at one of `lifted` needs nothing.
    """
    chosen: list[list[Mention]] = []
    closed = list(taken)
    for mention in ranked:
        if mention.score < threshold * JOINS and mention.span not in lifted:
            continue
        if any(mention.span.overlaps(span) for span in closed):
            continue
        words = content(mention)
        if says_nothing(words):
            continue
        home = next((group for group in chosen if alike(content(group[0]), words)), None)
        if home is not None:
            home.append(mention)
        elif mention.score >= threshold or mention.span in lifted or any(alike(words, name) for name in expected):
            chosen.append([mention])
        else:
            continue
        closed += [mention.span, *_lists_around(mention)]
    return tuple(Choice(tuple(group)) for group in chosen)


def _lists_around(mention: Mention) -> Iterator[Span]:
    words, inner = mention.view.words, mention.phrase
    for phrase in phrases(words):
        wider = phrase.first <= inner.first and inner.last <= phrase.last
        if wider and any(word.text in _JOINING for word in words[phrase.first : phrase.last]):
            yield span_of(mention.view, phrase)


@cache
def _generic() -> frozenset[str]:
    return frozenset(_stem(entry.wording) for entry in load("measures").entries if entry.code == "generic")


def says_nothing(words: frozenset[str]) -> bool:
    """Tells whether the folded words only say how something was measured, not what."""
    return words <= _generic()


def is_instrument(document: Document, mention: Mention) -> bool:
    """Tells the name of a scale or questionnaire, written with capitals, from that of an outcome."""
    head = mention.view.words[mention.phrase.last - 1].text
    words = mention.span.of(document.text).split()
    return head in instruments() and len(words) > 1 and all(word[0].isupper() for word in (words[0], words[-1]))


def content(mention: Mention) -> frozenset[str]:
    """Gives the folded words of a mention by which two mentions are compared."""
    inner = mention.view.words[mention.phrase.first : mention.phrase.last]
    return frozenset(_stem(word.text) for word in inner if word.kind not in _LIGHT)


def _stem(word: str) -> str:
    plain = word.removesuffix("'s").strip("'")
    return plain[:-1] if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tells whether two names share so many words that they name one thing.

    >>> alike(frozenset({"stroke"}), frozenset({"risk", "stroke"}))
    True
    >>> alike(frozenset({"risk"}), frozenset({"risk", "of", "fall"}))
    False
    """
    shared = left & right
    if says_nothing(shared):
        return False
    return len(shared) == min(len(left), len(right)) or 2 * len(shared) / (len(left) + len(right)) >= _ALIKE
