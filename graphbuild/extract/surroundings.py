"""What stands around a span: named features for models that judge places, institutions and funders."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from graphbuild.extract.nearby import Ordered, ordered
from graphbuild.extract.people import Mention
from graphbuild.language.lexicon import Match, load
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Sentence, Span

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.;:,()\"\u201c\u201d]|\d+")
_PRONOUN = re.compile(r"[\"\u201c]?(?:He|She|They)\b(?:'s|\u2019s)?")
_CONNECTED = re.compile(r"[,\s(]{0,3}[^\"\u201c\u201d;]{0,140}(?:of|at|from|with|in|and|for|\(|,)\s(?:the\s)?$")
_COUNTED = re.compile(
    r"\b\d[\d,]{0,15}+\s(?:\w++\s){0,3}(?:women|men|people|patients|adults|children|participants|infants|babies|volunteers"
    r"|subjects"
    r"|individuals|adolescents|mothers|pregnancies|births|hospitals|sites|centers|centres|clinics|practices|schools)\b"
)
_REACH = 90
_BESIDE = 45
_WORDS = 3
_WINDOW = 400


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention of a person, and whether that is an author."""

    mention: Mention
    author: bool

    @property
    def span(self) -> Span:
        """Gives where the name stands."""
        return self.mention.span


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A document with its cues and the people in it."""

    document: Document
    cues: Ordered[Match]
    people: Ordered[Judged]
    sentences: Ordered[Sentence]
    orders: tuple[int, ...]
    first_line: int

    def sentence(self, offset: int) -> int | None:
        """Gives the number of the sentence that starts last before the offset or at it, None where there is none."""
        return max(0, bisect_right(self.sentences.starts, offset) - 1) if self.sentences.items else None

    def features(self, span: Span) -> Iterator[str]:
        """Gives the features of one span."""
        text = self.document.text
        yield from (f"w<{word}" for word in _near(text[max(0, span.start - 60) : span.start], last=True))
        yield from (f"w>{word}" for word in _near(text[span.end : span.end + 60], last=False))
        yield "place:" + str(5 * span.start // max(1, len(text)))
        if span.start <= self.first_line:
            yield "headline"
        number = self.sentence(span.start)
        if number is None:
            return
        sentence = self.sentences.items[number]
        low, high = max(sentence.span.start, span.start - _WINDOW), min(sentence.span.end, span.end + _WINDOW)
        yield "focus:" + sentence.focus.value
        yield "section:" + sentence.section.value
        if _COUNTED.search(text, low, high):
            yield "counted/" + sentence.focus.value
        yield f"body:{self.orders[number]}"
        yield from self._signs(span, low, high)
        yield from self._company(span, sentence)

    def _signs(self, span: Span, low: int, high: int) -> Iterator[str]:
        for cue in self.cues.within(low, high):
            if cue.span.end <= span.start + 1:
                gap = span.start - cue.span.end
                yield f"{cue.code}<" + ("beside" if gap < _BESIDE // 4 else "near" if gap < _REACH else "far")
            elif cue.span.start >= span.end - 1:
                gap = cue.span.start - span.end
                yield f"{cue.code}>" + ("near" if gap < _BESIDE else "far")
            else:
                yield f"{cue.code}=within"

    def _company(self, span: Span, sentence: Sentence) -> Iterator[str]:
        """Tells which person stands before or behind, and whether that is an author."""
        before, behind = self.people.before(span.start), self.people.behind(span.end)
        here = before is not None and before.span.start >= sentence.span.start
        next_here = behind is not None and behind.span.start < sentence.span.end
        if before is not None and here:
            gap = self.document.text[before.mention.after : min(span.start, before.mention.after + _WINDOW)]
            tie = "tied" if _CONNECTED.fullmatch(gap) else "loose"
            yield f"person<{_who(before)}/{tie}"
        elif before is not None and _PRONOUN.match(self.document.text, sentence.span.start):
            yield f"pronoun/{_who(before)}"
        if behind is not None and next_here:
            close = behind.mention.before - span.end < _BESIDE
            yield f"person>{_who(behind)}/{'close' if close else 'far'}"
        if not here and not next_here:
            yield "no-person"


def surroundings(document: Document, lexicons: Iterable[str], people: Iterable[Judged]) -> Surroundings:
    """Prepares a document: cues from the named lexicons, people in reading order."""
    cues = ordered(match for name in lexicons for match in load(name).find(document.text))
    counted = [
        one.section not in {Section.HEADLINE, Section.DATELINE, Section.BOILERPLATE} for one in document.sentences
    ]
    orders = tuple(min(3, total - own) for total, own in zip(accumulate(counted), counted, strict=True))
    text = document.text
    first_line = text.find("\n", len(text) - len(text.lstrip()))
    return Surroundings(
        document,
        cues,
        ordered(people),
        ordered(document.sentences),
        orders,
        first_line if first_line >= 0 else len(text),
    )


def _who(judged: Judged) -> str:
    return "author" if judged.author else "other"


def _near(words: str, *, last: bool) -> list[str]:
    found = [word.lower() for word in _WORD.findall(words)]
    return found[-_WORDS:] if last else found[:_WORDS]
