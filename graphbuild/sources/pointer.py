"""JSON Pointers (RFC 6901) into a record: asked with a default, walked with a wildcard."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from graphbuild.model.text import Pointer

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def pointers(record: Any, path: str) -> Iterator[Pointer]:
    """Gives a Pointer for every value that is not empty at a path, in which * stands for every item of a list.

    A list or object as a value is given as compact JSON.

    >>> list(pointers({"a": [{"b": "x"}, {"c": 1}]}, "/a/*/b"))
    [Pointer(path='/a/0/b', exact='x')]
    """
    for place, value in places(record, path):
        exact = value if isinstance(value, str) else _compact(value)
        if exact.strip() and value not in (None, [], {}):
            yield Pointer(place, exact)


def places(record: Any, path: str) -> list[tuple[str, Any]]:
    """Gives every value at a path, in which * stands for every item of a list, with the path that leads to it."""
    return _walk(record, path) if "*" in path else _reached(record, path)


def pointer(record: Any, path: str) -> Pointer | None:
    """Gives the first Pointer at a path, or None."""
    return next(pointers(record, path), None)


def _compact(value: Any) -> str:
    return str(value) if type(value) is int else _ENCODER.encode(value)


def _reached(value: Any, path: str) -> list[tuple[str, Any]]:
    """Gives the one value at a path without wildcards, or none."""
    for step in _steps(path):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return []
    return [(path, value)]


def _walk(value: Any, path: str) -> list[tuple[str, Any]]:
    """Gives the values at a path whose wildcards stand for every item of a list."""
    found = [("", value)]
    for part in _parts(path):
        if part == "*":
            found = [
                (f"{place}/{number}", item)
                for place, one in found
                if isinstance(one, list)
                for number, item in enumerate(one)
            ]
        else:
            found = [(place + below, item) for place, one in found for below, item in _reached(one, part)]
    return found


@lru_cache(maxsize=4_096)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")[1:])


@cache
def _parts(path: str) -> tuple[str, ...]:
    """Gives the stretches of a path between its wildcards, and these."""
    found: list[str] = []
    for step in path.split("/")[1:]:
        if step == "*" or not found or found[-1] == "*":
            found.append("*" if step == "*" else f"/{step}")
        else:
            found[-1] += f"/{step}"
    return tuple(found)
