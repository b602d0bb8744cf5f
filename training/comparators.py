"""Trains the classifier that chooses the comparator: python training/comparators.py SET [--check].

SET is a folder with articles/ and gold/. With --check every article is scored by a classifier trained without it, and
nothing is written. The roles of interventions that it leans on come from training/names.py; run that first.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from logistic import Row
from names import Case, cases, fold, folds, held_out, model, read, ready, write

from graphbuild.evaluate.matching import similarity
from graphbuild.extract.comparator import MODEL, Rival, likeliest, rivals
from graphbuild.extract.intervention import interventions
from graphbuild.extract.selection import Models
from graphbuild.language.classifier import Classifier
from graphbuild.model.text import Span

_SAME = 0.4
_PENALTY = 6.0
_THRESHOLDS = (0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9)


def examples(case: Case, models: Models) -> list[tuple[Row, Rival]]:
    """Gives every description of an article: 1 if it is the comparator."""
    article, document, gold = case
    wanted = gold.get("comparator")
    found = []
    for rival in rivals(document, tuple(interventions(document, models))):
        words = " ".join(rival.span.of(document.text).split())
        right = bool(wanted) and similarity(wanted, words) >= _SAME and _denies(wanted) <= _denies(words)
        found.append((Row(article, rival.features, int(right)), rival))
    return found


def _denies(words: str) -> bool:
    """Tells whether words speak of people or treatment without something."""
    return bool(re.search(r"\b(?:without|no|not|non|never|un\w+)\b|n[\u2019']t\b", words, re.IGNORECASE))


def best(judge: Classifier, samples: Sequence[tuple[Row, Rival]]) -> tuple[float, bool, Span | None]:
    """Gives the likeliest description: its chance, whether it is right, and its place."""
    if not samples:
        return 0.0, False, None
    chance, rival = likeliest([rival for _, rival in samples], judge)
    return chance, any(row.label for row, other in samples if other is rival), rival.span


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--penalty", type=float, default=_PENALTY)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    every = [*cases(arguments.folder), *read(arguments.folder)]
    models = held_out(every)
    samples = {case[0]: (case, examples(case, models[fold(case)])) for case in every}
    if not arguments.check or arguments.show:
        write({MODEL: model([one for _, found in samples.values() for one, _ in found], arguments.penalty)})
    if not arguments.check:
        return
    picked = {}
    for part in range(folds()):
        inside = [one for case, found in samples.values() if fold(case) != part for one, _ in found]
        judge = ready(model(inside, arguments.penalty))
        picked |= {
            name: best(judge, found)
            for name, (case, found) in samples.items()
            if fold(case) == part and case[2].get("about_a_study")
        }
    stated = sum(bool(samples[name][0][2].get("comparator")) for name in picked)
    for threshold in _THRESHOLDS:
        claims = [right for chance, right, _ in picked.values() if chance >= threshold]
        print(f"{threshold:.2f}: P {sum(claims) / max(len(claims), 1):.3f} R {sum(claims) / stated:.3f} of {stated}")
    if arguments.show:
        for name, (chance, right, span) in picked.items():
            words = span.of(samples[name][0][1].text) if span else ""
            print(name, f"{chance:.2f}", right, words, "|", samples[name][0][2].get("comparator"))


if __name__ == "__main__":
    main()
