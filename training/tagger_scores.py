"""How well the tagger does on the development parts, by the protocols of the sets."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from corpora import json_lines
from tagger_data import PICO

from graphbuild.extract.tagger import Tagger
from graphbuild.extract.tagger.decode import Choice, runs
from graphbuild.extract.tagger.weights import Floats
from graphbuild.model.text import Span

ROUNDS = 2
FIRST = Choice([0.0, 0.3, 0.5, 0.5], edge=0.4, turn=0.4, echo=0.4)
LEANINGS, EDGES, TURNS = np.arange(-0.3, 1.1, 0.1), (0.2, 0.4, 0.6, 0.8), (0.0, 0.2, 0.4, 0.6, 0.8)
ECHOES, HELD = (0.0, 0.2, 0.3, 0.4, 0.5), 0.01
Counts = Counter[tuple[str, str]]
Case = tuple[list[str], Floats, Floats, np.ndarray]


def fitted(cases: Sequence[Case]) -> Choice:
    """Gives how O, PAR, INT and OUT are best chosen: by the macro F1 of words, and a quarter of that of exact spans.

    A label wins most F1 where it is chosen from half of that F1 on; leanings that differ from this are held back, for
    the texts are few.
    """
    words, _ = _counts(FIRST, cases)
    calm = [np.log(2 / _f1(words, name) - 1) for name in PICO[1:]]
    chosen = replace(FIRST, leaning=[0.0, *(round(float(step), 2) for step in calm)])
    best = _worth(chosen, cases, calm)
    for _ in range(ROUNDS):
        for tried in _neighbours(chosen):
            found = _worth(tried, cases, calm)
            if found > best:
                best, chosen = found, tried
    return chosen


def _neighbours(choice: Choice) -> Iterator[Choice]:
    for label in range(1, len(PICO)):
        for step in LEANINGS:
            leaning = list(choice.leaning)
            leaning[label] = round(float(step), 2)
            yield replace(choice, leaning=leaning)
    for echo in ECHOES:
        yield replace(choice, echo=echo)
    for edge in EDGES:
        for turn in TURNS:
            yield replace(choice, edge=edge, turn=turn)


def _worth(choice: Choice, cases: Sequence[Case], calm: Sequence[float]) -> float:
    words, spans = _counts(choice, cases)
    names = PICO[1:]
    reached = np.mean([_f1(words, name) for name in names]) + np.mean([_f1(spans, name) for name in names]) / 4
    return float(reached - HELD * np.square(np.subtract(choice.leaning[1:], calm)).sum())


def _counts(choice: Choice, cases: Sequence[Case]) -> tuple[Counts, Counts]:
    words, spans = Counter(), Counter()
    for case in cases:
        _count(words, spans, case[-1].tolist(), choice.labels(*case[:3]))
    return words, spans


def _count(words: Counts, spans: Counts, gold: Sequence[int], found: Sequence[int]) -> None:
    for one, other in zip(gold, found, strict=True):
        words[PICO[one], "gold"] += 1
        words[PICO[other], "found"] += 1
        words[PICO[one], "both"] += one == other
    left, right = set(runs(gold)), set(runs(found))
    for name, marks in (("gold", left), ("found", right), ("both", left & right)):
        spans.update((PICO[label], name) for label, *_ in marks)


def scores(tagger: Tagger, sets: Path) -> Iterator[str]:
    """Gives one line for each set that is there."""
    yield _pico(tagger, json_lines(sets / "ebm_nlp" / "dev.jsonl.gz"))
    yield _roles(tagger, json_lines(sets / "sentence_roles" / "validation.jsonl.gz"))
    records = json_lines(sets / "trialsieve" / "validation.jsonl.gz")
    yield _entities(
        tagger, "trialsieve", ((r["text"], [(s["start"], s["end"], s["tag"]) for s in r["spans"]]) for r in records)
    )
    records = json_lines(sets / "rct_art" / "dev.jsonl")
    yield _entities(
        tagger, "rct", ((r["text"], [(s["start"], s["end"], s["label"]) for s in r["ents"]]) for r in records)
    )


def _pico(tagger: Tagger, records: Sequence[dict[str, list[str]]]) -> str:
    words, spans = Counter(), Counter()
    begun, number = time.process_time(), len(records)
    for record in records:
        labels = tagger.label_tokens([record["tokens"]])[0]
        _count(words, spans, *([PICO.index(label) for label in row] for row in (record["tags"], labels)))
    spent = 1000 * (time.process_time() - begun) / max(number, 1)
    found = [_f1(words, name) for name in PICO[1:]]
    exact = [_f1(spans, name) for name in PICO[1:]]
    return (
        f"EBM-NLP, {number} abstracts, {spent:.1f} ms each: macro F1 of words {np.mean(found):.4f} "
        f"({_listed(found)}), of exact spans {_listed(exact)}"
    )


def _roles(tagger: Tagger, records: Iterable[dict[str, list[tuple[str, str]]]]) -> str:
    counts: Counts = Counter()
    right = total = 0
    for record in records:
        sentences = [(role, sentence) for role, sentence in record["sentences"] if sentence.strip()]
        text, spans = "", []
        for _, sentence in sentences:
            spans.append(Span(len(text), len(text) + len(sentence)))
            text += f"{sentence} "
        for (gold, _), (found, _) in zip(sentences, tagger.roles(text, spans), strict=True):
            counts.update({(gold, "gold"): 1, (found, "found"): 1, (gold, "both"): gold == found})
            right, total = right + (gold == found), total + 1
    each = {role: _f1(counts, role) for role, name in sorted(counts) if name == "gold"}
    shown = ", ".join(f"{role} {value:.3f}" for role, value in each.items())
    macro = np.mean(list(each.values()) or [0])
    return f"sentence roles: accuracy {right / max(total, 1):.4f}, macro F1 {macro:.4f} ({shown})"


def _entities(tagger: Tagger, head: str, texts: Iterable[tuple[str, list[tuple[int, int, str]]]]) -> str:
    counts: Counts = Counter()
    for text, marks in texts:
        gold = set(marks)
        found = {(tag.span.start, tag.span.end, tag.label) for tag in tagger.tags(text, [Span(0, len(text))], head)}
        for name, spans in (("gold", gold), ("found", found), ("both", gold & found)):
            counts.update((label, name) for *_, label in spans)
    each = {label: _f1(counts, label) for label, name in sorted(counts) if name == "gold"}
    total = Counter(
        {("", name): sum(n for (_, kind), n in counts.items() if kind == name) for name in ("gold", "found", "both")}
    )
    return (
        f"{head}: exact spans micro F1 {_f1(total, ''):.3f} ("
        + ", ".join(f"{k} {v:.2f}" for k, v in each.items())
        + ")"
    )


def _f1(counts: Counts, name: str) -> float:
    return 2 * counts[name, "both"] / max(1, counts[name, "gold"] + counts[name, "found"])


def _listed(values: Iterable[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)
