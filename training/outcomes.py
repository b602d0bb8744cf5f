"""Trains the ranker of outcome mentions on an annotated news set: python training/outcomes.py SET [--check].

SET is a folder with articles/, gold/ and spans/; labelled pages (news_unlabelled/) beside it are learnt from as well.
Those mark every sentence that names an outcome or tells of it, where a set marks only the best: of each outcome, the
sentence in which a model of the set alone is surest counts, the others teach nothing. With --check the articles are
split into five parts, each scored by a model trained on the other four, and nothing is written.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from logistic import Classes, Row, fit_classes
from news import Article, beside, studies

from graphbuild.evaluate.matching import by_name, pair_up, similarity
from graphbuild.extract import EXTRACTORS, FAMILIES
from graphbuild.extract.choosing import choose
from graphbuild.extract.mentions import MODEL, Mention, View, candidates
from graphbuild.language.phrases import Phrase
from graphbuild.model.codes import Section
from graphbuild.model.fact import Fact
from graphbuild.model.text import Document, Span

_SAME = 0.5
_FOLDS = 5
_NAMES = re.compile(r"\.(?:name|aliases)\b")
_PENALTY = 12.0
_PENALTY_OF_SET = 6.0
_SMALLEST = 0.05
_SHOUTED = 3.0
"""By how much in log-odds a headline must be surer than a sentence of the text."""
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
    safety: tuple[str, ...] = ()


def cases(folder: Path) -> Iterator[Case]:
    """Gives every positive article of a set."""
    yield from map(_case, studies(folder))


def read(folder: Path) -> Iterator[Case]:
    """Gives the pages beside a set of which outcomes and their numbers are known."""
    yield from map(_case, beside(folder, "outcomes"))


def _case(item: Article) -> Case:
    outcomes = tuple(item.gold["outcomes"])
    weak, safe = tuple(item.gold.get("limitations", ())), tuple(item.gold.get("safety", ()))
    return Case(item.name, item.document, _earlier(item.document), outcomes, _places(item.spans), weak, safe)


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


def whole(case: Case) -> bool:
    """Tells whether the names of the outcomes are known, not only their places and numbers."""
    return all("name" in outcome for outcome in case.outcomes)


def labelled(case: Case) -> Iterator[Candidate]:
    """Gives every phrase: 1 names a gold outcome in a sentence marked for it, 0 names none, None one elsewhere."""
    for span, phrase, view, features in candidates(case.document, case.found):
        meant = [index for index, outcome in enumerate(case.outcomes) if _names(outcome, span.of(case.document.text))]
        marked = any(_marked(case, index, view) for index in meant)
        yield Candidate(span, phrase, view, features, 1 if marked else None if meant else 0)


def _names(outcome: dict[str, Any], words: str) -> bool:
    return any(similarity(name, words) >= _SAME for name in (outcome["name"], *outcome.get("aliases", ())))


def _marked(case: Case, index: int, view: View) -> bool:
    return any(view.sentence.span.overlaps(place) for place in case.places.get(index, ()))


def narrowed(case: Case, phrases: Sequence[Candidate], model: Classes) -> list[Candidate]:
    """Gives the phrases with one marked sentence left for each outcome, the one in which the model is surest."""
    chances = model.chances([Row(case.name, one.features, 0) for one in phrases])[:, 1] if phrases else []
    kept = set()
    for index, outcome in enumerate(case.outcomes):
        sure: dict[Span, float] = {}
        for one, chance in zip(phrases, chances, strict=True):
            place = one.view.sentence.span
            if one.label == 1 and _marked(case, index, one.view) and _names(outcome, one.span.of(case.document.text)):
                shouted = _SHOUTED * (one.view.sentence.section is Section.HEADLINE)
                sure[place] = max(sure.get(place, -np.inf), float(np.log(chance / (1 - chance))) - shouted)
        if sure:
            kept.add(max(sure, key=lambda place: (sure[place], place)))
    left = {True: 1, False: None}
    return [replace(one, label=left[one.view.sentence.span in kept]) if one.label == 1 else one for one in phrases]


def training(case: Case, phrases: Sequence[Candidate]) -> list[Row]:
    """Gives the examples of one article."""
    return [Row(case.name, one.features, one.label) for one in phrases if one.label is not None]


def ranked(case: Case, phrases: Sequence[Candidate], model: Classes) -> list[Mention]:
    """Gives the phrases of one article in the order that a model puts them."""
    chances = model.chances([Row(case.name, one.features, 0) for one in phrases])[:, 1]
    found = [Mention(one.span, one.phrase, one.view, float(p)) for one, p in zip(phrases, chances, strict=True)]
    return sorted(found, key=lambda mention: (-mention.score, mention.span))


Labelled = tuple[Case, list[Candidate]]


def fitted(marked: Sequence[Labelled], pages: Sequence[Labelled]) -> Classes:
    """Fits the ranker to articles of a set and to pages of which every sentence is marked."""
    rows = [example for case, phrases in marked for example in training(case, phrases)]
    first = fit_classes(rows, 2, penalty=_PENALTY_OF_SET)
    rows += [example for case, phrases in pages for example in training(case, narrowed(case, phrases, first))]
    return fit_classes(rows, 2, penalty=_PENALTY)


def check(marked: Sequence[Labelled], pages: Sequence[Labelled]) -> None:
    """Prints precision and recall of outcome names at several thresholds, by cross-validation."""
    for name, everything in (("set", marked), ("pages", pages)):
        results: dict[float, list[int]] = defaultdict(lambda: [0, 0, 0])
        for part in range(_FOLDS):
            model = fitted(*([one for i, one in enumerate(some) if i % _FOLDS != part] for some in (marked, pages)))
            for case, phrases in everything[part::_FOLDS]:
                _count(case, ranked(case, phrases, model), results)
        print(name)
        for threshold, (matched, claimed, stated) in sorted(results.items()):
            print(f"{threshold:.2f}  P {matched / max(claimed, 1):.3f}  R {matched / stated:.3f}  claimed {claimed}")


def _count(case: Case, order: Sequence[Mention], results: dict[float, list[int]]) -> None:
    for threshold in np.arange(0.2, 0.95, 0.05):
        names = [{"name": choice.mentions[0].span.of(case.document.text)} for choice in choose(order, threshold)]
        matched = len(pair_up(list(case.outcomes), names, by_name("name"), _SAME))
        for slot, count in enumerate((matched, len(names), len(case.outcomes))):
            results[round(float(threshold), 2)][slot] += count


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    marked = [(case, list(labelled(case))) for case in cases(asked.set)]
    pages = [(case, list(labelled(case))) for case in read(asked.set) if whole(case)]
    if asked.check:
        check(marked, pages)
        return
    target = MODELS / f"{MODEL}.json"
    content = fitted(marked, pages).model(["no", "yes"], _SMALLEST)
    target.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
