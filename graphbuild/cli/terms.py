"""graphbuild terms add|list|remove|unlinked."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Add terminologies, and see what no concept fits.")
Folder = Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")]
_OUT = Path("out")


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="OBO (.obo), or SKOS as .ttl, .trig, .nt or .nq.")],
    folder: Folder = _OUT,
    *,
    scheme: Annotated[str, typer.Option(help="What it names: condition, intervention or outcome.")] = "condition",
    name: Annotated[str, typer.Option(help="What to call it; the name of the file by default.")] = "",
) -> None:
    """Add a terminology; one of the same name is replaced."""
    from graphbuild.terminologies import add as keep  # noqa: PLC0415
    from graphbuild.terminologies import read_terminology  # noqa: PLC0415

    found = read_terminology(file, scheme=scheme, name=name)
    replaced = keep(folder, found)
    labels = sum(len(entry.labels) for entry in found.entries)
    done = "replaced" if replaced else "added"
    typer.echo(f"{done} {found.name}: {len(found.entries):,} {found.scheme} concepts with {labels:,} labels")
    _rebuild(folder)


@app.command("list")
def show(folder: Folder = _OUT) -> None:
    """List the terminologies that were added."""
    from graphbuild.terminologies import listed  # noqa: PLC0415

    for one in listed(folder):
        said = [f"{one.count:,} {one.scheme} concepts", one.version, one.licence]
        typer.echo(f"{one.name}: {', '.join(text for text in said if text)}")


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a terminology.")], folder: Folder = _OUT
) -> None:
    """Remove a terminology that was added."""
    from graphbuild.terminologies import remove as forget  # noqa: PLC0415

    forget(folder, name)
    typer.echo(f"removed {name}")
    _rebuild(folder)


@app.command()
def unlinked(
    folder: Folder = _OUT,
    *,
    scheme: Annotated[str, typer.Option(help="Only condition, intervention or outcome.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="Most rows to print.")] = 50,
) -> None:
    """List the conditions, interventions and outcomes that no concept fits, the most frequent first."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.normalise import SCHEMES  # noqa: PLC0415
    from graphbuild.terminologies import known_scheme  # noqa: PLC0415
    from graphbuild.terminologies import unlinked as without_concept  # noqa: PLC0415

    wanted = {known_scheme(scheme)} if scheme else set(SCHEMES)
    with StudyGraph.open(folder) as graph:
        found = [one for one in without_concept(graph.studies) if one.scheme in wanted]
    for one in found[:limit]:
        typer.echo(f"{one.studies:>5}  {one.scheme:<12}  {one.label}")
    if len(found) > limit:
        typer.echo(f"... and {len(found) - limit:,} more: give --limit")


def _rebuild(folder: Path) -> None:
    """Links the studies of the folder anew where it holds a graph; nothing is read or extracted again."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.outputs import write_folder  # noqa: PLC0415

    if (folder / "journal").is_dir():
        with StudyGraph.rebuild(folder, wait=False) as graph:
            write_folder(graph.made(), folder)
        typer.echo("linked the studies anew")
