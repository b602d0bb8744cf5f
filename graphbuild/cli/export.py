"""graphbuild export DIR FORMAT."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the graph.")],
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="turtle, trig, jsonld, csv, graphml, svg, html ...")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
) -> None:
    """Write a graph in a format, to a file or to standard output."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.errors import PluginError  # noqa: PLC0415
    from graphbuild.journal import write  # noqa: PLC0415
    from graphbuild.outputs import formats, render  # noqa: PLC0415

    if form not in {*formats(), "html"}:
        known = ", ".join([*formats(), "html"])
        raise PluginError(f"unknown format {form!r}", where="export", remedy=f"one of: {known}")
    with StudyGraph.open(folder) as graph:
        if form == "html":
            typer.echo(f"wrote {graph.view(output or folder / 'index.html')}", err=True)
            return
        content = render(graph.studies, graph.documents, form)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        write(output, content)
        typer.echo(f"wrote {output}", err=True)
