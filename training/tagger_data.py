"""What the tagger learns from: texts cut into words, with a label for each word and each task (-1: not annotated)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from corpora import json_lines

from graphbuild.extract.tagger.tokens import folded, tokens
from graphbuild.extract.tagger.windows import PLACES, cuts, places

PICO = ("O", "PAR", "INT", "OUT")
PARTICIPANTS = ("O", "Condition", "SampleSize", "Age", "Sex")
INTERVENTIONS = ("O", "Drug", "Physical", "Surgical", "Educational", "Psychological", "Control", "Other")
OUTCOMES = ("O", "Physical", "Mental", "Pain", "Mortality", "AdverseEffects", "Other")
TRIALSIEVE = (
    "O",
    "Drug Intervention",
    "Quantitative Measurement",
    "Outcome (Study Endpoint)",
    "Group Name",
    "Group Characteristic",
    "Statistical Significance",
    "Units",
    "Sample Size",
    "Disease/Condition of Interest",
    "Dosage",
    "Type of Quant. Measure",
    "Intervention Frequency",
    "Intervention Duration",
    "Intervention Administration",
    "Non-Study Drug",
    "Side Effects",
    "Follow-up period",
    "Non-Pharmaceutical Intervention",
    "Study Years",
    "Study Duration",
)
RCT = ("O", "INTV", "OC", "MEAS")
ROLES = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
TASKS = {
    "pico": PICO,
    "participants": PARTICIPANTS,
    "interventions": INTERVENTIONS,
    "outcomes": OUTCOMES,
    "trialsieve": TRIALSIEVE,
    "rct": RCT,
}
"""The tasks in which each word has exactly one label."""
_SHORTEST_TEXT = 80


@dataclass(slots=True)
class Text:
    """One text to learn from: its words, the label of each in the tasks it was annotated for, and its sentences.

    `edges` marks words that begin (1) or end (2) a span of `pico`; `roles` are pairs of the first word of a
    sentence and its role; `unseen` tells of words that count as never said before; `taught` holds what earlier
    networks make of the text: the chances of the labels of `pico` and of the two edges.
    """

    name: str
    words: list[str]
    places: list[tuple[int, int]] = field(default_factory=list)
    labels: dict[str, np.ndarray] = field(default_factory=dict)
    roles: list[tuple[int, int]] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    spots: list[int] = field(default_factory=list)
    unseen: list[bool] = field(default_factory=list)
    taught: np.ndarray | None = None

    def part(self, start: int, end: int) -> "Text":
        """Gives the words from start to end as a text of its own."""
        return Text(
            f"{self.name}:{start}",
            self.words[start:end],
            self.places[start:end],
            {task: labels[start:end] for task, labels in self.labels.items()},
            [(first - start, role) for first, role in self.roles if start <= first < end],
            self.owners[start:end],
            self.spots[start:end],
            self.unseen[start:end],
            None if self.taught is None else self.taught[start:end],
        )


def plain(name: str, text: str) -> Text:
    """Gives a text without labels."""
    found = list(tokens(folded(text), 0, len(text)))
    return Text(name, [word for word, *_ in found], [(start, end) for _, start, end in found])


def pretokenised(name: str, words: Sequence[str]) -> Text:
    """Gives a text that others have cut into words; `owners` tells of each of our words which of theirs it lies in."""
    made = Text(name, [])
    for owner, word in enumerate(words):
        for found, *_ in tokens(folded(word), 0, len(word)):
            made.words.append(found)
            made.owners.append(owner)
    return made


def ebm_nlp(path: Path) -> Iterator[Text]:
    """Gives abstracts with participants, interventions and outcomes, finer types where annotated; no test document."""
    for record in json_lines(path):
        fine = {task: marks for task, marks in record["hier"].items() if isinstance(marks, dict)}
        if any(marks.get("split") == "test" for marks in fine.values()):
            continue
        made = pretokenised(record["pmid"], record["tokens"])
        owners = np.array(made.owners)
        made.labels["pico"] = np.array([PICO.index(tag) for tag in record["tags"]], dtype=np.int8)[owners]
        for task, marks in fine.items():
            row = np.zeros(len(record["tokens"]), dtype=np.int8)
            for start, end, label in marks["spans"]:
                row[start:end] = TASKS[task].index(label)
            made.labels[task] = row[owners]
        yield made


def trialsieve(path: Path) -> Iterator[Text]:
    """Gives abstracts with the 20 types of TrialSieve."""
    for record in json_lines(path):
        made = plain(str(record["pmid"]), record["text"])
        made.labels["trialsieve"] = _row(made, TRIALSIEVE, [(s["start"], s["end"], s["tag"]) for s in record["spans"]])
        yield made


def rct_art(path: Path) -> Iterator[Text]:
    """Gives result sentences with interventions, outcomes and measures."""
    for number, record in enumerate(json_lines(path)):
        made = plain(f"sentence {number}", record["text"])
        made.labels["rct"] = _row(made, RCT, [(s["start"], s["end"], s["label"]) for s in record["ents"]])
        yield made


def sentence_roles(path: Path) -> Iterator[Text]:
    """Gives abstracts whose sentences have roles."""
    for record in json_lines(path):
        made = Text(record["pmcid"], [])
        for role, sentence in record["sentences"]:
            made.roles.append((len(made.words), ROLES.index(role)))
            made.words += [word for word, *_ in tokens(folded(sentence), 0, len(sentence))]
        yield made


def _row(text: Text, names: Sequence[str], spans: Iterable[tuple[int, int, str]]) -> np.ndarray:
    row = np.zeros(len(text.words), dtype=np.int8)
    for start, end, name in spans:
        row[_inside(text, start, end)] = names.index(name)
    return row


def _inside(text: Text, start: int, end: int) -> list[int]:
    return [number for number, (first, last) in enumerate(text.places) if first < end and last > start]


def parts(text: Text) -> list[Text]:
    """Gives a text cut as at run time, its words knowing where in the whole text they stand."""
    text.spots = places(len(text.words)) if len(text.words) > _SHORTEST_TEXT else [PLACES] * len(text.words)
    bounds = cuts(text.words)
    return [text.part(start, end) for start, end in pairwise(bounds)]


def collect(folder: Path) -> dict[str, list[Any]]:
    """Gives the training parts of all sets that lie in a folder."""
    return {
        "ebm_nlp": list(ebm_nlp(folder / "ebm_nlp" / "train.jsonl.gz")),
        "trialsieve": list(trialsieve(folder / "trialsieve" / "train.jsonl.gz")),
        "rct_art": list(rct_art(folder / "rct_art" / "train.jsonl")),
        "sentence_roles": list(sentence_roles(folder / "sentence_roles" / "train.jsonl.gz")),
    }
