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
    for place, value in _walk(record, path.split("/")[1:]):
        exact = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if exact.strip() and value not in (None, [], {}):
            yield Pointer(place, exact)


def pointer(record: Any, path: str) -> Pointer | None:
    """Gives the first Pointer at a path, or None."""
    return next(pointers(record, path), None)


def _walk(value: Any, steps: list[str]) -> list[tuple[str, Any]]:
    found = [("", value)]
    for step in steps:
        found = [below for place, one in found for below in _below(place, one, step)]
    return found


def _below(place: str, value: Any, step: str) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(f"{place}/{step}", value[step])] if step in value else []
    if not isinstance(value, list):
        return []
    if step == "*":
        return [(f"{place}/{index}", item) for index, item in enumerate(value)]
    return [(f"{place}/{step}", value[int(step)])] if step.isdecimal() and int(step) < len(value) else []
