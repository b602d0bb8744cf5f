"""What stands around a span: named features for models that judge places, institutions and funders."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphbuild.extract.people import Mention
from graphbuild.language.lexicon import Match, load
from graphbuild.model.codes import Section
from graphbuild.model.text import Document, Sentence, Span

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.;:,()\"\u201c\u201d]|\d+")
_PRONOUN = re.compile(r"[\"\u201c]?(?:He|She|They)\b(?:'s|\u2019s)?")
_CONNECTED = re.compile(r"[,\s(]{0,3}[^\"\u201c\u201d;]{0,140}(?:of|at|from|with|in|and|for|\(|,)\s(?:the\s)?$")
_COUNTED = re.compile(
    r"\b\d[\d,]*\s(?:\w+\s){0,3}(?:women|men|people|patients|adults|children|participants|infants|babies|volunteers|subjects"
    r"|individuals|adolescents|mothers|pregnancies|births|hospitals|sites|centers|centres|clinics|practices|schools)\b"
)
_REACH = 90
_BESIDE = 45
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A document with its cues and the people in it, `authors` being those of the study team."""

    document: Document
    cues: tuple[Match, ...]
    people: tuple[tuple[Mention, bool], ...]
    starts: tuple[int, ...] = field(default=())

    def features(self, span: Span) -> Iterator[str]:
        """Gives the features of one span."""
        text = self.document.text
        yield from (f"w<{word}" for word in _near(text[max(0, span.start - 60) : span.start], last=True))
        yield from (f"w>{word}" for word in _near(text[span.end : span.end + 60], last=False))
        yield "place:" + str(5 * span.start // max(1, len(text)))
        if "\n" not in text[: span.start].strip():
            yield "headline"
        number = max(0, bisect_right(self.starts, span.start) - 1)
        if not self.document.sentences:
            return
        sentence = self.document.sentences[number]
        yield "focus:" + sentence.focus.value
        yield "section:" + sentence.section.value
        if _COUNTED.search(sentence.span.of(text)):
            yield "counted/" + sentence.focus.value
        yield "body:" + str(min(3, self._order(number)))
        yield from self._signs(span, sentence)
        yield from self._company(span, number)

    def _order(self, number: int) -> int:
        before = self.document.sentences[:number]
        return sum(one.section not in {Section.HEADLINE, Section.DATELINE, Section.BOILERPLATE} for one in before)

    def _signs(self, span: Span, sentence: Sentence) -> Iterator[str]:
        for cue in self.cues:
            if not sentence.span.overlaps(cue.span):
                continue
            if cue.span.end <= span.start + 1:
                gap = span.start - cue.span.end
                yield f"{cue.code}<" + ("beside" if gap < _BESIDE // 4 else "near" if gap < _REACH else "far")
            elif cue.span.start >= span.end - 1:
                gap = cue.span.start - span.end
                yield f"{cue.code}>" + ("near" if gap < _BESIDE else "far")
            else:
                yield f"{cue.code}=within"

    def _company(self, span: Span, number: int) -> Iterator[str]:
        """Tells which person stands before or behind, and whether that is an author."""
        sentence = self.document.sentences[number]
        before = [pair for pair in self.people if sentence.span.start <= pair[0].span.start < span.start]
        behind = [pair for pair in self.people if span.end <= pair[0].span.start < sentence.span.end]
        if before:
            mention, author = before[-1]
            gap = self.document.text[mention.after : span.start]
            tie = "tied" if _CONNECTED.fullmatch(gap) else "loose"
            yield f"person<{_who(author)}/{tie}"
        elif number and _PRONOUN.match(sentence.span.of(self.document.text)):
            earlier = [pair for pair in self.people if pair[0].span.start < sentence.span.start]
            if earlier:
                yield f"pronoun/{_who(earlier[-1][1])}"
        if behind:
            mention, author = behind[0]
            close = mention.before - span.end < _BESIDE
            yield f"person>{_who(author)}/{'close' if close else 'far'}"
        if not before and not behind:
            yield "no-person"


def surroundings(document: Document, lexicons: Iterable[str], people: Sequence[tuple[Mention, bool]]) -> Surroundings:
    """Prepares a document: cues from the named lexicons, people in reading order."""
    cues = tuple(match for name in lexicons for match in load(name).find(document.text))
    ordered = tuple(sorted(people, key=lambda pair: pair[0].span.start))
    return Surroundings(document, cues, ordered, tuple(one.span.start for one in document.sentences))


def _who(author: bool) -> str:  # noqa: FBT001
    return "author" if author else "other"


def _near(words: str, *, last: bool) -> list[str]:
    found = [word.lower() for word in _WORD.findall(words)]
    return found[-_WORDS:] if last else found[:_WORDS]
