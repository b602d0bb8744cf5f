"""A store in an rdflib Dataset: for those who go on in rdflib, and as a second engine to check the first one with."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.query import Result
from rdflib.term import Identifier, Node

from graphbuild.errors import QueryError, StoreError
from graphbuild.stores import Answer, Store, Table, Term, digest, named_graphs

_STRING = rdflib.XSD.string
_Row = tuple[Identifier, Identifier, Identifier, rdflib.URIRef]


def open_store(folder: Path | None, read_only: bool = False) -> Store:  # noqa: FBT001, FBT002 - as called by name
    """Opens an empty store in memory; raises StoreError where a folder is given."""
    if folder is not None or read_only:
        raise StoreError("this engine keeps nothing", where=str(folder), remedy="use the engine oxigraph for a folder")
    return MemoryStore()


class MemoryStore(Store):
    """Quads in `dataset`, whose default graph is the union of the named ones."""

    def __init__(self) -> None:
        self.dataset = rdflib.Dataset(default_union=True)
        self._held: dict[str, tuple[str, tuple[rdflib.URIRef, ...]]] = {}

    def apply(self, changes: Mapping[str, Iterable[Quad] | None]) -> None:
        """Replaces and removes parts; all quads are translated before the first one is written."""
        ready = {part: [] if quads is None else list(quads) for part, quads in changes.items()}
        graphs = {part: tuple(map(rdflib.URIRef, named_graphs(quads))) for part, quads in ready.items()}
        rows = {part: [_row(quad) for quad in quads] for part, quads in ready.items()}
        for part, quads in ready.items():
            _, old = self._held.pop(part, ("", ()))
            for graph in old:
                self.dataset.remove_graph(graph)
            self.dataset.addN((*row[:3], self.dataset.graph(row[3])) for row in rows[part])
            if quads:
                self._held[part] = digest(quads), graphs[part]

    def parts(self) -> dict[str, str]:
        """Gives the digest of each part."""
        return {part: name for part, (name, _) in sorted(self._held.items())}

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Gives the quads that fit."""
        pattern: Any = tuple(None if term is None else to_rdflib(term) for term in (subject, predicate, value, graph))
        for row in self.dataset.quads(pattern):
            terms: Any = [from_rdflib(term) for term in row if isinstance(term, Identifier)]
            yield Quad(*terms)

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answers a question over the triples of all graphs, each once."""
        try:
            parseQuery(sparql)
        except Exception as error:
            raise QueryError(f"the question does not parse: {error}", remedy="mend its SPARQL") from error
        bound = {name: to_rdflib(term) for name, term in (bindings or {}).items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of calls that it makes itself
            return _answer(self.dataset.query(sparql, initBindings=bound))

    def close(self) -> None:
        """Does nothing: there is nothing to let go of."""

    def __len__(self) -> int:
        return sum(1 for _ in self.dataset.quads())


def _answer(answer: Result) -> Answer:
    if answer.type == "ASK":
        return bool(answer.askAnswer)
    if answer.type in {"CONSTRUCT", "DESCRIBE"}:
        return tuple(Triple(*(from_rdflib(term) for term in row)) for row in answer.graph or ())
    variables = answer.vars or []
    rows = (tuple(row.get(variable) for variable in variables) for row in answer.bindings)
    return Table(
        tuple(str(variable) for variable in variables),
        tuple(tuple(None if term is None else from_rdflib(term) for term in row) for row in rows),
    )


def to_rdflib(term: Term) -> Identifier:
    """Gives the same term in rdflib, its lexical form untouched."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=None if datatype == _STRING else datatype, normalize=False)


def from_rdflib(term: Node) -> Any:
    """Gives the same term in the RDF model of the graph; raises StoreError for a blank node."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language is not None:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype or _STRING)))
    raise StoreError(f"{term!r} is neither a name nor a literal", where="memory", remedy="keep blank nodes out")


def _row(quad: Quad) -> _Row:
    subject, predicate, value, graph = (to_rdflib(term) for term in quad)
    return subject, predicate, value, rdflib.URIRef(graph)
