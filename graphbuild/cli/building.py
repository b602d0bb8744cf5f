"""What the commands that build share: progress, the folder's files, and what a person is told at the end."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Self

import typer

if TYPE_CHECKING:
    from graphbuild.api import StudyGraph
    from graphbuild.ingest import Ingested
    from graphbuild.outputs import Made

DONE, REFUSED, NOT_CONFORMING = 0, 1, 3
_SHOWN = 20


def build_folder(
    inputs: Iterable[str | Path],
    folder: Path,
    *,
    runner: str = "serial",
    minimum_confidence: float = 0.0,
    manifest: Path | None = None,
    extractors: Iterable[str] | None = None,
) -> tuple["StudyGraph", "Made"]:
    """Builds into a folder with progress on a terminal and writes its files; gives the graph and what they are of."""
    from graphbuild.api import build  # noqa: PLC0415
    from graphbuild.outputs import write_folder  # noqa: PLC0415

    with _Progress() as progress:
        graph = build(
            inputs,
            store=folder,
            runner=runner,
            minimum_confidence=minimum_confidence,
            progress=progress.advance,
            manifest=manifest,
            extractors=extractors,
            wait=False,
        )
        progress.say("writing files")
        made = graph.made()
        write_folder(made, folder)
    return graph, made


def families(names: str) -> tuple[str, ...]:
    """Gives the families of facts that an option names; with none, only what records state in fields of their own.

    Raises PluginError for an unknown one.
    """
    from graphbuild.errors import PluginError  # noqa: PLC0415
    from graphbuild.extract import EXTRACTORS, FAMILIES  # noqa: PLC0415

    if names in {"all", "none"}:
        return FAMILIES if names == "all" else ()
    found = tuple(name.strip() for name in names.split(",") if name.strip())
    unknown = [name for name in found if name not in EXTRACTORS]
    if unknown:
        known = ", ".join(("all", "none", *FAMILIES))
        raise PluginError(f"unknown family {unknown[0]!r}", where="--extractors", remedy=f"one of: {known}")
    return found


def tell(graph: "StudyGraph", made: "Made", folder: Path) -> int:
    """Prints what was built and what was not; gives the exit code."""
    typer.echo(", ".join(f"{value:,} {name}" for name, value in made.counts.items()))
    for name, reason in made.without_study[:_SHOWN]:
        typer.echo(f"no study in {name}: {reason}")
    if len(made.without_study) > _SHOWN:
        typer.echo(f"... and {len(made.without_study) - _SHOWN:,} more without a study: see {folder / 'report.md'}")
    refused = [problem for one in graph.ingested for problem in one.problems]
    for problem in refused:
        typer.echo(f"graphbuild: {problem}", err=True)
    report = made.report
    typer.echo("validation: " + ", ".join(f"{number:,} {name}" for name, number in report.counts.items()))
    if refused:
        return REFUSED
    return DONE if report.conforms else NOT_CONFORMING


class _Progress:
    """A line on a terminal that says how many sources were read; silent elsewhere."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415

        console = Console(stderr=True)
        self._status = console.status("reading") if sys.stderr.isatty() else None
        self._read = 0

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def advance(self, ingested: "Ingested") -> None:
        """Tells of one more source."""
        self._read += 1
        self.say(f"{self._read:,} read: {Path(ingested.source).name}")

    def say(self, text: str) -> None:
        """Shows a text in place of the last one."""
        if self._status is not None:
            self._status.update(text)
