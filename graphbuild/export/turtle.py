"""Turtle and TriG for readers: grouped by node, in the order of the record, with short names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pyoxigraph import Quad, Triple

from graphbuild.export.triples import Terms, by_node, iri, object_order, property_order, relative, subject_order
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.rdf import Told
from graphbuild.rdf.properties import TYPE
from graphbuild.rdf.statements import Statement
from graphbuild.rdf.values import XSD
from graphbuild.terms import ID, PREFIXES

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
_SPECIAL = re.compile(r"[\u0085\u2028\u2029]")
"""What readers may take for the end of a line although N-Quads writes it as it is."""
_NAMESPACES = sorted(((space, prefix) for prefix, space in PREFIXES.items()), reverse=True)
_WIDTH = 100


def turtle(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives what the studies state, and the sentences that state it, without the per-triple assertions."""
    return write_turtle(Told.of(studies).without_assertions())


def trig(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives all quads, one block for each sentence, record pointer, document and computation."""
    return write_trig(Told.of(studies).statements())


def write_turtle(triples: Iterable[Triple | Statement | Terms]) -> bytes:
    """Gives a Turtle document of triples without blank nodes, the same for any order of them."""
    blocks = list(_blocks(triples, ""))
    return (_head(blocks) + "\n".join(blocks)).encode()


def write_trig(found: Iterable[Quad | Statement]) -> bytes:
    """Gives a TriG document of quads in named graphs, the same for any order of them."""
    graphs: dict[str, list[Statement]] = {}
    for quad in found:
        row = quad if isinstance(quad, tuple) else _statement(quad)
        graphs.setdefault(row[3], []).append(row)
    blocks = []
    for name in sorted(graphs, key=subject_order):
        inner = "\n".join(_blocks(graphs[name], "    "))
        blocks.append(f"{_name(name)} {{\n{inner}}}\n")
    return (_head(blocks) + "\n".join(blocks)).encode()


def _statement(quad: Quad) -> Statement:
    subject, predicate, value, graph = map(str, quad)
    return subject, predicate, value, graph


def _head(blocks: Iterable[str]) -> str:
    """Gives the base and the prefixes that the blocks use."""
    text = "\n".join(blocks)
    used = [(prefix, space) for prefix, space in sorted(PREFIXES.items()) if f"{prefix}:" in text]
    lines = [f"@base <{ID}> .", *(f"@prefix {prefix}: <{space}> ." for prefix, space in used)]
    return "\n".join(lines) + "\n\n"


def _blocks(triples: Iterable[Triple | Statement | Terms], margin: str) -> Iterator[str]:
    """Gives one statement for each subject of the triples."""
    nodes = by_node(triples)
    for subject in sorted(nodes, key=subject_order):
        values = nodes[subject]
        order = sorted(values, key=property_order) if len(values) > 1 else values
        lines = [_verb(name) + _objects(values[name], margin) for name in order]
        yield f"{margin}{_name(subject)} " + f" ;\n{margin}    ".join(lines) + " .\n"


@lru_cache(maxsize=1024)
def _verb(predicate: str) -> str:
    return "a" if iri(predicate) == TYPE else _name(predicate)


def _objects(terms: Sequence[str], margin: str) -> str:
    if len(terms) == 1:
        return f" {_term(terms[0])}"
    found = [_term(term) for term in sorted(set(terms), key=object_order)]
    line = ", ".join(found)
    if len(line) <= _WIDTH or len(found) == 1:
        return f" {line}"
    return f"\n{margin}        " + f",\n{margin}        ".join(found)


def _term(term: str) -> str:
    return _literal(term) if term.startswith('"') else _name(term)


@lru_cache(maxsize=65536)
def _literal(term: str) -> str:
    end = term.rindex('"')
    quoted, tail = term[: end + 1], term[end + 1 :]
    if not quoted.isascii():
        quoted = _SPECIAL.sub(lambda match: f"\\u{ord(match[0]):04X}", quoted)
    if not tail.startswith("^^"):
        return quoted + tail
    bare = _BARE.get(tail[3:-1])
    if bare is not None and bare.fullmatch(term, 1, end):
        return term[1:end]
    return f"{quoted}^^{_name(tail[2:])}"


@lru_cache(maxsize=65536)
def _name(node: str) -> str:
    """Gives a prefixed name, else a name relative to the base, else the whole IRI."""
    name = iri(node)
    for space, prefix in _NAMESPACES:
        if name.startswith(space) and _LOCAL.fullmatch(name, len(space)):
            return f"{prefix}:{name[len(space) :]}"
    return f"<{relative(name) or name}>"
