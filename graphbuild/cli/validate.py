"""graphbuild validate DIR|FILE."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.printing import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

FORMATS = ("text", "ttl", "json")


def run(
    place: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="Folder of a graph, or an RDF file.")],
    form: Annotated[str, typer.Option("--format", help="text, ttl (a sh:ValidationReport) or json.")] = "text",
    runner: Annotated[str, typer.Option(help="bulk, or reference (pyshacl).")] = "bulk",
) -> None:
    """Check a graph against the shapes; exit code 3 where it does not conform."""
    from graphbuild.validate import validate  # noqa: PLC0415

    known(form, FORMATS, "validate")
    if place.is_dir():
        from graphbuild.api import StudyGraph  # noqa: PLC0415

        with StudyGraph.open(place) as graph:
            report = graph.validate(runner=runner)
    else:
        report = validate(read_quads(place), runner=runner)
    writers = {"text": report.__str__, "ttl": report.to_turtle, "json": report.to_json}
    typer.echo(writers[form]().rstrip())
    raise typer.Exit(0 if report.conforms else 3)


def read_quads(path: Path) -> "Iterator[Quad]":
    """Reads Turtle, TriG, N-Triples or N-Quads; raises SourceError that names the place of a mistake."""
    import pyoxigraph  # noqa: PLC0415

    from graphbuild.errors import MalformedSourceError, SourceError, UnknownFormatError  # noqa: PLC0415

    kinds = pyoxigraph.RdfFormat
    known = {".ttl": kinds.TURTLE, ".trig": kinds.TRIG, ".nt": kinds.N_TRIPLES, ".nq": kinds.N_QUADS}
    if path.suffix.lower() not in known:
        raise UnknownFormatError("no RDF that is read here", where=str(path), remedy=f"one of: {', '.join(known)}")
    try:
        yield from pyoxigraph.parse(path.read_bytes(), format=known[path.suffix.lower()])
    except SyntaxError as error:
        raise MalformedSourceError(str(error), where=str(path), remedy="mend it there") from error
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}", where=str(path), remedy="check the path") from error
