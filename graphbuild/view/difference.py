"""What changed between two graphs: studies that came or went, and within a study each value with its quote.

Values are taken from the assertions of a graph, so that each is one fact with its sentence; computed values follow from
them and are not compared. A study whose key changed is still the same where the two share a report.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.rdf.properties import LABEL, RECORDS, TYPE
from graphbuild.rdf.reading import Assertion, Provenance, provenance
from graphbuild.terms import ID, PREFIXES

_ABOUT = f"{PREFIXES['schema']}about"
_STUDY, _DOCUMENT = f"{ID}study/", f"{ID}doc/"
_TWINS = frozenset(row.twin.predicate for rows in RECORDS.values() for row in rows if row.twin is not None)
_KINDS = {(True, True): "changed", (False, True): "added", (True, False): "removed"}
_SHOWN = 100

_Place = tuple[str, str]
"""The part of a study (empty for the study itself) and the field of it."""


@dataclass(slots=True)
class _Described:
    """A study as a graph tells it: values by place, each with the quotes behind it."""

    title: str = ""
    documents: set[str] = field(default_factory=set)
    values: dict[_Place, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one field: the values that went and those that came, each with its quotes."""

    part: str
    field: str
    old: Mapping[str, tuple[str, ...]]
    new: Mapping[str, tuple[str, ...]]

    @property
    def kind(self) -> str:
        """Says whether values were added, removed, or changed."""
        return _KINDS[bool(self.old), bool(self.new)]


@dataclass(frozen=True, slots=True)
class Revision:
    """The changes of one study; `was` is its former key where that changed."""

    study: str
    title: str
    was: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one graph to another; added and removed studies by key, with their titles."""

    added: Mapping[str, str]
    removed: Mapping[str, str]
    revised: tuple[Revision, ...]
    unchanged: int

    def to_json(self) -> str:
        """Gives an object with the members added, removed, revised and unchanged."""
        revised = [
            {
                "study": one.study,
                "title": one.title,
                "was": one.was or None,
                "changes": [
                    {"part": each.part, "field": each.field, "kind": each.kind, "old": each.old, "new": each.new}
                    for each in one.changes
                ],
            }
            for one in self.revised
        ]
        found: dict[str, Any] = {"added": self.added, "removed": self.removed, "revised": revised}
        return json.dumps(found | {"unchanged": self.unchanged}, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        lines = [f"+ study {key}: {title}" for key, title in self.added.items()]
        lines += [f"- study {key}: {title}" for key, title in self.removed.items()]
        for one in self.revised:
            lines += ["", f"~ study {one.study}{f' (was {one.was})' if one.was else ''}: {one.title}", *_listed(one)]
        counts = f"{len(self.added)} studies added, {len(self.removed)} removed, {len(self.revised)} changed"
        return "\n".join([*lines, *([""] if lines else []), f"{counts}, {self.unchanged} unchanged"])


def difference(old: Iterable[Quad], new: Iterable[Quad]) -> Difference:
    """Compares two graphs."""
    before, after = _described(old), _described(new)
    names = _former_names(before, after)
    revised = []
    for key, study in sorted(after.items()):
        was = names.get(key)
        if was is not None:
            changes = _changes(before[was], study)
            if changes or was != key:
                revised.append(Revision(key, study.title, was if was != key else "", changes))
    gone = set(before) - set(names.values())
    return Difference(
        {key: study.title for key, study in sorted(after.items()) if key not in names},
        {key: study.title for key, study in sorted(before.items()) if key in gone},
        tuple(revised),
        len(names) - len(revised),
    )


def _described(quads: Iterable[Quad]) -> dict[str, _Described]:
    known = list(quads)
    studies: dict[str, _Described] = defaultdict(_Described)
    owners: dict[str, str] = {}
    for quad in known:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode):
            continue
        if predicate == _ABOUT and isinstance(value, NamedNode):
            owners[subject.value] = _split(value.value)[0]
            studies[owners[subject.value]].documents.add(subject.value)
        elif predicate == LABEL and _is_study(subject.value) and isinstance(value, Literal):
            studies[_split(subject.value)[0]].title = " ".join(value.value.split())
        elif predicate == TYPE and _is_study(subject.value):
            studies.setdefault(_split(subject.value)[0], _Described())
    _fill(studies, owners, provenance(known))
    return studies


def _fill(studies: Mapping[str, _Described], owners: Mapping[str, str], told: Provenance) -> None:
    for one in told.assertions:
        subject = one.subject.value
        key, part = _split(subject)
        if subject in owners:
            key, part = owners[subject], f"report {subject.removeprefix(_DOCUMENT)}"
        if key in studies and one.predicate.value not in _TWINS:
            quote = told.places.get(one.sentence.value)
            value = _value(one)
            studies[key].values[part, one.field][value].update([" ".join(quote.exact.split())] if quote else [])


def _is_study(iri: str) -> bool:
    return iri.startswith(_STUDY) and not _split(iri)[1]


def _split(iri: str) -> tuple[str, str]:
    """Gives the key of the study that an IRI is of, and the part of it; both empty for another IRI."""
    if not iri.startswith(_STUDY):
        return "", ""
    key, _, part = iri.removeprefix(_STUDY).partition("/")
    return unquote(key), part


def _value(one: Assertion) -> str:
    if isinstance(one.value, Literal):
        return " ".join(one.value.value.split())
    return one.value.value.rpartition("/")[2].rpartition("#")[2]


def _former_names(before: Mapping[str, _Described], after: Mapping[str, _Described]) -> dict[str, str]:
    """Gives for each study its key in the old graph: the same, or that of a study that went and shares a report."""
    names = {key: key for key in after if key in before}
    gone = {document: key for key in sorted(before) if key not in after for document in before[key].documents}
    for key in sorted(set(after) - set(names)):
        former = sorted({gone[document] for document in after[key].documents if document in gone})
        free = [one for one in former if one not in names.values()]
        if free:
            names[key] = free[0]
    return names


def _changes(old: _Described, new: _Described) -> tuple[Change, ...]:
    found = []
    for place in sorted({*old.values, *new.values}):
        before, after = old.values.get(place, {}), new.values.get(place, {})
        went = {value: tuple(sorted(before[value])) for value in sorted(before) if value not in after}
        came = {value: tuple(sorted(after[value])) for value in sorted(after) if value not in before}
        if went or came:
            found.append(Change(*place, went, came))
    return tuple(found)


def _listed(revision: Revision) -> Iterator[str]:
    """Gives the changes in lines; a quote that the last value had, too, is not said again."""
    last = ""
    for change in revision.changes:
        yield f"    {change.kind} {' '.join(part for part in (change.part, change.field) if part)}"
        for sign, values in (("-", change.old), ("+", change.new)):
            for value, quotes in values.items():
                yield f"      {sign} {value}"
                quote = next(iter(quotes), "")
                if quote not in {"", value, last}:
                    yield f'          "{_cut(quote)}"'
                last = quote


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}\u2026"
