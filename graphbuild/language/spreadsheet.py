"""Cells of CSV files that a spreadsheet may open."""

import re

_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def safe(cell: str) -> str:
    """Gives a cell that no spreadsheet runs as a formula: such a text is led by an apostrophe; a number stays one.

    >>> safe("=1+1"), safe("-0.5"), safe("-1+cmd")
    ("'=1+1", '-0.5', "'-1+cmd")
    """
    if _FORMULA.match(cell) is None or _NUMBER.fullmatch(cell) is not None:
        return cell
    return f"'{cell}"
