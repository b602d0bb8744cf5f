"""When the paper appeared or was presented; words such as "today" or "Friday" are resolved by the report's own date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graphbuild.language.dates import dates
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.fact import PartialDate
from graphbuild.model.text import Document, Sentence, Span

_APPEARING = re.compile(
    r"\b(?:publish\w*|publication|online|e-?pub|appear(?:s|ed|ing)?|present(?:s|ed|ing)?|presentation|slated"
    r"|scheduled|releas\w+"
    r"|report(?:s|ed)?|posted|unveiled|announced|issued?|edition|print|available)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"\W{0,2}\s?(?:(?:online|print|early)\s){0,2}(?:issue|edition)\b", re.IGNORECASE)
_SPAN_OF_TIME = re.compile(
    r"\b(?:between|from|since|until|through|in|during|by|before|after|to|and|born|approved)\s(?:\w+\s){0,2}$"
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH_ISSUE = sieve(
    rf"\b(?:the|in)\s(?P<month>{'|'.join(_MONTHS)})(?:,?\s(?P<year>(?:19|20)\d\d))?\s(?:(?:online"
    rf"|print)\s){{0,2}}(?:issue|edition)\b"
)
_YEAR_ONLY = re.compile(r"(?:^|[\s,.;(])\(?(?P<year>(?:19|20)\d\d)\b(?!-\d)")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = sieve(
    r"\b(?P<cue>publish\w*|present(?:ed|ing)?|presentation|releas\w+|report(?:ed)?|online|appear(?:s|ed|ing)?"
    r"|unveiled|announced)\b"
    rf"[^.;\"\u201c\u201d]{{0,70}}?\b(?P<day>today|yesterday|{'|'.join(_DAYS)})\b",
    re.IGNORECASE,
)
_IN_NAMES = frozenset({"Today", "TODAY"})
"""Behind the first word of a sentence "today" is written so only in names: Nutrition Today."""
_FUTURE = re.compile(
    r"\b(?:to be|will be|is being|are being|being|scheduled|slated|set to|plans? to|due to|going to|will)\b",
    re.IGNORECASE,
)
_OF_THE_REPORT = re.compile(
    r"\b(?:article,?\s(?:was\s|first\s)?(?:published|posted)|(?:press|media|news)\s(?:release|briefing|conference)|web\s?(?:briefing|cast|inar)"
    r"|conference\scall|embargo\w{0,4}|updated|modified|newswise|prnewswire|business\swire)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""Before the date of the report itself, of an earlier report, or of an event for the press."""
_RELEASE_CITED = re.compile(r"\b(?:press|media|news)\srelease[.,:;]\s[^.;\n]{1,60}[.;,]\s$", re.IGNORECASE)
"""Before the date of a press release that stands among the sources: News release. Some Company; May 1, 2020."""
_RELEASE_REACH = 90
_PAPER = re.compile(r"\b(?:study|paper|findings|research|results|trial)\b", re.IGNORECASE)
_PENALTY = {Focus.OTHER_STUDY: 4.0, Focus.BACKGROUND: 2.0, Focus.COMMENTARY: 2.0}
_ENOUGH, _OTHER = 2.5, 4.0
_WEEK = 7
_HALF_YEAR = 6
_YEAR_REACH = 24


@dataclass(frozen=True, slots=True)
class Appearance:
    """A date with the words that state it."""

    date: PartialDate
    span: Span
    points: float


def appearance(document: Document, own: PartialDate | None, outlet: Span | None) -> Appearance | None:
    """Gives the date of the paper or talk; `own` is the report's date, `outlet` where its journal is named."""
    found = [
        one
        for sentence in document.sentences
        if sentence.section is not Section.HEADLINE
        if sentence.section is not Section.DATELINE or _PAPER.search(sentence.span.of(document.text))
        for one in (
            *_stated(document, sentence, outlet),
            *_issues(document, sentence),
            *_relative(document, sentence, own),
        )
        if one.points >= _ENOUGH
    ]
    found += list(_year(document, outlet))
    dated = [replace(one, date=_completed(one.date, own)) for one in found]
    dated = [one for one in dated if one.date.year is not None]
    return max(dated, key=lambda one: (one.points, -one.span.start)) if dated else None


def _completed(found: PartialDate, own: PartialDate | None) -> PartialDate:
    """Adds the year that brings the day nearest to the report's own; without a report date the year stays open."""
    if found.year is not None or found.month is None or own is None or own.year is None:
        return found
    apart = found.month - (own.month or found.month)
    year = own.year - 1 if apart > _HALF_YEAR else own.year + 1 if apart < -_HALF_YEAR else own.year
    return PartialDate(year, found.month, found.day)


def _stated(document: Document, sentence: Sentence, outlet: Span | None) -> Iterator[Appearance]:
    words = sentence.span.of(document.text)
    for one in dates(words):
        lead, tail = words[: one.span.start], words[one.span.end :]
        span = Span(sentence.span.start + one.span.start, sentence.span.start + one.span.end)
        points = 3.0 * bool(_APPEARING.search(lead[-80:])) + 3.0 * bool(_ISSUE.match(tail[:40]))
        if outlet is not None:
            near = max(span.start - outlet.end, outlet.start - span.end)
            points += 2.0 * (near < 60) + 1.0 * sentence.span.contains(outlet)  # noqa: PLR2004
        points += 1.5 * (sentence.section is Section.CITATION) + 1.0 * (one.date.day is not None)
        points += 0.5 * (one.date.year is not None)
        points -= 3.0 * bool(_SPAN_OF_TIME.search(lead[-40:])) * (not _ISSUE.match(tail[:40]))
        cited = _RELEASE_CITED.search(document.text, max(0, span.start - _RELEASE_REACH), span.start)
        points -= _burden(sentence) + _OTHER * bool(cited or _OF_THE_REPORT.search(lead[-80:]))
        yield Appearance(one.date, span, points)


def _issues(document: Document, sentence: Sentence) -> Iterator[Appearance]:
    for match in _MONTH_ISSUE.finditer(document.text, sentence.span.start, sentence.span.end):
        month, year = _MONTHS.index(match["month"]) + 1, match["year"]
        yield Appearance(
            PartialDate(int(year) if year else None, month),
            Span(match.start("month"), match.end()),
            4.0 - _burden(sentence),
        )


def _relative(document: Document, sentence: Sentence, own: PartialDate | None) -> Iterator[Appearance]:
    if own is None or own.year is None or own.month is None or own.day is None:
        return
    today = date(own.year, own.month, own.day)
    for match in _RELATIVE.finditer(document.text, sentence.span.start, sentence.span.end):
        if match["day"] in _IN_NAMES:
            continue
        before = document.text[max(sentence.span.start, match.start() - 30) : match.end()]
        day = _resolved(match["day"].lower(), today, later=bool(_FUTURE.search(before)))
        span = Span(match.start("day"), match.end("day"))
        yield Appearance(PartialDate(day.year, day.month, day.day), span, 3.0 - _burden(sentence))


def _resolved(word: str, today: date, *, later: bool) -> date:
    """Gives the nearest such weekday, today included, behind or ahead."""
    if word == "today":
        return today
    if word == "yesterday":
        return today - timedelta(days=1)
    ahead = (_DAYS.index(word) - today.weekday()) % _WEEK
    return today + timedelta(days=ahead if later or ahead == 0 else ahead - _WEEK)


def _year(document: Document, outlet: Span | None) -> Iterator[Appearance]:
    """Gives a bare year right behind the journal, as in a citation."""
    if outlet is None:
        return
    tail = document.text[outlet.end : outlet.end + _YEAR_REACH + 60]
    limit = tail.find("(") + 8 if "(" in tail else _YEAR_REACH
    match = _YEAR_ONLY.search(tail[: max(limit, _YEAR_REACH)])
    if match:
        span = Span(outlet.end + match.start("year"), outlet.end + match.end("year"))
        yield Appearance(PartialDate(int(match["year"])), span, _ENOUGH)


def _burden(sentence: Sentence) -> float:
    return _PENALTY.get(sentence.focus, 0.0) + (4.0 if sentence.section is Section.BOILERPLATE else 0.0)
