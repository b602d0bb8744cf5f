"""The public verbs: read, extract, build, validate, and the graph that a build gives."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from graphbuild.errors import QueryError, StoreError
from graphbuild.extract import FAMILIES
from graphbuild.identity import Rulings, identify
from graphbuild.ingest import Ingested, Progress, Work, ingest
from graphbuild.journal import Journal, write
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.normalise import normalise
from graphbuild.pipeline import Extraction, run
from graphbuild.rdf import Told
from graphbuild.runners import Runner
from graphbuild.runners import runner as runner_named
from graphbuild.sources import Source, iter_sources, read_bytes, read_path
from graphbuild.sources.enrichment import Enrichment
from graphbuild.sources.manifest import Manifest
from graphbuild.terminologies import Added
from graphbuild.terms import ID

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

    from graphbuild.outputs import Made
    from graphbuild.query import Explanation, Rows
    from graphbuild.query.parameters import Given
    from graphbuild.stores import Changes, Parts, Store
    from graphbuild.validate import Report
    from graphbuild.view.networkx import Network

Input = str | Path
_SHOWN = 10
RULINGS = "identity.json"
"""Name of the file in a graph's folder that keeps what a person ruled about identity."""


def read(source: Input) -> Document:
    r"""Reads one document from a file, or from text that is given as it is (it holds a line break).

    Raises SourceError where the file is missing, unreadable or of no known format.

    >>> read("A headline\nForty adults took part in the trial.").kind.value
    'news'
    """
    if isinstance(source, str) and "\n" in source:
        return read_bytes(source.encode("utf-8"), "text")
    return read_path(Path(source))


def extract(document: Document) -> Study | None:
    """Gives the study that a document reports, every value with its words; None where it reports none."""
    return run(document).study


def validate(graph: StudyGraph) -> Report:
    """Checks a graph against the shapes; see `Report.conforms` and `Report.results`."""
    return graph.validate()


def build(  # noqa: PLR0913 - the choices that a build has
    sources: Input | Iterable[Input],
    *,
    store: Input | None = None,
    extractors: Iterable[str] | None = None,
    runner: str = "serial",
    minimum_confidence: float = 0.0,
    progress: Progress | None = None,
    manifest: Input | None = None,
    wait: bool = True,
) -> StudyGraph:
    """Builds the graph of all studies that the sources report.

    `sources` are files, folders, globs or "-"; `store` is a folder that keeps the graph and what was read, so that a
    later build adds to it and reads only what changed (None: in memory); `manifest` is a CSV file that says where
    files come from (path, url, publisher, date, title). What `graphbuild fetch` kept of Crossref beside the sources is
    linked to those that give its DOI. Without `wait` the graph is given while its store is still being filled: what
    asks the store, and `close`, waits for that and raises what went wrong. A source that cannot be read, and a record
    of one, does not stop the build: see `StudyGraph.ingested`. Raises SourceError where nothing at all was given to
    read, StoreError where the store cannot be used, PluginError for an unknown extractor or runner.
    """
    names = tuple(extractors) if extractors is not None else FAMILIES
    inputs = [sources] if isinstance(sources, str | Path) else list(sources)
    spread: Runner[Source, Ingested] = runner_named(runner)
    told = Manifest() if manifest is None else Manifest.read(Path(manifest))
    work = Work(names, minimum_confidence, told, Enrichment.beside(inputs))
    given = (source for source in iter_sources(inputs) if source.whole != told.path)
    if store is None:
        found = [*work.refused(), *_told(spread(work, given), progress)]
        return StudyGraph.of(_all(found), found, wait=wait)
    folder = Path(store)
    journal = Journal(folder / "journal", f"{names} {minimum_confidence}")
    found = [*work.refused(), *_told(ingest(journal, given, work, spread), progress)]
    return StudyGraph.of(_everything(journal), found, folder, wait=wait)


def _told(ingested: Iterable[Ingested], progress: Progress | None) -> Iterator[Ingested]:
    for one in ingested:
        if progress is not None:
            progress(one)
        yield one


def _all(found: Iterable[Ingested]) -> list[Extraction]:
    return [extraction for one in found for extraction in one.extractions]


def _everything(journal: Journal) -> Iterator[Extraction]:
    return (extraction for record in journal.records() for extraction in record.extractions)


def _contents(journal: Journal, folder: Path) -> Contents:
    return Contents.of(_linked(_everything(journal), Added.of(folder)), rulings_of(folder))


def _linked(extractions: Iterable[Extraction], added: Added) -> Iterable[Extraction]:
    """Links the mentions of studies to what was added to the vocabulary too."""
    if not added.terminologies:
        return extractions
    return (
        one if one.study is None else replace(one, study=normalise(one.study, added.vocabulary, text=one.document.text))
        for one in extractions
    )


def rulings_of(folder: Path | None) -> Rulings:
    """Gives what was ruled about identity in a graph's folder; raises StoreError where the file is damaged."""
    path = None if folder is None else folder / RULINGS
    if path is None or not path.is_file():
        return Rulings()
    return Rulings.from_json(path.read_text(encoding="utf-8"), str(path))


class StudyGraph:
    """Studies with their quads in a store, and everything that can be asked of them or made from them.

    `store` holds the quads, and asking for it waits until they are all there; `ingested` tells what became of each
    source of the build that made this graph (empty for a graph that was opened). Use it as a context manager, or call
    `close`, where it stands in a folder.
    """

    def __init__(
        self,
        contents: Callable[[], Contents],
        store: Store,
        *,
        ingested: Iterable[Ingested] = (),
        filling: Future[Changes] | None = None,
    ) -> None:
        self._contents = contents
        self._known: Contents | None = None
        self._store = store
        self._filling = filling
        self.ingested = tuple(ingested)

    @classmethod
    def of(
        cls,
        extractions: Iterable[Extraction],
        ingested: Iterable[Ingested] = (),
        folder: Path | None = None,
        *,
        wait: bool = True,
    ) -> StudyGraph:
        """Makes the graph of what was extracted, in memory or in a folder, where only what changed is written.

        See `build` for what comes of not waiting.
        """
        from graphbuild.query import VOCABULARY, vocabulary  # noqa: PLC0415
        from graphbuild.stores import open_store  # noqa: PLC0415

        added = Added.of(folder)
        contents = Contents.of(_linked(extractions, added), rulings_of(folder))
        store = open_store(None if folder is None else folder / "store")
        parts: Parts = {**contents.told.parts(), VOCABULARY: vocabulary(), **added.parts(contents.told)}
        if wait:
            store.synchronise(parts)
            return cls(lambda: contents, store, ingested=ingested)
        aside = ThreadPoolExecutor(1)
        filling = aside.submit(store.synchronise, parts)
        aside.shutdown(wait=False)
        return cls(lambda: contents, store, ingested=ingested, filling=filling)

    @classmethod
    def open(cls, folder: Input) -> StudyGraph:
        """Opens the graph that an earlier build left in a folder; raises StoreError where there is none."""
        from graphbuild.stores import open_store  # noqa: PLC0415

        place = Path(folder)
        if not (place / "journal").is_dir():
            remedy = "give the folder of an earlier build, or run: graphbuild build INPUT... -o DIR"
            raise StoreError("there is no graph in this folder", where=str(place), remedy=remedy)
        journal = Journal(place / "journal")
        contents = partial(_contents, journal, place)
        return cls(contents, open_store(place / "store", read_only=True))

    @classmethod
    def rebuild(cls, folder: Input, *, wait: bool = True) -> StudyGraph:
        """Makes the graph of a folder anew from what was read before, after a ruling or a change of terminology."""
        place = Path(folder)
        return cls.of(_everything(Journal(place / "journal")), folder=place, wait=wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store; raises StoreError where it could not be filled."""
        try:
            _ = self.store
        finally:
            self._store.close()

    @property
    def store(self) -> Store:
        """Gives the store of the quads once it is filled; raises StoreError where it could not be."""
        if self._filling is not None:
            self._filling.result()
        return self._store

    @property
    def studies(self) -> tuple[Study, ...]:
        """Gives the studies, merged over their reports, ordered by key."""
        return self._all().told.studies

    @property
    def documents(self) -> Mapping[str, Document]:
        """Gives the documents by id, those without a study too."""
        return self._all().documents

    @property
    def without_study(self) -> tuple[tuple[str, str], ...]:
        """Names each document that reports no study in people, and why it is thought not to."""
        return self._all().without_study

    def query(self, name_or_sparql: str, **parameters: Given) -> Rows:
        """Answers a question of the library by name or number, or a SPARQL query; raises QueryError."""
        from graphbuild.query import ROW_LIMIT  # noqa: PLC0415
        from graphbuild.query import run as ask  # noqa: PLC0415

        return ask(self.store, name_or_sparql, row_limit=ROW_LIMIT, seconds=None, **parameters)

    def evidence(self, iri_or_term: str) -> Explanation:
        """Gives the sentences behind a node, a fact or a term; raises QueryError where nothing is known of it."""
        from graphbuild.query import explain  # noqa: PLC0415

        return explain(self.store, iri_or_term)

    def validate(self, *, runner: str = "bulk") -> Report:
        """Checks the graph against the shapes."""
        from graphbuild.validate import validate as check  # noqa: PLC0415

        return check(self._all().told, runner=runner)

    def quads(self) -> Iterator[Quad]:
        """Gives the quads of the studies, without the vocabulary that stands beside them in the store."""
        from graphbuild.rdf import quads  # noqa: PLC0415

        return (quad for study in self.studies for quad in quads(study))

    def export(self, path: Input, format: str | None = None) -> Path:  # noqa: A002 - the word of the field
        """Writes a file in a format, the one of the path's ending by default; raises PluginError for an unknown one."""
        from graphbuild.outputs import format_of, render  # noqa: PLC0415

        place = Path(path)
        write(place, render(self._all().told, self.documents, format or format_of(place)))
        return place

    def view(self, path: Input) -> Path:
        """Writes the overview to an .html file, and a page for each study into studies/ beside it."""
        from graphbuild.outputs import write_pages  # noqa: PLC0415

        place = Path(path)
        write_pages(self.made(), place)
        return place

    def made(self) -> Made:
        """Gives what the files of a folder are made of; the graph is validated for it."""
        from graphbuild.outputs import Made  # noqa: PLC0415

        refused = [(Path(one.whole).name, problem) for one in self.ingested for problem in one.problems]
        return Made(self._all().told, self.documents, self.counts(), self.validate(), self.without_study, refused)

    @property
    def graph(self) -> rdflib.Dataset:
        """Gives the quads as an rdflib dataset whose default graph is the union."""
        import rdflib  # noqa: PLC0415

        from graphbuild.export import EXPORTERS, Exporter  # noqa: PLC0415

        dataset = rdflib.Dataset(default_union=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of calls that it makes itself
            dataset.parse(data=cast("Exporter", EXPORTERS["nquads"])(self._all().told, self.documents), format="nquads")
        return dataset

    def networkx(self) -> Network:
        """Gives the network of studies and what they share as a networkx graph."""
        from graphbuild.view.networkx import network  # noqa: PLC0415

        return network(self.studies)

    def study(self, name: str) -> Study:
        """Gives the study of a key, IRI, registry number, DOI or PMID, or of words that only its titles hold.

        Raises QueryError where none or several fit.
        """
        wanted = name.rstrip("/").removeprefix(f"{ID}study/").casefold()
        for names in (_exact_names, _titles):
            found = [study for study in self.studies if any(_fits(wanted, one, names) for one in names(study))]
            if len(found) == 1:
                return found[0]
            if found:
                keys = ", ".join(study.key for study in found[:_SHOWN])
                raise QueryError(f"{name!r} fits {len(found)} studies", where="study", remedy=f"give one of: {keys}")
        raise QueryError(f"no study is called {name!r}", where="study", remedy="see report.md for their titles")

    def counts(self) -> dict[str, int]:
        """Gives how much there is of each thing, for an overview."""
        studies = self.studies
        return {
            "studies": len(studies),
            "reports": sum(len(study.reports) for study in studies),
            "findings": sum(len(study.findings) for study in studies),
            "facts": sum(1 for study in studies for _ in study.stated()),
            "disagreements": sum(len(study.disagreements) for study in studies),
        }

    def _repr_html_(self) -> str:
        from html import escape  # noqa: PLC0415

        cells = "".join(f"<tr><th>{escape(name)}</th><td>{value:,}</td></tr>" for name, value in self.counts().items())
        return f"<table>{cells}</table>"

    def _all(self) -> Contents:
        if self._known is None:
            self._known = self._contents()
        return self._known


def _exact_names(study: Study) -> Iterator[str]:
    paper = study.publication
    yield study.key
    yield from (one.value for one in (*study.registry_ids, paper.doi, paper.pmid, study.acronym) if one is not None)
    yield from (report.document for report in study.reports)


def _titles(study: Study) -> Iterator[str]:
    yield study.brief_title
    yield from (report.title.value for report in study.reports if report.title is not None)


def _fits(wanted: str, name: str, names: object) -> bool:
    return wanted in name.casefold() if names is _titles else wanted == name.casefold()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a graph is made of: merged studies, the texts they come from, and the documents without a study."""

    told: Told
    documents: Mapping[str, Document]
    without_study: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, extractions: Iterable[Extraction], rulings: Rulings | None = None) -> Contents:
        """Merges the studies of several documents; a text that came twice counts once."""
        ordered = sorted(extractions, key=lambda one: (one.document.id, one.document.name))
        everything = {one.document.id: one for one in ordered}
        studies = identify((one.study for one in everything.values() if one.study is not None), rulings)
        negatives = sorted((one.document.name, one.verdict.reason) for one in everything.values() if one.study is None)
        return cls(Told(studies), {name: one.document for name, one in everything.items()}, tuple(negatives))
