"""Trains the classifiers that choose conditions and interventions: python training/names.py SET [--check].

SET is a folder with articles/ and gold/; labelled pages (news_unlabelled/) beside it are learnt from as well. The first
classifier weighs every candidate by itself, the second one whether it is new beside those kept before; it learns from
the chances that first classifiers give to articles they have not seen. With --check every article is scored by
classifiers trained without it, and nothing is written.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from logistic import Row, fit_classes
from news import PAGE, Case, beside, studies

from graphbuild.assemble import assemble
from graphbuild.evaluate.matching import similarity
from graphbuild.evaluate.record import score_all
from graphbuild.export.evaluation import evaluation_record
from graphbuild.extract.candidates import Candidate
from graphbuild.extract.condition import conditions
from graphbuild.extract.intervention import interventions
from graphbuild.extract.selection import Models, is_placebo, pool, walk
from graphbuild.extract.standing import standing
from graphbuild.gate import check as borne
from graphbuild.language.classifier import Classifier
from graphbuild.model.fact import Fact
from graphbuild.model.text import Document

_SAME = 0.5
_FOLDS = 5
_ALONE = {"condition": 20.0, "intervention": 10.0}
_BESIDE = 20.0
_DESCRIBING = 4.0
_PAGES = {"condition": 1.0, "intervention": 0.6}
"""What a page of several readers counts beside an article of the set: they differ in what they call an intervention."""
TARGETS = {"condition": ("conditions", "as_stated"), "intervention": ("interventions", "name")}
_CLASSES = {
    "type": ("drug", "biological", "cell", "procedure", "device", "behavioural", "dietary", "other"),
    "role": ("experimental", "comparator", "placebo", "background"),
}
_MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
_THRESHOLDS = (0.38, 0.44, 0.52)

Chances = dict[str, dict[tuple[str, ...], float]]


@cache
def features_of(document: Document, target: str) -> tuple[Candidate, ...]:
    """Gives the candidates of a document, computed once for the whole training."""
    return pool(document, target)


def cases(folder: Path) -> Iterator[Case]:
    """Gives every positive article with its gold record."""
    yield from (one.case for one in studies(folder))


def read(folder: Path) -> Iterator[Case]:
    """Gives the pages beside a set of which the interventions are known: they are only learnt from."""
    yield from (one.case for one in beside(folder, "interventions"))


def wanted(gold: dict[str, Any], target: str) -> list[list[str]]:
    """Gives the accepted wordings of every gold value."""
    field, key = TARGETS[target]
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


def folds() -> int:
    """Gives the number of parts."""
    return _FOLDS


def by_itself(case: Case, target: str) -> list[Row]:
    """Gives every candidate of an article: 1 if it names a gold value; none where nobody looked for such."""
    article, document, gold = case
    if TARGETS[target][0] not in gold:
        return []
    values = wanted(gold, target)
    return [
        Row(article, one.features, int(named(one, document, values) is not None), _weight(article, target))
        for one in features_of(document, target)
    ]


def _weight(article: str, target: str) -> float:
    return _PAGES[target] if article.startswith(PAGE) else 1.0


def beside_others(case: Case, target: str, chances: dict[tuple[str, ...], float]) -> list[Row]:
    """Gives the candidates in the order of their chances: 1 if one names a gold value that none before it named."""
    article, document, gold = case
    if TARGETS[target][0] not in gold:
        return []
    values = wanted(gold, target)
    found: list[Row] = []
    seen: set[int] = set()

    def judge(one: Candidate, features: tuple[str, ...]) -> bool:
        value = named(one, document, values)
        right = value is not None and value not in seen
        if value is not None:
            seen.add(value)
        found.append(Row(article, features, int(right), _weight(article, target)))
        return right

    walk(features_of(document, target), chances, judge, is_placebo)
    return found


def described(case: Case, chances: dict[tuple[str, ...], float], aspect: str) -> list[Row]:
    """Gives the candidates that name an intervention, with its type or role."""
    article, document, gold = case
    values = wanted(gold, "intervention")
    right: dict[int, tuple[Candidate, tuple[str, ...]]] = {}

    def judge(one: Candidate, features: tuple[str, ...]) -> bool:
        value = named(one, document, values)
        if value is None or value in right:
            return False
        right[value] = one, features
        return True

    walk(features_of(document, "intervention"), chances, judge, is_placebo)
    found: list[Row] = []
    for value, (one, features) in right.items():
        others = [other for other, _ in right.values() if other is not one]
        stated = gold["interventions"][value].get(aspect)
        labels = [label for label in (stated if isinstance(stated, list) else [stated]) if label in _CLASSES[aspect]]
        for label in labels[:2]:
            whole = (*one.features, *features, *standing(one, others))
            found.append(Row(article, whole, _CLASSES[aspect].index(label), 1 / len(labels[:2])))
    return found


def model(examples: Sequence[Row], penalty: float, classes: tuple[str, ...] = ("no", "yes")) -> dict[str, Any]:
    """Gives the content of a model file."""
    return fit_classes(examples, len(classes), penalty=penalty).model(classes)


def ready(content: dict[str, Any]) -> Classifier:
    """Gives the classifier of a model file's content."""
    return Classifier(tuple(content["classes"]), {name: tuple(row) for name, row in content["weights"].items()})


def first_step(every: Sequence[Case], target: str) -> tuple[dict[str, Any], ...]:
    """Gives, for each part, the model of the first step that has not seen its articles."""
    samples = {case[0]: by_itself(case, target) for case in every}
    return tuple(
        model([one for case in every if fold(case) != part for one in samples[case[0]]], _ALONE[target])
        for part in range(_FOLDS)
    )


def unseen(every: Sequence[Case], target: str, firsts: Sequence[dict[str, Any]]) -> Chances:
    """Gives the chances of the first step by classifiers that have not seen the article."""
    judges = [ready(content) for content in firsts]
    return {
        case[0]: {
            one.key: judges[fold(case)].probabilities(one.features)["yes"] for one in features_of(case[1], target)
        }
        for case in every
    }


def trained(every: Sequence[Case], chances: dict[str, Chances]) -> dict[str, dict[str, Any]]:
    """Gives the content of every model file, trained on the given articles."""
    firsts = {
        target: model([one for case in every for one in by_itself(case, target)], _ALONE[target]) for target in chances
    }
    return later_steps(every, chances) | {f"{target}-name": first for target, first in firsts.items()}


def later_steps(every: Sequence[Case], chances: dict[str, Chances]) -> dict[str, dict[str, Any]]:
    """Gives the models that lean on the chances of the first step."""
    found = {}
    for target, seen in chances.items():
        beside = [one for case in every for one in beside_others(case, target, seen[case[0]])]
        found[f"{target}-choice"] = model(beside, _BESIDE)
    for aspect, classes in _CLASSES.items():
        samples = [one for case in every for one in described(case, chances["intervention"][case[0]], aspect)]
        found[f"intervention-{aspect}"] = model(samples, _DESCRIBING, classes)
    return found


def held_out(every: Sequence[Case]) -> list[Models]:
    """Gives, for each part, the classifiers that have not seen its articles."""
    firsts = {target: first_step(every, target) for target in TARGETS}
    chances = {target: unseen(every, target, firsts[target]) for target in TARGETS}
    found: list[Models] = []
    for part in range(_FOLDS):
        contents = later_steps([case for case in every if fold(case) != part], chances)
        contents |= {f"{target}-name": firsts[target][part] for target in TARGETS}
        found.append({name: ready(content) for name, content in contents.items()}.__getitem__)
    return found


def write(contents: dict[str, dict[str, Any]]) -> None:
    """Writes model files."""
    for name, content in contents.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n")
        (_MODELS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def table(every: Sequence[Case], facts: Mapping[str, Iterable[Fact]], shown: Sequence[str]) -> str:
    """Gives precision and recall of some fields when the given facts are all that is claimed."""
    claims = {}
    for case in every:
        accepted = [fact for fact in facts[case[0]] if borne(fact, case[1]) is None]
        claims[case[0]] = evaluation_record(assemble(case[1], accepted), case[1])
    scores = score_all("held out", {case[0]: case[2] for case in every}, claims)
    return "\n".join(line for line in scores.table().splitlines() if line.startswith(tuple(shown)))


def main() -> None:
    """Trains, or checks by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    own = list(cases(arguments.folder))
    every = [*own, *read(arguments.folder)]
    if not arguments.check:
        firsts = {target: first_step(every, target) for target in TARGETS}
        write(trained(every, {target: unseen(every, target, firsts[target]) for target in TARGETS}))
        return
    models = held_out(every)
    for threshold in _THRESHOLDS:
        facts = {case[0]: _facts(case, models[fold(case)], threshold) for case in own}
        print(f"threshold {threshold}", table(own, facts, ("conditions", "interventions.")), sep="\n")


def _facts(case: Case, models: Models, threshold: float) -> list[Fact]:
    return [*conditions(case[1], models, threshold), *interventions(case[1], models, threshold)]


if __name__ == "__main__":
    main()
