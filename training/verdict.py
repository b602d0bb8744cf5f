"""Trains the verdict: python training/verdict.py SET [--check], SET a folder with articles/ and gold/ (about_a_study).

Prints what ten folds give and, without --check, writes graphbuild/extract/models/verdict.json and its line in
thresholds.json. Pages that verdict-pages.tsv labels take part for news where news_unlabelled/ stands beside SET.

The model for abstracts and papers knows only wordings of the lexicon. What one says is known before any page is read:
it may only speak for a study or only against one, and those that name another kind of page start from a weight of
their own (`prior`), which the pages then correct. For news a model of the stems and groups of words joins it, which
learns them freely.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import logistic
import numpy as np
from news import pages
from numpy.typing import NDArray

from graphbuild.extract.focus import focus
from graphbuild.extract.verdict import features
from graphbuild.model.text import Document
from graphbuild.segment import segment
from graphbuild.sources import read_path

_MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
_PAGES = Path(__file__).parent / "verdict-pages.tsv"
_FOLDS, _STEPS, _RATE, _RARE = 10, 600, 0.05, 3
_PENALTIES = {1: 1.0, -1: 2.0}
_WEIGHT_OF_OTHERS = 2.0
_FOR = frozenset({"design", "followed", "result", "team", "study", "paper", "people", "counted", "measured"})
_SHARES = {"animal": -1, "planned": -1, "background": -1, "commentary": 1, "this-study": 1}
_MILD = frozenset({"guideline", "funding", "market", "opinion", "first", "policy", "people-news"})
_KINDS = _MILD | {"animal", "review", "pooled", "approval", "recruiting", "roundup", "blocked"}
_PRIORS = {"title": -4.0, "lead": -2.5, "cited": -2.5, "body": -0.5, "dense": -1.0}
_MILDER = {"title": -2.5}
_SMALLEST = 0.005
_WEIGHT_OF_STEMS = 1.5
_SHARE_OF_STEMS, _STEM_PENALTY, _STEM_RARE = 1 / 2, 6.0, 4
_KEPT = {"verdict": 0.96, "verdict-abstract": 0.98}
"""The share of studies to be kept: the line is the highest that keeps so many, so that few other pages pass."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One article."""

    name: str
    features: frozenset[str]
    right: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model."""

    weights: dict[str, float]

    def score(self, row: Row) -> float:
        """Gives the log-odds that the article reports a study."""
        return self.weights["bias"] + sum(self.weights.get(name, 0.0) for name in row.features)


def sign(feature: str) -> int:
    """Tells whether a feature can speak for a study (1), against one (-1) or not at all (0)."""
    place, _, kind = feature.partition(":")
    kind = kind.partition(">")[0]
    if place == "share":
        return _SHARES.get(kind, 0)
    return 1 if kind in _FOR or place in _FOR else -1


def prior(feature: str) -> float:
    """Gives the weight of a feature before any article is read."""
    place, _, kind = feature.partition(":")
    kind, _, level = kind.partition(">")
    if place == "share":
        return -2.0 if kind == "animal" else 0.0
    if kind not in _KINDS:
        return 0.0
    if place == "body":
        return _PRIORS["dense" if level else "body"]
    return _MILDER.get(place, -0.5) if kind in _MILD else _PRIORS[place]


def rows(folder: Path) -> list[Row]:
    """Gives one row per article."""
    found = []
    for path in sorted((folder / "articles").iterdir()):
        gold = folder / "gold" / f"{path.stem}.json"
        if gold.is_file():
            right = bool(json.loads(gold.read_text(encoding="utf-8"))["about_a_study"])
            found.append(Row(path.stem, features(focus(segment(read_path(path)))), right))
    return found


def more_rows(folder: Path) -> Iterator[Row]:
    """Gives one row for each labelled page of the files in a folder; nothing where there are none."""
    labels = {}
    for line in _PAGES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            file, name, label = line.split("\t")
            labels[file, name] = label == "yes"
    for file in sorted({file for file, _ in labels}):
        for page in pages(folder / f"{file}.jsonl.gz"):
            if (file, page["id"]) in labels:
                document = focus(segment(Document(page["text"])))
                yield Row(f"{file} {page['id']}", features(document), labels[file, page["id"]])


def fit(found: Sequence[Row]) -> Fit:
    """Fits both models and gives their weighted sum."""
    stems = logistic.fit(
        [
            logistic.Row(row.name, row.features - _told(row), row.right, 1.0 if row.right else _WEIGHT_OF_STEMS)
            for row in found
        ],
        penalty=_STEM_PENALTY,
        rare=_STEM_RARE,
    )
    told = fit_told([Row(row.name, _told(row), row.right) for row in found])
    weights = {name: (1 - _SHARE_OF_STEMS) * weight for name, weight in told.weights.items()}
    weights |= {name: _SHARE_OF_STEMS * weight for name, weight in stems.weights.items()}
    weights["bias"] += _SHARE_OF_STEMS * stems.bias
    return Fit(weights)


def _told(row: Row) -> frozenset[str]:
    return frozenset(name for name in row.features if ":" in name)


def fit_told(found: Sequence[Row]) -> Fit:
    """Minimises the weighted log loss and the squared distance from the priors, each weight kept to its sign."""
    names = sorted({name for row in found for name in row.features if sign(name) and _is_known(name, found)})
    places = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names) + 1))
    matrix[:, -1] = 1.0
    for number, row in enumerate(found):
        matrix[number, [places[name] for name in row.features if name in places]] = 1.0
    wanted = np.array([row.right for row in found], dtype=float)
    mass = np.where(wanted > 0, 1.0, _WEIGHT_OF_OTHERS)
    start = np.array([*(prior(name) for name in names), 0.0])
    pull = np.array([*(_PENALTIES[sign(name)] for name in names), 0.0])
    low = np.array([*(-np.inf if sign(name) < 0 else 0.0 for name in names), -np.inf])
    high = np.array([*(np.inf if sign(name) > 0 else 0.0 for name in names), np.inf])
    weights, mean, spread = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (mass * (chance - wanted)) + pull * (weights - start)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        move = (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights = np.clip(weights - _RATE * (1 - step / (_STEPS + 1)) * move, low, high)
    return Fit(dict(zip([*names, "bias"], weights.tolist(), strict=True)))


def held_out(found: Sequence[Row], fitted: Callable[[Sequence[Row]], Fit]) -> list[float]:
    """Gives each article's log-odds from a model that has not seen it."""
    scores = [0.0] * len(found)
    for fold in range(_FOLDS):
        model = fitted([row for number, row in enumerate(found) if number % _FOLDS != fold])
        for number in range(fold, len(found), _FOLDS):
            scores[number] = model.score(found[number])
    return scores


def line(scores: Sequence[float], found: Sequence[Row], kept: float) -> float:
    """Gives the highest log-odds that the wanted share of studies reaches, and half-way to the next one below."""
    studies = sorted(score for row, score in zip(found, scores, strict=True) if row.right)
    lost = int(len(studies) * (1 - kept))
    return (studies[lost - 1] + studies[lost]) / 2


def report(name: str, found: Sequence[Row], scores: Sequence[float], limit: float) -> None:
    """Prints what several lines would let pass, and which pages the chosen one misjudges."""
    studies = [(row.name, score) for row, score in zip(found, scores, strict=True) if row.right]
    others = [(row.name, score) for row, score in zip(found, scores, strict=True) if not row.right]
    print(name)
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0, limit):
        kept, passed = sum(score >= least for _, score in studies), sum(score >= least for _, score in others)
        print(f"line {least:.2f}: {kept} of {len(studies)} studies kept, {passed} of {len(others)} others passed")
    print("lost:", *(f"{page[:24]} {score:.1f}" for page, score in studies if score < limit))
    print("passed:", *(f"{page[:24]} {score:.1f}" for page, score in others if score >= limit))


def main(folder: Path, *, check: bool) -> None:
    """Trains, measures and, unless it is a check, writes."""
    found, more = rows(folder), list(more_rows(folder.parent / "news_unlabelled"))
    told = [Row(row.name, _told(row), row.right) for row in found]
    file = _MODELS / "thresholds.json"
    thresholds = json.loads(file.read_text(encoding="utf-8"))
    for name, own, fitted in (("verdict", [*found, *more], fit), ("verdict-abstract", told, fit_told)):
        scores = held_out(own, fitted)
        limit = line(scores, own, _KEPT[name])
        report(name, own, scores, limit)
        scale, shift = logistic.calibrated(scores, [row.right for row in own])
        thresholds[name] = round(logistic.Fit(scale * limit + shift, {}).probability(()), 4)
        if not check:
            write(name, fitted(own), scale, shift)
    if not check:
        file.write_text(json.dumps(thresholds, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write(name: str, model: Fit, scale: float, shift: float) -> None:
    """Writes the calibrated weights in the form that the package reads."""
    weights = {feature: round(scale * weight, 3) for feature, weight in model.weights.items()}
    weights["bias"] = round(scale * model.weights["bias"] + shift, 3)
    kept = {key: [weight] for key, weight in sorted(weights.items()) if abs(weight) >= _SMALLEST or key == "bias"}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in kept.items())
    text = f'{{"classes": ["no", "yes"], "weights": {{\n{lines}\n}}}}\n'
    (_MODELS / f"{name}.json").write_text(text, encoding="utf-8")


def _is_known(name: str, found: Sequence[Row]) -> bool:
    return prior(name) != 0 or sum(name in row.features for row in found) >= _RARE


if __name__ == "__main__":
    main(Path(sys.argv[1]), check="--check" in sys.argv)
