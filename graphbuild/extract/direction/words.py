"""The words of a text that compares two groups, each with the side or the outcome that it names.

P values are read as words of their own: whether a result is significant is what they say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from graphbuild.language.lexicon import load

_PLAIN = str.maketrans({
    "\u00b7": ".", "\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-", "\u2009": " ", "\u202f": " ",
    "\u00a0": " ", "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2a7d": "\u2264", "\u2a7e": "\u2265",
    "\u2014": ";",
})  # fmt: skip
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&"))
_CHANCE = re.compile(
    r"\b[Pp](?:[\s-]?[Vv]alues?)?\s{0,2}(?:for\s\w{1,20}\s)?(?P<relation>[<>=\u2264\u2265:]|of\b|was\b)\s{0,2}=?\s{0,2}"
    r"(?P<value>0?\.\d{1,9}|\d(?!\d)(?:\.\d{1,9})?)(?P<power>\s?(?:[\u00d7xX*]\s?10|[eE]-))?"
)
_WORD = re.compile(
    r"(?P<number>(?<![\w.])[-+]?\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,9})?(?P<percent>\s?%)?(?!\w))"
    r"|\w{1,60}(?:[-'/]\w{1,60}){0,6}|[^\w\s]|\n"
)
_LETTER_WORD = re.compile(r"\w+")
_INITIAL = re.compile(r"\b[^\W\d_]")
_GROUP_LABEL = re.compile(
    r"\b(?:group|arm)s?\s\(?([A-Z]|\d|I{1,3}|IV)\b(?:\s?(?:and|&|or|,)\s?([A-Z]|\d|I{1,3}|IV)\b)?"
)
_PARTS = re.compile(r"[-'/]")
_ENDINGS = ("ing", "ies", "es", "ed", "s", "ly")
_COUNTS = {
    word: place
    for place, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_SHORTEST_STEM = 4
_PREFIX = 6
_LONGEST = 4_000
_LEVEL = 0.05
_CLEAR = 0.01
SIGNIFICANT, CHANCE = "significant-p", "chance-p"


@cache
def listed(code: str) -> frozenset[str]:
    """Gives the wordings of one code of the lexicon of sides."""
    return frozenset(entry.wording for entry in load("sides").entries if entry.code == code)


class Role(StrEnum):
    """What a word names: one of the two groups that are compared, another group, or what was measured."""

    INTERVENTION = "I"
    COMPARATOR = "C"
    OUTCOME = "O"
    GROUP = "G"


SIDES = (Role.INTERVENTION, Role.COMPARATOR)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, mark or number; `value` is that of a number, `role` what it names."""

    text: str
    role: Role | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """By which stems a text may name the intervention alone, the comparator alone, either of them, the outcome.

    `labels` are those of groups (A, II); `only` is the side whose name lies within the other's ("X alone" against "X
    with Y"), `denied` the side that was not given what the other was.
    """

    sides: tuple[frozenset[str], frozenset[str]]
    shared: frozenset[str]
    outcome: frozenset[str]
    labels: tuple[frozenset[str], frozenset[str]]
    initials: tuple[str, str]
    only: Role | None
    denied: Role | None


def plain(text: str) -> str:
    """Gives a text with one form of each mark: decimal points, minus signs, quotes, entities."""
    text = text.translate(_PLAIN)
    for entity, mark in _ENTITIES:
        text = text.replace(entity, mark)
    return text


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Gives a word in lower case without its commonest endings."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def _stems(word: str) -> frozenset[str]:
    """Gives the stems by which a word may be known: of the whole, and of its parts where it is joined by hyphens."""
    parts = _PARTS.split(word)
    kept = [part for part in parts if len(part) > 2 or (len(part) > 1 and part.isupper())]  # noqa: PLR2004
    return frozenset([stem(word), *map(stem, kept)] if len(parts) > 1 else [stem(word)])


@lru_cache(maxsize=512)
def content(text: str) -> frozenset[str]:
    """Gives the stems of a name that tell it from others."""
    words = [match[0] for match in _WORD.finditer(plain(text)) if match["number"] is None and match[0][0].isalnum()]
    stops = listed("no-content")
    return frozenset(one for word in words if word.lower() not in stops for one in _stems(word) if one not in stops)


@lru_cache(maxsize=256)
def names(intervention: str, comparator: str, outcome: str) -> Names:
    """Gives by which stems a text may name the two sides and the outcome."""
    texts = plain(intervention), plain(comparator)
    left, right = map(content, texts)
    lacking = [not listed("lacking").isdisjoint(_LETTER_WORD.findall(text.lower())) for text in texts]
    labels = [
        frozenset(label for found in _GROUP_LABEL.finditer(text) for label in found.groups() if label) for text in texts
    ]
    return Names(
        sides=(left - right, right - left),
        shared=left & right,
        outcome=content(outcome),
        labels=(labels[0] - labels[1], labels[1] - labels[0]),
        initials=(_initials(texts[0]), _initials(texts[1])),
        only=_either(bool(left) and left < right, bool(right) and right < left),
        denied=_either(*lacking),
    )


def _either(left: object, right: object) -> Role | None:
    """Gives the side of which alone something holds."""
    return None if bool(left) == bool(right) else SIDES[0] if left else SIDES[1]


def _initials(text: str) -> str:
    return "".join(_INITIAL.findall(text)).lower()


def read(evidence: str, known: Names) -> tuple[Word, ...]:
    """Gives the words of a text with what each of them names; neighbours that name the same are one word.

    What lies beyond 4,000 code points is not read: evidence is a passage.
    """
    text = _CHANCE.sub(_judged, plain(evidence[:_LONGEST]))
    spoken = [*_WORD.finditer(text)]
    labelled = _labelled(text, known)
    found: list[Word] = []
    for index, match in enumerate(spoken):
        number = _number(match)
        if number is not None:
            found.append(number)
            continue
        before = [one[0].lower() for one in spoken[max(0, index - 2) : index]]
        role = labelled.get(match.start()) or _role(match[0], before, known)
        if role is None or not found or found[-1].role is not role:
            found.append(Word(f"_{role}_" if role else match[0].lower(), role))
    return tuple(_with_groups(found))


def _number(match: re.Match[str]) -> Word | None:
    if match["number"]:
        return Word("#%" if match["percent"] else "#", None, float(match["number"].rstrip("% ").replace(",", "")))
    count = _COUNTS.get(match[0].lower())
    return None if count is None else Word("#", None, float(count))


def _judged(match: re.Match[str]) -> str:
    value = 0.0 if match["power"] else float(match["value"])
    if value > 1 or (match["relation"] in ">\u2265" and value < _CLEAR):
        return match[0]
    if match["relation"] in ">\u2265":
        return f" {CHANCE} "
    significant = value <= _LEVEL if match["relation"] in "<\u2264" else value < _LEVEL
    return f" {SIGNIFICANT if significant else CHANCE} "


def _labelled(text: str, known: Names) -> dict[int, Role]:
    """Gives the places of "A" in "group A" where a side is called so."""
    return {
        match.start(number): side
        for match in _GROUP_LABEL.finditer(text)
        for number in (1, 2)
        for side, labels in zip(SIDES, known.labels, strict=True)
        if match[number] in labels
    }


def _role(word: str, before: Sequence[str], known: Names) -> Role | None:
    if not word[0].isalnum():
        return None
    stems = _stems(word)
    lacking = not listed("lacking").isdisjoint(before) or word.lower().startswith(("non-", "un"))
    if _known(stems, known.sides[0]):
        return Role.COMPARATOR if lacking and known.denied is not Role.INTERVENTION else Role.INTERVENTION
    if _known(stems, known.sides[1]):
        return Role.COMPARATOR
    if _known(stems, known.outcome):
        return Role.OUTCOME
    return _by_short_form(word, known) or _by_kind(word, stems, known, lacking=lacking)


def _known(stems: frozenset[str], known: frozenset[str]) -> bool:
    if not stems.isdisjoint(known):
        return True
    prefixes = _prefixes(known)
    return any(one[:_PREFIX] in prefixes for one in stems if len(one) > _PREFIX)


@lru_cache(maxsize=1024)
def _prefixes(known: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:_PREFIX] for name in known if len(name) > _PREFIX)


def _by_short_form(word: str, known: Names) -> Role | None:
    if not (word.isupper() and 1 < len(word) < _PREFIX):
        return None
    return _either(*(word.lower() in letters for letters in known.initials))


def _by_kind(word: str, stems: frozenset[str], known: Names, *, lacking: bool) -> Role | None:
    """Reads what may stand for either side: shared words, alone, control, intervention."""
    if stems & known.shared:
        if known.denied is None:
            return None
        return known.denied if lacking else next(side for side in SIDES if side is not known.denied)
    if known.only is not None and word.lower() in listed("sole"):
        return known.only
    if stems & listed("control-side"):
        return Role.COMPARATOR
    return Role.INTERVENTION if stems & listed("active-side") else None


def _with_groups(words: Sequence[Word]) -> Iterator[Word]:
    """Takes "the X group" for the other side where only one of the two sides is named."""
    named = {word.role for word in words} & set(SIDES)
    other = next(side for side in SIDES if side not in named) if len(named) == 1 else Role.GROUP
    for index, word in enumerate(words):
        after = words[index + 1].text if index + 1 < len(words) else ""
        if word.role is None and after in {"group", "arm"} and _may_name(word.text):
            yield replace(word, text=f"_{other}_", role=other)
        else:
            yield word


def _may_name(word: str) -> bool:
    return word[0].isalnum() and word not in listed("no-content") and word not in listed("no-group")
