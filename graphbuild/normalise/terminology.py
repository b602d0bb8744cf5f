"""A terminology that somebody adds: what its file says, and the lines it is kept as."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graphbuild.errors import StoreError
from graphbuild.normalise.vocabulary import Concept


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a terminology: its IRI, labels, the IRIs of broader ones, its code, the IRIs of equal ones."""

    iri: str
    label: str
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    notation: str = ""
    same: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Gives the preferred label and the synonyms."""
        return (self.label, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Terminology:
    """Concepts under one name; `scheme` tells what they name: condition, intervention or outcome."""

    name: str
    entries: tuple[Entry, ...]
    scheme: str = "condition"
    version: str = ""
    licence: str = ""

    def concepts(self) -> tuple[Concept, ...]:
        """Gives the entries as concepts; a broader one that the file does not describe is left out."""
        known = {entry.iri for entry in self.entries}
        return tuple(
            Concept(
                entry.iri,
                entry.label,
                entry.synonyms,
                tuple(above for above in entry.broader if above in known and above != entry.iri),
                schemes=(self.scheme,),
                same=entry.same,
                origin=self.name,
            )
            for entry in self.entries
        )

    def lines(self) -> Iterator[str]:
        """Gives the terminology as lines of JSON: what is said of the whole, then one entry a line."""
        yield json.dumps([self.name, self.scheme, self.version, self.licence, len(self.entries)], ensure_ascii=False)
        for one in self.entries:
            yield json.dumps(
                [one.iri, one.label, one.synonyms, one.broader, one.notation, one.same], ensure_ascii=False
            )


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of a whole terminology, without its concepts."""

    name: str
    scheme: str
    version: str
    licence: str
    count: int


def heading(line: str, where: str) -> Heading:
    """Reads the first line of a kept terminology; raises StoreError where it is damaged."""
    try:
        return Heading(*json.loads(line))
    except (ValueError, TypeError) as error:
        remedy = "remove the file and add the terminology again"
        raise StoreError(f"the terminology cannot be read: {error}", where=where, remedy=remedy) from error


def kept(lines: Iterable[str], where: str) -> Terminology:
    """Reads a terminology from its lines; raises StoreError where they are damaged."""
    rows = iter(lines)
    head = heading(next(rows, ""), where)
    empty = Terminology(head.name, (), head.scheme, head.version, head.licence)
    try:
        whole = json.loads(f"[{','.join(rows)}]")
        entries = tuple(
            Entry(iri, label, tuple(synonyms), tuple(broader), notation, tuple(same))
            for iri, label, synonyms, broader, notation, same in whole
        )
    except (ValueError, TypeError) as error:
        remedy = "remove the file and add the terminology again"
        raise StoreError(f"the terminology cannot be read: {error}", where=where, remedy=remedy) from error
    if len(entries) != head.count:
        problem = f"the terminology holds {len(entries)} of {head.count} concepts"
        raise StoreError(problem, where=where, remedy="remove the file and add the terminology again")
    return replace(empty, entries=entries)
