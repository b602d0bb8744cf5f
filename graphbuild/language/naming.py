"""Short noun phrases that may name a thing, and what kind of thing their words say it is.

A name is a run of words without closed-class words, verbs, numbers and marks, cut at both ends by words that say
little (new, daily ... group, users). `kind` tells from lexicons of names, then from heads and endings of words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembered
from graphbuild.language.phrases import Token, tokens
from graphbuild.model.text import Span

_VOWELS = "aeiou"
_SHORTEST_STEM = 4
_PAIR = 2
_LONGEST = 8
"""How many words at the end of a run are looked at to see whether they name a condition."""
_LOOSE = {"the", "no"}
"""First words of listed names that stand before any word."""
_NO_PLURAL = ("ss", "us", "is")


class Name(NamedTuple):
    """A possible name: its place, its words in lower case, and the indices [first, last) of its tokens.

    So many are made that it must be a cheap tuple.
    """

    span: Span
    words: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What a name is: a type of intervention or a type of condition, and how well its words say so.

    `how` is full (the whole name is listed), part (its last words are), within (words inside are), head or ending.
    """

    code: str
    how: str


def stem(word: str) -> str:
    """Gives a word without the plural of English.

    >>> stem("therapies"), stem("statins"), stem("illness")
    ('therapy', 'statin', 'illness')
    """
    if len(word) > _SHORTEST_STEM and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _SHORTEST_STEM and word.endswith("s") and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """Gives the stems of words, possessive endings dropped."""
    return tuple(map(_stem, words))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    return stem(word.removesuffix("'s").removesuffix("'"))


@cache
def group(code: str) -> frozenset[str]:
    """Gives the words of one group of the lexicon of phrases, such as break, light, tail or people."""
    return frozenset(entry.wording.casefold() for entry in load("phrases").entries if entry.code == code)


def names(words: tuple[Token, ...]) -> tuple[Name, ...]:
    """Gives the possible names in the words of a sentence, in reading order.

    >>> [" ".join(name.words) for name in names(tokens("Women in the vitamin C group took 500 mg of it."))]
    ['women', 'vitamin c']
    """
    whole = _wholes(words)
    return tuple(name for first, last in _runs(words, whole) for name in _trimmed(words, first, last, whole))


def names_in(text: str, offset: int = 0) -> tuple[Name, ...]:
    """Gives the possible names in a sentence, their spans shifted by `offset`; the last answers are remembered."""
    return _names_in(text, offset)


def _read(text: str, offset: int) -> tuple[Name, ...]:
    return names(tokens(text, offset))


_names_in = remembered(_read)


def _wholes(words: tuple[Token, ...]) -> frozenset[int]:
    """Gives the indices of the words that make up names which hold words of other use: back pain, standard of care."""
    found: set[int] = set()
    for index, word in enumerate(words):
        for key in _hardy().get(word.text, ()):
            last = index + len(key)
            if stems(one.text for one in words[index:last]) == key:
                found |= set(range(index, last))
                break
    return frozenset(found)


@cache
def _hardy() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Gives the listed names that the words about them would cut, the longest first, by their first word."""
    table: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for lexicon in ("conditions", "interventions"):
        for key in _listed(lexicon):
            cut = any(not (_continues if place else _opens)(word) for place, word in enumerate(key))
            if (
                len(key) > 1
                and (cut or key[0] in group("light"))
                and key[0].isalpha()
                and key[0] not in _LOOSE
                and len(key[-1]) > 1
            ):
                table[key[0]].add(key)
    return {first: tuple(sorted(keys, key=lambda key: (-len(key), key))) for first, keys in table.items()}


def _runs(words: tuple[Token, ...], whole: frozenset[int]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for index in range(len(words) + 1):
        if index < len(words) and (index in whole or (_opens if start is None else _continues)(words[index].text)):
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None


@lru_cache(maxsize=16_384)
def _continues(word: str) -> bool:
    """Tells whether a word may stand in a name behind its first word."""
    if word[0].isdigit():
        return _is_number(word) or not word.endswith("%")
    if not word[0].isalpha() or word in group("break") or (word in _verb_forms() and word not in group("noun")):
        return False
    adverb_or_participle = word.endswith(("ly", "ed")) and len(word) > _SHORTEST_STEM + 1 and "-" not in word
    return not adverb_or_participle or word in group("noun")


@lru_cache(maxsize=16_384)
def _opens(word: str) -> bool:
    """Tells whether a name may begin with a word: with any that may stand in it but a number."""
    return _continues(word) and not _is_number(word)


def _is_number(word: str) -> bool:
    return word.replace(",", "").replace(".", "").isdigit()


def _trimmed(words: tuple[Token, ...], first: int, last: int, whole: frozenset[int]) -> Iterator[Name]:
    measured = last < len(words) and words[last].text in group("unit")
    if measured and last - first > 1 and words[last - 1].text[0].isdigit():
        last -= 1
    while last - first > 1 and last - 1 not in whole and _ends_empty(words[max(first, last - _LONGEST) : last]):
        last -= 1
    while last - first > 1 and first not in whole and words[first].text in group("light"):
        first += 1
    if last - first == _PAIR and words[first].text in group("title") and _is_new(words[last - 1].text):
        first += 1
    texts = tuple(word.text for word in words[first:last])
    yield Name(Span(words[first].span.start, words[last - 1].span.end), texts, first, last)


def _ends_empty(words: tuple[Token, ...]) -> bool:
    last = words[-1].text
    if last[0].isdigit():
        return len(words) > _PAIR
    return last in group("tail") and not any(
        stems(word.text for word in words[start:]) in _listed("conditions") for start in range(len(words) - 1)
    )


def _is_new(word: str) -> bool:
    known = shape((word,))
    return word not in group("tail") and (known is None or known.how == "ending")


@cache
def _verb_forms() -> frozenset[str]:
    forms: set[str] = set()
    for entry in load("phrases").entries:
        if entry.code == "verb":
            base, _, irregular = entry.wording.partition(":")
            forms |= {base, *(irregular.split(",") if irregular else ()), *_inflected(base)}
    return frozenset(forms)


def _inflected(base: str) -> Iterator[str]:
    if base.endswith("e"):
        yield from (base + "s", base + "d", base[:-1] + "ing")
    elif base.endswith("y") and base[-2] not in _VOWELS:
        yield from (base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    else:
        yield from (base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s"), base + "ed", base + "ing")
        if base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3:-2] not in _VOWELS:
            yield from (base + base[-1] + "ed", base + base[-1] + "ing")


@cache
def _listed(lexicon: str) -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for entry in load(lexicon).entries:
        key = stems(word.text for word in tokens(entry.wording))
        table.setdefault(key, entry.code)
    return table


@cache
def _heads() -> tuple[dict[tuple[str, ...], str], dict[str, str]]:
    words: dict[tuple[str, ...], str] = {}
    endings: dict[str, str] = {}
    for entry in load("heads").entries:
        if entry.wording.startswith("-"):
            endings.setdefault(entry.wording[1:], entry.code)
        else:
            words.setdefault(stems(entry.wording.split()), entry.code)
    return words, endings


def listed(words: Iterable[str], lexicon: str) -> Kind | None:
    """Tells what a lexicon of names (conditions or interventions) says of a name."""
    return _known(tuple(words), lexicon)


@lru_cache(maxsize=16_384)
def _known(words: tuple[str, ...], lexicon: str) -> Kind | None:
    key, table = stems(words), _listed(lexicon)
    if key in table:
        return Kind(table[key], "full")
    for size in range(len(key) - 1, 0, -1):
        for start in range(len(key) - size, -1, -1):
            code = table.get(key[start : start + size])
            if code is not None:
                return Kind(code, "part" if start + size == len(key) else "within")
    return None


def is_blind(words: Iterable[str]) -> bool:
    """Tells whether one of the words is that for what is given in place of what is tested: a placebo, a sham."""
    return not group("blind").isdisjoint(words)


def is_customary(words: Sequence[str]) -> bool:
    """Tells whether a name is that for what people get anyway: usual care, the standard treatment.

    >>> is_customary(("usual", "local", "practice")), is_customary(("intensive", "care"))
    (True, False)
    """
    return words[0] in group("usual") and stems(words[-1:])[0] in group("customary")


def shape(words: Iterable[str]) -> Kind | None:
    """Tells what the head of a name, or the ending of its head, says of it."""
    return _shaped(tuple(words))


@lru_cache(maxsize=16_384)
def _shaped(words: tuple[str, ...]) -> Kind | None:
    key, (heads, endings) = stems(words), _heads()
    for size in (2, 1):
        code = heads.get(key[-size:]) if len(key) >= size else None
        if code is not None:
            return Kind(code, "head")
    last = key[-1] if key else ""
    for size in range(min(len(last) - 2, 12), 2, -1):
        code = endings.get(last[-size:])
        if code is not None:
            return Kind(code, "ending")
    return None
