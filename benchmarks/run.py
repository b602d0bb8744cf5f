"""Measures graphbuild against raw engines and peers in one run: python benchmarks/run.py [INPUT ...] [-o FILE].

Every figure is a ratio to something measured in the same run, or a count per second on one core of this machine; the
best of several rounds is taken. Inputs are files and folders of any format that is read, news, abstracts and records
each measured by themselves; the default is the shipped seeds. With --at-most no kind has more documents than that.
"""

import argparse
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROUNDS = 3
WARMING = 20
"""How many other documents of a kind are read before any is measured."""
ROOT = Path(__file__).parents[1]
REGISTRATION = "registration"


def best(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Gives the shortest processor time in seconds and the last result."""
    times, result = [], None
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return min(times), result


def extraction(documents: list[Any], spare: list[Any], kind: str) -> tuple[list[tuple[str, str]], list[Any]]:
    """Measures documents of one kind, each read once: what is remembered of a text must not help a second round."""
    from graphbuild.extract.tagger import Tagger, marked
    from graphbuild.pipeline import run

    for one in spare:
        run(one)  # lexicons, models and vocabulary are loaded once, when the first document needs them
    seconds, results = best(lambda: [run(one) for one in documents], 1)
    words = sum(len(one.text.split()) for one in documents)
    rows = [
        (f"{kind}: documents a second, one core", f"{len(documents) / seconds:.0f} ({len(documents)} documents)"),
        (f"{kind}: words a second", f"{words / seconds:,.0f}"),
    ]
    if kind != REGISTRATION and Tagger.load() is not None:
        more, _ = best(lambda: [marked(one.document) for one in results], 1)
        rows.append((f"{kind}: documents a second with the tagger", f"{len(documents) / (seconds + more):.0f}"))
    shares = stages(documents, kind)
    total = sum(shares.values())
    rows += [(f"{kind}: share of {name}", f"{100 * value / total:.0f} %") for name, value in shares.items()]
    return rows, [one.study for one in results if one.study is not None]


def stages(documents: list[Any], kind: str) -> dict[str, float]:
    """Gives the processor time of each stage and family; one document goes through all before the next one comes.

    What a family has found out of a document and remembers helps those after it, as it does when all is run.
    """
    from graphbuild.extract import FAMILIES

    families = () if kind == REGISTRATION else FAMILIES  # a registration states its facts in fields of its own
    first = () if kind == REGISTRATION else ("segment", "focus")
    names = (*first, "verdict", *(f"extract {family}" for family in families), "gate", "assemble", "normalise")
    times = dict.fromkeys(names, 0.0)
    for one in documents:
        for name, seconds in stages_of(one, families, cut=bool(first)):
            times[name] += seconds
    return times


def stages_of(document: Any, families: Iterable[str], *, cut: bool) -> Iterator[tuple[str, float]]:
    """Gives the processor time of each stage for one document; there are few where it is about no study."""
    from graphbuild.assemble import assemble
    from graphbuild.extract import EXTRACTORS
    from graphbuild.extract.focus import focus
    from graphbuild.extract.verdict import verdict
    from graphbuild.gate import check
    from graphbuild.normalise import normalise
    from graphbuild.segment import segment

    if cut:
        seconds, document = best(lambda: segment(document), 1)
        yield "segment", seconds
        seconds, document = best(lambda: focus(document), 1)
        yield "focus", seconds
    seconds, found = best(lambda: verdict(document), 1)
    yield "verdict", seconds
    if not found.about_a_study:
        return
    facts = document.facts
    for family in families:
        seconds, more = best(lambda family=family, facts=facts: tuple(EXTRACTORS[family](document, facts)), 1)
        yield f"extract {family}", seconds
        facts += more
    seconds, kept = best(lambda: [fact for fact in facts if check(fact, document) is None], 1)
    yield "gate", seconds
    seconds, study = best(lambda: assemble(document, kept), 1)
    yield "assemble", seconds
    seconds, _ = best(lambda: normalise(study), 1)
    yield "normalise", seconds


def reading(files: list[Path]) -> tuple[list[tuple[str, str]], dict[str, list[Any]]]:
    """Measures the reading of files and gives their documents by kind."""
    from graphbuild.sources import read_documents

    contents = [(path.read_bytes(), path.name) for path in files]
    for content, name in contents[:2]:
        list(read_documents(content, name))  # readers are loaded once
    seconds, documents = best(lambda: [one for content, name in contents for one in read_documents(content, name)])
    kinds: dict[str, list[Any]] = {}
    for one in documents:
        kinds.setdefault(one.kind.value, []).append(one)
    size = sum(len(content) for content, _ in contents) / 2**20
    told = f"{len(documents) / seconds:,.0f} ({size / seconds:.1f} MiB a second)"
    return [("documents read a second", told)], kinds


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


def peak() -> float:
    """Gives the most memory that this process has held so far, in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main() -> None:
    """Prints the table and writes it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="*", type=Path, default=[ROOT / "seeds"])
    parser.add_argument("--at-most", type=int, default=200)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    files = [one for path in arguments.inputs for one in (sorted(path.iterdir()) if path.is_dir() else [path])]
    rows, kinds = reading([one for one in files if one.is_file() and one.name != "README.md"])
    studies: list[Any] = []
    for kind, documents in kinds.items():
        own, spare = documents[: arguments.at_most], documents[arguments.at_most :]
        more, found = extraction(own, (spare or own)[:WARMING], kind)
        rows += more
        studies += found
    rows.append(("peak memory up to the studies", f"{peak():.0f} MiB"))
    rows += graph(studies)
    rows.append(("peak memory of this run, rdflib's included", f"{peak():.0f} MiB"))
    named = ", ".join(path.name for path in arguments.inputs)
    head = f"Python {platform.python_version()}, {platform.machine()}; input: {named}"
    table = "\n".join([head, "", "| what | figure |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])
    print(table)
    if arguments.output:
        arguments.output.write_text(f"# Benchmarks\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
