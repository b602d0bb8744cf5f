"""A report in Markdown: for each study what was found, with its words, and what was not found."""

from collections.abc import Iterable, Mapping, Sequence

from graphbuild.model.study import Study
from graphbuild.view.rows import Row, missing, rows

_QUOTE = 160


def report(
    studies: Iterable[Study],
    *,
    counts: Mapping[str, int],
    without_study: Sequence[tuple[str, str]] = (),
    refused: Sequence[tuple[str, str]] = (),
) -> str:
    """Gives the report; `without_study` and `refused` name sources and the reason for each."""
    lines = ["# What was found", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value:,} |" for name, value in counts.items()]
    for study in sorted(studies, key=lambda item: (item.brief_title.casefold(), item.key)):
        lines += _study(study)
    lines += _list("Documents without a study", without_study)
    lines += _list("Sources that could not be read", refused)
    return "\n".join(lines) + "\n"


def _study(study: Study) -> list[str]:
    lines = ["", f"## {_plain(study.brief_title)}", "", "| what | value | words |", "|---|---|---|"]
    lines += [_row(row) for row in rows(study)]
    absent = ", ".join(missing(study)) or "nothing that a good record has"
    return [*lines, "", f"Not reported: {absent}."]


def _row(row: Row) -> str:
    exact = _plain(row.evidence[0].exact)
    words = exact if len(exact) <= _QUOTE else exact[: _QUOTE - 1].rstrip() + "\u2026"
    label = f"{row.entity}: {row.label}" if row.entity else row.label
    return f"| {_plain(label)} | {_plain(row.value)} | {words} |"


def _list(title: str, rows_of: Sequence[tuple[str, str]]) -> list[str]:
    if not rows_of:
        return []
    return ["", f"## {title}", "", *(f"- {_plain(name)}: {_plain(why)}" for name, why in rows_of)]


def _plain(text: str) -> str:
    """Gives a text on one line that no table or mark-up can be broken with."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
