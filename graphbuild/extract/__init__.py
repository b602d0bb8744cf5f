"""Document -> Facts: one module a family, each a function of the document and of the facts found so far."""

from collections.abc import Callable, Iterable
from typing import cast

from graphbuild.model.fact import Fact
from graphbuild.model.text import Document
from graphbuild.registry import Registry

Extractor = Callable[[Document, tuple[Fact, ...]], Iterable[Fact]]

FAMILIES = (
    "report",
    "authors",
    "publication",
    "design",
    "enrollment",
    "course",
    "setting",
    "funding",
    "registration",
    "population",
    "condition",
    "intervention",
    "comparator",
    "arm",
    "outcome",
    "finding",
    "details",
    "harm",
    "claims",
)
"""The families in the order in which they run: a later one may lean on what an earlier one found."""

EXTRACTORS = Registry("graphbuild.extractors", {name: f"graphbuild.extract.{name}:extract" for name in FAMILIES})


def extract(document: Document, extractors: Iterable[str] = FAMILIES) -> tuple[Fact, ...]:
    """Gives what the named extractors claim about a segmented document, in the order of their running.

    Raises PluginError where an extractor is unknown. The claims are not yet checked: see graphbuild.gate.
    """
    found: tuple[Fact, ...] = document.facts
    for name in extractors:
        found += tuple(cast("Extractor", EXTRACTORS[name])(document, found))
    return found
