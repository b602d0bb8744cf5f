"""N-Triples and N-Quads: one triple or quad a line, sorted, for streams and comparisons."""

from collections.abc import Iterable, Mapping

from graphbuild.export.triples import triple_lines
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.rdf import Told
from graphbuild.rdf.statements import Statement


def ntriples(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives the triples of the Turtle export, one a line."""
    return _text(triple_lines(studies))


def nquads(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives all quads, one a line."""
    nodes: dict[str, list[Statement]] = {}
    for row in Told.of(studies).statements():
        nodes.setdefault(row[0], []).append(row)
    return b"".join(_text(map(" ".join, sorted(set(nodes[name])))) for name in sorted(nodes))


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line} .\n" for line in lines).encode()
