"""Where a text speaks of something that the study measured: candidate phrases, and how sure each is.

Every noun phrase of the sentences about the study is a candidate; a linear classifier, trained on annotated news,
weighs its words, its neighbours, its clause, its sentence and its place in the document.
"""

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import repeat
from typing import Generic, TypeVar

from graphbuild.extract.clues import Clues, Feature, most_of_own, of_name
from graphbuild.extract.ranking import probability_of, weights
from graphbuild.extract.wordings import telling
from graphbuild.language.classifier import UNIT
from graphbuild.language.hedges import hedges
from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembering
from graphbuild.language.numbers import SPELLED
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
_NUMERALS = frozenset(SPELLED.split("|")) - {"zero"}

_GIVEN = frozenset({"on", "in", "among", "with"})
_NOTHING = repeat(0)

T = TypeVar("T", int, list[str])


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


def mentions(document: Document, found: tuple[Fact, ...], least: float = 0.0) -> tuple[Mention, ...]:
    """Gives the candidate phrases of a document, the most probable first.

    Those that can't reach the least probability are left out, but for names of scales.
    """
    enough = _enough(least)
    scored = []
    for scene in _scenes(document, found, _weigh, _weigh_name):
        view = scene.view
        for phrase in phrases(view.words):
            known, plain = scene.known(phrase), telling(view.words, phrase)
            if plain or known >= enough or view.words[phrase.last - 1].text in instruments():
                if all(word.text in _NUMERALS for word in view.words[phrase.first : phrase.last]):
                    continue
                chance = probability_of(MODEL, known + scene.rest(phrase))
                whole = _whole(view.words, _without_numerals(view.words, phrase))
                # a wording that leaves no doubt lifts it above every threshold, in its own order
                score = _PLAIN + (1 - _PLAIN) * chance if plain else chance
                scored.append(Mention(span_of(view, whole), whole, view, score))
    return tuple(sorted(scored, key=lambda mention: (-mention.score, mention.span)))


@cache
def _enough(least: float) -> float:
    """Gives what most features must weigh, so that the rest can still lift a phrase to a probability."""
    known = weights(MODEL)
    needed = math.log(least / (1 - least)) * UNIT if least else -math.inf
    return needed - 1 - known.get(("bias",), 0) - most_of_own(known)


@cache
def instruments() -> frozenset[str]:
    """Gives the last words of names of scales and questionnaires."""
    return frozenset(entry.wording for entry in load("measures").entries if entry.code == "instrument")


def _weigh(features: Iterable[Feature]) -> int:
    return sum(map(weights(MODEL).get, features, _NOTHING))


@lru_cache(maxsize=4_096)
def _weigh_name(texts: tuple[str, ...], head: int) -> tuple[str, int]:
    worth, features = of_name(texts, head)
    return worth, _weigh(features)


def candidates(document: Document, found: Iterable[Fact]) -> Iterator[tuple[Span, Phrase, View, tuple[str, ...]]]:
    """Gives every noun phrase of the open sentences with its features: what the classifier is trained on."""

    def name(features: Iterable[Feature]) -> list[str]:
        return [" ".join(feature) for feature in features]

    def name_all(texts: tuple[str, ...], head: int) -> tuple[str, list[str]]:
        worth, features = of_name(texts, head)
        return worth, name(features)

    for scene in _scenes(document, found, name, name_all):
        for phrase in phrases(scene.view.words):
            names = scene.known(phrase) + scene.rest(phrase)
            yield span_of(scene.view, phrase), phrase, scene.view, tuple(sorted(names))


@dataclass(frozen=True, slots=True)
class _Scene(Generic[T]):
    """A sentence with what holds for all of its phrases, and the names found in it before."""

    view: View
    clues: Clues[T]
    shared: T
    near: list[tuple[Span, Feature]]
    in_document: Callable[[tuple[Token, ...]], Iterator[Feature]]

    def known(self, phrase: Phrase) -> T:
        """Gives what most features of a phrase weigh."""
        return self.shared + self.clues.of(phrase)

    def rest(self, phrase: Phrase) -> T:
        """Gives what the rest of them weigh."""
        more = list(self.in_document(self.view.words[phrase.first : phrase.last]))
        if self.near:
            span = span_of(self.view, phrase)
            more += [kind for place, kind in self.near if place.overlaps(span)]
        return self.clues.own(phrase, more)


def _scenes(
    document: Document,
    found: Iterable[Fact],
    weigh: Callable[[Iterable[Feature]], T],
    weigh_name: Callable[[tuple[str, ...], int], tuple[str, T]],
) -> Iterator[_Scene[T]]:
    """Gives every open sentence, ready for its phrases to be weighed."""
    views = views_of(document)
    counts = Counter(word.text for view in views for word in view.words if word.kind is WordClass.NOUN)
    title = {word.text for word in views[0].words} if views else set()
    named = [(fact.span, _NAMES[fact.field]) for fact in found if fact.field in _NAMES and isinstance(fact.span, Span)]
    in_document = partial(_document_features, counts=counts, title=title, known=_known_words(document, named))
    for view in views:
        near: list[tuple[Span, Feature]] = [
            (place, ("is", kind)) for place, kind in named if place.overlaps(view.sentence.span)
        ]
        shared = weigh([tuple(feature.split(" ")) for feature in view.shared])
        yield _Scene(view, Clues(view.words, weigh, weigh_name), shared, near, in_document)


def _without_numerals(words: tuple[Token, ...], phrase: Phrase) -> Phrase:
    """Gives "hot flashes" for "four hot flashes", and "survival" for "survival three", of which years followed."""
    first, last = phrase.first, phrase.last
    if words[last - 1].text in _NUMERALS:
        while last - first > 1 and (words[last - 1].text in _NUMERALS or words[last - 1].kind is WordClass.PREPOSITION):
            last -= 1
    while last - first > 1 and words[first].text in _NUMERALS:
        first += 1
    return Phrase(first, last, min(max(phrase.head, first), last - 1))


def _whole(words: tuple[Token, ...], phrase: Phrase) -> Phrase:
    """Gives "impact of X on Y" for "X on Y", and "response rate" for "percent response rate on placebo"."""
    if phrase.last - phrase.first > 2 and words[phrase.last - 2].text in _GIVEN:  # noqa: PLR2004 (response on placebo)
        last = phrase.last - 2 if words[phrase.last - 1].text in cues("other-side") else phrase.last
        phrase = Phrase(phrase.first, last, min(phrase.head, last - 1))
    if phrase.last - phrase.first > 1 and words[phrase.first].text in {"percent", "%"} and phrase.head > phrase.first:
        phrase = Phrase(phrase.first + 1, phrase.last, phrase.head)
    attached = any(word.text == "on" for word in words[phrase.first + 1 : phrase.last - 1])
    ahead = [word.text for word in words[max(0, phrase.first - 2) : phrase.first]]
    if attached and ahead[1:] == ["of"] and ahead[0] in cues("bearing"):
        return Phrase(phrase.first - 2, phrase.last, phrase.head)
    return phrase


def span_of(view: View, phrase: Phrase) -> Span:
    """Gives the place of a phrase in the document."""
    return Span(view.words[phrase.first].span.start, view.words[phrase.last - 1].span.end)


@remembering(4)
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
