"""Checks a graph against ontology/shapes.ttl: the reference (pyshacl) and a bulk runner, with equal reports."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import PluginError
from graphbuild.resources import ontology
from graphbuild.validate import bulk
from graphbuild.validate.graph import DataGraph, triples
from graphbuild.validate.report import Report, Result, Severity
from graphbuild.validate.shapes import Shapes, load, parse, read_context

__all__ = ["Report", "Result", "Severity", "load_shapes", "validate"]

RUNNERS = ("bulk", "reference")


def validate(
    data: ox.Store | Iterable[ox.Quad],
    *,
    shapes: str | Path | None = None,
    runner: str = "bulk",
) -> Report:
    """Gives the report on a store or on quads; the data is the union of all graphs.

    `shapes` is Turtle text or a file, ontology/shapes.ttl by default. Raises GraphbuildError for shapes that do not
    parse or that the bulk runner cannot check, PluginError for an unknown runner.
    """
    known = load_shapes(shapes)
    if runner not in RUNNERS:
        raise PluginError(f"unknown runner {runner!r}", where="validate", remedy=f"one of: {', '.join(RUNNERS)}")
    rows = tuple(triples(data))
    context = _ontology().reached_from(rows)
    if runner == "bulk":
        return bulk.run(rows, known, context)
    from graphbuild.validate import reference  # noqa: PLC0415 - heavy

    return reference.run(rows, known, context)


def load_shapes(shapes: str | Path | None = None) -> Shapes:
    """Gives the shapes of a text or file, those of the ontology by default."""
    if isinstance(shapes, str):
        return parse(shapes)
    return load(ontology() / "shapes.ttl" if shapes is None else shapes)


@lru_cache(maxsize=1)
def _ontology() -> DataGraph:
    folder = ontology()
    return DataGraph(read_context([folder / "study.ttl", *sorted((folder / "vocabulary").glob("*.ttl"))]))
