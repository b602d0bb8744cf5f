"""Trains what tells which group had more of an outcome: python training/directions.py SET [--check].

SET is a folder with train.jsonl.gz: prompts of an intervention, a comparator and an outcome, each with the words that
answer it. With --check nothing is written: each article is answered by models that have not seen it, and the F1 of the
three answers, and how often answers are right from several probabilities on, are printed.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from logistic import Classes, Row, fit_classes

from graphbuild.extract.direction import COURSE, DIFFERENCE
from graphbuild.extract.direction.observations import course, reading, significance

MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
_ANSWERS = {
    "no significant difference": 0,
    "significantly decreased": 1,
    "significantly increased": 2,
    "significantly increase": 2,
}
_NAMES = ("no change", "decrease", "increase")
_FOLDS = 5
_PENALTY = {DIFFERENCE: 20.0, COURSE: 5.0}
_RARE = 2
_SWAPPED = 0.5
"""What a prompt weighs with intervention and comparator exchanged, where both are named: the answer turns round."""
_LARGEST_LEFT_OUT = 0.015


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: its article, its answer, and what its words say, also with the two sides exchanged."""

    article: str
    answer: int
    difference: tuple[str, ...]
    course: tuple[str, ...]
    exchanged: tuple[str, ...] | None


def prompts(file: Path) -> Iterator[Prompt]:
    """Reads the prompts of a file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sides = row["intervention"], row["comparator"]
            seen = reading(row["evidence"], *sides, row["outcome"])
            said = course(seen)
            both = "named C+I" in said
            exchanged = course(reading(row["evidence"], *sides[::-1], row["outcome"])) if both else None
            yield Prompt(row["pmcid"], _ANSWERS[row["label"]], significance(seen, said), said, exchanged)


def differences(found: Sequence[Prompt]) -> list[Row]:
    """Gives what the first model learns: whether the groups differ."""
    return [Row(one.article, one.difference, int(one.answer != 0)) for one in found]


def courses(found: Sequence[Prompt]) -> list[Row]:
    """Gives what the second model learns: which group had more, where they differ."""
    apart = [one for one in found if one.answer]
    rows = [Row(one.article, one.course, one.answer - 1) for one in apart]
    return rows + [Row(one.article, one.exchanged, 2 - one.answer, _SWAPPED) for one in apart if one.exchanged]


def fitted(found: Sequence[Prompt]) -> tuple[Classes, Classes]:
    """Gives both models."""
    return (
        fit_classes(differences(found), 2, penalty=_PENALTY[DIFFERENCE], rare=_RARE),
        fit_classes(courses(found), 2, penalty=_PENALTY[COURSE], rare=_RARE),
    )


def check(found: Sequence[Prompt]) -> None:
    """Prints what articles get from models that have not seen them."""
    articles = sorted({one.article for one in found})
    chances = np.zeros((len(found), 3))
    for part in range(_FOLDS):
        aside = set(articles[part::_FOLDS])
        differ, more = fitted([one for one in found if one.article not in aside])
        places = [index for index, one in enumerate(found) if one.article in aside]
        held = [found[index] for index in places]
        apart = differ.chances(differences(held))[:, 1]
        up = more.chances([Row(one.article, one.course, 0) for one in held])[:, 1]
        chances[places] = np.stack([1 - apart, apart * (1 - up), apart * up], axis=1)
    report(chances, np.array([one.answer for one in found]))


def report(chances: np.ndarray, answers: np.ndarray) -> None:
    """Prints F1 by answer and the share of right answers from several probabilities on."""
    claims = chances.argmax(axis=1)
    scores = []
    for number, name in enumerate(_NAMES):
        right = int(((claims == number) & (answers == number)).sum())
        scores.append(2 * right / max(1, int((claims == number).sum() + (answers == number).sum())))
        print(f"{name}: F1 {scores[-1]:.3f}")
    print(f"macro F1 {np.mean(scores):.3f}, accuracy {(claims == answers).mean():.3f}")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        sure = chances.max(axis=1) >= least
        right = (claims == answers)[sure].mean()
        moved = sure & (claims != 0)
        print(
            f"from {least}: right {right:.3f} of {sure.mean():.2f}; "
            f"of directions {(claims == answers)[moved].mean():.3f} of {moved.sum()}"
        )


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    found = list(prompts(asked.set / "train.jsonl.gz"))
    if asked.check:
        check(found)
        return
    for name, model in zip((DIFFERENCE, COURSE), fitted(found), strict=True):
        content = model.model(["no", "yes"] if name == DIFFERENCE else ["less", "more"], _LARGEST_LEFT_OUT)
        (MODELS / f"{name}.json").write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
