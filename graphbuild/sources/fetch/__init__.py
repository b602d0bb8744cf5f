"""Identifiers -> files on disk, from PubMed, PubMed Central, ClinicalTrials.gov and Crossref.

The only network room of the project: no other module opens a connection, and this one asks for identifiers at the
four services' own addresses, never for an address that a text or a person gives.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graphbuild.errors import GraphbuildError, SourceError
from graphbuild.sources.fetch import crossref, ctgov, pmc, pubmed
from graphbuild.sources.fetch.folder import Folder
from graphbuild.sources.fetch.identifier import Identifier, Kind, identifier
from graphbuild.sources.fetch.record import Record
from graphbuild.sources.fetch.web import Web

RECORDS: Mapping[Kind, Callable[[Web, Identifier], Record]] = {
    Kind.PMID: pubmed.record,
    Kind.PMCID: pmc.record,
    Kind.NCT: ctgov.record,
    Kind.DOI: crossref.record,
}
SEARCHES: Mapping[str, Callable[[Web, str, int], Iterator[tuple[Identifier, int]]]] = {
    "pubmed": pubmed.search,
    "ctgov": ctgov.search,
}


class Outcome(StrEnum):
    """What became of one identifier."""

    FETCHED = "fetched"
    THERE = "already there"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One identifier as it was asked for, and its file or the reason why there is none."""

    asked: str
    outcome: Outcome
    path: Path | None = None
    notes: tuple[str, ...] = ()
    problem: GraphbuildError | None = None


def fetch(asked: Iterable[str], folder: Folder, web: Web | None, *, again: bool = False) -> Iterator[Fetched]:
    """Gives what became of every identifier, each once, in order; a failure never stops the rest.

    Without a `web`, what the folder lacks fails. With `again`, what it has is fetched anew, and kept if that fails.
    """
    seen: set[str] = set()
    for text in asked:
        try:
            one = identifier(text)
        except GraphbuildError as error:
            yield Fetched(text, Outcome.FAILED, problem=error)
            continue
        if str(one) not in seen:
            seen.add(str(one))
            yield _fetched(one, folder, web, again=again)


def _fetched(one: Identifier, folder: Folder, web: Web | None, *, again: bool) -> Fetched:
    if folder.has(one) and not (again and web):
        return Fetched(str(one), Outcome.THERE, folder.place(one))
    try:
        if web is None:
            raise SourceError("not fetched yet", where=str(one), remedy="run it once without --offline")
        record = RECORDS[one.kind](web, one)
        return Fetched(str(one), Outcome.FETCHED, folder.keep(one, record), record.notes)
    except GraphbuildError as error:
        if web is not None:
            folder.miss(str(one), error.problem)
        return Fetched(str(one), Outcome.FAILED, problem=error)
