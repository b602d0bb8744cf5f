"""graphbuild extract FILE..."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.printing import known

if TYPE_CHECKING:
    from graphbuild.pipeline import Extraction
    from graphbuild.sources import Source

FORMATS = ("table", "json", "evaluation", "ttl")


def run(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Articles; - for standard input.")],
    form: Annotated[
        str, typer.Option("--format", help="table, json, evaluation (the record of the news sets) or ttl.")
    ] = "table",
    folder: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write one file per article.")
    ] = None,
    *,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out less sure facts.")] = 0.0,
    extractors: Annotated[
        str,
        typer.Option(metavar="NAMES", help="Families of facts to look for in texts: all, none, or some by name, a,b."),
    ] = "all",
) -> None:
    """Show what one or more articles say: each fact with its words and where they stand."""
    from graphbuild.cli.building import families  # noqa: PLC0415
    from graphbuild.pipeline import run as pipeline  # noqa: PLC0415
    from graphbuild.sources import iter_sources, read_source  # noqa: PLC0415

    known(form, FORMATS, "extract")
    chosen, failed, names = families(extractors), False, _Names()
    for source in iter_sources(files):
        reading = read_source(source)
        for document in reading.documents:
            extraction = pipeline(document, extractors=chosen, minimum_confidence=min_confidence)
            _give(_WRITERS[form](extraction), names.of(document.name, source, len(reading.documents)), form, folder)
        for problem in reading.problems:
            typer.echo(f"graphbuild: {problem}", err=True)
            failed = True
    raise typer.Exit(1 if failed else 0)


class _Names:
    """Names of files for the documents of sources: that of the source, numbered where it holds several."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def of(self, name: str, source: "Source", documents: int) -> str:
        """Gives the name for the next document of a source."""
        stem = Path(source.name.rpartition("!")[2] or name).stem
        if documents == 1 and not source.pieces:
            return stem
        self._last[source.whole] += 1
        return f"{stem}-{self._last[source.whole]}"


def _give(text: str, name: str, form: str, folder: Path | None) -> None:
    """Prints a text, or writes it to a file of its own."""
    from graphbuild.journal import write  # noqa: PLC0415

    if folder is None:
        typer.echo(text)
    else:
        ending = {"table": "txt", "evaluation": "json"}.get(form, form)
        write(folder / f"{name}.{ending}", text.encode() + b"\n")


def _table(extraction: "Extraction") -> str:
    from graphbuild.model.text import Span  # noqa: PLC0415
    from graphbuild.view.rows import rows  # noqa: PLC0415

    if extraction.study is None:
        return f"{extraction.document.name}: no study ({extraction.verdict.reason})"
    lines = [extraction.document.name, ""]
    for row in rows(extraction.study):
        piece = row.evidence[0]
        place = f"[{piece.words.start},{piece.words.end})" if isinstance(piece.words, Span) else piece.words.path
        exact = " ".join(piece.exact.split())
        label = f"{row.entity}: {row.label}" if row.entity else row.label
        lines.append(f"{row.group:<14} {label:<34} {row.value}\n{'':<14} {place} {exact!r}")
    return "\n".join(lines) + "\n"


def _json(extraction: "Extraction") -> str:
    import json  # noqa: PLC0415

    from graphbuild.model.text import Span  # noqa: PLC0415
    from graphbuild.view.rows import words  # noqa: PLC0415

    text = extraction.document.text
    facts = [
        {
            "field": fact.field.value,
            "about": fact.about,
            "value": words(fact.value),
            "span": [fact.span.start, fact.span.end] if isinstance(fact.span, Span) else fact.span.path,
            "words": fact.span.of(text) if isinstance(fact.span, Span) else fact.span.exact,
            "rule": fact.rule,
            "confidence": fact.confidence,
        }
        for fact in extraction.facts
    ]
    verdict = extraction.verdict
    found = {
        "document": extraction.document.id,
        "name": extraction.document.name,
        "about_a_study": verdict.about_a_study,
        "reason": verdict.reason,
        "facts": facts,
        "refused": [{"field": one.fact.field.value, "reason": one.reason} for one in extraction.refusals],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _evaluation(extraction: "Extraction") -> str:
    import json  # noqa: PLC0415

    from graphbuild.export.evaluation import evaluation_record  # noqa: PLC0415

    return json.dumps(evaluation_record(extraction.study, extraction.document), ensure_ascii=False, indent=1)


def _ttl(extraction: "Extraction") -> str:
    from graphbuild.outputs import render  # noqa: PLC0415

    studies = () if extraction.study is None else (extraction.study,)
    return render(studies, {}, "turtle").decode().rstrip("\n")


_WRITERS: dict[str, Callable[["Extraction"], str]] = {
    "table": _table,
    "json": _json,
    "evaluation": _evaluation,
    "ttl": _ttl,
}
