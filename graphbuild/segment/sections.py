"""Blocks -> sections: headline, dateline, labelled parts, citations and what a page says about itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.language.lexicon import load
from graphbuild.model.codes import Section
from graphbuild.model.text import Span
from graphbuild.segment.blocks import FENCE
from graphbuild.segment.datelines import is_dateline
from graphbuild.segment.labels import is_label, section_of

_ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]{0,3}$")
_RULE = re.compile(r"[#*_=~\-\u2014\s]{2,}$")
_KEY = re.compile(r"(?P<key>[A-Za-z_-]{2,30}):(?:\s|$)")
_TITLE_KEYS = frozenset({"title", "headline", "subtitle"})
_DATE_KEYS = frozenset({"date", "published", "pubdate", "publish_date", "updated", "created", "lastmod"})
_ABOUT = re.compile(r"#{0,4}\s?\*{0,2}(?:About|ABOUT)\s(?:the\s|THE\s|our\s)?(?=[A-Z0-9])")
_OWN = re.compile(r"\b(?:study|trial|phase|survey|cohort|research|registry)\b", re.IGNORECASE)
_ISSUE = r"\b(?:19|20)\d\d(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?;\s?\d{1,4}\s?(?:\(\w{1,12}\))?"
"""Year, volume and issue of a journal; the pages follow."""
_CITED = re.compile(
    r"^\W{0,3}[\"\u201c]\s?[A-Z0-9][^\"\u201c\u201d]{15,400}[\"\u201d],?\s{1,2}"
    r"(?:by\s(?:Drs?\.|[A-Z])|(?:was|is|has been)\spublished|in\sthe\s[A-Z])"
    rf"|{_ISSUE}:\s?e?\d"
    r"|^(?:https?://\S{0,60})?(?:doi|DOI)(?:\.org/|:?\s?)10\.|^Epub\b|^https?://(?:dx\.)?doi\.org/"
)
_REFERENCE = re.compile(
    r"^\W{0,3}(?:\d{1,2}|[ivx]{1,5})?\W{0,3}(?:[A-Z][\w'\u2019-]{1,30}\s){1,3}[A-Z]{1,3},?\s"
    r"(?:et al\b|and\s|(?:[A-Z][\w'\u2019-]{1,30}\s){1,3}[A-Z]{1,3}\b).{0,500}\b(?:19|20)\d\d\b",
    re.DOTALL,
)
"""A paper as lists of references have it: surnames with initials, and a year."""
_VOLUME = re.compile(_ISSUE + r"[:;]\s?e?\d")
_IDENTIFIED = re.compile(r"\b(?:doi(?:\.org/|:\s?)10\.\d{4}|PMID:\s?\d)", re.IGNORECASE)
_CONTACT = re.compile(
    r"\S@\w[\w-]*\.\w|\(?\+?\d{2,4}\)?[ .-]?\d{3}[ .-]\d{4}\b|^(?:https?://|www\.)(?!(?:dx\.)?doi\.)\S+$"
)
_PICTURE = re.compile(r"!\[")
_TABLE_ROW = re.compile(r"\|.*\|", re.DOTALL)
_PUBLISHED = re.compile(r"\b(?:is|are|was|were|been)\s(?:\w+\s){0,2}published\b")
_HEADING = 120
_DEK = 320
_TOP = 8
_SHORT_LINE = 160
_PROSE = 80
_BULLET_WIDTH = 4
_FEW = 2
_THIRD = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One block's words, its sentences relative to them, its place in the text, and whether the first is a dateline."""

    words: str
    spans: tuple[Span, ...]
    offset: int
    dateline: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks over the blocks once and remembers the part that was opened last."""

    current: Section = Section.BODY
    seen_title: bool = False
    seen_body: bool = False
    fenced: bool = False
    about: bool = False
    pending: bool = False
    told: bool = False


def sections(parts: Sequence[Part]) -> tuple[tuple[Section, ...], ...]:
    """Gives the section of every sentence of every block; of a list of references no paper is that of the study."""
    reader = _Reader()
    found = [_read(reader, part, index) for index, part in enumerate(parts)]
    for index in _references(parts):
        found[index] = [Section.BOILERPLATE] * len(found[index])
    return tuple(map(tuple, found))


def _references(parts: Sequence[Part]) -> tuple[int, ...]:
    """Gives the blocks that are a list of references: several that each name a paper, or one that names several."""
    each = tuple(index for index, part in enumerate(parts) if _REFERENCE.match(part.words))
    several = tuple(index for index, part in enumerate(parts) if len(_VOLUME.findall(part.words)) > 1)
    return (*several, *(each if len(each) > 1 else ()))


def _read(reader: _Reader, part: Part, index: int) -> list[Section]:
    size = len(part.spans)
    if reader.told and len(part.words) > _PROSE and _ENDED.search(part.words):
        reader.current = Section.BODY
    reader.told = False
    if reader.fenced or (index == 0 and part.words == FENCE):
        return [_front_matter(reader, part.words, first=index == 0)] * size
    whole = _whole(reader, part.words, index)
    if whole is not None:
        return [whole] * size
    reader.seen_body = True
    found = [_sentence(reader, span.of(part.words), part.words) for span in part.spans[part.dateline :]]
    if _is_boilerplate(part.words, found):
        found = [section if section is Section.CITATION else Section.BOILERPLATE for section in found]
    _leave(reader, part)
    return [Section.DATELINE] * part.dateline + found


def _front_matter(reader: _Reader, line: str, *, first: bool) -> Section:
    reader.fenced = first or line != FENCE
    key = _KEY.match(line)
    if key is not None:
        name = key["key"].casefold()
        reader.current = Section.BOILERPLATE
        if name in _TITLE_KEYS:
            reader.current, reader.seen_title = Section.HEADLINE, True
        elif name in _DATE_KEYS:
            reader.current = Section.DATELINE
    elif line == FENCE:
        reader.current = Section.BOILERPLATE
    found = reader.current
    if not reader.fenced:
        reader.current = Section.BODY
    return found


def _whole(reader: _Reader, words: str, index: int) -> Section | None:
    """Gives the section of a block that is no prose: headline, dek, dateline, rule, heading about a publisher."""
    open_ended = len(words) < _DEK and not _ENDED.search(words)
    if not reader.seen_title and not is_label(words):
        reader.seen_title = True
        if not is_dateline(words) and (open_ended or (len(words) < _DEK and section_of(words) is None)):
            return Section.HEADLINE
    heading = _heading(reader, words)
    shape = heading or _shape(words, index)
    if shape is None and not reader.seen_body and open_ended and section_of(words) is None:
        return Section.BOILERPLATE if load("boilerplate").find(words) else Section.HEADLINE
    return shape


def _heading(reader: _Reader, words: str) -> Section | None:
    """Gives the section that a rule or a heading "About ..." opens, else None."""
    if _RULE.match(words):
        reader.current, reader.about = Section.BODY, False
        return Section.BOILERPLATE
    if len(words) >= _HEADING or _ENDED.search(words) or not _ABOUT.match(words):
        return None
    reader.about = _OWN.search(words) is None
    reader.current = Section.BOILERPLATE if reader.about else Section.METHODS
    return reader.current


def _shape(words: str, index: int) -> Section | None:
    """Gives the section of a block that its shape alone tells, else None."""
    if _TABLE_ROW.fullmatch(words) or _is_contact(words):
        return Section.BOILERPLATE
    if index >= _TOP:
        return None
    if len(words) < _DEK and _IDENTIFIED.search(words):
        return Section.CITATION
    return Section.DATELINE if is_dateline(words) else None


def _is_contact(words: str) -> bool:
    """Tells whether a short line holds only how to reach someone, an address of the web, or a picture."""
    if _PICTURE.match(words):
        return True
    return len(words) < _SHORT_LINE and not _ENDED.search(words) and _CONTACT.search(words) is not None


def _sentence(reader: _Reader, sentence: str, block: str) -> Section:
    if _CITED.search(sentence):
        if not reader.about:
            reader.current = Section.BODY
        return Section.CITATION
    label = section_of(sentence)
    if label is not None:
        reader.current, reader.about = label, False
        reader.pending = sentence == block
        reader.told = label is Section.BOILERPLATE and reader.pending and not is_label(block)
    elif reader.current is not Section.CITATION and _advertises(sentence, reader.current):
        return Section.BOILERPLATE
    return reader.current


def _advertises(sentence: str, section: Section) -> bool:
    """Tells whether a sentence speaks of the page or its publisher; in a labelled part only its first words count.

    Links that are glued to a sentence which tells that something was published do not count either.
    """
    cues = load("boilerplate").find(sentence)
    loose = section in {Section.BODY, Section.CONCLUSIONS}
    told = _PUBLISHED.search(sentence)
    end = len(sentence) if told is None else told.end()
    return any((loose and cue.span.start < end) or cue.span.start <= _BULLET_WIDTH for cue in cues)


def _is_boilerplate(words: str, found: Sequence[Section]) -> bool:
    """Tells whether a whole block is of the page: many cues in it and no paper named."""
    marked = sum(section is Section.BOILERPLATE for section in found)
    if _THIRD * marked < len(found) or (Section.CITATION in found and 2 * marked < len(found)):
        return False
    return len(load("boilerplate").find(words)) > _FEW


def _leave(reader: _Reader, part: Part) -> None:
    """Closes a citation or a note with its block, unless the block is only the label of what follows."""
    if reader.about or reader.current not in {Section.CITATION, Section.BOILERPLATE}:
        reader.pending = False
    elif not reader.pending or (len(part.words) >= _SHORT_LINE and section_of(part.words) is None):
        reader.current, reader.pending = Section.BODY, False
