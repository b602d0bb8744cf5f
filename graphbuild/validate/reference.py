"""The reference runner: pyshacl over rdflib (the one importer of pyshacl)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer

from graphbuild.terms import PREFIXES
from graphbuild.validate.bulk import default_message
from graphbuild.validate.graph import DataGraph, Term, Triple
from graphbuild.validate.paths import Path, Predicate
from graphbuild.validate.report import Report, Result, Severity
from graphbuild.validate.shapes import Shapes

_SH = rdflib.Namespace(PREFIXES["sh"])


class _Graph(rdflib.Graph):
    """A graph that parses each query text once; pyshacl hands over the same text for every focus node."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Answer:
        """Runs a query."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **options)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


@lru_cache(maxsize=4)
def _shapes_graph(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle")


def run(rows: Iterable[Triple], shapes: Shapes, context: DataGraph) -> Report:
    """Validates triples against shapes with pyshacl, the ontology and vocabulary merged in."""
    data = tuple(rows)
    text = "".join(f"{' '.join(row)} .\n" for row in dict.fromkeys([*data, *context.everything()]))
    graph = _Graph().parse(data=text, format="nt")
    _, found, _ = pyshacl.validate(graph, shacl_graph=_shapes_graph(shapes.turtle), inplace=True)
    subjects = {row[0] for row in data}
    results = (_result(found, node, shapes) for node in found.objects(None, _SH.result))
    return Report.of(result for result in results if result.focus in subjects or result.focus not in context.forward)


def _result(found: rdflib.Graph, node: rdflib.term.Node, shapes: Shapes) -> Result:
    parts: Mapping[str, Term] = {
        str(name).removeprefix(str(_SH)): value.n3() for name, value in found.predicate_objects(node)
    }
    shape = parts.get("sourceShape", "")
    component = (
        str(found.value(node, _SH.sourceConstraintComponent)).removeprefix(str(_SH)).removesuffix("ConstraintComponent")
    )
    said = sorted(str(message) for message in found.objects(node, _SH.resultMessage))
    severity = str(found.value(node, _SH.resultSeverity)).removeprefix(str(_SH))
    own = shapes.table.get(shape)
    spoken = component == "SPARQL" or (own is not None and own.messages)
    return Result(
        severity=Severity(severity),
        focus=parts["focusNode"],
        path=_path(parts.get("resultPath"), own.path if own is not None else None),
        value=parts.get("value", ""),
        message="; ".join(said) if spoken else default_message(component),
        shape=shape if shape.startswith("<") else "",
        component=component,
        constraint=parts.get("sourceConstraint", ""),
    )


def _path(stated: Term | None, of_shape: Path | None) -> Path | None:
    """Gives a plain predicate as pyshacl reports it, a compound path as the shape has it."""
    if stated is None:
        return None
    return Predicate(stated) if stated.startswith("<") else of_shape
