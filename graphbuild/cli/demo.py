"""graphbuild demo."""

from pathlib import Path
from typing import Annotated

import typer

QUESTIONS = {
    "interventions-of-condition": {"condition": "multiple sclerosis"},
    "no-serious-adverse-events": {},
    "disagreements": {},
}
"""The questions that the demonstration asks, with their parameters."""


def run(
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of the graph.")] = Path("out"),
) -> None:
    """Build, validate and question the graph of the shipped example articles."""
    from graphbuild.cli.building import build_folder, tell  # noqa: PLC0415
    from graphbuild.query import question  # noqa: PLC0415
    from graphbuild.resources import seeds  # noqa: PLC0415

    typer.echo("The main job on the shipped seeds: reports of real studies, retold.\n")
    files = [path for path in sorted(seeds().iterdir()) if path.name != "README.md"]
    graph, made = build_folder(files, folder)
    with graph:
        code = tell(graph, made, folder)
        for name, parameters in QUESTIONS.items():
            typer.echo(f"\n{question(name).question}")
            typer.echo(graph.query(name, **parameters).to_table())
    typer.echo(f"\nOpen {folder / 'index.html'} in a browser; the graph is {folder / 'graph.ttl'}.")
    typer.echo(f"More questions: graphbuild queries; ask one: graphbuild query NAME -d {folder}")
    raise typer.Exit(code)
