"""Trains the classifiers that choose conditions and interventions: python training/names.py SET [--check].

SET is a folder with articles/ and gold/. The first classifier weighs every candidate by itself, the second one whether
it is new beside those kept before; it learns from the chances that first classifiers give to articles they have not
seen. With --check every article is scored by classifiers trained without it, and nothing is written.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from softmax import Example, fit

from graphbuild.evaluate.matching import similarity
from graphbuild.extract.candidates import Candidate, candidates
from graphbuild.extract.focus import focus
from graphbuild.extract.selection import kept, walk
from graphbuild.language.classifier import Classifier
from graphbuild.model.text import Document
from graphbuild.segment import segment
from graphbuild.sources import read_bytes

_SAME = 0.5
_FOLDS = 8
_DESCRIBING = 1.0
_TARGETS = {"condition": ("conditions", "as_stated"), "intervention": ("interventions", "name")}
_CLASSES = {
    "type": ("drug", "biological", "cell", "procedure", "device", "behavioural", "dietary", "other"),
    "role": ("experimental", "comparator", "placebo", "background"),
}
_MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
_THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)

Case = tuple[str, Document, dict[str, Any]]
Chances = dict[str, dict[tuple[str, ...], float]]


def cases(folder: Path) -> Iterator[Case]:
    """Gives every positive article with its gold record."""
    for file in sorted((folder / "articles").iterdir()):
        gold_file = folder / "gold" / f"{file.stem}.json"
        if gold_file.is_file():
            gold = json.loads(gold_file.read_text(encoding="utf-8"))
            if gold["about_a_study"]:
                yield file.stem, focus(segment(read_bytes(file.read_bytes(), file.name))), gold


def wanted(gold: dict[str, Any], target: str) -> list[list[str]]:
    """Gives the accepted wordings of every gold value."""
    field, key = _TARGETS[target]
    return [[one[key], *(one.get("aliases") or [])] for one in gold.get(field) or []]


def named(one: Candidate, document: Document, values: list[list[str]]) -> int | None:
    """Gives the index of the gold value that a candidate names, or None."""
    words = one.surfaces(document.text)[0]
    scores = [max(similarity(name, words) for name in value) for value in values]
    best = max(scores, default=0.0)
    return scores.index(best) if best >= _SAME else None


def fold(case: Case) -> int:
    """Gives the part to which an article belongs."""
    return crc32(case[0].encode()) % _FOLDS


def by_itself(case: Case, target: str) -> list[Example]:
    """Gives every candidate of an article: 1 if it names a gold value."""
    article, document, gold = case
    values = wanted(gold, target)
    return [
        Example(one.features, int(named(one, document, values) is not None), article) for one in candidates(document)
    ]


def beside_others(case: Case, target: str, chances: dict[tuple[str, ...], float]) -> list[Example]:
    """Gives the candidates in the order of their chances: 1 if one names a gold value that none before it named."""
    article, document, gold = case
    values = wanted(gold, target)
    found: list[Example] = []
    seen: set[int] = set()

    def judge(one: Candidate, features: tuple[str, ...]) -> bool:
        value = named(one, document, values)
        right = value is not None and value not in seen
        if value is not None:
            seen.add(value)
        found.append(Example(features, int(right), article))
        return right

    walk(candidates(document), chances, judge)
    return found


def described(case: Case, chances: dict[tuple[str, ...], float], aspect: str) -> list[Example]:
    """Gives the candidates that name an intervention, with its type or role."""
    article, document, gold = case
    values = wanted(gold, "intervention")
    found: list[Example] = []
    seen: set[int] = set()

    def judge(one: Candidate, features: tuple[str, ...]) -> bool:
        value = named(one, document, values)
        right = value is not None and value not in seen
        if value is not None and right:
            seen.add(value)
            stated = gold["interventions"][value].get(aspect)
            labels = stated if isinstance(stated, list) else [stated]
            known = [label for label in labels if label in _CLASSES[aspect]]
            for label in known[:2]:
                number = _CLASSES[aspect].index(label)
                found.append(Example((*one.features, *features), number, article, 1 / len(known[:2])))
        return right

    walk(candidates(document), chances, judge)
    return found


def model(examples: Sequence[Example], penalty: float, classes: tuple[str, ...] = ("no", "yes")) -> dict[str, Any]:
    """Gives the content of a model file."""
    return fit(examples, len(classes), penalty=penalty).model(classes)


def ready(content: dict[str, Any]) -> Classifier:
    """Gives the classifier of a model file's content."""
    return Classifier(tuple(content["classes"]), {name: tuple(row) for name, row in content["weights"].items()})


def unseen(every: Sequence[Case], target: str, penalty: float) -> Chances:
    """Gives the chances of the first step by classifiers that have not seen the article."""
    found: Chances = {}
    samples = {case[0]: by_itself(case, target) for case in every}
    for part in range(_FOLDS):
        first = ready(model([one for case in every if fold(case) != part for one in samples[case[0]]], penalty))
        for case in every:
            if fold(case) == part:
                found[case[0]] = {one.key: first.probabilities(one.features)["yes"] for one in candidates(case[1])}
    return found


def check(every: Sequence[Case], target: str, penalties: tuple[float, float]) -> None:
    """Prints precision and recall by threshold, each article scored by classifiers that have not seen it."""
    chances = unseen(every, target, penalties[0])
    samples = {case[0]: beside_others(case, target, chances[case[0]]) for case in every}
    sums = {threshold: [0, 0, 0] for threshold in _THRESHOLDS}
    for part in range(_FOLDS):
        second = ready(model([one for case in every if fold(case) != part for one in samples[case[0]]], penalties[1]))
        for article, document, gold in (case for case in every if fold(case) == part):
            values = wanted(gold, target)
            for threshold, counts in sums.items():
                picked = kept(candidates(document), chances[article], second, threshold)
                hits = {named(choice.candidate, document, values) for choice in picked} - {None}
                for index, number in enumerate((len(hits), len(picked), len(values))):
                    counts[index] += number
    for threshold, (right, claims, all_) in sums.items():
        p, r = right / max(claims, 1), right / all_
        print(f"{target} {threshold:.2f}: P {p:.3f} R {r:.3f} F {2 * p * r / max(p + r, 1e-9):.3f}")


def check_aspects(every: Sequence[Case], penalties: tuple[float, float]) -> None:
    """Prints how often the type and the role of a rightly named intervention are right."""
    chances = unseen(every, "intervention", penalties[0])
    for aspect, classes in _CLASSES.items():
        samples = {case[0]: described(case, chances[case[0]], aspect) for case in every}
        right = total = 0.0
        for part in range(_FOLDS):
            inside = [one for case in every if fold(case) != part for one in samples[case[0]]]
            judge = ready(model(inside, _DESCRIBING, classes))
            for case in (case for case in every if fold(case) == part):
                accepted: dict[tuple[str, ...], set[int]] = {}
                for one in samples[case[0]]:
                    accepted.setdefault(one.features, set()).add(one.label)
                for features, labels in accepted.items():
                    likely = judge.probabilities(features)
                    right += classes.index(max(likely, key=likely.__getitem__)) in labels
                    total += 1
        print(f"{aspect}: right {right / total:.3f} of {total:.0f}")


def write(every: Sequence[Case], target: str, penalties: tuple[float, float]) -> None:
    """Trains both classifiers of a target on all articles."""
    chances = unseen(every, target, penalties[0])
    first = model([one for case in every for one in by_itself(case, target)], penalties[0])
    second = model([one for case in every for one in beside_others(case, target, chances[case[0]])], penalties[1])
    found = {f"{target}-name": first, f"{target}-choice": second}
    if target == "intervention":
        for aspect, classes in _CLASSES.items():
            samples = [one for case in every for one in described(case, chances[case[0]], aspect)]
            found[f"{target}-{aspect}"] = model(samples, _DESCRIBING, classes)
    for name, content in found.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n")
        (_MODELS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--penalties", type=float, nargs=2, default=(15.0, 3.0))
    arguments = parser.parse_args()
    every = list(cases(arguments.folder))
    if arguments.check:
        check_aspects(every, tuple(arguments.penalties))
    for target in _TARGETS:
        (check if arguments.check else write)(every, target, tuple(arguments.penalties))


if __name__ == "__main__":
    main()
