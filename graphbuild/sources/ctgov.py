"""ClinicalTrials.gov records (API version 2, JSON) -> Document with the facts that their fields state.

A file holds one record, a list of records, or an answer of the API with its "studies".
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from graphbuild.errors import MalformedSourceError
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document, Metadata
from graphbuild.sources import objects
from graphbuild.sources.ctgov_facts import facts_of
from graphbuild.sources.ctgov_text import text_of
from graphbuild.sources.decode import decode
from graphbuild.sources.reader import Reader

_SECTION = "protocolSection"
_RESULTS = "resultsSection"
_SEVERAL = 2
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<half>u[dD][89a-fA-F][\da-fA-F]{2})|.)"
)


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every record; raises MalformedSourceError where the JSON holds none."""
    try:
        records = tuple(_records(_content(_paired(decode(data, name)))))
    except (ValueError, RecursionError) as error:
        raise MalformedSourceError(f"it is no valid JSON: {error}", where=name) from error
    if not records:
        problem = "it is JSON, but no record of ClinicalTrials.gov"
        raise MalformedSourceError(problem, where=name, remedy=f"give records with a {_SECTION!r}")
    return tuple(document_of(record, name) for record in records)


def _content(source: str) -> Any:
    """Gives the value that the JSON is, or the list of values where each stands on a line of its own."""
    try:
        return json.loads(source)
    except ValueError:
        lines = [line for line in source.splitlines() if line.strip()]
        if len(lines) < _SEVERAL or not all(line.lstrip().startswith("{") for line in lines):
            raise
        return [json.loads(line) for line in lines]


def _paired(source: str) -> str:
    r"""Gives JSON with U+FFFD for every escaped half of a surrogate pair: no text can hold one.

    >>> _paired(r'"\ud83d\ude00 \ud83d \\ud83d"')
    '"\\ud83d\\ude00 \\ufffd \\\\ud83d"'
    """
    return _ESCAPE.sub(lambda match: r"\ufffd" if match["half"] else match.group(), source)


def _records(content: Any) -> Iterator[dict[str, Any]]:
    found = content.get("studies", [content]) if isinstance(content, dict) else content
    for record in found if isinstance(found, list) else ():
        if isinstance(record, dict) and isinstance(record.get(_SECTION), dict):
            yield record


def document_of(record: dict[str, Any], name: str) -> Document:
    """Gives the document of one record; its metadata keeps what the pointers of the facts lead into."""
    facts = tuple(facts_of(record))
    kept = {name: record[name] for name in (_SECTION, _RESULTS) if isinstance(record.get(name), dict)}
    return Document(
        text_of(record),
        DocumentKind.REGISTRATION,
        name,
        metadata=(Metadata("record", json.dumps(kept, ensure_ascii=False), "ClinicalTrials.gov"),),
        facts=facts,
    )


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


READER = Reader("ctgov", 10, _is_json, read, objects.split)
