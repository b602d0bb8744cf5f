"""The calendar time that the data of a study cover: between 2010 and 2015; recruited from May 2012 to June 2014."""

import re
from collections.abc import Iterator

from graphbuild.extract.context import around
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.traits import Trait
from graphbuild.language.dates import dates
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus
from graphbuild.model.fact import Fact, Field, PartialDate
from graphbuild.model.text import Document, Span

MODEL = "period"
_OWN = frozenset({Focus.THIS_STUDY, Focus.COMMENTARY, Focus.BACKGROUND})
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_END = rf"(?:{_MONTH}\s(?:\d{{1,2}},?\s)?)?(?:19|20)\d\d"
_SPAN = sieve(
    rf"(?<![\w/-])(?P<low>{_END}|{_MONTH}(?:\s\d{{1,2}})?)"
    rf"(?:\s?(?:-|\u2013|\u2014)\s?|,?\s(?:to|and|through|until)\s(?:the end of\s)?)"
    rf"(?P<high>{_END})(?![\w/-])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def periods(document: Document) -> Iterator[Fact]:
    """Gives the likeliest period of this study, with its ends."""
    ranked = [(probability(MODEL, item.features), -item.span.start, item) for item in period_wordings(document)]
    if not ranked:
        return
    confidence, _, best = max(ranked, key=lambda entry: entry[:2])
    if confidence >= threshold(MODEL):
        words = " ".join(best.span.of(document.text).split())
        yield Fact(Field.PERIOD, words, best.span, "course/ranked-period", confidence)
        yield from _ends(document.text, best.span, confidence)


def period_wordings(document: Document) -> tuple[Trait, ...]:
    """Gives every stretch between two calendar years as a candidate."""
    found = []
    for index, sentence in enumerate(document.sentences):
        if sentence.focus not in _OWN:
            continue
        for match in _SPAN.finditer(document.text, sentence.span.start, sentence.span.end):
            years = [int(year) for year in _YEAR.findall(match[0])]
            if years == sorted(years) and (len(years) == 1 or years[0] < years[-1] or match["low"][0].isalpha()):
                span = Span(*match.span())
                features = (*around(document, index, span), f"length={min(years[-1] - years[0], 12)}")
                found.append(Trait("period", span, index, frozenset(features)))
    return tuple(found)


def _ends(text: str, span: Span, confidence: float) -> Iterator[Fact]:
    """Gives the first and the last date, each quoted by its own words."""
    match = _SPAN.match(text, span.start, span.end)
    if match is None:
        return
    for field, group in ((Field.START_DATE, "low"), (Field.COMPLETION_DATE, "high")):
        words = Span(*match.span(group))
        stated = dates(words.of(text))
        year = _YEAR.fullmatch(words.of(text))
        if stated and stated[0].date.year is not None:
            yield Fact(field, stated[0].date, words, "course/period-end", confidence)
        elif year is not None:
            yield Fact(field, PartialDate(int(year[0])), words, "course/period-end", confidence)
