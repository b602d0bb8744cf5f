"""The share of extracted values whose quote bears them out, read back in two ways that do not trust the extractor.

The graph of a study is verified as `graphbuild verify` does it (offsets, sentences, values). Besides, every value is
held against its words by a reading of its own, which shares no code with the gate: the words of a text must stand in
the quote, a number must be one of the numbers that the quote states. What was computed from other values is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from graphbuild.evaluate.matching import fold, numbers
from graphbuild.evaluate.scores import Miss
from graphbuild.extract import FAMILIES, extract
from graphbuild.extract.focus import focus
from graphbuild.extract.verdict import Verdict
from graphbuild.gate import check
from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Person
from graphbuild.model.study import Evidence, Study, Term
from graphbuild.model.text import Document, Span
from graphbuild.pipeline import Extraction, complete
from graphbuild.rdf.study import study_quads
from graphbuild.segment import segment
from graphbuild.verify import verify

RATIO = "quotes borne out"
_WORD = re.compile(r"\w+")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")
_BARE = re.compile(r"(?<!\d)\.(?=\d)")
"""A decimal point without a digit before it."""
_HUNDRED = 100
_COUNTING = {
    0.0: ("no", "not", "free", "without", "never", "nobody", "neither", "zero"),
    1.0: ("a", "an", "single", "once", "one-time"),
    2.0: ("couple", "pair", "both"),
}
"""Words that count and are no numerals."""
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class Borne:
    """How many values with a quote were read back, and what is wrong with those that are not borne out."""

    said: int = 0
    lies: tuple[str, ...] = ()

    def __add__(self, other: "Borne") -> "Borne":
        return Borne(self.said + other.said, self.lies + other.lies)

    @property
    def share(self) -> float:
        """Gives the share of values that are borne out; 1 where nothing was said."""
        return 1 - min(len(self.lies), self.said) / self.said if self.said else 1.0

    @property
    def ratios(self) -> tuple[tuple[str, float], ...]:
        """Gives the share under its name; nothing where nothing was said."""
        return ((RATIO, self.share),) if self.said else ()

    @property
    def misses(self) -> tuple[Miss, ...]:
        """Gives what is not borne out as errors of the field of the share."""
        return tuple(Miss(f"quote {i}", RATIO, "not borne out", lie) for i, lie in enumerate(self.lies, 1))


NOTHING = Borne()


def read(text: str, name: str, kind: DocumentKind = DocumentKind.ABSTRACT) -> Extraction:
    """Gives what all families read in a text that is known to be about a study, the verdict on that left out."""
    ready = focus(segment(Document(text, kind, name)))
    facts = tuple(fact for fact in extract(ready, FAMILIES) if check(fact, ready) is None)
    return complete(ready, Verdict(about_a_study=True, reason="known to be about one"), facts)


def borne_out(extractions: Iterable[Extraction]) -> Borne:
    """Reads back everything that was extracted."""
    return sum((_of(one.study, one.document) for one in extractions if one.study is not None), Borne())


def _of(study: Study, document: Document) -> Borne:
    lies = [str(lie) for lie in verify(study_quads(study), {document.id: document}).lies]
    keys = {arm.key for arm in study.arms} | {item.key for item in study.interventions}
    keys |= {outcome.key for outcome in study.outcomes}
    computed = tuple(f"findings/{one.key}/" for one in study.findings if one.formula is not None)
    said = 0
    for path, stated in study.stated():
        if path.startswith(computed):
            continue
        for piece in stated.evidence:
            said += 1
            problem = _misplaced(piece, document.text) or (
                None if stated.value in keys else _unsaid(stated.value, piece)
            )
            lies += [f"{document.name}: {path}: {problem} ({piece.exact!r})"] if problem else []
    return Borne(said, tuple(lies))


def _misplaced(piece: Evidence, text: str) -> str | None:
    for span, words in ((piece.words, piece.exact), (piece.sentence, piece.quote)):
        if isinstance(span, Span) and span.of(text) != words:
            return f"the text does not say this at {span.start}-{span.end}"
    return None if piece.exact in piece.quote else "the words do not stand in their sentence"


def _unsaid(value: object, piece: Evidence) -> str | None:
    if isinstance(value, bool | StrEnum):
        return None
    if isinstance(value, int | Decimal):
        return None if any(_counts(float(value), piece.exact)) else f"no number {value} in the words"
    worded = value.label if isinstance(value, Term) else value.name if isinstance(value, Person) else value
    if isinstance(worded, str) and not _says(piece.exact, worded):
        return f"the words do not say {worded!r}"
    return None


def _counts(value: float, words: str) -> Iterator[bool]:
    plain = _BARE.sub("0.", words.casefold().replace("\u00b7", "."))
    stated = numbers(plain) | set(_spelt(plain))
    yield from (round(abs(candidate), 4) in stated for candidate in (value, value * _HUNDRED))
    yield bool({*_WORD.findall(plain), *plain.split()} & {*_COUNTING.get(value, ())})


def _spelt(words: str) -> Iterator[float]:
    """Gives the numbers that rows of words make: two hundred and six, 9.3 million."""
    whole, part = 0.0, 0.0
    begun = False
    for word in [*_NUMERAL.findall(words), ""]:
        found = numbers(word)
        if word in _SCALES:
            part, begun = (part or 1) * _SCALES[word], True
            whole, part = (whole + part, 0.0) if _SCALES[word] > _HUNDRED else (whole, part)
        elif len(found) == 1:
            part, begun = part + next(iter(found)), True
        elif word != "and" and begun:
            yield round(whole + part, 4)
            whole, part, begun = 0.0, 0.0, False


def _says(words: str, value: str) -> bool:
    held = fold(words)
    return all(word in held for word in _WORD.findall(fold(value)))
