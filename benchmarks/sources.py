"""Measures the readers of records: python benchmarks/sources.py [--megabytes N] [--studies N].

Prints, for generated MEDLINE and ClinicalTrials.gov tables, the records read in a second, the records a second up to
the study, and the peak memory of a process that reads the file as a build does. One core.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from graphbuild.pipeline import run
from graphbuild.sources import Source, iter_sources, read_documents

MEGABYTE = 1_000_000
HEAD = "NCTId,BriefTitle,OverallStatus,StartDate,StudyType,Phase,EnrollmentCount,Conditions,InterventionNames,"
HEAD += "InterventionTypes,PrimaryOutcomeMeasures,SecondaryOutcomeMeasures,BriefSummary\n"


def medline(number: int) -> str:
    """Gives one record of a bibliography."""
    results = f"RESULTS: Sleep grew by {number % 90} minutes (95% CI 3 to 99; p=0.03) against placebo. "
    return (
        f"\nPMID- {10_000_000 + number}\nDP  - 2020 Mar\nTI  - Pill {number} for insomnia: a randomised trial.\n"
        f"AB  - METHODS: In a randomised, double-blind trial, {20 + number % 900} adults with insomnia took a pill or\n"
        f"      placebo for 6 weeks. {results}CONCLUSIONS: The pill may help adults who sleep badly.\n"
        "FAU - Writer, Ann B\nFAU - Author, Bo\nPT  - Randomized Controlled Trial\nJT  - Sleep Letters\n"
        f"AID - 10.1234/sleep.{number} [doi]\n"
    )


def registration(number: int) -> str:
    """Gives one row of a table of registrations."""
    outcomes = f"Sleep time at week {number % 50}|Time to fall asleep,Falls|Serious adverse events"
    return (
        f"NCT{number:08},Pill {number} for Sleep,COMPLETED,2020-02-01,INTERVENTIONAL,PHASE2,{20 + number % 900},"
        f"Insomnia|Restless Legs,Somnol|Placebo,DRUG|DRUG,{outcomes},A trial of a pill for adults who sleep badly.\n"
    )


KINDS: dict[str, tuple[str, Callable[[int], str]]] = {"nbib": ("", medline), "csv": (HEAD, registration)}


def write(path: Path, kind: str, size: int) -> None:
    """Writes a file of about that many bytes."""
    head, record = KINDS[kind]
    with path.open("w") as file:
        length, number = file.write(head), 0
        while length < size:
            length += file.write(record(number))
            number += 1


def documents(path: Path) -> Iterator[object]:
    """Gives the documents of a file or folder one source after the other, as a build reads them."""
    for source in iter_sources([path]):
        yield from read_documents(source.data(), source.name)


def seconds(work: Callable[[], int]) -> tuple[float, int]:
    """Gives the time that the work takes, and what it counted."""
    start = time.perf_counter()
    count = work()
    return time.perf_counter() - start, count


def peak(path: Path) -> str:
    """Gives the peak memory of a fresh process that reads everything there."""
    told = subprocess.run([sys.executable, __file__, "--read", str(path)], check=True, capture_output=True, text=True)
    return told.stdout.strip()


def report(kind: str, folder: Path, megabytes: int, studies: int) -> None:
    """Prints the figures of one kind of file."""
    path = folder / f"records.{kind}"
    write(path, kind, megabytes * MEGABYTE)
    took, count = seconds(lambda: sum(1 for _ in documents(path)))
    found = list(islice(read_documents(Source(path.name, path).data()), studies))
    longer, made = seconds(lambda: sum(run(one).study is not None for one in found))
    print(f"{kind}: {count:,} records in {megabytes} MB: {count / took:,.0f} read a second")
    print(f"{kind}: {made:,} studies of {len(found):,} records: {len(found) / longer:,.0f} a second")
    print(f"{kind}: peak memory {peak(path)}")


def main() -> None:
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=5)
    parser.add_argument("--studies", type=int, default=200)
    parser.add_argument("--read", type=Path)
    chosen = parser.parse_args()
    if chosen.read:
        count = sum(1 for _ in documents(chosen.read))
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        print(f"{used:,.0f} MB for {count:,} records")
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            report(kind, Path(folder), chosen.megabytes, chosen.studies)


if __name__ == "__main__":
    main()
