"""graphbuild table."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    outcome: Annotated[str, typer.Option(metavar="TERM", help="Only findings on outcomes with these words.")] = "",
    form: Annotated[str, typer.Option("--format", help="csv, md, latex, html or table.")] = "csv",
    plot: Annotated[Path | None, typer.Option("--forest", metavar="FILE.svg", help="Draw a forest plot here.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
) -> None:
    """Print the extraction table for a meta-analysis, one row a finding, for R's meta and metafor."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.cli.printing import known, put  # noqa: PLC0415
    from graphbuild.errors import QueryError  # noqa: PLC0415
    from graphbuild.view.extraction_table import extraction_table  # noqa: PLC0415
    from graphbuild.view.forest import NOTHING, estimates, forest  # noqa: PLC0415
    from graphbuild.view.grid import FORMS  # noqa: PLC0415

    known(form, FORMS, "table")
    if plot is not None and plot.suffix.lower() != ".svg":
        raise QueryError(f"a forest plot is no {plot.suffix!r} file", where="table", remedy="end its name in .svg")
    with StudyGraph.open(folder) as graph:
        studies = graph.studies
    put(FORMS[form](extraction_table(studies, outcome)), output)
    if plot is not None:
        found = estimates(studies, outcome)
        put(forest(found, f"Forest plot: {outcome}" if outcome else "Forest plot").rstrip("\n"), plot)
        typer.echo(f"{len(found):,} estimates drawn" if found else NOTHING, err=True)
