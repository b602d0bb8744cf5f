"""From sources to extractions: each source read and extracted, or taken from the journal where it has not changed.

One bad source, and one bad record of a source, never stops a run: it is named in what is told of its source.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from graphbuild.errors import ExtractionError, GraphbuildError, PluginError
from graphbuild.journal import Journal, Record
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.pipeline import Extraction, complete, run
from graphbuild.runners import Runner
from graphbuild.sources import Reading, Source, read_source
from graphbuild.sources.enrichment import Enrichment
from graphbuild.sources.manifest import Manifest

_DOI = re.compile(rb"10\.\d{4,9}/[^\s\"'<>]{1,200}")


class Status(StrEnum):
    """What became of a source."""

    READ = "read"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one source, or of one part of a large one.

    `problems` name what was refused: the source itself, or records of it. What it gave before is kept then.
    """

    source: str
    status: Status
    extractions: tuple[Extraction, ...] = ()
    digest: str = ""
    problems: tuple[str, ...] = ()
    whole: str = ""
    part: int = 0

    @property
    def problem(self) -> str:
        """Gives the problems as one text; empty where there are none."""
        return "; ".join(self.problems)


Progress = Callable[[Ingested], None]


@dataclass(frozen=True, slots=True)
class Work:
    """How a source is read and extracted; it can be sent to other processes."""

    extractors: tuple[str, ...]
    minimum_confidence: float = 0.0
    manifest: Manifest = field(default_factory=Manifest)
    enrichment: Enrichment = field(default_factory=Enrichment)

    def __call__(self, source: Source) -> Ingested:
        """Reads a source and extracts each of its documents; raises only PluginError, for an unknown extractor."""
        reading = _read(source)
        found = [self._extracted(self.manifest.completed(one, source), source) for one in reading.documents]
        extractions = tuple(one for one in found if isinstance(one, Extraction))
        problems = tuple(str(one) for one in (*reading.problems, *found) if not isinstance(one, Extraction))
        status = Status.READ if extractions or not problems else Status.REFUSED
        digest = self.digest(source) if status is Status.READ else ""
        return Ingested(source.key, status, extractions, digest, problems, source.whole, source.part)

    def refused(self) -> Iterator[Ingested]:
        """Gives the records of Crossref that cannot be read."""
        for problem in self.enrichment.problems:
            yield Ingested(problem.where or "", Status.REFUSED, problems=(str(problem),), whole=problem.where or "")

    def digest(self, source: Source) -> str:
        """Gives the digest of a source and of what a manifest and Crossref say of it."""
        data = source.data()
        row, told = self.manifest.row(source), self.enrichment.of(_dois(data) if self.enrichment.told else ())
        return sha256(b"".join((data, *(json.dumps(one).encode() for one in (row, told) if one)))).hexdigest()

    def _extracted(self, document: Document, source: Source) -> Extraction | GraphbuildError:
        try:
            found = run(document, extractors=self.extractors, minimum_confidence=self.minimum_confidence)
            return self._enriched(found)
        except PluginError:
            raise
        except GraphbuildError as error:
            return error
        except Exception as error:  # noqa: BLE001 - one bad record, or one bad extractor, never stops a run
            problem = f"an extractor failed: {type(error).__name__}: {error}"
            return ExtractionError(problem, where=document.name or source.name)

    def _enriched(self, extraction: Extraction) -> Extraction:
        """Links what Crossref says of the paper that the document is about."""
        facts = self.enrichment.facts(extraction.facts)
        if extraction.study is None or not facts:
            return extraction
        dois = [str(fact.value) for fact in extraction.facts if fact.field is Field.PUBLICATION_DOI]
        document = self.enrichment.recorded(extraction.document, dois)
        return complete(document, extraction.verdict, extraction.facts + facts, extraction.refusals)


def _dois(data: bytes) -> set[str]:
    return {found.decode("utf-8", "replace").casefold().rstrip(".,;)") for found in _DOI.findall(data)}


def _read(source: Source) -> Reading:
    try:
        return read_source(source)
    except GraphbuildError as error:
        return Reading((), (error,))
    except Exception as error:  # noqa: BLE001 - one bad source never stops a run
        problem = ExtractionError(f"a reader failed: {type(error).__name__}: {error}", where=source.name)
        return Reading((), (problem,))


def ingest(
    journal: Journal, given: Iterable[Source], work: Work, spread: Runner[Source, Ingested]
) -> Iterator[Ingested]:
    """Gives what becomes of each source, and keeps what it gave in the journal instead of in memory.

    A source that has not changed is not read again. Parts that a large file no longer has go, once all of it was read.
    """
    intake = _Intake(journal, work)
    for one in spread(work, intake.fresh(given)):
        yield intake.noted(one)
        yield from intake.known()
    yield from intake.known()
    intake.settle()


@dataclass(slots=True)
class _Intake:
    """What is known of the sources of one build while they pass."""

    journal: Journal
    work: Work
    _kept: deque[Ingested] = field(default_factory=deque)
    _parts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _broken: set[str] = field(default_factory=set)

    def fresh(self, given: Iterable[Source]) -> Iterator[Source]:
        """Gives the sources that have changed, or whose row in the manifest has."""
        for source in given:
            kept = self._of(source)
            if kept is None:
                yield source
            else:
                self._kept.append(kept)

    def _of(self, source: Source) -> Ingested | None:
        try:
            digest = self.work.digest(source)
        except GraphbuildError:
            return None
        record = self.journal.get(source.whole, digest, source.part)
        if record is None:
            return None
        return Ingested(source.key, Status.KEPT, (), digest, record.problems, source.whole, source.part)

    def known(self) -> Iterator[Ingested]:
        """Gives what became of the sources that have not changed."""
        while self._kept:
            yield self.noted(self._kept.popleft())

    def noted(self, one: Ingested) -> Ingested:
        """Keeps what a source gave, and gives what is told of it."""
        self._parts[one.whole].add(one.part)
        if one.problems:
            self._broken.add(one.whole)
        if one.status is Status.READ:
            self.journal.put(Record(one.whole, one.digest, one.extractions, one.problems, one.part))
        return replace(one, extractions=())

    def settle(self) -> None:
        """Lets go of parts that their sources no longer have, where nothing of these was refused."""
        for whole, parts in self._parts.items():
            if whole not in self._broken:
                self.journal.settle(whole, parts)
