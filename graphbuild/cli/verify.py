"""graphbuild verify DIR --sources PATH."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the graph.")],
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", metavar="PATH", help="Where the articles are; the build's own copy by default."),
    ] = None,
) -> None:
    """Read every quote of a graph again in its source and check that it bears out its value."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.sources import iter_sources, read_documents  # noqa: PLC0415
    from graphbuild.verify import verify  # noqa: PLC0415

    with StudyGraph.open(folder) as graph:
        documents = (
            list(graph.documents.values())
            if sources is None
            else [one for source in iter_sources(sources) for one in read_documents(source.data(), source.name)]
        )
        report = verify(graph.store.quads(), {one.id: one for one in documents})
    typer.echo(str(report))
    raise typer.Exit(0 if report.holds else 1)
