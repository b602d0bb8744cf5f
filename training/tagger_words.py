"""The words of the tagger: those that free text says often enough, names from terminologies, and a vector for each.

A text to be read later says words that no text said before. So that learning meets them as often as reading will,
words of a text that the other texts don't say often enough count as unseen in it; what is then known of them is what
their name tells: the small language model's vector, from which the other half is guessed, or the parts of a compound.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tagger_data import Text
from vectors import words_of
from word_model import folded_small, states_of

SHORTEST, STIFFNESS = 4, 10.0
_COLUMNS: Mapping[str, str | int] = {
    "drugbank_vocabulary.csv": "Common name",
    "mesh_2019_tree_terms.tsv": 1,
}

Spare = Callable[[str], np.ndarray]
"""A lower-case word -> the row that it has where it is unseen."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with a row each: `counted` have vectors of their own, `named` what their spelling tells.

    `told` are rows for those of the counted words that terminologies name as well, as they would be were they unseen.
    """

    counted: list[str]
    named: list[str]
    rows: np.ndarray
    told: dict[str, np.ndarray]

    @property
    def words(self) -> list[str]:
        """All words, those with counts first."""
        return self.counted + self.named

    def spare(self) -> Spare:
        """Gives what the spelling of a word tells: its name in terminologies, or the parts of a compound."""
        number = {word: place for place, word in enumerate(self.words)}
        nothing = np.zeros(self.rows.shape[1], dtype=np.float32)
        names = {word: self.rows[number[word]] for word in self.named} | self.told

        def found(word: str) -> np.ndarray:
            known = [number[part] for part in word.split("-") if part in number] if "-" in word else []
            return names.get(word, self.rows[known].mean(0) if known else nothing)

        return found


def with_names(own: np.ndarray, counted: list[str], sets: Path, size: int) -> Vocabulary:
    """Gives the vocabulary; each row begins as its vector from counts, then come `size` numbers of the small model."""
    known = set(counted)
    names = sorted(set(_names(sets / "terminologies")))
    named = [name for name in names if name not in known]
    states = states_of(counted)
    others = states_of(named)
    small, small_named = folded_small(states, size), folded_small(states, size, others)
    guess = _guess(states, own)
    place = {word: number for number, word in enumerate(counted)}
    again = [place[name] for name in names if name in known]
    told = np.hstack([guess(states[again]), small[again]]).astype(np.float32)
    rows = np.vstack([np.hstack([own, small]), np.hstack([guess(others), small_named])]).astype(np.float32)
    return Vocabulary(counted, named, rows, dict(zip((counted[number] for number in again), told, strict=True)))


def mark_unseen(texts: Iterable[Text], counts: Mapping[str, int], rare: int) -> None:
    """Writes into texts which of their words other texts say less than `rare` times."""
    for text in texts:
        lowered = [word.lower() for word in text.words]
        here = Counter(lowered)
        text.unseen = [counts.get(word, 0) - here[word] < rare for word in lowered]


def _names(folder: Path) -> Iterator[str]:
    for file, column in _COLUMNS.items():
        if (folder / file).is_file():
            with (folder / file).open(encoding="utf-8", newline="") as lines:
                kind = csv.DictReader(lines) if isinstance(column, str) else csv.reader(lines, delimiter="\t")
                for row in kind:
                    yield from (name for name in words_of([row[column]])[0] if name.isalpha() and len(name) >= SHORTEST)


def _guess(states: np.ndarray, own: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    middle, level = states.mean(0), own.mean(0)
    seen = states - middle
    ridge = STIFFNESS * np.eye(seen.shape[1], dtype=np.float32)
    weights = np.linalg.solve(seen.T @ seen + ridge, seen.T @ (own - level))
    return lambda found: (found - middle) @ weights + level
