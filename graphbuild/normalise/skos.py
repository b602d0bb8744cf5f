"""SKOS in Turtle, TriG, N-Triples or N-Quads -> a terminology. RDF/XML is not read: its entities can do harm."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import MalformedSourceError
from graphbuild.normalise.terminology import Entry, Terminology
from graphbuild.terms import PREFIXES

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
}
"""The endings of the files that hold SKOS."""

_SKOS, _DCTERMS, _OWL = PREFIXES["skos"], PREFIXES["dcterms"], PREFIXES["owl"]
_LICENCE = (f"{_DCTERMS}license", f"{_DCTERMS}rights", "http://creativecommons.org/ns#license")
_VERSION = (f"{_OWL}versionInfo", f"{_DCTERMS}hasVersion", f"{_DCTERMS}modified", f"{_DCTERMS}issued")
_TYPE = f"{PREFIXES['rdf']}type"
_HEADS = {f"{_SKOS}ConceptScheme", f"{_OWL}Ontology"}
_LANGUAGES = ("en", "")
_Values = Mapping[str, list[ox.NamedNode | ox.Literal]]


def read_skos(path: Path, name: str) -> Terminology:
    """Gives the concepts that have an English label, or one without a language, and are not deprecated.

    Raises MalformedSourceError that names the line at which the file does not parse, or says that it holds no concept.
    """
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path), format=FORMATS[path.suffix.lower()]):
            named = isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
            if named:
                found[quad.subject.value][quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        where = f"{path}, line {error.lineno}" if error.lineno else str(path)
        problem = f"this does not parse: {' '.join(str(error.msg).split())}"
        raise MalformedSourceError(problem, where=where, remedy="mend that line") from error
    above = _above(found)
    entries = (_entry(iri, values, above.get(iri, ())) for iri, values in sorted(found.items()))
    heads = [values for _, values in sorted(found.items()) if _HEADS & set(_texts(values, _TYPE))]
    kept = tuple(entry for entry in entries if entry is not None)
    return Terminology(name, kept, version=_first(heads, _VERSION), licence=_first(heads, _LICENCE))


def _above(found: Mapping[str, _Values]) -> dict[str, list[str]]:
    """Gives what is broader than each concept, stated from either side."""
    above: dict[str, list[str]] = defaultdict(list)
    for iri, values in sorted(found.items()):
        above[iri] += _texts(values, f"{_SKOS}broader")
        for below in _texts(values, f"{_SKOS}narrower"):
            above[below].append(iri)
    return above


def _entry(iri: str, values: _Values, above: list[str] | tuple[str, ...]) -> Entry | None:
    labels = _english(values, "prefLabel")
    if not labels or "true" in _texts(values, f"{_OWL}deprecated"):
        return None
    is_concept = f"{_SKOS}Concept" in _texts(values, _TYPE) or f"{_SKOS}inScheme" in values
    if not is_concept:
        return None
    others = [*labels[1:], *_english(values, "altLabel")]
    return Entry(
        iri,
        labels[0],
        tuple(dict.fromkeys(label for label in others if label != labels[0])),
        tuple(dict.fromkeys(above)),
        next(iter(_texts(values, f"{_SKOS}notation")), ""),
        tuple(sorted(_texts(values, f"{_SKOS}exactMatch"))),
    )


def _english(values: _Values, name: str) -> list[str]:
    """Gives the labels in the first of the languages that has some, sorted."""
    labels = [value for value in values.get(_SKOS + name, ()) if isinstance(value, ox.Literal)]
    for language in _LANGUAGES:
        own = sorted(
            " ".join(one.value.split()) for one in labels if (one.language or "").partition("-")[0] == language
        )
        if any(own):
            return [label for label in own if label]
    return []


def _texts(values: _Values, predicate: str) -> list[str]:
    return [value.value for value in values.get(predicate, ())]


def _first(heads: Sequence[_Values], predicates: tuple[str, ...]) -> str:
    stated = (text for values in heads for predicate in predicates for text in _texts(values, predicate))
    return next(stated, "")
