"""Fills the blocks of README.md that show what commands print: python scripts/readme.py.

A block is filled where a comment stands above it: `<!-- prints: graphbuild query disagreements -->`. The commands run
in an empty folder after `graphbuild demo`. Those that need the sets of articles are left alone where the sets are not
beside the checkout. A test asks that the README is what this script makes of it.

`<!-- measures: other sets -->` stands above the table of the other sets. It takes minutes, so the test leaves it alone,
and so does `--quick`.
"""

import io
import json
import os
import re
import shlex
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETS = ROOT.parent / "shared" / "data"
_BLOCK = re.compile(
    r"(?P<head><!-- prints: (?P<command>[^\n]+?) -->\n```\w*\n)(?P<body>.*?)(?P<foot>^```$)", re.DOTALL | re.MULTILINE
)
_MEASURED = re.compile(r"(?P<head><!-- measures: other sets -->\n)(?P<body>(?:\|[^\n]*\n)*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table of other sets: a figure of a set, and the best that was published."""

    set: str
    said: str
    row: str
    published: str


FIGURES = (
    Figure("ctro", "slot micro F1, type 2 diabetes", "micro, type 2 diabetes", "0.413"),
    Figure("ctro", "slot micro F1, glaucoma", "micro, glaucoma", "0.470"),
    Figure("ebm_nlp", "token F1, mean of P, I and O", "macro F1, tokens", "0.742"),
    Figure("ebm_nlp", "exact span F1, P", "PAR exact", ""),
    Figure("ebm_nlp", "exact span F1, I", "INT exact", ""),
    Figure("ebm_nlp", "exact span F1, O", "OUT exact", ""),
    Figure("trialsieve", "exact span micro F1, 20 types", "micro", ""),
    Figure("rct_art", "table F1, strict", "table strict F1, as published", "0.70"),
    Figure("rct_art", "table F1, relaxed", "table relaxed F1, as published", "0.825"),
    Figure("evidence_inference", "macro F1, three directions", "macro F1", "0.78"),
    Figure("sentence_roles", "accuracy, five roles", "accuracy", "0.894"),
    Figure("sentence_roles", "macro F1, five roles", "macro F1", ""),
)
_SHARE = "quotes borne out"


def render(text: str, folder: Path) -> str:
    """Gives the text with every block filled; commands run in the folder."""
    with chdir(folder):
        call(["graphbuild", "demo"])
        return _BLOCK.sub(lambda match: match["head"] + _body(match) + match["foot"], text)


def measure(text: str) -> str:
    """Gives the text with the table of the other sets measured anew; the same text where the sets are not there."""
    if not SETS.is_dir():
        return text
    names = dict.fromkeys(one.set for one in FIGURES)
    return _MEASURED.sub(lambda match: match["head"] + table({name: _figures(name) for name in names}), text)


def table(scores: dict[str, dict[str, dict[str, float]]]) -> str:
    """Gives the table of the other sets: their figures, and the lowest share of quotes that bear their facts out."""
    lines = ["| set | figure | graphbuild | best published |", "| --- | --- | ---: | ---: |"]
    for one in FIGURES:
        figures = scores[one.set].get(one.row, {})
        value = figures.get("f1", figures.get("value"))
        lines.append(f"| {one.set} | {one.said} | {'' if value is None else f'{value:.3f}'} | {one.published} |")
    shares = [figures[_SHARE]["value"] for figures in scores.values() if _SHARE in figures]
    lines.append(f"| all | share of facts that their quote bears out, lowest | {min(shares, default=0.0):.3f} | |")
    return "".join(f"{line}\n" for line in lines)


def _figures(name: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(call(["graphbuild", "evaluate", name, str(SETS / name), "--json"]))
    return found


def _body(match: re.Match[str]) -> str:
    command, *filters = (shlex.split(part) for part in match["command"].split(" | "))
    if "SETS" in match["command"]:
        if not SETS.is_dir():
            return match["body"]
        command = [word.replace("SETS", str(SETS)) for word in command]
    lines = call(command).rstrip("\n").splitlines()
    for name, *words in filters:
        lines = FILTERS[name](lines, *words)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def call(command: list[str]) -> str:
    """Runs a graphbuild command, or shows a file with cat, and gives what it prints."""
    if command[0] == "cat":
        return Path(command[1]).read_text(encoding="utf-8")
    from graphbuild.cli import main  # noqa: PLC0415

    output = io.TextIOWrapper(io.BytesIO(), "utf-8")
    before, sys.argv = sys.argv, command
    try:
        with redirect_stdout(output), redirect_stderr(io.StringIO()):
            main()
    except SystemExit:
        pass
    finally:
        sys.argv = before
    output.flush()
    return output.buffer.getvalue().decode()


def _head(lines: list[str], count: str) -> list[str]:
    return lines[: int(count)]


def _grep(lines: list[str], pattern: str) -> list[str]:
    return [line for line in lines if re.search(pattern, line)]


def _paragraph(lines: list[str], pattern: str) -> list[str]:
    """Gives the first paragraph (lines up to an empty one) that matches."""
    paragraphs = "\n".join(lines).split("\n\n")
    found = next((one for one in paragraphs if re.search(pattern, one, re.DOTALL)), None)
    if found is None:
        sys.exit(f"readme: no paragraph matches {pattern}")
    return found.splitlines()


FILTERS = {"head": _head, "grep": _grep, "paragraph": _paragraph}


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"
    with tempfile.TemporaryDirectory() as folder:
        path = ROOT / "README.md"
        text = render(path.read_text(encoding="utf-8"), Path(folder))
        path.write_text(text if "--quick" in sys.argv else measure(text), encoding="utf-8")
