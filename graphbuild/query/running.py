"""Runs a question of the library, or SPARQL as it comes, within limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import islice

import pyoxigraph as ox

from graphbuild.collector import uncollected
from graphbuild.errors import QueryError
from graphbuild.query import engine, syntax
from graphbuild.query.catalogue import Question, question
from graphbuild.query.concepts import resolve
from graphbuild.query.late import Asked, first_rows, put_off
from graphbuild.query.leading import led, portion_by_portion
from graphbuild.query.limits import within
from graphbuild.query.ordering import Order, taken_out
from graphbuild.query.parameters import Given
from graphbuild.query.rows import Cell, Iri, Rows, cell
from graphbuild.terms import CONCEPT, ID, PREFIXES

ROW_LIMIT = 10_000
_LABELS = "SELECT ?node ?label WHERE { VALUES ?node { UNDEF } ?node PATH ?label }"
_NAMED_BY = {
    "study": (f"{PREFIXES['rdfs']}label",),
    "doc": (f"{PREFIXES['schema']}headline",),
    "pub": (f"{PREFIXES['dcterms']}title", f"{PREFIXES['schema']}name"),
    "concept": (f"{PREFIXES['skos']}prefLabel",),
}
"""The properties that name a node of each kind; a node of another kind may have any of them."""
_KINDS = {f"{ID}study/": "study", f"{ID}doc/": "doc", f"{ID}pub/": "pub", f"{ID}term/": "concept", CONCEPT: "concept"}
_ANY = tuple(sorted({name for names in _NAMED_BY.values() for name in names}))


def run(
    store: object,
    name_or_sparql: str,
    *,
    row_limit: int = ROW_LIMIT,
    seconds: float | None = None,
    **parameters: Given,
) -> Rows:
    """Answers a question of the library by name or number, or a SPARQL query.

    `parameters` are those of the question, its defaults standing for what is left out. With `seconds` the query runs
    in a child process that is ended after that time. Raises QueryError for an unknown question or parameter, a value of
    the wrong type, SPARQL that does not parse or is not allowed, and a query that ran too long.
    """
    if syntax.looks_like_sparql(name_or_sparql):
        if parameters:
            raise QueryError("a query given as text takes no parameters", where="query", remedy="write VALUES in it")
        return _rows(store, syntax.with_prefixes(name_or_sparql), "query", row_limit, seconds)
    asked = question(name_or_sparql)
    return _rows(store, bound(store, asked, parameters), asked.name, row_limit, seconds, asked)


def bound(store: object, asked: Question, parameters: Mapping[str, Given]) -> str:
    """Gives the SPARQL of a question with its parameters in place; raises QueryError for one that does not fit."""

    def find(text: str, scheme: str) -> ox.NamedNode:
        return resolve(store, text, scheme, asked.name)

    terms = {}
    for name, given in parameters.items():
        term = asked.parameter(name).term(given, find, asked.name)
        terms[name] = [] if term is None else [term]
    return syntax.bind(asked.sparql, terms)


def _rows(
    store: object, sparql: str, where: str, limit: int, seconds: float | None, asked: Question | None = None
) -> Rows:
    syntax.check(sparql, where)
    in_portions = asked is not None and asked.in_portions
    work = partial(_answer, store, sparql, where, limit, in_portions=in_portions)
    answer: Callable[[], tuple[tuple[str, ...], list[tuple[Cell, ...]]]] = work
    with uncollected():
        columns, rows = answer() if seconds is None else within(seconds, answer, where)
        kept = rows[:limit]
        labels = _labels(store, kept, where)
        named = tuple(tuple(_named(value, labels) for value in row) for row in kept)
    return Rows(columns, named, asked.question if asked else "", truncated=len(rows) > limit)


def _answer(
    store: object, sparql: str, where: str, limit: int, *, in_portions: bool
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    plain, order = taken_out(sparql)
    if not order:
        answer = engine.ask(store, sparql, where)
        found = list(islice(answer.rows, limit + 1))
        if not syntax.sorts(sparql):
            found.sort(key=lambda row: [str(term) for term in row])
        return answer.columns, [tuple(map(_cell, row)) for row in found]
    asked = put_off(plain, order)
    part = partial(_portion, store, asked, order, where)
    query = led(asked.sparql, order) if in_portions else None
    first = portion_by_portion(store, query, order, limit + 1, part, where) if query else part(asked.sparql, limit + 1)
    answer = engine.ask(store, sparql, where) if first is None else first
    return answer.columns, [tuple(map(_cell, row)) for row in islice(answer.rows, limit + 1)]


def _portion(store: object, asked: Asked, order: Order, where: str, sparql: str, most: int) -> engine.Answer | None:
    """Gives the first rows of a query or of a portion of it, whole and in order; None where only the engine can."""
    answer = engine.ask(store, sparql, where)
    rows = first_rows(store, asked, answer, order, most)
    return None if rows is None else engine.Answer(asked.columns or answer.columns, rows)


def _cell(term: engine.Term) -> Cell:
    return term if isinstance(term, bool) else cell(term)


def _labels(store: object, rows: Iterable[tuple[Cell, ...]], where: str) -> dict[str, str]:
    """Gives a label of each node in the rows, the first one of several."""
    wanted: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for iri in {value.value for row in rows for value in row if isinstance(value, Iri)}:
        kind = next((kind for start, kind in _KINDS.items() if iri.startswith(start)), "")
        wanted[_NAMED_BY.get(kind, _ANY)].add(iri)
    labels: dict[str, str] = {}
    for names, nodes in wanted.items():
        sparql = _LABELS.replace("PATH", "|".join(f"<{name}>" for name in names))
        for node, label in engine.ask_of(store, sparql, "node", map(ox.NamedNode, nodes), where):
            if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal):
                labels[node.value] = min(label.value, labels.get(node.value, label.value))
    return labels


def _named(value: Cell, labels: Mapping[str, str]) -> Cell:
    return Iri(value.value, labels.get(value.value, "")) if isinstance(value, Iri) else value
