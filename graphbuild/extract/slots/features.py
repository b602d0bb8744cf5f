"""Tokens of a sentence and what a linear model sees of each: its form, its neighbours, what its sentence speaks of."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from graphbuild.language.lexicon import load
from graphbuild.language.reporting import cues
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Sentence, Span

_TOKEN = re.compile(r"(?<![\w.])[.\u00b7]\d+|\d+(?:[.,\u00b7]\d+)*|[^\W\d_]\w*|\S")
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
_LEFT_CUES = 6
_FAR = 12

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
    return tuple(
        (match.group(), Span(offset + match.start(), offset + match.end())) for match in _TOKEN.finditer(text)
    )


def features(words: Words, text: str, offset: int, section: str, place: int) -> tuple[tuple[str, ...], ...]:
    """Gives the features of every token of a sentence; `place` counts the sentences from the top."""
    lower = [word.lower() for word, _ in words]
    forms = [_form(word) for word, _ in words]
    listed = _listed(words, text, offset)
    cued = [index for index, word in enumerate(lower) if _CUES.fullmatch(word)]
    seen = {word for word in lower if _CUES.fullmatch(word)}
    where = f"in={section}"
    top = f"at={min(place, 6)}"
    depth = _depths(lower)
    return tuple(
        tuple(
            dict.fromkeys(
                (
                    "bias",
                    where,
                    top,
                    f"{where}|{forms[index]}",
                    *_own(lower[index], words[index][0], forms[index]),
                    *(f"l={code}" for code in listed[index]),
                    *_around(lower, forms, listed, index),
                    *_reach(lower, forms, cued, index),
                    *(f"s={word}|{forms[index][0]}" for word in seen),
                    f"d={depth[index]}",
                    f"first={min(index, 3)}",
                )
            )
        )
        for index in range(len(words))
    )


def _own(lower: str, word: str, form: str) -> Iterator[str]:
    yield f"w={lower}"
    yield f"f={form}"
    if len(lower) > 4:  # noqa: PLR2004 - shorter words are their own endings
        yield f"e3={lower[-3:]}"
        yield f"e4={lower[-4:]}"
        yield f"b3={lower[:3]}"
    if word[:1].isupper():
        yield "upper" if word.isupper() else "title"


def _form(word: str) -> str:
    """Gives the shape: how many digits before and after the point, or that of the letters."""
    if word[0].isdigit() or (len(word) > 1 and word[0] in ".\u00b7"):
        whole, _, rest = word.replace("\u00b7", ".").partition(".")
        return f"9{min(len(whole), 4)}.{min(len(rest), 3)}" if "." in word or "\u00b7" in word else f"9{min(len(whole), 4)}"
    if word.isalpha():
        return "X" if word.isupper() else "Xx" if word[0].isupper() else "x"
    return "x9" if _DIGIT.search(word) else word


def _listed(words: Words, text: str, offset: int) -> list[set[str]]:
    """Gives the codes of the lexicons that know the token, alone or as part of a longer wording."""
    found: list[set[str]] = [set() for _ in words]
    for name in _LEXICONS:
        for match in load(name).find(text):
            start, end = offset + match.span.start, offset + match.span.end
            for index, (_, span) in enumerate(words):
                if span.start >= end:
                    break
                if span.start >= start:
                    found[index].add(f"{name}:{match.code}" if name in {"change", "design"} else name)
                    found[index].add(f"{name}:{'b' if span.start == start else 'i'}")
    units = _units()
    for index, (word, _) in enumerate(words):
        if word.lower() in units:
            found[index].add("unit")
    return found


@cache
def _units() -> frozenset[str]:
    return frozenset(cues("unit")) | {"mg", "mmhg", "%", "mmol", "kg", "g", "ml", "iu", "u", "mm", "hg", "\u00b5g", "\u03bcg", "dl", "l"}


def _around(
    lower: Sequence[str], forms: Sequence[str], listed: Sequence[set[str]], index: int
) -> Iterator[str]:
    def word(at: int) -> str:
        return lower[at] if 0 <= at < len(lower) else "<>"

    def form(at: int) -> str:
        return forms[at] if 0 <= at < len(forms) else "<>"

    for gap in (-3, -2, -1, 1, 2, 3):
        yield f"{gap}w={word(index + gap)}"
        yield f"{gap}f={form(index + gap)}"
    for gap in (-1, 1):
        if 0 <= index + gap < len(lower):
            yield from (f"{gap}l={code}" for code in listed[index + gap])
    yield f"-1w0={word(index - 1)} {word(index)}"
    yield f"0w1={word(index)} {word(index + 1)}"
    yield f"-2w-1={word(index - 2)} {word(index - 1)}|{form(index)[0]}"
    yield f"1w2={word(index + 1)} {word(index + 2)}|{form(index)[0]}"
    yield f"-1w1={word(index - 1)} {word(index + 1)}|{form(index)[0]}"
    yield f"-3w-2w-1={word(index - 3)} {word(index - 2)} {word(index - 1)}|{form(index)[0]}"


def _reach(lower: Sequence[str], forms: Sequence[str], cued: Sequence[int], index: int) -> Iterator[str]:
    """Gives the cue words before and after the token, in order, and what numbers stand near."""
    kind = forms[index][0]
    before = [lower[at] for at in cued if at < index][-_LEFT_CUES:]
    after = [lower[at] for at in cued if at > index][:3]
    yield from (f"c-{gap}={word}|{kind}" for gap, word in enumerate(reversed(before)))
    yield from (f"c+{gap}={word}|{kind}" for gap, word in enumerate(after))
    yield from (f"cb={word}|{kind}" for word in before)
    if len(before) > 1:
        yield f"c-1,0={before[-2]} {before[-1]}|{kind}"
    numbers = [at for at in range(max(0, index - _FAR), index) if forms[at][0] == "9"]
    if numbers:
        yield f"n-={index - numbers[-1]}|{kind}|{forms[numbers[-1]]}"
        between = " ".join(lower[numbers[-1] + 1 : index][:4])
        yield f"n-w={between}|{kind}"
    following = next((at for at in range(index + 1, min(len(lower), index + _FAR)) if forms[at][0] == "9"), None)
    if following is not None:
        yield f"n+={following - index}|{kind}"
        yield f"n+w={' '.join(lower[index + 1 : following][:4])}|{kind}"


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
