"""SHACL property paths: what they reach, and how they are written in SPARQL."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.validate.graph import DataGraph, Term


@dataclass(frozen=True, slots=True)
class Predicate:
    """One step along a predicate."""

    iri: Term

    def reach(self, graph: DataGraph, node: Term) -> list[Term]:
        """Gives the nodes at the end of the path, each once."""
        return graph.values(node, self.iri)

    def back(self, graph: DataGraph, node: Term) -> list[Term]:
        """Gives the nodes from which the path leads here."""
        return graph.sources(node, self.iri)

    @property
    def turtle(self) -> str:
        """Gives the path as a shapes graph writes it."""
        return self.iri

    def __str__(self) -> str:
        return self.iri


@dataclass(frozen=True, slots=True)
class Inverse:
    """A step against the direction of a predicate."""

    step: Predicate

    def reach(self, graph: DataGraph, node: Term) -> list[Term]:
        """Gives the nodes at the end of the path, each once."""
        return self.step.back(graph, node)

    @property
    def turtle(self) -> str:
        """Gives the path as a shapes graph writes it."""
        return f"[ sh:inversePath {self.step.turtle} ]"

    def __str__(self) -> str:
        return f"^{self.step}"


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    steps: tuple[Path, ...]

    def reach(self, graph: DataGraph, node: Term) -> list[Term]:
        """Gives the nodes at the end of the path, each once."""
        nodes = [node]
        for step in self.steps:
            nodes = list(dict.fromkeys(end for start in nodes for end in step.reach(graph, start)))
        return nodes

    @property
    def turtle(self) -> str:
        """Gives the path as a shapes graph writes it."""
        return f"( {' '.join(step.turtle for step in self.steps)} )"

    def __str__(self) -> str:
        return "/".join(_wrapped(step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    ways: tuple[Path, ...]

    def reach(self, graph: DataGraph, node: Term) -> list[Term]:
        """Gives the nodes at the end of the path, each once."""
        return list(dict.fromkeys(end for way in self.ways for end in way.reach(graph, node)))

    @property
    def turtle(self) -> str:
        """Gives the path as a shapes graph writes it."""
        return f"[ sh:alternativePath ( {' '.join(way.turtle for way in self.ways)} ) ]"

    def __str__(self) -> str:
        return "|".join(_wrapped(way) for way in self.ways)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path walked again and again: `least` is 0 or 1, `many` tells whether more than once."""

    step: Path
    least: int
    many: bool

    def reach(self, graph: DataGraph, node: Term) -> list[Term]:
        """Gives the nodes at the end of the path, each once."""
        found = dict.fromkeys([node] if self.least == 0 else [])
        waiting = list(self.step.reach(graph, node))
        while waiting:
            end = waiting.pop(0)
            if end not in found:
                found[end] = None
                if self.many:
                    waiting += self.step.reach(graph, end)
        return list(found)

    @property
    def turtle(self) -> str:
        """Gives the path as a shapes graph writes it."""
        name = {(0, True): "zeroOrMorePath", (1, True): "oneOrMorePath", (0, False): "zeroOrOnePath"}
        return f"[ sh:{name[self.least, self.many]} {self.step.turtle} ]"

    def __str__(self) -> str:
        sign = {(0, True): "*", (1, True): "+", (0, False): "?"}[self.least, self.many]
        return f"{_wrapped(self.step)}{sign}"


Path = Predicate | Inverse | Sequence | Alternative | Repeat


def _wrapped(path: Path) -> str:
    return str(path) if isinstance(path, Predicate | Repeat | Inverse) else f"({path})"
