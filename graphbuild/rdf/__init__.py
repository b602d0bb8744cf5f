"""Study -> quads: the RDF of a study, without blank nodes, each triple in the graph of the sentence it came from."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from graphbuild.model.study import Study
from graphbuild.rdf.iri import part
from graphbuild.rdf.statements import Told
from graphbuild.rdf.study import study_quads

__all__ = ["Told", "partition", "quads", "sorted_quads"]


def quads(study: Study, *, assertions: bool = True) -> Iterator[Quad]:
    """Gives what the study's reports state and where they state it; a quad may come more than once.

    Without `assertions` the words of each single value are left out, the sentences are not.
    """
    return study_quads(study, assertions=assertions)


def sorted_quads(found: Iterable[Quad]) -> list[Quad]:
    """Gives the quads once each, in the order of their N-Quads lines, which no run and no order of inputs changes."""
    return sorted(set(found), key=str)


def partition(found: Iterable[Quad]) -> Mapping[str, list[Quad]]:
    """Gives the sorted quads of each part: what one document states, or what was computed about one study.

    Parts can be replaced on their own: the graphs of one never hold a quad of another.
    """
    parts: dict[str, list[Quad]] = {}
    names: dict[object, str] = {}
    for quad in sorted_quads(found):
        graph = quad.graph_name
        name = names.get(graph)
        if name is None:
            if not isinstance(graph, NamedNode):
                message = f"{quad} belongs to no document"
                raise ValueError(message)
            name = names[graph] = part(graph.value)
        parts.setdefault(name, []).append(quad)
    return dict(sorted(parts.items()))
