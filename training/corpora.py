"""Free text of all sets that lie beside each other, for word vectors: abstracts, papers, news, registrations."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree


def texts(folder: Path) -> Iterator[str]:
    """Gives one text after the other, in an order that depends on file names alone; absent sets are passed over.

    Development and test parts are left out.
    """
    for read in (_tokens, _roles, _plain, _sentences, _news, _papers, _records, _registrations, _registry):
        yield from read(folder)


def json_lines(path: Path) -> list[Any]:
    """Gives the records of a file of JSON lines, packed or not; none where there is no such file."""
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _tokens(folder: Path) -> Iterator[str]:
    for record in json_lines(folder / "ebm_nlp" / "train.jsonl.gz"):
        yield " ".join(record["tokens"])


def _roles(folder: Path) -> Iterator[str]:
    for record in json_lines(folder / "sentence_roles" / "train.jsonl.gz"):
        yield " ".join([record["title"], *(sentence for _, sentence in record["sentences"])])


def _plain(folder: Path) -> Iterator[str]:
    yield from (record["text"] for record in json_lines(folder / "trialsieve" / "train.jsonl.gz"))
    for path in sorted((folder / "ctro" / "train").glob("*_export.csv")):
        words = [line.split(", ", 8) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        yield " ".join(fields[-1].strip('" ') for fields in words if fields)


def _sentences(folder: Path) -> Iterator[str]:
    for name in ("rct_art/train.jsonl", "evidence_inference/train.jsonl.gz"):
        for record in json_lines(folder / name):
            yield record.get("text") or record.get("evidence") or ""


def _news(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "news_train" / "articles").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for name in ("health_news", "ms_society_news"):
        yield from (record["text"] for record in json_lines(folder / "news_unlabelled" / f"{name}.jsonl.gz"))


def _papers(folder: Path) -> Iterator[str]:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, recover=True)
    for path in sorted((folder / "jats").glob("*.nxml")) + sorted((folder / "pubmed_xml").glob("*.xml")):
        tree = etree.parse(str(path), parser)
        parts = tree.iterfind(".//{*}p"), tree.iterfind(".//AbstractText"), tree.iterfind(".//article-title")
        yield "\n".join("".join(element.itertext()) for found in parts for element in found)


def _records(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "nbib").glob("*.nbib")):
        kept: list[str] = []
        field = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            field = line[:4].strip() or field
            if field in {"TI", "AB"}:
                kept.append(line[6:])
        yield " ".join(kept)


def _registrations(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "ctgov_v2").glob("*.json")):
        protocol = json.loads(path.read_text(encoding="utf-8")).get("protocolSection", {})
        yield "\n".join(_strings({name: part for name, part in protocol.items() if name in _SPOKEN}))


_SPOKEN = {
    "identificationModule",
    "descriptionModule",
    "armsInterventionsModule",
    "outcomesModule",
    "eligibilityModule",
}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _registry(folder: Path) -> Iterator[str]:
    columns = ("OfficialTitle", "Conditions", "InterventionNames", "PrimaryOutcomeMeasures", "SecondaryOutcomeMeasures")
    for path in sorted((folder / "ctgov_ms").glob("clinicaltrials*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield "\n".join(row.get(column) or "" for column in columns)
