"""graphbuild disagreements [STUDY]."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graphbuild.model.study import Side


def run(
    name: Annotated[str | None, typer.Argument(metavar="[STUDY]", help="Key, number or words of a title.")] = None,
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    severity: Annotated[
        str, typer.Option("--severity", help="Show these and graver ones: low, medium or high.")
    ] = "low",
) -> None:
    """Show where the reports of one study disagree, the gravest first, with both quotes."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.cli.printing import known  # noqa: PLC0415
    from graphbuild.model.codes import Severity  # noqa: PLC0415
    from graphbuild.view.rows import words  # noqa: PLC0415

    order = [words(one) for one in Severity]
    known(severity, order, "disagreements")
    shown = 0
    with StudyGraph.open(folder) as graph:
        names = {one.id: one.name for one in graph.documents.values()}
        for study in graph.studies if name is None else [graph.study(name)]:
            wanted = [one for one in study.disagreements if order.index(words(one.severity)) <= order.index(severity)]
            shown += len(wanted)
            if wanted:
                typer.echo(f"{study.brief_title}\n{study.key}\n")
            for one in wanted:
                typer.echo(f"  {words(one.kind)} ({words(one.severity)})")
                typer.echo(f"{_side(one.left, names)}\n{_side(one.right, names)}\n")
    if not shown:
        typer.echo("no disagreement was found")


def _side(side: "Side", names: dict[str, str]) -> str:
    quote = " ".join(side.evidence.quote.split())
    return f'    {names[side.evidence.document]}: {side.value}\n      "{quote}"'
