"""Evidence Inference: does an outcome go up, down or neither with an intervention, compared with another?

Rows: {"intervention", "comparator", "outcome", "evidence", "label"}: a prompt, the words of the paper that answer it,
and the answer. Published protocol: the mean F1 of the three classes, for prompts with their evidence given. Each row is
one item: several readers answered some prompts, from different words. The extractor leaves open what it is not sure
of; here its best guess counts, and two figures tell how much it would say and how often that is right.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from graphbuild.errors import SourceError
from graphbuild.evaluate.classes import Answer
from graphbuild.evaluate.classes import score as score_classes
from graphbuild.evaluate.parts import Row, rows
from graphbuild.evaluate.quotes import NOTHING, Borne, borne_out, read
from graphbuild.evaluate.scores import Scores
from graphbuild.extract.direction import LEAST, direction
from graphbuild.model.codes import Change

INCREASED, DECREASED, SAME = CLASSES = (
    "significantly increased",
    "significantly decreased",
    "no significant difference",
)
_LABELS = {"significantly increase": INCREASED, "significantly decrease": DECREASED} | {name: name for name in CLASSES}
_CHANGES = {Change.INCREASE: INCREASED, Change.DECREASE: DECREASED, Change.NO_CHANGE: SAME}
_KEYS = ("intervention", "comparator", "outcome", "evidence", "label")

Decide = Callable[[Row], tuple[str | None, float]]
"""A row without its label -> the class (None: left open) and the confidence."""


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Asks for the direction of every prompt in its evidence."""
    prompts = rows(path, part, dict.fromkeys(_KEYS, str))
    unknown = next((row["label"] for row in prompts if row["label"] not in _LABELS), None)
    if unknown is not None:
        raise SourceError(f"{unknown!r} is no label", where=str(path), remedy=f"one of: {', '.join(_LABELS)}")
    borne = borne_out(read(str(row["evidence"]), str(row.get("prompt", ""))) for row in prompts)
    return score(prompts, decide, borne)


def decide(row: Row) -> tuple[str | None, float]:
    """Gives the likeliest class, and how likely it is."""
    found = direction(row["evidence"], row["intervention"], row["comparator"], row["outcome"])
    return _CHANGES[found.change], found.probability


def score(prompts: Iterable[Row], decide: Decide, borne: Borne = NOTHING) -> Scores:
    """Scores a function that answers one prompt from its evidence."""
    found = score_classes("evidence_inference", (_answer(row, decide) for row in prompts), CLASSES, borne)
    sure = [one for one in found.judged if one.confidence >= LEAST]
    told = ("share told", len(sure) / len(found.judged)) if found.judged else ("share told", 0.0)
    right = ("accuracy where told", sum(one.right for one in sure) / len(sure) if sure else 0.0)
    return replace(found, ratios=(*found.ratios, told, right))


def _answer(row: Row, decide: Decide) -> Answer:
    claim, confidence = decide({key: row[key] for key in _KEYS if key != "label"})
    asked = f"[{row['intervention']} | {row['comparator']} | {row['outcome']}] {row['evidence']}"
    return Answer(str(row.get("prompt", "")), _LABELS[row["label"]], claim, asked, confidence)
