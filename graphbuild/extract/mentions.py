"""Where a text speaks of something that the study measured: candidate phrases, and how sure each is.

Every noun phrase of the sentences about the study is a candidate; a linear classifier, trained on annotated news,
weighs its words, its neighbours, its clause, its sentence and its place in the document.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from graphbuild.extract.ranking import probability
from graphbuild.extract.wordings import telling
from graphbuild.language.hedges import hedges
from graphbuild.language.lexicon import load
from graphbuild.language.phrases import Phrase, Token, WordClass, clause, phrases, tokens
from graphbuild.language.reporting import cues
from graphbuild.language.valence import valence
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
_NEAR = 6
_PLAIN = 0.8
_LONGEST_SENTENCE = 3_000
_DECILES = 10


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
        _mention(view, _whole(view.words, phrase), _score(view, phrase, names))
        for _, phrase, view, names in candidates(document, found)
    ]
    return tuple(sorted(scored, key=lambda mention: (-mention.score, mention.span)))


def _score(view: View, phrase: Phrase, features: tuple[str, ...]) -> float:
    """Gives the probability; a wording that leaves no doubt lifts it above every threshold, in its own order."""
    chance = probability(MODEL, features)
    return _PLAIN + (1 - _PLAIN) * chance if telling(view.words, phrase) else chance


def candidates(document: Document, found: Iterable[Fact]) -> Iterator[tuple[Span, Phrase, View, tuple[str, ...]]]:
    """Gives every noun phrase of the open sentences with its features: what the classifier is trained on."""
    views = views_of(document)
    counts = Counter(word.text for view in views for word in view.words if word.kind is WordClass.NOUN)
    title = {word.text for word in views[0].words} if views else set()
    named = [(fact.span, _NAMES[fact.field]) for fact in found if fact.field in _NAMES and isinstance(fact.span, Span)]
    known = _known_words(document, named)
    for view in views:
        near = [(place, f"is {kind}") for place, kind in named if place.overlaps(view.sentence.span)]
        for phrase in phrases(view.words):
            span = span_of(view, phrase)
            about = [kind for place, kind in near if place.overlaps(span)]
            about += _document_features(view.words[phrase.first : phrase.last], counts, title, known)
            yield span, phrase, view, (*_phrase_features(view, phrase), *about, *view.shared)


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
) -> list[str]:
    head = inner[-1].text
    nouns = [word.text for word in inner if word.kind is WordClass.NOUN]
    found = [f"head occurs {min(counts[head], 6)}"]
    if any(noun in title for noun in nouns):
        found.append("in title")
    found += sorted({f"has word of {known[noun]}" for noun in nouns if noun in known})
    if nouns and all(noun in known for noun in nouns):
        found.append(f"only words of {known[nouns[0]]}")
    return found


def _phrase_features(view: View, phrase: Phrase) -> list[str]:
    words = view.words
    inner = words[phrase.first : phrase.last]
    text = " ".join(word.text for word in inner)
    head = words[phrase.head].text
    worth = valence(text) or "none"
    found = [
        f"head {head}",
        f"head ends {head[-4:]}",
        f"first {inner[0].text}",
        f"last {inner[-1].text}",
        f"value {worth}",
        f"length {min(len(inner), 8)}",
        *sorted({f"word {word.text}" for word in inner}),
        *sorted({f"inner {word.kind}" for word in inner if word.kind is not WordClass.NOUN}),
    ]
    found += _neighbours(words, phrase, worth)
    found += _vocabulary_features(words, phrase)
    found += _clause_features(words, phrase, worth)
    return found


@cache
def _vocabulary() -> dict[str, int]:
    return {entry.wording: int(entry.code) for entry in load("vocabulary").entries}


def usual(word: str) -> int | None:
    """Gives in fifths how often a word stands in names of outcomes, None for a rare word."""
    known = _vocabulary()
    return known.get(word, known.get(word.removesuffix("s")))


def _vocabulary_features(words: tuple[Token, ...], phrase: Phrase) -> list[str]:
    head = usual(words[phrase.head].text)
    inner = [usual(word.text) for word in words[phrase.first : phrase.last] if word.kind is WordClass.NOUN]
    known = [share for share in inner if share is not None]
    left = _shape(words[phrase.first - 1]) if phrase.first else "<"
    found = [f"usual head {head}", f"usual head {head} left {left}"]
    if known:
        found += [f"usual least {min(known)}", f"usual most {max(known)}", f"usual mean {sum(known) // len(known)}"]
    return found


def _shape(word: Token) -> str:
    return _OPEN_CLASSES.get(word.kind) or word.text


_OPEN_CLASSES = {kind: kind.value for kind in (WordClass.NOUN, WordClass.NUMBER, WordClass.PEOPLE, WordClass.TIME)}


def _neighbours(words: tuple[Token, ...], phrase: Phrase, worth: str) -> list[str]:
    left = [_shape(word) for word in words[max(0, phrase.first - 3) : phrase.first]]
    right = [_shape(word) for word in words[phrase.last : phrase.last + 3]]
    left = ["<"] * (3 - len(left)) + left
    right = right + [">"] * (3 - len(right))
    return [
        f"left {left[2]}",
        f"left2 {left[1]} {left[2]}",
        f"left3 {left[0]} {left[1]} {left[2]}",
        f"right {right[0]}",
        f"right2 {right[0]} {right[1]}",
        f"right3 {right[0]} {right[1]} {right[2]}",
        f"around {left[2]} {right[0]}",
        f"left value {left[2]} {worth}",
        f"right value {right[0]} {worth}",
    ]


def _path(side: str, part: tuple[Token, ...], worth: str) -> Iterator[str]:
    """Gives the way between the phrase and the nearest word of change, verb or percent, nouns left out."""
    way: list[str] = []
    for word in part[:_NEAR]:
        stop = _STOPS.get(word.kind) or ("percent" if word.text == "percent" or word.text.endswith("%") else None)
        if stop is not None:
            yield f"way {side} {stop} {' '.join(way)}"
            yield f"way {side} {word.text if word.kind in _STOPS else stop} {' '.join(way)}"
            yield f"way {side} {stop} {worth} {len(way)}"
            return
        way.append(_shape(word))


_STOPS = {WordClass.CHANGE: WordClass.CHANGE.value, WordClass.VERB: WordClass.VERB.value}


def _clause_features(words: tuple[Token, ...], phrase: Phrase, worth: str) -> list[str]:
    first, last = clause(words, phrase.first)
    before, after = words[first : phrase.first], words[phrase.last : last]
    back = before[::-1]
    found = [*_nearest("before", back, worth), *_nearest("after", after, worth)]
    found += _path("from", back, worth)
    found += _path("to", after, worth)
    clause_words = {word.text for word in before}.union([word.text for word in after])
    found += [f"clause has {word}" for word in sorted(clause_words & _CONTRASTS)]
    if "percent" in clause_words or "%" in "".join(clause_words):  # the mark stands only at the end of a word
        found.append(f"clause has a percent {worth}")
    return found


_CONTRASTS = frozenset({"than", "compared", "versus", "no", "not"})


def _nearest(side: str, part: tuple[Token, ...], worth: str) -> Iterator[str]:
    """Tells for the telling classes of words whether one stands on this side of the phrase, and how near it is."""
    places: dict[WordClass, int] = {}
    for index, word in enumerate(part):
        places.setdefault(word.kind, index)
    for kind, name in _TELLING_CLASSES:
        at = places.get(kind)
        if at is None:
            yield f"no {name} {side}"
            continue
        near = "near" if at < _NEAR else "far"
        yield f"{name} {side} {near}"
        if kind is not WordClass.NUMBER and near == "near":
            yield f"{name} {side} {part[at].text}"
        if kind is WordClass.CHANGE:
            yield f"change {side} {near} {worth}"


_TELLING_CLASSES = tuple(
    (kind, kind.value)
    for kind in (WordClass.CHANGE, WordClass.VERB, WordClass.AUXILIARY, WordClass.NUMBER, WordClass.PEOPLE)
)


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
