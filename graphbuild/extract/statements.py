"""What a text says of harms: that there were none, that something was safe or unsafe, that some were seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphbuild.extract.mentions import View, views_of
from graphbuild.language.lexicon import Match, load
from graphbuild.language.phrases import Token, WordClass, clause
from graphbuild.language.reporting import cues
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Span

_COPULA = re.compile(
    r"\b(?:was|were|been|appears?|appeared|prove[ds]?|proven|found|seems?|seemed|remained|considered|deemed|judged"
    r"|shown)\s(?:\w+\s){0,4}$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(r"^\W{0,2}(?:\w+\s){0,5}$")
_HAPPENED = re.compile(
    r"^(?:\s(?!may|can|could|might|will|would|should)[\w\u2019'-]+){0,6}?\s(?:was|were|included|occurred|did|happened|developed)\b",
    re.IGNORECASE,
)
_SUFFERED = re.compile(
    r"\b(?:experienced|reported|had|suffered|developed|reporting|experiencing)\s(?:\w+\s){0,3}$", re.IGNORECASE
)
_LISTING = re.compile(r"(?:\s[\w\u2019'-]+){0,6}?,?\s(?:included?|including|were|was|such\sas|like)\s", re.IGNORECASE)
_TESTED = re.compile(r"(?:was\s|were\s|been\s)?(?:found|prove[dn]?|shown|deemed|judged|considered)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:an?|as|the|any)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:risk|reduc|avoid|prevent|concern|due to|because|despite|such as|may|can|could|might|despite)\w*\b",
    re.IGNORECASE,
)
_OPEN_QUESTION = re.compile(
    r"\b(?:whether|if|before|until|will|would|should|could|need|designed|aims?|aimed|goal|determine|ensure|how)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:should|would|will|could|may|might|can|expect(?:s|ed)?|unlikely|hop(?:e|es|ed|ing)|before|until)\b|\bwon[\u2019']t\b"
    r"|\b(?:should|would|could)n[\u2019']t\b",
    re.IGNORECASE,
)
_ONE_PATIENT = re.compile(
    r"\bI[\u2019'](?:m|ve|d)\b|\b[Mm]yself\b|\b[Mm]y\s(?!patients|colleagues|team|group|lab|study)"
    r"|\b(?:I|[Hh]e|[Ss]he)\s(?:never\s)?"
    r"(?:had|has|have|felt|feel|experienced|suffered|got|took|developed|noticed|did|does|was|wasn[\u2019']t|hadn[\u2019']t"
    r"|haven[\u2019']t|hasn[\u2019']t|didn[\u2019']t)\b"
)
_REACH = 6
MOST = 16
"""How many wordings of a sentence are looked at: what holds more is a list."""


class Kind(StrEnum):
    """What is said."""

    ABSENT = "absent"
    SAFE = "safe"
    UNSAFE = "unsafe"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of harms; `words` state it, `subject` names the harm or says safe.

    `tested` tells "was found to be safe" from "was safe".
    """

    kind: Kind
    subject: Span
    words: Span
    clause: Span
    view: View
    tested: bool = False


def statements(document: Document) -> tuple[Statement, ...]:
    """Gives what the sentences about the study say of harms, in reading order; a title counts if nothing else does."""
    found = [item for view in views_of(document) for item in _in_sentence(document, view)]
    body = [item for item in found if item.view.sentence.section is not Section.HEADLINE]
    return tuple(body or found)


def _in_sentence(document: Document, view: View) -> Iterator[Statement]:
    start = view.sentence.span.start
    text = view.sentence.span.of(document.text)
    found = load("harms").find(text)
    if not found or tells_of_one(text):
        return
    for match in found[:MOST]:
        place = Span(start + match.span.start, start + match.span.end)
        index = next((i for i, word in enumerate(view.words) if word.span.overlaps(place)), None)
        if index is None:
            continue
        if match.code == "harm":
            statement = _harm(document, view, place, index)
            seen = _reported if statement.kind is Kind.REPORTED else _looked_for
            if seen(document, statement):
                yield statement
        else:
            yield from _safety(view, text, match, place, index)


def tells_of_one(sentence: str) -> bool:
    """Tells what one patient says or is said to have felt from what a study saw."""
    return _ONE_PATIENT.search(sentence) is not None


def _harm(document: Document, view: View, place: Span, index: int) -> Statement:
    """Reads what is said of a named harm; the grades before it belong to its name."""
    words = view.words
    first = index
    while first > 0 and words[first - 1].text in cues("grade"):
        first -= 1
    subject = Span(words[first].span.start, place.end)
    before = words[max(0, first - _REACH) : first]
    at = next((word for word in reversed(before) if word.text in cues("denying") or word.text.endswith("n't")), None)
    direct = at is not None and (
        before[-1] is at or before[-1].text in cues("direct-denial") or _observes(words, at, first)
    )
    bounds = segment(words, index)
    if direct and at is not None and not _compares(words, index, bounds):
        bounds = Span(min(bounds.start, at.span.start), bounds.end)
        return Statement(Kind.ABSENT, subject, Span(at.span.start, place.end), bounds, view)
    if _LISTING.match(document.text, subject.end):
        first, last = clause(words, index)
        end = words[last - 1] if words[last - 1].kind is not WordClass.MARK else words[last - 2]
        bounds = Span(min(bounds.start, words[first].span.start), max(end.span.end, bounds.end))
    return Statement(Kind.REPORTED, subject, subject, bounds, view)


def _reported(document: Document, statement: Statement) -> bool:
    """Tells whether a sentence reports harms that were seen, not those that may come."""
    before = document.text[statement.clause.start : statement.subject.start]
    after = document.text[statement.subject.end : statement.view.sentence.span.end]
    if _VAGUE.search(before) or any(letter.isdigit() for letter in statement.clause.of(document.text)):
        return False
    return _SUFFERED.search(before) is not None or bool(_TOLD_OF.match(before) and _HAPPENED.match(after))


def _looked_for(document: Document, statement: Statement) -> bool:
    """Tells harms that were not seen from those that are not expected, which nobody looked for."""
    return _TO_COME.search(statement.clause.of(document.text)) is None


def _observes(words: tuple[Token, ...], at: Token, first: int) -> bool:
    """Tells "none reported side effects" and "did not cause complications" from "not all complications"."""
    between = [word for word in words[:first] if word.span.start > at.span.start]
    allowed = {WordClass.VERB, WordClass.AUXILIARY, WordClass.DETERMINER, WordClass.PEOPLE, WordClass.PREPOSITION}
    return any(word.kind is WordClass.VERB for word in between) and all(word.kind in allowed for word in between)


def _compares(words: tuple[Token, ...], index: int, bounds: Span) -> bool:
    telling = {"difference", "differences", "more", "increase", "higher", "than", "increased", "greater"}
    inside = [word.text for word in words if bounds.contains(word.span) and word.span.start <= words[index].span.start]
    return bool(telling & set(inside))


def _safety(view: View, text: str, match: Match, place: Span, index: int) -> Iterator[Statement]:
    copula = _COPULA.search(text, max(0, match.span.start - 60), match.span.start)
    bounds = segment(view.words, index)
    said = text[: match.span.start]
    if copula is None or _ATTRIBUTE.search(copula[0]) or text.endswith("?") or _OPEN_QUESTION.search(said):
        return
    start = view.sentence.span.start + copula.start()
    denied = any(word.text in cues("denying") for word in view.words if start <= word.span.start < place.start)
    kind = Kind.UNSAFE if (match.code == "unsafe") != denied else Kind.SAFE
    whole = Span(min(bounds.start, start), bounds.end)
    yield Statement(kind, place, Span(start, place.end), whole, view, tested=_TESTED.match(copula[0]) is not None)


def segment(words: tuple[Token, ...], index: int) -> Span:
    """Gives the part of the clause around a word that commas cut out, where that part has a verb of its own."""
    first, last = clause(words, index)
    for at in range(index, first, -1):
        if words[at].text in {",", "(", "\u201c", '"'} and _has_verb(words[at:last]):
            first = at + 1
            break
    for at in range(index, last):
        if words[at].text in {",", ")", ".", "\u201d", '"'} and (_has_verb(words[first:at]) or words[at].text == "."):
            last = at
            break
    while first < index and words[first].text in {"and", "that", "which", "also", "so", "then", "in", "addition"}:
        first += 1
    last = max(last, index + 1)
    return Span(words[first].span.start, words[last - 1].span.end)


def _has_verb(words: tuple[Token, ...]) -> bool:
    return any(word.kind in {WordClass.VERB, WordClass.AUXILIARY} for word in words)
