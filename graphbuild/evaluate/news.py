"""Scores news articles against gold records, and shows where each error was read or should have been.

A set is a folder with articles/, gold/<id>.json and, for the sentences of what was missed, spans/<id>.json.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphbuild.errors import SourceError
from graphbuild.evaluate.claims import Claim, claims, nearest, shown
from graphbuild.evaluate.linking import linked
from graphbuild.evaluate.matching import Record
from graphbuild.evaluate.quotes import borne_out
from graphbuild.evaluate.record import score_all, score_record
from graphbuild.evaluate.scores import Judged, Miss, Scores
from graphbuild.export.evaluation import evaluation_record
from graphbuild.model.text import Document, Span
from graphbuild.pipeline import run
from graphbuild.sources import read_path

_INDEX = re.compile(r"\[\d+\]")
_STEP = re.compile(r"\w+")
_HTML = frozenset([".html", ".htm"])
"""Pages whose gold offsets lead into the file and not into its text."""

Predict = Callable[[Path], Record]
Places = dict[str, list[tuple[str, str]]]
"""Field -> the values of it with the sentences in which they stand."""


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Runs the extractor over every article of the set and scores what it gives; the sets of news have no parts.

    Raises SourceError where the folder is no such set.
    """
    del part
    gold = _gold(path)
    found = {name: run(read_path(article)) for name, article in _articles(path, gold).items()}
    records = {name: evaluation_record(one.study, one.document) for name, one in found.items()}
    scores = score_all(path.name, gold, records)
    borne = borne_out(found.values())
    links = linked((name, gold[name], one.document.text) for name, one in found.items())
    claimed = {name: tuple(claims(one)) for name, one in found.items()}
    places = {
        name: {"wrong": _read_in(claimed[name]), "missed": _stated_in(path, gold[name], one.document)}
        for name, one in found.items()
    }
    misses = (replace(miss, sentence=_sentence(miss, places[miss.item][miss.kind])) for miss in scores.misses)
    judged = tuple(judge(one, gold[name]) for name, ones in claimed.items() for one in ones)
    told, ratios = (*misses, *borne.misses, *links.misses), (*borne.ratios, *links.ratios)
    return replace(scores, misses=told, ratios=ratios, judged=judged)


def judge(claim: Claim, gold: Record) -> Judged:
    """Tells whether a single claim is true of an article, whatever else is claimed of it."""
    right = score_record(gold, claim.record).get(claim.field, (0, [], []))[0]
    return Judged(claim.field, claim.confidence, right=right > 0)


def _read_in(found: Iterable[Claim]) -> Places:
    places: Places = defaultdict(list)
    for one in found:
        places[one.field].append((one.value, one.sentence))
    return places


def _stated_in(path: Path, gold: Record, document: Document) -> Places:
    """Gives the sentences in which the gold values of an article stand, by field."""
    places: Places = defaultdict(list)
    file = path / "spans" / f"{Path(document.name).stem}.json"
    if not file.is_file() or Path(document.name).suffix in _HTML:
        return places
    for one in json.loads(file.read_text(encoding="utf-8")):
        words = Span(one["start"], one["end"])
        sentence = document.sentence_of(words).of(document.text)
        places[_INDEX.sub("", one["path"])].append((shown(_gold_at(gold, one["path"])), sentence))
    return places


def _gold_at(record: Record, path: str) -> Any:
    value: Any = record
    for key in _STEP.findall(path):
        value = value[int(key)] if key.isdigit() and isinstance(value, list) else value.get(key) if value else None
    return value


def _sentence(miss: Miss, places: Places) -> str:
    return nearest(miss.value, places.get(miss.field, ()))


def score_with(path: Path, predict: Predict) -> Scores:
    """Scores any function from the path of an article to its evaluation record (graphbuild.export.evaluation)."""
    gold = _gold(path)
    return score_all(path.name, gold, {name: predict(file) for name, file in _articles(path, gold).items()})


def _gold(path: Path) -> dict[str, Record]:
    files = sorted((path / "gold").glob("*.json"))
    if not files:
        raise SourceError("no gold/*.json in it", where=str(path), remedy="give the folder of a news set")
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def _articles(path: Path, gold: Iterable[str]) -> dict[str, Path]:
    folder = path / "articles"
    files = {file.stem: file for file in folder.iterdir()} if folder.is_dir() else {}
    missing = next((name for name in sorted(gold) if name not in files), None)
    if missing is not None:
        raise SourceError(f"no article for {missing}", where=str(folder), remedy="give the whole set")
    return {name: files[name] for name in sorted(gold)}
