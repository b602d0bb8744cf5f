"""The terminologies that were added to the folder of a graph: kept there once, linked at each build.

They stand in terms/NAME.jsonl. The shipped vocabulary goes before them, and of two of them the first by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import MalformedSourceError, QueryError, SourceError, StoreError, UnknownFormatError
from graphbuild.journal import write
from graphbuild.language.slug import slug
from graphbuild.model.study import ConceptLink, Study, Term
from graphbuild.normalise import SCHEMES, Vocabulary, vocabulary
from graphbuild.normalise.spelling import words
from graphbuild.normalise.terminology import Entry, Heading, Terminology, heading, kept
from graphbuild.terms import CONCEPT, ID, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad

FOLDER = "terms"
MAXIMUM_BYTES = 500_000_000
_GRAPH = f"{ID}vocabulary/"
_OBO = ".obo"
_SKOS_ENDINGS = (".ttl", ".trig", ".nt", ".nq")
_RDF_XML = (".rdf", ".owl", ".xml")


def known_scheme(name: str) -> str:
    """Gives the name of a scheme that mentions are linked in; raises QueryError for any other."""
    if name not in SCHEMES:
        raise QueryError(f"there is no scheme {name!r}", where="terms", remedy=f"one of: {', '.join(SCHEMES)}")
    return name


def read_terminology(path: Path, *, scheme: str = SCHEMES[0], name: str = "") -> Terminology:
    """Reads an OBO or SKOS file; raises SourceError that says where and why it cannot be taken."""
    known_scheme(scheme)
    try:
        size = path.stat().st_size
        if size > MAXIMUM_BYTES:
            problem = f"the file has {size:,} bytes, at most {MAXIMUM_BYTES:,} are read"
            raise MalformedSourceError(problem, where=str(path), remedy="add a part of it")
        found = _read(path, slug(name or path.stem))
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=str(path), remedy="check it") from error
    if not found.entries:
        raise MalformedSourceError("it holds no concept with an English name", where=str(path), remedy="check the file")
    return replace(found, scheme=scheme)


def _read(path: Path, name: str) -> Terminology:
    ending = path.suffix.lower()
    if ending == _OBO:
        from graphbuild.normalise.obo import read_obo  # noqa: PLC0415

        return read_obo(_lines(path), name, str(path))
    if ending in _SKOS_ENDINGS:
        from graphbuild.normalise.skos import read_skos  # noqa: PLC0415

        return read_skos(path, name)
    problem = "RDF/XML is not read" if ending in _RDF_XML else "this is no terminology"
    remedy = f"give OBO ({_OBO}) or SKOS as {', '.join(_SKOS_ENDINGS)}"
    raise UnknownFormatError(problem, where=str(path), remedy=remedy)


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                where = f"{path}, line {number}"
                raise MalformedSourceError("this is not UTF-8", where=where, remedy="save it as UTF-8") from error


def add(folder: Path, terminology: Terminology) -> bool:
    """Keeps a terminology in a graph's folder; tells whether it took the place of one of the same name."""
    path = _path(folder, terminology.name)
    replaced = path.is_file()
    write(path, "".join(f"{line}\n" for line in terminology.lines()).encode())
    return replaced


def remove(folder: Path, name: str) -> None:
    """Forgets a terminology; raises StoreError where there is none of that name."""
    path = _path(folder, name)
    if not path.is_file():
        known = ", ".join(one.name for one in listed(folder)) or "none was added"
        raise StoreError(f"there is no terminology {name!r}", where=str(path.parent), remedy=f"there are: {known}")
    path.unlink()


def listed(folder: Path) -> tuple[Heading, ...]:
    """Tells of the terminologies in a graph's folder, by name; raises StoreError where one is damaged."""
    found = []
    for path in _paths(folder):
        with path.open(encoding="utf-8") as file:
            found.append(heading(file.readline(), str(path)))
    return tuple(found)


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{slug(name)}.jsonl"


def _paths(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.jsonl"))


@dataclass(frozen=True)
class Added:
    """The terminologies of one folder."""

    terminologies: Sequence[Terminology] = ()

    @classmethod
    def of(cls, folder: Path | None) -> Added:
        """Reads those of a folder, none without a folder; raises StoreError where one is damaged."""
        found = []
        for path in [] if folder is None else _paths(folder):
            with path.open(encoding="utf-8") as file:
                found.append(kept(file, str(path)))
        return cls(tuple(found))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Gives the shipped vocabulary with everything that was added."""
        if not self.terminologies:
            return vocabulary()
        return vocabulary().extended(concept for one in self.terminologies for concept in one.concepts())

    def parts(self, studies: Iterable[Study]) -> dict[str, list[Quad]]:
        """Gives the concepts that studies are linked to, and all above them, as SKOS, by the name of their graph.

        What no study speaks of stays out of the store: no question could find anything by it.
        """
        if not self.terminologies:
            return {}
        used = {name for study in studies for link in _links(study) for name in self.vocabulary.broader(link.concept)}
        return {f"{_GRAPH}{one.name}": list(self._quads(one, used)) for one in self.terminologies}

    def _quads(self, terminology: Terminology, used: AbstractSet[str]) -> Iterator[Quad]:
        from pyoxigraph import Literal, NamedNode, Quad  # noqa: PLC0415

        graph, skos = NamedNode(f"{_GRAPH}{terminology.name}"), PREFIXES["skos"]

        def say(subject: str, predicate: str, value: NamedNode | Literal) -> Quad:
            return Quad(NamedNode(subject), NamedNode(predicate), value, graph)

        for entry in (entry for entry in terminology.entries if entry.iri in used):
            yield say(entry.iri, f"{PREFIXES['rdf']}type", NamedNode(f"{skos}Concept"))
            yield say(entry.iri, f"{skos}inScheme", NamedNode(f"{CONCEPT}scheme-{terminology.scheme}"))
            yield say(entry.iri, f"{skos}prefLabel", Literal(entry.label, language="en"))
            if entry.notation:
                yield say(entry.iri, f"{skos}notation", Literal(entry.notation))
            for synonym in entry.synonyms:
                yield say(entry.iri, f"{skos}altLabel", Literal(synonym, language="en"))
            for above in self._broader(entry):
                yield say(entry.iri, f"{skos}broader", NamedNode(above))

    def _broader(self, entry: Entry) -> list[str]:
        """Gives the IRIs of what is broader, concepts of the shipped vocabulary among them."""
        concepts = self.vocabulary.concepts
        return [concepts[name].iri for name in concepts[entry.iri].broader if name in concepts]


def _links(study: Study) -> Iterator[ConceptLink]:
    for _, stated in study.stated():
        if isinstance(stated.value, Term):
            yield from stated.value.links


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A mention that no concept fits: in how many studies, in which scheme, and how it is worded most often."""

    studies: int
    scheme: str
    label: str


def unlinked(studies: Iterable[Study]) -> tuple[Unlinked, ...]:
    """Gives the mentions of conditions, interventions and outcomes without a concept, the most frequent first.

    Wordings that differ in case, number, hyphens or spelling count as one.
    """
    wordings: dict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
    for study in studies:
        own = {(scheme, words(term.label)): term.label for scheme, term in _mentions(study) if not term.links}
        for key, label in own.items():
            wordings[key][label] += 1
    found = [
        Unlinked(labels.total(), scheme, min(labels, key=lambda label: (-labels[label], label)))
        for (scheme, _), labels in wordings.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.studies, SCHEMES.index(one.scheme), one.label)))


def _mentions(study: Study) -> Iterator[tuple[str, Term]]:
    yield from (("condition", stated.value) for stated in study.conditions)
    yield from (("intervention", item.name.value) for item in study.interventions)
    yield from (("outcome", item.measure.value) for item in study.outcomes)
