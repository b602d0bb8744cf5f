"""Reads a finished graph back against its sources: every quote by its offsets, every value by its words.

The graph is not trusted: a tampered quote, offset, value, code, sentence or assertion is listed as a lie. What was
computed (graphs id:run/computed/...) is left to the shapes, which compute it again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import sha256
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.gate import borne_out
from graphbuild.language.durations import durations
from graphbuild.model.fact import Duration, Field, Value
from graphbuild.model.study import Evidence
from graphbuild.model.text import Document, Pointer, Span
from graphbuild.rdf import iri
from graphbuild.rdf.properties import ALIAS, FIELDS, READING_VALUE, TYPE
from graphbuild.rdf.reading import Assertion, Place, Provenance, provenance
from graphbuild.rdf.values import STUDY_CLASSES, duration, from_term, whole
from graphbuild.stores import Store
from graphbuild.terms import GB, ID

_DOCUMENTS = f"{ID}doc/"
_STUDIES = f"{ID}study/"
_RECORD = "record"
"""The metadata under which a document keeps the JSON record that its pointers lead into."""
_ROUNDING = Decimal("0.05")
"""How far months may lie from those of the rounded duration, relatively."""
_SAID = {name for row in FIELDS.values() for name in row.predicates} | {READING_VALUE, ALIAS}
_TITLES = {FIELDS[field].predicate for field in (Field.PUBLICATION_TITLE, Field.OFFICIAL_TITLE, Field.REPORT_TITLE)}
_GIVEN = f"{GB}intervention"
_FORMULA = f"{GB}formula"
_OURS = tuple(f"{ID}{kind}/" for kind in ("study", "pub", "doc"))
"""Where the names of nodes begin that documents speak of; a vocabulary beside them is no claim of theirs."""
_COMPUTED = f"{ID}run/computed/"
_CLASSES = set(STUDY_CLASSES.values())

Statement = tuple[NamedNode, NamedNode, object, NamedNode]


@dataclass(frozen=True, slots=True)
class Lie:
    """Something that a graph says and its sources do not: the node or triple, what is wrong, and the words."""

    where: str
    problem: str
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" + (f" ({self.quote!r})" if self.quote else "")


@dataclass(frozen=True, slots=True)
class _Source:
    """The text of a document, and the JSON record that it was made of or is."""

    text: str
    record: Any


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """How much was read back, what was found to be wrong, and which sources were not at hand to ask.

    `unread` names the record pointers whose value stands neither in a record at hand nor in the text made of it.
    """

    documents: int
    quotes: int
    assertions: int
    lies: tuple[Lie, ...]
    missing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tells whether everything was read back and nothing is wrong."""
        return not self.lies and not self.missing

    def __str__(self) -> str:
        head = f"{self.documents} documents, {self.quotes} quotes and {self.assertions} assertions read back: "
        verdict = "all hold" if self.holds else f"{len(self.lies)} lies, {len(self.missing)} sources missing"
        missing = [f"{name}: the source is not at hand" for name in self.missing]
        unread = [f"{name}: no record at hand to read this in" for name in self.unread]
        return "\n".join([head + verdict, *map(str, self.lies), *missing, *unread])


def verify(graph: Iterable[Quad] | Store, documents: Mapping[str, Document | str]) -> VerificationReport:
    """Checks the quads of a graph against the documents (or their texts) by document id.

    What only a missing document could tell is not checked; the report names the document.
    """
    quads = tuple(graph if isinstance(graph, Iterable) else graph.quads())
    found = provenance(quad for quad in quads if _is_provenance(quad))
    sources = {iri.document(name).value: _source(one) for name, one in documents.items()}
    lies = [Lie(name, "a part of it is missing, doubled or of another kind") for name in found.broken]
    lies += _sources(found, sources)
    unread = []
    for name, place in found.places.items():
        lies += _place(place, sources, found)
        if place.path is not None and place.document.value in sources:
            unread += [name] if _told(place, sources[place.document.value]) is None else []
    for one in found.assertions:
        lies += _assertion(one, found)
    lies += _unsupported(quads, found)
    named = {place.document.value for place in found.places.values()} | set(found.sources)
    return VerificationReport(
        len(found.sources),
        len(found.places),
        len(found.assertions),
        tuple(sorted(set(lies), key=str)),
        tuple(sorted(name.removeprefix(_DOCUMENTS) for name in named - set(sources))),
        tuple(unread),
    )


def _source(one: Document | str) -> _Source:
    text = one if isinstance(one, str) else one.text
    kept = () if isinstance(one, str) else (item.value for item in one.metadata if item.name == _RECORD)
    try:
        return _Source(text, json.loads(next(iter(kept), text)))
    except ValueError:
        return _Source(text, None)


def _is_provenance(quad: Quad) -> bool:
    """Tells whether a quad lies in the graph of a document or of its assertions."""
    graph = quad.graph_name
    path = graph.value.removeprefix(_DOCUMENTS) if isinstance(graph, NamedNode) else "//"
    return path.partition("/")[2] in ("", "assertions")


def _sources(found: Provenance, sources: Mapping[str, _Source]) -> Iterator[Lie]:
    for name, source in found.sources.items():
        if name not in sources:
            continue
        text = sources[name].text
        if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != source.digest:
            yield Lie(name, "the source is another text: its SHA-256 differs")
        if len(text) != source.length:
            yield Lie(name, f"the source has {len(text)} code points, not {source.length}")
        if name != iri.document(f"sha256-{source.digest[:16]}").value:
            yield Lie(name, "the name of the document is not that of its SHA-256")


def _place(place: Place, sources: Mapping[str, _Source], found: Provenance) -> Iterator[Lie]:
    source = sources.get(place.document.value)
    if place.document.value not in found.sources:
        yield Lie(place.name.value, "its document is not described", place.exact)
    if place.name.value != _name(place):
        yield Lie(place.name.value, "its name is not that of the place that it describes", place.exact)
    if source is None:
        return
    if place.path is None:
        if whole(source.text[place.start : place.end]) != place.exact:
            yield Lie(place.name.value, f"the source does not say this at {place.start}-{place.end}", place.exact)
    elif _told(place, source) is False:
        yield Lie(place.name.value, f"the record does not hold this at {place.path}", place.exact)


def _told(pointer: Place, source: _Source) -> bool | None:
    """Tells whether a record holds the value of a pointer; None where nothing at hand can tell."""
    if source.record is None or pointer.path is None:
        return True if " ".join(pointer.exact.split()) in whole(source.text) else None
    held = _at(source.record, pointer.path)
    return held is not None and whole(held) == pointer.exact


def _name(place: Place) -> str:
    where: Span | Pointer | None = None
    if place.path is not None:
        where = Pointer(place.path, place.exact)
    elif 0 <= place.start < place.end:
        where = Span(place.start, place.end)
    return "" if where is None else iri.place(place.document.value.removeprefix(_DOCUMENTS), where).value


def _at(value: Any, path: str) -> str | None:
    """Gives what a record holds at a JSON Pointer, a list or object as compact JSON; None where it holds nothing."""
    for part in path.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict) and key in value:
            value = value[key]
        else:
            return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _assertion(one: Assertion, found: Provenance) -> Iterator[Lie]:
    where = f"{one.subject.value} {one.predicate.value}"
    words, sentence = found.places.get(one.words.value), found.places.get(one.sentence.value)
    if words is None or sentence is None:
        yield Lie(where, "its words or its sentence are not described")
        return
    if one.name != iri.fact(one.subject.value, one.predicate.value, str(one.value), one.words.value):
        yield Lie(where, "the assertion does not have the name of what it says", words.exact)
    problem = _outside(words, sentence) or _denied(one, words.exact, sentence.exact)
    if problem is not None:
        yield Lie(where, problem, words.exact)


def _outside(words: Place, sentence: Place) -> str | None:
    if words.path is not None:
        return None if words == sentence else "the words are not those of the record pointer"
    within = words.document == sentence.document and sentence.start <= words.start and words.end <= sentence.end
    return None if within else "the words lie outside the sentence"


def _denied(one: Assertion, exact: str, quote: str) -> str | None:
    """Gives the reason for which the words do not bear out the value, or None where they do."""
    row = FIELDS.get(Field(one.field)) if one.field in set(Field) else None
    if row is None:
        return f"{one.field!r} is no field of a record"
    if one.predicate.value not in (row.predicate, READING_VALUE, ALIAS):
        return f"the field {one.field} has another property"
    try:
        value = from_term(one.value, row.kind)
    except (ValueError, KeyError):
        return f"{one.value} is no value of {one.field}"
    worded = _worded(value, one.value, exact)
    if "/at/" in one.words.value and (isinstance(value, StrEnum) or worded is not value):
        return None  # the codes of a record have words of their own, and its fields say what a time is
    return borne_out(row.field, worded, exact, quote)


def _worded(value: Value, term: NamedNode | Literal, exact: str) -> Value:
    """Gives the stretch of time that the words state, where rounding wrote it as the given one."""
    if isinstance(value, Duration):
        for found in durations(exact):
            if duration(found.duration) == term:
                return found.duration
    return value


def _unsupported(quads: Iterable[Quad], found: Provenance) -> Iterator[Lie]:
    """Finds values of sentences that no assertion supports, and assertions of triples that are not there."""
    quads = tuple(quads)
    said = {
        (quad.subject, quad.predicate, quad.object, quad.graph_name)
        for quad in quads
        if quad.predicate.value in _SAID and _plain(quad.subject).startswith(_OURS)
    }
    derived = {(quad.subject, quad.graph_name) for quad in quads if quad.predicate.value == _FORMULA}
    asserted = {(one.subject, one.predicate, one.value, one.sentence) for one in found.assertions}
    titles = {(value, graph) for _, predicate, value, graph in asserted if predicate.value in _TITLES}
    twins: dict[object, list[Literal]] = {}
    for one in found.assertions:
        for key, literal in _twin(one, found):
            twins.setdefault(key, []).append(literal)
    for statement in sorted(asserted - said, key=str):
        yield Lie(f"{statement[0].value} {statement[1].value}", f"{statement[2]} is asserted but not said")
    for subject, predicate, value, graph in sorted(said - asserted, key=str):
        computed = _plain(graph).startswith(_COMPUTED) and ((subject, graph) in derived or _is_key(subject, value))
        known = (
            computed or predicate.value == ALIAS or (value, graph) in titles or _structural(subject, predicate, value)
        )
        if not known and not any(_twinned(one, value) for one in twins.get((subject, predicate, graph), ())):
            yield Lie(f"{_plain(subject)} {predicate.value}", f"no words of its sentence are given for {value}")


def _structural(subject: object, predicate: NamedNode, value: object) -> bool:
    """Tells whether a triple is a class, or links a study to what it gave: these hold of a node, not of words."""
    if predicate.value == TYPE:
        return _plain(value) not in _CLASSES
    return predicate.value == _GIVEN and "/" not in _plain(subject).removeprefix(_STUDIES)


def _is_key(subject: object, value: object) -> bool:
    """Tells whether a value is the key of a study, by which one without a title is called."""
    return isinstance(value, Literal) and iri.study(value.value) == subject


def _plain(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _twin(one: Assertion, found: Provenance) -> Iterator[tuple[object, Literal]]:
    """Gives what the second property of a field must say beside an asserted value."""
    row = FIELDS.get(Field(one.field)) if one.field in set(Field) else None
    words, sentence = found.places.get(one.words.value), found.places.get(one.sentence.value)
    if row is None or row.twin is None or words is None or sentence is None or one.predicate.value != row.predicate:
        return
    try:
        value = from_term(one.value, row.kind)
    except ValueError:
        return
    place = Span(0, 1)
    piece = Evidence(words.document.value, place, place, words.exact, sentence.exact, one.field)
    literal = row.twin.write(value, piece)
    if literal is not None:
        yield (one.subject, NamedNode(row.twin.predicate), one.sentence), literal


def _twinned(wanted: Literal, value: object) -> bool:
    if not isinstance(value, Literal):
        return False
    try:
        expected, told = Decimal(wanted.value), Decimal(value.value)
    except InvalidOperation:
        return wanted == value
    return wanted.datatype == value.datatype and abs(expected - told) <= abs(expected) * _ROUNDING
