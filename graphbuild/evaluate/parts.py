"""Finds the file or folder of one part of a set, and reads its rows; says what it looked for where it finds none."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphbuild.errors import SourceError

DEVELOPMENT = "dev"
_NAMES = {
    "train": ("train", "training"),
    "dev": ("dev", "validation", "valid", "val"),
    "test": ("test",),
}
_ENDINGS = (".jsonl.gz", ".jsonl")
_GZIP = b"\x1f\x8b"

Row = dict[str, Any]
Format = Mapping[str, type | tuple[str, ...]]
"""Key that a row must have -> the type of its value, or the keys of the objects that it lists."""


def part_of(path: Path, part: str | None, endings: Sequence[str] = _ENDINGS) -> Path:
    """Gives the file (or folder, for the ending "") of a part; a path that is no folder is itself the part.

    `part` is train, dev (also called validation) or test. Where none is named it is dev, or the only part there is.
    Raises SourceError where there is none.
    """
    if path.is_file():
        return path
    if not path.exists():
        raise SourceError("no such file or folder", where=str(path), remedy="give the folder of the set or one file")
    wanted = part or DEVELOPMENT
    names = next((names for names in _NAMES.values() if wanted in names), (wanted,))
    tried = [f"{name}{ending}" for name in names for ending in endings]
    found = next((path / name for name in tried if (path / name).exists()), None)
    if found is None and part is None:
        found = _only(path, endings)
    if found is None:
        raise SourceError(
            f"no {wanted} part in it: looked for {', '.join(tried)}", where=str(path), remedy=_remedy(path)
        )
    return found


def _only(path: Path, endings: Sequence[str]) -> Path | None:
    names = [name for names in _NAMES.values() for name in names]
    held = [file for name in names for ending in endings if (file := path / f"{name}{ending}").exists()]
    return held[0] if len(held) == 1 else None


def _remedy(path: Path) -> str:
    held = sorted(item.name for item in path.iterdir())[:6]
    return f"give one file, or --part; it holds {', '.join(held)}" if held else "the folder is empty"


def rows(path: Path, part: str | None, needed: Format) -> list[Row]:
    """Gives the rows of a part: one JSON object a line, gzipped or not, each with the needed keys.

    Raises SourceError where the file is missing, empty or of another format.
    """
    file = part_of(path, part)
    found = list(_objects(file))
    if not found:
        raise SourceError("no rows in it", where=str(file), remedy="one JSON object a line is asked for")
    for number, row in enumerate(found, 1):
        problem = next(_problems(row, needed), None)
        if problem is not None:
            raise SourceError(f"row {number} {problem}", where=str(file), remedy=f"keys: {', '.join(needed)}")
    return found


def _problems(row: Row, needed: Format) -> Iterator[str]:
    for key, kind in needed.items():
        if key not in row:
            yield f"has no {key}"
        elif isinstance(kind, tuple):
            yield from _inner(key, row[key], kind)
        elif not isinstance(row[key], kind):
            yield f"has no {kind.__name__} as its {key}"


def _inner(key: str, held: object, inner: tuple[str, ...]) -> Iterator[str]:
    for one in held if isinstance(held, list) else [held]:
        if not isinstance(one, dict) or not set(inner) <= set(one):
            yield f"has no objects with {', '.join(inner)} as its {key}"


def _objects(file: Path) -> Iterator[Row]:
    remedy = "one JSON object a line is asked for, gzipped or not"
    data = file.read_bytes()
    try:
        text = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(f"does not read as text: {error}", where=str(file), remedy=remedy) from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SourceError(f"line {number} is no JSON: {error}", where=str(file), remedy=remedy) from error
        if not isinstance(row, dict):
            raise SourceError(f"line {number} is no JSON object", where=str(file), remedy=remedy)
        yield row
