"""graphbuild fetch ID... -o DIR."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.errors import GraphbuildError, QueryError, SourceError

if TYPE_CHECKING:
    from rich.progress import Progress

    from graphbuild.sources.fetch import Fetched
    from graphbuild.sources.fetch.web import Web

_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,190}")


def run(  # noqa: PLR0913 - one parameter an option
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="PMID, PMC..., NCT... or DOI, as such or as a link.")
    ] = None,
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of the files.")] = Path(
        "fetched"
    ),
    file: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="Ids of a file, one a line; # starts a comment.")
    ] = None,
    expression: Annotated[
        str | None, typer.Option("--search", metavar="EXPRESSION", help="Fetch what a search finds, too.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where to search: pubmed or ctgov.")] = "pubmed",
    most: Annotated[int, typer.Option(min=1, help="The most that a search may bring.")] = 100,
    *,
    contact: Annotated[
        str, typer.Option(metavar="EMAIL", help="Tell the services whom to write to if something goes wrong.")
    ] = "",
    offline: Annotated[
        bool, typer.Option("--offline", help="Fail for what the folder lacks; open no network.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Fetch what the folder has, too.")] = False,
) -> None:
    """Fetch articles and registrations by their ids into files that `graphbuild build DIR` reads.

    The only command that uses the network: PubMed, PubMed Central, Europe PMC, ClinicalTrials.gov and Crossref, at the
    pace that they ask for (NCBI_API_KEY, if set, is sent to NCBI). What is there already is not fetched again, so a run
    that was interrupted goes on where it stopped. Exit code 1: something was not fetched; a line for each says why.
    """
    _check(expression, source, contact, most=most, offline=offline)
    asked = [*(ids or ()), *(_listed(file) if file else ())]
    if not asked and expression is None:
        raise QueryError("nothing to fetch", where="fetch", remedy="give ids, --list FILE or --search EXPRESSION")
    with nullcontext() if offline else _web(contact) as web:
        missed = False
        if expression is not None and web is not None:
            try:
                asked += _found(web, expression, source, most)
            except GraphbuildError as error:
                _complain(f"search: {error}")
                missed = True
        missed |= _fetch(asked, folder, web, again=again)
    raise typer.Exit(1 if missed else 0)


def _check(expression: str | None, source: str, contact: str, *, most: int, offline: bool) -> None:
    from graphbuild.sources.fetch import SEARCHES  # noqa: PLC0415
    from graphbuild.sources.fetch.pubmed import REACH  # noqa: PLC0415

    if source not in SEARCHES:
        raise QueryError(f"unknown source {source!r}", where="fetch", remedy=f"one of: {', '.join(SEARCHES)}")
    if expression is not None and offline:
        raise QueryError("a search needs the network", where="fetch", remedy="leave out --offline or --search")
    if expression is not None and not expression.strip():
        raise QueryError("the search is empty", where="fetch", remedy="say what to look for")
    if source == "pubmed" and most > REACH:
        raise QueryError(f"PubMed gives at most {REACH:,} of a search", where="--most", remedy="narrow the search")
    if contact and not _ADDRESS.fullmatch(contact):
        raise QueryError(f"{contact!r} is no e-mail address", where="--contact", remedy="give one like you@example.org")


def _listed(file: Path) -> "Iterator[str]":
    from graphbuild.sources.fetch.identifier import listed  # noqa: PLC0415

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}", where=str(file), remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise SourceError("it is no text in UTF-8", where=str(file), remedy="give ids, one a line") from error
    return listed(text)


def _web(contact: str) -> "Web":
    import os  # noqa: PLC0415
    from urllib.request import getproxies  # noqa: PLC0415

    from graphbuild import __version__  # noqa: PLC0415
    from graphbuild.sources.fetch.client import open_web  # noqa: PLC0415
    from graphbuild.sources.fetch.web import Manners  # noqa: PLC0415

    manners = Manners(contact=contact, ncbi_key=os.environ.get("NCBI_API_KEY", "").strip())
    return open_web(manners, version=__version__, proxy=getproxies().get("https"))


def _found(web: "Web", expression: str, source: str, most: int) -> list[str]:
    from graphbuild.sources.fetch import SEARCHES  # noqa: PLC0415

    found = list(SEARCHES[source](web, expression, most))
    total = found[0][1] if found else 0
    taken = f", {len(found):,} of them taken (see --most)" if len(found) < total else ""
    typer.echo(f"search: {total:,} found in {source}{taken}")
    return [str(one) for one, _ in found]


def _fetch(asked: list[str], place: Path, web: "Web | None", *, again: bool) -> bool:
    """Fetches, tells of each, and says whether something was missed."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from graphbuild.journal import write  # noqa: PLC0415
    from graphbuild.sources.fetch import Outcome, fetch  # noqa: PLC0415
    from graphbuild.sources.fetch.folder import Folder  # noqa: PLC0415

    folder = Folder(place, write, lambda: datetime.now(UTC))
    counts: Counter[Outcome] = Counter()
    with _progress(len(asked)) as progress:
        for one in fetch(asked, folder, web, again=again):
            counts[one.outcome] += 1
            _tell(one, progress)
    typer.echo(", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome if counts[outcome]) or "nothing found")
    if counts[Outcome.FETCHED]:
        typer.echo(f"next: graphbuild build {place}")
    return counts[Outcome.FAILED] > 0


def _tell(one: "Fetched", progress: "Progress | None") -> None:
    """Prints a line for one identifier: on a terminal, above the bar that counts, only what needs attention."""
    notes = "".join(f"; {note}" for note in one.notes)
    line = f"{one.asked}: {one.outcome}, {one.path}{notes}"
    if one.problem is not None:
        told = str(one.problem)
        line = f"graphbuild: {told}" if told.startswith(one.asked) else f"graphbuild: {one.asked}: {told}"
    if progress is None:
        typer.echo(_plain(line), err=one.problem is not None)
        return
    if one.problem is not None or notes:
        progress.console.print(_plain(line), markup=False, highlight=False, soft_wrap=True)
    progress.advance(progress.task_ids[0])


def _complain(text: str) -> None:
    typer.echo(_plain(f"graphbuild: {text}"), err=True)


def _plain(text: str) -> str:
    """Gives one line without anything that a terminal would obey."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@contextmanager
def _progress(total: int) -> "Iterator[Progress | None]":
    """Shows a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        progress.add_task("fetching", total=total)
        yield progress
