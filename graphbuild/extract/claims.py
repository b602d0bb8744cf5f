"""What a text claims beyond its results: limitations, the authors' conclusion, the objective, earlier evidence."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from graphbuild.extract.judged import Judged, chosen, clauses
from graphbuild.extract.mentions import sentences_about, view_of, views_of
from graphbuild.extract.ranking import probability
from graphbuild.extract.slots.said import said
from graphbuild.extract.statements import segment
from graphbuild.language.lexicon import load
from graphbuild.language.phrases import WordClass
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

LIMITATION = "limitation"
_LIMITATION = 0.42
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


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives limitations, conclusions, the objective and background, each in the text's own words."""
    yield from _limitations(document)
    yield from said(document) or (*_conclusions(document), *_objective(document))
    yield from _background(document)


def _plain(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _limitations(document: Document) -> Iterator[Fact]:
    for span, chance in chosen(partial(probability, LIMITATION), weaknesses(document), _LIMITATION):
        yield Fact(Field.LIMITATION, _plain(document, span), span, "claims/limitation", chance)


def weaknesses(document: Document) -> tuple[Judged, ...]:
    """Gives the clauses that hold a wording of limitations: what the classifier is trained on."""
    return tuple(
        item
        for sentence in sentences_about(document, _OPEN, _CLOSED)
        for item in clauses(view_of(document, sentence), load("limitations").find(sentence.span.of(document.text)))
    )


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
