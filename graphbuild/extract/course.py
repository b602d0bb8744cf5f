"""How long the study took: follow-up, time points, and the calendar years that it covers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from graphbuild.extract.context import around, tokens, wordings
from graphbuild.extract.period import periods
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.setup import lengths
from graphbuild.language.ages import ages
from graphbuild.language.durations import FoundDuration, durations
from graphbuild.model.fact import Duration, Fact, Field
from graphbuild.model.text import Document, Span

MODEL = "follow-up"
_REACH = 45
_RATE = re.compile(r"\b(?:every|each|per)\s(?:other\s)?$", re.IGNORECASE)
_RATE_REACH = 14
_SHAPE_REACH = 70
_SOFTENED = (
    r"(?:(?:about|approximately|around|nearly|almost|roughly|just|over|more|than|at|least|up|to|only|another|some|the|an?|of"
    r"|average|median|mean|total|minimum|maximum|first|next|following|period|under)\s){0,5}$"
)
_BEFORE_SHAPES = tuple(
    (name, re.compile(pattern + _SOFTENED, re.IGNORECASE))
    for name, pattern in (
        (
            "followed-for",
            r"\b(?:follow(?:ed|ing)?|track(?:ed|ing)|monitor(?:ed|ing)|stud(?:ied|ying)|observed)\b[^.;:]{0,40}?\s(?:for|over)\s",
        ),
        ("follow-up-of", r"\bfollow(?:-|\s)?up\b[^.;:]{0,24}?\s(?:of|was|averaged|lasted|for)\s"),
        (
            "study-lasted",
            r"\b(?:study|trial|treatment|program|programme|intervention)\s(?:lasted|lasting|ran for|for)\s",
        ),
        ("after", r"\bafter\s"),
        ("at", r"\bat\s"),
        ("within", r"\b(?:within|in)\s"),
        ("over", r"\b(?:over|during|throughout)\s"),
        ("for", r"\bfor\s"),
        (
            "outcome-value",
            (
                r"\b(?:surviv(?:al|ed|e)|lived|living|progression|life\sexpectancy|delay(?:ed|s)?|extend(?:ed|s)?|prolong(?:ed|s)?"
                r"|time\sto|rate|took|lasted|stay(?:ed)?|onset|worsen(?:ed|ing)|hospitali[sz]ed|shorten(?:ed|s)?|longer)\b"
                r"[^.;:]{0,40}?\s(?:of|was|by|for|is)\s"
            ),
        ),
        (
            "compared-value",
            r"\b(?:compared\s(?:with|to)|versus|vs\.?|than|against)\s(?:\w+\s){0,2}?",
        ),
        (
            "people-over",
            (
                r"\b(?:patients|people|americans|adults|women|men|children|those|individuals|babies|infants|age|ages)\s"
                r"(?:who\s)?(?:are\s|were\s)?(?:over|under|older\sthan|younger\sthan|below|above)\s"
            ),
        ),
        (
            "had-long",
            (
                r"\b(?:breast-?fed|breast-?feeding|smoked|smoking|married|relationship|infertility|history|symptoms|depression"
                r"|diagnosed|prescribed|taken|been\staking|been\susing)\b[^.;:]{0,24}?\s(?:for|within|in|over)\s"
            ),
        ),
        (
            "dose-at",
            r"\b(?:surgery|operation|booster|injection|shot|dose|doses|radiotherapy|chemotherapy)\s(?:\w+\s)?(?:after|at)\s",
        ),
        ("in-the-past", r"\b(?:previous|past|last|preceding|prior|recent)\s"),
        ("at-least", r"\b(?:at\sleast|more\sthan|up\sto|less\sthan|longer\sthan|as\slong\sas)\s"),
        ("opening", r"^[\"'\u201c]?(?:after|at|over|during|within|for|in)\s"),
        (
            "surveyed-at",
            r"\b(?:assessed|measured|surveyed|evaluated|examined|scanned|collected|tested|interviewed)\b[^.;:]{0,40}?\s(?:at|after)\s",
        ),
    )
)
_AFTER_SHAPES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("follow-up", r"['\u2019]?[\s-](?:of\s)?follow(?:-|\s)?up\b"),
        ("study", r"[\s-](?:\w{1,12}\s){0,3}?(?:study|trial|analysis|experiment|study period)\b"),
        ("program", r"[\s-](?:\w{1,12}\s)?(?:programme?|intervention|course|period|treatment|diet|regimen)\b"),
        ("later", r"\s(?:later|after(?:ward)?s?|following|post)\b"),
        (
            "of-treatment",
            r"\s(?:of|on|into)\s(?:the\s)?(?:\w{1,14}\s){0,2}?(?:treatment|therapy|training|study|trial|drug|use|follow)",
        ),
        ("before", r"\s(?:before|prior|earlier|previously|ago)\b"),
        ("or-more", r"\s(?:or|and)\s(?:more|longer|less)\b"),
        ("apart", r"\sapart\b"),
        ("of-age", r"\sof age\b"),
        (
            "of-life",
            r"\s(?:of|in)\s(?:\w{1,6}\s)?(?:life|lives|pregnancy|gestation|residency|school|age)|\s(?:pregnant|old)\b",
        ),
        (
            "prior-to",
            r"\s(?:before|prior\sto|preceding)\s(?:their|the|his|her|being|birth|diagnosis|enroll?(?:ing|ment)|surgery|study)\b",
        ),
        ("after-onset", r"\s(?:of|after|from|since)\s(?:\w{1,8}\s)?(?:onset|diagnosis|being\sdiagnosed)\b"),
        (
            "before-event",
            r"\s(?:before|prior\sto|preceding|leading\sup|of\s(?:their|the|being|onset|diagnosis|enroll?ment|stroke))\b",
        ),
        ("other-value", r"[^.;:]{0,50}?\b(?:compared\s(?:with|to)|versus|vs\.?|than)\s"),
        ("longer-than", r"\s(?:longer|shorter|sooner|faster|earlier|without|free|alive)\b"),
    )
)
_NEVER = frozenset(
    f"shape={name}"
    for name in (
        "compared-value",
        "in-the-past",
        "outcome-value",
        "people-over",
        "apart",
        "longer-than",
        "or-more",
        "after-onset",
        "dose-at",
    )
)
_SURE = frozenset({"shape=followed-for", "shape=follow-up", "shape=follow-up-of", "shape=study"})
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


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the lengths of follow-up and the period; where an abstract has details, they hold the lengths."""
    del found
    stated = tuple(lengths(outline(document)))
    yield from stated
    least = threshold(MODEL)
    for item in () if stated else stretches(document):
        confidence = probability(MODEL, item.features)
        if confidence >= least:
            yield Fact(Field.FOLLOW_UP, item.duration, item.span, "course/ranked-duration", confidence)
    yield from periods(document)


def stretches(document: Document) -> tuple[Stretch, ...]:
    """Gives every stretch of time of a segmented document as a candidate."""
    found = [item for index in range(len(document.sentences)) for item in _of_sentence(document, index)]
    seen = Counter(item.duration.days for item in found)
    return tuple(replace(item, features=item.features | {f"seen={min(seen[item.duration.days], 3)}"}) for item in found)


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
    for item in found:
        span = Span(sentence.start + item.span.start, sentence.start + item.span.end)
        shapes = frozenset(_shapes(text, item.span))
        if _NEVER & shapes and not _SURE & shapes:
            continue
        features = (
            *around(document, index, span),
            *_time_cues(text, item.span),
            *_own(text, item),
            *_lead(text, item.span),
            *shapes,
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


def _shapes(text: str, span: Span) -> Iterator[str]:
    """Names the ways in which a length of follow-up is usually put."""
    start = max(0, span.start - _SHAPE_REACH)
    for name, pattern in _BEFORE_SHAPES:
        if pattern.search(text, start, span.start):
            yield f"shape={name}"
    for name, pattern in _AFTER_SHAPES:
        if pattern.match(text, span.end):
            yield f"shape={name}"


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
