"""Trains the model that tells members of the study team from outsiders: python training/authors.py SET [--check].

SET is a folder with articles/ and gold/; beside it lie the pages that a reader has labelled.
With --check nothing is written: each article is scored by a model that has not seen it, and the precision and recall
at several thresholds are printed.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from logistic import Row, calibrated, fit, held_out
from news import cases

from graphbuild.evaluate.matching import pair_up, same_person
from graphbuild.extract.authorship import candidates
from graphbuild.extract.people import Mention

_MODEL = Path(__file__).parent.parent / "graphbuild" / "extract" / "models" / "authors.json"
_PENALTY = 3.0
_RARE = 4
_SMALL = 0.02


def rows(folder: Path) -> Iterator[Row]:
    """Gives every person of the articles about a study, right where gold names it among the authors."""
    for name, document, gold in cases(folder, "publication"):
        authors = (gold.get("publication") or {}).get("authors") or []
        found = candidates(document)
        names = [candidate.person.best for candidate in found]
        right = set(pair_up(authors, names, _same, 0.5).values())
        for index, candidate in enumerate(found):
            yield Row(name, candidate.features, index in right)


def _same(stated: str, found: Mention) -> float:
    """Tells whether a mention has the stated name, which labelled pages give in the words of the page.

    So Smith AB, or John Smith, Jr.
    """
    return max(same_person(stated, found.shown), float(stated.startswith(found.name)))


def main() -> None:
    """Trains, or checks with --check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    data = list(rows(arguments.folder))
    scores = held_out(data, penalty=_PENALTY, rare=_RARE)
    scale, shift = calibrated(scores, [row.right for row in data])
    if arguments.check:
        report(data, [scale * score + shift for score in scores])
        return
    model = fit(data, penalty=_PENALTY, rare=_RARE)
    weights = {
        name: [round(scale * weight, 3)] for name, weight in sorted(model.weights.items()) if abs(weight) > _SMALL
    }
    content = {"classes": ["no", "yes"], "weights": {"bias": [round(scale * model.bias + shift, 3)], **weights}}
    _MODEL.parent.mkdir(exist_ok=True)
    _MODEL.write_text(json.dumps(content, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def report(data: list[Row], scores: list[float]) -> None:
    """Prints precision and recall for thresholds on the log-odds."""
    total = sum(row.right for row in data)
    for limit in (-1.5, -1, -0.5, 0, 0.5, 1, 1.5):
        chosen = [row.right for row, score in zip(data, scores, strict=True) if score >= limit]
        print(f"{limit:5} P {sum(chosen) / max(1, len(chosen)):.3f} R {sum(chosen) / total:.3f} n {len(chosen)}")


if __name__ == "__main__":
    main()
