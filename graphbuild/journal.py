"""What was read from each source: one JSON file a source, so that a build can go on where it stopped.

A record is used again only while the bytes of the source and the code of graphbuild are the same. Every write is
atomic (temporary file, flush to disk, rename): a build that is killed loses at most the source it was reading.
"""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from graphbuild.errors import StoreError
from graphbuild.extract.verdict import Verdict
from graphbuild.language.slug import slug
from graphbuild.model import codes
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person, Ref, Value
from graphbuild.model.text import Document, Metadata, Pointer, Sentence, Span
from graphbuild.pipeline import Extraction, Refusal, complete

_SUFFIXES = {".py", ".tsv", ".json", ".ttl"}
_NAMING = (
    Field.PUBLICATION_PMID,
    Field.PUBLICATION_DOI,
    Field.REGISTRY_ID,
    Field.PUBLICATION_TITLE,
    Field.REPORT_TITLE,
)
_CODES = {name: kind for name, kind in vars(codes).items() if isinstance(kind, type) and issubclass(kind, StrEnum)}


@dataclass(frozen=True, slots=True)
class Record:
    """What one source gave: the digest of its bytes, an extraction for each document in it, and what was refused.

    A large source has a record for each `part` of it; one that was read in one has part 0.
    """

    source: str
    digest: str
    extractions: tuple[Extraction, ...]
    problems: tuple[str, ...] = ()
    part: int = 0


class Journal:
    """A folder of records; `extractors` and settings that change what is extracted are part of the fingerprint."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        self._folder = folder
        self._fingerprint = sha256((_code_digest() + settings).encode()).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)

    def get(self, source: str, digest: str, part: int = 0) -> Record | None:
        """Gives the record of a source if it was made from these bytes by this code, else None."""
        path = self._path(source, part)
        if not path.is_file():
            return None
        raw = self._load(path)
        if raw["digest"] != digest or raw["fingerprint"] != self._fingerprint:
            return None
        return _record(raw)

    def put(self, record: Record) -> None:
        """Stores a record in place of the one that the same source had.

        Where some of the source was refused, what it gave before is kept beside what it gives now.
        """
        path = self._path(record.source, record.part)
        extractions = record.extractions
        if record.problems and path.is_file():
            extractions += _missing(_record(self._load(path)).extractions, extractions)
        raw = {
            "source": record.source,
            "part": record.part,
            "digest": record.digest,
            "fingerprint": self._fingerprint,
            "problems": record.problems,
            "extractions": [_extraction_out(one) for one in extractions],
        }
        write(path, json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode())

    def settle(self, source: str, parts: Collection[int]) -> None:
        """Lets go of what an earlier reading of a source kept and this one, of all these parts, did not."""
        named = {self._path(source, part) for part in parts}
        for path in {self._path(source), *self._folder.glob(f"{_stem(source)}-*.json")} - named:
            path.unlink(missing_ok=True)

    def records(self) -> Iterator[Record]:
        """Gives every record, in an order that depends on the names of the sources alone."""
        for path in sorted(self._folder.glob("*.json")):
            yield _record(self._load(path))

    def _path(self, source: str, part: int = 0) -> Path:
        return self._folder / (f"{_stem(source)}-{part:09d}.json" if part else f"{_stem(source)}.json")

    def _load(self, path: Path) -> dict[str, Any]:
        try:
            return cast("dict[str, Any]", json.loads(path.read_bytes()))
        except (OSError, ValueError) as error:
            remedy = "delete this file and build again"
            raise StoreError(f"the record cannot be read: {error}", where=str(path), remedy=remedy) from error


def _stem(source: str) -> str:
    digest = sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug(Path(source).name, limit=40)}-{digest}"


def _missing(before: Iterable[Extraction], now: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Gives what was read before of records that are not among those read now."""
    known = {name for one in now for name in _names(one.document, one.facts)}
    return tuple(one for one in before if known.isdisjoint(_names(one.document, one.facts)))


def _names(document: Document, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Gives what a record goes by: its text, and the first of its number, its DOI, its registration or its title."""
    own = [fact for fact in (*document.facts, *facts) if isinstance(fact.value, str)]
    named = next((f"{field} {fact.value}" for field in _NAMING for fact in own if fact.field is field), "")
    return (document.id, named) if named else (document.id,)


def write(path: Path, content: bytes) -> None:
    """Puts a file in place in one step: readers see the old or the new content, never a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def sweep(folder: Path) -> None:
    """Removes what killed writes left behind in a folder."""
    for left in folder.glob(".*.part"):
        left.unlink(missing_ok=True)


@cache
def _code_digest() -> str:
    """Gives a digest of the code, lexicons and models that decide what is extracted."""
    folder = Path(__file__).parent
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _record(raw: Mapping[str, Any]) -> Record:
    extractions = tuple(_extraction_in(one) for one in raw["extractions"])
    return Record(raw["source"], raw["digest"], extractions, tuple(raw.get("problems", ())), raw.get("part", 0))


def _extraction_out(extraction: Extraction) -> dict[str, Any]:
    document, verdict = extraction.document, extraction.verdict
    return {
        "name": document.name,
        "kind": document.kind.value,
        "text": document.text,
        "metadata": [[one.name, one.value, one.origin] for one in document.metadata],
        "sentences": [[one.span.start, one.span.end, one.section, one.focus] for one in document.sentences],
        "verdict": [verdict.about_a_study, verdict.reason, verdict.confidence],
        "facts": [_fact_out(fact) for fact in extraction.facts],
        "refusals": [[_fact_out(one.fact), one.reason] for one in extraction.refusals],
    }


def _extraction_in(raw: Mapping[str, Any]) -> Extraction:
    sentences = tuple(
        Sentence(Span(start, end), codes.Section(section), codes.Focus(focus))
        for start, end, section, focus in raw["sentences"]
    )
    document = Document(
        raw["text"],
        codes.DocumentKind(raw["kind"]),
        raw["name"],
        tuple(Metadata(*one) for one in raw["metadata"]),
        sentences,
    )
    facts = tuple(_fact_in(one) for one in raw["facts"])
    refusals = tuple(Refusal(_fact_in(fact), reason) for fact, reason in raw["refusals"])
    return complete(document, Verdict(*raw["verdict"]), facts, refusals)


def _fact_out(fact: Fact) -> list[Any]:
    span = [fact.span.start, fact.span.end] if isinstance(fact.span, Span) else [fact.span.path, fact.span.exact]
    return [fact.field.value, _value_out(fact.value), span, fact.rule, fact.confidence, fact.about]


def _fact_in(raw: list[Any]) -> Fact:
    field, value, place, rule, confidence, about = raw
    span: Span | Pointer = Span(*place) if isinstance(place[0], int) else Pointer(*place)
    return Fact(Field(field), _value_in(value), span, rule, confidence, about)


def _value_out(value: Value) -> list[Any]:
    """Gives the name of the value's type and its parts."""
    kind = type(value).__name__
    if isinstance(value, PartialDate):
        return [kind, value.year, value.month, value.day]
    if isinstance(value, Duration):
        return [kind, str(value.value), value.unit.value]
    if isinstance(value, Person):
        return [kind, value.name, value.orcid]
    if isinstance(value, Ref):
        return [kind, value.key]
    return [kind, str(value) if isinstance(value, Decimal | StrEnum) else value]


def _value_in(raw: list[Any]) -> Value:
    kind, *parts = raw
    if kind == "PartialDate":
        return PartialDate(*parts)
    if kind == "Duration":
        return Duration(Decimal(parts[0]), codes.DurationUnit(parts[1]))
    if kind == "Person":
        return Person(*parts)
    if kind in _CODES:
        return cast("Value", _CODES[kind](parts[0]))
    if kind in {"Ref", "Decimal"}:
        return Ref(parts[0]) if kind == "Ref" else Decimal(parts[0])
    return cast("Value", parts[0])
