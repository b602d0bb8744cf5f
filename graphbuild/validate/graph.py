"""The triples that a validation looks at: the data, and the ontology and vocabulary that it is read against.

Terms are written as in N-Triples (`<https://...>`, `"12"^^<...>`), which makes a term a plain, canonical string.
A quad counts as the triple in it: the data is the union of all named graphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from graphbuild.rdf.statements import Statement, unescape
from graphbuild.terms import PREFIXES

Term = str
Triple = tuple[Term, Term, Term]
Edges = dict[Term, list[Term]]

RDF, RDFS, XSD = (PREFIXES[name] for name in ("rdf", "rdfs", "xsd"))
TYPE = f"<{RDF}type>"
SUBCLASS = f"<{RDFS}subClassOf>"

_NOTHING: Edges = {}
_EMPTY: list[Term] = []
_DECIMAL = f'"^^<{XSD}decimal>'
_FRACTION = re.compile(r'"(-?\d*)\.(\d*)"')


class Literal(NamedTuple):
    """The parts of a literal: lexical form, IRI of the datatype, language or an empty text."""

    lexical: str
    datatype: str
    language: str


def triples(data: ox.Store | Iterable[ox.Quad | Statement]) -> Iterator[Triple]:
    """Gives the triples of a store, quads or statements as N-Triples terms, repeated where several graphs hold one."""
    if isinstance(data, ox.Store):
        written = data.dump(format=ox.RdfFormat.N_QUADS) or b""
        rows: Iterable[Triple] = (_parts(line) for line in written.decode("utf-8").split("\n") if line)
    else:
        rows = (row[:3] if isinstance(row, tuple) else _parts(f"{row} .") for row in data)
    for subject, predicate, value in rows:
        yield subject, predicate, _canonical(value) if value.endswith(_DECIMAL) else value


def _parts(line: str) -> Triple:
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, _object(rest)


def _canonical(term: Term) -> Term:
    """Writes a decimal as engines keep it, so that a report reads the same whichever engine made it."""
    found = _FRACTION.match(term)
    if found is None:
        return term
    fraction = found[2].rstrip("0")
    return f'"{found[1] or 0}{"." if fraction else ""}{fraction}{_DECIMAL}'


def _object(rest: str) -> Term:
    """Cuts `object [graph] .` down to the object; a graph is an IRI or a blank node and holds no space or quote."""
    head, _, last = rest[:-2].rpartition(" ")
    if head and '"' not in last and ((last[0] == "<" and last[-1] == ">") or last.startswith("_:")):
        return head
    return rest[:-2]


@lru_cache(maxsize=65536)
def literal(term: Term) -> Literal | None:
    """Gives the parts of a literal, None for an IRI or a blank node.

    >>> literal('"two"@en').language, literal("<https://w3.org>")
    ('en', None)
    """
    if not term.startswith('"'):
        return None
    end = term.rindex('"')
    lexical, tail = unescape(term[1:end]), term[end + 1 :]
    if tail.startswith("@"):
        return Literal(lexical, f"{RDF}langString", tail[1:].lower())
    return Literal(lexical, tail[3:-1] if tail else f"{XSD}string", "")


def text_of(term: Term) -> str:
    """Gives what SPARQL's STR gives: the IRI, or the lexical form of a literal."""
    parts = literal(term)
    if parts is not None:
        return parts.lexical
    return term[1:-1] if term.startswith("<") else term


class DataGraph:
    """Triples indexed by subject and predicate, read against a fixed context.

    Only subjects of the data are ever checked; the context answers for what they point to (the classes above a class,
    the scheme of a concept), so that the verdict on one study does not depend on the others beside it.
    """

    __slots__ = ("_above", "_backward", "context", "forward", "instances")

    def __init__(self, rows: Iterable[Triple], context: DataGraph | None = None) -> None:
        self.context = context
        self.forward: dict[Term, Edges] = {}
        self.instances: dict[Term, dict[Term, None]] = {}
        self._backward: dict[Term, Edges] = {}
        self._above: dict[Term, set[Term]] = {}
        self._load(rows, context.forward if context is not None else {})

    def _load(self, rows: Iterable[Triple], known: Mapping[Term, Edges]) -> None:
        forward = self.forward
        for subject, predicate, value in rows:
            edges = forward.get(subject)
            if edges is None:
                shared = known.get(subject)
                edges = forward[subject] = {key: list(items) for key, items in shared.items()} if shared else {}
            values = edges.get(predicate)
            if values is None:
                edges[predicate] = [value]
            elif value not in values:
                values.append(value)
            if predicate == TYPE:
                self.instances.setdefault(value, {})[subject] = None

    def reached_from(self, rows: Iterable[Triple]) -> DataGraph:
        """Gives the part of this graph that triples lead to, step by step."""
        waiting = list({value for _, _, value in rows} & self.forward.keys())
        found = dict.fromkeys(waiting)
        while waiting:
            for values in self.forward[waiting.pop()].values():
                fresh = [value for value in values if value in self.forward and value not in found]
                found.update(dict.fromkeys(fresh))
                waiting += fresh
        return DataGraph(row for node in sorted(found) for row in self.rows(node))

    def rows(self, node: Term) -> Iterator[Triple]:
        """Gives the triples of a node."""
        return ((node, predicate, value) for predicate, values in self.edges(node).items() for value in values)

    def everything(self) -> Iterator[Triple]:
        """Gives all triples."""
        return (row for node in self.forward for row in self.rows(node))

    def edges(self, node: Term) -> Edges:
        """Gives the outgoing edges of a node."""
        found = self.forward.get(node)
        if found is None:
            return _NOTHING if self.context is None else self.context.forward.get(node, _NOTHING)
        return found

    def values(self, node: Term, predicate: Term) -> list[Term]:
        """Gives the objects of a node's triples with that predicate."""
        return self.edges(node).get(predicate, _EMPTY)

    def sources(self, node: Term, predicate: Term) -> list[Term]:
        """Gives the subjects of the data whose triples with that predicate point to the node."""
        table = self._backward.get(predicate)
        if table is None:
            table = self._backward[predicate] = {}
            for subject, edges in self.forward.items():
                for value in edges.get(predicate, _EMPTY):
                    table.setdefault(value, []).append(subject)
        return table.get(node, _EMPTY)

    def above(self, class_: Term) -> set[Term]:
        """Gives a class and every class above it."""
        found = self._above.get(class_)
        if found is None:
            found = self._above[class_] = self._closure(class_, lambda node: self.values(node, SUBCLASS))
        return found

    def below(self, class_: Term) -> set[Term]:
        """Gives a class and every class below it."""
        context = self.context
        if context is None:
            return self._closure(class_, lambda node: self.sources(node, SUBCLASS))
        return self._closure(class_, lambda node: self.sources(node, SUBCLASS) + context.sources(node, SUBCLASS))

    @staticmethod
    def _closure(start: Term, step: Callable[[Term], list[Term]]) -> set[Term]:
        seen, waiting = {start}, [start]
        while waiting:
            for node in step(waiting.pop()):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
        return seen

    def is_a(self, node: Term, class_: Term) -> bool:
        """Tells whether a node is an instance of a class or of one below it."""
        return any(kind == class_ or class_ in self.above(kind) for kind in self.values(node, TYPE))

    def of_class(self, class_: Term) -> dict[Term, None]:
        """Gives the instances within the data, in the order in which they were first seen."""
        found: dict[Term, None] = {}
        for kind in sorted(self.below(class_)):
            found.update(self.instances.get(kind, {}))
        return found
