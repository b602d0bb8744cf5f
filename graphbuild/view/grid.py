"""A table for people whose cells keep the quotes behind them, and the forms in which it is printed.

The quotes show in the HTML form; the others hold the values. An empty cell is shown by the grid's word for it, but in
CSV it stays empty.
"""

import csv
import io
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graphbuild.language.spreadsheet import safe

_WIDTHS = (0, 36, 36, 34, 28, 24)
"""Most characters of a column on a terminal, by the number of columns."""
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in a cell, and the quotes that bear it out; a count or a name of a row has none."""

    text: str
    quotes: tuple[str, ...] = ()


Cell = tuple[Said, ...]


def cell(*texts: object) -> Cell:
    """Gives a cell of plain texts, without those that are empty.

    >>> cell("a", "", 3)
    (Said(text='a', quotes=()), Said(text='3', quotes=()))
    """
    return tuple(Said(text) for text in (" ".join(str(one).split()) for one in texts) if text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A titled table; `blank` is shown in its empty cells, `notes` stand below it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    blank: str = ""


def joined(things: Cell) -> str:
    """Gives the things of a cell in one line."""
    return "; ".join(" ".join(one.text.split()) for one in things)


def numeric(grid: Grid) -> tuple[bool, ...]:
    """Tells of each column whether all that it holds are numbers."""
    return tuple(
        any(row[index] for row in grid.rows) and all(_is_number(joined(row[index])) for row in grid.rows if row[index])
        for index in range(len(grid.columns))
    )


def to_table(grid: Grid) -> str:
    """Gives aligned text; a long cell goes on in the lines below."""
    most = _WIDTHS[min(len(grid.columns), len(_WIDTHS) - 1)]
    lines = [[textwrap.wrap(name, most) or [""] for name in grid.columns]]
    lines += [[_wrapped(things, most) or [grid.blank] for things in row] for row in grid.rows]
    widths = [max(len(text) for line in lines for text in line[index]) for index in range(len(grid.columns))]
    right = numeric(grid)
    printed = [_line(line, widths, right) for line in lines]
    printed.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*printed, *_foot(grid)])


def to_markdown(grid: Grid) -> str:
    """Gives a pipe table with the notes below it."""
    lines = [list(grid.columns), *([joined(things) or grid.blank for things in row] for row in grid.rows)]
    printed = ["| " + " | ".join(_piped(text) for text in line) + " |" for line in lines]
    printed.insert(1, "|" + "".join(" ---: |" if right else " --- |" for right in numeric(grid)))
    return "\n".join([*printed, *_foot(grid)])


def to_csv(grid: Grid) -> str:
    """Gives CSV without the notes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(grid.columns)
    writer.writerows([safe(joined(things)) for things in row] for row in grid.rows)
    return buffer.getvalue().rstrip("\n")


def to_latex(grid: Grid) -> str:
    """Gives a tabular environment that needs no package; its columns share the width of the text."""
    right = numeric(grid)
    wide = f"p{{{0.92 / max(1, right.count(False)):.2f}\\linewidth}}"
    lines = [f"% {' '.join(grid.title.split())}", f"\\begin{{tabular}}{{{''.join('r' if n else wide for n in right)}}}"]
    lines += ["\\hline", _latex_line(grid.columns), "\\hline"]
    lines += [_latex_line(joined(things) or grid.blank for things in row) for row in grid.rows]
    return "\n".join([*lines, "\\hline", "\\end{tabular}", *(f"% {note}" for note in grid.notes)])


def to_html(grid: Grid) -> str:
    """Gives a self-contained page on which each value opens to its quotes."""
    from graphbuild.view.html import grid_page  # noqa: PLC0415 - jinja2 is loaded for a page only

    return grid_page(grid).rstrip("\n")


FORMS: dict[str, Callable[[Grid], str]] = {
    "table": to_table,
    "md": to_markdown,
    "csv": to_csv,
    "latex": to_latex,
    "html": to_html,
}
"""Name of a form -> how a grid is printed in it, without a line break at the end."""


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).removeprefix("-").removesuffix("%").strip().isdecimal()


def _wrapped(things: Cell, most: int) -> list[str]:
    return [line for one in things for line in textwrap.wrap(one.text, most, subsequent_indent="  ")]


def _line(texts: list[list[str]], widths: list[int], right: tuple[bool, ...]) -> str:
    height = max(len(text) for text in texts)
    printed = []
    for index in range(height):
        parts = [text[index] if index < len(text) else "" for text in texts]
        padded = [
            part.rjust(width) if number else part.ljust(width)
            for part, width, number in zip(parts, widths, right, strict=True)
        ]
        printed.append("  ".join(padded).rstrip())
    return "\n".join(printed)


def _foot(grid: Grid) -> list[str]:
    return ["", *grid.notes] if grid.notes else []


def _piped(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _latex_line(texts: Iterable[str]) -> str:
    return " & ".join("".join(_ESCAPES.get(mark, mark) for mark in " ".join(text.split())) for text in texts) + r" \\"
