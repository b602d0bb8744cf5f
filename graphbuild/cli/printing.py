"""What the commands that print tables and files share."""

from collections.abc import Iterable
from pathlib import Path

import typer


def known(form: str, forms: Iterable[str], command: str) -> None:
    """Raises QueryError for a format, or another choice, that a command does not have."""
    from graphbuild.errors import QueryError  # noqa: PLC0415

    names = list(forms)
    if form not in names:
        raise QueryError(f"unknown format or choice {form!r}", where=command, remedy=f"one of: {', '.join(names)}")


def put(text: str, output: Path | None) -> None:
    """Prints a text, or writes it to a file, whole or not at all."""
    from graphbuild.journal import write  # noqa: PLC0415

    if output is None:
        typer.echo(text)
    else:
        write(output, text.encode() + b"\n")
        typer.echo(f"wrote {output}", err=True)
