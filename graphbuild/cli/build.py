"""graphbuild build INPUT... -o DIR."""

from pathlib import Path
from typing import Annotated

import typer


def run(  # noqa: PLR0913 - one parameter an option
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.")
    ],
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    *,
    runner: Annotated[str, typer.Option(help="How the work is spread: serial or processes.")] = "serial",
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out facts that are less sure than this.")
    ] = 0.0,
    manifest: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV that says where files come from: path,url,publisher,date[,title]."),
    ] = None,
    extractors: Annotated[
        str,
        typer.Option(metavar="NAMES", help="Families of facts to look for in texts: all, none, or some by name, a,b."),
    ] = "all",
    strict: Annotated[bool, typer.Option("--strict", help="Fail where a page reports no study.")] = False,
) -> None:
    """Build the graph of the studies that articles, abstracts and registry records report.

    DIR keeps what was read: a later build into it adds to the graph, replaces what changed and goes on where an
    interrupted one stopped. Exit code 1: some input was refused (nothing already stored is lost); 3: built, but the
    graph does not conform to the shapes.
    """
    from graphbuild.cli.building import REFUSED, build_folder, families, tell  # noqa: PLC0415

    graph, made = build_folder(
        inputs,
        folder,
        runner=runner,
        minimum_confidence=min_confidence,
        manifest=manifest,
        extractors=families(extractors),
    )
    with graph:
        code = tell(graph, made, folder)
        typer.echo(f"open {folder / 'index.html'}")
        if strict and graph.without_study:
            code = REFUSED
    raise typer.Exit(code)
