"""Checks a graph against ontology/shapes.ttl: the reference (pyshacl) and a bulk runner, with equal reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import PluginError
from graphbuild.rdf import Told
from graphbuild.resources import ontology
from graphbuild.validate import bulk
from graphbuild.validate.batches import batches
from graphbuild.validate.graph import DataGraph, Triple, triples
from graphbuild.validate.report import Report, Result, Severity
from graphbuild.validate.shapes import Shapes, load, parse, read_context

__all__ = ["Report", "Result", "Severity", "load_shapes", "validate"]

RUNNERS = ("bulk", "reference")


def validate(
    data: ox.Store | Iterable[ox.Quad] | Told,
    *,
    shapes: str | Path | None = None,
    runner: str = "bulk",
) -> Report:
    """Gives the report on a store, on quads or on what studies state; the data is the union of all graphs.

    `shapes` is Turtle text or a file, ontology/shapes.ttl by default. Raises GraphbuildError for shapes that do not
    parse or that the bulk runner cannot check, PluginError for an unknown runner.
    """
    known = load_shapes(shapes)
    if runner not in RUNNERS:
        raise PluginError(f"unknown runner {runner!r}", where="validate", remedy=f"one of: {', '.join(RUNNERS)}")
    if runner == "bulk":
        found = (bulk.run(rows, known, _ontology().reached_from(rows)) for rows in _batches(data))
        return Report.of(result for report in found for result in report.results)
    from graphbuild.validate import reference  # noqa: PLC0415 - heavy

    rows = tuple(triples(data.statements() if isinstance(data, Told) else data))
    return reference.run(rows, known, _ontology().reached_from(rows))


def _batches(data: ox.Store | Iterable[ox.Quad] | Told) -> Iterator[tuple[Triple, ...]]:
    """Gives the triples in pieces that can be checked one by one; only studies can be taken apart so."""
    if not isinstance(data, Told):
        yield tuple(triples(data))
        return
    told = data.by_study()
    for members in batches(told):
        yield tuple(triples(row for index in members for row in told[index]))


def load_shapes(shapes: str | Path | None = None) -> Shapes:
    """Gives the shapes of a text or file, those of the ontology by default."""
    if isinstance(shapes, str):
        return parse(shapes)
    return load(ontology() / "shapes.ttl" if shapes is None else shapes)


@lru_cache(maxsize=1)
def _ontology() -> DataGraph:
    folder = ontology()
    return DataGraph(read_context([folder / "study.ttl", *sorted((folder / "vocabulary").glob("*.ttl"))]))
