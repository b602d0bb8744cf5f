"""Trains what reads results: which numbers are results, and which way a finding goes.

python training/findings.py SET [--check]; SET as for training/outcomes.py, and labelled pages (news_unlabelled/) beside
it. With --check it prints by cross-validation how often the directions are right, and writes nothing.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from logistic import Row, fit_classes
from outcomes import MODELS, Case, cases, labelled, read, whole

from graphbuild.evaluate.matching import listed, numbers, similarity
from graphbuild.extract.claims import LIMITATION, weaknesses
from graphbuild.extract.effects import observations
from graphbuild.extract.figures import MODEL as FIGURE
from graphbuild.extract.figures import figures
from graphbuild.extract.finding import DIRECTION
from graphbuild.extract.harm import SAFETY, harms
from graphbuild.extract.mentions import Mention, views_of
from graphbuild.extract.statements import statements
from graphbuild.model.codes import Direction

_CLASSES = [direction.value for direction in Direction]
_SMALLEST = 0.05
_YES_OR_NO = ["no", "yes"]
_SAME = 0.5
_SIMILAR = 0.34
_FOLDS = 5
_PENALTY = {DIRECTION: 10.0, LIMITATION: 10.0, FIGURE: 3.0, SAFETY: 5.0}


def figure_examples(case: Case) -> Iterator[Row]:
    """Gives every number: 1 if gold counts it as a result and marks its sentence, 0 if gold doesn't know it."""
    gold = {value for outcome in case.outcomes for text in listed(outcome.get("numbers")) for value in numbers(text)}
    for view in views_of(case.document):
        marked = any(view.sentence.span.overlaps(span) for spans in case.places.values() for span in spans)
        for figure in figures(case.document, view):
            values = numbers(figure.span.of(case.document.text))
            known = bool(values) and values <= gold
            if marked or not known:
                yield Row(case.name, figure.features, int(known))


def limitation_examples(case: Case) -> Iterator[Row]:
    """Gives every clause with a wording of limitations: 1 if it states one of gold."""
    for item in weaknesses(case.document):
        words = item.span.of(case.document.text)
        stated = any(similarity(name, words) >= _SIMILAR for name in case.limitations)
        yield Row(case.name, item.features, int(stated))


def safety_examples(case: Case) -> Iterator[Row]:
    """Gives every clause that may speak of safety: 1 if it states what gold says of it."""
    for item in harms(case.document, statements(case.document)):
        words = item.span.of(case.document.text)
        stated = any(similarity(name, words) >= _SIMILAR for name in case.safety)
        yield Row(case.name, item.features, int(stated))


def direction_examples(case: Case) -> Iterator[tuple[Row, set[int]]]:
    """Gives every phrase that names a gold outcome in a marked sentence, with the directions that gold accepts.

    Each sentence and direction weighs as one, however many phrases name the outcome.
    """
    found = []
    for candidate in labelled(case):
        if candidate.label != 1:
            continue
        words = candidate.span.of(case.document.text)
        accepted = [
            {_CLASSES.index(name.replace("_", "-")) for name in listed(outcome["direction"])}
            for index, outcome in enumerate(case.outcomes)
            if any(similarity(name, words) >= _SAME for name in (outcome["name"], *outcome.get("aliases", ())))
            and any(candidate.view.sentence.span.overlaps(place) for place in case.places.get(index, ()))
        ]
        agreed = set.intersection(*accepted)
        if agreed:
            mention = Mention(candidate.span, candidate.phrase, candidate.view, 1.0)
            features = observations(case.document, mention, case.found)
            first = next(code for code in map(_CLASSES.index, _CLASSES) if code in agreed)
            found.append((Row(case.name, features, first), agreed, candidate.view.sentence.span))
    counts = Counter((place, tuple(sorted(agreed))) for _, agreed, place in found)
    for example, agreed, place in found:
        yield replace(example, weight=1 / counts[place, tuple(sorted(agreed))]), agreed


def check_directions(everything: Sequence[tuple[Row, set[int]]]) -> None:
    """Prints how often the most probable direction is accepted, by cross-validation over articles."""
    articles = sorted({example.article for example, _ in everything})
    tallies: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for part in range(_FOLDS):
        aside = set(articles[part::_FOLDS])
        model = fit_classes(
            [e for e, _ in everything if e.article not in aside], len(_CLASSES), penalty=_PENALTY[DIRECTION]
        )
        held = [(e, ok) for e, ok in everything if e.article in aside]
        for (example, accepted), row in zip(held, model.chances([e for e, _ in held]), strict=True):
            for least in (0.0, 0.4, 0.5, 0.6, 0.7, 0.8):
                if row.max() >= least:
                    tallies[least][0] += example.weight * (int(row.argmax()) in accepted)
                    tallies[least][1] += example.weight
    for least, (right, all_of_them) in sorted(tallies.items()):
        print(f"direction from {least:.1f}: right {right / all_of_them:.3f} of {all_of_them:.0f}")


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    articles, pages = list(cases(asked.set)), list(read(asked.set))
    known = [*articles, *filter(whole, pages)]
    directions = [item for case in known for item in direction_examples(case)]
    if asked.check:
        check_directions(directions)
        return
    found = [example for case in (*articles, *pages) for example in figure_examples(case)]
    weak = [example for case in known for example in limitation_examples(case)]
    _write(DIRECTION, [example for example, _ in directions], _CLASSES)
    _write(LIMITATION, weak, _YES_OR_NO)
    _write(SAFETY, [example for case in known for example in safety_examples(case)], _YES_OR_NO)
    _write(FIGURE, found, _YES_OR_NO)


def _write(name: str, rows: Sequence[Row], classes: Sequence[str]) -> None:
    model = fit_classes(rows, len(classes), penalty=_PENALTY[name]).model(classes, _SMALLEST)
    (MODELS / f"{name}.json").write_text(json.dumps(model, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
