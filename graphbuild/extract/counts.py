"""Numbers that may count people: every whole number of a document as a candidate with its features."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.context import around, tokens
from graphbuild.language.ages import ages
from graphbuild.language.dates import dates
from graphbuild.language.durations import durations
from graphbuild.language.lexicon import Match, load
from graphbuild.language.numbers import Number, NumberKind, numbers
from graphbuild.model.text import Document, Span

_UNFIT_AFTER = re.compile(
    r"\s?(?:%|\u00b0|/|:\d)|[\s-]?(?:per\s?cent|percent|mg|mcg|ml|mm|cm|kg|g|km|points?|times|fold|year|month|week|day"
    r"|hour|minute|second|IU|units?|calories|dollars|euros|pounds|years|p\.m|a\.m|degrees?)\b|-m\b|\sm\swalk"
    r"|\s(?:(?!(?:at|in|from|of|with|who|on|across)\s)[\w-]{1,20}\s){0,3}?(?:proteins|molecules|genes|trials|studies|sites"
    r"|centers|centres|countries|counties|schools|hospitals|clinics|practices)\b"
    r"|\s(?:[\w-]{1,20}\s){1,3}?(?:(?:each|every|per)\s(?:year|month|week|day)|an?nually)\b",
    re.IGNORECASE,
)
_UNFIT_BEFORE = re.compile(
    r"[$\u20ac\u00a3#.]$|[a-z]-$|\b(?:one|1|two)\s(?:in|out\sof)\s(?:every\s)?$|\bper\s$|\bteam\sof\s$|\b(?:every|each)\s(?:\w{3,5}),?\s(?:about\s|some\s)?$|[\u2265\u2264<>]\s?$|\b(?:aged?|ages|phase|type|week|day|month|year|vol|volume|issue|covid|pp?|no|grade|stage|version"
    r"|page|tel|fax|interleukin|omega|vitamin|room|suite|figure|table|ranked|level|grant)[\s.-]?$",
    re.IGNORECASE,
)
_HEAD_REACH = 60
_STOP = re.compile(r"[.;:!?()\[\]]|,\s(?!\d)|\b(?:were|was|had|who|received|with|per|than)\b")
_ABOUT = re.compile(
    r"\b(?:about|nearly|almost|approximately|around|roughly|some|more than|over"
    r"|at least|up to|only|just|under|fewer than"
    r"|less than|an estimated|close to)\s$",
    re.IGNORECASE,
)
_SIZES = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000, 10_000_000)
_YEARS = range(1900, 2036)
_PAIR = re.compile(
    r"\b(?:and|versus|vs\.?|to|with|plus|than(?:\s(?:were|did|in))?)\s(?:(?:about|nearly|almost|more than|over"
    r"|some|another|roughly|approximately|around|the|a group of)\s)?\Z",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\s(?:of\s(?:them|the|these|those|whom)|percent|per\scent)\b", re.IGNORECASE)
"""Behind a number of some of those who were counted before."""
_TO_COMPARE = re.compile(
    r"\s(?:to|on|in|given|received|got|took)\s(?:the\s|an?\s)?(?:placebos?|shams?|controls?|comparison|dummy|usual|standard)\b",
    re.IGNORECASE,
)
"""Behind the second of two numbers, where the people need not be named again: and 127 to placebo."""
_KINDS = re.compile(r"\s[a-z][\w-]{3,20}(?:\s[a-z][\w-]{3,20})?\sand\s")
"""Between the numbers of people of two kinds: 117 infertile and 56 fertile men."""
_WHO = re.compile(
    r"\bwho\s(?:were|was|had|received|took|got|have|did|are)(?:\snot)?(?:\s(?:been|given|assigned|taken|received))?\b",
    re.IGNORECASE,
)
_SOFTENED = (
    r"\s(?:(?:about|approximately|around|nearly|almost|roughly|just|over|more|than|at|least|up|to|only|another|some|the|an?"
    r"|of|total|sample|group|groups|data|from|on|records|medical|health|combined|estimated|all|who|these)\s){0,7}$"
)
_BEFORE_SHAPES = tuple(
    (name, re.compile(pattern + _SOFTENED, re.IGNORECASE))
    for name, pattern in (
        (
            "study-included",
            (
                r"\b(?:study|trial|research|analysis|survey|experiment|project|sample|program|stage)\s(?:\w+\s){0,3}?"
                r"(?:include[ds]?|involve[ds]?|enroll?ed|recruited|followed|examined|looked\sat|comprised|consisted|covered"
                r"|analy[sz]ed|tracked|compared|assigned|randomi[sz]ed|tested|drew|used)\b"
            ),
        ),
        (
            "study-of",
            (
                r"\b(?:study|trial|research|analysis|survey|experiment|project|sample)\s(?:of|with|in|among|that"
                r"|involving|including|comparing|enrolling|conducted\sin|on)\b"
            ),
        ),
        (
            "team-studied",
            (
                r"\b(?:researchers|investigators|scientists|team|authors|doctors|we|they|he|she|colleagues|group)\s"
                r"(?:\w+\s){0,3}?(?:enroll?ed|recruited|studied|followed|tracked|examined|analy[sz]ed|reviewed|looked\sat"
                r"|surveyed|interviewed|evaluated|assessed|compared|collected|used|gave|assigned|randomi[sz]ed|tested|asked"
                r"|treated|monitored|identified|gathered|scanned|measured)\b"
            ),
        ),
        ("studies-of", r"\b(?:studies|trials)\s(?:of|with|in|among|involving|including)\b"),
        ("so-far", r"\b(?:so\sfar|to\sdate|already|interim)\b"),
    )
)
_AFTER_SHAPE = re.compile(
    r"\b(?:(?:took|taking|take)\spart|participat(?:ed|ing)|(?:were|was|being)\s(?:enroll?ed|recruited|included"
    r"|randomi[sz]ed|followed|assigned|studied|randomly)|enroll?ed\sin|recruited)\b",
    re.IGNORECASE,
)
_ANALYSED = re.compile(
    r"\b(?:analy[sz]able|evaluable|intent(?:ion)?-to-treat|available\s(?:data|for)|complete(?:d\s(?:the|all|both)"
    r"|\sdata)|in\sthe\s(?:\w{1,10}\s)?analys[ie]s|analyses,\srespectively)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:who\s(?:took|received|got|had)|given|taking|on|in|receiving)\s(?:the\s|an?\s|only\s)?"
    r"(?:placebos?|shams?|control|comparison|dummy)\b",
    re.IGNORECASE,
)
_SHAPE_REACH = 90
_LARGEST = 10**9
_WINDOW = 6
_SMALL, _TELLING = 5, 20
"""Numbers up to these add up to another by chance: in a run, and as two that stand apart."""
_REPEATS = 20
_NEXT, _SOON, _LEAD = 50, 4, 24
_BESIDE = 8
_LINK_REACH, _PAIR_REACH = 70, 120


PAIRED = "paired"
"""The feature of two counts of equal rank (12 people with it and 14 without): parts, not the whole."""

ANALYSED = "analysed"
"""The feature of a count of those whose data could be used, who may be fewer than those who took part."""

COMPARED = "compared"
"""The feature of a count of those who got a placebo or made up the control group: never the whole."""

_MARK = re.compile(r"[.;:()]")
_SHAPES_AFTER = (
    (_AFTER_SHAPE, _MARK, 60, "shape=took-part"),
    (_ANALYSED, _MARK, 50, ANALYSED),
    (_COMPARED, re.compile(r"[.;:()\d]"), 30, COMPARED),
)
"""What may be said of a number behind it, the marks that must not come first, and how far off it may start."""
_FARTHEST_PAIR = 110
_LONGEST_SHAPE = 80


@dataclass(frozen=True, slots=True)
class Count:
    """One whole number that may count people, and what speaks for and against it."""

    value: int
    span: Span
    sentence: int
    features: frozenset[str]
    words: Span
    """The number with the noun that it counts, the shortest words that tell what it is a number of."""


@dataclass(frozen=True, slots=True)
class _Place:
    number: Number
    span: Span
    sentence: int

    @property
    def value(self) -> int:
        return int(self.number.value)


def counts(document: Document) -> tuple[Count, ...]:
    """Gives the candidates of a segmented document in reading order."""
    places = [place for index in range(len(document.sentences)) for place in _places(document, index)]
    ordered = sorted(place.value for place in places if place.value not in _YEARS)
    totals, parts = _sums([place.value for place in places])
    return tuple(
        Count(
            place.value,
            place.span,
            place.sentence,
            frozenset(
                (
                    *around(document, place.sentence, place.span),
                    *_own(document.text, place),
                    *_head(document, place),
                    *_shapes(document, place),
                    *_company(document.text, index, places, ordered),
                    *(["is-total"] if index in totals else []),
                    *(["is-part"] if index in parts else []),
                )
            ),
            _with_noun(document, place),
        )
        for index, place in enumerate(places)
    )


def _places(document: Document, index: int) -> Iterator[_Place]:
    """Gives the whole numbers of a sentence that are no date, duration, measure or label."""
    start = document.sentences[index].span.start
    text = document.sentences[index].span.of(document.text)
    found = [number for number in numbers(text) if _may_count(number)]
    if not found:
        return
    taken = [
        *(one.span for one in durations(text)),
        *(one.span for one in dates(text)),
        *(one.span for one in ages(text)),
    ]
    for number in found:
        if any(number.span.overlaps(other) for other in taken):
            continue
        if _UNFIT_AFTER.match(text, number.span.end):
            continue
        if _UNFIT_BEFORE.search(text, max(0, number.span.start - _LEAD), number.span.start):
            continue
        yield _Place(number, Span(start + number.span.start, start + number.span.end), index)


def _may_count(number: Number) -> bool:
    """Tells whether a number is a whole one that is neither 1 nor beyond all people."""
    value = number.value
    return number.kind is NumberKind.CARDINAL and 1 < value < _LARGEST and value == value.to_integral_value()


def _own(text: str, place: _Place) -> Iterator[str]:
    words = place.span.of(text)
    yield f"size={sum(place.value >= limit for limit in _SIZES)}"
    yield "digits" if words[0].isdigit() else "spelled"
    if "," in words:
        yield "comma"
    elif place.value in _YEARS and words.isdigit():
        yield "like-a-year"
    if place.value % 10 == 0:
        yield "round"
    if _ABOUT.search(text, max(0, place.span.start - 20), place.span.start):
        yield "approximate"


def _noun(document: Document, place: _Place) -> tuple[str, Match | None]:
    """Gives the words after the number and, in them, the counted noun: the first one for people before any break."""
    end = document.sentences[place.sentence].span.end
    text = document.text[place.span.end : min(end, place.span.end + _HEAD_REACH)]
    stop = _STOP.search(text)
    reach = stop.start() if stop else len(text)
    return text, next((match for match in load("people").find(text) if match.span.start < reach), None)


def _with_noun(document: Document, place: _Place) -> Span:
    _, head = _noun(document, place)
    return place.span if head is None else Span(place.span.start, place.span.end + head.span.end)


def _head(document: Document, place: _Place) -> Iterator[str]:
    text, head = _noun(document, place)
    if head is None:
        yield "head=none"
        return
    between = len(tokens(text[: head.span.start]))
    yield f"head={head.code}"
    yield f"head-word={head.wording}"
    yield f"head-{min(between, 4)}"
    follower = (tokens(text[head.span.end :]) or ["$"])[0]
    yield f"head-then={follower}"
    yield f"{head.code}-then={follower}"


def _shapes(document: Document, place: _Place) -> Iterator[str]:
    """Names the ways in which the number of those who took part is usually put."""
    sentence = document.sentences[place.sentence].span
    start = max(sentence.start, place.span.start - _SHAPE_REACH)
    for name, pattern in _BEFORE_SHAPES:
        if pattern.search(document.text, start, place.span.start):
            yield f"shape={name}"
    first = place.span.end
    for pattern, mark, reach, name in _SHAPES_AFTER:
        found = pattern.search(document.text, first, min(sentence.end, first + reach + _LONGEST_SHAPE))
        if found and found.start() <= first + reach and mark.search(document.text, first, found.start()) is None:
            yield name


def _company(text: str, index: int, places: Sequence[_Place], ordered: Sequence[int]) -> Iterator[str]:
    """Tells how a number compares with the others: `ordered` holds those that are no years, sorted."""
    place = places[index]
    yield f"seen={min(bisect_right(ordered, place.value) - bisect_left(ordered, place.value), 3)}"
    yield f"larger={min(len(ordered) - bisect_right(ordered, place.value), 5)}"
    near = places[max(0, index - _BESIDE) : index + _BESIDE + 1]
    beside = [other for other in near if other.sentence == place.sentence and other is not place]
    yield f"beside={min(len(beside), 4)}"
    if beside and all(other.value <= place.value for other in beside):
        yield "largest-of-sentence"
    for other in beside:
        yield from _ties(text, place, other)
    for other in _neighbours(place, beside):
        if _are_parts(text, min(place.span, other.span), max(place.span, other.span)):
            yield PAIRED
    if beside and place.span < min(other.span for other in beside):
        yield "first-of-sentence"


def _ties(text: str, place: _Place, other: _Place) -> Iterator[str]:
    side, gap = "next", text[place.span.end : other.span.start]
    if other.span < place.span:
        side, gap = "last", text[other.span.end : place.span.start]
    links = _links(gap)
    if len(gap) < _LINK_REACH:
        yield from (f"{link}-{side}" for link in links)


def _neighbours(place: _Place, beside: Sequence[_Place]) -> Iterator[_Place]:
    """Gives the nearest number on each side, years passed over."""
    others = [other for other in beside if other.value not in _YEARS]
    before = [other for other in others if other.span < place.span]
    yield from before[-1:]
    yield from others[len(before) : len(before) + 1]


def _are_parts(text: str, first: Span, second: Span) -> bool:
    """Tells whether two numbers that follow each other count two groups of people: 12 with it and 14 without."""
    gap = text[first.end : second.start]
    paired = _KINDS.fullmatch(gap) or (_pairs(gap) and not _PART_OF.match(text, second.end))
    compared = _TO_COMPARE.match(text, second.end) is not None
    return bool(paired) and (compared or _counts_people(text[second.end : second.end + _NEXT]))


def _pairs(gap: str) -> bool:
    """Tells whether the words between two numbers speak of people and end in what joins the two of a pair."""
    found = _PAIR.search(gap)
    if found is None or found.start() > _FARTHEST_PAIR or _MARK.search(gap, 0, found.start()):
        return False
    links = _links(_WHO.sub("", gap))
    return "people" in links and "clause" not in links


def _counts_people(after: str) -> bool:
    """Tells whether the words behind a number soon name people: healthy teenagers, without the disease, who did."""
    end = _MARK.search(after)
    words = tokens(after[: end.start()] if end else after)[:_SOON]
    named = (match for match in load("links").find(" ".join(words)) if match.code == "people")
    return any(match.wording != "who" or match.span.start == 0 for match in named)


def _links(gap: str) -> set[str]:
    """Tells how the words between two numbers tie them: a pair, a contrast, a part of a whole."""
    return {match.code for match in load("links").find(gap)} if len(gap) < _PAIR_REACH else set()


def _sums(values: Sequence[int]) -> tuple[set[int], set[int]]:
    """Gives the places of totals and of their parts: runs of two to five numbers that add up to another one."""
    totals: set[int] = set()
    parts: set[int] = set()
    wanted: dict[int, list[int]] = {}
    for index, value in enumerate(values):
        wanted.setdefault(value, []).append(index)
    for start in range(len(values)):
        for run in _runs(values, start):
            outside = list(wanted.get(sum(values[place] for place in run), [])[:_REPEATS])
            outside = [index for index in outside if not start <= index <= run[-1]]
            if outside and min(values[place] for place in run) > _SMALL:
                totals.update(outside)
                parts.update(run)
    return totals, parts


def _runs(values: Sequence[int], start: int) -> Iterator[Sequence[int]]:
    """Gives the numbers that may be parts of one whole: neighbours, and two with others between them."""
    ends = range(start + 1, min(start + _WINDOW, len(values)))
    yield from (range(start, end + 1) for end in ends)
    yield from ((start, end) for end in ends[1:] if min(values[start], values[end]) > _TELLING)
