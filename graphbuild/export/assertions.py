"""One JSON object a line for each value: the triple, its words, its sentence, its place and the rule that read it."""

import json
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal

from graphbuild.export.triples import all_quads
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.rdf.reading import Assertion, Place, provenance
from graphbuild.terms import ID


def assertions(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives the lines in the order of documents and places."""
    found = provenance(all_quads(studies))
    rows = ((found.places[one.words.value], found.places[one.sentence.value], one) for one in found.assertions)
    ordered = sorted(rows, key=lambda row: _order(row[0], row[2]))
    return b"".join(json.dumps(_record(*row), ensure_ascii=False).encode() + b"\n" for row in ordered)


def _order(words: Place, one: Assertion) -> tuple[str, int, int, str, str, str]:
    return words.document.value, words.start, words.end, words.path or "", one.field, one.name.value


def _record(words: Place, sentence: Place, one: Assertion) -> dict[str, object]:
    place: dict[str, object] = {"pointer": words.path}
    if words.path is None:
        place = {
            "start": words.start,
            "end": words.end,
            "sentence": sentence.exact,
            "sentenceStart": sentence.start,
            "sentenceEnd": sentence.end,
        }
    return {
        "id": one.name.value,
        "subject": one.subject.value,
        "predicate": one.predicate.value,
        "object": one.value.value,
        "datatype": one.value.datatype.value if isinstance(one.value, Literal) else None,
        "field": one.field,
        "words": words.exact,
        "document": words.document.value.removeprefix(f"{ID}doc/"),
        **place,
        "rule": ", ".join(one.rules),
        "confidence": float(one.confidence),
    }
