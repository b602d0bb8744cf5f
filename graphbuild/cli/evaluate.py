"""graphbuild evaluate SET PATH."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from graphbuild.evaluate.scores import Scores


def run(
    name: Annotated[str, typer.Argument(metavar="SET", help="Name of the set, e.g. news_dev.")],
    path: Annotated[Path, typer.Argument(help="Folder of the set, or one file of its format.")],
    errors: Annotated[
        list[str] | None,
        typer.Option("--errors", metavar="FIELD", help="List what is wrong or missed in a field, with its sentence."),
    ] = None,
    part: Annotated[
        str | None, typer.Option(metavar="NAME", help="train, dev or test of a folder; dev where none is named.")
    ] = None,
    *,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Print what the confidence of each field is worth.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the extractor on a gold set, by the protocol that was published with it.

    Sets: news_train and news_dev (a folder with articles/ and gold/), ctro (a folder of C-TrO documents), and, as one
    JSON object a line, gzipped or not: ebm_nlp, trialsieve, rct_art, evidence_inference, sentence_roles. Of a folder
    the part is scored whose file or folder is called dev or validation, or what --part names.
    """
    from graphbuild.evaluate import SETS  # noqa: PLC0415
    from graphbuild.evaluate.scores import Evaluator  # noqa: PLC0415

    scores = cast("Evaluator", SETS[name])(path, part)
    if reliability and not scores.judged:
        raise typer.BadParameter(f"what {name} scores carries no confidence", param_hint="--reliability")
    if as_json:
        typer.echo(json.dumps(_figures(scores, reliability=reliability), indent=1))
    elif errors:
        typer.echo("\n".join(f"== {field}\n{scores.errors(_known(field, scores))}" for field in errors))
    else:
        typer.echo(_text(scores, reliability=reliability))


def _figures(scores: "Scores", *, reliability: bool) -> object:
    from graphbuild.evaluate.reliability import figures  # noqa: PLC0415

    return figures(scores.judged) if reliability else scores.figures()


def _text(scores: "Scores", *, reliability: bool) -> str:
    from graphbuild.evaluate.reliability import table  # noqa: PLC0415

    return table(scores.judged) if reliability else scores.table()


def _known(field: str, scores: "Scores") -> str:
    """Gives the field as errors name it, or says which fields there are."""
    plain = field.removesuffix(" *")
    names = [row.removesuffix(" *") for row, _ in (*scores.fields, *scores.ratios)]
    if plain not in names:
        raise typer.BadParameter(f"no field {plain!r}; one of: {', '.join(names)}", param_hint="--errors")
    return plain
