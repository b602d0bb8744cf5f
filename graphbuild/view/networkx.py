"""Studies as a networkx graph: what shares a condition, an intervention, an institution or an author is joined.

Only this module and `projections` import networkx. Attributes are typed (text, integer), so that Gephi and Cytoscape
read them.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TypeAlias

import networkx as nx

from graphbuild.language.slug import slug
from graphbuild.model.study import Study
from graphbuild.view.rows import concept, words

_DATE = re.compile(r' lastmodifieddate="[^"]*"')

Network: TypeAlias = "nx.MultiDiGraph[str]"


def network(studies: Iterable[Study]) -> Network:
    """Gives a directed graph: nodes carry kind and label, studies also enrollment; edges carry their relation."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for study in sorted(studies, key=lambda item: item.key):
        own = f"study/{study.key}"
        graph.add_node(own, kind="study", label=study.brief_title)
        if study.enrollment is not None:
            graph.nodes[own]["enrollment"] = study.enrollment.value
        for relation, kind, label, key in _neighbours(study):
            node = f"{kind}/{key}"
            if node not in graph:
                graph.add_node(node, kind=kind, label=label)
            graph.add_edge(own, node, key=relation, relation=relation)
    return graph


def _neighbours(study: Study) -> Iterator[tuple[str, str, str, str]]:
    terms = [("condition", condition.value) for condition in study.conditions]
    terms += [("intervention", item.name.value) for item in study.interventions]
    terms += [("outcome", item.measure.value) for item in study.outcomes]
    for kind, term in terms:
        yield kind, kind, *concept(term)
    places = [("institution", "institution", words(place.value)) for place in study.institutions]
    places += [("country", "country", words(place.value)) for place in study.countries]
    places += [("author", "person", author.value.name) for author in study.publication.authors]
    if study.publication.journal is not None:
        places.append(("published in", "journal", words(study.publication.journal.value)))
    for relation, kind, label in places:
        yield relation, kind, label, slug(label)
    for report in study.reports:
        title = words(report.title.value) if report.title is not None else report.document
        yield "reported in", report.kind.value, title, report.document


def graphml(studies: Iterable[Study]) -> str:
    """Gives the network in GraphML."""
    return to_graphml(network(studies))


def gexf(studies: Iterable[Study]) -> str:
    """Gives the network in GEXF, without the date that the format allows."""
    return to_gexf(network(studies))


def to_graphml(graph: "nx.Graph[str]") -> str:
    """Gives any graph in GraphML."""
    buffer = BytesIO()
    nx.write_graphml(graph, buffer, named_key_ids=True)
    return buffer.getvalue().decode("utf-8") + "\n"


def to_gexf(graph: "nx.Graph[str]") -> str:
    """Gives any graph in GEXF, without the date that the format allows."""
    text = "\n".join(nx.generate_gexf(graph, version="1.2draft"))
    return _DATE.sub("", text, count=1) + "\n"


def best_connected(graph: Network, most: int) -> Network:
    """Gives the part of a graph on the nodes with the most links, in the order of the graph."""
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    kept = set(ranked[:most])
    part: Network = nx.MultiDiGraph()
    part.add_nodes_from((node, values) for node, values in graph.nodes(data=True) if node in kept)
    for source, target, relation, values in graph.edges(keys=True, data=True):
        if source in kept and target in kept:
            part.add_edge(source, target, key=relation, **values)
    return part


def layout(graph: "nx.MultiDiGraph[str]", seed: int = 7) -> dict[str, tuple[float, float]]:
    """Gives a position in the unit square for each node, the same on every run."""
    if len(graph) == 1:
        return dict.fromkeys(graph, (0.5, 0.5))
    simple = nx.Graph(graph)
    placed = nx.spring_layout(simple, seed=seed, iterations=120, k=1.6 / max(1.0, len(graph) ** 0.5))
    xs = [float(point[0]) for point in placed.values()]
    ys = [float(point[1]) for point in placed.values()]
    width, height = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
    return {
        node: ((float(point[0]) - min(xs)) / width, (float(point[1]) - min(ys)) / height)
        for node, point in placed.items()
    }
