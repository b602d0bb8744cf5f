"""Words, noun phrases and clauses of a sentence, found with closed word classes only: no tagger, no model.

A noun phrase here is a run of words that are in none of the closed classes, with at most two attachments ("risk of
stroke in old age"). Whoever needs the right one among several chooses with more knowledge than this module has.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembered
from graphbuild.model.text import Span

_TOKEN = re.compile(
    r"\d+(?:[.,:\u00b7]\d+)*%?|\w+(?:[-'\u2019/.]\w+){0,6}[\u2019']?|[^\w\s]",
)
_ATTACHING = frozenset(["of", "in", "for", "to", "on", "with", "from", "during", "at", "after", "between", "due"])
_BREAKS = frozenset([";", "\u2014", "but", "while", "whereas", "although", "though", "--", ":", "however"])
_WIDEST = 60
_SKIPPED_BEFORE_HEAD = 4
_LONGEST = 12


class WordClass(StrEnum):
    """What a word can do in a phrase."""

    NOUN = "noun"
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    PRONOUN = "pronoun"
    AUXILIARY = "auxiliary"
    ADVERB = "adverb"
    VERB = "verb"
    CHANGE = "change"
    PEOPLE = "people"
    TIME = "time"
    NUMBER = "number"
    MARK = "mark"

    __hash__ = str.__hash__  # that of Enum is slow, and words are looked up by their class all the time


class Token(NamedTuple):
    """One word or mark, in lower case, with its place and class; so many are made that it must be a cheap tuple."""

    text: str
    span: Span
    kind: WordClass


class Phrase(NamedTuple):
    """A noun phrase: token indices [first, last), and the index of its head."""

    first: int
    last: int
    head: int


@cache
def _classes() -> dict[str, WordClass]:
    table = {entry.wording: WordClass(entry.code) for entry in load("grammar").entries}
    for entry in load("change").entries:
        if " " not in entry.wording:
            table[entry.wording] = WordClass.CHANGE
    return table


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Gives the words and marks of a text in reading order, their spans shifted by `offset`.

    >>> [(token.text, token.kind.value) for token in tokens("Pain was lower.")]
    [('pain', 'noun'), ('was', 'auxiliary'), ('lower', 'change'), ('.', 'mark')]
    """
    return _tokens(text, offset)


def wordings(text: str) -> list[str]:
    """Gives the words and marks of a text in lower case without their places, which is cheaper.

    >>> wordings("Pain was lower.")
    ['pain', 'was', 'lower', '.']
    """
    return [word.lower() for word in _TOKEN.findall(text.replace("\u2019", "'"))]


def _read(text: str, offset: int) -> tuple[Token, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        plain, kind = _word(match[0])
        found.append(Token(plain, Span(offset + start, offset + end), kind))
    return tuple(found)


_tokens = remembered(_read)


@lru_cache(maxsize=16_384)
def _word(exact: str) -> tuple[str, WordClass]:
    plain = exact.lower().replace("\u2019", "'")
    return plain, kind_of(plain)


def kind_of(plain: str) -> WordClass:
    """Gives what a word in lower case can do in a phrase."""
    known = _classes().get(plain)
    if known is not None:
        return known
    if plain[0].isdigit():
        return (
            WordClass.NUMBER if plain.replace("%", "").replace(",", "").replace(".", "").isdigit() else WordClass.NOUN
        )
    if not plain[0].isalnum():
        return WordClass.MARK
    if plain.endswith("ly") and plain not in {"family", "anomaly", "supply", "assembly"}:
        return WordClass.ADVERB
    return WordClass.NOUN


def phrases(words: tuple[Token, ...]) -> tuple[Phrase, ...]:
    """Gives every noun phrase of a sentence with and without what is attached to it, and lists joined by and or or.

    >>> words = tokens("It cut the risk of heart attacks and strokes.")
    >>> [" ".join(word.text for word in words[p.first:p.last]) for p in phrases(words)][:3]
    ['risk', 'risk of heart attacks', 'risk of heart attacks and strokes']
    """
    bare = list(_bare(words))
    found: list[Phrase] = []
    for index, phrase in enumerate(bare):
        found.append(phrase)
        last = phrase
        for step, after in enumerate(bare[index + 1 : index + 4]):
            link = _link(words, last, after)
            if link is None or after.last - phrase.first > _LONGEST:
                break
            head = after.head if link == "and" and step == 0 else phrase.head
            last = Phrase(phrase.first, after.last, head)
            found.append(last)
    return tuple(found)


def _bare(words: tuple[Token, ...]) -> Iterator[Phrase]:
    start = None
    for index in range(len(words) + 1):
        inside = index < len(words) and _continues(words, index, start)
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            yield Phrase(start, index, index - 1)
            start = None


def _continues(words: tuple[Token, ...], index: int, start: int | None) -> bool:
    word = words[index]
    if word.kind is WordClass.NOUN:
        return True
    if start is None or index + 1 >= len(words):
        return False
    if word.kind is WordClass.NUMBER:
        return not word.text.endswith("%") and words[index - 1].kind is WordClass.NOUN and index - 1 == start
    joins_gerund = word.kind is WordClass.DETERMINER and words[index - 1].text.endswith("ing")
    return joins_gerund and words[index + 1].kind is WordClass.NOUN


def _link(words: tuple[Token, ...], before: Phrase, after: Phrase) -> str | None:
    """Tells how the second phrase hangs on the first: by a preposition, by and, or not at all."""
    gap = words[before.last : after.first]
    if not gap or len(gap) > _SKIPPED_BEFORE_HEAD:
        return None
    head, rest = gap[0].text, gap[1:]
    if head in {"and", "or", "/", ","}:
        joined = all(word.text in {"and", "or"} for word in rest)
        return "and" if joined else None
    if head not in _ATTACHING:
        return None
    light = {WordClass.DETERMINER, WordClass.ADVERB, WordClass.CHANGE, WordClass.NUMBER}
    return head if all(word.kind in light for word in rest) else None


class Clauses:
    """The clauses of a sentence: up to a semicolon, a dash, or but, while, whereas, although."""

    def __init__(self, words: tuple[Token, ...]) -> None:
        self._count = len(words)
        self._breaks = [index for index, word in enumerate(words) if word.text in _BREAKS]

    def around(self, index: int) -> tuple[int, int]:
        """Gives the token range of the clause around a word, which reaches at most 60 words to either side."""
        low, high = max(0, index - _WIDEST), min(self._count, index + _WIDEST)
        at = bisect_left(self._breaks, index)
        first = self._breaks[at - 1] + 1 if at and self._breaks[at - 1] >= low else low
        last = self._breaks[at] if at < len(self._breaks) and self._breaks[at] < high else high
        return first, max(last, index + 1)


def clause(words: tuple[Token, ...], index: int) -> tuple[int, int]:
    """Gives the token range of the clause around a word; whoever asks it of many words keeps a Clauses.

    >>> words = tokens("Pain fell; sleep did not.")
    >>> [words[at].text for at in range(*clause(words, 4))]
    ['sleep', 'did', 'not', '.']
    """
    return Clauses(words).around(index)
