#!/usr/bin/env python3
"""Checks whether reports of one study find each other without their numbers.

    python scripts/check_identity.py DATA [--articles N]

DATA is a folder with jats/, pubmed_xml/, nbib/, ctgov_v2/, ctgov_ms/, news_dev/ and news_train/. Pairs are all
documents there that share a PubMed number, DOI or registry number, and each record beside another rendering of itself:
an article in JATS beside a MEDLINE citation made from its front matter, a record of the registry's JSON beside a row of
its table. The numbers are taken away from one side of each pair, then all documents together go through identification.
Prints how many pairs met, and which documents were wrongly taken for one study; exit status 1 below a recall of 0.70 or
a precision of 0.99. Documents with numbers of different registers only may be one study or not: they are listed, and
not counted. Last, all news articles go through identification together: exactly the pairs that are known to report one
study have to meet.
"""

import argparse
import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from lxml import etree

from graphbuild.errors import SourceError
from graphbuild.identity import identify
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.pipeline import run
from graphbuild.runners import runner
from graphbuild.sources import read_documents

RECALL, PRECISION = 0.70, 0.99
ONE_STUDY = {frozenset({"D02", "D03"}), frozenset({"D16", "D17"}), frozenset({"TD01", "TF02"})}
"""The news articles that report one study, by the first part of their names."""
MOST_SHOWN = 20


@dataclass(slots=True)
class Pool:
    """Every study by its document, the numbers it bore, the group of renderings it belongs to, and who lost numbers."""

    studies: dict[str, Study] = field(default_factory=dict)
    numbers: dict[str, frozenset[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    twins: list[tuple[str, str]] = field(default_factory=list)

    def add(self, study: Study | None, kind: str) -> str | None:
        """Takes a study in; gives the name of its document, None where there is no study or it is here already."""
        if study is None or study.reports[0].document in self.studies:
            return None
        name = study.reports[0].document
        self.studies[name], self.numbers[name], self.kinds[name] = study, numbers(study), kind
        return name

    def pairs(self) -> set[tuple[str, str]]:
        """Gives the pairs that are one study: renderings of one record, and whoever shares a number."""
        bearers: dict[str, list[str]] = defaultdict(list)
        for name, own in self.numbers.items():
            for number in own:
                bearers[number].append(name)
        shared = (combinations(sorted(set(names)), 2) for names in bearers.values())
        return {*chain.from_iterable(shared), *((min(pair), max(pair)) for pair in self.twins)}


def numbers(study: Study) -> frozenset[str]:
    """Gives the identifiers of a study and of its paper."""
    paper = (study.publication.doi, study.publication.pmid)
    stated = (*study.registry_ids, *(one for one in paper if one is not None))
    return frozenset(one.value.lower() for one in stated)


def without_numbers(study: Study) -> Study:
    """Gives the study without identifiers."""
    return replace(study, registry_ids=(), publication=replace(study.publication, doi=None, pmid=None))


def study_of(document: Document) -> Study | None:
    """Gives the study of a document, None where it reports none."""
    return run(document).study


def documents(folder: Path) -> Iterator[Document]:
    """Gives the documents of the files of a folder; files without one are left out."""
    for file in sorted(folder.iterdir()):
        with suppress(SourceError):
            yield from read_documents(file.read_bytes(), file.name)


def citation(article: bytes) -> bytes:
    """Gives a MEDLINE citation made from the front matter of an article: title, journal, date, authors, abstract."""
    front = etree.fromstring(article, etree.XMLParser(recover=True, resolve_entities=False, load_dtd=False)).find(
        ".//front"
    )
    lines = [("PMID", "1"), ("TI", plain(front.find(".//article-title"))), ("AB", plain(front.find(".//abstract")))]
    lines += [("JT", plain(front.find(".//journal-title"))), ("DP", dated(front))]
    for name in front.iterfind(".//contrib[@contrib-type='author']/name"):
        lines.append(("FAU", f"{plain(name.find('surname'))}, {plain(name.find('given-names'))}"))
    return "".join(f"{tag:<4}- {value}\n" for tag, value in lines if value).encode()


def plain(element: Any) -> str:
    """Gives the words of an element, parted where elements part them."""
    return "" if element is None else " ".join(" ".join(element.itertext()).split())


def dated(front: Any) -> str:
    """Gives the year in which an article appeared."""
    years = sorted(plain(year) for year in front.iterfind(".//pub-date/year"))
    return years[0] if years else ""


def row(record: dict[str, Any]) -> dict[str, str]:
    """Gives the row of the registry's table for a record of its JSON."""
    part = record["protocolSection"]
    ids, status, design = part["identificationModule"], part["statusModule"], part.get("designModule", {})
    outcomes = part.get("outcomesModule", {})
    given = part.get("armsInterventionsModule", {}).get("interventions", [])
    enrolled = design.get("enrollmentInfo", {})
    return {
        "NCTId": "NCT99999999",
        "BriefTitle": ids.get("briefTitle", ""),
        "OfficialTitle": ids.get("officialTitle", ""),
        "OverallStatus": status.get("overallStatus", ""),
        "StartDate": status.get("startDateStruct", {}).get("date", ""),
        "CompletionDate": status.get("completionDateStruct", {}).get("date", ""),
        "StudyType": design.get("studyType", ""),
        "Phase": "|".join(design.get("phases", [])),
        "EnrollmentCount": str(enrolled.get("count", "")),
        "EnrollmentType": enrolled.get("type", ""),
        "LeadSponsorName": part.get("sponsorCollaboratorsModule", {}).get("leadSponsor", {}).get("name", ""),
        "Conditions": "|".join(part.get("conditionsModule", {}).get("conditions", [])),
        "InterventionNames": "|".join(one.get("name", "") for one in given),
        "InterventionTypes": "|".join(one.get("type", "") for one in given),
        "PrimaryOutcomeMeasures": "|".join(one.get("measure", "") for one in outcomes.get("primaryOutcomes", [])),
    }


def table(rows: Iterable[dict[str, str]]) -> bytes:
    """Gives rows as the registry's table."""
    text = io.StringIO()
    every = list(rows)
    writer = csv.DictWriter(text, list(every[0]))
    writer.writeheader()
    writer.writerows(every)
    return text.getvalue().encode()


def gather(data: Path, articles: int) -> Pool:
    """Reads everything; the second rendering of a record is remembered as its twin."""
    pool = Pool()
    extract = runner("processes")
    for kind in ("pubmed_xml", "nbib", "ctgov_ms"):
        for study in extract(study_of, documents(data / kind)):
            pool.add(study, kind)
    files = sorted((data / "jats").iterdir())[:articles]
    full = list(extract(study_of, chain.from_iterable(read_documents(one.read_bytes(), one.name) for one in files)))
    cited = extract(study_of, (read_documents(citation(one.read_bytes()), "citation.nbib")[0] for one in files))
    twins(pool, (full, "jats"), (list(cited), "citation"))
    records = [json.loads(one.read_bytes()) for one in sorted((data / "ctgov_v2").iterdir())]
    whole = list(extract(study_of, documents(data / "ctgov_v2")))
    rows_ = list(extract(study_of, read_documents(table(row(one) for one in records), "rows.csv")))
    twins(pool, (whole, "ctgov_v2"), (rows_, "row"))
    return pool


def twins(pool: Pool, left: tuple[list[Study | None], str], right: tuple[list[Study | None], str]) -> None:
    """Takes in the two renderings of each record; those of which either is no study are no pair."""
    for one, other in zip(left[0], right[0], strict=True):
        names = pool.add(one, left[1]), pool.add(None if other is None else without_numbers(other), right[1])
        if names[0] is not None and names[1] is not None:
            pool.twins.append((names[0], names[1]))


def main() -> int:
    """Runs the check; gives the exit status."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("data", type=Path)
    options.add_argument("--articles", type=int, default=200, help="how many of the full texts to read")
    given = options.parse_args()
    pool = gather(given.data, given.articles)
    pairs = pool.pairs()
    bare = {max(pair, key=lambda name: (pool.kinds[name] in {"ctgov_ms", "row", "citation"}, name)) for pair in pairs}
    found = identify(without_numbers(study) if name in bare else study for name, study in pool.studies.items())
    met = {pair for study in found for pair in combinations(sorted({report.document for report in study.reports}), 2)}
    kinds = sorted({" + ".join(sorted(pool.kinds[name] for name in pair)) for pair in pairs})
    print(f"{len(pool.studies)} documents that report a study")
    for kind in kinds:
        own = {pair for pair in pairs if " + ".join(sorted(pool.kinds[name] for name in pair)) == kind}
        print(f"{kind:<24} {len(own & met):>4} of {len(own):>4} pairs met")
    unknown = {pair for pair in met - pairs if in_two_registers(pool, *pair)}
    wrong = met - pairs - unknown
    for label, some in (("of two registers", unknown), ("wrongly one", wrong)):
        for left, right in sorted(some)[:MOST_SHOWN]:
            print(f"{label}: {pool.kinds[left]} {titled(pool, left)} | {pool.kinds[right]} {titled(pool, right)}")
    recall, precision = len(met & pairs) / max(1, len(pairs)), 1 - len(wrong) / max(1, len(met - unknown))
    print(f"recall {recall:.3f} precision {precision:.3f}")
    return int(recall < RECALL or precision < PRECISION or not news_meet(given.data))


def news_meet(data: Path) -> bool:
    """Prints which news articles were taken for one study; tells whether they are just those that report one."""
    names: dict[str, str] = {}
    studies: list[Study] = []
    files = (path for name in ("news_dev", "news_train") for path in sorted((data / name / "articles").iterdir()))
    for path in files:
        for document in read_documents(path.read_bytes(), path.name):
            study = run(document).study
            if study is not None:
                studies.append(study)
                names[study.reports[0].document] = path.name.partition("-")[0]
    groups = [frozenset(names[report.document] for report in study.reports) for study in identify(studies)]
    found = {group for group in groups if len(group) > 1}
    shown = ", ".join(" with ".join(sorted(group)) for group in sorted(found, key=min)) or "none"
    print(f"news: {len(studies)} articles report a study; taken for one: {shown}")
    return found == ONE_STUDY


def in_two_registers(pool: Pool, left: str, right: str) -> bool:
    """Tells whether two studies bear numbers, but of no register that both are in."""
    mine, theirs = ({number[:3] for number in pool.numbers[name]} for name in (left, right))
    return bool(mine) and bool(theirs) and not mine & theirs


def titled(pool: Pool, name: str) -> str:
    """Gives the key and the numbers of a study."""
    return f"{pool.studies[name].key} {sorted(pool.numbers[name])}"


if __name__ == "__main__":
    sys.exit(main())
