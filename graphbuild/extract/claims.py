"""What a text claims beyond its results: limitations, the authors' conclusion, the objective, earlier evidence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from graphbuild.extract.mentions import View, sentences_about, view_of, views_of
from graphbuild.extract.ranking import probability
from graphbuild.extract.slots.said import said
from graphbuild.extract.statements import segment
from graphbuild.language.lexicon import load
from graphbuild.language.phrases import WordClass, clause
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

LIMITATION = "limitation"
_LIMITATION = 0.55
_SURE = 0.85
_SHORTEST = 4
_AUTHORS = (
    r"(?:researchers?|authors?|investigators?|scientists|team|study|findings?|results?|they|he|she|work|paper|report)"
)
_CONCLUDES = sieve(
    rf"(?P<saying>\b{_AUTHORS}\s(?:\w+\s){{0,3}}?(?:conclude[ds]?|stated?)(?:\sthat)?\b|\bin\sconclusion\b,?)"
    r"|\b(?:this|the|our|these)\s(?:study|trial|findings?|results?|data|work)\s(?:\w+\s){0,2}?"
    r"(?:provides?\s(?:\w+\s)?(?:rationale|support|evidence)|supports?|confirms?|justif(?:y|ies))\b"
    r"|\b(?:justif(?:y|ies)|warrants?)\s(?:further\s)?(?:testing|trials?|stud(?:y|ies))",
    re.IGNORECASE,
)
_AIMS = sieve(
    r"\b(?:aim(?:ed|s)?\s(?:of|to|was)|objective\s(?:was|of)|set\sout\sto|sought\sto|designed\sto|goal\s(?:was|of)"
    r"|to\s(?:determine|find\sout|investigate|assess|evaluate|examine|test)\s(?:whether|if|the|how))\b",
    re.IGNORECASE,
)
_OPEN = {Focus.THIS_STUDY, Focus.COMMENTARY, Focus.PLANNED}
_CLOSED = {Section.CITATION, Section.BOILERPLATE, Section.DATELINE, Section.HEADLINE}
_EARLIER = {Focus.BACKGROUND, Focus.OTHER_STUDY, Focus.ANIMAL}


@dataclass(frozen=True, slots=True)
class Weakness:
    """Words that may state a limitation, with the features by which they are judged."""

    span: Span
    features: tuple[str, ...]


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives limitations, conclusions, the objective and background, each in the text's own words."""
    yield from _limitations(document)
    yield from said(document) or (*_conclusions(document), *_objective(document))
    yield from _background(document)


def _plain(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _limitations(document: Document) -> Iterator[Fact]:
    judged = [(probability(LIMITATION, item.features), item.span) for item in weaknesses(document)]
    taken: list[Span] = []
    for chance, span in sorted(judged, key=lambda pair: (-pair[0], pair[1])):
        if chance < _LIMITATION:
            break
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield Fact(Field.LIMITATION, _plain(document, span), span, "claims/limitation", chance)


def weaknesses(document: Document) -> tuple[Weakness, ...]:
    """Gives the clauses that hold a wording of limitations: what the classifier is trained on."""
    return tuple(
        item
        for sentence in sentences_about(document, _OPEN, _CLOSED)
        for item in _weaknesses(document, view_of(document, sentence))
    )


def _weaknesses(document: Document, view: View) -> Iterator[Weakness]:
    start = view.sentence.span.start
    places: dict[Span, list[str]] = {}
    for match in load("limitations").find(view.sentence.span.of(document.text)):
        place = Span(start + match.span.start, start + match.span.end)
        index = next((i for i, word in enumerate(view.words) if word.span.overlaps(place)), None)
        if index is not None:
            for span in dict.fromkeys((segment(view.words, index), _whole(view, index))):
                cues = places.setdefault(span, [])
                cues += [f"cue {match.wording}", f"cue {match.code}"]
    for span, cues in places.items():
        words = [word for word in view.words if span.contains(word.span)]
        light = [word.text if word.kind is not WordClass.NOUN else "*" for word in words]
        features = [
            *cues,
            *(f"word {word.text}" for word in words),
            *(f"pair {left} {right}" for left, right in pairwise(light)),
            f"starts {' '.join(word.text for word in words[:2])}",
            f"length {min(len(words) // 4, 6)}",
            f"cues {min(len(cues) // 2, 4)}",
            f"whole {any(span.contains(other) and span != other for other in places)}",
            *view.shared,
        ]
        yield Weakness(span, tuple(dict.fromkeys(features)))


def _whole(view: View, index: int) -> Span:
    first, last = clause(view.words, index)
    if view.words[last - 1].kind is WordClass.MARK and last - 1 > index:
        last -= 1
    return Span(view.words[first].span.start, view.words[last - 1].span.end)


def _conclusions(document: Document) -> Iterator[Fact]:
    for view in views_of(document):
        place = view.sentence.span
        text = place.of(document.text)
        matches = [*_CONCLUDES.finditer(text)]
        if not matches or view.sentence.section is Section.HEADLINE or text.endswith("?"):
            continue
        at = place.start + matches[-1].start()
        index = next(i for i, word in enumerate(view.words) if word.span.end > at)
        words = segment(view.words, index)
        if matches[-1]["saying"]:
            end = place.start + matches[-1].end()
            later = [word for word in view.words if word.span.start >= end and word.kind is not WordClass.MARK]
            if len(later) < _SHORTEST:
                continue
            words = Span(later[0].span.start, later[-1].span.end)
        yield Fact(Field.CONCLUSION, _plain(document, words), words, "claims/conclusion", _SURE)


def _objective(document: Document) -> Iterator[Fact]:
    for sentence in sentences_about(document, {Focus.THIS_STUDY}, {Section.HEADLINE}):
        match = _AIMS.search(sentence.span.of(document.text))
        if match is not None:
            words = view_of(document, sentence).words
            start = sentence.span.start + match.start()
            span = segment(words, next(i for i, word in enumerate(words) if word.span.end > start))
            yield Fact(Field.OBJECTIVE, _plain(document, span), span, "claims/objective", _SURE)
            return


def _background(document: Document) -> Iterator[Fact]:
    for sentence in document.sentences:
        if sentence.focus in _EARLIER:
            yield Fact(Field.BACKGROUND, _plain(document, sentence.span), sentence.span, "claims/background", _SURE)
