"""The default store: Oxigraph, embedded, in memory or in a folder.

The default graph holds every triple of the named graphs once, however many sentences state it, so that counts and
sums over it are right; the engine's own union repeats a triple for each graph. Each write is one transaction: new
parts are added by one `extend`, others replaced by one SPARQL update request; a store that is made anew is loaded in
bulk into a folder beside it, which then takes its place. A graph of its own holds the version of this layout and one
triple a part: the digest of its quads and the graphs that they are in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
)
from pyoxigraph import Store as Engine

from graphbuild.errors import QueryError, StoreError
from graphbuild.stores import Answer, Store, Table, Term, digest, named_graphs
from graphbuild.terms import ID, PREFIXES

_PARTS = NamedNode(f"{ID}run/parts")
_PART = f"{ID}part/"
_HOLDS = NamedNode(f"{PREFIXES['rdf']}value")
_VERSION = NamedNode(f"{PREFIXES['schema']}version")
_LAYOUT = Quad(NamedNode(f"{ID}run/store"), _VERSION, Literal("2"), _PARTS)
"""Says that the default graph is filled; stores of the first layout had no such mark."""
_UPGRADE = (
    f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {_PARTS}) }} ;"
    f"INSERT DATA {{ GRAPH {_PARTS} {{ {_LAYOUT.subject} {_LAYOUT.predicate} {_LAYOUT.object} }} }}"
)
_OWN = (DefaultGraph(), _PARTS)
"""The graphs that the store keeps beside those it was given."""
_PORTION = 250_000
"""How many quads are loaded in bulk at a time: the engine holds four times as many index entries and their terms."""
_MARK = "CURRENT"
_LOCKED = ("lock",)
_DAMAGED = ("corrupt", "checksum", "no such file", "wal_dir", "manifest", "invalid")


def open_store(folder: Path | None, read_only: bool = False) -> Store:  # noqa: FBT001, FBT002 - as called by name
    """Opens the store in a folder, or one in memory; see graphbuild.stores.open_store."""
    return OxigraphStore(folder, read_only=read_only)


@dataclass(frozen=True, slots=True)
class _Record:
    """What the store notes of a part: the digest of its quads and the graphs that they are in."""

    part: str
    digest: str
    graphs: tuple[str, ...]

    @property
    def quad(self) -> Quad:
        """Gives the triple that keeps the record."""
        return Quad(NamedNode(_PART + self.part), _HOLDS, Literal(" ".join([self.digest, *self.graphs])), _PARTS)


class OxigraphStore(Store):
    """Quads in Oxigraph; one process may write at a time."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self._where = "memory" if folder is None else str(folder)
        self._folder = folder
        self._engine: Engine | None = self._open(folder, read_only=read_only)

    def _open(self, folder: Path | None, *, read_only: bool) -> Engine:
        if folder is not None:
            _refuse_strange(folder, must_exist=read_only)
        with _explained(self._where, reading=read_only):
            if folder is None:
                engine = Engine()
            elif read_only:
                engine = Engine.read_only(str(folder))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                engine = Engine(str(folder))
            _bring_up_to_date(engine, self._where, read_only=read_only)
        return engine

    @property
    def engine(self) -> Engine:
        """Gives the engine itself; raises StoreError after closing."""
        if self._engine is None:
            raise StoreError("the store is closed", where=self._where, remedy="open it again")
        return self._engine

    def apply(self, changes: Mapping[str, Iterable[Quad] | None]) -> None:
        """Replaces and removes parts in one transaction."""
        held = [record for part in changes for record in self._records(part)]
        added = [quad for part, quads in changes.items() if quads is not None for quad in _with_record(part, quads)]
        if not held and not added:
            return
        with _explained(self._where):
            if held:
                self.engine.update(_update(held, self._orphans(held, added), [*added, *_merged(added)]))
            else:
                self.engine.extend([*added, *_merged(added)])

    def fill(self, parts: Mapping[str, Sequence[Quad | str]]) -> None:
        """Loads parts in bulk into an empty store, which takes the place of this one once it is whole."""
        folder = self._folder
        with _explained(self._where):
            if folder is None:
                self._engine = _loaded(Engine(), parts)
                return
            fresh = folder.with_name(f".{folder.name}.new")
            rmtree(fresh, ignore_errors=True)
            _flush(_loaded(Engine(str(fresh)), parts))
            self._engine = None
            _swap(fresh, folder)
            self._engine = Engine(str(folder))

    def _orphans(self, held: Iterable[_Record], added: Iterable[Quad]) -> list[Quad]:
        """Gives the quads of the default graph that no named graph holds once the held parts are replaced."""
        graphs = {NamedNode(graph) for record in held for graph in record.graphs}
        old = {quad.triple for graph in graphs for quad in self.engine.quads_for_pattern(None, None, None, graph)}
        passing = {*graphs, DefaultGraph()}
        return [
            Quad(*triple)
            for triple in old.difference(quad.triple for quad in added)
            if all(
                quad.graph_name in passing
                for quad in self.engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            )
        ]

    def parts(self) -> dict[str, str]:
        """Gives the digest of each part."""
        return dict(sorted((record.part, record.digest) for record in self._records()))

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Gives the quads of the named graphs that fit, without the store's own records."""
        with _explained(self._where):
            for quad in self.engine.quads_for_pattern(subject, predicate, value, graph):
                if quad.graph_name not in _OWN:
                    yield quad

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answers a question over the triples of all graphs, each once."""
        substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
            Variable(name): term for name, term in (bindings or {}).items()
        }
        with _explained(self._where):
            try:
                answer = self.engine.query(sparql, substitutions=substitutions)
            except SyntaxError as error:
                raise QueryError(f"the question does not parse: {error}", remedy="mend its SPARQL") from error
            return _answer(answer)

    def close(self) -> None:
        """Writes what is still in memory to the folder and lets go of it."""
        if self._engine is not None and self._where != "memory":
            with _explained(self._where):
                _flush(self._engine)
        self._engine = None

    def __len__(self) -> int:
        own = (quad for graph in _OWN for quad in self.engine.quads_for_pattern(None, None, None, graph))
        return len(self.engine) - sum(1 for _ in own)

    def _records(self, part: str | None = None) -> Iterator[_Record]:
        with _explained(self._where):
            subject = None if part is None else NamedNode(_PART + part)
            for quad in self.engine.quads_for_pattern(subject, _HOLDS, None, _PARTS):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    name, *graphs = quad.object.value.split(" ")
                    yield _Record(quad.subject.value.removeprefix(_PART), name, tuple(graphs))


def _with_record(part: str, quads: Iterable[Quad]) -> list[Quad]:
    """Gives the quads of a part and the triple that records them; a part without quads has neither."""
    found = list(quads)
    if not found:
        return []
    return [*found, _record(part, found).quad]


def _loaded(engine: Engine, parts: Mapping[str, Sequence[Quad | str]]) -> Engine:
    """Fills an empty engine with parts, their triples in the default graph, and their records.

    The engine reads files, not streams: only then does it leave the interpreter to other threads. It need not check
    again what an engine wrote.
    """
    with TemporaryDirectory(prefix="graphbuild-") as place:
        path = Path(place) / "portion.nq"
        for texts in _portions(parts):
            with path.open("wb") as file:
                file.writelines(texts)
            engine.bulk_load(path=str(path), format=RdfFormat.N_QUADS, lenient=True)
    engine.optimize()
    engine.extend([_LAYOUT, *(_record(part, quads).quad for part, quads in parts.items() if quads)])
    return engine


def _record(part: str, quads: Iterable[Quad | str]) -> _Record:
    return _Record(part, digest(quads), named_graphs(quads))


def _portions(parts: Mapping[str, Sequence[Quad | str]]) -> Iterator[Iterator[bytes]]:
    """Gives the N-Quads texts of the parts, as many at a time as the engine may hold in memory."""
    portion: list[Sequence[Quad | str]] = []
    size = 0
    for quads in parts.values():
        portion.append(quads)
        size += len(quads)
        if size > _PORTION:
            yield map(_text, portion)
            portion, size = [], 0
    if portion:
        yield map(_text, portion)


def _text(quads: Iterable[Quad | str]) -> bytes:
    """Gives the N-Quads text of a part: its quads, and its triples once each for the default graph."""
    lines = [str(quad) for quad in quads]
    triples = dict.fromkeys(line[: line.rindex(" ")] for line in lines)
    return "".join(f"{line} .\n" for line in (*lines, *triples)).encode()


def _swap(fresh: Path, folder: Path) -> None:
    """Puts a folder in place of another one; whatever interrupts it, one of them is whole and in place or beside."""
    old = folder.with_name(f".{folder.name}.old")
    rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    rmtree(old, ignore_errors=True)


def _merged(quads: Iterable[Quad]) -> list[Quad]:
    """Gives the same triples once each, in the default graph, without the store's own records."""
    return [Quad(*triple) for triple in dict.fromkeys(quad.triple for quad in quads if quad.graph_name != _PARTS)]


def _update(held: Sequence[_Record], orphans: Sequence[Quad], added: Sequence[Quad]) -> str:
    """Writes the one update request that drops the graphs of some parts and what only they held, and adds quads."""
    steps = []
    for record in held:
        steps += [f"DROP SILENT GRAPH <{graph}>" for graph in record.graphs]
    for verb, quads in (("DELETE", [*(record.quad for record in held), *orphans]), ("INSERT", added)):
        if quads:
            steps.append(f"{verb} DATA {{\n" + "\n".join(map(_line, quads)) + "\n}")
    return " ;\n".join(steps)


def _line(quad: Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    return f"{triple} ." if isinstance(quad.graph_name, DefaultGraph) else f"GRAPH {quad.graph_name} {{ {triple} }}"


def _answer(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QueryTriples):
        return tuple(answer)
    variables = tuple(variable.value for variable in answer.variables)
    return Table(variables, tuple(tuple(row) for row in answer))


def _flush(engine: Engine) -> None:
    try:
        engine.flush()
    except RuntimeError:  # a store that is only read has nothing to write
        return


def _bring_up_to_date(engine: Engine, where: str, *, read_only: bool) -> None:
    """Fills the default graph of a store that was written before it had one; raises StoreError for other layouts."""
    found = {quad.object for quad in engine.quads_for_pattern(_LAYOUT.subject, _VERSION, None, _PARTS)}
    if found == {_LAYOUT.object}:
        return
    if found:
        remedy = "use the version that wrote it, or delete its folder and build again"
        raise StoreError("another version of graphbuild wrote the store", where=where, remedy=remedy)
    if not read_only:
        engine.update(_UPGRADE)
    elif len(engine):
        remedy = "build once more into its folder: graphbuild build INPUT... -o DIR"
        raise StoreError("an earlier version of graphbuild wrote the store", where=where, remedy=remedy)


def _refuse_strange(folder: Path, *, must_exist: bool) -> None:
    """Refuses what is no store before the engine could write into it."""
    if not folder.exists():
        if must_exist:
            raise StoreError("there is no store", where=str(folder), remedy="build one first, or name its folder")
        return
    if not folder.is_dir():
        raise StoreError("this is a file, not the folder of a store", where=str(folder), remedy="name a folder")
    names = {path.name for path in folder.iterdir()}
    if names and _MARK not in names:
        damaged = any(name.endswith(".sst") or name.startswith("MANIFEST") for name in names)
        problem = f"the store is damaged: {_MARK} is missing" if damaged else "the folder holds other files, no store"
        remedy = "delete the folder and build again" if damaged else "name an empty folder or one that holds a store"
        raise StoreError(problem, where=str(folder), remedy=remedy)
    if not names and must_exist:
        raise StoreError("the folder is empty", where=str(folder), remedy="build a store first, or name its folder")


@contextmanager
def _explained(where: str, *, reading: bool = False) -> Iterator[None]:
    """Turns what the engine says into an error that tells what to do.

    To one who only reads, a store that another process is writing to looks like a damaged one.
    """
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        told = str(error).casefold()
        if any(word in told for word in _LOCKED):
            problem, remedy = "another process is writing to the store", "wait until it has ended, or end it"
        elif reading and any(word in told for word in _DAMAGED):
            problem = f"the store is being written to, or damaged: {error}"
            remedy = "wait until no build is running; if it stays so, delete its folder and build again"
        elif any(word in told for word in _DAMAGED):
            problem, remedy = f"the store is damaged: {error}", "delete its folder and build again"
        else:
            problem, remedy = f"the store failed: {error}", "check the disk and the rights on the folder"
        raise StoreError(problem, where=where, remedy=remedy) from error
