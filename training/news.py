"""News articles to learn from: those with gold records, and unlabelled pages that a reader has labelled in part."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.extract.focus import focus
from graphbuild.extract.verdict import verdict
from graphbuild.model.text import Document
from graphbuild.segment import segment
from graphbuild.sources import read_bytes

_LABELS = Path(__file__).parent / "news-labels.jsonl"
"""For each page its file and id in news_unlabelled/, and what a gold record holds of it, all or in part.

No words of a page are kept: `spans` tells where those of a path stand (path, start, end in the page as it is cut into
sentences), as of interventions[0].name or comparator, and where the sentences of an outcome stand (outcomes[0]).
"""
_HELD_OUT = Path(__file__).parent / "held-out-labels.jsonl"
"""The same of a random sample of pages, for measuring alone (scripts/held_out.py)."""
PAGE = "page "
"""How the names of labelled pages begin."""
_STEP = re.compile(r"(?P<name>\w+)(?:\[(?P<place>\d+)\])?")
_PARTS = frozenset({"outcomes"})
"""What a span of a whole item gives the sentences of, no words."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its gold record and the places that bear it out."""

    name: str
    document: Document
    gold: dict[str, Any]
    spans: tuple[tuple[str, int, int], ...]
    accepted: bool

    @property
    def case(self) -> "Case":
        """Gives its name, its text and its gold record."""
        return self.name, self.document, self.gold

    def at(self, prefix: str) -> list[tuple[int, int]]:
        """Gives the places of the gold values whose path starts so."""
        return [(start, end) for path, start, end in self.spans if path.startswith(prefix)]


Case = tuple[str, Document, dict[str, Any]]
"""The name of an article, its text, and its gold record."""


def articles(path: Path) -> list[Article]:
    """Reads a news set, with sentences and their focus as the pipeline sees them."""
    found = []
    for file in sorted((path / "articles").iterdir()):
        record = path / "gold" / f"{file.stem}.json"
        if not record.is_file():
            continue
        document = focus(segment(read_bytes(file.read_bytes(), file.name)))
        marks = json.loads((path / "spans" / f"{file.stem}.json").read_text(encoding="utf-8"))
        spans = tuple((mark["path"], mark["start"], mark["end"]) for mark in marks)
        gold = json.loads(record.read_text(encoding="utf-8"))
        found.append(Article(file.stem, document, gold, spans, verdict(document).about_a_study))
    return found


def studies(folder: Path) -> list[Article]:
    """Gives the articles of a news set that are about a study."""
    return [one for one in articles(folder) if one.gold["about_a_study"]]


def beside(folder: Path, field: str) -> list[Article]:
    """Gives the labelled pages beside a news set of which the field is known."""
    return labelled(folder.parent / "news_unlabelled", field)


def cases(folder: Path, field: str) -> list[Case]:
    """Gives every article about a study with its gold: those of a news set, and labelled pages beside it."""
    return [one.case for one in (*studies(folder), *beside(folder, field))]


def labelled(folder: Path, field: str | None = None) -> list[Article]:
    """Reads the pages of a folder that a reader has labelled, with the field if one is given; none where files miss."""
    return [item for item in _read(_LABELS, folder, field) if item.gold.get("about_a_study", True)]


def held_out(folder: Path) -> list[Article]:
    """Reads the labelled pages that nothing is learnt from, those without a study as well."""
    return list(_read(_HELD_OUT, folder))


def _read(file: Path, folder: Path, field: str | None = None) -> Iterator[Article]:
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    records = [record for record in lines if field is None or field in record]
    texts = {
        (name, page["id"]): page["text"]
        for name in sorted({record["file"] for record in records})
        for page in pages(folder / f"{name}.jsonl.gz")
    }
    for record in records:
        text = texts.get((record["file"], record["id"]))
        if text is not None:
            document = focus(segment(Document(text)))
            spans = tuple((path, start, end) for path, start, end in record.get("spans", ()))
            for path, start, end in spans:
                _put(record, path, " ".join(document.text[start:end].split()))
            yield Article(f"{PAGE}{record['id']}", document, record, spans, accepted=True)


def _put(record: dict[str, Any], path: str, words: str) -> None:
    """Writes words into a record at a path such as interventions[0].aliases[1]; lists grow as they need to."""
    *steps, last = _STEP.finditer(path)
    if not steps and last["name"] in _PARTS:
        return
    at = record
    for step in steps:
        at = at.setdefault(step["name"], {})
        if step["place"] is not None:
            at = at[int(step["place"])]
    if last["place"] is None:
        at[last["name"]] = words
    else:
        at.setdefault(last["name"], []).append(words)


def pages(path: Path) -> Iterator[dict[str, Any]]:
    """Gives the pages of a file; none where there is no such file."""
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
