"""The report in hand: its title, its date, and who put it out."""

import re
from collections.abc import Iterable, Iterator

from graphbuild.language.dates import FoundDate, dates
from graphbuild.language.lexicon import load
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import DocumentKind, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

_MARKUP = frozenset({"---", "+++"})
_LABEL = re.compile(r"(?:title|headline)\s?:\s?", re.IGNORECASE)
_TOP_LINES = 12
_LINE_DATE = re.compile(
    r"(?:[Pp]ublished|[Pp]osted|[Uu]pdated|[Dd]ate|[Rr]eleased?|[Ee]mbargo\w*|[A-Z ]{4,30}RELEASE)\b"
    r"[^.!?\n]{0,60}?[\s:]"
    r"|(?:(?:[A-Z(\d][\w.,:'()/\u2013\u2014-]{0,30}|[\u2013\u2014-]{1,2})(?:\s{1,2}|$)){0,9}$",
)
_LONG = 60
_NAME = r"(?:the )?[A-Z][\w&'\u2019.-]*(?: (?:of|the|for|and|&|in) [A-Z][\w&'\u2019-]*| [A-Z][\w&'\u2019-]*){0,8}"
_SOURCE = sieve(
    r"^[ \t]{0,8}(?:SOURCE|Source|Provided by|Courtesy|Story source|Publisher|Issued by|Published by):?[ \t]{1,4}"
    rf"({_NAME})[ \t]{{0,8}}$",
    re.MULTILINE,
)
_COPYRIGHT = sieve(rf"(?:[Cc]opyright|\u00a9)(?:\s\u00a9)?\s(?:(?:19|20)\d\d\s)?({_NAME})[.,]?\s(?:All rights|$)")
_FOOTER = sieve(rf"(?:^|(?<=[.!?]\s))({_NAME}), founded in (?:1[89]|20)\d\d, is\b", re.MULTILINE)
_TOLD = re.compile(
    r"(?:\b(?:told|tells?|reporter for|writer (?:at|for)|reporting by|published on)|\n\s?--\s[A-Z][\w. ]{4,30}\s/)\s$"
)
_CLEAR, _LIKELY = 0.95, 0.8


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives the title, the date and the publisher of the report."""
    if document.kind is not DocumentKind.REGISTRATION:
        yield from _title(document)
        yield from _date(document)
        yield from _publisher(document)


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """Walks over the first lines with words, each with its offset."""
    offset, seen = 0, 0
    for line in document.text.splitlines(keepends=True):
        if line.strip():
            yield offset + len(line) - len(line.lstrip()), line.strip()
            seen += 1
            if seen >= _TOP_LINES:
                return
        offset += len(line)


def _title(document: Document) -> Iterator[Fact]:
    heads = [one.span for one in document.sentences if one.section is Section.HEADLINE]
    for offset, line in _lines(document):
        if line in _MARKUP or line.startswith(("<", "{")):
            continue
        if heads and offset >= heads[-1].end:
            return
        label = _LABEL.match(line)
        start = offset + (label.end() if label else 0)
        words = document.text[start : offset + len(line)]
        if not words.strip(">|-"):
            continue
        yield Fact(Field.REPORT_TITLE, " ".join(words.split()), Span(start, start + len(words)), "report/title", 1.0)
        return


def _date(document: Document) -> Iterator[Fact]:
    """Gives the date of a dateline, else one that stands near the start of one of the first lines."""
    for sentence in document.sentences:
        if sentence.section is Section.DATELINE:
            for one in dates(sentence.span.of(document.text)):
                yield _dated(one, sentence.span.start, "report/dateline", _CLEAR)
                return
    for offset, line in list(_lines(document))[1:]:
        for one in dates(line):
            lead, tail = line[: one.span.start], line[one.span.end :]
            alone = len(lead) + len(tail) < _LONG
            if (
                _LINE_DATE.match(lead)
                and one.date.year is not None
                and (alone or re.match(r"\s?[\u2013\u2014\u2500():-]", tail))
            ):
                yield _dated(one, offset, "report/first-lines", _LIKELY)
                return
            break


def _dated(one: FoundDate, offset: int, rule: str, sure: float) -> Fact:
    return Fact(Field.REPORT_DATE, one.date, Span(offset + one.span.start, offset + one.span.end), rule, sure)


def _publisher(document: Document) -> Iterator[Fact]:
    """Gives the agency of the dateline or byline, else a stated source, a copyright holder, or whose footer it is."""
    text = document.text
    for sentence in document.sentences:
        if sentence.section in {Section.DATELINE, Section.HEADLINE}:
            yield from _named(document, sentence)
    for match in load("publishers").find(text):
        if _TOLD.search(text, max(0, match.span.start - 44), match.span.start) or _opens(text, match.span):
            yield Fact(Field.REPORT_PUBLISHER, match.span.of(text), match.span, "report/told-to", _LIKELY)
            break
    for rule, pattern, sure in (("source", _SOURCE, 0.9), ("copyright", _COPYRIGHT, 0.85), ("footer", _FOOTER, 0.7)):
        for stated in pattern.finditer(text):
            if len(stated[1]) > 2:  # noqa: PLR2004
                yield Fact(Field.REPORT_PUBLISHER, stated[1], Span(*stated.span(1)), f"report/{rule}", sure)


def _opens(text: str, span: Span) -> bool:
    """Tells whether a line begins with an outlet in brackets: (CNN) A pill helps."""
    return text[max(0, span.start - 2) : span.start] in {"\n(", "("} and text.startswith(") ", span.end)


def _named(document: Document, sentence: Sentence) -> Iterator[Fact]:
    words = sentence.span.of(document.text)
    for match in load("publishers").find(words):
        start = sentence.span.start + match.span.start
        before, after = words[: match.span.start].rstrip(), words[match.span.end :].lstrip()
        framed = before.endswith("(") or after.startswith((")", "\u2014", "--", "Reporter", "reporter", "-"))
        if sentence.section is Section.DATELINE or framed:
            span = Span(start, start + match.span.end - match.span.start)
            yield Fact(Field.REPORT_PUBLISHER, span.of(document.text), span, "report/agency", _CLEAR)
            return
