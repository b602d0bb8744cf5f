"""Stretches of time that may be follow-up: each with the features from which a model judges it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from graphbuild.extract.context import around, tokens, wordings
from graphbuild.extract.stretch_shapes import SURE, is_none, shapes
from graphbuild.language.ages import ages
from graphbuild.language.durations import FoundDuration, durations
from graphbuild.model.fact import Duration
from graphbuild.model.text import Document, Sentence, Span

_REACH = 45
_WORDS, _STEM = 14, 7
"""How many words on each side are taken by their stems, and how many letters those have."""
_LEADS = frozenset(
    f"shape={name}"
    for name in ("after", "at", "for", "over", "within", "later", "opening", "treated-for", "program", "study")
)
"""The shapes with which what stands around a stretch tells more."""
_RATE = re.compile(r"\b(?:every|each|per)\s(?:other\s)?$", re.IGNORECASE)
_RATE_REACH = 14
_TENSES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "past",
            r"\b(?:was|were|had|did|took|found|showed|gave|saw|fell|rose|lost|went|began|slept|made|felt|became|came|kept|\w{3,14}ed)\b",
        ),
        (
            "present",
            r"\b(?:is|are|has|have|does|do|lasts?|takes?|gets?|lives?|suffers?|affects?|occurs?|develops?|usually|often|typically)\b",
        ),
        ("modal", r"\b(?:would|could|should|may|might|will|can|must|cannot|if)\b"),
    )
)
_QUOTES = re.compile(r"[\"\u201c\u201d]")
_SOFT = re.compile(
    r"\s(?:(?:an?\s|the\s)?(?:average|median|mean|total|maximum|minimum|additional|initial|first|full|period)\s(?:follow-up\s)?(?:of\s)?|about|approximately"
    r"|around|nearly|almost|roughly|just|over|more than|at least|up to|only|another|some|the|a|an|of)\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stated stretch of time, and what speaks for its being a follow-up."""

    duration: Duration
    span: Span
    sentence: int
    features: frozenset[str]


def stretches(document: Document) -> tuple[Stretch, ...]:
    """Gives every stretch of time of a segmented document as a candidate."""
    found = [item for index in range(len(document.sentences)) for item in _of_sentence(document, index)]
    seen = Counter(item.duration.days for item in found)
    sure = {item.duration.days for item in found if SURE & item.features}
    longest = max((item.duration.days for item in found), default=0)
    return tuple(
        replace(
            item,
            features=item.features
            | {
                f"seen={min(seen[item.duration.days], 3)}",
                f"sure={item.duration.days in sure}",
                f"some-sure={bool(sure)}",
                f"longest={item.duration.days == longest}",
                f"stated={min(len(seen), 5)}",
            },
        )
        for item in found
    )


def _of_sentence(document: Document, index: int) -> Iterator[Stretch]:
    sentence = document.sentences[index].span
    text = sentence.of(document.text)
    stated = ages(text)
    found = [
        item
        for item in durations(text)
        if not any(item.span.overlaps(age.span) for age in stated)
        and not _RATE.search(text, max(0, item.span.start - _RATE_REACH), item.span.start)
    ]
    if not found:
        return
    tone, quotes = tuple(_tone(text)), [mark.start() for mark in _QUOTES.finditer(text)]
    topics = sorted({match.code for match in wordings(text, "time-cues")})
    for item in found:
        put = tuple(shapes(text, item.span))
        if is_none(frozenset(put)):
            continue
        span = Span(sentence.start + item.span.start, sentence.start + item.span.end)
        cues = tuple(_time_cues(text, item.span))
        features = (
            *around(document, index, span),
            *_stems(text, item.span),
            *cues,
            *(f"{cue}&{lead}" for lead in sorted(_LEADS.intersection(put)) or ("no-lead",) for cue in cues),
            *_own(text, item),
            *_lead(text, item.span),
            *put,
            *_pairs(put, topics, item, document.sentences[index]),
            *tone,
            *(["quoted"] if bisect_left(quotes, item.span.start) % 2 else []),
            f"beside={min(len(found), 4)}",
        )
        yield Stretch(item.duration, span, index, frozenset(features))


def _time_cues(text: str, span: Span) -> Iterator[str]:
    for match in wordings(text, "time-cues"):
        if match.span.end <= span.start:
            distance, side = span.start - match.span.end, "before"
        elif match.span.start >= span.end:
            distance, side = match.span.start - span.end, "after"
        else:
            distance, side = 0, "within"
        yield f"time:{match.code}-{side}"
        if distance < _REACH:
            yield f"time:{match.code}-near-{side}"


def _stems(text: str, span: Span) -> Iterator[str]:
    """Gives the stems of the words before and behind a stretch."""
    for side, words in (
        ("before", tokens(text[: span.start])[-_WORDS:]),
        ("behind", tokens(text[span.end :])[:_WORDS]),
    ):
        yield from (f"{side}={word[:_STEM]}" for word in words)


def _tone(text: str) -> Iterator[str]:
    """Tells in which tenses a sentence stands, and whether somebody says it."""
    yield from (f"tense={name}" for name, pattern in _TENSES if pattern.search(text))
    if _QUOTES.match(text):
        yield "opens-quote"


def _pairs(put: Sequence[str], topics: Sequence[str], item: FoundDuration, sentence: Sentence) -> Iterator[str]:
    """Gives the pairs of features that tell more together."""
    unit = f"unit={item.duration.unit.value}"
    yield f"focus={sentence.focus}:{sentence.section}"
    yield from (f"{topic}&{unit}" for topic in topics)
    yield from (f"{shape}&{unit}" for shape in put)
    yield from (f"{shape}&focus={sentence.focus}" for shape in put)
    yield from (f"{first}&{second}" for first, second in combinations(sorted(put), 2))


def _lead(text: str, span: Span) -> Iterator[str]:
    """Names the word that introduces the stretch, whatever weakens it left out: after (about) six months."""
    start = max(0, span.start - _REACH)
    before = text[start : span.start]
    softened = _SOFT.search(before)
    words = tokens(before[: softened.start()] if softened else before) or ["^"]
    follower = (tokens(text[span.end : span.end + _REACH]) or ["$"])[0]
    yield f"lead={words[-1]}"
    yield f"lead={words[-1]}_{follower}"
    yield f"lead2={' '.join(words[-2:])}"
    if softened:
        yield "soft"
    if start == 0 and len(words) == 1:
        yield f"opens={words[-1]}"


def _own(text: str, item: FoundDuration) -> Iterator[str]:
    words = item.span.of(text).casefold()
    unit = item.duration.unit.value
    yield f"unit={unit}"
    yield f"unit={unit}:{_size(item.duration.value)}"
    yield f"days={_size(item.duration.days)}"
    if "-" in words:
        yield "hyphen"
    if words.startswith(("a ", "an ", "one ")):
        yield "article"
    if "long" in words:
        yield "long"
    if words.split()[0] in {"week", "weeks", "day", "days", "month", "months", "year", "years"}:
        yield "labelled"
    if item.duration.value != item.duration.value.to_integral_value():
        yield "fraction"


def _size(value: Decimal) -> int:
    return sum(value >= limit for limit in (1, 2, 3, 5, 7, 10, 13, 21, 30, 60, 90, 180, 365, 730, 1825, 3650))
