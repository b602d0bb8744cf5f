"""Every file that a graph can become: formats of data, formats of pictures, and the folder that a build fills."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graphbuild.errors import PluginError
from graphbuild.export import EXPORTERS, Exporter
from graphbuild.journal import sweep, write
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.rdf.iri import study as study_iri
from graphbuild.view import VIEWS
from graphbuild.view.html import Problem, file_name, index_page, study_page
from graphbuild.view.markdown import report as markdown_report

if TYPE_CHECKING:
    from graphbuild.validate import Report

FILES = {
    "graph.ttl": "turtle",
    "graph.trig": "trig",
    "graph.nq": "nquads",
    "graph.jsonld": "jsonld",
    "studies.csv": "csv",
    "findings.csv": "findings-csv",
    "graph.graphml": "graphml",
    "graph.gexf": "gexf",
    "graph.svg": "svg",
}
"""Name of each data file of a build's folder -> its format."""

_ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".csv": "csv",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".svg": "svg",
}
MOST_PAGES = 400
"""Above this many studies a build draws no page for each, only the overview."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the files of a folder are made of."""

    studies: Sequence[Study]
    documents: Mapping[str, Document]
    counts: Mapping[str, int]
    report: "Report"
    without_study: Sequence[tuple[str, str]] = ()
    refused: Sequence[tuple[str, str]] = ()


def formats() -> tuple[str, ...]:
    """Gives the names of all formats, of data and of pictures."""
    return tuple(sorted({*EXPORTERS, *VIEWS}))


def format_of(path: Path) -> str:
    """Gives the format that the ending of a file name stands for; raises PluginError for one that stands for none."""
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        remedy = f"end the name in one of: {', '.join(_ENDINGS)}, or name a format: {', '.join(formats())}"
        raise PluginError(f"no format belongs to the ending {path.suffix!r}", where=str(path), remedy=remedy)
    return found


def render(studies: Iterable[Study], documents: Mapping[str, Document], name: str) -> bytes:
    """Gives the bytes of the studies in a format; raises PluginError for an unknown one."""
    if name in VIEWS:
        return cast("Callable[[Iterable[Study]], str]", VIEWS[name])(studies).encode()
    if name not in EXPORTERS:
        raise PluginError(f"unknown format {name!r}", where="export", remedy=f"one of: {', '.join(formats())}")
    return cast("Exporter", EXPORTERS[name])(studies, documents)


def write_folder(made: Made, folder: Path) -> None:
    """Fills a folder with every file of a build; each appears whole or not at all, and stale pages go."""
    for place in (folder, folder / "studies"):
        sweep(place)
    for name, kind in FILES.items():
        write(folder / name, render(made.studies, made.documents, kind))
    write(folder / "validation.ttl", made.report.to_turtle().encode())
    text = markdown_report(made.studies, counts=made.counts, without_study=made.without_study, refused=made.refused)
    write(folder / "report.md", text.encode())
    write_pages(made, folder / "index.html")


def write_pages(made: Made, index: Path) -> None:
    """Writes the overview and, in the folder studies/ beside it, a page for each study."""
    pages = index.parent / "studies"
    drawn = made.studies if len(made.studies) <= MOST_PAGES else ()
    problems = _problems(made.report)
    wanted = set()
    for study in drawn:
        name = file_name(study)
        wanted.add(name)
        page = study_page(study, made.documents, problems.get(study_iri(study.key).value, ()))
        write(pages / name, page.encode())
    for old in pages.glob("*.html") if pages.is_dir() else ():
        if old.name not in wanted:
            old.unlink()
    without = [*made.without_study, *made.refused]
    write(index, index_page(made.studies, counts=made.counts, refused=without, pages=bool(drawn)).encode())


def _problems(report: "Report") -> dict[str, list[Problem]]:
    """Gives the results of a validation by the study that each is about: its node, or a node below it."""
    found: dict[str, list[Problem]] = {}
    for result in report.results:
        focus = result.focus.strip("<>")
        head, mark, tail = focus.partition("/study/")
        if mark:
            owner = f"{head}{mark}{tail.split('/')[0]}"
            found.setdefault(owner, []).append(Problem(result.severity.value, result.message))
    return found
