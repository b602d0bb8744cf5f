"""When a claimed value counts as the stated one: folded words, numbers, people, dates and durations."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

_STOP = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "in",
        "with",
        "for",
        "and",
        "to",
        "by",
        "on",
        "at",
        "or",
        "from",
        "as",
        "is",
        "was",
        "were",
        "are",
        "that",
        "than",
        "vs",
        "versus",
        "via",
        "per",
        "its",
        "their",
        "who",
    ]
)
_SPELLING = (
    ("randomis", "randomiz"),
    ("haem", "hem"),
    ("behaviour", "behavior"),
    ("tumour", "tumor"),
    ("paediatr", "pediatr"),
    ("centre", "center"),
    ("programme", "program"),
    ("oestr", "estr"),
    ("oedema", "edema"),
    ("anaem", "anem"),
    ("diarrhoea", "diarrhea"),
    ("dysmenorrhoea", "dysmenorrhea"),
    ("normalis", "normaliz"),
)
_ABBREVIATIONS = {
    "ms": "multiple sclerosis",
    "af": "atrial fibrillation",
    "nejm": "new england journal medicine",
    "jama": "journal american medical association",
    "bmj": "british medical journal",
    "nsclc": "non small cell lung cancer",
    "copd": "chronic obstructive pulmonary disease",
    "hbv": "hepatitis b",
    "hcv": "hepatitis c",
    "nih": "national institutes health",
    "u.s": "united states",
    "us": "united states",
    "usa": "united states",
    "uk": "united kingdom",
}
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_WORDS: dict[str, float] = {word: float(value) for value, word in enumerate(_UNITS)}
_WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS |= {"half": 0.5, "quarter": 0.25, "none": 0, "dozen": 12, "twice": 2}
_DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_TITLES = re.compile(r"\b(?:dr|prof|professor|associate|assistant|md|phd|ms|mph|rn|do|frcs|mbbs|sir|ph|m|d)\b\.?")
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMBER_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_FULL_MONTH = re.compile(r"\d{4}-\d\d")
_ALONE = 5
_CONTAINED = 0.6

Record = dict[str, Any]


def listed(value: object) -> list[Any]:
    """Gives the value as a list: nothing for None, itself for a list, else a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def fold(text: object) -> str:
    """Gives lower case without accents, in one spelling."""
    decomposed = unicodedata.normalize("NFKD", str(text))
    folded = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()
    folded = folded.replace("\u2019", "'").replace("\u2018", "'")
    for british, american in _SPELLING:
        folded = folded.replace(british, american)
    return folded


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 - short words keep their ending
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word[:-1]
    return word


@lru_cache(maxsize=100_000)
def tokens(text: str) -> frozenset[str]:
    """Gives the set of stemmed content words, known abbreviations spelt out."""
    words = (_ABBREVIATIONS.get(word, word) for word in _TOKEN.findall(fold(text).replace("'s", "")))
    return frozenset(_stem(part) for word in words for part in word.split() if part not in _STOP)


def similarity(left: object, right: object) -> float:
    """Gives the F1 of the two token sets, at least 0.6 where one is wholly contained in the other."""
    first, second = tokens(str(left)), tokens(str(right))
    shared = len(first & second)
    if not shared:
        return 0.0
    small = min(first, second, key=len)
    score = 2 * shared / (len(first) + len(second))
    if shared == len(small) and (len(small) > 1 or len(next(iter(small))) >= _ALONE):
        score = max(score, _CONTAINED)
    return score


def numbers(text: object) -> frozenset[float]:
    """Gives the numbers that a text states, in digits or words."""
    folded = fold(text).replace(",", "")
    found = {round(float(digits), 4) for digits in _DIGITS.findall(folded)}
    for word in _NUMBER_WORD.findall(folded):
        parts = word.split("-")
        if word in _WORDS:
            found.add(_WORDS[word])
        elif len(parts) > 1 and all(part in _WORDS for part in parts):
            found.add(sum(_WORDS[part] for part in parts))
    return frozenset(found)


def names_of(value: Record, key: str) -> list[str]:
    """Gives every wording under which an object may be matched."""
    extra = [value.get("normalised")] if key == "as_stated" else []
    return [str(name) for name in (value.get(key), *listed(value.get("aliases")), *extra) if name]


def named(value: object, key: str) -> list[Record]:
    """Gives a list of objects; a plain string becomes an object with that name."""
    return [item if isinstance(item, dict) else {key: item} for item in listed(value) if item]


def by_name(key: str) -> Callable[[Record, Record], float]:
    """Gives the similarity of two objects over all their names."""
    return lambda gold, claim: max(
        (similarity(left, right) for left in names_of(gold, key) for right in names_of(claim, key)), default=0.0
    )


def pair_up(
    gold: Sequence[Any], claims: Sequence[Any], score: Callable[[Any, Any], float], threshold: float
) -> dict[int, int]:
    """Gives a greedy one-to-one pairing, the best pairs first: index in gold -> index in claims."""
    scored = [(score(left, right), i, j) for i, left in enumerate(gold) for j, right in enumerate(claims)]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for value, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if value >= threshold and i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def same_person(left: object, right: object) -> float:
    """Gives 1.0 for equal surnames with agreeing initials (or no given name), else 0.0."""
    first, second = _name_parts(left), _name_parts(right)
    long_first, long_second = [part for part in first if len(part) > 1], [part for part in second if len(part) > 1]
    if not long_first or not long_second:
        return 0.0
    last_first, last_second = long_first[-1], long_second[-1]
    if last_first != last_second and not (last_first in long_second and last_second in long_first):
        return 0.0
    if len(first) == 1 or len(second) == 1:
        return 1.0
    return float(bool({part[0] for part in first[:-1]} & {part[0] for part in second[:-1]}))


def _name_parts(name: object) -> list[str]:
    return re.findall(r"[a-z]+", _TITLES.sub(" ", fold(name).replace("-", " ").replace(".", ". ")))


def same_date(left: object, right: object) -> bool:
    """Tells whether two ISO dates agree; where one lacks the year, month and day decide."""
    first, second = str(left), str(right)
    if first == second:
        return True
    if not (first.startswith("--") or second.startswith("--")):
        return False
    tail = _month_and_day(first)
    return tail is not None and tail == _month_and_day(second)


def _month_and_day(iso: str) -> str | None:
    if iso.startswith("--"):
        return iso[2:]
    return iso[5:] if _FULL_MONTH.match(iso) else None


def phase(value: object) -> str:
    """Gives the phase in one spelling: "Phase II" and "2" are equal."""
    text = fold(value).replace("phase", "").strip(" .")
    roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "iia": "2a", "iib": "2b", "ia": "1a", "ib": "1b"}
    roman |= {"i/ii": "1/2", "ii/iii": "2/3"}
    return roman.get(text, text.replace(" ", "").replace("-", "/"))


def sex(value: object) -> str:
    """Gives female, male or both."""
    text = fold(value)
    female = re.search(r"\b(?:female|women|woman|girl|pregnan)", text)
    male = re.search(r"\b(?:male|men|man|boy)s?\b", text)
    if female and male:
        return "both"
    return "female" if female else "male" if male else text


def days(items: object) -> list[float]:
    """Gives the lengths in days of {value, unit} objects."""
    return [
        float(item["value"]) * _DAYS.get(re.sub(r"s$", "", fold(item.get("unit", "day"))), 1.0)
        for item in listed(items)
        if isinstance(item, dict) and item.get("value") is not None
    ]
