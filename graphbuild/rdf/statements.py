"""What studies state, as the terms of N-Quads: made once, and shared by every store, check and file that needs it.

A term is a plain string as N-Quads writes it (`<https://...>`, `"12"^^<...>`), which is canonical, sorts as its line
does and costs no object of an RDF library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import overload

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.model.study import Study
from graphbuild.rdf.iri import part
from graphbuild.rdf.study import study_quads

Statement = tuple[str, str, str, str]
"""Subject, predicate, object and graph."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_ASSERTIONS = "/assertions>"


def statements(found: Iterable[Quad], known: dict[str, str] | None = None) -> list[Statement]:
    """Gives quads of named graphs once each, in the order of their N-Quads lines; equal terms are one string.

    `known` holds the terms that were met before.

    >>> home = NamedNode("https://a.example/g")
    >>> statements([Quad(home, home, Literal("x"), home)])[0][2:]
    ('"x"', '<https://a.example/g>')
    """
    same = {} if known is None else known
    rows = []
    for line in sorted(set(map(str, found))):
        subject, predicate, rest = line.split(" ", 2)
        value, _, graph = rest.rpartition(" ")
        rows.append(
            (
                same.setdefault(subject, subject),
                same.setdefault(predicate, predicate),
                same.setdefault(value, value),
                same.setdefault(graph, graph),
            )
        )
    return rows


class Lines(Sequence[str]):
    """Statements as the lines of N-Quads, without the full stop, each written when it is read."""

    def __init__(self, rows: list[Statement]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return map(" ".join, self._rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Lines: ...
    def __getitem__(self, index: int | slice) -> str | Lines:
        return Lines(self._rows[index]) if isinstance(index, slice) else " ".join(self._rows[index])


class Told(Sequence[Study]):
    """Studies, and what they state: made when it is first asked for, and never again."""

    def __init__(self, studies: Iterable[Study]) -> None:
        self.studies = tuple(studies)
        self._rows: list[list[Statement]] = []

    @classmethod
    def of(cls, studies: Iterable[Study]) -> Told:
        """Gives the studies themselves where they are told already."""
        return studies if isinstance(studies, Told) else cls(studies)

    def __len__(self) -> int:
        return len(self.studies)

    @overload
    def __getitem__(self, index: int) -> Study: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Study, ...]: ...
    def __getitem__(self, index: int | slice) -> Study | tuple[Study, ...]:
        return self.studies[index]

    def __iter__(self) -> Iterator[Study]:
        return iter(self.studies)

    def by_study(self) -> Sequence[list[Statement]]:
        """Gives the sorted statements of each study; what several studies state stands with each of them."""
        if not self._rows and self.studies:
            known: dict[str, str] = {}
            self._rows = [statements(study_quads(study), known) for study in self.studies]
        return self._rows

    def statements(self) -> Iterator[Statement]:
        """Gives the statements study by study."""
        return (row for rows in self.by_study() for row in rows)

    def without_assertions(self) -> Iterator[Statement]:
        """Gives the statements without those on the words of single values."""
        return (row for row in self.statements() if not row[3].endswith(_ASSERTIONS))

    def parts(self) -> dict[str, Lines]:
        """Gives the lines of each part of a store; see graphbuild.rdf.partition."""
        parts: dict[str, list[Statement]] = {}
        rows_of: dict[str, list[Statement]] = {}
        for row in self.statements():
            rows = rows_of.get(row[3])
            if rows is None:
                rows = rows_of[row[3]] = parts.setdefault(part(row[3][1:-1]), [])
            rows.append(row)
        return {name: Lines(rows) for name, rows in sorted(parts.items())}


@lru_cache(maxsize=65536)
def to_term(text: str) -> NamedNode | Literal:
    r"""Gives the term that N-Quads writes so; raises ValueError for a blank node.

    >>> to_term('"two\\n"@en').value, to_term("<https://a.example/b>").value
    ('two\n', 'https://a.example/b')
    """
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    if not text.startswith('"'):
        message = f"{text} has no name"
        raise ValueError(message)
    end = text.rindex('"')
    lexical, tail = unescape(text[1:end]), text[end + 1 :]
    if tail.startswith("@"):
        return Literal(lexical, language=tail[1:])
    return Literal(lexical, datatype=NamedNode(tail[3:-1])) if tail else Literal(lexical)


def unescape(text: str) -> str:
    """Resolves the escapes of N-Quads."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _letter(found[1] or found[2], found[3]), text)


def _letter(code: str | None, letter: str | None) -> str:
    return chr(int(code, 16)) if code else _LETTERS.get(letter or "", letter or "")
