"""The text in hand: spans, sentences and the document they belong to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from graphbuild.model.codes import DocumentKind, Focus, Section

if TYPE_CHECKING:
    from graphbuild.model.fact import Fact


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of Unicode code points, 0-based, in one document's text.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        """Writes the slots directly: spans are made by the thousand, and the initialiser of dataclasses is slower."""
        if not 0 <= start < end:
            message = f"a span needs 0 <= start < end, not {start} to {end}"
            raise ValueError(message)
        _set_start(self, start)
        _set_end(self, end)

    def of(self, text: str) -> str:
        """Gives the words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tells whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tells whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


_set_start, _set_end = Span.__dict__["start"].__set__, Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True, order=True)
class Pointer:
    """A place in a structured record (JSON Pointer, XPath, column) and the exact value that stands there."""

    path: str
    exact: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the section it stands in and whom it speaks of."""

    span: Span
    section: Section = Section.BODY
    focus: Focus = Focus.THIS_STUDY


@dataclass(frozen=True, slots=True)
class Metadata:
    """One value that came with the text (front matter, meta tag, manifest), never quoted as if the text said it."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read: offsets everywhere refer to exactly this text.

    `name` is what people call the input (a file name); it is used in messages and never in the graph.
    `facts` are those that a structured record states in its own fields.
    """

    text: str
    kind: DocumentKind = DocumentKind.NEWS
    name: str = "text"
    metadata: tuple[Metadata, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[Fact, ...] = ()
    digest: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest())

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def id(self) -> str:
        """Gives the name of the document in the graph, e.g. sha256-1158cde19b5feb97."""
        return f"sha256-{self.digest[:16]}"

    def sentence_of(self, span: Span) -> Span:
        """Gives the sentence that holds the span (the first that overlaps it), else the span itself."""
        sentence = self.sentence_at(span)
        if sentence is None:
            return span
        found = sentence.span
        return found if found.contains(span) else Span(min(found.start, span.start), max(found.end, span.end))

    def sentence_at(self, span: Span) -> Sentence | None:
        """Gives the first sentence that overlaps the span, with its section and focus."""
        first = bisect_right(self.sentences, span.start, key=_end)
        found = self.sentences[first] if first < len(self.sentences) else None
        return found if found is not None and found.span.overlaps(span) else None


def _end(sentence: Sentence) -> int:
    return sentence.span.end
