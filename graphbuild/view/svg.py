"""A network drawn as SVG by the server: no script, colour never alone, at most 300 nodes."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from graphbuild.model.study import Study
from graphbuild.view.networkx import best_connected, layout, network

if TYPE_CHECKING:
    import networkx as nx

MOST_NODES = 300
_SHAPES = {
    "study": ("#1f5fa8", "rect"),
    "condition": ("#a8401f", "circle"),
    "intervention": ("#1f7a45", "diamond"),
    "outcome": ("#7a3fa0", "triangle"),
    "institution": ("#5c5c5c", "square"),
    "country": ("#8a7a1f", "square"),
    "journal": ("#1f7a7a", "square"),
    "person": ("#7a5c1f", "circle"),
}
_REPORT = ("#444466", "page")
_LABEL = 34
_MARGIN = 90


def svg(studies: Iterable[Study], *, width: int = 1100, height: int = 760) -> str:
    """Gives the drawing of the network of the studies, as one SVG document.

    Of a network with more than 300 nodes the best-connected are drawn; the drawing says how many were left out.
    """
    graph = network(studies)
    left_out = max(0, len(graph) - MOST_NODES)
    if left_out:
        graph = best_connected(graph, MOST_NODES)
    return draw(graph, width=width, height=height, left_out=left_out)


def draw(graph: "nx.MultiDiGraph[str]", *, width: int, height: int, left_out: int = 0) -> str:
    """Gives a graph as an SVG document of that size; nodes need the attributes kind and label."""
    if not graph:
        return _frame(width, height, ['<text x="20" y="30" class="node-label">nothing to draw</text>'])
    places = {
        node: (_MARGIN + x * (width - 2 * _MARGIN), 30 + y * (height - 80)) for node, (x, y) in layout(graph).items()
    }
    parts = []
    for source, target, relation in sorted(graph.edges(keys=True)):
        (x1, y1), (x2, y2) = places[source], places[target]
        title = f"<title>{escape(str(relation))}</title>"
        parts.append(f'<line class="node-edge" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}">{title}</line>')
    for node in sorted(graph):
        kind, label = graph.nodes[node]["kind"], str(graph.nodes[node]["label"])
        parts.append(_node(kind, label, *places[node]))
    parts += _legend(sorted({data["kind"] for _, data in graph.nodes(data=True)}), height)
    if left_out:
        parts.append(
            f'<text x="{width - 20}" y="20" text-anchor="end" class="node-label">{left_out} nodes left out</text>'
        )
    return _frame(width, height, parts)


def _frame(width: int, height: int, parts: list[str]) -> str:
    style = (
        "<style>.node-edge{stroke:#8a8f98;stroke-width:1;opacity:.55}.node-label{font:12px system-ui,sans-serif;"
        "fill:currentColor;paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3px}</style>"
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="network of studies">'
    )
    return "\n".join([head, style, *parts, "</svg>"]) + "\n"


def _node(kind: str, label: str, x: float, y: float) -> str:
    colour, shape = _SHAPES.get(kind, _REPORT)
    short = label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "\u2026"
    mark = _mark(shape, x, y, 9 if kind == "study" else 6)
    title = f"<title>{escape(kind)}: {escape(label)}</title>"
    text = f'<text class="node-label" x="{x:.1f}" y="{y - 11:.1f}" text-anchor="middle">{escape(short)}</text>'
    return f'<g fill="{colour}">{title}{mark}{text}</g>'


def _mark(shape: str, x: float, y: float, size: float) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>'
    points: tuple[tuple[float, float], ...]
    if shape == "diamond":
        points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    elif shape == "triangle":
        points = ((x, y - size), (x + size, y + size), (x - size, y + size))
    else:
        w = size * {"rect": 1.6, "page": 0.8}.get(shape, 1.0)
        points = ((x - w, y - size), (x + w, y - size), (x + w, y + size), (x - w, y + size))
    return '<polygon points="' + " ".join(f"{px:.1f},{py:.1f}" for px, py in points) + '"/>'


def _legend(kinds: list[str], height: int) -> list[str]:
    parts = []
    for index, kind in enumerate(kinds):
        colour, shape = _SHAPES.get(kind, _REPORT)
        x = 20 + index * 115
        mark = _mark(shape, x, height - 18, 6)
        parts.append(
            f'<g fill="{colour}">{mark}</g><text class="node-label" x="{x + 13}" y="{height - 14}">{kind}</text>'
        )
    return parts
