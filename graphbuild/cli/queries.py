"""graphbuild queries [NAME]."""

from typing import Annotated

import typer


def run(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Show this question with its SPARQL.")] = None,
) -> None:
    """List the questions of the library, or show one with its parameters and SPARQL."""
    from graphbuild.query import question, questions  # noqa: PLC0415

    if name is None:
        for one in questions():
            parameters = "".join(f" [-p {parameter.name}=...]" for parameter in one.parameters)
            typer.echo(f"{one.number:>2}  {one.name}{parameters}\n    {one.question}")
        return
    one = question(name)
    typer.echo(f"{one.number}. {one.question}\n\n{one.documentation}\n")
    for parameter in one.parameters:
        default = f"; {parameter.default!r} by default" if parameter.default else ""
        typer.echo(f"  -p {parameter.name}=...  {parameter.type}: {parameter.documentation}{default}")
    for column, meaning in one.columns.items():
        typer.echo(f"  {column}: {meaning}")
    typer.echo(f"\n{one.sparql.rstrip()}")
