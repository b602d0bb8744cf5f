"""graphbuild query NAME|FILE|-."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.printing import known

if TYPE_CHECKING:
    from graphbuild.query import Rows

FORMATS = ("table", "csv", "json", "md")
WIDTH = 60


def run(  # noqa: PLR0913 - a command has as many options as it has
    asked: Annotated[
        str, typer.Argument(metavar="NAME|FILE|-", help="Name or number of a question, a .rq file, or -.")
    ],
    parameters: Annotated[
        list[str] | None, typer.Option("-p", "--parameter", metavar="KEY=VALUE", help="A parameter of the question.")
    ] = None,
    folder: Annotated[Path, typer.Option("-d", "--dir", metavar="DIR", help="Folder of the graph.")] = Path("out"),
    form: Annotated[str, typer.Option("--format", help="table, csv, json or md.")] = "table",
    columns: Annotated[
        str | None, typer.Option("-c", "--columns", metavar="A,B", help="Give only these columns, equal rows once.")
    ] = None,
    *,
    width: Annotated[int, typer.Option(min=8, help="Cut longer cells of a table.")] = WIDTH,
    limit: Annotated[int, typer.Option(min=1, help="Most rows to give.")] = 1_000,
    seconds: Annotated[float, typer.Option(min=0.1, help="Longest time for SPARQL of your own.")] = 60.0,
) -> None:
    """Ask a question of the library, or SPARQL of your own."""
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.query import run as ask  # noqa: PLC0415

    known(form, FORMATS, "query")
    given = dict(_pair(text) for text in parameters or ())
    text = _text(asked)
    with StudyGraph.open(folder) as graph:
        own = text != asked
        rows = ask(graph.store, text, row_limit=limit, seconds=seconds if own else None, **given)
    if columns is not None:
        rows = rows.only([name.strip() for name in columns.split(",")])
    typer.echo(rendered(rows, form, width))


def rendered(rows: "Rows", form: str, width: int = WIDTH) -> str:
    """Gives rows in one of FORMATS; the cells of a table are cut to a width."""
    if form == "table":
        return rows.to_table(width).rstrip("\n")
    ways = {"csv": rows.to_csv, "json": rows.to_json, "md": rows.to_markdown}
    return ways[form]().rstrip("\n")


def _text(asked: str) -> str:
    """Gives the SPARQL of a file or of standard input, else the name of a question as it is."""
    from graphbuild.errors import QueryError  # noqa: PLC0415

    if asked == "-":
        return sys.stdin.read()
    path = Path(asked)
    if path.suffix in {".rq", ".sparql"} or path.is_file():
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"the query cannot be read: {error}", where=asked, remedy="give a .rq file") from error
    return asked


def _pair(text: str) -> tuple[str, str]:
    from graphbuild.errors import QueryError  # noqa: PLC0415

    key, mark, value = text.partition("=")
    if not mark:
        raise QueryError(f"{text!r} is no parameter", where="query", remedy="write -p name=value")
    return key.strip(), value
