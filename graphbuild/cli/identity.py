"""graphbuild identity explain|join|split."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graphbuild.api import StudyGraph

app = typer.Typer(no_args_is_help=True, help="See and rule which reports are of one study.")
Folder = Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")]
_OUT = Path("out")


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="STUDY", help="Key, IRI, registry number, DOI or words of a title.")],
    folder: Folder = _OUT,
) -> None:
    """Show the reports of a study, why they were taken for one, and what was left apart."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415

    with StudyGraph.open(folder) as graph:
        study = graph.study(name)
        names = {one.id: one.name for one in graph.documents.values()}
        typer.echo(f"{study.brief_title}\n{study.key}\n")
        for report in study.reports:
            typer.echo(f"  {report.kind.value:<13} {names[report.document]}  ({report.document})")
        for merge in study.merges:
            typer.echo(f"  {merge.weight:+6.1f}  {merge.reason}  [{names[merge.left]} and {names[merge.right]}]")
        for near in study.possibly_same_as:
            typer.echo(f"  possibly the same, {near.score:.1f}: {near.study} ({'; '.join(near.reasons)})")


@app.command()
def join(
    left: Annotated[str, typer.Argument(metavar="STUDY", help="One study.")],
    right: Annotated[str, typer.Argument(metavar="STUDY", help="Another one, which is the same.")],
    folder: Folder = _OUT,
) -> None:
    """Rule that two studies are one; the ruling holds in later builds too."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415

    with StudyGraph.open(folder) as graph:
        pair = [graph.study(name).reports[0].document for name in (left, right)]
    _rule(folder, [(pair[0], pair[1])], joined=True)


@app.command()
def split(
    name: Annotated[str, typer.Argument(metavar="STUDY", help="The study.")],
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Id or file name of a report that is of another.")],
    folder: Folder = _OUT,
) -> None:
    """Rule that a report is not of this study; the ruling holds in later builds too."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.errors import QueryError  # noqa: PLC0415

    with StudyGraph.open(folder) as graph:
        own = [one.document for one in graph.study(name).reports]
        wanted = [one for one in own if report in {one, Path(graph.documents[one].name).name}]
        if len(wanted) != 1 or len(own) == 1:
            known = ", ".join(Path(graph.documents[one].name).name for one in own)
            raise QueryError(f"{report!r} is no report to split off", where=name, remedy=f"its reports: {known}")
    _rule(folder, [(wanted[0], other) for other in own if other != wanted[0]], joined=False)


def _rule(folder: Path, pairs: list[tuple[str, str]], *, joined: bool) -> None:
    from graphbuild.api import RULINGS, StudyGraph, rulings_of  # noqa: PLC0415
    from graphbuild.journal import write  # noqa: PLC0415
    from graphbuild.outputs import write_folder  # noqa: PLC0415

    rulings = rulings_of(folder)
    for left, right in pairs:
        rulings = rulings.ruled(left, right, joined=joined)
    write(folder / RULINGS, rulings.to_json().encode())
    with StudyGraph.rebuild(folder, wait=False) as graph:
        write_folder(graph.made(), folder)
        _told(graph)


def _told(graph: "StudyGraph") -> None:
    counts = graph.counts()
    typer.echo(f"{counts['studies']:,} studies from {counts['reports']:,} reports")
