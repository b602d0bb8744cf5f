#!/usr/bin/env python3
"""Checks every external identifier of the vocabulary against files of the terminologies that it points to.

    python scripts/check_identifiers.py TERMINOLOGIES

TERMINOLOGIES is a folder with doid_terms.tsv, mondo_labels.tsv, mondo_exactmatch_{doid,mesh,ncit}.sssom.tsv,
dhimmel_2015_terms.tsv (MeSH headings), hpo_terms.tsv and ncit_disease_2018.tsv. Prints one line for each identifier
that does not exist, whose label agrees with none of the concept's, that MONDO does not count as an exact match of the
concept's MONDO identifier, that two concepts claim, or that only one of vocabulary/ and mappings.sssom.tsv has; exit
status 1 where there is one.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from graphbuild.normalise import Concept, Vocabulary, read
from graphbuild.normalise.spelling import words
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT, PREFIXES

SKOS = PREFIXES["skos"]
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")
NAMESPACES = {"http://id.nlm.nih.gov/mesh/": "MESH:", "http://purl.obolibrary.org/obo/": ""}
SAME = {"disorder": "disease", "neoplasm": "cancer"}
"""Words that terminologies use for one another in the names of one thing."""
FILES = (
    ("doid_terms.tsv", "id", "label", "exact_synonyms", ""),
    ("mondo_labels.tsv", "id", "label", None, ""),
    ("hpo_terms.tsv", "id", "label", "layperson_synonyms", ""),
    ("dhimmel_2015_terms.tsv", "mesh_id", "mesh_name", None, "MESH:"),
    ("ncit_disease_2018.tsv", "id", "label", "synonyms", ""),
)
"""Files with the columns of identifier, label and further labels, and what stands before each identifier."""


@dataclass(frozen=True, slots=True)
class Terminologies:
    """The labels of each identifier, the preferred one first, and what MONDO takes for the same."""

    labels: dict[str, tuple[str, ...]]
    same: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping of a concept."""

    concept: str
    kind: str
    identifier: str


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Gives the rows of a table, past comments; nothing where the file is missing."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def load(folder: Path) -> Terminologies:
    """Reads the files of the terminologies."""
    found = Terminologies({})
    for file, identifier, label, more, prefix in FILES:
        for row in rows(folder / file):
            others = row[more].split("|") if more else ()
            found.labels[prefix + row[identifier]] = (row[label], *others)
    for name in ("doid", "mesh", "ncit"):
        for row in rows(folder / f"mondo_exactmatch_{name}.sssom.tsv"):
            if row["predicate_id"] == "skos:exactMatch":
                found.same[row["subject_id"]].add(row["object_id"].replace("mesh:", "MESH:"))
    return found


def mappings(paths: list[Path]) -> list[Mapping]:
    """Gives the mappings of SKOS files."""
    found = []
    for path in paths:
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
            kind = quad.predicate.value.removeprefix(SKOS)
            if kind in MATCHES:
                found.append(Mapping(quad.subject.value.removeprefix(CONCEPT), kind, curie(quad.object.value)))
    return sorted(found, key=lambda mapping: (mapping.concept, mapping.kind, mapping.identifier))


def curie(iri: str) -> str:
    """Gives the short form of an IRI, the IRI itself where its namespace is unknown.

    >>> curie("http://purl.obolibrary.org/obo/DOID_2377"), curie("http://id.nlm.nih.gov/mesh/D009103")
    ('DOID:2377', 'MESH:D009103')
    """
    for namespace, prefix in NAMESPACES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace).replace("_", ":")
    return iri


def key(label: str) -> tuple[str, ...]:
    """Gives the words of a label in their usual order and in the words of one terminology (Neoplasms, Breast)."""
    found = words(" ".join(reversed(label.split(", "))))
    if "neoplasm" in found:
        found = tuple(word for word in found if word != "malignant")
    return tuple(SAME.get(word, word) for word in found)


def agrees(concept: Concept, labels: tuple[str, ...]) -> bool:
    """Tells whether a label of the identifier is one of the concept's."""
    own = {form(label) for label in concept.labels for form in (words, key)}
    return any(form(label) in own for label in labels if label for form in (words, key))


def complaints(concept: Concept, own: list[Mapping], known: Terminologies) -> Iterator[str]:
    """Says what does not hold of the mappings of one concept."""
    exact = {mapping.identifier for mapping in own if mapping.kind == "exactMatch"}
    mondo = {identifier for identifier in exact if identifier.startswith("MONDO:")}
    for mapping in own:
        labels = known.labels.get(mapping.identifier)
        told = f"{concept.name} {mapping.kind} {mapping.identifier}"
        if labels is None or labels[0].startswith("obsolete"):
            yield f"{told}: no such identifier"
            continue
        linked = known.same[mapping.identifier] & exact
        support = [labels, *(known.labels.get(other, ()) for other in linked)]
        if not any(agrees(concept, names) for names in support):
            yield f"{told}: its label {labels[0]!r} is none of {concept.label!r}"
        elsewhere = mapping.identifier in exact - mondo and bool(mondo)
        if elsewhere and not any(mapping.identifier in known.same[one] for one in mondo):
            yield f"{told}: no exact match of {', '.join(sorted(mondo))} in MONDO"


def twice(found: list[Mapping]) -> Iterator[str]:
    """Says which identifiers are the exact match of two concepts."""
    owners: dict[str, list[str]] = defaultdict(list)
    for mapping in found:
        if mapping.kind == "exactMatch":
            owners[mapping.identifier].append(mapping.concept)
    for identifier, names in sorted(owners.items()):
        if len(names) > 1:
            yield f"{identifier}: exact match of {', '.join(names)}"


def table(path: Path) -> set[Mapping]:
    """Gives the mappings of an SSSOM table."""
    return {
        Mapping(row["subject_id"].removeprefix("GBC:"), row["predicate_id"].removeprefix("skos:"), row["object_id"])
        for row in rows(path)
    }


def check(folder: Path, known: Terminologies) -> list[str]:
    """Gives all complaints about an ontology folder."""
    paths = sorted((folder / "vocabulary").glob("*.ttl"))
    vocabulary: Vocabulary = read(paths)
    found = mappings(paths)
    by_concept: dict[str, list[Mapping]] = defaultdict(list)
    for mapping in found:
        by_concept[mapping.concept].append(mapping)
    said = [line for name, own in by_concept.items() for line in complaints(vocabulary.concepts[name], own, known)]
    listed = table(folder / "mappings.sssom.tsv")
    said += [
        f"{mapping.concept} {mapping.kind} {mapping.identifier}: only in {where}"
        for where, odd in (("the vocabulary", set(found) - listed), ("mappings.sssom.tsv", listed - set(found)))
        for mapping in sorted(odd, key=lambda mapping: (mapping.concept, mapping.identifier))
    ]
    return said + list(twice(found))


def main(arguments: list[str]) -> int:
    """Checks the vocabulary of the checkout."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    said = check(ontology(), load(Path(arguments[0])))
    print("\n".join(said) or "all identifiers hold")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
