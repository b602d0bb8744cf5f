"""Who works with whom, and what is tested beside what: networks of authors, institutions or interventions.

Two are joined where one study has both; the weight is the number of such studies. Everything is the same on each run:
communities are found greedily by modularity over numbered nodes, and betweenness is exact up to a size, above it
estimated from a fixed sample.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx

from graphbuild.language.slug import slug
from graphbuild.model.study import Study
from graphbuild.view.grid import Grid, cell
from graphbuild.view.rows import concept

Projection: TypeAlias = "nx.Graph[str]"

_EXACT, _SAMPLE, _SEED = 1_500, 300, 7
_DIGITS = 6
_LISTED, _MEMBERS = 5, 8
_NAMED = "People and institutions are told apart by their names alone."


def _authors(study: Study) -> Iterator[tuple[str, str]]:
    for stated in study.publication.authors:
        yield slug(stated.value.name), stated.value.name


def _institutions(study: Study) -> Iterator[tuple[str, str]]:
    for stated in study.institutions:
        yield slug(stated.value), stated.value


def _interventions(study: Study) -> Iterator[tuple[str, str]]:
    for item in study.interventions:
        label, key = concept(item.name.value)
        yield key, label


PROJECTIONS: dict[str, Callable[[Study], Iterator[tuple[str, str]]]] = {
    "authors": _authors,
    "institutions": _institutions,
    "interventions": _interventions,
}
"""What a network can be of -> the keys and labels that a study has of it."""


def project(studies: Iterable[Study], by: str) -> Projection:
    """Gives the network of one of PROJECTIONS.

    Nodes carry label, studies, participants (of the studies that say how many, else none), degree, betweenness and
    community (0 is the largest); edges carry weight and the keys of the studies that the two share.
    """
    graph: Projection = nx.Graph()
    for study in sorted(studies, key=lambda one: one.key):
        found = {key: " ".join(label.split()) for key, label in PROJECTIONS[by](study)}
        for key, label in sorted(found.items()):
            if key not in graph:
                graph.add_node(key, label=label, studies=0)
            node = graph.nodes[key]
            node["studies"] += 1
            if study.enrollment is not None:
                node["participants"] = node.get("participants", 0) + study.enrollment.value
        for left, right in combinations(sorted(found), 2):
            if not graph.has_edge(left, right):
                graph.add_edge(left, right, weight=0, shared="")
            edge = graph.edges[left, right]
            edge["weight"] += 1
            edge["shared"] = "; ".join(part for part in (edge["shared"], study.key) if part)
    _measure(graph)
    return graph


def report(graph: Projection, by: str, most: int) -> Grid:
    """Gives the nodes with most neighbours first, and below them how the network holds together."""
    nodes: list[tuple[str, dict[str, Any]]] = [(name, dict(graph.nodes[name])) for name in sorted(graph)]
    ranked = sorted(nodes, key=lambda one: _rank(one[1]))
    columns = ("label", "studies", "participants", "degree", "betweenness", "community")
    rows = tuple(tuple(cell(_shown(data.get(name, ""))) for name in columns) for _, data in ranked[:most])
    parts = f"{nx.number_connected_components(graph):,} separate parts"
    counts = f"{len(graph):,} {by}, {graph.number_of_edges():,} pairs that share a study, {parts}."
    notes = [counts, *_communities(ranked)]
    if len(ranked) > most:
        notes.append(f"{len(ranked) - most:,} more {by} are left out here.")
    if len(graph) > _EXACT:
        notes.append(f"Betweenness is estimated from {_SAMPLE} of the nodes.")
    return Grid(f"Network of {by}", columns, rows, (*notes, *(() if by == "interventions" else (_NAMED,))))


def _measure(graph: Projection) -> None:
    """Works on numbered nodes in order, for sets of texts have another order on each run."""
    names = sorted(graph)
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(names)))
    places = {name: number for number, name in enumerate(names)}
    pairs = sorted((places[left], places[right], graph.edges[left, right]["weight"]) for left, right in graph.edges())
    numbered.add_weighted_edges_from(pairs)
    sample = _SAMPLE if len(names) > _EXACT else None
    between = nx.betweenness_centrality(numbered, k=sample, seed=_SEED)
    for number, name in enumerate(names):
        graph.nodes[name]["degree"] = int(numbered.degree[number])
        graph.nodes[name]["betweenness"] = round(float(between[number]), _DIGITS)
    for index, members in enumerate(_parts(numbered)):
        for number in members:
            graph.nodes[names[number]]["community"] = index


def _parts(graph: "nx.Graph[int]") -> list[list[int]]:
    """Gives the communities, the largest first."""
    if not graph.number_of_edges():
        return [[node] for node in sorted(graph)]
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    return sorted((sorted(part) for part in found), key=lambda part: (-len(part), part))


def _communities(ranked: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    members: dict[int, list[str]] = {}
    for _, data in ranked:
        members.setdefault(data["community"], []).append(data["label"])
    joined = {index: found for index, found in sorted(members.items()) if len(found) > 1}
    for index, found in list(joined.items())[:_LISTED]:
        rest = f" and {len(found) - _MEMBERS} more" if len(found) > _MEMBERS else ""
        yield f"Community {index} ({len(found)}): {'; '.join(found[:_MEMBERS])}{rest}."
    if len(joined) > _LISTED:
        yield f"{len(joined) - _LISTED:,} smaller communities of two or more."


def _rank(data: dict[str, Any]) -> tuple[float, float, str]:
    return -data["degree"], -data["betweenness"], data["label"].casefold()


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
