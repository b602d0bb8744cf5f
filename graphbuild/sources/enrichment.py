"""What Crossref says of the papers that articles are about, as `graphbuild fetch` keeps it beside them.

It is linked, not extracted: its values become facts that point into the record of Crossref, under the DOI that the
article gives; no words of the article are quoted for them, and what the article says itself comes first.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from graphbuild.errors import MalformedSourceError
from graphbuild.language.slug import slug
from graphbuild.model.fact import Fact, Field, Person, Value
from graphbuild.model.text import Document, Pointer
from graphbuild.sources.day import day
from graphbuild.sources.manifest import recorded
from graphbuild.sources.record import spoken, squeezed
from graphbuild.sources.source import ENRICHMENT, MANIFEST

ORIGIN = "crossref"
_CONFIDENCE = 0.5
"""Below that of what the text says itself."""
_DATES = ("published-online", "published-print", "published", "issued")
_PARTS = 3
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")

Told = dict[str, Any]
"""title, journal, date: a text each; authors and registrations: a list of texts."""


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is told of papers, by DOI in lower case; `problems` name records that could not be read."""

    told: Mapping[str, Told] = field(default_factory=dict)
    problems: tuple[MalformedSourceError, ...] = ()

    @classmethod
    def beside(cls, inputs: Iterable[str | Path]) -> "Enrichment":
        """Reads the records in the folders that were fetched and are, or hold, the inputs."""
        told: dict[str, Told] = {}
        problems: list[MalformedSourceError] = []
        places = [Path(one) for one in inputs if str(one) != "-"]
        for path in sorted({path for place in places for path in _records(place)}):
            try:
                told.update(_told(path))
            except MalformedSourceError as error:
                problems.append(error)
        return cls(told, tuple(problems))

    def of(self, dois: Iterable[str]) -> dict[str, Told]:
        """Gives what is told of papers, by their DOIs."""
        return {doi: self.told[doi] for doi in sorted({one.casefold() for one in dois}) if doi in self.told}

    def facts(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Gives what is told of the paper whose DOI is among the facts, as far as they do not say it themselves."""
        facts = tuple(facts)
        known = {fact.field for fact in facts}
        dois = {str(fact.value).casefold() for fact in facts if fact.field is Field.PUBLICATION_DOI}
        if len(dois) != 1:
            return ()
        return tuple(one for doi, told in self.of(dois).items() for one in _facts(doi, told) if one.field not in known)

    def recorded(self, document: Document, dois: Iterable[str] | None = None) -> Document:
        """Gives a document with the records that facts may point into: those of its DOIs, or of any that it names."""
        if not self.told:
            return document
        text = document.text.casefold()
        named = [doi for doi in self.told if doi in text] if dois is None else dois
        found = self.of(named)
        if not found:
            return document
        return recorded(document, ORIGIN, found)


def _records(place: Path) -> Iterator[Path]:
    """Gives the files of the folder of metadata beside an input."""
    folder = place if place.is_dir() else place.parent
    for manifest in (folder / MANIFEST, *(folder.rglob(MANIFEST) if place.is_dir() else ())):
        if manifest.is_file():
            yield from (manifest.parent / ENRICHMENT).glob("*.json")


def _told(path: Path) -> dict[str, Told]:
    try:
        message = json.loads(path.read_bytes())["message"]
        doi = str(message["DOI"]).casefold()
        told = {
            "title": _first(message.get("title")),
            "journal": _first(message.get("container-title")),
            "date": next(filter(None, (_date(message.get(name)) for name in _DATES)), ""),
            "authors": [name for one in message.get("author") or () if (name := _named(one))],
            "registrations": [
                number
                for one in message.get("clinical-trial-number") or ()
                if (number := _number(one.get("clinical-trial-number")))
            ],
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem = f"it is no record of Crossref: {type(error).__name__}: {error}"
        raise MalformedSourceError(problem, where=str(path), remedy="fetch it again") from error
    return {doi: {name: value for name, value in told.items() if value}}


def _first(values: Any) -> str:
    """Gives the first text of a list without the tags in it."""
    return squeezed(unescape(_TAG.sub("", str(values[0])))) if isinstance(values, list) and values else ""


def _date(value: Any) -> str:
    parts = value["date-parts"][0][:_PARTS] if value else []
    return "-".join(f"{int(part):02d}" for part in parts if part)


def _named(author: Mapping[str, Any]) -> str:
    return squeezed(
        spoken(author.get("family", ""), author.get("given", ""), author.get("suffix", "")) or author.get("name", "")
    )


def _number(value: Any) -> str:
    """Gives the number of a registration as registries write it: the journals that deposit it often do not."""
    return squeezed(str(value or "")).upper()


def _facts(doi: str, told: Told) -> Iterator[Fact]:
    base = f"/{ORIGIN}/{doi.replace('~', '~0').replace('/', '~1')}"
    for name, about in (
        ("title", Field.PUBLICATION_TITLE),
        ("journal", Field.PUBLICATION_JOURNAL),
        ("date", Field.PUBLICATION_DATE),
    ):
        words = told.get(name, "")
        value: Value | None = day(words) if about is Field.PUBLICATION_DATE else words
        if words and value is not None:
            yield Fact(about, value, Pointer(f"{base}/{name}", words), f"{ORIGIN}/{slug(name)}", _CONFIDENCE)
    for number, words in enumerate(told.get("authors", ())):
        place = Pointer(f"{base}/authors/{number}", words)
        yield Fact(Field.PUBLICATION_AUTHOR, Person(words), place, f"{ORIGIN}/authors", _CONFIDENCE)
    for number, words in enumerate(told.get("registrations", ())):
        place = Pointer(f"{base}/registrations/{number}", words)
        yield Fact(Field.REGISTRY_ID, words, place, f"{ORIGIN}/registrations", _CONFIDENCE)
