"""Fills the blocks of README.md that show what commands print: python scripts/readme.py.

A block is filled where a comment stands above it: `<!-- prints: graphbuild query disagreements -->`. The commands run
in an empty folder after `graphbuild demo`. Those that need the sets of articles are left alone where the sets are not
beside the checkout. A test asks that the README is what this script makes of it.
"""

import io
import os
import re
import shlex
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETS = ROOT.parent / "shared" / "data"
_BLOCK = re.compile(
    r"(?P<head><!-- prints: (?P<command>[^\n]+?) -->\n```\w*\n)(?P<body>.*?)(?P<foot>^```$)", re.DOTALL | re.MULTILINE
)


def render(text: str, folder: Path) -> str:
    """Gives the text with every block filled; commands run in the folder."""
    with chdir(folder):
        call(["graphbuild", "demo"])
        return _BLOCK.sub(lambda match: match["head"] + _body(match) + match["foot"], text)


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
        path.write_text(render(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
