"""JSON-LD for people who know JSON: each study with its parts nested in it, then spans and whatever is left.

The context stands in the file; nothing is fetched. The file says exactly the triples of the Turtle export.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from pyoxigraph import Triple

from graphbuild.errors import GraphbuildError
from graphbuild.export.context import Words
from graphbuild.export.triples import Terms, by_node, iri, object_order, property_order, subject_order
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.rdf import Told
from graphbuild.rdf.properties import TYPE
from graphbuild.rdf.statements import Statement, to_term
from graphbuild.resources import ontology
from graphbuild.terms import GB, ID

_TOLD_WHERE_NAMED = {f"<{GB}{name}>" for name in ("report", "reportedIn", "concept")}
"""Properties whose values are told where they are named first, beside those that name a part of their subject."""
_STUDIES = f"<{ID}study/"
_TYPE = f"<{TYPE}>"


def jsonld(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives the studies as one JSON-LD document."""
    return write_jsonld(Told.of(studies).without_assertions(), _context())


def write_jsonld(triples: Iterable[Triple | Statement | Terms], context: Mapping[str, Any]) -> bytes:
    """Gives triples without blank nodes in the words of a context."""
    document = _Frame(triples, Words(context)).document()
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@lru_cache(maxsize=1)
def _context() -> Mapping[str, Any]:
    path = ontology() / "context.jsonld"
    try:
        return cast("Mapping[str, Any]", json.loads(path.read_bytes())["@context"])
    except (OSError, ValueError, KeyError) as error:
        remedy = "reinstall graphbuild"
        raise GraphbuildError(f"the context cannot be read: {error}", where=str(path), remedy=remedy) from error


class _Frame:
    """The nodes of a graph and which of them have been told."""

    def __init__(self, triples: Iterable[Triple | Statement | Terms], words: Words) -> None:
        self._words = words
        self._nodes = by_node(triples)
        self._told: set[str] = set()

    def document(self) -> dict[str, object]:
        """Gives the context and the nodes that no other one holds."""
        nodes = sorted(self._nodes, key=subject_order)
        studies = [name for name in nodes if name.startswith(_STUDIES) and "/" not in name.removeprefix(_STUDIES)]
        told = [self._node(name) for name in [*studies, *nodes] if name not in self._told]
        return {"@context": self._words.header, self._words.keyword("@graph"): told}

    def _node(self, name: str) -> dict[str, object]:
        self._told.add(name)
        node: dict[str, object] = {self._words.keyword("@id"): self._words.node(iri(name))}
        values = self._nodes[name]
        for predicate in sorted(values, key=property_order):
            if predicate == _TYPE:
                types = sorted(self._words.type(iri(one)) for one in set(values[predicate]))
                node[self._words.keyword("@type")] = types[0] if len(types) == 1 else types
            else:
                for word, listed, found in self._values(name, predicate):
                    node[word] = found if listed or len(found) > 1 else found[0]
        return node

    def _values(self, name: str, predicate: str) -> Iterator[tuple[str, bool, list[object]]]:
        """Gives the values by the word that says them."""
        by_word: dict[str, tuple[bool, list[object]]] = {}
        values = self._nodes[name][predicate]
        for value in sorted(set(values), key=object_order) if len(values) > 1 else values:
            term = to_term(value)
            word = self._words.word(iri(predicate), term)
            told = self._node(value) if self._holds(name, predicate, value) else self._words.value(word, term)
            by_word.setdefault(word.name, (word.listed, []))[1].append(told)
        for term_name, (listed, found) in by_word.items():
            yield term_name, listed, found

    def _holds(self, subject: str, predicate: str, name: str) -> bool:
        """Tells whether a node is to be told inside another one: once, and only what belongs to it."""
        untold = name in self._nodes and name not in self._told
        own = name.startswith(f"{subject[:-1]}/") and "/char/" not in name
        return untold and (predicate in _TOLD_WHERE_NAMED or own)
