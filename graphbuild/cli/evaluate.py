"""graphbuild evaluate SET PATH."""

import json
from pathlib import Path
from typing import Annotated, cast

import typer


def run(
    name: Annotated[str, typer.Argument(metavar="SET", help="Name of the set, e.g. news_dev.")],
    path: Annotated[Path, typer.Argument(help="Folder of the set, or one file of its format.")],
    errors: Annotated[
        list[str] | None, typer.Option("--errors", metavar="FIELD", help="List what is wrong or missed in a field.")
    ] = None,
    part: Annotated[
        str | None, typer.Option(metavar="NAME", help="train, dev or test of a folder; dev where none is named.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the extractor on a gold set, by the protocol that was published with it.

    Sets: news_train, news_dev (folders with articles/ and gold/), ctro (a folder of .annodb files), and one JSON object
    a line, gzipped or not: ebm_nlp, trialsieve, rct_art, evidence_inference, sentence_roles.
    """
    from graphbuild.evaluate import SETS  # noqa: PLC0415
    from graphbuild.evaluate.scores import Evaluator  # noqa: PLC0415

    scores = cast("Evaluator", SETS[name])(path, part)
    if as_json:
        typer.echo(json.dumps(scores.figures(), indent=1))
        return
    for field in errors or ():
        typer.echo(f"== {field}\n{scores.errors(field)}")
    if not errors:
        typer.echo(scores.table())
