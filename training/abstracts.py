"""Annotated abstracts as a second source of examples: participants (EBM-NLP) and slots of trials (C-TrO)."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.extract.focus import focus
from graphbuild.language.numbers import numbers
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

_NO_SPACE_BEFORE, _NO_SPACE_AFTER = ".,;:)]%?'-/", "([-/"
_MOST = 1500
_TOKEN_FIELDS, _MARK_FIELDS = 9, 5


@dataclass(frozen=True, slots=True)
class Abstract:
    """One abstract, and the places of what its annotators marked, by kind (SampleSize, Age; TimePoint, Duration)."""

    name: str
    document: Document
    marked: dict[str, tuple[Span, ...]]

    def marks(self, kind: str, span: Span) -> bool:
        """Tells whether a place overlaps something of that kind."""
        return any(span.overlaps(other) for other in self.marked.get(kind, ()))

    @property
    def total(self) -> int | None:
        """Gives the largest of the marked sample sizes."""
        sizes = [
            int(number.value)
            for span in self.marked.get("SampleSize", ())
            for number in numbers(span.of(self.document.text))
            if number.value == number.value.to_integral_value()
        ]
        return max(sizes, default=None)


def abstracts(path: Path) -> Iterator[Abstract]:
    """Gives the annotated abstracts of a file, at most 1500; nothing where there is no such file."""
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        chosen = [record for record in records if record["hier"].get("participants", {}).get("spans")]
    for record in chosen[:_MOST]:
        yield _abstract(record)


def trials(folder: Path) -> Iterator[Abstract]:
    """Gives the annotated trials of a folder of pairs *_export.csv (tokens) and *_admin.annodb (marks)."""
    for file in sorted(folder.glob("*_export.csv")):
        words = [line.split(", ", 8) for line in file.read_text(encoding="utf-8").splitlines()[1:]]
        words = [fields for fields in words if len(fields) == _TOKEN_FIELDS and fields[8].strip().strip('"')]
        text, places = _joined([fields[8].strip().strip('"') for fields in words])
        starts = [int(fields[6]) for fields in words]
        marked: dict[str, list[Span]] = {}
        notes = file.with_name(file.name.replace("_export.csv", "_admin.annodb"))
        for kind, first, last in _marks(notes.read_text(encoding="utf-8")):
            inside = [place for start, place in zip(starts, places, strict=True) if first <= start < last]
            if inside:
                marked.setdefault(kind, []).append(Span(inside[0].start, inside[-1].end))
        document = focus(segment(Document(text, kind=DocumentKind.ABSTRACT)))
        yield Abstract(file.stem, document, {kind: tuple(spans) for kind, spans in marked.items()})


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    for line in text.splitlines():
        fields = line.split(", ", 4)
        if len(fields) == _MARK_FIELDS and fields[2].isdigit() and fields[3].isdigit():
            yield fields[1], int(fields[2]), int(fields[3])


def _abstract(record: dict[str, Any]) -> Abstract:
    text, places = _joined(record["tokens"])
    marked: dict[str, list[Span]] = {}
    for first, last, kind in record["hier"]["participants"]["spans"]:
        marked.setdefault(kind, []).append(Span(places[first].start, places[last - 1].end))
    document = focus(segment(Document(text, kind=DocumentKind.ABSTRACT)))
    return Abstract(f"abstract-{record['pmid']}", document, {kind: tuple(spans) for kind, spans in marked.items()})


def _joined(words: Sequence[str]) -> tuple[str, list[Span]]:
    text, places = "", []
    for word in words:
        if text and word[0] not in _NO_SPACE_BEFORE and text[-1] not in _NO_SPACE_AFTER:
            text += " "
        places.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, places
