"""The title of the paper: a quotation or label that cues or authors' names mark as such."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.language.lexicon import load
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Span

_QUOTED = re.compile(
    r"(?=[\u201c\"'\u2018])(?:"
    r"(?:\u201c\s?|(?:(?<=[\s(\u2013\u2014,-])|^)\"(?=\S))(?P<title>[^\"\u201c\u201d\n]{20,300}?)[.,;]?\s?[\"\u201d]"
    r"|(?<![\w])['\u2018]\s?(?P<single>[A-Z][^\n\"\u201c\u201d\u2018]{25,260}?)[.,]?['\u2019](?![\w]))",
    re.MULTILINE,
)
_LABELLED = sieve(
    r"(?:^|(?<=\s))(?:Article|Title|Paper|Publication|(?<!This )(?<!The )Study|Original paper"
    r"|Reference|Research|Citation|Journal article"
    r"|(?:Abstract|Poster)(?:\sPresentation)?(?:\sNumber|\sNo\.)?\s[A-Z]{0,3}\d{1,5}):"
    r"\s(?=[A-Z](?:[^\n]{25}[^\n.]{0,255}+(?:[.\n]|$)|[^\n]{26,281}by\s[A-Z]))"  # an end is in reach
    r"(?P<title>[A-Z][^\n]{25,280}?)(?=[.\n]|$|\sby\s[A-Z])",
    re.MULTILINE,
)
_CITED = sieve(
    r"(?:\bet al\.?(?:\s?\(\d{4}\))?\.?|\b(?:[Ii]nvestigators|[Gg]roup|colleagues)\.|\b[A-Z]{1,3}\."
    r"|\b[A-Z][\w'\u2019-]{1,30}\.)\s"
    r"(?P<title>[A-Z][^.?\n]{30,260}[^.?\n\s])(?=[.?]\s[A-Z])"
)
_CALLED = sieve(
    r"\b(?:[Ss]tudy|[Pp]aper|[Aa]bstract|[Rr]esearch)\s(?:titled|entitled|called),?\s"
    r"(?P<title>[A-Z][^.?\n\"\u201c]{30,240}+(?=[.?](?:\s|$)))"
)
_GOES_ON = re.compile(r",\s(?:published|presented|was|is)\b")
"""What ends a title that no quotes end."""
_LED = re.compile(
    r"(?:titled|entitled|called|headed|(?:study|paper|article|report|abstract|manuscript|publication|presentation"
    r"|research),?"
    r"|(?:read|see|copy of|view|present)\s(?:the\s)?(?:(?:full|original)\s)?(?:\w+,?\s)?(?:here:?\s)?|\bIn"
    r"|et al\.?:?|citation:?|reference:?|[Ss]ource:?)[,:]?\s{0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"[.,]?\s{0,2}(?:\([^)\n]{0,80}\)\s)?,?\s?(?:\(?by|(?:is|was|were|will be|are)\s"
    r"(?:being\s|recently\s|also\s)?(?:published|presented|reported|available)|appears?\b|published\b|authored|was\s(?:written|authored)\sby)"
    r"|[.,]?\s{1,3}(?:In addition to|Collaborating with)\s",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[,\s\"\u201d]{0,3}(?:said|says|he|she|according|added|wrote|told|explained|the (?:authors|researchers))\b"
)
_SPEECH = re.compile(r"\b(?:we|our|I|you|it's|don't|that's|they're|isn't|can't)\b", re.IGNORECASE)
_STUDY_WORD = re.compile(
    r"\b(?:trial|study|stud(?:y|ies)|effects?|efficacy|association|risk|outcomes?|analysis|randomi[sz]ed|cohort"
    r"|treatment|therapy|patients|disease"
    r"|costs?|associated|use|feasibility|role|differentiat\w+|improv\w+|comparison|evaluation|impact|prevalence|results|versus|vs|survey|prevention|factors)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?:an?|and|as|at|by|for|from|in|into|is|of|on|or|the|to|via|vs|versus|with|within|among|after|before|between"
    r"|during)$"
)
_TELLS = re.compile(r"\b(?:was|were|is|are|had|has|have|received|enrolled|found|showed|said|will|did)\b")
_AUTHORS_BEFORE = re.compile(
    r"[A-Z][\w'\u2019-]{1,24},\s(?:and\s)?(?:[A-Z][\w'\u2019.-]{0,24}\s){1,3}[A-Z][\w'\u2019-]{1,24},\s$"
)
_OF_OTHERS = re.compile(r"\b(?:editorial|commentary|comment|book|podcast)\b[^.]{0,30}$", re.IGNORECASE)
_ENOUGH = 4.0
_FEWEST = 4
_GAP = 12


@dataclass(frozen=True, slots=True)
class Title:
    """Words that are the title of the paper."""

    words: str
    span: Span
    points: float


def paper_title(document: Document) -> Title | None:
    """Gives the title of the paper, None where nothing has enough signs of one."""
    found = [one for one in (*_quotations(document), *_labels(document)) if one.points >= _ENOUGH]
    return max(found, key=lambda one: (one.points, -one.span.start)) if found else None


def _quotations(document: Document) -> Iterator[Title]:
    text = document.text
    for match in _QUOTED.finditer(text):
        group = "title" if match["title"] is not None else "single"
        span = _trimmed(text, Span(*match.span(group)))
        if span is None:
            continue
        words = span.of(text)
        lead, tail = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 120]
        alone = lead.endswith("\n") and text.startswith("\n", match.end())
        points = (
            3.0 * bool(_LED.search(lead) or _AUTHORS_BEFORE.search(lead))
            + 1.5 * alone
            + 3.0 * bool(_BY.match(tail))
            + _shape(words)
        )
        points -= 5.0 * bool(_SPOKEN.match(tail) or _OF_OTHERS.search(lead)) + 3.0 * bool(_SPEECH.search(words))
        if _section(document, span) is Section.CITATION:
            points += 2.0
        yield Title(" ".join(words.split()), span, points)


def _labels(document: Document) -> Iterator[Title]:
    text = document.text
    journals = {match.span.start for match in load("journals").find(text)}
    for pattern in (_LABELLED, _CITED, _CALLED):
        for match in pattern.finditer(text):
            more = _GOES_ON.search(text, *match.span("title")) if pattern is _CALLED else None
            span = _trimmed(text, Span(match.start("title"), more.start() if more else match.end("title")))
            if span is None or not _STUDY_WORD.search(span.of(text)) or _TELLS.search(span.of(text)):
                continue
            before_journal = any(0 <= start - match.end("title") <= _GAP for start in journals)
            points = 2.5 * (pattern is not _CITED) + 3.0 * before_journal + _shape(span.of(text))
            points -= 3.0 * (_section(document, span) is Section.HEADLINE)
            points += 2.0 * text.startswith(". Presented at", span.end)
            yield Title(" ".join(span.of(text).split()), span, points)


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" '\"\u2018\u201c"))
    end = span.end - (len(words) - len(words.rstrip(" ,.;'\"\u2019\u201d")))
    return Span(start, end) if end - start > 15 else None  # noqa: PLR2004


def _shape(words: str) -> float:
    """Counts what a string has of a title: length, capitals on the long words, a colon, words for studies."""
    pieces = words.split()
    if len(pieces) < _FEWEST:
        return -3.0
    long = [piece for piece in pieces if not _SMALL.match(piece.lower()) and piece[0].isalpha()]
    capitals = sum(piece[0].isupper() for piece in long) / max(1, len(long))
    points = 2.0 if capitals > 0.75 else 0.5 if pieces[0][0].isupper() else -1.0  # noqa: PLR2004
    points += 1.0 * bool(_STUDY_WORD.search(words)) + 0.5 * (":" in words)
    return points - 3.0 * bool(re.search(r"[a-z][.!?]\s+[A-Z][a-z]+\s[a-z]", words) and capitals < 0.6)  # noqa: PLR2004


def _section(document: Document, span: Span) -> Section:
    return next((one.section for one in document.sentences if one.span.overlaps(span)), Section.BODY)
