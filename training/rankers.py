"""Trains the models that judge numbers, durations, ages, designs and kinds of study: one command, one result.

    python training/rankers.py PATH_OF_A_NEWS_SET [--check] [MODEL...]

The set holds articles/, gold/ and spans/. Annotated abstracts (ebm_nlp/, ctro/) and partly labelled pages
(news_unlabelled/) beside it are learnt from as well. For each task the script prints what articles get from a model
that has not seen them, and keeps the threshold at which that is as precise as wanted; with --check nothing is written.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from abstracts import Abstract, abstracts, trials  # noqa: E402
from logistic import Fit, Row, calibrated, fit, held_out  # noqa: E402
from news import Article, articles, labelled  # noqa: E402

from graphbuild.evaluate.matching import numbers, sex, similarity  # noqa: E402
from graphbuild.extract import course, design, enrollment, groups, period, population  # noqa: E402
from graphbuild.extract.counts import Count, counts  # noqa: E402
from graphbuild.extract.kind import kind_features  # noqa: E402
from graphbuild.extract.participants import Participants, participants  # noqa: E402
from graphbuild.extract.period import period_wordings  # noqa: E402
from graphbuild.extract.stretches import Stretch, stretches  # noqa: E402
from graphbuild.extract.traits import Trait  # noqa: E402
from graphbuild.model.codes import DurationUnit  # noqa: E402
from graphbuild.model.fact import Duration  # noqa: E402
from graphbuild.model.text import Document, Span  # noqa: E402

DESCRIPTION, AGE, PERIOD = 0.34, 0.5, 0.6
"""From which likeness on two wordings count as the same, as in graphbuild.evaluate."""
EVEN = 0.5
SMALLEST = 0.005
WEIGHT = 0.1
LEAST = 0.3
"""No claim is made from a lower probability, however right the few of such probability turned out."""
MODELS = ROOT / "graphbuild" / "extract" / "models"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that would be claimed for an article, how sure the model is, and whether it is right."""

    confidence: float
    right: bool
    note: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What follows from scores of rows: one field's claims, how many are wanted, and how precise they must be."""

    name: str
    choices: Callable[[Sequence[float]], list[Choice]]
    wanted: int
    precision: float


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is to learn: rows to learn from, and the claims that are made by it."""

    name: str
    rows: Sequence[Row]
    claims: tuple[Claims, ...]
    penalty: float = 3.0
    rare: int = 2
    extra: tuple[Row, ...] = ()


def enrollment_task(items: Sequence[Article]) -> Task:
    """Which number counts those who took part."""
    cases = [(item, counts(item.document)) for item in items]
    rows = [
        Row(item.name, count.features, count.value == item.gold.get("enrolled"))
        for item, found in cases
        for count in found
    ]

    def choices(scores: Sequence[float]) -> list[Choice]:
        made = []
        for item, found, own in _split(cases, scores):
            chosen = enrollment.enrolled(found, own)
            if chosen is not None and item.accepted:
                made.append(
                    Choice(chosen[1], chosen[0].value == item.gold.get("enrolled"), _note(item, chosen[0].span))
                )
        return made

    wanted = sum(item.gold.get("enrolled") is not None for item in items)
    return _task(enrollment.MODEL, rows, choices, wanted, 0.93, penalty=30.0)


def group_task(items: Sequence[Article]) -> Task:
    """Which numbers count the people of one group."""
    cases = [(item, counts(item.document)) for item in items]
    rows = [
        Row(item.name, count.features, count.value in (item.gold.get("group_sizes") or ()))
        for item, found in cases
        for count in found
    ]

    def choices(scores: Sequence[float]) -> list[Choice]:
        made = []
        for item, found, own in _split(cases, scores):
            best: dict[int, tuple[float, Count]] = {}
            for count, score in zip(found, own, strict=True):
                if count.value != item.gold.get("enrolled"):
                    best[count.value] = max(
                        (score, count), best.get(count.value, (0.0, count)), key=lambda pair: pair[0]
                    )
            sizes = set(item.gold.get("group_sizes") or ())
            if item.accepted:
                made += [
                    Choice(score, value in sizes, _note(item, count.span)) for value, (score, count) in best.items()
                ]
        return made

    wanted = sum(len(set(item.gold.get("group_sizes") or ())) for item in items)
    return _task(groups.MODEL, rows, choices, wanted, 0.85)


def follow_up_task(items: Sequence[Article]) -> Task:
    """Which stretches of time are follow-up, time points or the length of the study."""
    cases = [(item, stretches(item.document)) for item in items]
    rows = [Row(item.name, one.features, _same_length(one, item)) for item, found in cases for one in found]

    def choices(scores: Sequence[float]) -> list[Choice]:
        made = []
        for item, found, own in _split(cases, scores):
            best: dict[Decimal, tuple[float, Stretch]] = {}
            for stretch, score in zip(found, own, strict=True):
                days = stretch.duration.days
                best[days] = max((score, stretch), best.get(days, (0.0, stretch)), key=_first)
            if item.accepted:
                made += [
                    Choice(score, _same_length(stretch, item), _note(item, stretch.span))
                    for score, stretch in best.values()
                ]
        return made

    wanted = sum(len(item.gold.get("follow_up") or ()) for item in items)
    return _task(course.MODEL, rows, choices, wanted, 0.93, penalty=60.0)


def design_task(items: Sequence[Article]) -> Task:
    """Which wordings of a design or a phase are said of this study; both learn from each other."""
    cases = {lexicon: _wordings(items, lexicon) for lexicon in ("design", "phase")}
    rows = [
        Row(item.name, found.features, found.code in _stated(item))
        for lexicon in cases
        for item, mentions in cases[lexicon]
        for found in mentions
    ]
    first = sum(len(mentions) for _, mentions in cases["design"])
    wanted = {lexicon: sum(len(_stated(item, lexicon)) for item in items) for lexicon in cases}
    claims = (
        Claims("design", lambda scores: _by_code(cases["design"], scores[:first]), wanted["design"], 0.93),
        Claims("phase", lambda scores: _one_phase(cases["phase"], scores[first:]), wanted["phase"], 0.93),
    )
    return Task(design.MODEL, rows, claims, penalty=10.0)


def _wordings(items: Sequence[Article], lexicon: str) -> list[tuple[Article, list[design.Mention]]]:
    return [
        (item, [found for found in design.mentions(item.document, lexicon) if found.code not in design.UNTAUGHT])
        for item in items
    ]


def _stated(item: Article, lexicon: str = "") -> set[str]:
    """Gives the codes that the gold record states, of both lexicons or of one."""
    names = {"randomised": "randomized", "cluster-randomised": "cluster-randomized"}
    designs = {names.get(name, name) for name in item.gold.get("design") or ()}
    if "uncontrolled" in designs:
        designs.add("single-arm")
    phases = {f"phase-{str(item.gold['phase']).replace('/', '-')}"} if item.gold.get("phase") else set()
    return {"design": designs, "phase": phases}.get(lexicon, designs | phases)


def _by_code(cases: Sequence[tuple[Article, list[design.Mention]]], scores: Sequence[float]) -> list[Choice]:
    made = []
    for item, found, own in _split(cases, scores):
        best: dict[str, tuple[float, design.Mention]] = {}
        for mention, score in zip(found, own, strict=True):
            best[mention.code] = max((score, mention), best.get(mention.code, (0.0, mention)), key=_first)
        if item.accepted:
            made += [
                Choice(score, code in _stated(item), _note(item, mention.span))
                for code, (score, mention) in best.items()
            ]
    return made


def _one_phase(cases: Sequence[tuple[Article, list[design.Mention]]], scores: Sequence[float]) -> list[Choice]:
    made = []
    for item, found, own in _split(cases, scores):
        named = design.own_phases(list(zip(own, found, strict=True)))
        if named and item.accepted:
            score, mention = max(named, key=_first)
            made.append(Choice(score, mention.code in _stated(item), _note(item, mention.span)))
    return made


def _first(pair: tuple[float, object]) -> float:
    return pair[0]


def kind_task(items: Sequence[Article]) -> Task:
    """Whether the study gave treatment."""
    known = [item for item in items if item.gold.get("study_kind")]
    rows = [
        Row(
            item.name,
            kind_features(item.document, {found.code for found in design.mentions(item.document, "design")}),
            item.gold["study_kind"] == "interventional",
        )
        for item in known
    ]

    def choices(scores: Sequence[float]) -> list[Choice]:
        return [
            Choice(max(score, 1 - score), (score > EVEN) == row.right, f"{item.name} {score:.2f}")
            for item, row, score in zip(known, rows, scores, strict=True)
            if item.accepted
        ]

    return _task("study-kind", rows, choices, len(known), 0.93, penalty=20.0)


def population_task(items: Sequence[Article]) -> Task:
    """Which phrase names those who took part."""

    def right(item: Article, found: Participants) -> bool:
        stated = (item.gold.get("population") or {}).get("description")
        return bool(stated) and similarity(stated, found.span.of(item.document.text)) >= DESCRIPTION

    cases = [(item, participants(item.document)) for item in items]
    wanted = sum(bool((item.gold.get("population") or {}).get("description")) for item in items)
    return _best_task(cases, population.DESCRIPTION_MODEL, right, wanted, 0.75)


def age_task(items: Sequence[Article]) -> Task:
    """Which age is that of the participants."""

    def right(item: Article, found: Trait) -> bool:
        stated = (item.gold.get("population") or {}).get("age")
        words = found.span.of(item.document.text)
        if not stated:
            return False
        return numbers(stated) == numbers(words) if numbers(stated) else similarity(stated, words) >= AGE

    cases = [(item, population.age_wordings(item.document)) for item in items]
    wanted = sum(bool((item.gold.get("population") or {}).get("age")) for item in items)
    return _best_task(cases, population.AGE_MODEL, right, wanted, 0.92, penalty=20.0)


def sex_task(items: Sequence[Article]) -> Task:
    """Which sex is that of the participants."""
    names = {"sex-female": "female", "sex-male": "male", "sex-all": "both"}

    def right(item: Article, found: Trait) -> bool:
        stated = (item.gold.get("population") or {}).get("sex")
        return bool(stated) and sex(stated) == sex(names[found.code])

    cases = [(item, population.sex_wordings(item.document)) for item in items]
    wanted = sum(bool((item.gold.get("population") or {}).get("sex")) for item in items)
    return _best_task(cases, population.SEX_MODEL, right, wanted, 0.87)


def period_task(items: Sequence[Article]) -> Task:
    """Which calendar years are those that the study covers."""

    def right(item: Article, found: Trait) -> bool:
        stated = item.gold.get("period")
        return bool(stated) and similarity(stated, found.span.of(item.document.text)) >= PERIOD

    cases = [(item, period_wordings(item.document)) for item in items]
    wanted = sum(bool(item.gold.get("period")) for item in items)
    return _best_task(cases, period.MODEL, right, wanted, 0.85, penalty=3.0)


def _extra(
    more: Sequence[Abstract], found: Callable[[Document], Sequence[Any]], right: Callable[[Abstract, Any], bool | None]
) -> tuple[Row, ...]:
    """Gives rows from abstracts, of less weight; where `right` gives None the annotation does not tell."""
    rows = []
    for item in more:
        for candidate in found(item.document):
            verdict_ = right(item, candidate)
            if verdict_ is not None:
                rows.append(Row(item.name, candidate.features | {"abstract"}, verdict_, WEIGHT))
    return tuple(rows)


def _whole(item: Abstract, count: Count) -> bool | None:
    if item.total is None or (count.value != item.total and item.marks("SampleSize", count.span)):
        return None
    return count.value == item.total


def _part(item: Abstract, count: Count) -> bool | None:
    marked = item.marks("SampleSize", count.span)
    if item.total is None or (marked and count.value != item.total and "is-part" not in count.features):
        return None
    return marked and count.value != item.total


def _age(item: Abstract, trait: Trait) -> bool | None:
    return item.marks("Age", trait.span) if "Age" in item.marked else None


def _length(item: Abstract, stretch: Stretch) -> bool | None:
    if "TimePoint" not in item.marked and "Duration" not in item.marked:
        return None
    return item.marks("TimePoint", stretch.span) or item.marks("Duration", stretch.span)


EXTRAS: dict[Callable[[Sequence[Article]], Task], Callable[[Sequence[Abstract]], tuple[Row, ...]]] = {
    enrollment_task: lambda more: _extra(more, counts, _whole),
    follow_up_task: lambda more: _extra(more, stretches, _length),
    group_task: lambda more: _extra(more, counts, _part),
    age_task: lambda more: _extra(more, population.age_wordings, _age),
}


TASKS: dict[Callable[[Sequence[Article]], Task], str | None] = {
    enrollment_task: None,
    follow_up_task: None,
    design_task: None,
    group_task: "group_sizes",
    kind_task: "study_kind",
    population_task: "population",
    age_task: "population",
    sex_task: "population",
    period_task: "period",
}
"""The tasks, each with what the record of a page holds if it has been read for it, None where all have."""


def _best_task(
    cases: Sequence[tuple[Article, Sequence[Any]]],
    model: str,
    right: Callable[[Article, Any], bool],
    wanted: int,
    precision: float,
    *,
    penalty: float = 10.0,
) -> Task:
    """Makes a task in which the likeliest candidate of an article is the one claim."""
    rows = [Row(item.name, found.features, right(item, found)) for item, candidates in cases for found in candidates]

    def choices(scores: Sequence[float]) -> list[Choice]:
        made = []
        for item, found, own in _split(cases, scores):
            if found and item.accepted:
                score, best = max(zip(own, found, strict=True), key=lambda pair: pair[0])
                made.append(Choice(score, right(item, best), _note(item, best.span)))
        return made

    return _task(model, rows, choices, wanted, precision, penalty)


def _same_length(stretch: Stretch, item: Article) -> bool:
    days = stretch.duration.days
    gold = [
        Duration(Decimal(str(length["value"])), DurationUnit(length["unit"])).days
        for length in item.gold.get("follow_up") or ()
    ]
    return any(abs(days - other) <= Decimal("0.03") * max(days, other) for other in gold)


def _task(
    name: str,
    rows: Sequence[Row],
    choices: Callable[[Sequence[float]], list[Choice]],
    wanted: int,
    precision: float,
    penalty: float = 3.0,
) -> Task:
    return Task(name, rows, (Claims(name, choices, wanted, precision),), penalty)


def _note(item: Article, span: Span) -> str:
    text = item.document.text
    words = text[max(0, span.start - 60) : span.start] + "<<" + span.of(text) + ">>" + text[span.end : span.end + 60]
    return f"{item.name[:12]} {' '.join(words.split())}"


def _split(
    cases: Sequence[tuple[Article, Sequence[Any]]], scores: Sequence[float]
) -> Iterable[tuple[Article, Sequence[Any], Sequence[float]]]:
    place = 0
    for item, found in cases:
        yield item, found, scores[place : place + len(found)]
        place += len(found)


def train(task: Task) -> tuple[Fit, dict[str, float]]:
    """Fits the model on everything; calibrates it and chooses its thresholds on held-out articles."""
    scores, scale, shift = honest(task)
    thresholds = {claims.name: report(claims, scores) for claims in task.claims}
    model = fit([*task.rows, *task.extra], penalty=task.penalty, rare=task.rare)
    return Fit(scale * model.bias + shift, {name: scale * weight for name, weight in model.weights.items()}), thresholds


def honest(task: Task) -> tuple[list[float], float, float]:
    """Gives each row's calibrated probability from a model that has not seen its article, with scale and shift."""
    scores = held_out(task.rows, task.extra, penalty=task.penalty, rare=task.rare)
    scale, shift = calibrated(scores, [row.right for row in task.rows])
    return [Fit(scale * score + shift, {}).probability(()) for score in scores], scale, shift


def report(claims: Claims, scores: Sequence[float]) -> float:
    """Prints precision and recall at round thresholds; gives the lowest from LEAST that is as precise as wanted."""
    made = sorted(claims.choices(scores), key=lambda choice: -choice.confidence)
    best, right = 0.99, 0
    line = []
    for number, choice in enumerate(made, start=1):
        right += choice.right
        if right / number >= claims.precision:
            best = choice.confidence
    for least in (0.9, 0.7, 0.5, 0.4, 0.3, 0.2, best):
        kept = [choice for choice in made if choice.confidence >= least]
        good = sum(choice.right for choice in kept)
        line.append(f"{least:.2f}: P {good / max(1, len(kept)):.3f} R {good / claims.wanted:.3f}")
    print(f"{claims.name}: {claims.wanted} wanted\n   " + " | ".join(line))
    return round(max(best, LEAST) - 0.0005, 4)


def write(name: str, model: Fit) -> None:
    """Writes the weights in the form that the package reads."""
    weights = {"bias": [round(model.bias, 4)]}
    weights |= {key: [round(weight, 3)] for key, weight in sorted(model.weights.items()) if abs(weight) >= SMALLEST}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in weights.items())
    text = f'{{"classes": ["no", "yes"], "weights": {{\n{lines}\n}}}}\n'
    (MODELS / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Trains every task, or those named after the path."""
    path, *names = (word for word in sys.argv[1:] if word != "--check")
    items, beside = articles(Path(path)), Path(path).parent
    more = [*abstracts(beside / "ebm_nlp" / "train.jsonl.gz"), *trials(beside / "ctro" / "train")]
    read = labelled(beside / "news_unlabelled")
    file = MODELS / "thresholds.json"
    thresholds: dict[str, float] = {}
    for make, field in TASKS.items():
        task = make([*items, *(page for page in read if field is None or field in page.gold)])
        if not names or task.name in names:
            model, found = train(replace(task, extra=EXTRAS[make](more)) if make in EXTRAS else task)
            thresholds |= found
            if "--check" not in sys.argv:
                write(task.name, model)
    if "--check" not in sys.argv:
        known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        file.write_text(json.dumps(known | thresholds, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
