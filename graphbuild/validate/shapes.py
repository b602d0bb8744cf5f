"""A shapes file read into values; what the bulk runner cannot check is refused here, never passed over.

Supported: SHACL Core without recursion, and SPARQL constraints in the form of SELECT queries on node shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from typing import NoReturn

import pyoxigraph as ox

from graphbuild.errors import GraphbuildError
from graphbuild.terms import PREFIXES
from graphbuild.validate.graph import RDF, TYPE, DataGraph, Term, Triple, text_of, triples
from graphbuild.validate.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence
from graphbuild.validate.report import Severity

_SH = PREFIXES["sh"]
_FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("first", "rest", "nil"))
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_LISTS = ("in", "languageIn", "and", "or", "xone", "ignoredProperties")
_VALUES = tuple(
    "class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength "  # noqa: SIM905  # a table of names
    "maxLength pattern flags uniqueLang equals disjoint lessThan lessThanOrEquals not node hasValue closed "
    "qualifiedValueShape qualifiedMinCount qualifiedMaxCount".split()
)
_OTHER = ("path", "property", "sparql", "severity", "message", "deactivated", "name", "description", "order", "group")
_KNOWN = {f"<{_SH}{name}>" for name in (*_TARGETS, *_LISTS, *_VALUES, *_OTHER)}
_REPEATS = {"zeroOrMorePath": (0, True), "oneOrMorePath": (1, True), "zeroOrOnePath": (0, False)}


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A query whose every row is a result; `select` holds its PREFIX lines."""

    id: Term
    select: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: whom it looks at, what it demands, and what it says where that fails.

    `values` maps the local name of a SHACL parameter to its values, `lists` that of one which takes a list to the
    members of its lists; `path` is None for a node shape.
    """

    id: Term
    path: Path | None
    severity: Severity
    messages: tuple[str, ...]
    targets: tuple[tuple[str, Term], ...] = ()
    values: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    lists: dict[str, tuple[tuple[Term, ...], ...]] = field(default_factory=dict)
    properties: tuple[Term, ...] = ()
    constraints: tuple[SparqlConstraint, ...] = ()
    active: bool = True

    @property
    def name(self) -> str:
        """Gives the IRI of the shape, an empty text for a nameless one."""
        return self.id if self.id.startswith("<") else ""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of one file by their ids, and the text they were read from."""

    table: dict[Term, Shape]
    turtle: str

    def targeted(self) -> Iterator[Shape]:
        """Gives the shapes that name their targets."""
        return (shape for shape in self.table.values() if shape.targets)


@lru_cache(maxsize=4)
def _parsed(turtle: str, where: str) -> Shapes:
    try:
        graph = DataGraph(triples(ox.parse(turtle, format=ox.RdfFormat.TURTLE)))
    except SyntaxError as error:
        raise GraphbuildError(f"the shapes do not parse: {error}", where=where, remedy="mend the Turtle") from error
    return Shapes(_Reader(graph, where).read(), turtle)


def parse(turtle: str, *, where: str = "shapes") -> Shapes:
    """Gives the shapes of a Turtle text; raises GraphbuildError for one that does not parse or asks too much."""
    return _parsed(turtle, where)


def load(path: FilePath) -> Shapes:
    """Gives the shapes of a Turtle file."""
    return parse(path.read_text(encoding="utf-8"), where=str(path))


class _Reader:
    """Reads the shapes of one graph."""

    def __init__(self, graph: DataGraph, where: str) -> None:
        self.graph = graph
        self.where = where
        self.prefixes = _prefixes(graph)

    def read(self) -> dict[Term, Shape]:
        """Gives every shape that has a target or that another shape refers to."""
        targets = {f"<{_SH}{name}>" for name in _TARGETS}
        waiting = [node for node, edges in self.graph.forward.items() if targets & edges.keys()]
        waiting += [
            node for name in ("NodeShape", "PropertyShape") for node in self.graph.instances.get(f"<{_SH}{name}>", {})
        ]
        table: dict[Term, Shape] = {}
        while waiting:
            node = waiting.pop()
            if node not in table:
                table[node] = self.shape(node)
                waiting += references(table[node])
        self._refuse_recursion(table)
        return {node: table[node] for node in sorted(table)}

    def shape(self, node: Term) -> Shape:
        """Gives one shape; raises GraphbuildError where it uses what is not supported."""
        self._refuse_unknown(node)
        path = self._one(node, "path")
        return Shape(
            id=node,
            path=self._path(path) if path else None,
            severity=self._severity(node),
            messages=self._messages(node),
            targets=tuple((name, value) for name in _TARGETS for value in sorted(self._all(node, name))),
            values={name: tuple(found) for name in _VALUES if (found := self._all(node, name))},
            lists={name: tuple(map(self._members, found)) for name in _LISTS if (found := self._all(node, name))},
            properties=tuple(sorted(self._all(node, "property"))),
            constraints=tuple(self._constraint(query) for query in sorted(self._all(node, "sparql"))),
            active=text_of(self._one(node, "deactivated") or '"false"') != "true",
        )

    def _refuse_unknown(self, node: Term) -> None:
        edges = self.graph.edges(node)
        unknown = sorted(key for key in edges if key.startswith(f"<{_SH}") and key not in _KNOWN)
        if unknown:
            self._refuse(node, f"{unknown[0]} is not supported")
        if f"<{_SH}sparql>" in edges and f"<{_SH}path>" in edges:
            self._refuse(node, "a SPARQL constraint on a property shape is not supported")
        if "<http://www.w3.org/2000/01/rdf-schema#Class>" in edges.get(TYPE, ()):
            self._refuse(node, "a shape that is a class as well is not supported")

    def _refuse(self, node: Term, problem: str) -> NoReturn:
        raise GraphbuildError(
            f"{node}: {problem}", where=self.where, remedy='leave it out, or validate with runner="reference"'
        )

    def _refuse_recursion(self, table: dict[Term, Shape]) -> None:
        for node, shape in table.items():
            reached, waiting = set[Term](), references(shape)
            while waiting:
                other = waiting.pop()
                if other == node:
                    self._refuse(node, "a shape that refers to itself is not supported")
                if other not in reached:
                    reached.add(other)
                    waiting += references(table[other])

    def _all(self, node: Term, name: str) -> list[Term]:
        return self.graph.values(node, f"<{_SH}{name}>")

    def _one(self, node: Term, name: str) -> Term | None:
        found = self._all(node, name)
        if len(found) > 1:
            self._refuse(node, f"more than one sh:{name}")
        return found[0] if found else None

    def _severity(self, node: Term) -> Severity:
        name = text_of(self._one(node, "severity") or f"<{_SH}Violation>").removeprefix(_SH)
        if name not in set(Severity):
            self._refuse(node, f"the severity {name} is not supported")
        return Severity(name)

    def _messages(self, node: Term) -> tuple[str, ...]:
        return tuple(sorted(text_of(message) for message in self._all(node, "message")))

    def _members(self, node: Term) -> tuple[Term, ...]:
        members = []
        while node != _NIL:
            members += self.graph.values(node, _FIRST)[:1]
            node = next(iter(self.graph.values(node, _REST)), _NIL)
        return tuple(members)

    def _path(self, node: Term) -> Path:
        if node.startswith("<"):
            return Predicate(node)
        if self.graph.values(node, _FIRST):
            return Sequence(tuple(map(self._path, self._members(node))))
        ways = self._one(node, "alternativePath")
        if ways:
            return Alternative(tuple(map(self._path, self._members(ways))))
        return self._special_path(node)

    def _special_path(self, node: Term) -> Path:
        against = self._one(node, "inversePath")
        if against and against.startswith("<"):
            return Inverse(Predicate(against))
        repeated = next((name for name in _REPEATS if self._all(node, name)), None)
        if repeated is None:
            self._refuse(node, "this form of sh:path is not supported")
        return Repeat(self._path(self._all(node, repeated)[0]), *_REPEATS[repeated])

    def _constraint(self, node: Term) -> SparqlConstraint:
        select = self._one(node, "select")
        if select is None:
            self._refuse(node, "a SPARQL constraint needs sh:select")
        text = text_of(select)
        if "$PATH" in text or "$shapesGraph" in text or "$currentShape" in text:
            self._refuse(node, "$PATH, $shapesGraph and $currentShape are not supported")
        return SparqlConstraint(node, self.prefixes + text, self._messages(node))


def references(shape: Shape) -> list[Term]:
    """Gives the shapes that a shape refers to."""
    found = list(shape.properties)
    for name in ("node", "not", "qualifiedValueShape"):
        found += shape.values.get(name, ())
    for name in ("and", "or", "xone"):
        found += [member for members in shape.lists.get(name, ()) for member in members]
    return found


def _prefixes(graph: DataGraph) -> str:
    """Gives PREFIX lines for every sh:declare of the file."""
    declared: set[Triple] = set()
    for edges in graph.forward.values():
        names, namespaces = edges.get(f"<{_SH}prefix>", ()), edges.get(f"<{_SH}namespace>", ())
        declared |= {("PREFIX", text_of(name), text_of(space)) for name in names for space in namespaces}
    return "".join(f"PREFIX {name}: <{namespace}>\n" for _, name, namespace in sorted(declared))


def read_context(paths: Iterable[FilePath]) -> tuple[Triple, ...]:
    """Gives the triples of Turtle files that a validation is read against (ontology and vocabulary)."""
    return tuple(row for path in paths for row in triples(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)))
