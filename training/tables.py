"""Trains what reads tables out of result sentences: python -m training.tables SET [--check].

SET is a folder with train.jsonl: sentences with their groups, outcomes and measures, and which belongs to which. With
--check nothing is written: sentences are read by models that have not seen them, once with the entities given and once
without, and the scores of graphbuild.evaluate.rct_art are printed.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graphbuild.evaluate.marks import Table
from graphbuild.evaluate.rct_art import score
from graphbuild.evaluate.tagging import LABELS, table
from graphbuild.extract.slots.features import words_of
from graphbuild.extract.slots.model import Chain
from graphbuild.extract.table import binding
from graphbuild.extract.table.entities import MODELS as CHAINS
from graphbuild.extract.table.entities import features, marked
from graphbuild.extract.table.layout import Entity, Kind, Layout
from graphbuild.language.classifier import Classifier
from graphbuild.model.text import Span
from training.crf import Fit, fit
from training.logistic import Classes, Row, fit_classes

MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
KINDS = {label: kind for kind, label in LABELS.items()}
_FOLDS = 5
_EPOCHS = 14
_SEEDS = (7, 8)
_PENALTY = 1.0
_RARE = 2

Record = dict[str, Any]


def stated(record: Record) -> tuple[Entity, ...]:
    """Gives the entities of a sentence in reading order."""
    return tuple(sorted(Entity(Span(one["start"], one["end"]), KINDS[one["label"]]) for one in record["ents"]))


def labels(record: Record) -> list[str]:
    """Gives B-, I- or O for every word of a sentence."""
    words = words_of(record["text"])
    found = ["O"] * len(words)
    for entity in stated(record):
        inside = [index for index, (_, span) in enumerate(words) if span.overlaps(entity.span)]
        for index in inside:
            found[index] = f"{'B' if index == inside[0] else 'I'}-{entity.kind.value}"
    return found


def pairs(records: Sequence[Record], kind: Kind) -> list[Row]:
    """Gives every pair of a measure and a group or outcome: 1 if they belong together."""
    found = []
    for number, record in enumerate(records):
        layout = Layout(record["text"], stated(record))
        first = {one["tok"][0]: Span(one["start"], one["end"]) for one in record["ents"]}
        tied = {(first.get(left), first.get(right)) for (left, right), _ in record["relations"]}
        for measure in layout.of(Kind.MEASURE):
            for source in layout.of(kind):
                both = layout.entities[source].span, layout.entities[measure].span
                found.append(Row(str(number), binding.features(layout, source, measure), int(both in tied)))
    return found


def bindings(records: Sequence[Record]) -> dict[str, Classes]:
    """Gives the two models that bind measures."""
    return {
        name: fit_classes(pairs(records, kind), 2, penalty=_PENALTY, rare=_RARE)
        for kind, name in binding.MODELS.items()
    }


def chains(records: Sequence[Record]) -> list[Fit]:
    """Gives the models that mark entities together: one for each seed."""
    seen, wanted = [features(one["text"]) for one in records], [labels(one) for one in records]
    return [fit(seen, wanted, epochs=_EPOCHS, seed=seed) for seed in _SEEDS]


def ready_chain(fitted: Fit) -> Chain:
    """Gives a fitted chain in the form in which it is used."""
    rows = {name: row for row, name in enumerate(fitted.names)}
    return Chain(fitted.labels, rows, fitted.weights.astype(np.float32), fitted.transitions.astype(np.float32))


def check(records: Sequence[Record]) -> None:
    """Prints what sentences get from models that have not seen them."""
    given: dict[int, Table] = {}
    sought: dict[int, Table] = {}
    for part in range(_FOLDS):
        rest = [one for index, one in enumerate(records) if index % _FOLDS != part]
        models = {name: ready(model.model(["no", "yes"], 0.0)) for name, model in bindings(rest).items()}
        binding.classifier = models.__getitem__  # type: ignore[assignment]
        markers = [ready_chain(fitted) for fitted in chains(rest)]
        for index in range(part, len(records), _FOLDS):
            text = records[index]["text"]
            given[index] = table(text, stated(records[index]))
            sought[index] = table(text, marked(text, markers))
    for name, claims in (("entities given", given), ("entities sought", sought)):
        found = score(records, [claims[index] for index in range(len(records))])
        print(name, *(f"{field} {tally.f1:.3f}" for field, tally in found.fields), *found.ratios, sep="; ")


def ready(content: dict[str, Any]) -> Classifier:
    """Gives the classifier of a model file's content."""
    return Classifier(tuple(content["classes"]), {name: tuple(row) for name, row in content["weights"].items()})


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    lines = (asked.set / "train.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    if asked.check:
        check(records)
        return
    for name, model in bindings(records).items():
        content = model.model(["no", "yes"])
        (MODELS / f"{name}.json").write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")
    for name, fitted in zip(CHAINS, chains(records), strict=True):
        fitted.save(str(MODELS / f"{name}.npz"))


if __name__ == "__main__":
    main()
