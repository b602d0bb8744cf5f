"""Finds the concept that a label, a code or an IRI names: in ontology/vocabulary, then in the store itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.query import engine, syntax
from graphbuild.query.catalogue import nearest
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT, ID, PREFIXES

VOCABULARY = f"{ID}vocabulary"
"""The named graph that holds the vocabulary within a store."""

_SKOS = PREFIXES["skos"]
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts of a vocabulary by folded label, and the schemes that each is in."""

    labels: Mapping[str, frozenset[str]]
    schemes: Mapping[str, frozenset[str]]

    def named(self, text: str, scheme: str) -> tuple[str, ...]:
        """Gives the IRIs of the concepts with that code or label, those of the scheme where it is given."""
        code = f"{CONCEPT}{text}"
        found = {code} if code in self.schemes else self.labels.get(text.casefold(), frozenset())
        return tuple(sorted(iri for iri in found if self._within(iri, scheme)))

    def known(self, scheme: str) -> list[str]:
        """Gives the labels of a scheme."""
        return sorted(label for label, found in self.labels.items() if any(self._within(iri, scheme) for iri in found))

    def _within(self, iri: str, scheme: str) -> bool:
        return not scheme or f"{CONCEPT}scheme-{scheme}" in self.schemes.get(iri, ())


def vocabulary() -> tuple[ox.Quad, ...]:
    """Gives the triples of ontology/vocabulary/*.ttl in the graph that a store keeps them in."""
    return _read(ontology())


@lru_cache(maxsize=2)
def _read(folder: Path) -> tuple[ox.Quad, ...]:
    graph = ox.NamedNode(VOCABULARY)
    return tuple(
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for path in sorted((folder / "vocabulary").glob("*.ttl"))
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    )


@lru_cache(maxsize=2)
def concepts_of(quads: tuple[ox.Quad, ...]) -> Concepts:
    """Gives the concepts that quads describe."""
    labels: dict[str, set[str]] = defaultdict(set)
    schemes: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        name = quad.predicate.value.removeprefix(_SKOS)
        if name in _LABELS and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            labels[quad.object.value.casefold()].add(quad.subject.value)
        elif name == "inScheme" and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            schemes[quad.subject.value].add(quad.object.value)
    return Concepts(_frozen(labels), _frozen(schemes))


def _frozen(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in table.items()}


def resolve(store: object, text: str, scheme: str, where: str) -> ox.NamedNode:
    """Gives the one concept that a text names; raises QueryError where none or several do."""
    if ":" in text:
        coded = () if "//" in text else _in_store(store, text, where)
        return ox.NamedNode(coded[0]) if len(coded) == 1 else _iri(text)
    known = concepts_of(vocabulary())
    found = known.named(text, scheme) or tuple(
        iri for iri in _in_store(store, text, where) if iri not in known.schemes and _own_fits(iri, scheme)
    )
    if len(found) == 1:
        return ox.NamedNode(found[0])
    if found:
        codes = ", ".join(iri.removeprefix(CONCEPT) for iri in found)
        raise QueryError(f"{text!r} names several concepts", where=where, remedy=f"give one of: {codes}")
    raise QueryError(
        f"no concept is called {text!r}", where=where, remedy=nearest(text.casefold(), known.known(scheme))
    )


def _own_fits(iri: str, scheme: str) -> bool:
    """Tells whether a concept that a study brought along is of the scheme; one from elsewhere always is."""
    return not scheme or not iri.startswith(f"{ID}term/") or iri.startswith(f"{ID}term/{scheme}/")


def _iri(text: str) -> ox.NamedNode:
    prefix, _, local = text.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else text)


_IN_STORE = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?concept WHERE {
  VALUES ?label { "" }
  ?concept skos:prefLabel|skos:altLabel|skos:notation ?stated .
  FILTER(LCASE(STR(?stated)) = ?label)
} ORDER BY ?concept"""


def _in_store(store: object, text: str, where: str) -> tuple[str, ...]:
    query = syntax.bind(_IN_STORE, {"label": [ox.Literal(text.lower())]})
    return tuple(row[0].value for row in engine.ask(store, query, where).rows if isinstance(row[0], ox.NamedNode))
