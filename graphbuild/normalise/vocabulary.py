"""The vocabulary in memory: concepts, their labels, and what is narrower or broader.

Other parts ask it through `vocabulary()`: what is there (`concepts`), what a label means (`named`), and what a question
about a concept includes (`narrower`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from graphbuild.errors import GraphbuildError
from graphbuild.model.codes import MatchKind
from graphbuild.model.study import ConceptLink
from graphbuild.normalise.spelling import words
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT, PREFIXES

SCHEMES = ("condition", "intervention", "outcome")
"""The schemes whose concepts name what a study is about; those of the others are codes."""

_SKOS = PREFIXES["skos"]
_SCHEME_NAME = "scheme-"
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]{0,8}[A-Z]){2})[A-Za-z0-9./+-]{2,9}")
_READ_BY_ALL = 5
"""From this length on an abbreviation is known in any case, e.g. covid-19."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept; `broader` and `related` hold names, `schemes` those of its schemes without the prefix.

    The name of a concept of the shipped vocabulary is its local name; that of one from an added terminology, whose name
    is its `origin`, is its IRI. `same` holds IRIs of concepts elsewhere that mean the same.
    """

    name: str
    label: str
    alternatives: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    origin: str = ""

    @property
    def iri(self) -> str:
        """Gives the IRI."""
        return self.name if self.origin else CONCEPT + self.name

    @property
    def labels(self) -> tuple[str, ...]:
        """Gives the preferred label and all others."""
        return (self.label, *self.alternatives)


@dataclass(frozen=True, slots=True)
class Naming:
    """A concept that goes by some label, and what kind of label that is."""

    concept: Concept
    kind: MatchKind


class Vocabulary:
    """Concepts by name and by label.

    No label has more words than `longest`; `reach` says for each word with which labels begin how many the longest has.

    `linked` remembers what mentions (scheme, label, aliases) are linked to whatever the study (see normalise.matching).
    Where concepts of several origins go by one label, those that were given first have it.

    >>> known = vocabulary()
    >>> [naming.concept.name for naming in known.named("brain shrinkage")]
    ['brain-atrophy']
    >>> "secondary-progressive-multiple-sclerosis" in known.narrower("multiple-sclerosis")
    True
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: Mapping[str, Concept] = {concept.name: concept for concept in concepts}
        self._below: dict[str, set[str]] = defaultdict(set)
        self._labels: dict[tuple[str, ...], list[Naming]] = defaultdict(list)
        self._abbreviations: dict[str, list[Concept]] = defaultdict(list)
        for concept in self.concepts.values():
            for broader in concept.broader:
                self._below[broader].add(concept.name)
            if not set(SCHEMES).isdisjoint(concept.schemes):
                self._index(concept)
        self.longest = max((len(key) for key in self._labels), default=0)
        self.reach: dict[str, int] = {}
        for key in filter(None, self._labels):
            self.reach[key[0]] = max(self.reach.get(key[0], 0), len(key))
        self.linked: dict[tuple[str, str, tuple[str, ...]], tuple[ConceptLink, ...]] = {}

    def _index(self, concept: Concept) -> None:
        for label in concept.labels:
            short = is_abbreviation(label)
            if short:
                self._abbreviations[label].append(concept)
            key = () if short and len(label) < _READ_BY_ALL else words(label)
            held = self._labels.get(key)
            if key and (not held or held[0].concept.origin == concept.origin):
                self._labels[key].append(Naming(concept, _kind(label, concept)))

    def get(self, name: str) -> Concept | None:
        """Gives the concept of that local name or IRI, None where there is none."""
        return self.concepts.get(name.removeprefix(CONCEPT))

    def named(self, label: str) -> tuple[Naming, ...]:
        """Gives the concepts that go by the label, whatever its case, number, hyphens and spelling."""
        return self.worded(words(label))

    def extended(self, added: Iterable[Concept]) -> "Vocabulary":
        """Gives a vocabulary with further concepts, each below the concepts of this one that mean the same."""
        elsewhere = {iri: concept.name for concept in self.concepts.values() for iri in concept.same}
        return Vocabulary((*self.concepts.values(), *(self._placed(concept, elsewhere) for concept in added)))

    def _placed(self, concept: Concept, elsewhere: Mapping[str, str]) -> Concept:
        same = {elsewhere[iri] for iri in (concept.iri, *concept.same) if iri in elsewhere}
        if not same:
            named = {naming.concept.name for naming in self.named(concept.label) if naming.kind is MatchKind.PREFERRED}
            same = {name for name in named if set(concept.schemes) <= set(self.concepts[name].schemes)}
        return replace(concept, broader=(*concept.broader, *sorted(same))) if same else concept

    def worded(self, key: tuple[str, ...]) -> tuple[Naming, ...]:
        """Gives the concepts that go by the words of a label (see normalise.spelling)."""
        return tuple(self._labels.get(key, ()))

    def abbreviated(self, text: str) -> tuple[Concept, ...]:
        """Gives the concepts that go by an abbreviation; case counts, a plural s does not.

        >>> [concept.name for concept in vocabulary().abbreviated("SAEs")]
        ['serious-adverse-event']
        """
        found = self._abbreviations.get(text) or self._abbreviations.get(text.removesuffix("s")) or []
        return tuple(dict.fromkeys(found))

    def narrower(self, name: str) -> frozenset[str]:
        """Gives the names of the concept and of all below it."""
        return self._closure(name, lambda one: self._below.get(one, ()))

    def broader(self, name: str) -> frozenset[str]:
        """Gives the names of the concept and of all above it."""
        return self._closure(name, lambda one: self.concepts[one].broader if one in self.concepts else ())

    @staticmethod
    def _closure(name: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
        seen, waiting = {name}, [name]
        while waiting:
            new = set(step(waiting.pop())) - seen
            seen |= new
            waiting += new
        return frozenset(seen)


def is_abbreviation(label: str) -> bool:
    """Tells whether a label is one short word with at least two capitals.

    >>> is_abbreviation("SPMS"), is_abbreviation("Tysabri"), is_abbreviation("MS relapse")
    (True, False, False)
    """
    return _ABBREVIATION.fullmatch(label) is not None


def _kind(label: str, concept: Concept) -> MatchKind:
    if label == concept.label:
        return MatchKind.PREFERRED
    return MatchKind.ABBREVIATION if is_abbreviation(label) else MatchKind.SYNONYM


def read(paths: Iterable[Path]) -> Vocabulary:
    """Gives the concepts of SKOS files in Turtle; raises GraphbuildError for a file that does not parse."""
    import pyoxigraph  # noqa: PLC0415  # only where the vocabulary is asked for

    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        try:
            for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
                if quad.predicate.value.startswith(_SKOS) and isinstance(quad.subject, pyoxigraph.NamedNode):
                    found[quad.subject.value][quad.predicate.value.removeprefix(_SKOS)].append(quad.object.value)
        except SyntaxError as error:
            raise GraphbuildError(f"the vocabulary does not parse: {error}", where=str(path)) from error
    return Vocabulary(_concept(iri, values) for iri, values in sorted(found.items()) if "inScheme" in values)


def _concept(iri: str, values: Mapping[str, list[str]]) -> Concept:
    def names(key: str) -> tuple[str, ...]:
        return tuple(sorted(value.removeprefix(CONCEPT) for value in values[key]))

    schemes = (scheme.removeprefix(CONCEPT + _SCHEME_NAME) for scheme in values["inScheme"])
    return Concept(
        name=iri.removeprefix(CONCEPT),
        label=values["prefLabel"][0],
        alternatives=tuple(sorted(values["altLabel"])),
        broader=names("broader"),
        related=names("related"),
        schemes=tuple(sorted(schemes)),
        same=names("exactMatch"),
    )


@cache
def vocabulary() -> Vocabulary:
    """Gives the vocabulary of the ontology folder, read once."""
    return read(sorted((ontology() / "vocabulary").glob("*.ttl")))


def concepts() -> tuple[Concept, ...]:
    """Gives all concepts of the vocabulary, the codes among them, by name."""
    return tuple(vocabulary().concepts.values())
