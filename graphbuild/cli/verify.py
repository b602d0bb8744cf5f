"""graphbuild verify DIR --sources PATH."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graphbuild.model.text import Document


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the graph.")],
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", metavar="PATH", help="Where the articles are; the build's own copy by default."),
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The table that the build was given with --manifest.")
    ] = None,
) -> None:
    """Read every quote of a graph again in its source and check that it bears out its value.

    Records of Crossref that were fetched beside the sources are read too. Exit code 1: something does not hold, or a
    source cannot be read.
    """
    from graphbuild.api import StudyGraph  # noqa: PLC0415
    from graphbuild.verify import verify  # noqa: PLC0415

    problems = list[str]()
    with StudyGraph.open(folder) as graph:
        found = graph.documents.values() if sources is None else _documents(sources, manifest, problems)
        report = verify(graph.store.quads(), {one.id: one for one in found})
    for problem in problems:
        typer.echo(f"graphbuild: {problem}", err=True)
    typer.echo(str(report))
    raise typer.Exit(0 if report.holds and not problems else 1)


def _documents(sources: list[str], manifest: Path | None, problems: list[str]) -> "Iterator[Document]":
    """Gives the documents of the sources, with what a manifest and Crossref tell of them."""
    from graphbuild.sources import iter_sources, read_source  # noqa: PLC0415
    from graphbuild.sources.enrichment import Enrichment  # noqa: PLC0415
    from graphbuild.sources.manifest import Manifest  # noqa: PLC0415

    told = Manifest() if manifest is None else Manifest.read(manifest)
    enrichment = Enrichment.beside(sources)
    for source in iter_sources(sources):
        if source.whole == told.path:
            continue
        reading = read_source(source)
        problems += [str(one) for one in reading.problems]
        yield from (enrichment.recorded(told.completed(one, source)) for one in reading.documents)
