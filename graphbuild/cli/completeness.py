"""graphbuild completeness [STUDY]."""

from pathlib import Path
from typing import Annotated

import typer

BY = ("source", "journal")


def run(
    name: Annotated[str, typer.Argument(metavar="[STUDY]", help="Key, number or words of a title.")] = "",
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    by: Annotated[str, typer.Option("--by", help="Without a study: source or journal.")] = "source",
    form: Annotated[str, typer.Option("--format", help="table, md, csv, latex or html.")] = "table",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
) -> None:
    """Show which items of CONSORT for Abstracts and of the WHO registration data set were found, with quotes."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.cli.printing import known, put  # noqa: PLC0415
    from graphbuild.view import completeness  # noqa: PLC0415
    from graphbuild.view.grid import FORMS  # noqa: PLC0415

    known(form, FORMS, "completeness")
    known(by, BY, "completeness")
    with StudyGraph.open(folder) as graph:
        if name:
            grid = completeness.study_completeness(graph.study(name))
        elif by == "journal":
            grid = completeness.journal_completeness(graph.studies)
        else:
            grid = completeness.corpus_completeness(graph.studies)
    put(FORMS[form](grid), output)
