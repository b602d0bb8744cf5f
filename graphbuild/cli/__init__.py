"""The command line: one module a command; whatever is heavy is imported when the command runs.

Exit codes: 0 done, 1 some input was refused or failed, 2 wrong usage, 3 built but the graph does not conform.
"""

import sys
from importlib import import_module
from typing import Annotated

import typer

from graphbuild.errors import GraphbuildError, PluginError, QueryError

COMMANDS = (
    "demo",
    "fetch",
    "build",
    "extract",
    "validate",
    "verify",
    "query",
    "ask",
    "queries",
    "explain",
    "compare",
    "disagreements",
    "map",
    "table",
    "completeness",
    "network",
    "diff",
    "export",
    "evaluate",
)

GROUPS = ("identity", "terms")
"""Commands with commands of their own."""

app = typer.Typer(
    name="graphbuild",
    help="Turns articles about clinical studies into a knowledge graph in which every triple quotes its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name in COMMANDS:
    app.command(_name)(import_module(f"graphbuild.cli.{_name}").run)
for _name in GROUPS:
    app.add_typer(import_module(f"graphbuild.cli.{_name}").app, name=_name)


def _version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        from graphbuild import __version__  # noqa: PLC0415

        typer.echo(f"graphbuild {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Turns articles about clinical studies into a knowledge graph in which every triple quotes its source."""


def main() -> None:
    """Runs the command line; an error that graphbuild explains becomes one line and an exit code."""
    try:
        app()
    except GraphbuildError as error:
        sys.stderr.write(f"graphbuild: {' '.join(str(error).split())}\n")
        sys.exit(2 if isinstance(error, QueryError | PluginError) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
