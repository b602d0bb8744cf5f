"""MEDLINE records (nbib files, as PubMed exports them) -> Documents: a file holds any number of records."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator

from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Person
from graphbuild.model.text import Document
from graphbuild.sources import rows
from graphbuild.sources.decode import decode
from graphbuild.sources.reader import Reader
from graphbuild.sources.record import Bibliography, document_of, doi_in, spoken, squeezed, subject, unbracketed

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,50}PMID- ?\d")
_LINE = re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}- ?(?P<value>.*)")
_ID = re.compile(r"\A(?P<value>\S+) \[(?P<kind>doi|pii)\]")
_ORCID = re.compile(r"(?:ORCID: ?)?(?:https?://orcid\.org/)?(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_SUFFIX = re.compile(r"(?:Jr|Sr|2nd|3rd|[4-9]th|I{2,3}|IV)\.?")
_NOTICES = {"RIN": "Retraction in", "EIN": "Erratum in", "ECI": "Expression of concern in"}
_NEW = "PMID"

Entries = list[tuple[str, str]]


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every record that has a title."""
    records = map(_record, _records(decode(data, name)))
    return tuple(
        document_of(record, kind=DocumentKind.ABSTRACT, name=name, rule="nbib") for record in records if record.title
    )


def _records(text: str) -> Iterator[Entries]:
    entries: Entries = []
    for line in io.StringIO(text, newline=None):
        match = _LINE.match(line)
        if match is not None:
            if match["tag"] == _NEW and entries:
                yield entries
                entries = []
            entries.append((match["tag"], match["value"]))
        elif entries and line[:1].isspace() and line.strip():
            tag, value = entries[-1]
            entries[-1] = tag, f"{value} {line.strip()}"
    if entries:
        yield entries


def _record(entries: Entries) -> Bibliography:
    fields: dict[str, list[str]] = defaultdict(list)
    for tag, value in entries:
        if value.strip():
            fields[tag].append(squeezed(value))
    first = {tag: values[0] for tag, values in fields.items()}
    return Bibliography(
        title=unbracketed(first.get("TI", "")) or first.get("TT", ""),
        body=tuple(fields["AB"][:1]),
        authors=tuple(_authors(entries)),
        journal=first.get("JT", "") or first.get("TA", ""),
        date=_iso(first["DEP"]) if "DEP" in first else first.get("DP", ""),
        doi=_doi(fields["AID"] + fields["LID"]) or doi_in(first.get("SO", "")),
        pmid=first.get("PMID", ""),
        pmcid=first.get("PMC", ""),
        types=tuple(fields["PT"]),
        registry_ids=tuple(dict.fromkeys(value.rpartition("/")[2] for value in fields["SI"])),
        funders=tuple(dict.fromkeys(filter(None, map(_agency, fields["GR"])))),
        headings=tuple(map(subject, fields["MH"])),
        keywords=tuple(dict.fromkeys(one.lstrip("*") for one in fields["OT"])),
        notices=tuple(notice for tag, notice in _NOTICES.items() if fields[tag]),
    )


def _authors(entries: Entries) -> Iterator[Person]:
    """Gives the authors by their full names, given name first; short names only where there are no full ones."""
    full = any(tag == "FAU" for tag, _ in entries)
    found: list[Person] = []
    for tag, value in entries:
        if tag in {"FAU" if full else "AU", "CN"} and value.strip():
            found.append(Person(_spoken(value) if tag == "FAU" else squeezed(value)))
        elif tag == "AUID" and found:
            match = _ORCID.search(value)
            found[-1] = Person(found[-1].name, match["id"]) if match else found[-1]
    yield from dict.fromkeys(found)


def _spoken(name: str) -> str:
    """Gives "Last, First Suffix" in the order in which it is spoken."""
    last, _, rest = squeezed(name).partition(", ")
    given, _, end = rest.rpartition(" ")
    return spoken(last, given, end) if given and _SUFFIX.fullmatch(end) else spoken(last, rest)


def _iso(digits: str) -> str:
    return (
        f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if digits.isdigit() and len(digits) == len("YYYYMMDD") else digits
    )


def _doi(values: list[str]) -> str:
    found = (match["value"] for match in map(_ID.match, values) if match is not None and match["kind"] == "doi")
    return next(found, "")


def _agency(grant: str) -> str:
    """Gives the funder of a grant line "number/acronym/agency/country"."""
    parts = grant.split("/")
    return parts[-2].strip() if len(parts) > 1 else ""


READER = Reader("nbib", 30, lambda data: _OPENING.match(data) is not None, read, rows.bibliography(r"PMID- ?\d"))
