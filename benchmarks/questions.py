"""Asks every question of a built graph, with its defaults and for one condition or study, and prints how long it took.

python benchmarks/questions.py DIR [-o FILE]: milliseconds of processor time, the best of seven, at most 1,000 rows.
"""

import argparse
from pathlib import Path
from time import process_time

from graphbuild.api import StudyGraph
from graphbuild.query import questions, run
from graphbuild.query.catalogue import Question

_ROWS = 1_000
_REPEATS = 7
_SLOW = 2.0
"""Seconds from which on once is enough."""


def typical(question: Question, study: str) -> dict[str, str]:
    """Gives what people ask of one thing: a study, where the question takes one, else a disease."""
    names = [one.name for one in question.parameters]
    about = next((name for name in ("study", "node", "of") if name in names), None)
    if about is not None:
        return {about: study}
    return {"condition": "multiple sclerosis"} if "condition" in names else {}


def timed(graph: StudyGraph, question: Question, parameters: dict[str, str]) -> tuple[float, str]:
    """Gives milliseconds, and how many rows came."""
    best, rows = float("inf"), ""
    for _ in range(_REPEATS):
        start = process_time()
        found = run(graph.store, question.name, row_limit=_ROWS, **parameters)
        best = min(best, process_time() - start)
        rows = f"{len(found):,}{'+' if found.truncated else ''}"
        if best > _SLOW:
            break
    return 1000 * best, rows


def main() -> None:
    """Prints the table and writes it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--study", default="https://w3id.org/graphbuild/id/study/nct03269071")
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    lines = ["| question | defaults: ms | rows | of one: ms | rows |", "|---|---|---|---|---|"]
    with StudyGraph.open(arguments.folder) as graph:
        for question in questions():
            cells = [question.question]
            for parameters in ({}, typical(question, arguments.study)):
                milliseconds, rows = timed(graph, question, parameters)
                cells += [f"{milliseconds:.0f}", rows]
            lines.append(f"| {' | '.join(cells)} |")
            print(lines[-1], flush=True)
    if arguments.output:
        arguments.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
