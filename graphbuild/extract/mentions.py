"""Where a text speaks of something that the study measured: candidate phrases, and how sure each is.

Every noun phrase of the sentences about the study is a candidate; a linear classifier, trained on annotated news,
weighs its words, its neighbours, its clause, its sentence and its place in the document.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from graphbuild.extract.clues import Clues, Feature, of_name
from graphbuild.extract.ranking import probability_of, weights
from graphbuild.extract.wordings import telling
from graphbuild.language.hedges import hedges
from graphbuild.language.phrases import Phrase, Token, WordClass, phrases, tokens
from graphbuild.language.reporting import cues
from graphbuild.model.codes import Focus, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

MODEL = "outcome-mention"
_CLOSED_SECTIONS = {Section.CITATION, Section.BOILERPLATE, Section.DATELINE}
_OPEN_FOCUS = {Focus.THIS_STUDY, Focus.COMMENTARY}
_NAMES = {
    Field.INTERVENTION_NAME: "intervention",
    Field.CONDITION: "condition",
    Field.INSTITUTION: "place",
    Field.CITY: "place",
    Field.COUNTRY: "place",
    Field.FUNDER: "place",
    Field.PUBLICATION_AUTHOR: "person",
    Field.PUBLICATION_JOURNAL: "place",
    Field.POPULATION_DESCRIPTION: "population",
    Field.COMPARATOR: "comparator",
}
_PLAIN = 0.8
_LONGEST_SENTENCE = 3_000
_DECILES = 10

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with its words and what holds for all phrases in it."""

    sentence: Sentence
    words: tuple[Token, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that may name an outcome, its sentence, and the probability that it does."""

    span: Span
    phrase: Phrase
    view: View
    score: float


@lru_cache(maxsize=4)
def mentions(document: Document, found: tuple[Fact, ...]) -> tuple[Mention, ...]:
    """Gives the candidate phrases of a document, the most probable first."""
    scored = [
        _mention(view, _whole(view.words, phrase), _score(view, phrase, weighed))
        for _, phrase, view, weighed in _candidates(document, found, _weigh, _weigh_name)
    ]
    return tuple(sorted(scored, key=lambda mention: (-mention.score, mention.span)))


def _weigh(features: Iterable[Feature]) -> tuple[float, ...]:
    known = weights(MODEL)
    return tuple([weight for feature in features if (weight := known.get(feature)) is not None])


@lru_cache(maxsize=4_096)
def _weigh_name(texts: tuple[str, ...], head: int) -> tuple[str, tuple[float, ...]]:
    worth, features = of_name(texts, head)
    return worth, _weigh(features)


def _score(view: View, phrase: Phrase, weighed: Iterable[float]) -> float:
    """Gives the probability; a wording that leaves no doubt lifts it above every threshold, in its own order."""
    chance = probability_of(MODEL, weighed)
    return _PLAIN + (1 - _PLAIN) * chance if telling(view.words, phrase) else chance


def candidates(document: Document, found: Iterable[Fact]) -> Iterator[tuple[Span, Phrase, View, tuple[str, ...]]]:
    """Gives every noun phrase of the open sentences with its features: what the classifier is trained on."""

    def name(features: Iterable[Feature]) -> list[str]:
        return [" ".join(feature) for feature in features]

    def name_all(texts: tuple[str, ...], head: int) -> tuple[str, list[str]]:
        worth, features = of_name(texts, head)
        return worth, name(features)

    for span, phrase, view, names in _candidates(document, found, name, name_all):
        yield span, phrase, view, tuple(sorted(names))


def _candidates(
    document: Document,
    found: Iterable[Fact],
    weigh: Callable[[Iterable[Feature]], Sequence[T]],
    weigh_name: Callable[[tuple[str, ...], int], tuple[str, Sequence[T]]],
) -> Iterator[tuple[Span, Phrase, View, Iterator[T]]]:
    """Gives every phrase with what its features weigh."""
    views = views_of(document)
    counts = Counter(word.text for view in views for word in view.words if word.kind is WordClass.NOUN)
    title = {word.text for word in views[0].words} if views else set()
    named = [(fact.span, _NAMES[fact.field]) for fact in found if fact.field in _NAMES and isinstance(fact.span, Span)]
    known = _known_words(document, named)
    for view in views:
        near = [(place, ("is", kind)) for place, kind in named if place.overlaps(view.sentence.span)]
        clues = Clues(view.words, weigh, weigh_name)
        shared = weigh([tuple(feature.split(" ")) for feature in view.shared])
        for phrase in phrases(view.words):
            span = span_of(view, phrase)
            more: list[Feature] = [kind for place, kind in near if place.overlaps(span)]
            more += _document_features(view.words[phrase.first : phrase.last], counts, title, known)
            yield span, phrase, view, chain(shared, *clues.of(phrase, more))


def _mention(view: View, phrase: Phrase, score: float) -> Mention:
    return Mention(span_of(view, phrase), phrase, view, score)


def _whole(words: tuple[Token, ...], phrase: Phrase) -> Phrase:
    """Gives "impact of X on Y" for "X on Y"."""
    attached = any(word.text == "on" for word in words[phrase.first + 1 : phrase.last - 1])
    ahead = [word.text for word in words[max(0, phrase.first - 2) : phrase.first]]
    if attached and ahead[1:] == ["of"] and ahead[0] in cues("bearing"):
        return Phrase(phrase.first - 2, phrase.last, phrase.head)
    return phrase


def span_of(view: View, phrase: Phrase) -> Span:
    """Gives the place of a phrase in the document."""
    return Span(view.words[phrase.first].span.start, view.words[phrase.last - 1].span.end)


@lru_cache(maxsize=4)
def views_of(document: Document) -> tuple[View, ...]:
    """Gives the sentences that may speak of results, each with its words."""
    kept = sentences_about(document, _OPEN_FOCUS, _CLOSED_SECTIONS)
    return tuple(view_of(document, sentence, index / len(kept)) for index, sentence in enumerate(kept))


def sentences_about(document: Document, focus: Container[Focus], closed: Container[Section]) -> tuple[Sentence, ...]:
    """Gives the sentences of some focus outside closed sections; what is too long for a sentence is left out."""
    return tuple(
        sentence
        for sentence in document.sentences
        if sentence.focus in focus
        and sentence.section not in closed
        and sentence.span.end - sentence.span.start <= _LONGEST_SENTENCE
    )


def view_of(document: Document, sentence: Sentence, place: float = 0.0) -> View:
    """Gives one sentence with its words; `place` is its share of the way through the open sentences."""
    text = sentence.span.of(document.text)
    words = tokens(text, sentence.span.start)
    plain = {word.text for word in words}
    kinds = {word.kind for word in words}
    shared = [f"section {sentence.section.value}", f"focus {sentence.focus.value}", f"decile {int(place * _DECILES)}"]
    shared += [f"sentence has {word}" for word in sorted(plain & cues("telling"))]
    shared += [f"sentence has a {kind}" for kind in (WordClass.CHANGE, WordClass.NUMBER) if kind in kinds]
    shared += [f"sentence starts {' '.join(word.text for word in words[:size])}" for size in (1, 2)]
    if any(word.text.endswith("%") for word in words) or plain & {"percent", "%"}:
        shared.append("sentence has a percent")
    if hedges(text):
        shared.append("sentence is hedged")
    if any(mark in text for mark in '\u201c\u201d"'):
        shared.append("sentence quotes")
    if text.endswith("?"):
        shared.append("sentence asks")
    shared.append(f"sentence length {min(len(words) // 10, 5)}")
    return View(sentence, words, tuple(shared))


def _known_words(document: Document, named: Iterable[tuple[Span, str]]) -> dict[str, str]:
    known: dict[str, str] = {}
    for span, kind in named:
        for word in tokens(span.of(document.text)):
            if word.kind is WordClass.NOUN:
                known.setdefault(word.text, kind)
    return known


def _document_features(
    inner: tuple[Token, ...], counts: Counter[str], title: set[str], known: dict[str, str]
) -> Iterator[Feature]:
    yield ("head", "occurs", str(min(counts[inner[-1].text], 6)))
    nouns = [word.text for word in inner if word.kind is WordClass.NOUN]
    if not title.isdisjoint(nouns):
        yield ("in", "title")
    kinds = [known[noun] for noun in nouns if noun in known]
    yield from (("has", "word", "of", kind) for kind in kinds)
    if kinds and len(kinds) == len(nouns):
        yield ("only", "words", "of", kinds[0])


def mention_at(views: Iterable[View], span: Span, score: float) -> Mention | None:
    """Gives the mention whose words stand at a place, None where no open sentence holds it."""
    for view in views:
        if not view.sentence.span.overlaps(span):
            continue
        inside = [index for index, word in enumerate(view.words) if span.contains(word.span)]
        if inside:
            first, last = inside[0], inside[-1] + 1
            return Mention(span, Phrase(first, last, last - 1), view, score)
    return None
