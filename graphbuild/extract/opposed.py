"""What was given to those with whom a study compared: the thing that the words of a comparator name, if they name one.

Usual care is a thing that was given; people taking aspirin took one; people from other regions were given nothing.
"""

from collections.abc import Iterator
from itertools import pairwise

from graphbuild.extract.alongside import blind_kind, key_at, stated
from graphbuild.extract.selection import overlap
from graphbuild.language.naming import Name, group, is_blind, listed, names, shape, stems
from graphbuild.language.phrases import Token, WordClass, tokens
from graphbuild.language.reporting import cues
from graphbuild.model.codes import InterventionRole, InterventionType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_LONGEST = 6
_BEFORE = 10
_SHARE = 0.8
"""How sure a name can be that hangs on a comparator: as many of those that it gave were right."""
_NO_THING = {"condition", "organisation"}
_NAMES = {Field.INTERVENTION_NAME, Field.INTERVENTION_ALIAS}


def opposed(document: Document, comparator: Fact, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives the name, type and role of what a comparator names, unless it was found before."""
    if not isinstance(comparator.span, Span):
        return
    words = tokens(comparator.span.of(document.text), comparator.span.start)
    thing = _thing(words)
    if thing is None:
        return
    span, kind = thing
    blind = is_blind(span.of(document.text).lower().split())
    if not blind and span == comparator.span and not _contrasted(document, span):
        return
    key = key_at(document, span)
    for fact in found:
        if fact.field in _NAMES and isinstance(fact.span, Span) and overlap(key, key_at(document, fact.span)):
            return
    role = InterventionRole.PLACEBO if blind else InterventionRole.COMPARATOR
    yield from stated(document, span, kind, role, "intervention/opposed", round(_SHARE * comparator.confidence, 3))


def _contrasted(document: Document, span: Span) -> bool:
    """Tells whether words of contrast stand before a place, or what a group got."""
    start = document.sentence_of(span).start
    before = tokens(document.text[start : span.start], start)[-_BEFORE:]
    return any(word.text in group("contrast") | group("against") | group("taking") for word in before)


def _thing(words: tuple[Token, ...]) -> tuple[Span, InterventionType] | None:
    """Gives the thing that was given to a group of people, or the whole if it speaks of no people."""
    somebody = [index for index, word in enumerate(words) if _is_somebody(word)]
    every = names(words)
    blind = [name for name in every if is_blind(name.words)]
    if blind:
        return blind[0].span, blind_kind(blind[0].words)
    if somebody:
        return _taken(words, every, somebody[0])
    if any(map(_denies, words[1:] if words[0].text == "no" else words)):
        return None
    if not every or len(words) > _LONGEST or not all(_joined(words, one, two) for one, two in pairwise(every)):
        return None
    kind = _kind(tuple(word.text for word in words)) if words[0].text == "no" else _kind(every[-1].words)
    rest = words[every[-1].last :]
    if any(word.text not in group("sole") for word in rest):
        return None
    return None if kind is None else (Span(words[0].span.start, words[-1].span.end), kind)


def _is_somebody(word: Token) -> bool:
    return word.kind is WordClass.PEOPLE or word.text in group("pronoun")


def _denies(word: Token) -> bool:
    return word.text in cues("denying") or word.text.endswith("n't")


def _joined(words: tuple[Token, ...], one: Name, two: Name) -> bool:
    return all(word.text in {"and", "or"} for word in words[one.last : two.first])


def _taken(words: tuple[Token, ...], every: tuple[Name, ...], start: int) -> tuple[Span, InterventionType] | None:
    """Gives what people took, got or were on: only words that say little may stand before it."""
    little = group("article") | group("filler")
    for index in range(start, len(words)):
        if _denies(words[index]):
            return None
        if words[index].text in group("taking") or words[index].text == "on":
            name = next((name for name in every if name.first > index), None)
            if name is None or any(word.text not in little for word in words[index + 1 : name.first]):
                return None
            kind = _kind(name.words)
            return None if kind is None else (name.span, kind)
    return None


def _kind(words: tuple[str, ...]) -> InterventionType | None:
    """Gives the type that lexicons know; things of no type but usual care and the like are none."""
    known = listed(words, "interventions")
    if known is None or known.how == "within":
        if words[-1] in group("soft"):
            return None
        known = shape(words)
    if known is None or known.code in _NO_THING:
        return None
    if known.code == "other":
        return InterventionType.OTHER if stems(words[-1:])[0] in group("customary") else None
    return InterventionType(known.code)
