"""Trains the models that choose institutions, cities and countries: python training/affiliations.py SET [--check].

SET is a folder with articles/ and gold/; beside it lie the pages that a reader has labelled.
With --check nothing is written: each article is scored by models that have not seen it, and the precision and recall
at several thresholds are printed.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from logistic import Row, calibrated, fit, held_out
from news import Case, cases

from graphbuild.evaluate.matching import pair_up, similarity
from graphbuild.extract.affiliations import Candidate, institution_candidates, place_candidates

_MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
_SAME = 0.6
_OPTIONS = {
    "institutions": {"penalty": 5.0, "rare": 3},
    "cities": {"penalty": 3.0, "rare": 3},
    "countries": {"penalty": 5.0, "rare": 3},
}
_SMALL = 0.02


def rows(name: str, found: Sequence[Candidate], stated: Sequence[str]) -> Iterator[Row]:
    """Gives every candidate of one article, right where it pairs with a gold value."""
    right = set(pair_up(stated, [one.name for one in found], similarity, _SAME).values())
    for index, one in enumerate(found):
        close = any(similarity(value, one.name) >= _SAME for value in stated)
        yield Row(name, one.features, index in right, 0.4 if close and index not in right else 1.0)


def main() -> None:
    """Trains, or checks with --check; places lean on institutions chosen by models that have not seen the article."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    data = list(cases(arguments.folder, "setting"))
    options = [institution_candidates(document) for _, document, _ in data]
    scores = iter(train("institutions", data, options, write=not arguments.check))
    chosen = [tuple(place.span for one in found if next(scores) > 0 for place in one.places) for found in options]
    for kind in ("cities", "countries"):
        places = [place_candidates(document, kind, spans) for (_, document, _), spans in zip(data, chosen, strict=True)]
        train(kind, data, places, write=not arguments.check)


def train(kind: str, data: Sequence[Case], options: Sequence[Sequence[Candidate]], *, write: bool) -> list[float]:
    """Fits one model and writes it, or reports how it does; gives the log-odds from models that have not seen them."""
    stated = [(gold.get("setting") or {}).get(kind) or [] for _, _, gold in data]
    found = [
        row for (name, _, _), gold, one in zip(data, stated, options, strict=True) for row in rows(name, one, gold)
    ]
    scores = held_out(found, **_OPTIONS[kind])
    scale, shift = calibrated(scores, [row.right for row in found])
    honest = [scale * score + shift for score in scores]
    if not write:
        report(kind, found, honest, sum(map(len, stated)))
        return honest
    model = fit(found, **_OPTIONS[kind])  # type: ignore[arg-type]
    weights = {n: [round(scale * weight, 3)] for n, weight in sorted(model.weights.items()) if abs(weight) > _SMALL}
    content = {"classes": ["no", "yes"], "weights": {"bias": [round(scale * model.bias + shift, 3)], **weights}}
    text = json.dumps(content, indent=0, sort_keys=True, ensure_ascii=False) + "\n"
    (_MODELS / f"{kind}.json").write_text(text, encoding="utf-8")
    return honest


def report(kind: str, data: list[Row], scores: list[float], total: int) -> None:
    """Prints precision and recall for thresholds on the log-odds."""
    for limit in (-1, -0.5, 0, 0.5, 1):
        chosen = [row.right for row, score in zip(data, scores, strict=True) if score >= limit]
        print(f"{kind} {limit:5} P {sum(chosen) / max(1, len(chosen)):.3f} R {sum(chosen) / total:.3f} n {len(chosen)}")


if __name__ == "__main__":
    main()
