"""Sorts single words into groups of those that keep like company: python training/word_groups.py FOLDER.

FOLDER holds all sets beside each other; their free text without development and test parts is counted, no label is
seen. Each word of news and of abstracts gets a coarse and a fine group, found by spherical k-means over vectors of
counts (vectors.py); the same texts give the same groups. They go to lexicon/word-groups.tsv.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from corpora import json_lines, texts
from numpy.typing import NDArray
from vectors import vectors, vocabulary, words_of

_TARGET = Path(__file__).parent.parent / "graphbuild" / "language" / "lexicon" / "word-groups.tsv"
_HEAD = "# coarse and fine group of a word, word: words of a group keep like company (training/word_groups.py)"
_PLAIN = re.compile(r"[a-z][a-z'-]+")
_COARSE, _FINE = 64, 256
_SIZE, _SEED, _ROUNDS = 80, 1, 18
_RARE, _MOST, _HEARD = 2, 56_000, 4
_NEWS = ("health_news", "ms_society_news")

Floats = NDArray[np.float32]


def grouped(rows: Floats, weights: Floats, groups: int) -> NDArray[np.int64]:
    """Gives the group of each row by its direction; heavier rows draw the middle of a group more."""
    random = np.random.default_rng(_SEED)
    chances = weights.astype(np.float64)
    middles = rows[random.choice(len(rows), groups, replace=False, p=chances / chances.sum())].copy()
    found = (rows @ middles.T).argmax(axis=1)
    for _ in range(_ROUNDS):
        sums = np.zeros_like(middles)
        np.add.at(sums, found, rows * weights[:, None])
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        middles = np.where(norms > 0, sums / np.maximum(norms, 1e-9), middles)
        found = (rows @ middles.T).argmax(axis=1)
    return found


def _read(folder: Path) -> Iterator[str]:
    """Gives the texts whose words are sorted."""
    for name in _NEWS:
        yield from (page["text"] for page in json_lines(folder / "news_unlabelled" / f"{name}.jsonl.gz"))
    yield from (" ".join(record["tokens"]) for record in json_lines(folder / "ebm_nlp" / "train.jsonl.gz"))


def main() -> None:
    """Counts, sorts and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    counted = words_of(texts(folder))
    words = vocabulary(counted, rare=_RARE, most=_MOST)
    rows = vectors(counted, words, _SIZE, _SEED).astype(np.float32)
    heard = Counter(word for text in words_of(_read(folder)) for word in text)
    kept = [number for number, word in enumerate(words) if heard[word] >= _HEARD and _PLAIN.fullmatch(word)]
    rows = rows[kept]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    weights = np.log1p(np.array([heard[words[number]] for number in kept], dtype=np.float32))
    coarse, fine = grouped(rows, weights, _COARSE), grouped(rows, weights, _FINE)
    lines = defaultdict(list)
    for place, number in enumerate(kept):
        lines[int(coarse[place]), int(fine[place])].append(words[number])
    text = "".join(f"{one}.{two}\t{word}\n" for (one, two), group in sorted(lines.items()) for word in sorted(group))
    _TARGET.write_text(f"{_HEAD}\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
