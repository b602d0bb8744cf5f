"""Tokens of a sentence and what a linear model sees of each: its form, its neighbours, what its sentence speaks of.

Features are given in columns, one kind after another for all tokens: a model looks up a column at once.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from graphbuild.language.lexicon import load
from graphbuild.language.reporting import cues
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Sentence, Span

_TOKEN = re.compile(r"(?<![\w.])[.\u00b7]\d+|\d+(?:[.,\u00b7]\d+)*|[^\W\d_]\w*|\S")
_CODED = frozenset({"change", "design"})
_UNITS = frozenset(
    {"mg", "mmhg", "%", "mmol", "kg", "g", "ml", "iu", "u", "mm", "hg", "\u00b5g", "\u03bcg", "dl", "l", "units"}
)
_DIGIT = re.compile(r"\d")
_LEXICONS = ("interventions", "conditions", "change", "design", "measures", "route", "sex", "countries", "harms")
_CUES = re.compile(
    r"baseline|reduc\w+|decreas\w+|increas\w+|lower\w*|chang\w+|improv\w+|differen\w+|compar\w+|mean|median|adjusted"
    r"|from|to|by|was|were|respectively|versus|vs|than|between|both|each|group|groups|patients|subjects|randomi[sz]ed"
    r"|received|receive|completed|withdr\w+|discontinu\w+|n|p|ci|confidence|sd|se|sem|\u00b1|%|events?|incidence|rate"
    r"|reported|occurred|achiev\w+|reach\w+|age|aged|years|after|at|for|over|during|week|weeks|month|months|day|once"
    r"|twice|daily|dose|mg|end|endpoint|primary|secondary|treatment|drops?|study|trial|ratio|duration|hba1c|iop"
    r"|no|not|similar|significant\w*"
)
_LEFT_CUES = 3
_FAR = 12
_REACHED = ("c-0=", "c-1=", "c-2=", "c-1,0=", "c+0=", "n-=", "n-w=", "n+=")
_DEPTHS = ("0", "1", "2")
_PAIR, _PAIR_OF_KIND = "{} {}".format, "{} {}|{}".format
_LONG = 4
_FRONT = re.compile(r"(?:Authors|Author information|Publication types|Registrations|Funding|Notices|Citation): ")
_CLOSED = frozenset({Section.CITATION, Section.DATELINE, Section.BOILERPLATE})

_EDGE = "<>"
_PLACES = (-2, -1, 0, 1, 2)

T = TypeVar("T")
Words = Sequence[tuple[str, Span]]
Column = tuple[str, Sequence[str]]
"""How the names of some features begin, and how that of each token goes on; nothing for a token that has none."""


class Line(NamedTuple):
    """The tokens of a sentence, its text, where it begins in the document, and its section."""

    words: Words
    text: str
    offset: int
    section: str


def told(document: Document) -> tuple[Sentence, ...]:
    """Gives the title and the sentences of the abstract, without the lines about authors, funding and citation."""
    found, front = [], False
    for sentence in document.sentences:
        start = sentence.span.start
        if front and document.text[max(0, start - 2) : start].count("\n"):
            front = False
        front = front or _FRONT.match(document.text, start) is not None
        if not front and sentence.section not in _CLOSED:
            found.append(sentence)
    return tuple(found)


def words_of(text: str, offset: int = 0) -> tuple[tuple[str, Span], ...]:
    """Gives the tokens of a text: words, numbers and single signs.

    >>> [word for word, _ in words_of("HbA1c fell by 0.9% (p < .001).")]
    ['HbA1c', 'fell', 'by', '0.9', '%', '(', 'p', '<', '.001', ')', '.']
    """
    return tuple((match.group(), Span(offset + match.start(), offset + match.end())) for match in _TOKEN.finditer(text))


def features(words: Words, text: str, offset: int, section: str) -> tuple[tuple[str, ...], ...]:
    """Gives the names of the features of every token of a sentence."""
    found = columns([Line(words, text, offset, section)])
    return tuple(
        tuple(f"{start}{values[index]}" for start, values in found if values[index]) for index in range(len(words))
    )


def columns(lines: Sequence[Line]) -> list[Column]:
    """Gives the features of all tokens: themselves, their neighbours, lexicons, cues and numbers near them.

    >>> found = columns([Line(words_of("rose by 4 mg"), "rose by 4 mg", 0, "results")])
    >>> [values for start, values in found if start == "1w="]
    [['by', '4', 'mg', '<>']]
    """
    exact = [word for line in lines for word, _ in line.words]
    w: dict[int, list[str]] = {place: [] for place in _PLACES}
    f: dict[int, list[str]] = {place: [] for place in _PLACES}
    depths: list[str] = []
    reach: list[tuple[str, ...]] = []
    for line in lines:
        lower, forms = [word.lower() for word, _ in line.words], [form(word) for word, _ in line.words]
        for place in _PLACES:
            w[place] += _moved(lower, place, _EDGE)
            f[place] += _moved(forms, place, _EDGE)
        depths += _depths(lower)
        reach += _reach(lower, forms)
    return [
        ("", ["bias"] * len(exact)),
        ("in=", [line.section for line in lines for _ in line.words]),
        ("d=", depths),
        *_own(exact, w[0], f[0]),
        *_of_lexicons(lines),
        *((f"{place}w=", w[place]) for place in _PLACES if place),
        *((f"{place}f=", f[place]) for place in _PLACES if place),
        *_pairs(w, f[0]),
        *zip(_REACHED, zip(*reach, strict=True), strict=False),
    ]


def _moved(values: list[T], place: int, edge: T) -> list[T]:
    """Gives for every token of a sentence the value of the one that stands so many places behind it."""
    if place < 0:
        return [*([edge] * -place), *values][: len(values)]
    return [*values, *([edge] * place)][place:]


@lru_cache(maxsize=20_000)
def _is_cue(word: str) -> bool:
    return _CUES.fullmatch(word) is not None


def _own(exact: Sequence[str], lower: Sequence[str], forms: Sequence[str]) -> Iterator[Column]:
    """Gives the features of tokens alone."""
    yield "w=", lower
    yield "f=", forms
    yield "e=", [word[-4:] if len(word) > _LONG else "" for word in lower]
    yield "b=", [word[:3] if len(word) > _LONG else "" for word in lower]
    yield "", [("upper" if word.isupper() else "title") if word[0].isupper() else "" for word in exact]


@lru_cache(maxsize=20_000)
def form(word: str) -> str:
    """Gives the shape: how many digits before and after the point, or that of the letters.

    >>> [form(word) for word in ("12.5", "Timolol", "IOP", "HbA1c", "%")]
    ['92.1', 'Xx', 'X', 'x9', '%']
    """
    if word[0].isdigit() or (len(word) > 1 and word[0] in ".\u00b7"):
        whole, point, rest = word.replace("\u00b7", ".").partition(".")
        return f"9{min(len(whole), 4)}.{min(len(rest), 3)}" if point else f"9{min(len(whole), 4)}"
    if word.isalpha():
        return "X" if word.isupper() else "Xx" if word[0].isupper() else "x"
    return "x9" if _DIGIT.search(word) else word


def _of_lexicons(lines: Sequence[Line]) -> Iterator[Column]:
    """Gives what lexicons know of tokens and of those beside them; as many columns as one token has codes."""
    listed = [_listed(line) for line in lines]
    for start, place in (("l=", 0), ("-1l=", -1), ("1l=", 1)):
        codes = [own for found in listed for own in _moved(found, place, ())]
        yield from ((start, values) for values in zip_longest(*codes, fillvalue=""))


def _listed(line: Line) -> list[tuple[str, ...]]:
    """Gives the codes of the lexicons that know the token, alone or as part of a longer wording."""
    words = line.words
    found: list[list[str]] = [["unit"] if word.lower() in _units() else [] for word, _ in words]
    places = {span.start: index for index, (_, span) in enumerate(words)}
    for name in _LEXICONS:
        for match in load(name).find(line.text):
            start, end = line.offset + match.span.start, line.offset + match.span.end
            code = f"{name}:{match.code}" if name in _CODED else name
            index = first = places.get(start, len(words))
            while index < len(words) and words[index][1].start < end:
                found[index] += (code, f"{name}:{'b' if index == first else 'i'}")
                index += 1
    return [tuple(dict.fromkeys(codes)) for codes in found]


@cache
def _units() -> frozenset[str]:
    return frozenset(cues("unit")) | _UNITS


def _pairs(w: dict[int, list[str]], forms: Sequence[str]) -> Iterator[Column]:
    """Gives the two tokens on either side in pairs."""
    kinds = [shape[0] for shape in forms]
    yield "-1w0=", list(map(_PAIR, w[-1], w[0]))
    yield "0w1=", list(map(_PAIR, w[0], w[1]))
    for start, one, other in (("-2w-1=", -2, -1), ("1w2=", 1, 2), ("-1w1=", -1, 1)):
        yield start, list(map(_PAIR_OF_KIND, w[one], w[other], kinds))


def _reach(lower: Sequence[str], forms: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Gives the nearest cue words before and after each token, and the numbers near it with what is between."""
    end = len(lower)
    cued = [*(index for index, word in enumerate(lower) if _is_cue(word)), end]
    numbers = [*(index for index, shape in enumerate(forms) if shape[0] == "9"), end + _FAR]
    passed = counted = 0  # how many cue words and numbers stand before the token
    before = [""] * _LEFT_CUES
    for index, shape in enumerate(forms):
        kind = shape[0]
        last = numbers[counted - 1] if counted and index - numbers[counted - 1] <= _FAR else None
        is_cue, is_number = cued[passed] == index, numbers[counted] == index
        following, nearest = cued[passed + is_cue], numbers[counted + is_number] - index
        yield (
            *[word and f"{word}|{kind}" for word in before],
            before[1] and f"{before[1]} {before[0]}|{kind}",
            f"{lower[following]}|{kind}" if following < end else "",
            "" if last is None else f"{index - last}|{kind}|{forms[last]}",
            "" if last is None else f"{' '.join(lower[last + 1 : min(index, last + 5)])}|{kind}",
            f"{nearest}|{kind}" if nearest < _FAR else "",
        )
        passed, counted = passed + is_cue, counted + is_number
        if is_cue:
            before = [lower[index], *before[:-1]]


def _depths(lower: Sequence[str]) -> list[str]:
    """Gives how deep in brackets each token stands."""
    depth, found = 0, []
    for word in lower:
        if word in {")", "]"}:
            depth = max(0, depth - 1)
        found.append(_DEPTHS[min(depth, 2)])
        if word in {"(", "["}:
            depth += 1
    return found
