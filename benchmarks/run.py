"""Measures graphbuild against raw engines and peers in one run: python benchmarks/run.py [--articles FOLDER] [-o FILE].

Every figure is a ratio to something measured in the same run, or a count per second on one core of this machine; the
best of several rounds is taken. The default input is the shipped seeds.
"""

import argparse
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROUNDS = 3
ROOT = Path(__file__).parents[1]


def best(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Gives the shortest time in seconds and the last result."""
    times, result = [], None
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times), result


def extraction(files: list[Path]) -> tuple[list[tuple[str, str]], list[Any]]:
    """Measures articles a second and the share of time of each stage."""
    from graphbuild.assemble import assemble
    from graphbuild.extract import EXTRACTORS, FAMILIES, extract
    from graphbuild.extract.focus import focus
    from graphbuild.gate import check
    from graphbuild.normalise import normalise
    from graphbuild.pipeline import run
    from graphbuild.segment import segment
    from graphbuild.sources import read_documents

    documents = [one for path in files for one in read_documents(path.read_bytes(), path.name)]
    words = sum(len(one.text.split()) for one in documents)
    for one in documents[:2]:
        run(one)  # lexicons, models and vocabulary are loaded once
    seconds, results = best(lambda: [run(one) for one in documents])
    rows = [
        ("articles a second, one core", f"{len(documents) / seconds:.0f} ({len(documents)} articles)"),
        ("words a second", f"{words / seconds:,.0f}"),
    ]
    stages: dict[str, float] = {}
    stages["segment"], cut = best(lambda: [segment(one) for one in documents])
    stages["focus"], ready = best(lambda: [focus(one) for one in cut])
    for family in FAMILIES:
        work = EXTRACTORS[family]
        so_far = [extract(one, FAMILIES[: FAMILIES.index(family)]) for one in ready]
        stages[f"extract {family}"], _ = best(
            lambda work=work, so_far=so_far: [list(work(*pair)) for pair in zip(ready, so_far, strict=True)], 1
        )
    facts = [extract(one) for one in ready]
    stages["gate"], kept = best(
        lambda: [[f for f in found if check(f, one) is None] for one, found in zip(ready, facts, strict=True)], 1
    )
    stages["assemble"], studies = best(lambda: [assemble(one, found) for one, found in zip(ready, kept, strict=True)])
    stages["normalise"], _ = best(lambda: [normalise(study) for study in studies], 1)
    total = sum(stages.values())
    rows += [(f"share of {name}", f"{100 * value / total:.0f} %") for name, value in stages.items()]
    return rows, [one.study for one in results if one.study is not None]


def graph(studies: Iterable[Any]) -> list[tuple[str, str]]:
    """Measures writing, loading and validation against rdflib and pyshacl."""
    import pyoxigraph
    import rdflib

    from graphbuild.export import EXPORTERS
    from graphbuild.rdf import partition, quads
    from graphbuild.stores import open_store
    from graphbuild.validate import validate

    found = list(studies)
    made, everything = best(lambda: [quad for study in found for quad in quads(study)])
    parts = partition(everything)
    memory, _ = best(lambda: open_store().synchronise(parts))
    lines = EXPORTERS["nquads"](found, {})
    raw, _ = best(lambda: pyoxigraph.Store().bulk_load(lines, format=pyoxigraph.RdfFormat.N_QUADS))
    slow, _ = best(lambda: rdflib.Dataset().parse(data=lines, format="nquads"), 1)
    turtle, text = best(lambda: EXPORTERS["turtle"](found, {}))
    plain = rdflib.Graph().parse(data=text, format="turtle")
    peer, _ = best(lambda: plain.serialize(format="turtle"), 1)
    bulk, _ = best(lambda: validate(everything))
    few = [quad for study in found[:2] for quad in quads(study)]
    bulk_few, _ = best(lambda: validate(few))
    reference, _ = best(lambda: validate(few, runner="reference"), 1)
    return [
        ("quads a study", f"{len(everything) / len(found):.0f}"),
        ("quads a second", f"{len(everything) / made:,.0f}"),
        ("load into our store : raw Oxigraph bulk load", f"{memory / raw:.1f} : 1"),
        ("rdflib parse : load into our store", f"{slow / memory:.1f} : 1"),
        ("rdflib's Turtle : our Turtle (exports from studies)", f"{peer / turtle:.1f} : 1"),
        ("validation, bulk, a study", f"{1000 * bulk / len(found):.2f} ms"),
        ("pyshacl : bulk (two studies)", f"{reference / bulk_few:.0f} : 1"),
    ]


def main() -> None:
    """Prints the table and writes it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    files = [one for one in sorted(arguments.articles.iterdir()) if one.suffix in {".txt", ".md", ".html"}]
    files = [one for one in files if one.name != "README.md"]
    rows, studies = extraction(files)
    rows += graph(studies)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    rows.append(("peak memory of this run", f"{peak:.0f} MiB"))
    head = f"Python {platform.python_version()}, {platform.machine()}; input: {arguments.articles.name}"
    table = "\n".join([head, "", "| what | figure |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])
    print(table)
    if arguments.output:
        arguments.output.write_text(f"# Benchmarks\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
