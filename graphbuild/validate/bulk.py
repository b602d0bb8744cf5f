"""The bulk runner: every shape compiled once, every SPARQL constraint evaluated once for the whole graph.

Its reports equal those of the reference runner (tests prove it on good and on mutated graphs); it is the faster the
more studies a graph holds, because pyshacl evaluates each constraint again for each focus node.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from graphbuild.errors import GraphbuildError
from graphbuild.validate.components import Check, Compiler
from graphbuild.validate.graph import SUBCLASS, TYPE, DataGraph, Term, Triple, text_of
from graphbuild.validate.paths import Path, Predicate
from graphbuild.validate.report import Report, Result
from graphbuild.validate.shapes import Shape, Shapes, SparqlConstraint

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_MENTION = re.compile(r"<([^<>\"{}|^`\\\s]*)>|(?:(?<![\w-])([A-Za-z][\w-]{0,60}))?:([\w-]+)")
_ANY_CLASS = re.compile(r"\s(?:a|rdf:type)\b\S*\s+[?$]")
_ANY_PREDICATE = re.compile(r"[{.]\s*(?!SELECT|GROUP|ORDER)[^\s{}.;]+\s+[?$]\w+\s|;\s*[?$]\w+\s", re.IGNORECASE)


_NONE: list[Term] = []


def run(rows: Iterable[Triple], shapes: Shapes, context: DataGraph) -> Report:
    """Validates triples against shapes, with the ontology and vocabulary as context."""
    return Report.of(_Run(tuple(rows), shapes, context).results())


class _Run:
    """One validation."""

    def __init__(self, rows: tuple[Triple, ...], shapes: Shapes, context: DataGraph) -> None:
        self.rows = rows
        self.shapes = shapes
        self.compiler = Compiler(shapes)
        self.context = context
        self.graph = DataGraph(rows, context)

    def results(self) -> Iterator[Result]:
        """Gives every result, some maybe twice."""
        queried: list[tuple[Shape, SparqlConstraint, dict[Term, None]]] = []
        for shape in self.shapes.targeted():
            if shape.active:
                focus = self.focus(shape)
                yield from self._core(shape, focus)
                queried += [(shape, constraint, focus) for constraint in shape.constraints]
        if queried:
            yield from self._sparql(queried)

    def focus(self, shape: Shape) -> dict[Term, None]:
        """Gives the focus nodes of a shape: those its targets name, less what only the context describes."""
        found: dict[Term, None] = {}
        for kind, value in shape.targets:
            found.update(self._target(kind, value))
        known = self.context.forward
        return {node: None for node in found if node in self.graph.forward or node not in known}

    def _target(self, kind: str, value: Term) -> dict[Term, None]:
        forward = self.graph.forward
        if kind == "targetClass":
            return self.graph.of_class(value)
        if kind == "targetSubjectsOf":
            return {subject: None for subject, edges in forward.items() if value in edges}
        if kind == "targetObjectsOf":
            return dict.fromkeys(end for edges in forward.values() for end in edges.get(value, ()))
        return {value: None}

    def _core(self, shape: Shape, focus: Iterable[Term]) -> Iterator[Result]:
        graph, path, reach = self.graph, shape.path, self._reach(shape)
        checks = self.compiler.checks(shape)
        for node in focus if checks else ():
            values = reach(node)
            for check in checks:
                for flaw in check(graph, node, values):
                    yield _result(shape, node, flaw.path or path, flaw.value, flaw.component)
        for other in (self.shapes.table[name] for name in shape.properties):
            if other.active:
                ends = focus if path is None else dict.fromkeys(end for node in focus for end in reach(node))
                yield from self._core(other, ends)

    def _reach(self, shape: Shape) -> Callable[[Term], list[Term]]:
        """Gives the function from a focus node to its value nodes; a plain predicate takes the short way."""
        graph, path = self.graph, shape.path
        if path is None:
            return lambda node: [node]
        if not isinstance(path, Predicate):
            return lambda node: path.reach(graph, node)
        known, predicate = graph.forward, path.iri

        def values(node: Term) -> list[Term]:
            edges = known.get(node)
            return graph.values(node, predicate) if edges is None else edges.get(predicate, _NONE)

        return values

    def _sparql(self, queried: list[tuple[Shape, SparqlConstraint, dict[Term, None]]]) -> Iterator[Result]:
        store = self._store([constraint.select for _, constraint, _ in queried])
        for shape, constraint, focus in queried:
            solutions = store.query(constraint.select)
            if not isinstance(solutions, ox.QuerySolutions):
                raise GraphbuildError("a SPARQL constraint must be a SELECT query", where=constraint.id)
            names = [variable.value for variable in solutions.variables]
            for solution in solutions:
                row = {name: str(solution[name]) for name in names if solution[name] is not None}
                if "this" not in row:
                    raise GraphbuildError(
                        "a row does not bind $this: the query would run for each focus node only",
                        where=constraint.id,
                        remedy='bind $this by a triple pattern, or validate with runner="reference"',
                    )
                if row["this"] in focus:
                    yield _queried(shape, constraint, row)

    def _store(self, selects: list[str]) -> ox.Store:
        """Gives a store of the triples that the queries can reach, each triple once."""
        rows: Iterable[Triple] = (*self.rows, *self.context.everything())
        wanted = mentioned(selects)
        if wanted is not None:
            every_class = SUBCLASS in wanted
            rows = [row for row in rows if row[1] in wanted and (row[1] != TYPE or every_class or row[2] in wanted)]
        text = "".join(f"{' '.join(row)} .\n" for row in dict.fromkeys(rows))
        store = ox.Store()
        store.bulk_load(input=text.encode(), format=ox.RdfFormat.N_TRIPLES)
        return store


def mentioned(selects: Iterable[str]) -> set[Term] | None:
    """Gives every IRI that queries write out: all predicates and classes that they ask for are among them.

    None where a predicate or a class is a variable.
    """
    found = {TYPE}
    for select in selects:
        prefixes = dict(re.findall(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", select))
        if _ANY_PREDICATE.search(select) or _ANY_CLASS.search(select):
            return None
        for iri, prefix, local in _MENTION.findall(select):
            found.add(f"<{iri}>" if iri else f"<{prefixes.get(prefix, '')}{local}>")
    return found


def _result(shape: Shape, focus: Term, path: Path | None, value: Term, component: str) -> Result:
    message = "; ".join(shape.messages) or default_message(component)
    return Result(shape.severity, focus, path, value, message, shape.name, component)


def default_message(component: str) -> str:
    """Gives what is said where a shape has no message of its own."""
    return f"does not satisfy sh:{component[0].lower()}{component[1:]}"


def _queried(shape: Shape, constraint: SparqlConstraint, row: dict[str, Term]) -> Result:
    messages = (*constraint.messages, *shape.messages)
    said = "; ".join(fill(message, row) for message in messages) or default_message("Sparql")
    path = Predicate(row["path"]) if "path" in row else None
    identity = constraint.id if constraint.id.startswith("<") else ""
    return Result(
        shape.severity, row["this"], path, row.get("value", row["this"]), said, shape.name, "SPARQL", identity
    )


def fill(message: str, row: dict[str, Term]) -> str:
    """Puts the values of a row into a message: "{?n} people" -> "12 people"."""
    return _PLACEHOLDER.sub(lambda found: text_of(row[found[1]]) if found[1] in row else found[0], message)


__all__ = ["Check", "default_message", "fill", "mentioned", "run"]
