"""What the groups of a study were given, where a sentence allots it: assigned to A or B; the other half received B."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from graphbuild.extract.candidates import Candidate
from graphbuild.language.naming import Name, group, is_blind, listed, names, shape
from graphbuild.language.phrases import Token, WordClass, tokens
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Span

_CLOSED = {Section.BOILERPLATE, Section.DATELINE, Section.CITATION}
_LIKELY, _SURE = 0.5, 0.9
_TO_WHAT = 6
_WHO = 8
_BETWEEN = 6
_MOST_LISTED = 8
_JOINS = frozenset({"or", "versus", "vs", "and", ","})
_NO_THING = {"condition", "organisation", "other"}


def allotted(document: Document) -> frozenset[Span]:
    """Gives the places of the names that sentences of this study say to have been given to one of its groups."""
    return frozenset(
        name.span
        for sentence in document.sentences
        if sentence.focus is Focus.THIS_STUDY and sentence.section not in _CLOSED
        for name in _in_sentence(tokens(sentence.span.of(document.text), sentence.span.start))
    )


def _in_sentence(words: tuple[Token, ...]) -> Iterator[Name]:
    starts = [*_after_allotting(words), *_after_share(words)]
    if starts:
        found = names(words)
        for start in dict.fromkeys(starts):
            yield from _listed_from(words, found, start)


def _after_allotting(words: tuple[Token, ...]) -> Iterator[int]:
    """Gives the place behind "assigned 40 adults to"."""
    for index, word in enumerate(words):
        if word.text in group("allotted"):
            near = range(index + 1, min(len(words), index + _TO_WHAT))
            yield from [at + 1 for at in near if words[at].text in {"to", "into"}][:1]


def _after_share(words: tuple[Token, ...]) -> Iterator[int]:
    """Gives the place behind "the other half of the women received"."""
    for index, word in enumerate(words):
        if word.text in group("share"):
            at = index + 1
            while at < min(len(words), index + _WHO) and _is_passed(words[at]):
                at += 1
            if at < len(words) and words[at].text in group("taking"):
                yield at + 1


def _is_passed(word: Token) -> bool:
    return word.kind in {WordClass.PEOPLE, WordClass.NUMBER} or word.text in group("passed") | group("share")


def _listed_from(words: tuple[Token, ...], found: tuple[Name, ...], start: int) -> Iterator[Name]:
    """Gives the name that follows, and those that or, and, versus or a comma join to it."""
    at, nearest = start, bisect_left(found, start, key=lambda name: name.first)
    for name in found[nearest : nearest + _MOST_LISTED]:
        gap = [word.text for word in words[at : name.first]]
        joined = at == start or not _JOINS.isdisjoint(gap)
        hands_over = words[name.last : name.last + 1] and words[name.last].text == "of"
        if hands_over or not joined or len(gap) > _BETWEEN or not all(_says_little(word) for word in gap):
            return
        yield name
        at = name.last


def _says_little(word: str) -> bool:
    return word in _JOINS or word in _little() or word[0].isdigit()


@cache
def _little() -> frozenset[str]:
    return (
        group("article")
        | group("light")
        | group("filler")
        | group("hollow")
        | group("taking")
        | group("doing")
        | group("unit")
    )


def is_thing(one: Candidate, chance: float) -> bool:
    """Tells a thing that can be given, by its words or by its chance of being an intervention, from all else.

    The less a name says (a vaccine, a diet), the likelier it must be.
    """
    words = one.best.name.words
    sort, known, form = listed(words, "conditions"), listed(words, "interventions"), shape(words)
    if (sort is not None and sort.how == "full") or one.key[-1] in group("body") or words[-1] in group("title"):
        return False
    if is_blind(one.key):
        return True
    if words[-1] in _empty() and (known is None or known.how != "full"):
        return False
    if len(words) == 1 and form is not None and form.how == "head":
        return chance >= _SURE
    known = known or form
    given = known is not None and known.how not in {"within", "ending"} and known.code not in _NO_THING
    return given or chance >= _LIKELY


@cache
def _empty() -> frozenset[str]:
    return group("form") | group("soft")
