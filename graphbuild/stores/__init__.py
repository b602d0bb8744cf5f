"""Where quads are kept: parts that are replaced in one step, asked by pattern or by SPARQL.

A part is what one document states, or what was computed about one study (see graphbuild.rdf.partition). Whatever
interrupts a write, a part is afterwards there as it was before or as it should be. The default graph of a question
holds the triples of all graphs, each once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graphbuild.errors import StoreError
from graphbuild.registry import Registry

Term = NamedNode | Literal
Parts = Mapping[str, Iterable[Quad | str]]
"""Name of a part -> its quads, each as a quad or as `str` writes one: its N-Quads line without the full stop."""

_BATCH = 50_000
"""How many quads one write may hold: a few hundred reports."""

STORES = Registry(
    "graphbuild.stores",
    {
        "oxigraph": "graphbuild.stores.oxigraph:open_store",
        "memory": "graphbuild.stores.memory:open_store",
    },
)
"""Name of an engine -> function of a folder (None: in memory) and of whether it is only read."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: the names of its columns, and rows in which an unbound cell is None."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


Answer = Table | bool | tuple[Triple, ...]
"""SELECT, ASK, or CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Which parts a synchronisation wrote and which it removed."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Store(Protocol):
    """Keeps quads by part; an engine says how a few of its operations work, the rest follows from them."""

    def apply(self, changes: Mapping[str, Iterable[Quad] | None]) -> None:
        """Replaces some parts and removes those that are None, all of them in one step or, on failure, none.

        Raises StoreError.
        """
        ...

    def parts(self) -> dict[str, str]:
        """Gives the name of each part and the digest of its quads."""
        ...

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Gives the quads that fit, in no order; None fits everything."""
        ...

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answers a question in which some variables are bound; raises QueryError, StoreError."""
        ...

    def close(self) -> None:
        """Lets go of the folder; the store cannot be used any more."""
        ...

    def replace(self, part: str, quads: Iterable[Quad]) -> None:
        """Puts quads in place of all that the part held."""
        self.apply({part: quads})

    def remove(self, part: str) -> None:
        """Removes all that a part holds; nothing happens where there is none of that name."""
        self.apply({part: None})

    def fill(self, parts: Mapping[str, Sequence[Quad | str]]) -> None:
        """Puts parts in place of all that the store holds; an engine may have a faster way for many quads."""
        for batch in _batches({**dict.fromkeys(self.parts()), **parts}):
            self.apply(batch)

    def synchronise(self, parts: Parts) -> Changes:
        """Makes the store hold exactly these parts and touches only those that differ."""
        held = self.parts()
        changes: dict[str, Sequence[Quad | str] | None] = {}
        kept = 0
        for part, quads in parts.items():
            found = quads if isinstance(quads, Sequence) else list(quads)
            if part not in held or held[part] != digest(found):
                changes[part] = found
            else:
                kept += len(found)
        written = tuple(sorted(changes))
        removed = tuple(sorted(set(held) - set(parts)))
        if not kept and sum(len(quads or ()) for quads in changes.values()) > _BATCH:
            self.fill({part: quads for part, quads in changes.items() if quads is not None})
            return Changes(written, removed)
        changes.update(dict.fromkeys(removed))
        for batch in _batches(changes):
            self.apply(batch)
        return Changes(written, removed)

    def dump(self) -> bytes:
        """Gives all quads as sorted N-Quads."""
        return b"".join(f"{line} .\n".encode() for line in sorted(map(str, self.quads())))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(folder: Path | str | None = None, *, engine: str = "oxigraph", read_only: bool = False) -> Store:
    """Opens the store in a folder, which is made if it is missing; without a folder it lives in memory.

    Raises StoreError where the folder holds something else, is damaged or is in use; where it is only to be read,
    also where it is missing. Raises PluginError for an unknown engine.
    """
    opener = cast("Callable[[Path | None, bool], Store]", STORES[engine])
    return opener(None if folder is None else Path(folder), read_only)


def digest(quads: Iterable[Quad | str]) -> str:
    """Gives the name of a set of quads, the same in any order."""
    lines = sorted(set(map(str, quads)))
    return sha256("\n".join(lines).encode()).hexdigest()


def named_graphs(quads: Iterable[Quad | str]) -> tuple[str, ...]:
    """Gives the names of the graphs that the quads are in; raises StoreError for a quad in none."""
    found = set()
    for graph in {quad.rpartition(" ")[2] if isinstance(quad, str) else str(quad.graph_name) for quad in quads}:
        if not graph.startswith("<"):
            raise StoreError("a quad lies in no named graph", remedy="name the sentence that it came from")
        found.add(graph[1:-1])
    return tuple(sorted(found))


def as_quads(found: Iterable[Quad | str]) -> list[Quad]:
    """Gives quads of which some may be written as N-Quads."""
    quads, lines = [], []
    for one in found:
        if isinstance(one, str):
            lines.append(one)
        else:
            quads.append(one)
    if lines:
        parsed = parse("".join(f"{line} .\n" for line in lines), format=RdfFormat.N_QUADS)
        quads += [quad for quad in parsed if isinstance(quad, Quad)]
    return quads


def _batches(changes: Mapping[str, Sequence[Quad | str] | None]) -> Iterator[dict[str, list[Quad] | None]]:
    batch: dict[str, list[Quad] | None] = {}
    size = 0
    for part, quads in sorted(changes.items()):
        batch[part] = None if quads is None else as_quads(quads)
        size += len(quads or ()) + 1
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch
