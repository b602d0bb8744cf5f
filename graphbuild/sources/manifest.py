"""A table of where files come from (path, url, publisher, date, title): what a text may not say of itself.

Its values become facts about the report that point into the row of the table; the text is never quoted for them.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphbuild.errors import MalformedSourceError
from graphbuild.model.fact import Fact, Field, Value
from graphbuild.model.text import Document, Metadata, Pointer
from graphbuild.sources import Source
from graphbuild.sources.day import day
from graphbuild.sources.decode import decode

ORIGIN = "manifest"
_PATH = "path"
_FIELDS = {
    "title": Field.REPORT_TITLE,
    "date": Field.REPORT_DATE,
    "publisher": Field.REPORT_PUBLISHER,
    "url": Field.REPORT_URL,
}
_RECORD = "record"
_CONFIDENCE = 0.5
"""Below that of what the text says itself."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The row of each source by its key; `path` is where the table stands."""

    path: str = ""
    rows: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Reads a table; its paths start at its own folder. Raises SourceError that names the line of a bad row."""
        source = Source(str(path), path)
        rows: dict[str, Row] = {}
        for line, row in _rows(decode(source.data(), source.name), source.name):
            key = Source("", path.parent / row.pop(_PATH)).key
            if key in rows:
                raise _bad(source.name, line, "this path has a row already")
            rows[key] = row
        return cls(source.key, rows)

    def row(self, source: Source) -> Row:
        """Gives what the table says of a source, nothing where it has no row."""
        return self.rows.get(source.key, {})

    def completed(self, document: Document, source: Source) -> Document:
        """Gives the document with what the table says of it and its own fields do not."""
        row = self.row(source)
        if not row:
            return document
        known = {fact.field for fact in document.facts}
        facts = tuple(fact for fact in _facts(row) if fact.field not in known)
        told = tuple(Metadata(name, value, ORIGIN) for name, value in row.items())
        found = recorded(document, ORIGIN, row)
        return replace(found, metadata=(*found.metadata, *told), facts=document.facts + facts)


def _rows(text: str, name: str) -> Iterator[tuple[int, Row]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [column.strip().casefold() for column in reader.fieldnames or ()]
        if _PATH not in columns or len(columns) != len(set(columns)):
            raise _bad(
                name, 1, f"it needs the columns {_PATH}, {', '.join(_FIELDS)}, each once; only the first must be"
            )
        reader.fieldnames = columns
        for row in reader:
            yield reader.line_num, _checked(row, name, reader.line_num)
    except csv.Error as error:
        raise _bad(name, reader.reader.line_num, f"it is no valid CSV: {error}") from error


def _checked(row: dict[str | Any, Any], name: str, line: int) -> Row:
    if None in row or None in row.values():
        raise _bad(name, line, "it has more or fewer cells than there are columns")
    found = {key: " ".join(row[key].split()) for key in (_PATH, *_FIELDS) if row.get(key, "").strip()}
    if _PATH not in found:
        raise _bad(name, line, "it names no path")
    if "url" in found and not found["url"].startswith(("http://", "https://")):
        raise _bad(name, line, f"{found['url']!r} is no address of the web")
    if "date" in found and day(found["date"]) is None:
        raise _bad(name, line, f"{found['date']!r} is no date such as 2021-03-04")
    return found


def _bad(name: str, line: int, problem: str) -> MalformedSourceError:
    return MalformedSourceError(problem, where=f"{name}, line {line}", remedy="mend the manifest")


def _facts(row: Row) -> Iterator[Fact]:
    for name, about in _FIELDS.items():
        words = row.get(name, "")
        value: Value | None = day(words) if about is Field.REPORT_DATE else words
        if words and value is not None:
            yield Fact(about, value, Pointer(f"/{ORIGIN}/{name}", words), f"{ORIGIN}/{name}", _CONFIDENCE)


def recorded(document: Document, origin: str, told: Any) -> Document:
    """Gives a document whose record, that pointers lead into, holds what is told of it beside its own."""
    own = next((item for item in document.metadata if item.name == _RECORD), Metadata(_RECORD, "{}", origin))
    record = replace(own, value=json.dumps({**json.loads(own.value), origin: told}, ensure_ascii=False))
    others = tuple(item for item in document.metadata if item.name != _RECORD)
    return replace(document, metadata=(record, *others))
