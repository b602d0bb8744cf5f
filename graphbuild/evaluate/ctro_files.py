"""Reads the corpus of annotated trial abstracts (type 2 diabetes, glaucoma) that follows the C-TrO ontology.

A document has three files: tokens (<id>_export.csv), annotations with the slots that they fill (<id>_admin.annodb)
and triples (<id>_admin.n-triples, not needed: the annotations name template, slot and words).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.evaluate.ctro_layout import breaks, broken, running

_DOCUMENT = re.compile(r"(?P<disease>[a-z0-9]+)_(?P<id>\d+)_export\.csv")
_REFERENCE = re.compile(r"<[^<>#]*#(?P<template>(?P<kind>\w+?)_\d+)>\s*<[^<>#]*#(?P<slot>\w+)>")
_TYPE = "type"
_SENTENCE, _START, _END, _TOKEN = 1, 6, 7, 8
_LABEL, _FROM, _TO, _WORDS, _FILLS = 1, 2, 3, 4, 6


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the token text and the number of its sentence."""

    words: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """Annotated words of the token text: their class, and the templates (id, kind, slot) in which they stand."""

    label: str
    start: int
    end: int
    words: str
    fills: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated document."""

    id: str
    disease: str
    tokens: tuple[Token, ...]
    annotations: tuple[Annotation, ...]

    def layout(self) -> tuple[str, tuple[int, ...]]:
        """Gives the text as PubMed prints it, and for every token the place at which it starts there."""
        firsts = [
            index
            for index, token in enumerate(self.tokens)
            if not index or token.sentence != self.tokens[index - 1].sentence
        ]
        text, starts = running([token.words for token in self.tokens], frozenset(firsts))
        return broken(text, starts, breaks(text, [starts[index] for index in firsts]))


def cases(folder: Path) -> tuple[Case, ...]:
    """Gives every document under a folder, by disease and id; raises SourceError where there is none."""
    files = {
        match.group(): (match, file) for file in folder.rglob("*.csv") if (match := _DOCUMENT.fullmatch(file.name))
    }
    if not files:
        raise SourceError(
            "no <disease>_<id>_export.csv in it", where=str(folder), remedy="give a folder of C-TrO files"
        )
    return tuple(_case(match["disease"], match["id"], file) for _, (match, file) in sorted(files.items()))


def _case(disease: str, number: str, file: Path) -> Case:
    try:
        tokens = tuple(Token(row[_TOKEN], int(row[_START]), int(row[_END]), int(row[_SENTENCE])) for row in _rows(file))
        annotations = tuple(
            Annotation(row[_LABEL].strip(), int(row[_FROM]), int(row[_TO]), row[_WORDS], _fills(row[_FILLS]))
            for row in _rows(file.with_name(f"{disease}_{number}_admin.annodb"))
        )
    except (IndexError, ValueError) as error:
        raise MalformedSourceError(f"a row cannot be read: {error}", where=str(file)) from error
    return Case(f"{disease}_{number}", disease, tokens, annotations)


def _rows(file: Path) -> Iterator[list[str]]:
    if not file.is_file():
        raise SourceError("no such file", where=str(file), remedy="give all files of the document")
    lines = file.read_text(encoding="utf-8").split("\n")
    stated = [line for line in lines if line.strip() and not line.startswith("#")]
    for row in csv.reader(stated, quotechar='"', escapechar="\\", skipinitialspace=True):
        yield [*row, ""]


def _fills(instances: str) -> tuple[tuple[str, str, str], ...]:
    found = ((match["template"], match["kind"], match["slot"]) for match in _REFERENCE.finditer(instances))
    return tuple(dict.fromkeys(one for one in found if one[2] != _TYPE))
