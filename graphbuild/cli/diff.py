"""graphbuild diff OLD NEW."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

_PLACE = "Folder of a build, or a file of N-Quads."


def run(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=_PLACE)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=_PLACE)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what changed between two graphs: studies that came or went, values that did, with their quotes."""
    from graphbuild.view.difference import difference  # noqa: PLC0415

    found = difference(_of(old), _of(new))
    typer.echo(found.to_json() if as_json else str(found))


def _of(place: Path) -> "Iterator[Quad]":
    from graphbuild.cli.validate import read_quads  # noqa: PLC0415
    from graphbuild.errors import StoreError, UnknownFormatError  # noqa: PLC0415

    if place.is_dir():
        if not (place / "graph.nq").is_file():
            remedy = "give the folder of a build, or a .nq file"
            raise StoreError("there is no graph.nq in this folder", where=str(place), remedy=remedy)
        return read_quads(place / "graph.nq")
    if place.suffix.lower() not in {".nq", ".trig"}:
        raise UnknownFormatError("no file of quads", where=str(place), remedy="give a folder, a .nq or a .trig file")
    return read_quads(place)
