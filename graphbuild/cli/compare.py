"""graphbuild compare STUDY STUDY..."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    names: Annotated[list[str], typer.Argument(metavar="STUDY STUDY...", help="Keys, numbers or words of titles.")],
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    form: Annotated[str, typer.Option("--format", help="table, md, csv, latex or html.")] = "table",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Show the fields on which they agree, too.")] = False,
) -> None:
    """Put studies side by side: fields as rows, studies as columns, each value with its quote (in html)."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.cli.printing import known, put  # noqa: PLC0415
    from graphbuild.errors import QueryError  # noqa: PLC0415
    from graphbuild.view.comparison import compare  # noqa: PLC0415
    from graphbuild.view.grid import FORMS  # noqa: PLC0415

    known(form, FORMS, "compare")
    with StudyGraph.open(folder) as graph:
        studies = list({study.key: study for study in (graph.study(name) for name in names)}.values())
    if len(studies) == 1:
        raise QueryError("there is one study to compare", where="compare", remedy="name two studies or more")
    put(FORMS[form](compare(studies, everything=everything)), output)
