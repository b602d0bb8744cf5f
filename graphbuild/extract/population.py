"""Who took part: the words for them, their age and their sex."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graphbuild.extract.context import around
from graphbuild.extract.eligibility import criteria
from graphbuild.extract.participants import Participants, participants
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.traits import Trait
from graphbuild.language.ages import AgeKind, ages
from graphbuild.language.lexicon import load
from graphbuild.model.codes import Focus, Section, Sex
from graphbuild.model.fact import Duration, Fact, Field
from graphbuild.model.text import Document, Span

DESCRIPTION_MODEL, AGE_MODEL, SEX_MODEL = "population", "population-age", "population-sex"
_OWN = frozenset({Focus.THIS_STUDY, Focus.COMMENTARY})
_CLOSED = frozenset({Section.BOILERPLATE, Section.CITATION})
_COUNTED = 0.62
_ONE_OF, _ONE_REACH = re.compile(r"\bone\sof\s(?:the|its|our|these|those)\s$", re.IGNORECASE), 16
"""Before those of whom one speaks: says one of the women."""
_ARTICLE, _NOUN_REACH = re.compile(r"\b(?:an?|the)\s$", re.IGNORECASE), 30
"""Before the age of one person, who is no participant unless a noun for people follows: a 60-year-old man."""
_EVEN = {"men": "women", "male": "female", "boys": "girls", "man": "woman", "males": "females"}
"""Words for men that are weighed like those for women, so that neither sex is easier to see."""
_BOUNDS = {
    AgeKind.RANGE: ((Field.POPULATION_MINIMUM_AGE, "low"), (Field.POPULATION_MAXIMUM_AGE, "high")),
    AgeKind.MINIMUM: ((Field.POPULATION_MINIMUM_AGE, "low"),),
    AgeKind.MAXIMUM: ((Field.POPULATION_MAXIMUM_AGE, "high"),),
    AgeKind.MEAN: ((Field.POPULATION_MEAN_AGE, "low"),),
    AgeKind.EXACT: (),
}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives description, age, sex and criteria of the participants, the counted ones in `found` before others."""
    counted = [fact.span for fact in found if fact.field is Field.ENROLLMENT and isinstance(fact.span, Span)]
    yield from _description(document, participants(document), counted)
    yield from _age(document)
    yield from _sex(document)
    yield from criteria(document)


def _description(document: Document, phrases: Iterable[Participants], counted: Sequence[Span]) -> Iterator[Fact]:
    """Gives the likeliest phrase; one that is attached to the number of participants has an advantage."""
    ranked = []
    for item in phrases:
        confidence = probability(DESCRIPTION_MODEL, item.features)
        if any(span.overlaps(item.head) for span in counted):
            confidence = max(confidence, _COUNTED)
        ranked.append((confidence, -item.span.start, item))
    if ranked:
        confidence, _, best = max(ranked, key=lambda entry: entry[:2])
        if confidence >= threshold(DESCRIPTION_MODEL):
            words = " ".join(best.span.of(document.text).split())
            yield Fact(Field.POPULATION_DESCRIPTION, words, best.span, "population/ranked-phrase", confidence)


def _age(document: Document) -> Iterator[Fact]:
    for item in age_wordings(document):
        confidence = probability(AGE_MODEL, item.features)
        if confidence < threshold(AGE_MODEL):
            continue
        words = " ".join(item.span.of(document.text).split())
        yield Fact(Field.POPULATION_AGE, words, item.span, "population/ranked-age", confidence)
        if item.age is not None:
            for field, bound in _BOUNDS[item.age.kind]:
                age: Duration = getattr(item.age, bound)
                value = age.months / 12 if field is Field.POPULATION_MEAN_AGE else age
                yield Fact(field, value, item.span, f"population/{item.age.kind}-age", confidence)


def _sex(document: Document) -> Iterator[Fact]:
    for item in sex_wordings(document):
        confidence = probability(SEX_MODEL, item.features)
        if confidence >= threshold(SEX_MODEL):
            yield Fact(Field.POPULATION_SEX, Sex(item.code), item.span, "population/ranked-sex", confidence)


def age_wordings(document: Document) -> tuple[Trait, ...]:
    """Gives the ages of a document, in figures or by a word for an age group (adults, children)."""
    return tuple(item for index in _sentences(document) for item in _ages_of(document, index))


def _ages_of(document: Document, index: int) -> Iterator[Trait]:
    start = document.sentences[index].span.start
    text = document.sentences[index].span.of(document.text)
    for found in ages(text):
        if found.kind is AgeKind.EXACT and _of_a_stranger(text, found.span):
            continue
        span = Span(start + found.span.start, start + found.span.end)
        features = (*around(document, index, span), f"kind={found.kind}")
        yield Trait(found.kind.value, span, index, frozenset(features), found)
    for match in load("age-groups").find(text):
        span = Span(start + match.span.start, start + match.span.end)
        features = (*around(document, index, span), "kind=group", f"wording={match.wording}")
        yield Trait("group", span, index, frozenset(features))


def _of_a_stranger(text: str, age: Span) -> bool:
    one = _ARTICLE.search(text, max(0, age.start - _ONE_REACH), age.start)
    return one is not None and not load("people").find(text[age.end : age.end + _NOUN_REACH])


def sex_wordings(document: Document) -> tuple[Trait, ...]:
    """Gives the words for a sex in the sentences about this study, with how one-sided the document is about it."""
    found = [
        (match.code, match.wording, Span(start + match.span.start, start + match.span.end), index)
        for index in _sentences(document)
        for start in (document.sentences[index].span.start,)
        for match in load("sex").find(document.sentences[index].span.of(document.text))
        if not _ONE_OF.search(document.text, max(0, start + match.span.start - _ONE_REACH), start + match.span.start)
    ]
    shares = {code: number / len(found) for code, number in Counter(code for code, *_ in found).items()}
    return tuple(
        Trait(
            code,
            span,
            index,
            frozenset(
                (
                    *around(document, index, span),
                    f"both={code == Sex.ALL}",
                    f"wording={_EVEN.get(wording, wording)}",
                    f"share={round(shares[code] * 4)}",
                    f"often={min(len(found), 4)}",
                    f"alone={len(shares) == 1}",
                )
            ),
        )
        for code, wording, span, index in found
    )


def _sentences(document: Document) -> Iterator[int]:
    for index, sentence in enumerate(document.sentences):
        if sentence.focus in _OWN and sentence.section not in _CLOSED:
            yield index
