"""N-Triples and N-Quads: one triple or quad a line, sorted, for streams and comparisons."""

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, serialize

from graphbuild.export.triples import all_quads, graph_triples
from graphbuild.model.study import Study
from graphbuild.model.text import Document


def ntriples(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives the triples of the Turtle export, one a line."""
    return serialize(graph_triples(studies), format=RdfFormat.N_TRIPLES) or b""


def nquads(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives all quads, one a line."""
    return serialize(all_quads(studies), format=RdfFormat.N_QUADS) or b""
