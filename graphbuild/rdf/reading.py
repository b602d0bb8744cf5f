"""Reads provenance back from quads: documents, places and assertions, as far as they are whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.rdf.properties import TYPE
from graphbuild.terms import GB, PREFIXES

RDF, OA = PREFIXES["rdf"], PREFIXES["oa"]
Named = NamedNode | Literal

_SOURCE, _SPAN, _POINTER, _ASSERTION = (
    GB + name for name in ("SourceDocument", "TextSpan", "RecordPointer", "Assertion")
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a graph describes it."""

    name: NamedNode
    digest: str
    length: int


@dataclass(frozen=True, slots=True)
class Place:
    """A span (`start`, `end`) or a record pointer (`path`) with the words that a graph says stand there."""

    name: NamedNode
    document: NamedNode
    exact: str
    start: int = 0
    end: int = 0
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """One triple with its words, its sentence, the field it fills and the rules that read it."""

    name: NamedNode
    subject: NamedNode
    predicate: NamedNode
    value: Named
    words: NamedNode
    sentence: NamedNode
    field: str
    rules: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a graph says of its own origin; `broken` names the nodes that lack a part or have one twice."""

    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    assertions: tuple[Assertion, ...]
    broken: tuple[str, ...]


class _BrokenError(ValueError):
    """A node lacks a part, has one twice or holds something else in its place."""


class _Node:
    """The properties of one node that a graph of provenance describes."""

    def __init__(self, name: NamedNode) -> None:
        self.name = name
        self.values: dict[str, list[object]] = defaultdict(list)

    def one(self, predicate: str) -> Named:
        """Gives the one value of a property."""
        found = set(self.values[predicate])
        value = found.pop() if len(found) == 1 else None
        if not isinstance(value, NamedNode | Literal):
            raise _BrokenError
        return value

    def node(self, predicate: str) -> NamedNode:
        """Gives the one node that a property names."""
        value = self.one(predicate)
        if not isinstance(value, NamedNode):
            raise _BrokenError
        return value

    def number(self, predicate: str) -> int:
        """Gives the one whole number of a property; a text raises ValueError."""
        return int(self.one(predicate).value)

    def texts(self, predicate: str) -> tuple[str, ...]:
        """Gives all texts of a property."""
        return tuple(sorted(value.value for value in self.values[predicate] if isinstance(value, Literal)))

    def types(self) -> set[str]:
        """Gives the names of the node's classes."""
        return {value.value for value in self.values[TYPE] if isinstance(value, NamedNode)}


def provenance(quads: Iterable[Quad]) -> Provenance:
    """Gives the documents, places and assertions that quads describe, sorted by name."""
    sources: dict[str, Source] = {}
    places: dict[str, Place] = {}
    assertions: list[Assertion] = []
    broken: list[str] = []
    for name, node in sorted(_nodes(quads).items()):
        types = node.types()
        try:
            if _ASSERTION in types:
                assertions.append(_assertion(node))
            elif types & {_SPAN, _POINTER}:
                places[name] = _place(node, _SPAN in types)
            elif _SOURCE in types:
                sources[name] = _source(node)
        except ValueError:
            broken.append(name)
    return Provenance(sources, places, tuple(assertions), tuple(broken))


def _nodes(quads: Iterable[Quad]) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for quad in quads:
        subject = quad.subject
        if isinstance(subject, NamedNode):
            node = nodes.get(subject.value) or nodes.setdefault(subject.value, _Node(subject))
            node.values[quad.predicate.value].append(quad.object)
    return nodes


def _source(node: _Node) -> Source:
    return Source(node.name, node.one(f"{GB}sha256").value, node.number(f"{GB}textLength"))


def _place(node: _Node, is_span: bool) -> Place:  # noqa: FBT001 - private, named by its one caller
    document, exact = node.node(f"{GB}inDocument"), node.one(f"{OA}exact").value
    if is_span:
        return Place(node.name, document, exact, node.number(f"{OA}start"), node.number(f"{OA}end"))
    return Place(node.name, document, exact, path=node.one(f"{GB}pointer").value)


def _assertion(node: _Node) -> Assertion:
    return Assertion(
        node.name,
        node.node(f"{RDF}subject"),
        node.node(f"{RDF}predicate"),
        node.one(f"{RDF}object"),
        node.node(f"{GB}words"),
        node.node(f"{GB}evidence"),
        node.one(f"{GB}field").value,
        node.texts(f"{GB}rule"),
        max(node.texts(f"{GB}confidence"), default=""),
    )
