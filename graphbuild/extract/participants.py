"""Phrases for those who took part: a noun for people with what stands before and behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.context import around
from graphbuild.language.ages import ages
from graphbuild.language.lexicon import load
from graphbuild.language.numbers import numbers
from graphbuild.language.phrases import Token, WordClass, tokens
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Span

_OWN = frozenset({Focus.THIS_STUDY, Focus.COMMENTARY})
_CLOSED = frozenset({Section.BOILERPLATE, Section.CITATION, Section.DATELINE})
_CLAUSES = frozenset({"who", "whose", "that"})
_BREAKS = frozenset('.;:()[]!?\u2014\u2013"\u201c\u201d')
_JOINING = frozenset({"and", "with", "to"})
_AGED = frozenset({"year-old", "years-old", "month-old", "day-old"})
_OUTCOMES = frozenset({"one", "either", "get", "receive", "take", "join", "be", "undergo", "have", "see", "test"})
"""Words behind `to` that tell what became of the people, not who they were."""
_NAMED = frozenset({WordClass.NOUN, WordClass.PEOPLE, WordClass.NUMBER, WordClass.TIME})
_OPEN = frozenset(
    {WordClass.AUXILIARY, WordClass.ADVERB, WordClass.CONJUNCTION, WordClass.PRONOUN, WordClass.PREPOSITION}
)
"""Words after which a verb still belongs to the clause: who have never been."""
_BEFORE, _BEHIND, _CLAUSE_BEHIND = 5, 14, 18


@dataclass(frozen=True, slots=True)
class Participants:
    """One phrase for people, and what speaks for its naming those who took part in this study."""

    span: Span
    head: Span
    sentence: int
    features: frozenset[str]


def participants(document: Document) -> tuple[Participants, ...]:
    """Gives the phrases of the sentences about this study in reading order."""
    return tuple(
        phrase
        for index, sentence in enumerate(document.sentences)
        if sentence.focus in _OWN and sentence.section not in _CLOSED
        for phrase in _of_sentence(document, index)
    )


def _of_sentence(document: Document, index: int) -> Iterator[Participants]:
    sentence = document.sentences[index].span
    text = sentence.of(document.text)
    words = tokens(text, sentence.start)
    starts = {word.span.start: place for place, word in enumerate(words)}
    counted = [Span(sentence.start + one.span.start, sentence.start + one.span.end) for one in numbers(text)]
    for match in load("people").find(text):
        head = Span(sentence.start + match.span.start, sentence.start + match.span.end)
        if match.code in {"unit", "animal"} or head.start not in starts:
            continue
        place = starts[head.start]
        head_last = next(i for i in range(place, len(words)) if words[i].span.end >= head.end)
        first, last = _first(words, place, counted), _last(words, head_last)
        if first == place and last == head_last:
            continue
        span = Span(words[first].span.start, words[last].span.end)
        features = (
            *around(document, index, head),
            *_shape(words, first, place, head_last, last),
            f"head={match.code}",
            f"head-word={match.wording}",
            *(["age"] if ages(span.of(document.text)) else []),
        )
        yield Participants(span, head, index, frozenset(features))


def _first(words: Sequence[Token], place: int, counted: Sequence[Span]) -> int:
    """Walks back over what describes the noun, but for numbers in words and ages: postmenopausal women."""
    first = place
    while first > 0 and place - first < _BEFORE and words[first - 1].kind in {WordClass.NOUN, WordClass.PEOPLE}:
        before = words[first - 1]
        if before.text in _AGED or any(span.overlaps(before.span) for span in counted):
            break
        first -= 1
    return first


def _last(words: Sequence[Token], place: int) -> int:
    """Walks on over what is attached to the noun, up to a break or a verb that belongs to the sentence."""
    last = place
    limit = place
    clause = False
    for index in range(place + 1, min(len(words), place + _CLAUSE_BEHIND)):
        word = words[index]
        if index == place + 1 and not load("attachments").find(word.text):
            break
        if word.text in _BREAKS or (word.text == "," and not _listed(words, index)) or _goes_on(words, index, clause):
            break
        clause = clause or word.text in _CLAUSES
        limit = _CLAUSE_BEHIND if clause else _BEHIND
        if index - place > limit or (not clause and word.kind in {WordClass.AUXILIARY, WordClass.VERB}):
            break
        if word.kind in _NAMED:
            last = index
    return last


def _goes_on(words: Sequence[Token], index: int, clause: bool) -> bool:  # noqa: FBT001
    """Tells whether the sentence goes on: to other people (and 446 who did not), or to what became of these."""
    word, before = words[index], words[index - 1]
    if word.text in _JOINING:
        behind = [other.text for other in words[index + 1 : index + 3]]
        counted = bool(behind) and words[index + 1].kind is WordClass.NUMBER
        if word.text == "and":
            return before.kind is not WordClass.NUMBER and (counted or behind[:1] == ["another"])
        if word.text == "with":
            return counted and behind[1:] == ["who"]
        return not clause and bool(_OUTCOMES.intersection(behind[:1]))
    own = any(other.text == "whose" for other in words[max(0, index - 3) : index])
    opened = before.text in _CLAUSES or before.kind in _OPEN
    return clause and word.kind is WordClass.AUXILIARY and not opened and not own


def _listed(words: Sequence[Token], index: int) -> bool:
    """Tells whether a comma joins two nouns of a list rather than ending the phrase."""
    rest = [word.text for word in words[index + 1 : index + 4]]
    return ("and" in rest or "or" in rest) and words[index + 1].kind is WordClass.NOUN


def _shape(words: Sequence[Token], first: int, place: int, head_last: int, last: int) -> Iterator[str]:
    before = words[first - 1] if first else None
    yield f"modified={min(place - first, 2)}"
    yield f"attached={min(last - head_last, 6)}"
    yield f"before={before.kind if before else '^'}"
    if before is not None and before.kind in {WordClass.NUMBER, WordClass.DETERMINER}:
        yield f"counted={before.kind}"
    if head_last + 1 < len(words):
        yield f"opener={words[head_last + 1].text}"
        yield f"opener={words[head_last + 1].text}:{before.kind if before else '^'}"
