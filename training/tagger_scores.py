"""How well the tagger does on the development parts, by the protocols of the sets."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from corpora import json_lines
from tagger_data import PICO, Text

from graphbuild.extract.tagger import Tagger
from graphbuild.extract.tagger.decode import runs
from graphbuild.model.text import Span

STEPS, ROUNDS = np.arange(-0.5, 1.5, 0.05), 3
Counts = Counter[tuple[str, str]]


def leaning(tagger: Tagger, texts: Sequence[Text]) -> list[float]:
    """Gives what to add to the logarithms of the chances of O, PAR, INT, OUT for the best macro F1 of words."""
    chances = np.log(np.concatenate([tagger.token_chances(text.words)[0] for text in texts]) + 1e-9)
    gold = np.concatenate([text.labels["pico"] for text in texts])
    best, chosen = _macro(gold, chances.argmax(1)), np.zeros(len(PICO))
    for _ in range(ROUNDS):
        for label in range(1, len(PICO)):
            for step in STEPS:
                tried = chosen.copy()
                tried[label] = step
                found = _macro(gold, (chances + tried).argmax(1))
                if found > best:
                    best, chosen = found, tried
    return [round(float(value), 2) for value in chosen]


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
        for gold, found in zip(record["tags"], labels, strict=True):
            words.update({(gold, "gold"): 1, (found, "found"): 1, (gold, "both"): gold == found})
        one, other = (set(runs([PICO.index(label) for label in row])) for row in (record["tags"], labels))
        for name, marks in (("gold", one), ("found", other), ("both", one & other)):
            spans.update((PICO[label], name) for label, *_ in marks)
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


def _macro(gold: np.ndarray, found: np.ndarray) -> float:
    made = [2 * ((gold == c) & (found == c)).sum() / max(1, (gold == c).sum() + (found == c).sum()) for c in (1, 2, 3)]
    return float(np.mean(made))


def _f1(counts: Counts, name: str) -> float:
    return 2 * counts[name, "both"] / max(1, counts[name, "gold"] + counts[name, "found"])


def _listed(values: Iterable[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)
