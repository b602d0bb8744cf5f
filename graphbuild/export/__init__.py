"""Study -> files in the formats of others, each byte-equal for equal studies in any order."""

from collections.abc import Callable, Iterable, Mapping

from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.registry import Registry

Exporter = Callable[[Iterable[Study], Mapping[str, Document]], bytes]
"""Studies, and the documents by id (possibly none) -> the bytes of one file."""

EXPORTERS = Registry(
    "graphbuild.exporters",
    {},
)
"""Name of a format -> Exporter."""
