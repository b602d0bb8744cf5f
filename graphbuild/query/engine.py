"""One way to ask stores of different kinds: pyoxigraph, rdflib, and whatever offers `solutions` itself."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.query import syntax

_PORTION = 500
"""How many nodes one query is asked of."""

Term = ox.NamedNode | ox.Literal | ox.BlankNode | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns, and rows of RDF terms (None where nothing is bound) that are made while they are read.

    The one column of ASK is `answer`, those of CONSTRUCT and DESCRIBE are subject, predicate and object.
    """

    columns: tuple[str, ...]
    rows: Iterable[tuple[Term, ...]]


class Table(Protocol):
    """What a store of graphbuild gives for a SELECT."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Gives the names of the columns."""

    @property
    def rows(self) -> tuple[tuple[Term, ...], ...]:
        """Gives the rows."""


@runtime_checkable
class Store(Protocol):
    """A store of graphbuild: it answers over the triples of all its graphs."""

    def query(self, sparql: str) -> Table | bool | tuple[ox.Triple, ...]:
        """Gives the answer to a query."""


def ask(store: object, sparql: str, where: str) -> Answer:
    """Puts a query to a store; raises QueryError where the store is none that can be asked.

    The engine inside a store is asked itself where there is one, because it gives rows one by one. An engine that is
    no store of graphbuild and whose default graph is empty is asked over the union of its named graphs.
    """
    inner = getattr(store, "engine", store)
    if isinstance(inner, ox.Store):
        return _oxigraph(inner, sparql, union=inner is store and not _has_default_graph(inner))
    if type(inner).__module__.startswith("rdflib."):
        return _rdflib(inner, sparql)
    if isinstance(store, Store):
        return _stored(store, sparql)
    problem = f"a {type(store).__name__} cannot be asked"
    raise QueryError(problem, where=where, remedy="give a store of graphbuild, of pyoxigraph or of rdflib")


def ask_of(store: object, sparql: str, name: str, nodes: Iterable[Term], where: str) -> Iterator[tuple[Term, ...]]:
    """Gives the rows of a query for each of some nodes, which are put into its `VALUES ?name { UNDEF }` by portions."""
    named = sorted({one for one in nodes if isinstance(one, ox.NamedNode)}, key=lambda one: one.value)
    for start in range(0, len(named), _PORTION):
        yield from ask(store, syntax.bind(sparql, {name: named[start : start + _PORTION]}), where).rows


_TRIPLE = ("subject", "predicate", "object")


def _stored(store: Store, sparql: str) -> Answer:
    found = store.query(sparql)
    if isinstance(found, bool):
        return Answer(("answer",), [(found,)])
    if isinstance(found, tuple):
        return Answer(_TRIPLE, _triples(found))
    return Answer(found.variables, found.rows)


def _triples(found: Iterable[ox.Triple]) -> Iterator[tuple[Term, ...]]:
    for row in found:
        yield _plain(row.subject), row.predicate, _plain(row.object)


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    return ox.Literal(str(term)) if isinstance(term, ox.Triple) else term


def _has_default_graph(store: ox.Store) -> bool:
    return any(True for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def _oxigraph(store: ox.Store, sparql: str, *, union: bool) -> Answer:
    found = store.query(sparql, use_default_graph_as_union=union)
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), [(bool(found),)])
    if isinstance(found, ox.QueryTriples):
        return Answer(_TRIPLE, _triples(found))
    columns = tuple(variable.value for variable in found.variables)
    return Answer(columns, (tuple([_plain(t) if isinstance(t, ox.Triple) else t for t in row]) for row in found))


def _rdflib(graph: Any, sparql: str) -> Answer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of calls that it makes itself
        found = graph.query(sparql)
        rows = list(found)
    if found.type == "ASK":
        return Answer(("answer",), [(bool(found.askAnswer),)])
    columns = tuple(str(name) for name in found.vars or ()) if found.type == "SELECT" else _TRIPLE
    return Answer(columns, _converted(rows))


def _converted(rows: Iterable[Iterable[object]]) -> Iterator[tuple[Term, ...]]:
    for row in rows:
        yield tuple(_term(value) for value in row)


def _term(value: object) -> Term:
    import rdflib  # noqa: PLC0415

    if isinstance(value, rdflib.Literal):
        if value.language:
            return ox.Literal(str(value), language=value.language)
        return (
            ox.Literal(str(value), datatype=ox.NamedNode(value.datatype)) if value.datatype else ox.Literal(str(value))
        )
    if isinstance(value, rdflib.URIRef):
        return ox.NamedNode(str(value))
    return None if value is None else ox.BlankNode(str(value))
