"""The folder of what was fetched: one file an identifier, and a manifest of what came from where and when."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphbuild.errors import SourceError
from graphbuild.sources import ENRICHMENT, MANIFEST
from graphbuild.sources.fetch.identifier import Identifier, Kind
from graphbuild.sources.fetch.record import Record

Write = Callable[[Path, bytes], None]
"""Puts a file in place in one step."""


@dataclass(slots=True)
class Folder:
    """Keeps records, and knows those that it already has.

    The manifest only grows: for each identifier its last line counts, and a line that an interrupted run left
    unfinished does not count.
    """

    path: Path
    write: Write
    now: Callable[[], datetime]
    _known: dict[str, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        try:
            lines = (self.path / MANIFEST).read_bytes().splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            raise SourceError(f"it cannot be read: {error.strerror}", where=str(self.path / MANIFEST)) from error
        self._known = {str(entry["id"]): entry for entry in map(_entry, lines) if entry}

    def place(self, one: Identifier) -> Path:
        """Gives the path of the file of an identifier."""
        return self.path / ENRICHMENT / one.file_name if one.kind is Kind.DOI else self.path / one.file_name

    def has(self, one: Identifier) -> bool:
        """Tells whether the file of an identifier is there, with the very bytes that were fetched."""
        digest = self._known.get(str(one), {}).get("sha256")
        if not digest:
            return False
        try:
            return sha256(self.place(one).read_bytes()).hexdigest() == str(digest)
        except OSError:
            return False

    def keep(self, one: Identifier, record: Record) -> Path:
        """Writes the bytes of a record and then its line in the manifest."""
        place = self.place(one)
        try:
            self.write(place, record.content)
        except OSError as error:
            raise SourceError(f"it cannot be written: {error.strerror}", where=str(place)) from error
        self._note(
            {
                "id": str(one),
                "status": "fetched",
                "url": record.url,
                "date": self.now().isoformat(timespec="seconds"),
                "file": place.relative_to(self.path).as_posix(),
                "bytes": len(record.content),
                "sha256": sha256(record.content).hexdigest(),
                "notes": list(record.notes),
            }
        )
        return place

    def miss(self, asked: str, problem: str) -> None:
        """Notes that nothing was fetched, and why; a record that the folder already has stays known."""
        earlier = self._known.get(asked, {})
        if not earlier.get("sha256"):
            date = self.now().isoformat(timespec="seconds")
            self._note({"id": asked, "status": "failed", "date": date, "problem": problem})

    def _note(self, entry: dict[str, Any]) -> None:
        path = self.path / MANIFEST
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab+") as file:
                if file.tell():
                    file.seek(-1, 2)
                    torn = file.read(1) != b"\n"
                else:
                    torn = False
                file.write((b"\n" if torn else b"") + json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            raise SourceError(f"it cannot be written: {error.strerror}", where=str(path)) from error
        self._known[str(entry["id"])] = entry


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and "id" in entry else None
