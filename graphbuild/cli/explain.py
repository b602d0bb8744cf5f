"""graphbuild explain IRI|TERM."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    about: Annotated[str, typer.Argument(metavar="IRI|TERM", help="A node of the graph, or words that name one.")],
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show the sentences behind a fact, a node or a term."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415

    with StudyGraph.open(folder) as graph:
        found = graph.evidence(about)
    typer.echo(found.to_json() if as_json else str(found))
