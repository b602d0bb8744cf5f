"""graphbuild map."""

from pathlib import Path
from typing import Annotated

import typer

BY = ("intervention", "year")


def run(
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    by: Annotated[str, typer.Option("--by", help="What stands across: intervention or year.")] = "intervention",
    form: Annotated[str, typer.Option("--format", help="table, md, csv, latex, html or svg.")] = "table",
    most: Annotated[int, typer.Option(min=1, help="Most rows, and most columns.")] = 15,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
) -> None:
    """Show where evidence is and where it is missing: conditions by interventions or years, with counts."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.cli.printing import known, put  # noqa: PLC0415
    from graphbuild.view.bubbles import bubbles  # noqa: PLC0415
    from graphbuild.view.evidence_map import by_intervention, by_year, to_grid, to_list  # noqa: PLC0415
    from graphbuild.view.grid import FORMS  # noqa: PLC0415

    known(form, (*FORMS, "svg"), "map")
    known(by, BY, "map")
    with StudyGraph.open(folder) as graph:
        drawn = (by_year if by == "year" else by_intervention)(graph.studies, most)
    if form == "svg":
        put(bubbles(drawn).rstrip("\n"), output)
    else:
        put(FORMS[form](to_list(drawn) if form == "csv" else to_grid(drawn)), output)
