"""Tokens of a sentence and what a linear model sees of each: its form, its neighbours, what its sentence speaks of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

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
_LONG = 4
_FRONT = re.compile(r"(?:Authors|Author information|Publication types|Registrations|Funding|Notices|Citation): ")
_CLOSED = frozenset({Section.CITATION, Section.DATELINE, Section.BOILERPLATE})

Words = Sequence[tuple[str, Span]]


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
    """Gives the features of every token of a sentence: itself, its neighbours, lexicons, cues and numbers near it."""
    lower = [word.lower() for word, _ in words]
    forms = [form(word) for word, _ in words]
    listed = _listed(words, text, offset)
    cued = [index for index, word in enumerate(lower) if _is_cue(word)]
    numbers = [index for index, shape in enumerate(forms) if shape[0] == "9"]
    edge = ["<>", "<>"]
    w, f = [*edge, *lower, *edge], [*edge, *forms, *edge]
    where, depth = f"in={section}", _depths(lower)
    return tuple(
        (
            "bias",
            where,
            f"d={depth[index]}",
            *own(words[index][0], lower[index], forms[index]),
            *listed[index],
            *(f"-1{code}" for code in (listed[index - 1] if index else ())),
            *(f"1{code}" for code in (listed[index + 1] if index + 1 < len(words) else ())),
            *_around(w, f, index + 2),
            *_reach(lower, forms, cued, numbers, index),
        )
        for index in range(len(words))
    )


@lru_cache(maxsize=20_000)
def _is_cue(word: str) -> bool:
    return _CUES.fullmatch(word) is not None


@lru_cache(maxsize=20_000)
def own(word: str, lower: str, shape: str) -> tuple[str, ...]:
    """Gives the features of a token alone."""
    found = [f"w={lower}", f"f={shape}"]
    if len(lower) > _LONG:
        found += [f"e={lower[-4:]}", f"b={lower[:3]}"]
    if word[0].isupper():
        found.append("upper" if word.isupper() else "title")
    return tuple(found)


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


def _listed(words: Words, text: str, offset: int) -> list[tuple[str, ...]]:
    """Gives the codes of the lexicons that know the token, alone or as part of a longer wording."""
    found: list[list[str]] = [["l=unit"] if word.lower() in _units() else [] for word, _ in words]
    places = {span.start: index for index, (_, span) in enumerate(words)}
    for name in _LEXICONS:
        for match in load(name).find(text):
            start, end = offset + match.span.start, offset + match.span.end
            code = f"l={name}:{match.code}" if name in _CODED else f"l={name}"
            index = first = places.get(start, len(words))
            while index < len(words) and words[index][1].start < end:
                found[index] += (code, f"l={name}:{'b' if index == first else 'i'}")
                index += 1
    return [tuple(dict.fromkeys(codes)) for codes in found]


@cache
def _units() -> frozenset[str]:
    return frozenset(cues("unit")) | _UNITS


def _around(w: Sequence[str], f: Sequence[str], at: int) -> tuple[str, ...]:
    """Gives the features of the two tokens on either side, alone and in pairs."""
    kind = f[at][0]
    two, one, here, after, later = w[at - 2 : at + 3]
    return (
        f"-2w={two}",
        f"-1w={one}",
        f"1w={after}",
        f"2w={later}",
        f"-2f={f[at - 2]}",
        f"-1f={f[at - 1]}",
        f"1f={f[at + 1]}",
        f"2f={f[at + 2]}",
        f"-1w0={one} {here}",
        f"0w1={here} {after}",
        f"-2w-1={two} {one}|{kind}",
        f"1w2={after} {later}|{kind}",
        f"-1w1={one} {after}|{kind}",
    )


def _reach(
    lower: Sequence[str], forms: Sequence[str], cued: Sequence[int], numbers: Sequence[int], index: int
) -> Iterator[str]:
    """Gives the nearest cue words before and after the token, and the numbers near it with what is between."""
    kind = forms[index][0]
    place = bisect_left(cued, index)
    before = [lower[at] for at in cued[max(0, place - _LEFT_CUES) : place]]
    for gap, word in enumerate(reversed(before)):
        yield f"c-{gap}={word}|{kind}"
    if len(before) > 1:
        yield f"c-1,0={before[-2]} {before[-1]}|{kind}"
    after = place + 1 if place < len(cued) and cued[place] == index else place
    if after < len(cued):
        yield f"c+0={lower[cued[after]]}|{kind}"
    at = bisect_left(numbers, index)
    if at and index - numbers[at - 1] <= _FAR:
        last = numbers[at - 1]
        yield f"n-={index - last}|{kind}|{forms[last]}"
        yield f"n-w={' '.join(lower[last + 1 : min(index, last + 5)])}|{kind}"
    nearest = bisect_right(numbers, index)
    if nearest < len(numbers) and numbers[nearest] - index < _FAR:
        yield f"n+={numbers[nearest] - index}|{kind}"


def _depths(lower: Sequence[str]) -> list[int]:
    """Gives how deep in brackets each token stands."""
    depth, found = 0, []
    for word in lower:
        if word in {")", "]"}:
            depth = max(0, depth - 1)
        found.append(min(depth, 2))
        if word in {"(", "["}:
            depth += 1
    return found
