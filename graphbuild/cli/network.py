"""graphbuild network."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    by: Annotated[str, typer.Option("--by", help="authors, institutions or interventions.")] = "authors",
    form: Annotated[str, typer.Option("--format", help="table, md, csv, latex or html.")] = "table",
    most: Annotated[int, typer.Option(min=1, help="Most rows of the report.")] = 20,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the network: .graphml or .gexf.")
    ] = None,
) -> None:
    """Show who works with whom, or what is tested beside what: centrality and communities."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.cli.printing import known, put  # noqa: PLC0415
    from graphbuild.view.grid import FORMS  # noqa: PLC0415
    from graphbuild.view.networkx import to_gexf, to_graphml  # noqa: PLC0415
    from graphbuild.view.projections import PROJECTIONS, project, report  # noqa: PLC0415

    writers = {".graphml": to_graphml, ".gexf": to_gexf}
    known(form, FORMS, "network")
    known(by, PROJECTIONS, "network")
    if output is not None:
        known(output.suffix.lower(), writers, "network")
    with StudyGraph.open(folder) as graph:
        found = project(graph.studies, by)
    put(FORMS[form](report(found, by, most)), None)
    if output is not None:
        put(writers[output.suffix.lower()](found).rstrip("\n"), output)
