"""Reads the corpus of annotated trial abstracts (type 2 diabetes, glaucoma) that follows the C-TrO ontology.

A document consists of three files: tokens (<id>_export.csv), annotations with the slots that they fill
(<id>_admin.annodb) and triples (<id>_admin.n-triples). The token text has a blank around every token and no line
breaks; here it is put back into the layout in which PubMed prints a record, so that the reader of that format reads it.
"""

import csv
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import MalformedSourceError, SourceError

_REFERENCE = re.compile(r"<[^<>#]*#(?P<template>(?P<kind>\w+?)_\d+)>\s*<[^<>#]*#(?P<slot>\w+)>")
_TYPE = "type"
_DOCUMENT = re.compile(r"(?P<disease>[a-z0-9]+)_(?P<id>\d+)_export\.csv")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]},;:.%?!")
_JOINING = frozenset("/-\u2013\u00b7")
_SIGNS = frozenset("-\u2013\u2212+")
_DIGIT = re.compile(r"\d$")
_TRAILING_BLANKS = re.compile(r"\s+$")
_CITED = re.compile(r"(?:19|20)\d\d[^.;]{0,20};|Epub |doi ?:|eCollection|Print |\[Article|Pii", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:\[Article in [A-Z]\w+\] ?)?(?:[A-Z][^.()]{3,60}\. )?[^\d().,;:]{2,40} [A-Z]{1,4}(?: (?:Jr|Sr|2nd|3rd))?\s?"
    r"(?:\(\s?\d+\s?\)|[,.;])"
)
_ADDRESS = "Author information:"
_TAIL = re.compile(r"\b(?:DOI: ?10\.|PMCID: ?PMC|PMID: ?\d)")
_ASIDE = re.compile(r"(?:Comment (?:in|on)|Erratum (?:in|for)|Summary for|Republished|Update)\s")
_HEADING = re.compile(
    r"(?:(?:[A-Z][A-Z/&,'-]*\s){0,6}[A-Z][A-Z/&'-]{2,}|Objectives?|Background|Aims?|Purpose|Introduction|Context|Methods?"
    r"|Results|Conclusions?|Research design and methods|Findings|Importance|Study design|Design|Setting|Trial registration"
    r"|Clinical trial registration|Clinical trial registry|Interpretation|Funding|Limitations?)\s?(?::|(?=\s[A-Z]))"
)
_TEXT_COLUMN, _START_COLUMN, _END_COLUMN, _SENTENCE_COLUMN = 8, 6, 7, 1
_LABEL, _FROM, _TO, _WORDS, _FILLS = 1, 2, 3, 4, 6


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the token text and the number of its sentence."""

    words: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """Annotated words of the token text: their class, and the templates (id, kind, slot) in which they stand."""

    label: str
    start: int
    end: int
    words: str
    fills: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated document."""

    id: str
    disease: str
    tokens: tuple[Token, ...]
    annotations: tuple[Annotation, ...]


def cases(folder: Path) -> tuple[Case, ...]:
    """Gives every document under a folder, by id; raises SourceError where there is none."""
    found = sorted((match["disease"], match["id"], file) for file in folder.rglob("*") if (match := _named(file)))
    if not found:
        raise SourceError(
            "no <disease>_<id>_export.csv in it", where=str(folder), remedy="give a folder of C-TrO files"
        )
    return tuple(_case(*one) for one in found)


def _named(file: Path) -> re.Match[str] | None:
    return _DOCUMENT.fullmatch(file.name)


def _case(disease: str, number: str, file: Path) -> Case:
    annotated = file.with_name(f"{disease}_{number}_admin.annodb")
    try:
        tokens = tuple(
            Token(row[_TEXT_COLUMN], int(row[_START_COLUMN]), int(row[_END_COLUMN]), int(row[_SENTENCE_COLUMN]))
            for row in _rows(file)
        )
        annotations = tuple(
            Annotation(row[_LABEL].strip(), int(row[_FROM]), int(row[_TO]), row[_WORDS], _fills(row[_FILLS]))
            for row in _rows(annotated)
        )
    except (IndexError, ValueError) as error:
        raise MalformedSourceError(f"a row cannot be read: {error}", where=str(file)) from error
    return Case(f"{disease}_{number}", disease, tokens, annotations)


def _rows(file: Path) -> Iterator[list[str]]:
    if not file.is_file():
        raise SourceError("no such file", where=str(file), remedy="give all files of the document")
    lines = [
        line for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    for row in csv.reader(lines, quotechar='"', escapechar="\\", skipinitialspace=True):
        yield [*row, ""]


def _fills(instances: str) -> tuple[tuple[str, str, str], ...]:
    found = ((match["template"], match["kind"], match["slot"]) for match in _REFERENCE.finditer(instances))
    return tuple(dict.fromkeys(one for one in found if one[2] != _TYPE))


def layout(case: Case) -> tuple[str, tuple[int, ...]]:
    """Gives the text as PubMed prints it, and for every token the place in it at which the token starts."""
    text, starts = "", []
    breaks = _breaks(case)
    words = _unescaped([token.words for token in case.tokens])
    for index, word in enumerate(words):
        if index in breaks:
            text = _TRAILING_BLANKS.sub("", text) + "\n\n"
        elif text and not _joined(words, index):
            text += " "
        starts.append(len(text))
        text += word
    return text, tuple(starts)


def _unescaped(words: Sequence[str]) -> list[str]:
    """Gives the tokens with "& lt ;" made one sign, which leaves two empty ones."""
    found = [word.strip() for word in words]
    for index in range(len(found) - 2):
        if found[index] == "&" and found[index + 2] == ";":
            sign = html.unescape(f"&{found[index + 1]};")
            if len(sign) == 1:
                found[index : index + 3] = [sign, "", ""]
    return found


def _joined(words: Sequence[str], index: int) -> bool:
    """Tells whether no blank stands before a token in running text."""
    word, before = words[index], words[index - 1]
    after = words[index + 1] if index + 1 < len(words) else ""
    earlier = words[index - 2] if index > 1 else ""
    if not word or before in _OPEN or (before == "'" and word in {"s", "t"}):
        return True
    if word in _CLOSE:
        return not (word == "." and after[:1].isdigit() and not _DIGIT.search(before))
    if before in {".", ":", ","} and word[0].isdigit():
        return _inside_number(before, word, earlier)
    if word in _JOINING or before in _JOINING:
        return _hyphened(words, index)
    return word == "'" or _accented(word, before)


def _inside_number(mark: str, word: str, earlier: str) -> bool:
    if mark == ",":
        return _DIGIT.search(earlier) is not None and re.fullmatch(r"\d{3}", word) is not None and len(earlier) <= 3  # noqa: PLR2004
    return mark == "." or _DIGIT.search(earlier) is not None


def _hyphened(words: Sequence[str], index: int) -> bool:
    """Tells whether a dash or slash is bound to what stands beside it: 28-week and mg/dl are, the minus of -0.8 is not."""
    word, before = words[index], words[index - 1]
    mark = index if word in _JOINING else index - 1
    left = words[mark - 1] if mark else ""
    right = words[mark + 1] if mark + 1 < len(words) else ""
    if words[mark] not in _SIGNS:
        return bool(left) and bool(right)
    signed = right[:1].isdigit() and not left[-1:].isdigit()
    if left == "/" or (left == "+" or right == "+"):
        return True
    if signed:
        return before == words[mark] and mark == index - 1
    return left[-1:].isalnum() and right[:1].isalnum()


def _accented(word: str, before: str) -> bool:
    """Tells whether a name was cut at an accented letter: M ü ller."""
    return any(len(part) == 1 and part.isalpha() and not part.isascii() and part.islower() for part in (word, before))


def _breaks(case: Case) -> frozenset[int]:
    """Gives the tokens before which a paragraph starts."""
    firsts = [
        index
        for index, token in enumerate(case.tokens)
        if not index or token.sentence != case.tokens[index - 1].sentence
    ]
    ends = [*firsts[1:], len(case.tokens)]
    plain = [
        re.sub(r"\s+([.,;:)\]])|([(\[])\s+", r"\1\2", " ".join(t.words for t in case.tokens[a:b]))
        for a, b in zip(firsts, ends, strict=True)
    ]
    found: set[int] = set()
    number = 1
    while number < len(plain) and _CITED.match(plain[number]):
        number += 1
    if number < len(firsts):
        found.add(firsts[number])
        number += 1
    while number < len(plain) and not _BYLINE.match(plain[number]) and not plain[number].startswith(_ADDRESS):
        number += 1
    if number < len(firsts):
        found.add(firsts[number])
    return frozenset(found | _inner(case))


def _inner(case: Case) -> set[int]:
    """Gives the tokens that open addresses, notes, parts of the abstract and the identifiers."""
    found: set[int] = set()
    words = [token.words for token in case.tokens]
    text, starts = "", []
    for word in words:
        starts.append(len(text))
        text += word if word in _CLOSE else f" {word}"
    place = {start: index for index, start in enumerate(starts)}
    address = text.find(f" {_ADDRESS}")
    if address >= 0:
        found.add(place[address])
    for pattern in (_TAIL, _ASIDE, _HEADING):
        for match in pattern.finditer(text):
            index = place.get(match.start() - 1)
            if index is not None and _opens(words, index, pattern is _TAIL):
                found.add(index)
    return found


def _opens(words: Sequence[str], index: int, tail: bool) -> bool:
    return index > 0 and (
        tail or words[index - 1] in {".", "?", "!", ")", "]"} or (words[index - 1].isalpha() and words[index].isupper())
    )
