"""graphbuild evaluate SET PATH."""

import json
from pathlib import Path
from typing import Annotated, cast

import typer


def run(
    name: Annotated[str, typer.Argument(metavar="SET", help="Name of the set, e.g. news_dev.")],
    path: Annotated[Path, typer.Argument(help="Folder of the set.")],
    errors: Annotated[
        list[str] | None, typer.Option("--errors", metavar="FIELD", help="List what is wrong or missed in a field.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the extractor on a set of articles with gold records."""
    from graphbuild.evaluate import SETS  # noqa: PLC0415
    from graphbuild.evaluate.news import Evaluator  # noqa: PLC0415

    scores = cast("Evaluator", SETS[name])(path, _predict)
    if as_json:
        typer.echo(json.dumps(scores.figures(), indent=1))
        return
    for field in errors or ():
        typer.echo(f"== {field}\n{scores.errors(field)}")
    if not errors:
        typer.echo(scores.table())


def _predict(path: Path) -> dict[str, object]:
    from graphbuild.export.evaluation import evaluation_record  # noqa: PLC0415
    from graphbuild.pipeline import run as extract  # noqa: PLC0415
    from graphbuild.sources import read_path  # noqa: PLC0415

    extraction = extract(read_path(path))
    return evaluation_record(extraction.study, extraction.document)
