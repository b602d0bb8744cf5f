"""Study -> what people look at: networks, drawings and self-contained pages."""

from graphbuild.registry import Registry

VIEWS = Registry(
    "graphbuild.views",
    {
        "graphml": "graphbuild.view.networkx:graphml",
        "gexf": "graphbuild.view.networkx:gexf",
        "svg": "graphbuild.view.svg:svg",
    },
)
"""Name of a view -> (studies) -> text of the file."""
