"""What stands around a candidate: the features from which trained models judge it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from graphbuild.language.lexicon import Match, load
from graphbuild.language.memory import remembered
from graphbuild.language.numbers import SPELLED
from graphbuild.model.text import Document, Sentence, Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d[\d,.]*|[^\w\s]")
_SPELLED = frozenset(SPELLED.split("|")) - {"zero", "one"}
_REACH = 90
_NEAR = 45
_BEFORE, _AFTER = 6, 7
_PLACES = ((1, "first"), (2, "second"), (4, "lead"), (8, "early"), (16, "middle"))


def around(document: Document, index: int, span: Span) -> Iterator[str]:
    """Gives the features of a place within the sentence of that index; some may come twice."""
    sentence = document.sentences[index]
    yield from _words(document.text, sentence, span)
    yield from _cues(document.text, sentence, span)
    yield from _position(document, index)


@lru_cache(maxsize=64)
def wordings(text: str, lexicon: str) -> tuple[Match, ...]:
    """Gives the wordings of a lexicon in a sentence; the last sentences are remembered, as many candidates ask."""
    return load(lexicon).find(text)


def tokens(text: str) -> list[str]:
    """Gives words, numbers (as #) and marks, folded.

    >>> tokens("Of 1,200 men, two-thirds")
    ['of', '#', 'men', ',', 'two-thirds']
    """
    return [_plain(word) for word in _TOKEN.findall(text)]


@remembered
def words_of(text: str) -> tuple[str, ...]:
    """Gives the same of a sentence, which others ask for as well."""
    return tuple(tokens(text))


@lru_cache(maxsize=16_384)
def _plain(word: str) -> str:
    folded = word.casefold().replace("\u2019", "'")
    return "#" if folded[0].isdigit() or folded in _SPELLED else folded


def _words(text: str, sentence: Sentence, span: Span) -> Iterator[str]:
    left, right = max(sentence.span.start, span.start - _REACH), min(sentence.span.end, span.end + _REACH)
    before = [_plain(word) for word in _TOKEN.findall(text[left : span.start])[: -_BEFORE - 1 : -1]]
    after = [_plain(match[0]) for match in islice(_TOKEN.finditer(text[span.end : right]), _AFTER)]
    for name, words in (("b", [*before, "^"]), ("a", [*after, "$"])):
        yield from (f"{name}:{word}" for word in words)
        yield from (f"{name}{place}={word}" for place, word in enumerate(words[:3], start=1))
        yield f"{name}12={' '.join(words[:2])}"
    yield f"ba={(before or ['^'])[0]}_{(after or ['$'])[0]}"


def _cues(text: str, sentence: Sentence, span: Span) -> Iterator[str]:
    start = sentence.span.start
    for match in wordings(sentence.span.of(text), "cues"):
        if start + match.span.end <= span.start:
            distance, side = span.start - start - match.span.end, "before"
        elif start + match.span.start >= span.end:
            distance, side = start + match.span.start - span.end, "after"
        else:
            distance, side = 0, "within"
        yield f"{match.code}-{side}"
        if distance < _NEAR:
            yield f"{match.code}-near-{side}"


def _position(document: Document, index: int) -> Iterator[str]:
    sentence = document.sentences[index]
    yield f"section={sentence.section}"
    yield f"focus={sentence.focus}"
    yield "place=" + next((name for limit, name in _PLACES if index < limit), "late")
    if index:
        codes = {match.code for match in wordings(document.sentences[index - 1].span.of(document.text), "cues")}
        yield from (f"previous:{code}" for code in sorted(codes))
