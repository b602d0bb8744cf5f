"""What a service gave for one identifier, and how its answer is read before it is kept."""

import json
from dataclasses import dataclass
from typing import Any

from graphbuild.errors import MalformedSourceError


@dataclass(frozen=True, slots=True)
class Record:
    """The bytes as they came, where they came from, and what a person should know about them."""

    content: bytes
    url: str
    notes: tuple[str, ...] = ()


def parsed(content: bytes, where: str) -> dict[str, Any]:
    """Gives the JSON object in the bytes; raises MalformedSourceError where they hold none."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise MalformedSourceError(f"the answer is no valid JSON: {error}", where=where) from error
    if not isinstance(found, dict):
        raise MalformedSourceError("the answer is JSON, but no object", where=where)
    return found


def at(value: Any, *path: str) -> Any:
    """Gives what stands at a path of names in nested objects, or None.

    >>> at({"a": {"b": 1}}, "a", "b"), at({"a": [1]}, "a", "b")
    (1, None)
    """
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
