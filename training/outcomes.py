"""Trains the ranker of outcome mentions on an annotated news set: python training/outcomes.py SET [--check].

SET is a folder with articles/, gold/ and spans/. With --check the articles are split into five parts, each scored by
a model trained on the other four, and nothing is written.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from logistic import Classes, Row, fit_classes
from news import labelled as labelled_pages

from graphbuild.evaluate.matching import by_name, pair_up, similarity
from graphbuild.extract import EXTRACTORS, FAMILIES
from graphbuild.extract.choosing import choose
from graphbuild.extract.focus import focus
from graphbuild.extract.mentions import MODEL, Mention, View, candidates
from graphbuild.language.phrases import Phrase
from graphbuild.model.fact import Fact
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment
from graphbuild.sources import read_bytes

_SAME = 0.5
_FOLDS = 5
_NAMES = re.compile(r"\.(?:name|aliases)\b")
_PENALTY = 6.0
MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"


@dataclass(frozen=True, slots=True)
class Case:
    """One article: its document, the facts of earlier families, its gold outcomes and the places that bear them."""

    name: str
    document: Document
    found: tuple[Fact, ...]
    outcomes: tuple[dict[str, Any], ...]
    places: dict[int, list[Span]]
    limitations: tuple[str, ...] = ()


def cases(folder: Path) -> Iterator[Case]:
    """Gives every positive article of a set."""
    for file in sorted((folder / "articles").iterdir()):
        gold_file = folder / "gold" / f"{file.stem}.json"
        gold = json.loads(gold_file.read_text(encoding="utf-8")) if gold_file.is_file() else {"about_a_study": False}
        if not gold["about_a_study"]:
            continue
        document = focus(segment(read_bytes(file.read_bytes(), file.name)))
        marks = json.loads((folder / "spans" / gold_file.name).read_text(encoding="utf-8"))
        places = _places((mark["path"], mark["start"], mark["end"]) for mark in marks)
        yield Case(file.stem, document, _earlier(document), tuple(gold["outcomes"]), places, tuple(gold["limitations"]))


def read(folder: Path) -> Iterator[Case]:
    """Gives the pages beside a set of which outcomes and their numbers are known."""
    for item in labelled_pages(folder.parent / "news_unlabelled", "outcomes"):
        outcomes = tuple(item.gold["outcomes"])
        yield Case(item.name, item.document, _earlier(item.document), outcomes, _places(item.spans))


def _earlier(document: Document) -> tuple[Fact, ...]:
    found: tuple[Fact, ...] = ()
    for name in FAMILIES[: FAMILIES.index("outcome")]:
        found += tuple(EXTRACTORS[name](document, found))
    return found


def _places(marks: Iterable[tuple[str, int, int]]) -> dict[int, list[Span]]:
    """Gives the places of each outcome by its number, but for those of its mere names."""
    places = defaultdict(list)
    for path, start, end in marks:
        if path.startswith("outcomes[") and not _NAMES.search(path):
            places[int(path[9:].partition("]")[0])].append(Span(start, end))
    return places


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase with its features and, where it is fit for training, its label."""

    span: Span
    phrase: Phrase
    view: View
    features: tuple[str, ...]
    label: int | None


def labelled(case: Case) -> Iterator[Candidate]:
    """Gives every phrase: 1 names a gold outcome in a sentence marked for it, 0 names none, None one elsewhere."""
    for span, phrase, view, features in candidates(case.document, case.found):
        words = span.of(case.document.text)
        named = [
            index
            for index, outcome in enumerate(case.outcomes)
            if any(similarity(name, words) >= _SAME for name in (outcome["name"], *outcome.get("aliases", ())))
        ]
        marked = any(view.sentence.span.overlaps(place) for index in named for place in case.places.get(index, ()))
        yield Candidate(span, phrase, view, features, 1 if marked else None if named else 0)


def training(case: Case, phrases: Sequence[Candidate]) -> list[Row]:
    """Gives the examples of one article."""
    return [Row(case.name, one.features, one.label) for one in phrases if one.label is not None]


def ranked(case: Case, phrases: Sequence[Candidate], model: Classes) -> list[Mention]:
    """Gives the phrases of one article in the order that a model puts them."""
    chances = model.chances([Row(case.name, one.features, 0) for one in phrases])[:, 1]
    found = [Mention(one.span, one.phrase, one.view, float(p)) for one, p in zip(phrases, chances, strict=True)]
    return sorted(found, key=lambda mention: (-mention.score, mention.span))


def check(everything: Sequence[tuple[Case, list[Candidate]]]) -> None:
    """Prints precision and recall of outcome names at several thresholds, by cross-validation."""
    results: dict[float, list[int]] = defaultdict(lambda: [0, 0, 0])
    for part in range(_FOLDS):
        rest = [
            example for i, (case, ps) in enumerate(everything) if i % _FOLDS != part for example in training(case, ps)
        ]
        model = fit_classes(rest, 2, penalty=_PENALTY)
        for case, phrases in everything[part::_FOLDS]:
            order = ranked(case, phrases, model)
            for threshold in np.arange(0.2, 0.95, 0.05):
                names = [
                    {"name": choice.mentions[0].span.of(case.document.text)} for choice in choose(order, threshold)
                ]
                matched = len(pair_up(list(case.outcomes), names, by_name("name"), _SAME))
                for slot, count in enumerate((matched, len(names), len(case.outcomes))):
                    results[round(float(threshold), 2)][slot] += count
    for threshold, (matched, claimed, stated) in sorted(results.items()):
        print(f"{threshold:.2f}  P {matched / max(claimed, 1):.3f}  R {matched / stated:.3f}  claimed {claimed}")


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    everything = [(case, list(labelled(case))) for case in cases(asked.set)]
    if asked.check:
        check(everything)
        return
    model = fit_classes([example for case, ps in everything for example in training(case, ps)], 2, penalty=_PENALTY)
    target = MODELS / f"{MODEL}.json"
    target.write_text(json.dumps(model.model(["no", "yes"]), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
