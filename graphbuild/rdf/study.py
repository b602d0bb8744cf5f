"""Study -> quads: nodes with their types, links and values, each in the graph of the sentence that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.language.slug import slug
from graphbuild.model.codes import DocumentKind, MatchKind, ValueStatus
from graphbuild.model.fact import Ref, Value
from graphbuild.model.study import (
    Disagreement,
    Evidence,
    Finding,
    MergeReason,
    Reading,
    Report,
    Stated,
    Study,
    Term,
)
from graphbuild.rdf import iri
from graphbuild.rdf.evidence import assertion, best, cited, descriptions, place
from graphbuild.rdf.properties import ALIAS, CONDITION, LABEL, READING_VALUE, RECORDS, TYPE, Property
from graphbuild.rdf.values import decimal, literal, to_term
from graphbuild.terms import CONCEPT, GB, PREFIXES

SCHEMA, SKOS, CITO, FABIO = (PREFIXES[name] for name in ("schema", "skos", "cito", "fabio"))

_DOCUMENT_CLASSES = {
    DocumentKind.NEWS: f"{SCHEMA}NewsArticle",
    DocumentKind.ABSTRACT: f"{SCHEMA}ScholarlyArticle",
    DocumentKind.PAPER: f"{SCHEMA}ScholarlyArticle",
    DocumentKind.REGISTRATION: f"{GB}RegistryRecord",
}
_POPULATION_KEY = "population"
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_ALIAS = NamedNode(ALIAS)


@dataclass(frozen=True, slots=True)
class _Node:
    """A node under construction: its name and its study's, the graph that takes all of it if it was computed.

    `asserting` tells whether the words of its values are wanted too.
    """

    name: NamedNode
    study: NamedNode
    computed: NamedNode | None = None
    asserting: bool = True

    def child(self, kind: str, key: str = "", computed: NamedNode | None = None) -> _Node:
        """Gives a part of the study."""
        return replace(self, name=iri.child(self.study, kind, key), computed=computed)


def study_quads(study: Study, *, assertions: bool = True) -> Iterator[Quad]:
    """Gives the quads of one study, some of them more than once; see graphbuild.rdf.quads."""
    name = iri.study(study.key)
    node = _Node(name, name, asserting=assertions)
    everything = tuple(piece for _, stated in study.stated() for piece in stated.evidence)
    yield from descriptions(everything, words=assertions)
    for report in study.reports:
        yield from _report(report, study, node)
    yield from _publication(study, node)
    yield from _study(study, node, everything)
    yield from _conditions(study, node)
    yield from _population(study, node)
    for kind, records in (("arm", study.arms), ("intervention", study.interventions), ("outcome", study.outcomes)):
        for record in records:
            yield from _child(record, kind, node)
    for finding in study.findings:
        yield from _finding(finding, study, node)
    for reading in study.readings:
        yield from _reading(reading, node)
    yield from _identity(study, node)


def _identity(study: Study, node: _Node) -> Iterator[Quad]:
    """Gives what was computed by laying reports side by side."""
    for merge in study.merges:
        yield from _merge(merge, study, node)
    for disagreement in study.disagreements:
        yield from _disagreement(disagreement, study, node)
    for near in study.possibly_same_as:
        yield _quad(node.name, f"{GB}possiblySameAs", iri.study(near.study), iri.computed(study.key))


def _quad(subject: NamedNode, predicate: str, value: Literal | NamedNode | str, graph: NamedNode) -> Quad:
    """Gives one quad; a plain string is the IRI of a class, concept or node."""
    return Quad(subject, NamedNode(predicate), NamedNode(value) if isinstance(value, str) else value, graph)


def _report(report: Report, study: Study, node: _Node) -> Iterator[Quad]:
    name = iri.document(report.document)
    say = partial(_quad, name, graph=name)
    yield say(TYPE, f"{GB}SourceDocument")
    yield say(TYPE, _DOCUMENT_CLASSES[report.kind])
    yield say(f"{GB}documentKind", CONCEPT + report.kind.value)
    yield say(f"{GB}sha256", literal(report.digest))
    yield say(f"{GB}textLength", literal(str(report.length), "integer"))
    yield say(f"{SCHEMA}about", node.study)
    yield _quad(node.study, f"{GB}report", name, name)
    if report.kind is DocumentKind.NEWS and _has_publication(study):
        yield say(f"{CITO}discusses", iri.publication(study))
    yield from _values(report, replace(node, name=name))


def _has_publication(study: Study) -> bool:
    return any(True for _ in _pieces(study.publication))


def _publication(study: Study, node: _Node) -> Iterator[Quad]:
    pieces = list(_pieces(study.publication))
    if not pieces:
        return
    name, graph = iri.publication(study), place(best(pieces))
    yield _quad(name, TYPE, f"{SCHEMA}MedicalScholarlyArticle", graph)
    yield _quad(name, TYPE, f"{FABIO}JournalArticle", graph)
    yield _quad(name, f"{SCHEMA}about", node.study, graph)
    yield _quad(node.study, f"{GB}reportedIn", name, graph)
    yield from _values(study.publication, replace(node, name=name))
    for stated in study.publication.authors:
        person = iri.author(name, stated.value.name)
        for graph in {place(piece) for piece in stated.evidence}:
            yield _quad(name, f"{SCHEMA}author", person, graph)
            yield _quad(person, TYPE, f"{SCHEMA}Person", graph)
            yield _quad(person, f"{SCHEMA}name", literal(stated.value.name), graph)
            orcid = _ORCID.fullmatch(stated.value.orcid or "")
            if orcid is not None:
                yield _quad(person, f"{SCHEMA}sameAs", f"https://orcid.org/{orcid[1]}", graph)
        yield from cited(person, stated.evidence)


def _study(study: Study, node: _Node, everything: Sequence[Evidence]) -> Iterator[Quad]:
    own = everything if study.study_type is None else study.study_type.evidence
    home = place(best(own)) if own else iri.computed(study.key)
    yield _quad(node.name, TYPE, f"{GB}ClinicalStudy", home)
    titles = [study.publication.title, study.official_title, *(report.title for report in study.reports)]
    named = next((title for title in titles if title is not None), None)
    graphs = {iri.computed(study.key)} if named is None else {place(piece) for piece in named.evidence}
    for graph in graphs:
        yield _quad(node.name, LABEL, literal(study.brief_title), graph)
    yield from _values(study, node, cite=False)
    yield from cited(node.name, everything)


def _conditions(study: Study, node: _Node) -> Iterator[Quad]:
    for stated in study.conditions:
        child = node.child("condition", iri.label_key(stated.value.label))
        yield from _typed(child, "condition", stated.evidence)
        yield from _value(CONDITION, stated, child)
        yield from _term(stated, "condition", child)
        yield from cited(child.name, stated.evidence)


def _population(study: Study, node: _Node) -> Iterator[Quad]:
    pieces = list(_pieces(study.population))
    if pieces:
        child = node.child(_POPULATION_KEY)
        yield from _typed(child, _POPULATION_KEY, pieces)
        yield from _values(study.population, child)


def _child(record: Any, kind: str, node: _Node) -> Iterator[Quad]:
    """Gives an arm, an intervention or an outcome: the first row of its table is its name."""
    child = node.child(kind, record.key)
    named: Stated[Any] = getattr(record, RECORDS[type(record)][0].attribute)
    yield from _typed(child, kind, named.evidence)
    yield from _values(record, child)
    if isinstance(named.value, Term):
        yield from _term(named, kind, child)


def _finding(finding: Finding, study: Study, node: _Node) -> Iterator[Quad]:
    derived = finding.status is ValueStatus.DERIVED
    child = node.child("finding", finding.key, iri.computed(study.key) if derived else None)
    yield from _typed(child, "finding", finding.statement.evidence)
    yield from _values(finding, child)
    home = _home(child, finding.statement.evidence)
    yield _quad(child.name, f"{GB}valueStatus", CONCEPT + (finding.status or ValueStatus.REPORTED).value, home)
    if finding.formula is not None:
        yield _quad(child.name, f"{GB}formula", literal(finding.formula), home)
    for key in finding.derived_from:
        source = node.name if key == _POPULATION_KEY else iri.child(node.name, "finding", key)
        yield _quad(child.name, f"{GB}derivedFrom", source, home)


def _reading(reading: Reading, node: _Node) -> Iterator[Quad]:
    told = _told(reading.stated.value)
    key = iri.short_hash(reading.path, told.value, length=8)
    child = node.child("reading", key)
    yield from _typed(child, "reading", reading.stated.evidence)
    for piece in reading.stated.evidence:
        yield _quad(child.name, f"{GB}field", literal(reading.path), place(piece))
        yield _quad(child.name, READING_VALUE, told, place(piece))
        if node.asserting:
            yield from assertion(child.name, NamedNode(READING_VALUE), told, reading.field, piece)
    yield from cited(child.name, reading.stated.evidence)


def _told(value: Value) -> Literal:
    """Gives a value that lost as a literal, also where the one that won is a node or a concept."""
    if isinstance(value, Ref):
        return literal(value.key)
    term = to_term(value)
    return term if isinstance(term, Literal) else literal(str(value))


def _merge(merge: MergeReason, study: Study, node: _Node) -> Iterator[Quad]:
    name = iri.child(node.name, "merge", iri.short_hash(merge.left, merge.right, merge.reason, length=8))
    say = partial(_quad, name, graph=iri.computed(study.key))
    yield _quad(node.name, f"{GB}merge", name, iri.computed(study.key))
    yield say(TYPE, f"{GB}MergeReason")
    yield say(f"{GB}left", iri.document(merge.left))
    yield say(f"{GB}right", iri.document(merge.right))
    yield say(f"{GB}reason", literal(merge.reason))
    yield say(f"{GB}weight", decimal(Decimal(str(merge.weight))))


def _disagreement(found: Disagreement, study: Study, node: _Node) -> Iterator[Quad]:
    graph = iri.computed(study.key)
    sides = (("left", found.left), ("right", found.right))
    places = [place(side.evidence).value for _, side in sides]
    key = iri.short_hash(found.path, found.kind.value, *places, length=8)
    name = iri.child(node.name, "disagreement", key)
    say = partial(_quad, name, graph=graph)
    yield _quad(node.name, f"{GB}disagreement", name, graph)
    yield say(TYPE, f"{GB}Disagreement")
    yield say(f"{GB}disagreementKind", CONCEPT + found.kind.value)
    yield say(f"{GB}severity", CONCEPT + found.severity.value)
    yield say(f"{GB}field", literal(found.path))
    for name_of_side, side in sides:
        yield say(f"{GB}{name_of_side}Value", literal(side.value))
        yield say(f"{GB}{name_of_side}Evidence", place(side.evidence))
    yield from cited(name, (found.left.evidence, found.right.evidence), graph)


def _home(node: _Node, pieces: Iterable[Evidence]) -> NamedNode:
    """Names the graph of what holds of the node as a whole."""
    return node.computed or place(best(pieces))


def _typed(node: _Node, kind: str, pieces: Iterable[Evidence]) -> Iterator[Quad]:
    graph = _home(node, pieces)
    yield _quad(node.name, TYPE, GB + kind.capitalize(), graph)
    yield _quad(node.study, GB + kind, node.name, graph)


def _values(record: Any, node: _Node, *, cite: bool = True) -> Iterator[Quad]:
    for row in RECORDS[type(record)]:
        for stated in _many(getattr(record, row.attribute)):
            yield from _value(row, stated, node)
    if cite:
        yield from cited(node.name, _pieces(record), node.computed)


def _value(row: Property, stated: Stated[Any], node: _Node) -> Iterator[Quad]:
    value = iri.child(node.study, row.target, str(stated.value)) if row.target else to_term(stated.value)
    for piece in stated.evidence:
        graph = node.computed or place(piece)
        predicate, said = NamedNode(row.predicate), value
        if isinstance(stated.value, Term) and not _words_say(stated.value.label, piece.exact):
            predicate, said = _ALIAS, literal(" ".join(piece.exact.split()))
        yield Quad(node.name, predicate, said, graph)
        twin = None if row.twin is None else row.twin.write(stated.value, piece)
        if row.twin is not None and twin is not None:
            yield _quad(node.name, row.twin.predicate, twin, graph)
        if node.asserting and node.computed is None:
            yield from assertion(node.name, predicate, said, row.field, piece)


def _words_say(label: str, exact: str) -> bool:
    """Tells whether the label's words stand among the words in their order: another report may word it differently."""
    rest = iter(slug(exact, limit=len(exact)).split("-"))
    return all(any(word in candidate for candidate in rest) for word in slug(label, limit=len(label)).split("-"))


def _term(stated: Stated[Term], scheme: str, node: _Node) -> Iterator[Quad]:
    """Links a mention to its concepts, or to one of its own where no vocabulary has it."""
    term = stated.value
    for graph in {place(piece) for piece in stated.evidence}:
        for link in term.links:
            yield _quad(node.name, f"{GB}concept", iri.concept(link.concept), graph)
            yield _quad(node.name, f"{GB}matchKind", CONCEPT + link.match.value, graph)
        if not term.links:
            own = iri.own_concept(scheme, term.label)
            yield _quad(node.name, f"{GB}concept", own, graph)
            yield _quad(node.name, f"{GB}matchKind", CONCEPT + MatchKind.UNLINKED.value, graph)
            yield _quad(own, TYPE, f"{SKOS}Concept", graph)
            yield _quad(own, f"{SKOS}prefLabel", literal(iri.plain_label(term.label)), graph)
            yield _quad(own, f"{SKOS}inScheme", f"{CONCEPT}scheme-unlinked", graph)
    for alias in term.aliases:
        yield Quad(node.name, _ALIAS, literal(alias), _alias_graph(alias, stated))


def _alias_graph(alias: str, stated: Stated[Term]) -> NamedNode:
    """Names a sentence that holds the other wording, else the document in which it was met."""
    wanted = alias.casefold()
    holding = [piece for piece in stated.evidence if wanted in piece.quote.casefold()]
    return place(best(holding)) if holding else iri.document(stated.evidence[0].document)


def _many(value: Any) -> tuple[Stated[Any], ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _pieces(record: Any) -> Iterator[Evidence]:
    """Gives the evidence of the record's own values."""
    for row in RECORDS[type(record)]:
        for stated in _many(getattr(record, row.attribute)):
            yield from stated.evidence
