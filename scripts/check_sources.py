#!/usr/bin/env python3
"""Checks what the readers of records give against an independent reading of the same files.

    python scripts/check_sources.py DATA

DATA is a folder with jats/, pubmed_xml/, nbib/, ctgov_v2/ and ctgov_ms/. For every record, this script reads the
fields with plain code of its own and compares them with the facts of the document; it also demands that every span
quotes its value and that every JSON Pointer leads to its exact value. Prints a table of how many values were compared
for each kind of file, and one line for each difference; exit status 1 where there is one.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from lxml import etree

from graphbuild.errors import SourceError
from graphbuild.gate import check
from graphbuild.model.fact import Duration, Fact, Field, PartialDate, Person
from graphbuild.model.text import Document, Pointer, Span
from graphbuild.sources import read_documents

Own = dict[str, list[str]]
"""What a record says: name of the field -> its values in the order of the record."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SUFFIX = re.compile(r"(?:Jr|Sr|2nd|3rd|[4-9]th|I{2,3}|IV)\.?")
ROLES = ("primary", "secondary", "other")
PHASES = {"EARLY_PHASE1": "0", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
DESIGNS = {
    "allocation": {"RANDOMIZED": "randomized", "NON_RANDOMIZED": "non-randomized"},
    "interventionModel": {
        "PARALLEL": "parallel-group",
        "CROSSOVER": "crossover",
        "SINGLE_GROUP": "single-arm",
        "FACTORIAL": "factorial",
    },
    "observationalModel": {"COHORT": "cohort", "CASE_CONTROL": "case-control"},
    "timePerspective": {
        "PROSPECTIVE": "prospective",
        "RETROSPECTIVE": "retrospective",
        "CROSS_SECTIONAL": "cross-sectional",
    },
    "masking": {
        "NONE": "open-label",
        "SINGLE": "single-blind",
        "DOUBLE": "double-blind",
        "TRIPLE": "blinded",
        "QUADRUPLE": "blinded",
    },
}


@dataclass(slots=True)
class Tally:
    """How much was compared, and what differs."""

    files: int = 0
    records: int = 0
    values: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


# --- what the documents say


def said(document: Document) -> Own:
    """Gives the facts of a document by field, as text."""
    found: Own = {}
    for fact in document.facts:
        name = f"results.{fact.field.value}" if fact.rule.startswith("ctgov-results/") else fact.field.value
        found.setdefault(name, []).append(shown(fact.value))
        if isinstance(fact.value, Person) and fact.value.orcid:
            found.setdefault("orcid", []).append(f"{fact.value.name} {fact.value.orcid}")
    return found


def shown(value: object) -> str:
    """Gives a value as text."""
    if isinstance(value, PartialDate | Duration):
        return value.iso
    return value.name if isinstance(value, Person) else str(value)


def unsound(document: Document) -> Iterator[str]:
    """Says which facts neither stand at their span nor at their pointer."""
    records = [json.loads(item.value) for item in document.metadata if item.name == "record"]
    for fact in document.facts:
        problem = check(fact, document) or misplaced(fact, document.text, records)
        if problem:
            yield f"{fact.field.value} {shown(fact.value)!r}: {problem}"


def misplaced(fact: Fact, text: str, records: list[Any]) -> str | None:
    """Gives the reason for which the place of a fact does not hold its value."""
    if isinstance(fact.span, Pointer):
        found = [at(record, fact.span.path) for record in records]
        return None if fact.span.exact in found else f"{fact.span.path} leads to {found}, not {fact.span.exact!r}"
    words = fact.span.of(text) if isinstance(fact.span, Span) else ""
    plain = type(fact.value) is str or isinstance(fact.value, Person)
    return f"its span covers {words!r}" if plain and words != shown(fact.value) else None


def at(record: Any, path: str) -> str | None:
    """Gives what a JSON Pointer leads to, text as it stands and anything else as compact JSON."""
    for step in path.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        try:
            record = record[int(key)] if isinstance(record, list) else record[key]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return record if isinstance(record, str) else json.dumps(record, ensure_ascii=False, separators=(",", ":"))


# --- what the files say


def squeezed(text: str | None) -> str:
    """Gives a text with every run of blanks as one space."""
    return " ".join((text or "").split())


def within(node: Any, path: str) -> str:
    """Gives the words of the first element at a path."""
    found = None if node is None else node.find(path)
    return "" if found is None else squeezed("".join(found.itertext()))


def named(given: str, last: str, suffix: str = "") -> str:
    """Gives a name in the order in which it is spoken."""
    return " ".join(part for part in (given, last, suffix) if part)


def day(text: str) -> str:
    """Gives a date in ISO 8601 as far as it is stated; of a range or a season only the year.

    >>> day("1998 Mar 5"), day("2001 Jul-Aug"), day("2003 Spring"), day("2019-04")
    ('1998-03-05', '2001', '2003', '2019-04')
    """
    parts = text.replace("-", " ").split() if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text) else text.split()
    if not parts or not re.match(r"\d{4}\b", parts[0]):
        return ""
    if len(parts) > 1 and (parts[1].isdigit() or parts[1].casefold() in MONTHS):
        month = int(parts[1]) if parts[1].isdigit() else MONTHS.index(parts[1].casefold()) + 1
        tail = f"-{int(parts[2]):02d}" if len(parts) == len(("y", "m", "d")) and parts[2].isdigit() else ""
        if len(parts) == len(tail.split("-")) + 1:
            return f"{parts[0][:4]}-{month:02d}{tail}"
    return parts[0][:4]


def bibliography(**values: Iterable[str]) -> Own:
    """Gives the fields of a publication that hold something."""
    fields = {
        "title": Field.PUBLICATION_TITLE,
        "journal": Field.PUBLICATION_JOURNAL,
        "date": Field.PUBLICATION_DATE,
        "authors": Field.PUBLICATION_AUTHOR,
        "pmid": Field.PUBLICATION_PMID,
        "doi": Field.PUBLICATION_DOI,
        "pmcid": Field.PUBLICATION_PMCID,
        "registered": Field.REGISTRY_ID,
    }
    return {fields[name].value: [value for value in found if value] for name, found in values.items()}


def medline(data: bytes) -> Iterator[Own]:
    """Reads MEDLINE records."""
    for block in re.split(r"(?m)^(?=PMID-)", data.decode("utf-8-sig"))[1:]:
        lines = re.sub(r"\r?\n {6}", " ", block).splitlines()
        tags = [(line[:4].strip(), squeezed(line[6:])) for line in lines if line[4:5] == "-"]
        values = {tag: [value for name, value in tags if name == tag and value] for tag, _ in tags}
        ids = values.get("AID", []) + values.get("LID", [])
        electronic = values.get("DEP", [""])[0]
        yield bibliography(
            title=[translated(values["TI"][0])] if "TI" in values else [],
            journal=values.get("JT", [])[:1],
            date=[f"{electronic[:4]}-{electronic[4:6]}-{electronic[6:]}" if electronic else day(values["DP"][0])],
            authors=dict.fromkeys(spoken(tag, value) for tag, value in tags if tag in {"FAU", "CN"}),
            pmid=values["PMID"],
            doi=[value.split()[0] for value in ids if value.endswith("[doi]")][:1] or doi_of(values.get("SO", [])),
            pmcid=values.get("PMC", []),
            registered=dict.fromkeys(value.split("/")[-1] for value in values.get("SI", [])),
        )


def translated(title: str) -> str:
    """Gives a title without the brackets that mark a translation."""
    return re.sub(r"^\[(.*)\](\.?)$", r"\1\2", title)


def doi_of(sources: list[str]) -> list[str]:
    """Gives the DOI of a source line, which ends with it."""
    return [word.rstrip(".") for line in sources for word in re.findall(r"doi: (\S+)", line)][:1]


def spoken(tag: str, value: str) -> str:
    """Gives "Last, First Suffix" in the order in which it is spoken."""
    last, _, rest = value.partition(", ")
    if tag != "FAU" or not rest:
        return value
    *given, final = rest.split(" ")
    is_suffix = bool(given) and SUFFIX.fullmatch(final) is not None
    return named(" ".join(given), last, final) if is_suffix else named(rest, last)


def pubmed(data: bytes) -> Iterator[Own]:
    """Reads articles of PubMed XML."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for citation in root.iter("MedlineCitation"):
        article, parent = citation.find("Article"), citation.getparent()
        if article is None:
            continue
        authors = [
            named(within(one, "ForeName") or within(one, "Initials"), within(one, "LastName"), within(one, "Suffix"))
            or within(one, "CollectiveName")
            for one in article.iterfind("AuthorList/Author")
        ]
        electronic, issue = article.find("ArticleDate"), article.find("Journal/JournalIssue/PubDate")
        date = printed(electronic) if electronic is not None else printed(issue) or day(within(issue, "MedlineDate"))
        title = within(article, "ArticleTitle") or within(article, "VernacularTitle")
        yield bibliography(
            title=[translated(title)],
            journal=[within(article, "Journal/Title")],
            date=[date],
            authors=authors,
            pmid=[within(citation, "PMID")],
            doi=listed(article, parent, "doi"),
            pmcid=listed(article, parent, "pmc"),
            registered=dict.fromkeys(squeezed("".join(one.itertext())) for one in article.iter("AccessionNumber")),
        )


def listed(article: Any, parent: Any, kind: str) -> list[str]:
    """Gives the identifier of a kind, the article's own before the one of the list of PubMed."""
    found = [one for one in article.iterfind("ELocationID") if one.get("EIdType") == kind]
    found += [one for one in parent.iterfind("PubmedData/ArticleIdList/ArticleId") if one.get("IdType") == kind]
    return [squeezed(one.text) for one in found][:1]


def printed(node: Any, names: tuple[str, ...] = ("Year", "Month", "Day")) -> str:
    """Gives the date in the elements for its parts."""
    return "" if node is None else day(" ".join(within(node, name) for name in names if within(node, name)))


def jats(data: bytes) -> Iterator[Own]:
    """Reads papers."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    for article in [root] if root.tag == "article" else root.iter("article"):
        meta = article.find("front/article-meta")
        dates = {one.get("pub-type") or one.get("date-type"): one for one in meta.iterfind("pub-date")}
        order = [kind for kind in ("epub", "pub", "epub-ppub", "ppub", "collection") if kind in dates]
        day_of = [printed(dates[kind], ("year", "month", "day")) for kind in order]
        journals = article.xpath("front/journal-meta//journal-title")
        yield bibliography(
            title=[unmarked(meta.find("title-group/article-title"))],
            journal=[squeezed("".join(one.itertext())) for one in journals][:1],
            date=day_of[:1],
            authors=dict.fromkeys(contributors(meta)),
            pmid=ids(meta, "pmid"),
            doi=ids(meta, "doi"),
            pmcid=[f"PMC{one.removeprefix('PMC')}" for one in ids(meta, "pmcid") or ids(meta, "pmc")],
        )


def ids(meta: Any, kind: str) -> list[str]:
    """Gives the first identifier of a kind."""
    return [squeezed(one) for one in meta.xpath("article-id[@pub-id-type=$kind]/text()", kind=kind)][:1]


def contributors(meta: Any) -> Iterator[str]:
    """Gives the authors of a paper, groups of them too."""
    for one in meta.xpath("contrib-group/contrib[@contrib-type='author' or not(@contrib-type)]"):
        person = one.find("name")
        if person is None:
            person = one.find("name-alternatives/name")
        collective = one.find("collab")
        if person is not None:
            yield named(*(within(person, part) for part in ("given-names", "surname", "suffix")))
        elif collective is not None:
            inside = "ancestor::xref or ancestor::contrib-group[ancestor::collab]"
            yield squeezed("".join(collective.xpath(f".//text()[not({inside})]")))


def unmarked(title: Any) -> str:
    """Gives a title without the marks of its notes."""
    return squeezed("".join(title.xpath(".//text()[not(ancestor::xref or ancestor::fn)]")))


def registrations(data: bytes) -> Iterator[Own]:
    """Reads a record of ClinicalTrials.gov."""
    record = json.loads(data)
    yield registration(record["protocolSection"]) | results(record.get("resultsSection", {}))


def results(section: Any) -> Own:
    """Gives the numbers of the results of a record, in its order."""
    measures = get(get(section, "outcomeMeasuresModule", {}), "outcomeMeasures", [])
    starting = get(get(section, "baselineCharacteristicsModule", {}), "measures", [])
    harms = get(section, "adverseEventsModule", {})
    values, counts, chances = [], [], []
    for one in measures:
        (counts if one.get("paramType") == "COUNT_OF_PARTICIPANTS" else values).extend(numbers(one))
        for effect in get(one, "analyses", []):
            if len(effect["groupIds"]) == len("ab"):
                kind = effect.get("paramType", "").lower()
                values += [effect["paramValue"]] if re.search("(odds|hazard|risk) ratio|mean difference", kind) else []
                chances += [effect["pValue"].strip("<>= ")] if "pValue" in effect else []
    for one in (*get(harms, "seriousEvents", []), *get(harms, "otherEvents", [])):
        counts += [str(stat["numAffected"]) for stat in one["stats"] if stat["numAffected"] <= stat["numAtRisk"]]
    return {
        "results.finding.value": values,
        "results.finding.events": counts,
        "results.finding.pValue": chances,
        "results.finding.baseline": [
            value for one in starting if one["paramType"] in {"MEAN", "MEDIAN"} for value in numbers(one)
        ],
    }


def numbers(measure: Any) -> list[str]:
    """Gives the numbers of a measure; what is not available is none."""
    cells = (
        cell for kind in get(measure, "classes", []) for part in kind["categories"] for cell in part["measurements"]
    )
    return [cell["value"] for cell in cells if re.fullmatch(r"-?\d+(\.\d+)?", cell.get("value", ""))]


def registration(record: Any) -> Own:
    """Gives the fields of a record."""
    arms = get(record, "armsInterventionsModule", {})
    design = get(record, "designModule", {})
    shape = get(design, "designInfo", {})
    facets = {**shape, "masking": get(shape, "maskingInfo", {}).get("masking")}
    outcomes = get(record, "outcomesModule", {})
    measured = [(name, one) for name in ROLES for one in get(outcomes, f"{name}Outcomes", [])]
    count = get(design, "enrollmentInfo", {}).get("count")
    phases = [PHASES[one] for one in get(design, "phases", []) if one in PHASES]
    status = get(record, "statusModule", {})
    return {
        "study.registryId": texts([record["identificationModule"]["nctId"]]),
        "report.title": texts([record["identificationModule"].get("briefTitle")]),
        "study.officialTitle": texts([record["identificationModule"].get("officialTitle")]),
        "study.enrollment": [] if count is None else [str(count)],
        "study.phase": [f"phase-{'-'.join(phases)}"] if phases else [],
        "study.design": [code for name, codes in DESIGNS.items() if (code := codes.get(facets.get(name) or ""))],
        "study.condition": distinct(texts(get(record, "conditionsModule", {}).get("conditions", []))),
        "intervention.name": texts(one["name"] for one in get(arms, "interventions", [])),
        "outcome.measure": texts(one["measure"] for _, one in measured),
        "outcome.role": [name for name, _ in measured],
        "study.startDate": plausible(get(status, "startDateStruct", {}).get("date")),
        "study.completionDate": plausible(get(status, "completionDateStruct", {}).get("date")),
        "report.date": plausible(get(status, "lastUpdatePostDateStruct", {}).get("date")),
        "study.sponsor": texts([get(record, "sponsorCollaboratorsModule", {}).get("leadSponsor", {}).get("name")]),
    }


def get(record: Any, name: str, otherwise: Any) -> Any:
    """Gives a part of a record, or something in its place."""
    return record.get(name, otherwise)


def texts(values: Iterable[str | None]) -> list[str]:
    """Gives the texts that hold something."""
    return [squeezed(value) for value in values if squeezed(value)]


def plausible(date: str | None) -> list[str]:
    """Gives a date of the last or this century: a later one stands for not known yet."""
    return texts([date]) if (date or "").startswith(("19", "20")) else []


def distinct(values: list[str]) -> list[str]:
    """Gives every value once."""
    return list(dict.fromkeys(values))


def table(data: bytes) -> Iterator[Own]:
    """Reads the rows of a table of registrations."""
    rows = csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True))
    for row in rows:
        yield cells(row)


def cells(row: dict[str, str]) -> Own:
    """Gives the fields of a row of ClinicalTrials.gov."""

    def parts(name: str) -> list[str]:
        return texts(row[name].split("|"))

    phases = [PHASES[one] for one in parts("Phase") if one in PHASES]
    primary, secondary = parts("PrimaryOutcomeMeasures"), parts("SecondaryOutcomeMeasures")
    return {
        "study.registryId": texts([row["NCTId"]]),
        "report.title": texts([row["BriefTitle"]]),
        "study.officialTitle": texts([row["OfficialTitle"]]),
        "study.enrollment": [str(int(float(row["EnrollmentCount"])))] if row["EnrollmentCount"] else [],
        "study.phase": [f"phase-{'-'.join(phases)}"] if phases else [],
        "study.design": [],
        "study.condition": distinct(parts("Conditions")),
        "intervention.name": parts("InterventionNames"),
        "outcome.measure": primary + secondary,
        "outcome.role": ["primary"] * len(primary) + ["secondary"] * len(secondary),
        "study.startDate": plausible(row["StartDate"]),
        "study.completionDate": plausible(row["CompletionDate"]),
        "report.date": plausible(row["LastUpdatePostDate"]),
        "study.sponsor": texts([row["LeadSponsorName"]]),
    }


def european(data: bytes) -> Iterator[Own]:
    """Reads the rows of a table of the European register."""
    romans = {"I": "1", "II": "2", "III": "3", "IV": "4"}
    for row in csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)):
        told = {name: "" if cell == "N/A" else squeezed(cell) for name, cell in row.items()}
        dates = {name: "-".join(reversed(cell.split("/"))) for name, cell in told.items()}
        phases = [romans[one] for one in re.findall(r"[Pp]hase ([IV]+)", told["Trial phase"])]
        yield {
            "study.registryId": [told["Trial number"]],
            "report.title": texts([told["Title of the trial"]]),
            "study.status": texts([told["Overall trial status"]]),
            "study.enrollment": texts([told["Number of participants enrolled"]]),
            "study.phase": [] if phases == ["3", "4"] else [f"phase-{'-'.join(phases)}"],
            "study.condition": texts([told["Medical conditions"]]),
            "study.startDate": texts([dates["Start date"]]),
            "study.completionDate": texts([dates["Global end of the trial"]]),
            "report.date": texts([dates["Last updated"]]),
        }


# --- the comparison

KINDS: tuple[tuple[str, str, Callable[[bytes], Iterator[Own]]], ...] = (
    ("jats", "*", jats),
    ("pubmed_xml", "*.xml", pubmed),
    ("nbib", "*.nbib", medline),
    ("ctgov_v2", "*.json", registrations),
    ("ctgov_ms", "clinicaltrials*.csv", table),
    ("ctgov_ms", "CTIS*.csv", european),
)


def compare(path: Path, own: Callable[[bytes], Iterator[Own]], tally: Tally) -> None:
    """Compares one file with its documents."""
    tally.files += 1
    data = path.read_bytes()
    records = tuple(own(data))
    try:
        documents = tuple(read_documents(data, path.name))
    except Exception as error:  # noqa: BLE001 - every failure of a reader is a difference
        if records or not isinstance(error, SourceError):
            tally.differences.append(f"{path.name}: {type(error).__name__}: {error}")
        return
    for number, (document, record) in enumerate(zip_longest(documents, records), start=1):
        place = f"{path.name}#{number}"
        if document is None or record is None:
            tally.differences.append(f"{place}: {'no document' if document is None else 'no such record'}")
            continue
        tally.records += 1
        found = said(document)
        for name, values in record.items():
            tally.values[name] += len(values)
            if values != found.get(name, []):
                tally.differences.append(f"{place}: {name} is {values}, read as {found.get(name, [])}")
        tally.differences += [f"{place}: {problem}" for problem in (*unsound(document), *merged(document))]


def merged(document: Document) -> Iterator[str]:
    """Says which entities of one key have several names, so that one of them would be lost."""
    names: dict[tuple[str, str], set[str]] = {}
    for fact in document.facts:
        if fact.field in {Field.OUTCOME_MEASURE, Field.INTERVENTION_NAME, Field.ARM_LABEL}:
            names.setdefault((fact.field, fact.about), set()).add(shown(fact.value))
    yield from (f"{key} stands for {sorted(found)}" for (_, key), found in names.items() if len(found) > 1)


def main(arguments: list[str]) -> int:
    """Compares all files."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    differences = []
    for folder, pattern, own in KINDS:
        tally = Tally()
        for path in sorted(Path(arguments[0], folder).glob(pattern)):
            if path.name != "README.md":
                compare(path, own, tally)
        counted = ", ".join(f"{name.partition('.')[2]} {count:,}" for name, count in tally.values.items() if count)
        print(f"{folder:11} {tally.files:4,} files {tally.records:6,} records  {len(tally.differences)} differences")
        print(f"{'':11} {counted}")
        differences += [f"{folder}/{line}" for line in tally.differences]
    print("\n".join(differences) or "all values hold")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
