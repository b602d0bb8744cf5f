"""Measures the readers of records: python benchmarks/sources.py [KIND...] [--megabytes N] [--studies N] [--papers DIR].

For generated PubMed XML, MEDLINE, and registrations as CSV and JSON it prints the records read in a second, those a
second up to the study (assembled, then with its concepts too), with what the records state in fields of their own and,
where there is prose, with all that is looked for in it; and the peak memory of a process that takes the whole file to
studies, one part after the other. One core, processor time, the best of three runs.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from graphbuild.assemble import assemble
from graphbuild.extract import FAMILIES
from graphbuild.model.text import Document
from graphbuild.pipeline import run
from graphbuild.sources import iter_sources, read_documents, read_source

MEGABYTE = 1_000_000
RUNS = 3
HEAD = "NCTId,BriefTitle,OverallStatus,StartDate,StudyType,Phase,EnrollmentCount,Conditions,InterventionNames,"
HEAD += "InterventionTypes,PrimaryOutcomeMeasures,SecondaryOutcomeMeasures,BriefSummary\n"
OPENING = '<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle" "https://example.org/x.dtd">\n'


def results(number: int) -> str:
    """Gives the sentences of an abstract."""
    return (
        f"In a randomised, double-blind trial, {20 + number % 900} adults with insomnia took a pill or placebo for 6 "
        f"weeks. Sleep grew by {number % 90} minutes (95% CI 3 to 99; p=0.03) against placebo. Two people who took the "
        f"pill and {1 + number % 5} who took placebo had a fall. No serious adverse event was seen in {number} nights. "
        "The pill may help adults who sleep badly."
    )


def citation(number: int) -> str:
    """Gives one article of a PubMed set."""
    heading = (
        '<MeshHeading><DescriptorName UI="D1">Insomnia {}</DescriptorName><QualifierName>drug therapy</QualifierName>'
    )
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{10_000_000 + number}</PMID><Article><Journal><JournalIssue><PubDate>"
        "<Year>2020</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Sleep Letters</Title></Journal>"
        f"<ArticleTitle>Pill {number} for insomnia: a randomised trial.</ArticleTitle>"
        "<Abstract><AbstractText Label='METHODS'>"
        f"{results(number)}</AbstractText></Abstract><AuthorList><Author><LastName>Writer</LastName><ForeName>Ann</ForeName>"
        "</Author></AuthorList><PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType>"
        f"</PublicationTypeList></Article><MeshHeadingList>{heading.format(number)}</MeshHeading></MeshHeadingList>"
        f"</MedlineCitation></PubmedArticle>\n"
    )


def medline(number: int) -> str:
    """Gives one record of a bibliography."""
    return (
        f"\nPMID- {10_000_000 + number}\nDP  - 2020 Mar\nTI  - Pill {number} for insomnia: a randomised trial.\n"
        f"AB  - METHODS: {results(number)}\nFAU - Writer, Ann B\nFAU - Author, Bo\nPT  - Randomized Controlled Trial\n"
        f"JT  - Sleep Letters\nAID - 10.1234/sleep.{number} [doi]\nMH  - Insomnia/*drug therapy\n"
    )


def row(number: int) -> str:
    """Gives one row of a table of registrations."""
    outcomes = f"Sleep time at week {number % 50}|Time to fall asleep,Falls|Serious adverse events"
    return (
        f"NCT{number:08},Pill {number} for Sleep,COMPLETED,2020-02-01,INTERVENTIONAL,PHASE2,{20 + number % 900},"
        f"Insomnia|Restless Legs,Somnol|Placebo,DRUG|DRUG,{outcomes},A trial of a pill for adults who sleep badly.\n"
    )


def registration(number: int) -> str:
    """Gives one registration as the registry's interface does."""
    outcomes = [{"measure": name, "timeFrame": f"{number % 50} weeks"} for name in ("Sleep time", "Falls", "Waking up")]
    arms = [{"label": "Pill", "type": "EXPERIMENTAL"}, {"label": "Placebo", "type": "PLACEBO_COMPARATOR"}]
    given = [
        {"type": "DRUG", "name": f"Somnol {number}", "armGroupLabels": ["Pill"]},
        {"type": "DRUG", "name": "Placebo", "armGroupLabels": ["Placebo"]},
    ]
    sections = {
        "identificationModule": {"nctId": f"NCT{number:08}", "briefTitle": f"Pill {number} for Sleep"},
        "statusModule": {"overallStatus": "COMPLETED", "startDateStruct": {"date": "2020-02-01"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Sleep House"}},
        "descriptionModule": {"briefSummary": results(number) * 4},
        "conditionsModule": {"conditions": ["Insomnia", "Restless Legs"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2"],
            "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "DOUBLE"}},
            "enrollmentInfo": {"count": 20 + number % 900, "type": "ACTUAL"},
        },
        "armsInterventionsModule": {"armGroups": arms, "interventions": given},
        "outcomesModule": {"primaryOutcomes": outcomes[:1], "secondaryOutcomes": outcomes[1:]},
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years", "eligibilityCriteria": results(number) * 3},
    }
    return json.dumps({"protocolSection": sections}) + ",\n"


KINDS: dict[str, tuple[str, Callable[[int], str], str]] = {
    "pubmed": (OPENING + "<PubmedArticleSet>\n", citation, "</PubmedArticleSet>\n"),
    "nbib": ("", medline, ""),
    "csv": (HEAD, row, ""),
    "json": ("[", registration, '{"protocolSection": {}}]'),
}
PROSE = ("pubmed", "nbib")


def write(path: Path, kind: str, size: int) -> None:
    """Writes a file of about that many bytes."""
    head, record, end = KINDS[kind]
    with gzip.open(path, "wt", compresslevel=1) if path.suffix == ".gz" else path.open("w") as file:
        length, number = file.write(head), 0
        while length < size:
            length += file.write(record(number))
            number += 1
        file.write(end)


def documents(path: Path) -> Iterator[Document]:
    """Gives the documents of a file or folder one source after the other, as a build reads them."""
    for source in iter_sources([path]):
        yield from read_source(source).documents


def rate(work: Callable[[], int]) -> float:
    """Gives how many things a second of processor time the work did, at its best."""
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        count = work()
        found.append(count / (time.process_time() - start))
    return max(found)


def both(first: float, second: float) -> float:
    """Gives the rate of two things that are done one after the other."""
    return 1 / (1 / first + 1 / second)


def peak(path: Path) -> str:
    """Gives the peak memory of a fresh process that makes a study of everything there."""
    told = subprocess.run([sys.executable, __file__, "--read", str(path)], check=True, capture_output=True, text=True)
    return told.stdout.strip()


def report(kind: str, folder: Path, chosen: argparse.Namespace) -> None:
    """Prints the figures of one kind of file."""
    path = folder / (f"records.{kind}" + (".gz" if chosen.packed else ""))
    write(folder / kind, kind, 2 * MEGABYTE)
    data = (folder / kind).read_bytes()
    found = list(islice(read_documents(data), chosen.studies))
    read = rate(lambda: len(read_documents(data)))
    assembled = both(read, rate(lambda: len([assemble(one, one.facts) for one in found])))
    print(f"{kind}: {read:,.0f} records read a second, {assembled:,.0f} up to the study of their fields")
    fields = both(read, rate(lambda: sum(run(one, extractors=()).study is not None for one in found)))
    print(f"{kind}: {fields:,.0f} a second with sentences, checks and concepts")
    if kind in PROSE:
        prose = both(read, rate(lambda: len([run(one, extractors=FAMILIES) for one in found[: chosen.studies // 4]])))
        print(f"{kind}: {prose:,.0f} a second with all families of facts looked for in the prose")
    write(path, kind, chosen.megabytes * MEGABYTE)
    print(f"{kind}: {peak(path)} of {chosen.megabytes} MB", flush=True)


def read_all(path: Path) -> None:
    """Takes everything there to studies, and tells of the memory."""
    count = studies = 0
    for one in documents(path):
        count += 1
        studies += run(one, extractors=()).study is not None
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    print(f"peak {used:,.0f} MB for {studies:,} studies from {count:,} records")


def main() -> None:
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--megabytes", type=int, default=5)
    parser.add_argument("--studies", type=int, default=200)
    parser.add_argument("--packed", action="store_true", help="Write the large file packed by gzip.")
    parser.add_argument("--read", type=Path)
    chosen = parser.parse_args()
    if chosen.read:
        read_all(chosen.read)
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in chosen.kinds:
            report(kind, Path(folder), chosen)


if __name__ == "__main__":
    main()
