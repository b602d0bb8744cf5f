"""Answers as rows of plain values, and the ways in which people and programs read them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from html import escape

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.language.spreadsheet import safe
from graphbuild.terms import CONCEPT, ID, PREFIXES

_XSD = PREFIXES["xsd"]
_WIDTH = 60


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI with the label that the graph gives it, an empty one where it gives none."""

    value: str
    label: str = ""

    def __str__(self) -> str:
        return self.label or short(self.value)


Cell = str | int | float | bool | Decimal | dt.date | Iri | None


def short(iri: str) -> str:
    """Gives an IRI without the part that all share.

    >>> short("https://w3id.org/graphbuild/concept/phase-1")
    'phase-1'
    """
    for start in (CONCEPT, ID):
        if iri.startswith(start):
            return iri.removeprefix(start)
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri


def cell(term: object) -> Cell:
    """Gives the plain value of a term: a number, a truth value, a date or a text; an Iri for what is named."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        reader = _READERS.get(term.datatype.value.removeprefix(_XSD))
        try:
            return term.value if reader is None else reader(term.value)
        except (ValueError, InvalidOperation):
            return term.value
    return None if term is None else str(term)


_READERS: dict[str, Callable[[str], Cell]] = {
    "integer": int,
    "nonNegativeInteger": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda text: text in {"true", "1"},
    "date": dt.date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer under their columns; `truncated` where the limit cut some off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    truncated: bool = False

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> tuple[Cell, ...]:
        """Gives the cells of one column; raises KeyError where there is none of that name."""
        if name not in self.columns:
            raise KeyError(name)
        index = self.columns.index(name)
        return tuple(row[index] for row in self.rows)

    def only(self, names: Sequence[str]) -> Rows:
        """Gives the rows with these columns alone, equal rows once; raises QueryError for an unknown column."""
        for name in names:
            if name not in self.columns:
                remedy = f"one of: {', '.join(self.columns)}"
                raise QueryError(f"there is no column {name!r}", where="columns", remedy=remedy)
        indexes = [self.columns.index(name) for name in names]
        rows = dict.fromkeys(tuple(row[index] for index in indexes) for row in self.rows)
        return replace(self, columns=tuple(names), rows=tuple(rows))

    def dicts(self) -> Iterator[dict[str, Cell]]:
        """Gives each row as a mapping from column to cell."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def to_table(self, width: int = _WIDTH) -> str:
        """Gives aligned text; longer cells are cut to `width` characters."""
        lines = [list(self.columns)] + [[_cut(_text(value), width) for value in row] for row in self.rows]
        widths = [max(len(line[index]) for line in lines) for index in range(len(self.columns))]
        lines.insert(1, ["-" * size for size in widths])
        body = "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
        return f"{body}\n{self._foot()}"

    def to_markdown(self) -> str:
        """Gives a pipe table."""
        lines = ["| " + " | ".join(_piped(value) for value in row) + " |" for row in (self.columns, *self.rows)]
        lines.insert(1, "|" + " --- |" * len(self.columns))
        return "\n".join(lines) + "\n"

    def to_csv(self) -> str:
        """Gives CSV, an IRI as itself; a text that a spreadsheet would take for a formula is led by an apostrophe."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_safe(value) for value in row] for row in self.rows)
        return buffer.getvalue()

    def to_json(self) -> str:
        """Gives a list of objects; an IRI is {"iri", "label"}, a decimal a text so that no digit is lost."""
        rows = [{name: _plain(value) for name, value in row.items()} for row in self.dicts()]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

    def _foot(self) -> str:
        plural = "" if len(self) == 1 else "s"
        return f"{len(self)} row{plural}{', more were cut off' if self.truncated else ''}\n"

    def __str__(self) -> str:
        return self.to_table()

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(_html, row))}</tr>" for row in self.rows)
        title = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        return f"<table>{title}<tr>{head}</tr>{body}</table><p>{self._foot().strip()}</p>"


def _text(value: Cell) -> str:
    return "" if value is None else " ".join(str(value).split())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _piped(value: Cell) -> str:
    text = _text(value).replace("\\", "\\\\").replace("|", "\\|")
    return escape(text, quote=False)


def _safe(value: Cell) -> str:
    if isinstance(value, Iri):
        return value.value
    text = "" if value is None else str(value)
    return safe(text) if isinstance(value, str) else text


def _plain(value: Cell) -> object:
    if isinstance(value, Iri):
        return {"iri": value.value, "label": value.label}
    return str(value) if isinstance(value, Decimal | dt.date) else value


def _html(value: Cell) -> str:
    if isinstance(value, Iri):
        link = value.value if value.value.startswith(("http://", "https://")) else ""
        return (
            f'<td><a href="{escape(link)}">{escape(str(value))}</a></td>' if link else f"<td>{escape(value.value)}</td>"
        )
    return f"<td>{escape(_text(value))}</td>"
