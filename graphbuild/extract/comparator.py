"""With what the study compared: placebo, usual care, people without MS.

Candidates are the names in the text, what follows than, versus and compared with, and descriptions of people without
something. A linear classifier weighs their words, what stands before them, and the roles of the interventions found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

from graphbuild.extract.candidates import skipping
from graphbuild.extract.opposed import opposed
from graphbuild.extract.selection import Models
from graphbuild.language.classifier import Classifier, classifier
from graphbuild.language.naming import Name, group, is_blind, listed, names_in, shape, stems
from graphbuild.language.phrases import Token, WordClass, tokens
from graphbuild.model.codes import Focus, InterventionRole, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

MODEL = "comparator"
_THRESHOLD = 0.58
_CLOSED = {Section.BOILERPLATE, Section.DATELINE, Section.CITATION}
_LONGEST = 11
_AHEAD = 12
_LONGEST_NAME = 5
_MOST_BACKING = 25
_LITTLE = {WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.CONJUNCTION, WordClass.PRONOUN, WordClass.MARK}
_ENDS = frozenset('.,;:()?!\u2014\u2013"\u201c\u201d')


@dataclass(frozen=True, slots=True)
class Rival:
    """A description that may be the comparator, with its features and the stems of its words that say something."""

    span: Span
    features: tuple[str, ...]
    core: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """The words [first, last) of a sentence, and the words of contrast in it."""

    index: int
    sentence: Sentence
    words: tuple[Token, ...]
    contrasts: tuple[str, ...]
    first: int
    last: int

    @property
    def inner(self) -> tuple[Token, ...]:
        return self.words[self.first : self.last]

    @property
    def span(self) -> Span:
        return Span(self.inner[0].span.start, self.inner[-1].span.end)


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives the comparator that the classifier finds the likeliest, if it is likely enough."""
    return comparators(document, found)


def comparators(document: Document, found: tuple[Fact, ...], models: Models = classifier) -> Iterator[Fact]:
    """Gives placebo where the study gave any, else the comparator that the given model finds likely enough."""
    placebo = _placebo(found)
    if placebo is not None:
        yield Fact(Field.COMPARATOR, placebo.value, placebo.span, "comparator/placebo", placebo.confidence)
        return
    model, tested = models(MODEL), _only_tested(found)
    weighed = [rival for rival in rivals(document, found) if not _is_tested(document, rival, tested)]
    if not weighed:
        return
    chance, best = likeliest(weighed, model)
    span = _told(document, best.span)
    if chance >= _THRESHOLD and span is not None:
        words = " ".join(span.of(document.text).split())
        fact = Fact(Field.COMPARATOR, words, span, "comparator/weighed", round(chance, 3))
        yield fact
        yield from opposed(document, fact, found)


def likeliest(weighed: Sequence[Rival], model: Classifier) -> tuple[float, Rival]:
    """Gives the description that is the likeliest comparator, with its chance; those with like words back each other.

    The control group, and the people of the control group, are two descriptions of one.
    """
    scored = sorted(((model.chance(one.features), -one.span.start, one) for one in weighed), key=lambda item: item[:2])
    leading = scored[-_MOST_BACKING:]
    chances = [
        1 - prod(1 - chance for chance, _, other in leading if other is one or _alike(one.core, other.core))
        for _, _, one in leading
    ]
    best = max(range(len(leading)), key=lambda index: (chances[index], index))
    return chances[best], leading[best][-1]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tells whether two descriptions share half of their words, or one holds the other."""
    shared = len(one & other)
    return shared > 0 and (4 * shared >= len(one) + len(other) or shared == min(len(one), len(other)))


def _only_tested(found: tuple[Fact, ...]) -> frozenset[str]:
    """Gives the words of the one thing that was tested; none where there are several."""
    tested = {fact.about for fact in found if fact.value is InterventionRole.EXPERIMENTAL}
    names = [str(fact.value) for fact in found if _names(fact) and fact.about in tested]
    return frozenset(stems(names[0].lower().split())) if len(names) == 1 else frozenset()


def _is_tested(document: Document, rival: Rival, tested: frozenset[str]) -> bool:
    """Tells whether a description only names what was tested, which can't be what it was compared with."""
    core = _core(tokens(rival.span.of(document.text)))
    alone = tokens(document.text[rival.span.end : rival.span.end + _AHEAD])[:1]
    sole = bool(alone) and alone[0].text in group("sole")
    return tested.issuperset(core) and not sole and core[-1] not in group("customary")


def _told(document: Document, span: Span) -> Span | None:
    """Gives a description without what leads to it (compared A to B) and without words that begin what follows it."""
    words = tokens(span.of(document.text), span.start)
    blind = [name for name in names_in(span.of(document.text), span.start) if is_blind(name.words)]
    if blind:
        return blind[0].span
    first, last = 0, len(words)
    ahead = tokens(document.text[max(0, span.start - _AHEAD) : span.start])
    if ahead and ahead[-1].text in group("comparing"):
        turns = [at for at in range(1, len(words)) if words[at].text in {"to", "with", "against"}]
        first = turns[0] + 1 if turns else 0
    last = next((at for at in range(first + 1, last) if _ends_group(words, at)), last)
    while last > first and words[last - 1].text in group("dangling"):
        last -= 1
    while first < last and words[first].text in group("article") - {"those"}:
        first += 1
    return Span(words[first].span.start, words[last - 1].span.end) if first < last else None


def _ends_group(words: tuple[Token, ...], at: int) -> bool:
    """Tells whether the number that a group had, and not more of its description, stands at a place."""
    return words[at].text[0].isdigit() and words[at - 1].text in {"group", "groups", "arm"}


def _placebo(found: tuple[Fact, ...]) -> Fact | None:
    roles = {fact.about for fact in found if fact.value is InterventionRole.PLACEBO}
    return next((fact for fact in found if fact.field is Field.INTERVENTION_NAME and fact.about in roles), None)


def rivals(document: Document, found: tuple[Fact, ...]) -> tuple[Rival, ...]:
    """Gives every description that may be the comparator, with its features."""
    roles = _roles(found)
    places = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in _CLOSED:
            where = sentence.span.of(document.text), sentence.span.start
            words, named = tokens(*where), names_in(*where)
            ranges = sorted({*_named(named), *_ranges(words)})
            contrasts = _contrasts(words)
            places += [_Place(index, sentence, words, contrasts, first, last) for first, last in ranges]
    grouped: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for place in places:
        grouped[_core(place.inner)].append(place)
    return tuple(_rival(core, same, roles) for core, same in grouped.items() if core)


def _rival(core: tuple[str, ...], same: list[_Place], roles: dict[frozenset[str], InterventionRole]) -> Rival:
    around: Counter[str] = Counter()
    for place in same:
        around.update(dict.fromkeys(_around(place), 1))
    often = [f"{name} often" for name, count in around.items() if count > 2]  # noqa: PLR2004
    features = (*_inside(same[0].inner, core, roles), *around, *often, f"again {min(len(same), 5)}")
    best = same[0] if len(same) == 1 else max(same, key=_telling)
    return Rival(best.span, tuple(dict.fromkeys(features)), _telling_words(best.inner))


def _telling_words(words: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(
        stems(word.text for word in words if word.kind not in _LITTLE and word.text not in group("article"))
    )


def _telling(place: _Place) -> int:
    """Counts the words of contrast before a description, for the choice of the words that bear it out."""
    return len(_contrasts(place.words[max(0, place.first - 6) : place.first])) + 2 * (
        place.sentence.focus is Focus.THIS_STUDY
    )


def _contrasts(words: tuple[Token, ...]) -> tuple[str, ...]:
    return tuple(sorted({word.text for word in words} & group("contrast")))


def _roles(found: tuple[Fact, ...]) -> dict[frozenset[str], InterventionRole]:
    named = {fact.about: frozenset(stems(str(fact.value).lower().split())) for fact in found if _names(fact)}
    return {
        named[fact.about]: fact.value
        for fact in found
        if isinstance(fact.value, InterventionRole) and fact.about in named
    }


def _names(fact: Fact) -> bool:
    return fact.field is Field.INTERVENTION_NAME


def _named(found: tuple[Name, ...]) -> Iterator[tuple[int, int]]:
    for name in found:
        if not group("people").issuperset(name.words) and len(name.words) <= _LONGEST_NAME:
            yield name.first, name.last


def _ranges(words: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    against, somebody = group("against"), _somebody()
    for index, word in enumerate(words):
        if word.text in against:
            yield from _following(words, index + 1)
        if word.text in somebody and index + 1 < len(words):
            after = words[index + 1].text
            if after in group("lacking") or (
                after == "with" and words[index + 2 : index + 3] and _denies(words, index)
            ):
                yield index, _end(words, index)


@cache
def _somebody() -> frozenset[str]:
    return group("people") | group("pronoun")


def _denies(words: tuple[Token, ...], index: int) -> bool:
    return words[index + 2].text in {"no", "other", "neither"}


def _following(words: tuple[Token, ...], first: int) -> Iterator[tuple[int, int]]:
    skipped = group("article") - {"those"} | group("filler")
    while first < len(words) and (words[first].text in skipped or words[first].text[0].isdigit()):
        first += 1
    end = _end(words, first)
    if end > first:
        yield first, end


def _end(words: tuple[Token, ...], first: int) -> int:
    end = first
    while end < len(words) and end - first < _LONGEST and words[end].text not in _ENDS:
        if words[end].text in group("turn") and words[end - 1].text != "who":
            break
        end += 1
    return end


def _core(words: tuple[Token, ...]) -> tuple[str, ...]:
    return stems(word.text for word in words if word.text not in group("article"))


def _inside(
    inner: tuple[Token, ...], core: tuple[str, ...], roles: dict[frozenset[str], InterventionRole]
) -> Iterator[str]:
    texts = [word.text for word in inner]
    yield f"first {texts[0]}"
    yield f"last {texts[-1]}"
    yield f"length {min(len(texts), 8)}"
    yield from (f"word {stem}" for stem in core)
    for lexicon in ("interventions", "conditions"):
        kind = listed(texts, lexicon)
        yield f"{lexicon} {kind.code} {kind.how}" if kind else f"{lexicon} none"
    form = shape(texts)
    yield f"shape {form.code}" if form else "shape none"
    for order, (name, role) in enumerate(roles.items()):
        shared = len(name & set(core))
        if shared:
            how = "is" if shared == len(name) == len(set(core)) else "holds" if shared == len(name) else "touches"
            yield from (f"{how} {role.value}", f"{how} intervention {min(order, 2)}")
    if not roles:
        yield "no intervention found"
    yield from (f"any {role.value} found" for role in roles.values())


def _around(place: _Place) -> Iterator[str]:
    words, first, last = place.words, place.first, place.last
    left = ["<", "<", "<", *skipping(words[max(0, first - 5) : first])]
    yield f"left {left[-1]}"
    yield f"left {left[-2]} {left[-1]}"
    yield f"left {left[-3]} {left[-2]} {left[-1]}"
    right = [word.text for word in words[last : last + 1]]
    yield f"right {right[0] if right else '>'}"
    before = {word.text for word in words[max(0, first - 12) : first]}
    yield from (f"before {word}" for word in place.contrasts if word in before)
    yield from (f"sentence {word}" for word in place.contrasts)
    yield f"section {place.sentence.section.value}"
    yield f"focus {place.sentence.focus.value}"
    yield "headline" if place.index == 0 else "lead" if place.index <= 3 else "later"  # noqa: PLR2004
    if place.sentence.focus is Focus.THIS_STUDY and before & {"than", "compared", "versus"}:
        yield "contrast in this study"
