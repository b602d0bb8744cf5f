"""What the RDF formats share: the statements of studies, and what of them a reader wants to see first.

Terms are written as in N-Quads; see graphbuild.rdf.statements.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import Quad, Triple

from graphbuild.model.study import Study
from graphbuild.rdf import Told, quads, sorted_quads
from graphbuild.rdf.properties import LABEL, RECORDS, TYPE
from graphbuild.rdf.statements import Statement
from graphbuild.terms import GB, ID, PREFIXES

EVIDENCE = f"{GB}evidence"

_GROUPS = ("study", "pub", "doc", "run", "term")
_CHILDREN = (
    "",
    "condition",
    "population",
    "arm",
    "intervention",
    "outcome",
    "finding",
    "reading",
    "merge",
    "disagreement",
)
_LAST = len(_GROUPS)
_FIRST = [TYPE, LABEL, *(PREFIXES[prefix] + name for prefix, name in (("schema", "headline"), ("dcterms", "title")))]
_LINKS = [GB + name for name in (*_CHILDREN[1:], "report", "reportedIn", "concept", "matchKind", "alias")]
_SPANS = [PREFIXES["oa"] + name for name in ("start", "end", "exact")]
_VALUES = [name for rows in RECORDS.values() for row in rows for name in row.predicates if name not in _LINKS]
_ORDER = {name: place for place, name in enumerate(dict.fromkeys([*_FIRST, *_VALUES, *_LINKS, *_SPANS]))}
_RELATIVE = re.compile(r"(?:doc|fact|pub|run|study|term)(?:/[^/<>\"{}|\\^`\s?#]+)+")
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")

Key = tuple[object, ...]
Terms = tuple[str, str, str]
Nodes = dict[str, dict[str, list[str]]]
"""Subject -> predicate -> objects."""


def iri(term: str) -> str:
    """Gives the IRI of a term that must be a named one."""
    if term.startswith("<"):
        return term[1:-1]
    message = f"{term} has no name"
    raise ValueError(message)


def all_quads(studies: Iterable[Study]) -> list[Quad]:
    """Gives every quad of the studies once, sorted."""
    return sorted_quads(quad for study in studies for quad in quads(study))


def triple_lines(studies: Iterable[Study]) -> list[str]:
    """Gives the triples of all graphs but those of the assertions as lines without the full stop, once each, sorted."""
    return sorted({" ".join(row[:3]) for row in Told.of(studies).without_assertions()})


def by_node(rows: Iterable[Statement | Triple | Terms]) -> Nodes:
    """Gives the objects of each property of each subject; one that comes again is repeated."""
    nodes: Nodes = {}
    for row in rows:
        subject, predicate, value = row[:3] if isinstance(row, tuple) else map(str, row)
        edges = nodes.get(subject)
        if edges is None:
            edges = nodes[subject] = {}
        values = edges.get(predicate)
        if values is None:
            edges[predicate] = [value]
        else:
            values.append(value)
    return nodes


@lru_cache(maxsize=65536)
def subject_order(node: str) -> Key:
    """Gives the place of a node: studies with their parts, papers, documents with their spans, own concepts."""
    name = iri(node)
    path = name.removeprefix(ID)
    group, _, rest = path.partition("/")
    place = _GROUPS.index(group) if group in _GROUPS and path != name else _LAST
    if group == "study":
        key, _, child = rest.partition("/")
        kind = child.partition("-")[0]
        return place, key, _CHILDREN.index(kind) if kind in _CHILDREN else _LAST, child
    if group == "doc" and "/char/" in rest:
        document, _, offsets = rest.partition("/char/")
        start, _, end = offsets.partition("-")
        return place, document, 1, int(start), int(end)
    return place, rest.partition("/")[0], 0, rest


def relative(name: str) -> str | None:
    """Gives a name relative to the base of all ids where every reader resolves it back to the same one."""
    path = name.removeprefix(ID)
    safe = path != name and _RELATIVE.fullmatch(path) is not None and _DOTS.search(path) is None
    return path if safe else None


def object_order(term: str) -> Key:
    """Gives the place of a value among those of one property: names in the order of nodes, then literals."""
    return (1, (term,)) if term.startswith('"') else (0, subject_order(term))


@lru_cache(maxsize=1024)
def property_order(node: str) -> Key:
    """Gives the place of a property: type and label, then as in the records, evidence last."""
    name = iri(node)
    return name == EVIDENCE, _ORDER.get(name, len(_ORDER)), name
