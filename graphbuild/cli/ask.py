"""graphbuild ask WORDS."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.printing import known
from graphbuild.cli.query import FORMATS, rendered

if TYPE_CHECKING:
    from graphbuild.api import StudyGraph
    from graphbuild.query.asking import Attempt, Find


def run(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="A question in plain words.")],
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    form: Annotated[str, typer.Option("--format", help="table, csv, json or md.")] = "table",
    *,
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the SPARQL too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Most rows to give.")] = 1_000,
) -> None:
    """Ask a question of the library in plain words, and see how it was understood."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.query import run as answer  # noqa: PLC0415
    from graphbuild.query.asking import understand  # noqa: PLC0415
    from graphbuild.query.running import bound  # noqa: PLC0415
    from graphbuild.terminologies import Added  # noqa: PLC0415

    known(form, FORMATS, "ask")
    with StudyGraph.open(folder) as graph:
        found = understand(" ".join(words), Added.of(folder).vocabulary, _finder(graph))
        if found.best is None:
            typer.echo("no question of the library fits" + ("; nearest:" if found.nearest else ""))
            for near in found.nearest:
                typer.echo(_near(near))
            return
        aside = form != "table"
        typer.echo(_understood(found.best), err=aside)
        for other in found.nearest:
            typer.echo(f"it could also mean {other.question.number}. {other.question.question}", err=aside)
        question, parameters = found.best.question, found.best.parameters
        if sparql:
            typer.echo(f"\n{bound(graph.store, question, parameters).rstrip()}", err=aside)
        rows = answer(graph.store, question.name, row_limit=limit, seconds=None, **parameters)
    typer.echo("", err=aside)
    typer.echo(rendered(rows, form))


def _understood(attempt: "Attempt") -> str:
    question = attempt.question
    lines = [f"understood: {question.number}. {question.question} ({question.name})"]
    for parameter in question.parameters:
        if parameter.name in attempt.values:
            lines.append(f"  {parameter.name} = {attempt.values[parameter.name].shown}")
        elif parameter.name not in attempt.parameters:
            lines.append(f"  {parameter.name} = {parameter.default}, as nothing else was said")
    return "\n".join(lines)


def _near(attempt: "Attempt") -> str:
    unclear = f"; not understood: {', '.join(attempt.left)}" if attempt.left else ""
    return f"  {attempt.question.number}. {attempt.question.question} ({attempt.question.name}){unclear}"


def _finder(graph: "StudyGraph") -> "Find":
    """Gives a function that finds the IRI of a study by one of its names."""
    from graphbuild.errors import QueryError  # noqa: PLC0415
    from graphbuild.rdf.iri import study  # noqa: PLC0415

    @cache
    def find(name: str) -> str | None:
        try:
            return study(graph.study(name).key).value
        except QueryError:
            return None

    return find
