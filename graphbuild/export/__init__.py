"""Study -> files in the formats of others, each byte-equal for equal studies in any order."""

from collections.abc import Callable, Iterable, Mapping

from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.registry import Registry

Exporter = Callable[[Iterable[Study], Mapping[str, Document]], bytes]
"""Studies, and the documents by id (possibly none) -> the bytes of one file."""

EXPORTERS = Registry(
    "graphbuild.exporters",
    {
        "turtle": "graphbuild.export.turtle:turtle",
        "trig": "graphbuild.export.turtle:trig",
        "ntriples": "graphbuild.export.lines:ntriples",
        "nquads": "graphbuild.export.lines:nquads",
        "jsonld": "graphbuild.export.jsonld:jsonld",
        "schemaorg": "graphbuild.export.schemaorg:schemaorg",
        "csv": "graphbuild.export.tables:studies_csv",
        "findings-csv": "graphbuild.export.tables:findings_csv",
        "assertions": "graphbuild.export.assertions:assertions",
    },
)
"""Name of a format -> Exporter."""
