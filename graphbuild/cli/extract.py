"""graphbuild extract FILE..."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.printing import known

if TYPE_CHECKING:
    from graphbuild.pipeline import Extraction

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
) -> None:
    """Show what one or more articles say: each fact with its words and where they stand."""
    from graphbuild.errors import GraphbuildError  # noqa: PLC0415
    from graphbuild.journal import write  # noqa: PLC0415
    from graphbuild.pipeline import run as pipeline  # noqa: PLC0415
    from graphbuild.sources import iter_sources, read_documents  # noqa: PLC0415

    known(form, FORMATS, "extract")
    failed = False
    for source in iter_sources(files):
        try:
            documents = read_documents(source.data(), source.name)
        except GraphbuildError as error:
            typer.echo(f"graphbuild: {error}", err=True)
            failed = True
            continue
        for document in documents:
            extraction = pipeline(document, minimum_confidence=min_confidence)
            text = _WRITERS[form](extraction)
            if folder is None:
                typer.echo(text)
            else:
                ending = {"table": "txt", "evaluation": "json"}.get(form, form)
                write(folder / f"{Path(document.name).stem}.{ending}", text.encode() + b"\n")
    raise typer.Exit(1 if failed else 0)


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
