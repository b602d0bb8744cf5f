"""Self-contained pages: one for each study and an overview. They open from file:// and load nothing.

Everything that comes from an article is escaped; ids in the page are numbers, never data. The policy in the head
allows the page's own script by its digest and nothing else.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuild.language.slug import slug
from graphbuild.model.study import Study
from graphbuild.model.text import Document, Span
from graphbuild.view.grid import Grid, numeric
from graphbuild.view.networkx import network
from graphbuild.view.rows import Row, first_words, missing, rows, words
from graphbuild.view.svg import draw

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two span edges and the numbers of the facts whose words cover it."""

    text: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One result of a validation, in words."""

    severity: str
    message: str


def pieces(text: str, spans: Iterable[tuple[Span, int]]) -> tuple[Piece, ...]:
    """Cuts a text at every edge of a span; the pieces joined give the text again, however the spans cross.

    >>> [(piece.text, piece.facts) for piece in pieces("abcd", [(Span(0, 3), 1), (Span(2, 4), 2)])]
    [('ab', (1,)), ('c', (1, 2)), ('d', (2,))]
    """
    marked = [(span, fact) for span, fact in spans if span.end <= len(text)]
    edges = sorted({0, len(text), *(edge for span, _ in marked for edge in (span.start, span.end))})
    return tuple(
        Piece(
            text[start:end], tuple(sorted({fact for span, fact in marked if span.start <= start and end <= span.end}))
        )
        for start, end in pairwise(edges)
    )


def file_name(study: Study) -> str:
    """Gives the name of the page of a study: its key as a slug, with a digest so that no two meet."""
    return f"{slug(study.key, limit=_NAME)}-{sha256(study.key.encode()).hexdigest()[:8]}.html"


def study_page(study: Study, documents: Mapping[str, Document], problems: Sequence[Problem] = ()) -> str:
    """Gives the page of one study: its texts with every fact marked at its words, its facts, its reports.

    `documents` maps the ids of documents to their texts; a report whose text is missing is shown by its quotes.
    """
    facts = rows(study)
    return _page(
        "study.html",
        title=study.brief_title,
        study=study,
        groups=_groups(facts),
        reports=[_report(report, documents, facts) for report in study.reports],
        disagreements=_disagreements(study),
        missing=missing(study),
        problems=sorted(problems, key=lambda one: (one.severity, one.message)),
        picture=draw(network([study]), width=900, height=520),
        neighbours=_neighbours(study),
        key_facts=_key_facts(study),
    )


def index_page(
    studies: Iterable[Study],
    *,
    counts: Mapping[str, int],
    refused: Sequence[tuple[str, str]] = (),
    pages: bool = True,
) -> str:
    """Gives the overview: how much is in the graph, and a table of its studies that leads to their pages if it has any.

    `counts` are figures to show by name; `refused` names each source that gave no study, and why.
    """
    ordered = sorted(studies, key=lambda study: (study.brief_title.casefold(), study.key))
    table = [
        {
            "href": f"studies/{file_name(study)}" if pages else "",
            "title": study.brief_title,
            "conditions": ", ".join(words(one.value) for one in study.conditions),
            "interventions": ", ".join(words(item.name.value) for item in study.interventions),
            "phase": first_words(study.phase),
            "enrollment": first_words(study.enrollment),
            "reports": len(study.reports),
            "disagreements": len(study.disagreements),
        }
        for study in ordered
    ]
    return _page("index.html", title="graphbuild", table=table, counts=counts, refused=refused)


def grid_page(grid: Grid) -> str:
    """Gives a page with one table, on which each value opens to its quotes."""
    return _page("grid.html", title=grid.title, grid=grid, right=numeric(grid))


def _page(template: str, **values: Any) -> str:
    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    text = _environment().get_template(template).render(script=script, script_digest=digest, style=style, **values)
    return text.rstrip() + "\n"


@cache
def _environment() -> "jinja2.Environment":
    import jinja2  # noqa: PLC0415 - loaded when a page is made, not with the package

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _groups(facts: Sequence[Row]) -> list[dict[str, Any]]:
    """Gives the groups in reading order, and within each the facts of one entity together."""
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for number, row in enumerate(facts):
        owner = row.path.split("/")[1] if row.entity else ""
        groups.setdefault(row.group, {}).setdefault(f"{owner}\n{row.entity}", []).append(_fact(number, row))
    return [
        {
            "name": name,
            "tone": slug(name),
            "entities": [{"name": key.partition("\n")[2], "facts": found} for key, found in entities.items()],
        }
        for name, entities in groups.items()
    ]


def _fact(number: int, row: Row) -> dict[str, Any]:
    quotes = list(dict.fromkeys(" ".join(piece.quote.split()) for piece in row.evidence))
    pointer = next((piece.words.path for piece in row.evidence if not isinstance(piece.words, Span)), None)
    best = max(piece.confidence for piece in row.evidence)
    return {
        "number": number,
        "label": row.label,
        "value": row.value,
        "quotes": quotes,
        "pointer": pointer,
        "rule": row.evidence[0].rule,
        "confidence": f"{best:.2f}",
    }


def _report(report: Any, documents: Mapping[str, Document], facts: Sequence[Row]) -> dict[str, Any]:
    document = documents.get(report.document)
    spans = [
        (piece.words, number)
        for number, row in enumerate(facts)
        for piece in row.evidence
        if piece.document == report.document and isinstance(piece.words, Span)
    ]
    tones = {number: slug(row.group) for number, row in enumerate(facts)}
    cut = pieces(document.text, spans) if document is not None else ()
    return {
        "kind": report.kind.value,
        "title": words(report.title.value) if report.title is not None else report.document,
        "date": first_words(report.date),
        "publisher": first_words(report.publisher),
        "document": report.document,
        "pieces": [{"text": one.text, "facts": one.facts, "tone": tones[min(one.facts)]} if one.facts else
                   {"text": one.text, "facts": (), "tone": ""} for one in cut],
    }  # fmt: skip


def _disagreements(study: Study) -> list[dict[str, Any]]:
    """Puts what two reports say side by side, each with its quote."""
    kinds = {report.document: report.kind.value for report in study.reports}
    return [
        {
            "label": words(one.kind),
            "severity": words(one.severity),
            "sides": [
                {
                    "value": side.value,
                    "kind": kinds[side.evidence.document],
                    "quote": " ".join(side.evidence.quote.split()),
                }
                for side in (one.left, one.right)
            ],
        }
        for one in study.disagreements
    ]


def _neighbours(study: Study) -> list[tuple[str, str]]:
    graph = network([study])
    return sorted((relation, str(graph.nodes[target]["label"])) for _, target, relation in graph.edges(keys=True))


def _key_facts(study: Study) -> list[tuple[str, str]]:
    values = {
        "participants": first_words(study.enrollment),
        "phase": first_words(study.phase).removeprefix("phase "),
        "design": ", ".join(words(one.value) for one in study.design),
        "condition": ", ".join(words(one.value) for one in study.conditions),
        "intervention": ", ".join(words(item.name.value) for item in study.interventions),
        "follow-up": ", ".join(words(one.value) for one in study.follow_up),
    }
    return [(name, value) for name, value in values.items() if value]
