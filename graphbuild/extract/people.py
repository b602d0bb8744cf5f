"""Finds the people that a text names: full names, bare surnames, and citation style (Smith AB).

Every run of capitalised words that could be a name collects points for and against it; only runs with enough points
are names. All mentions of one person (same surname, agreeing initial) are joined into one `Named`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from graphbuild.extract.person_signs import points as signs
from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembered
from graphbuild.language.sieve import sieve
from graphbuild.model.text import Span

_WORD = re.compile(r"(?:[A-Z]\.[ -]?){1,4}(?![a-z])|[^\W\d_]+(?:['\u2019\u2010\u2011-][^\W\d_]+)*")
_CITED = re.compile(
    r"(?<![\w.])([^\W\d_a-z][^\W\d_]{0,24}[a-z\u00df-\u00ff][\w'\u2019-]*"
    r"(?: [^\W\d_a-z][a-z\u00df-\u00ff][\w'\u2019-]*)?)"
    r"(?: Jr\.?)?,? ([A-Z]{1,3})(?=[,;.:]| and\b| et\b| for the\b| \(\d{4}\)|$)"
)
_SPEAKER = sieve(
    r"\b(?:said|says|Dr\.|Professor)\s([^\W\d_a-z][\w'\u2019-]{1,30})"
    r"|\b([^\W\d_a-z][\w'\u2019-]{1,30})\s(?:said|says|and colleagues)\b"
)
_LISTED_AFTER = re.compile(r"\s?(?:[,;]\s?(?:and\s|&\s)?|\sand\s|\s&\s)$")
_LISTED_BEFORE = re.compile(r"[,;]\s(?:and\s|&\s)?$")
_LISTED_BEHIND = re.compile(r"\s[A-Z][\w'\u2019-]{1,30}(?:[,;]|\sand\s|\s&\s)")
_LED = re.compile(r"\b(?:Drs?|Prof|Professor|Mrs?|Ms)\.?\s[^\W\d_a-z][\w'\u2019-]{1,30}\s$")
_CLOSED = re.compile(r",|;|\s(?:said|says|who|of|from)\b")
_BODIES = ("academic", "hospital", "institute", "group", "society", "company")
_NAMING = frozenset({"said", "says", "researcher", "author", "co-author", "coauthor", "colleague", "professor"})
"""Words behind which a given name is one, though it is an ordinary word too."""
_THRESHOLD = 2.5
_LONGEST = 6
_NEVER = 99.0
_PASSES = 3
_GLUE = 8
_WIDTH = 60
_FEW = 20


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named; `before` and `after` reach over titles and degrees."""

    span: Span
    name: str
    before: int
    after: int
    full: bool
    cited: bool = False

    @property
    def shown(self) -> str:
        """Gives the name with the given name or initials first: Smith AB becomes A. B. Smith."""
        if not self.cited:
            return self.name
        *surname, initials = self.name.split()
        return " ".join((*(f"{letter}." for letter in initials), *surname))

    @property
    def surname(self) -> str:
        """Gives the surname in lower case, without particles."""
        words = self.name.split()
        return fold(words[0] if self.cited else words[-1])

    @property
    def initial(self) -> str:
        """Gives the first letter of the given name in lower case, empty for a bare surname."""
        if not self.full:
            return ""
        return (self.name.split()[-1] if self.cited else self.name)[0].lower()


@dataclass(frozen=True, slots=True)
class Named:
    """One person with all the mentions, in reading order; `best` is the fullest of them."""

    mentions: tuple[Mention, ...]

    @property
    def best(self) -> Mention:
        """Gives the mention with the fullest name, the first of equals."""
        return max(self.mentions, key=lambda one: (one.full and not one.cited, one.full, len(one.name.split())))


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    kind: str  # "name", "initial", "particle", "other"


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """Gives the word in lower case without accents and with straight apostrophes."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower().replace("\u2019", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def people(text: str) -> tuple[Named, ...]:
    """Gives the people of a text in the order of their first mention.

    >>> [one.best.name for one in people("Jane B. Roe, MD, led the work at Acme University. Roe said it went well.")]
    ['Jane B. Roe']
    """
    tokens = _tokens(text)
    runs = tuple(_runs(text, tokens))
    mentions = [_mention(text, run) for run in runs]
    full = [*_full(text, runs, mentions), *_cited(text)]
    full = [one for one in _without_overlaps(full) if not _named_after(text, one)]
    bare = _bare(mentions, full)
    return _joined(sorted((*full, *bare), key=lambda one: one.span.start))


def _named_after(text: str, mention: Mention) -> bool:
    """Tells whether the words are a whole journal or institution, e.g. Pediatric Obesity."""
    words = mention.span.of(text)
    matches = (*load("journals").find(words), *load("institutions").find(words))
    return any(match.span.end - match.span.start == len(words) for match in matches)


@cache
def _words(name: str, *codes: str) -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load(name).entries if not codes or entry.code in codes)


@cache
def given_names(*, certain: bool = True) -> frozenset[str]:
    """Gives the known given names; with `certain` only those that are no ordinary words, places or surnames."""
    return frozenset(fold(e.wording) for e in load("given-names").entries if not certain or "word" not in e.extras)


@cache
def _places() -> frozenset[str]:
    wordings = (e.wording for name in ("cities", "countries", "states") for e in load(name).entries)
    return frozenset(fold(part) for wording in wordings for part in wording.split() if len(part) > 2)  # noqa: PLR2004


@cache
def _pattern(code: str) -> str:
    wordings = sorted((e.wording for e in load("person-titles").entries if e.code == code), key=len, reverse=True)
    return "|".join(re.escape(wording) for wording in wordings)


@cache
def _degree_words() -> frozenset[str]:
    return frozenset(e.wording for e in load("person-titles").entries if e.code == "degree" and e.wording.isalpha())


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?:{_pattern('before')})\s{{1,2}}$")


@cache
def _degrees() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,?\s(?:{_pattern('suffix')})(?![\w]))?(?:(?:,\s?|\s\(?|-|/)(?:{_pattern('degree')})\.?(?![\w])\)?){{0,9}}"
    )


def _tokens(text: str) -> tuple[_Token, ...]:
    """Gives the words that may be part of a name."""
    found: list[_Token] = []
    before = (0, 0, "", "other")
    for match in _WORD.finditer(text):
        word = match[0].rstrip(" ")
        start = match.start()
        if word.islower() and "." not in word:
            kind = _small(word)
        else:
            adjacent = before[1] and text[before[1] : start] in {" ", "  ", ". "}
            kind = _kind(word, _Token(*before) if adjacent else None)
            if kind == "other" and word.istitle() and _told(text, start, word):
                kind = "name"
        before = (start, start + len(word), word, kind)
        if kind != "other":
            found.append(_Token(*before))
    return tuple(found)


def _kind(word: str, before: _Token | None) -> str:
    if "." in word or (len(word) == 1 and word.isupper()):
        return "other" if word in {"A", "I"} and before is None else "initial"
    if not word[0].isupper():
        return _small(word)
    if word in _degree_words() or (len(word) > 3 and word.isupper()):  # noqa: PLR2004 - headings and abbreviations
        return "other"
    if len(word) == 2 and word.isupper():  # noqa: PLR2004 - Mary AB Smith
        return "initial"
    folded = fold(word)
    if folded in _words("no-name") or folded in _words("institution-cues"):
        return "name" if _borne_out(folded, before) else "other"
    return "name"


@lru_cache(maxsize=16_384)
def _small(word: str) -> str:
    """Gives the kind of a word that starts small: d'Artagnan is a name, van a particle."""
    folded = fold(word)
    if folded in _words("person-titles", "particle"):
        return "particle"
    return "name" if "'" in folded and any(letter.isupper() for letter in word) else "other"


def _told(text: str, start: int, word: str) -> bool:
    """Tells whether an ordinary word is a name for where it stands: in a row of names, or behind a title and a name.

    Jane Roe, May Doe, John Roe; Dr. Jane Black, of Acmeville; Jane Small, director.
    """
    end, folded = start + len(word), fold(word)
    before = text[max(0, start - _WIDTH) : start]
    if folded in given_names(certain=False):
        listed = _LISTED_BEFORE.search(before) and _LISTED_BEHIND.match(text, end)
        return bool(listed) or before.rstrip().rpartition(" ")[2] in _NAMING
    if folded in _words("institution-cues") or not _CLOSED.match(text, end):
        return False
    given = re.search(r"([^\W\d_a-z][\w'\u2019-]+)(?:\s[A-Z]\.)?\s$", before)
    return bool(_LED.search(before)) or (given is not None and fold(given[1]) in given_names(certain=True))


def _borne_out(folded: str, before: _Token | None) -> bool:
    """Tells whether the word before makes a name of an ordinary word: Dr. June, Anna Black, J. Park."""
    if before is None:
        return False
    earlier = fold(before.text)
    if earlier in _words("person-titles", "before") and folded in given_names(certain=False):
        return True
    if folded in _words("institution-cues", *_BODIES):
        return False
    sure = before.kind == "initial" or earlier in given_names(certain=True)
    return sure and (folded not in _words("no-name", "role", "starter") or folded in given_names(certain=False))


def _runs(text: str, tokens: Sequence[_Token]) -> Iterator[tuple[_Token, ...]]:
    """Walks over the longest rows of name-like words, particles only between them."""
    run: list[_Token] = []
    for token in tokens:
        if not run or text[run[-1].end : token.start] not in {" ", "  "}:
            yield from _trimmed(run)
            run = []
        run.append(token)
    yield from _trimmed(run)


def _trimmed(run: list[_Token]) -> Iterator[tuple[_Token, ...]]:
    while run and run[0].kind == "particle" and fold(run[0].text) in {"y", "e", "le", "do", "el", "ten", "den", "af"}:
        run = run[1:]
    while run and run[-1].kind != "name":
        run = run[:-1]
    if run:
        yield tuple(run)


@cache
def _ordinary() -> frozenset[str]:
    return _words("no-name") | _words("institution-cues")


@remembered
def lower_words(text: str) -> frozenset[str]:
    """Gives the words that the text writes in small letters."""
    return frozenset(re.findall(r"(?<![\w'\u2019-])[a-z\u00df-\u00ff]{3,}", text))


def _mention(text: str, run: Sequence[_Token]) -> Mention:
    span = Span(run[0].start, run[-1].end)
    title = _titles().search(text, max(0, span.start - 14), span.start)
    degrees = _degrees().match(text, span.end)
    after = degrees.end() if degrees else span.end
    words = [one for one in run if one.kind != "particle"]
    name = " ".join(span.of(text).split())
    return Mention(span, name, title.start() if title else span.start, after, full=len(words) > 1)


def _full(text: str, runs: Sequence[tuple[_Token, ...]], found: Sequence[Mention]) -> list[Mention]:
    """Gives the mentions of names of several words that enough speaks for."""
    lower = lower_words(text)
    speakers = frozenset(name for match in _SPEAKER.finditer(text) for name in match.groups() if name)
    base = [
        _shape(text, mention, run, lower) + _context(text, mention, speakers)
        if mention.full and len(run) <= _LONGEST
        else -_NEVER
        for mention, run in zip(found, runs, strict=True)
    ]
    points = base
    for _ in range(_PASSES):
        points = [own if own <= -_NEVER else own + _row(text, found, points, index) for index, own in enumerate(base)]
    return [mention for mention, own in zip(found, points, strict=True) if own >= _THRESHOLD]


def _shape(text: str, mention: Mention, run: Sequence[_Token], lower: frozenset[str]) -> float:
    """Counts what the words of the run say by themselves."""
    first = fold(run[0].text)
    points = 3.0 if first in given_names(certain=True) else 1.0 if first in given_names(certain=False) else 0.0
    points += 1.5 * any(fold(one.text) in given_names(certain=True) for one in run[1:-1])
    points += 2.5 * any(one.kind == "initial" for one in run[1:]) + 1.0 * (run[0].kind == "initial")
    for one in run:
        word = fold(one.text)
        if one.kind != "name":
            continue
        points -= 1.5 * (word in lower) + 1.5 * (word in _places()) + 1.5 * one.text.isupper()
    follower = re.match(r" ([A-Z][\w'\u2019-]*)", text[mention.span.end : mention.span.end + 40])
    if follower and mention.after == mention.span.end:
        points -= 4.0
    return points


def _context(text: str, mention: Mention, speakers: frozenset[str]) -> float:
    """Counts titles, degrees and the words that stand around names."""
    points = 3.0 * (mention.before < mention.span.start)
    points += 3.0 * (mention.after > mention.span.end)
    points += signs(text, mention.span.start, mention.after)
    return points + 1.5 * (mention.name.split()[-1] in speakers)


def _row(text: str, found: Sequence[Mention], points: Sequence[float], index: int) -> float:
    """Counts neighbours that are joined to the name by a comma, a semicolon or an `and`; sure names count more."""
    gained = 0.0
    for left in (index - 1, index):
        if not 0 <= left < len(found) - 1:
            continue
        between = text[found[left].after : found[left + 1].before]
        other = left if left < index else left + 1
        if found[other].full and len(between) <= _GLUE and _LISTED_AFTER.search(between):
            gained += 1.5 + 1.0 * (points[other] >= _THRESHOLD)
    return gained


def _cited(text: str) -> Iterator[Mention]:
    """Gives names like Smith AB that stand in a row of at least two of their kind."""
    found = list(_CITED.finditer(text))
    for index, match in enumerate(found):
        near = [other for other in found[max(0, index - 1) : index + 2] if other is not match]
        gaps = [text[min(match.end(), o.end()) : max(match.start(), o.start())] for o in near]
        word = fold(match[1])
        amid = len(gaps) > 1 and all(re.fullmatch(r",? (?:and )?", gap) for gap in gaps)
        if not amid and (
            word in _ordinary()
            or word in _places()
            or (match[2] in _degree_words() and " " in match[0][: match.end(1) - match.start() + 1].strip())
        ):
            continue
        if not any(re.fullmatch(r",? (?:and )?", gap) for gap in gaps):
            continue
        yield Mention(Span(*match.span()), f"{match[1]} {match[2]}", match.start(), match.end(), full=True, cited=True)


def _without_overlaps(found: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in sorted(found, key=lambda item: (item.span.start, -item.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _bare(mentions: Sequence[Mention], full: Sequence[Mention]) -> Iterator[Mention]:
    """Gives surnames that stand alone: those of a full name, and those after a title."""
    known = {one.surname for one in full}
    taken = {offset for one in full for offset in (one.span.start, one.span.end - 1)}
    for mention in mentions:
        start, end, surname = mention.span.start, mention.span.end, mention.surname
        titled = mention.before < start and not mention.full
        if (titled or surname in known or fold(surname.removesuffix("'s")) in known) and taken.isdisjoint(
            range(start, min(end, start + 99))
        ):
            yield replace(mention, full=False)


def _joined(mentions: Iterable[Mention]) -> tuple[Named, ...]:
    """Joins mentions of one surname whose initials agree, a bare surname with the last person who bears it."""
    people: list[list[Mention]] = []
    bearers: dict[str, list[list[Mention]]] = {}
    for one in mentions:
        known = bearers.setdefault(one.surname.removesuffix("'s"), [])
        home = next((group for group in reversed(known) if _agrees(group, one)), None)
        if home is None:
            home = []
            people.append(home)
            known.append(home)
        home.append(one)
    return tuple(Named(tuple(group)) for group in people)


def _agrees(group: Sequence[Mention], one: Mention) -> bool:
    initials = {other.initial for other in group[:_FEW] if other.initial}
    return not one.initial or not initials or one.initial in initials
