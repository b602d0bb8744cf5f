"""What each report of a study says: evidence sorted by the documents that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphbuild.identity.merge import RANK
from graphbuild.language.lexicon import load
from graphbuild.language.slug import slug
from graphbuild.model.codes import DocumentKind, MatchKind
from graphbuild.model.fact import Duration, PartialDate
from graphbuild.model.study import Evidence, Side, Stated, Study, Term

ARTICLES = (DocumentKind.PAPER, DocumentKind.ABSTRACT)
"""Reports by the researchers themselves."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """A study with the kind of each of its documents and every stated value by its path, readings among them."""

    study: Study
    kinds: Mapping[str, DocumentKind]
    values: Mapping[str, tuple[Stated[Any], ...]]

    @classmethod
    def of(cls, study: Study) -> Accounts:
        """Sorts what a study's reports say."""
        values: dict[str, list[Stated[Any]]] = {}
        for path, stated in study.stated():
            if not path.startswith("readings/"):
                values.setdefault(path, []).append(stated)
        for reading in study.readings:
            values.setdefault(reading.path, []).append(reading.stated)
        kinds = {report.document: report.kind for report in study.reports}
        return cls(study, kinds, {path: tuple(found) for path, found in values.items()})

    def within(self, stated: Iterable[Stated[Any]], kinds: Iterable[DocumentKind]) -> list[Evidence]:
        """Gives the evidence that stands in documents of some kinds."""
        wanted = set(kinds)
        return [piece for one in stated for piece in one.evidence if self.kinds.get(piece.document) in wanted]

    def best(self, pieces: Iterable[Evidence]) -> Evidence:
        """Gives the piece from the strongest kind of report, there the surest."""
        return min(pieces, key=lambda piece: (RANK[self.kinds[piece.document]], -piece.confidence))

    def side(self, stated: Stated[Any]) -> Side:
        """Gives a value in words with its best evidence."""
        return Side(in_words(stated.value), self.best(stated.evidence))

    def pieces(self) -> Iterator[Evidence]:
        """Gives every piece of evidence."""
        return (piece for found in self.values.values() for stated in found for piece in stated.evidence)


def documents(stated: Stated[Any]) -> frozenset[str]:
    """Gives the documents that state a value."""
    return frozenset(piece.document for piece in stated.evidence)


def says(text: str, code: str) -> str | None:
    """Gives the first words of a text that stand for a code of the lexicon "comparing"; None where there are none."""
    return next((match.span.of(text) for match in load("comparing").find(text) if match.code == code), None)


def concepts(term: Term) -> frozenset[str]:
    """Gives the concepts that a term stands for, not those that it only falls under."""
    return frozenset(link.concept for link in term.links if link.match is not MatchKind.BROADER)


def names(stated: Stated[Term]) -> frozenset[str]:
    """Gives the slugs of every wording of a mention, in any report."""
    term = stated.value
    wordings = [term.label, *term.aliases, *(piece.exact for piece in stated.evidence)]
    return frozenset(slug(wording, limit=200) for wording in wordings)


def in_words(value: object) -> str:
    """Gives a value as people write it."""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, Duration):
        return f"{value.value.normalize():f} {value.unit}{'' if value.value == 1 else 's'}"
    return " ".join(str(value).split())
