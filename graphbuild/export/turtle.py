"""Turtle and TriG for readers: grouped by node, in the order of the record, with short names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graphbuild.export.triples import object_order, property_order, relative, subject_order
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.rdf import quads
from graphbuild.rdf.properties import TYPE
from graphbuild.rdf.values import XSD
from graphbuild.terms import ID, PREFIXES

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f\u0085\u2028\u2029]')
_NAMESPACES = sorted(((space, prefix) for prefix, space in PREFIXES.items()), reverse=True)
_WIDTH = 100


def turtle(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives what the studies state, and the sentences that state it, without the per-triple assertions."""
    return write_turtle(quad.triple for study in studies for quad in quads(study, assertions=False))


def trig(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives all quads, one block for each sentence, record pointer, document and computation."""
    return write_trig(quad for study in studies for quad in quads(study))


def write_turtle(triples: Iterable[Triple]) -> bytes:
    """Gives a Turtle document of triples without blank nodes, the same for any order of them."""
    blocks = list(_blocks(set(triples), ""))
    return (_head(blocks) + "\n".join(blocks)).encode()


def write_trig(found: Iterable[Quad]) -> bytes:
    """Gives a TriG document of quads in named graphs, the same for any order of them."""
    graphs: dict[str, list[Triple]] = {}
    for quad in set(found):
        graphs.setdefault(_iri(quad.graph_name), []).append(quad.triple)
    blocks = []
    for name in sorted(graphs, key=subject_order):
        inner = "\n".join(_blocks(graphs[name], "    "))
        blocks.append(f"{_name(name)} {{\n{inner}}}\n")
    return (_head(blocks) + "\n".join(blocks)).encode()


def _iri(term: object) -> str:
    """Gives the IRI of a term that must be a named one."""
    if isinstance(term, NamedNode):
        return term.value
    message = f"{term} has no name"
    raise ValueError(message)


def _head(blocks: Iterable[str]) -> str:
    """Gives the base and the prefixes that the blocks use."""
    text = "\n".join(blocks)
    used = [(prefix, space) for prefix, space in sorted(PREFIXES.items()) if f"{prefix}:" in text]
    lines = [f"@base <{ID}> .", *(f"@prefix {prefix}: <{space}> ." for prefix, space in used)]
    return "\n".join(lines) + "\n\n"


def _blocks(triples: Iterable[Triple], margin: str) -> Iterator[str]:
    """Gives one statement for each subject of different triples."""
    nodes: dict[str, dict[str, list[object]]] = {}
    for triple in triples:
        values = nodes.setdefault(_iri(triple.subject), {})
        values.setdefault(triple.predicate.value, []).append(triple.object)
    for subject in sorted(nodes, key=subject_order):
        values = nodes[subject]
        lines = [_verb(name) + _objects(values[name], margin) for name in sorted(values, key=property_order)]
        yield f"{margin}{_name(subject)} " + f" ;\n{margin}    ".join(lines) + " .\n"


def _verb(name: str) -> str:
    return "a" if name == TYPE else _name(name)


def _objects(terms: Sequence[object], margin: str) -> str:
    found = [_term(term) for term in (terms if len(terms) == 1 else sorted(terms, key=object_order))]
    line = ", ".join(found)
    if len(line) <= _WIDTH or len(found) == 1:
        return f" {line}"
    return f"\n{margin}        " + f",\n{margin}        ".join(found)


def _term(term: object) -> str:
    if not isinstance(term, Literal):
        return _name(_iri(term))
    datatype = term.datatype.value
    bare = _BARE.get(datatype)
    if bare is not None and bare.fullmatch(term.value):
        return term.value
    quoted = f'"{_SPECIAL.sub(_escape, term.value)}"'
    if term.language is not None:
        return f"{quoted}@{term.language}"
    return quoted if datatype == f"{XSD}string" else f"{quoted}^^{_name(datatype)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


@lru_cache(maxsize=65536)
def _name(iri: str) -> str:
    """Gives a prefixed name, else a name relative to the base, else the whole IRI."""
    for space, prefix in _NAMESPACES:
        if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
            return f"{prefix}:{iri[len(space) :]}"
    return f"<{relative(iri) or iri}>"
