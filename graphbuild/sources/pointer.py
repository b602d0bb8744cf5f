"""JSON Pointers (RFC 6901) into a record: asked with a default, walked with a wildcard."""

import json
from collections.abc import Iterator
from typing import Any

from graphbuild.model.text import Pointer


def pointers(record: Any, path: str) -> Iterator[Pointer]:
    """Gives a Pointer for every value that is not empty at a path, in which * stands for every item of a list.

    A list or object as a value is given as compact JSON.

    >>> list(pointers({"a": [{"b": "x"}, {"c": 1}]}, "/a/*/b"))
    [Pointer(path='/a/0/b', exact='x')]
    """
    for place, value in _walk(record, path.split("/")[1:], ""):
        exact = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if exact.strip() and value not in (None, [], {}):
            yield Pointer(place, exact)


def pointer(record: Any, path: str) -> Pointer | None:
    """Gives the first Pointer at a path, or None."""
    return next(pointers(record, path), None)


def _walk(value: Any, steps: list[str], place: str) -> Iterator[tuple[str, Any]]:
    if not steps:
        yield place, value
        return
    step, rest = steps[0], steps[1:]
    if isinstance(value, list):
        wanted = range(len(value)) if step == "*" else [int(step)] if step.isdigit() and int(step) < len(value) else []
        for index in wanted:
            yield from _walk(value[index], rest, f"{place}/{index}")
    elif isinstance(value, dict) and step in value:
        yield from _walk(value[step], rest, f"{place}/{step}")
