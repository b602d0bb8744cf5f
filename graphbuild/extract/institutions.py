"""Finds the institutions that a text names: capitalised phrases with a word such as university, and known names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from graphbuild.extract.people import fold, given_names
from graphbuild.language.lexicon import load
from graphbuild.model.text import Span

_PIECE = re.compile(
    r"(?:[A-Z]\.){1,3}|St\.|&|[^\W\d_]+(?:[.'\u2019\u2010\u2011/+-][^\W\d_]+)*(?:['\u2019](?=\s))?|\d+|[^\s\w]"
)
_LINK = re.compile(
    r"(?:of|for|the|and|&|de|la|le|del|della|delle|dell|di|des|du|do|da|dos|das|et|og|och|fur|und|y|e|i|van|voor)$"
)
_CAMPUS = re.compile(r"(?: at |, |-|\u2013| \u2013 )([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_OF_STATE = re.compile(r"Universit\w+ of (?P<state>[A-Z]\w+(?: [A-Z]\w+)?)$")
_NAMED_UNIVERSITY = re.compile(r"Universit\w+ of \w+(?: \w+)?")
_CAMPUS_TOWNS = frozenset(
    ["davis", "irvine", "riverside", "berkeley", "amherst", "merced", "santa cruz", "chapel hill"]
)
_SPEAKERS = re.compile(
    r"\s(?:[a-z]{1,20}\s)?(?:surgeons?|researchers?|scientists?|investigators?|study|team|experts?|doctors?|physicians?)\b"
)
_AT = re.compile(r"\b(?:at|from|by|with|of)\s$")
_OWNER = re.compile(r"['\u2019]s?$")
_INCORPORATED = re.compile(r",?\s(?:Inc|LLC|Ltd|GmbH|PLC|AB|Corp|L\.L\.C)\b")
_WITHIN = re.compile(
    r"(?:,|\sat|\sof)\s(?:the\s)?(?:[A-Z][\w'\u2019.-]{1,30}\s(?:of\s)?){0,4}(?:University|Hospital|College|Institute)\b"
)
_NAMING = re.compile(
    r"\b(?:researchers?|scientists?|investigators?|team|physicians|doctors|clinicians|specialists|experts|surgeons"
    r"|colleagues|research|study|conducted|performed|carried\sout|professors?(?=\s(?:at|from))|professor\sof\s\w{4,20}|resident)\s"
    r"(?:at|from|of|by)\s(?:the\s)?(?P<name>[A-Z][\w&'\u2019-]{1,30}(?:\s[A-Z][\w&'\u2019-]{1,30}){0,3})(?=[\s,.;)])"
)
_LONGEST = 16
_FEW = 3
_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "fall"})
_ON = frozenset({"institute", "center", "centre", "council", "committee"})
_UNIVERSITY = frozenset({"university", "universite", "universidad", "universita"})


@dataclass(frozen=True, slots=True)
class Institution:
    """One place where an institution is named."""

    span: Span
    name: str
    kinds: frozenset[str]
    known: bool

    @property
    def key(self) -> str:
        """Gives what equal names share."""
        words = re.findall(r"\w+", fold(self.name))
        return " ".join(word for word in words if word not in {"the", "s"})


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool


def institutions(text: str, people: Collection[Span] = ()) -> tuple[Institution, ...]:
    """Gives the places where institutions are named, in reading order, none overlapping.

    `people` are names of persons, which no institution takes in.

    >>> [one.name for one in institutions("Researchers at the University of Acmeville and Acme Hospital said so.")]
    ['University of Acmeville', 'Acme Hospital']
    """
    blocked = [match.span for match in load("journals").find(text) if " " in match.wording]
    phrases = [one for run in _runs(text, people) for part in _parts(run) for one in _phrase(text, part)]
    known = [
        Institution(match.span, match.span.of(text), frozenset({"known"}), known=True)
        for match in load("institutions").find(text)
        if match.span.of(text)[0].isupper()
    ]
    chosen: list[Institution] = []
    named = (
        one for one in _told(text, people) if not any(one.span.overlaps(other.span) for other in (*phrases, *known))
    )
    for one in sorted((*phrases, *known, *named), key=lambda item: (item.span.start, -item.span.end)):
        if chosen and one.span.start < chosen[-1].span.end:
            continue
        if not any(span.contains(one.span) for span in blocked):
            chosen.append(one)
    return tuple(chosen)


@cache
def heads() -> dict[str, str]:
    """Gives the kind of each single word that makes a phrase an institution."""
    return {
        fold(entry.wording): entry.code
        for entry in load("institution-cues").entries
        if " " not in entry.wording and entry.code not in {"part", "brand", "post", "field", "small", "owned"}
    }


@cache
def _pairs() -> dict[str, str]:
    """Gives the kind of each pair of words that makes a phrase an institution: Health System."""
    return {fold(entry.wording): entry.code for entry in load("institution-cues").entries if " " in entry.wording}


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("institution-cues").entries if entry.code == code)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("no-name").entries)


@cache
def _words_of_time() -> frozenset[str]:
    return frozenset(fold(e.wording) for e in load("no-name").entries if e.code == "time") - _SEASONS


@cache
def _openers() -> frozenset[str]:
    """Gives the words that may stand capitalised before a name without being part of it."""
    return frozenset(fold(e.wording) for e in load("no-name").entries if e.code in {"starter", "time"}) - {
        "first",
        "new",
    }


def _runs(text: str, people: Collection[Span]) -> Iterator[list[_Piece]]:
    """Walks over rows of capitalised words with little words between them; posts and people break a row."""
    taken = {offset for span in people for offset in range(span.start, span.end)}
    run: list[_Piece] = []
    for match in _PIECE.finditer(text):
        if not run and not text[match.start()].isupper():
            continue
        piece = _Piece(*match.span(), match[0], match[0][0].isupper())
        adjacent = bool(run) and text[run[-1].end : piece.start] in {" ", "  "}
        breaks = piece.start in taken or (piece.capital and fold(piece.text) in _words("post"))
        breaks = breaks or (piece.capital and fold(piece.text) in _words_of_time())
        small = bool(run) and (run[-1].capital or run[-1].text in _words("small")) and piece.text in _words("small")
        small = small or (piece.text == "on" and bool(run) and fold(run[-1].text) in _ON)
        if adjacent and not breaks and (piece.capital or small or _LINK.match(piece.text.lower())):
            run.append(piece)
            continue
        yield _trimmed(run)
        run = [piece] if piece.capital and not breaks else []
    yield _trimmed(run)


def _trimmed(run: list[_Piece]) -> list[_Piece]:
    while run and (not run[0].capital or fold(run[0].text) in _openers()):
        run = run[1:]
    while run and not run[-1].capital and run[-1].text not in _words("small"):
        run = run[:-1]
    return run[:_LONGEST]


def _parts(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """Splits a row where a second institution begins in it, and drops what leads into the first."""
    for index, piece in enumerate(run):
        left, right = run[:index], _trimmed(run[index + 1 :])
        if not right:
            continue
        owner = _owner(piece)
        if owner is not None:
            left = [*left, owner]
            apart = (_is_body(left), _is_body(left) or _is_place(left))
        elif fold(piece.text) in {"and", "&"}:
            apart = _joined(left, right)
        else:
            apart = _linked(left, fold(piece.text), right, the=fold(run[index + 1].text) == "the")
        if any(apart):
            if apart[0]:
                yield left
            yield from _parts(right)
            return
    if run:
        yield run


def _joined(left: list[_Piece], right: list[_Piece]) -> tuple[bool, bool]:
    """Tells whether an `and` parts two names, of which the left one is an institution, or only the right one."""
    if not left:
        return False, False
    words, first = " ".join(one.text for one in left), fold(right[0].text)
    ended = _complete(left) and fold(left[-1].text) in heads() and first not in heads() and first not in _words("field")
    if (_complete(left) and _complete(right) and left[-1].capital) or ended or _NAMED_UNIVERSITY.fullmatch(words):
        return True, True
    alone = len(left) == 1 and (left[0].text.isupper() or _is_place(left))
    return False, _complete(right) and (alone or (first in _UNIVERSITY and not _complete(left)))


def _linked(left: list[_Piece], word: str, right: list[_Piece], *, the: bool) -> tuple[bool, bool]:
    """Tells the same of `of` and `for`: before `for the` stands a field, before `of X University` a whole school."""
    whole = _complete(right)
    if word in {"for", "of"} and not _complete(left) and whole:
        return False, the or (word == "of" and bool(left) and fold(left[0].text) in given_names())
    school = word == "of" and len(right) > 1 and _is_school(left) and fold(right[-1].text) in {"university", "college"}
    return school, school


def _owner(piece: _Piece) -> _Piece | None:
    """Gives the word without its `'s`, None where it has none or it belongs to a name: Children's."""
    bare = _OWNER.sub("", piece.text)
    if bare == piece.text or fold(piece.text) in _words("field") or fold(piece.text) in _words("owned"):
        return None
    return piece._replace(text=bare, end=piece.start + len(bare))


def _is_place(run: Sequence[_Piece]) -> bool:
    return fold(" ".join(piece.text for piece in run)) in _places()


def _is_body(run: Sequence[_Piece]) -> bool:
    return _complete(run) or fold(" ".join(piece.text for piece in run)) in _known()


def _complete(run: Sequence[_Piece]) -> bool:
    return len(run) > 1 and bool(_kinds(run))


def _is_school(run: Sequence[_Piece]) -> bool:
    """Tells whether a row is whole up to here: X College of Medicine, before `of Y University`."""
    return _complete(run) and any(fold(piece.text) == "of" for piece in run) and run[-1].capital


def _is_named(run: Sequence[_Piece]) -> bool:
    """Tells whether a word of the name is no head, no field of study, and not only a place before a small head."""
    words = [fold(piece.text) for piece in run if piece.capital]
    words = [word for word in words if word not in heads() and word not in _words("field")]
    small = run[-1].text in _words("small")
    return any(word not in _places() for word in words) if small else bool(words)


def _stands_alone(text: str, run: Sequence[_Piece]) -> bool:
    """Tells whether a name of heads and fields only is long enough and no part of the body named behind it."""
    linked = any(piece.text in {"of", "for", "on"} for piece in run)
    long = len(run) > _FEW or (linked and len(run) == _FEW)
    return run[-1].capital and long and _WITHIN.match(text, run[-1].end) is None


def _company(text: str, run: Sequence[_Piece]) -> set[str]:
    return {"company"} if _INCORPORATED.match(text, run[-1].end) else set()


def _told(text: str, people: Collection[Span]) -> Iterator[Institution]:
    """Gives names without any such word that stand where the body is named at which someone works."""
    for match in _NAMING.finditer(text):
        words = [_OWNER.sub("", word) for word in match["name"].split()]
        while words and (fold(words[-1]) in _ordinary() or fold(words[-1]) in _words("post")):
            words.pop()
        name = " ".join(words)
        if not words or fold(words[0]) in _ordinary() or fold(name) in _places() or fold(name) in given_names():
            continue
        span = Span(match.start("name"), match.start("name") + len(name))
        if span.of(text) == name and not any(one.overlaps(span) for one in people):
            yield Institution(span, name, frozenset({"told"}), known=False)


def _kinds(run: Sequence[_Piece]) -> set[str]:
    words = [fold(piece.text) for piece in run]
    both = [f"{first} {second}" for first, second in pairwise(words)]
    return {heads()[word] for word in words if word in heads()} | {_pairs()[two] for two in both if two in _pairs()}


def _phrase(text: str, run: Sequence[_Piece]) -> Iterator[Institution]:
    kinds = _kinds(run) | _company(text, run) or _brand(text, run)
    if not kinds or (len(run) < 2 and "company" not in kinds):  # noqa: PLR2004 - a lone word names none
        return
    if not _is_named(run):
        if not _stands_alone(text, run):
            return
        kinds.add("unnamed")
    start, end = run[0].start, _with_campus(text, run[0].start, run[-1].end)
    words = re.sub(r"['\u2019]s?$", "", text[start:end])
    yield Institution(Span(start, start + len(words)), " ".join(words.split()), frozenset(kinds), known=False)


def _brand(text: str, run: Sequence[_Piece]) -> set[str]:
    """Tells health systems such as Acme Medicine, which a place or a speaker beside them must bear out."""
    if len(run) != 2 or fold(run[1].text) not in _words("brand"):  # noqa: PLR2004
        return set()
    if fold(run[0].text) in _ordinary():
        return set()
    beside = _SPEAKERS.match(text, run[1].end) or _AT.search(text, max(0, run[0].start - 8), run[0].start)
    return {"brand"} if beside else set()


def _with_campus(text: str, start: int, end: int) -> int:
    """Gives the end of a university's name with its campus: University of California, San Diego."""
    university = _OF_STATE.search(text[start:end])
    more = _CAMPUS.match(text, end)
    if university is None or more is None or fold(university["state"]) not in _states():
        return end
    if fold(more[1]) in _cities():
        return more.end(1)
    first = more[1].split()[0]
    return more.start(1) + len(first) if fold(first) in _cities() else end


@cache
def _known() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("institutions").entries)


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(e.wording) for name in ("cities", "countries", "states") for e in load(name).entries)


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("states").entries if len(entry.wording) > 3)  # noqa: PLR2004


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load("cities").entries) | _CAMPUS_TOWNS
