"""Word vectors from counts: which words stand near which, weighed by how far that is beyond chance, folded small.

Positive pointwise mutual information of words at most five apart, then a randomised singular value decomposition;
the same texts and seed give the same vectors.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy import sparse

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from graphbuild.extract.tagger.tokens import folded, tokens  # noqa: E402

WINDOW, SMOOTHING, SPARE, ROUNDS = 5, 0.75, 32, 4


def words_of(texts: Iterable[str]) -> list[list[str]]:
    """Gives the lower-case words of each text."""
    return [[word.lower() for word, *_ in tokens(folded(text), 0, len(text))] for text in texts]


def counts_of(texts: Iterable[list[str]]) -> Counter[str]:
    """Gives how often each word occurs."""
    return Counter(word for text in texts for word in text)


def vocabulary(texts: Iterable[list[str]], *, rare: int, most: int) -> list[str]:
    """Gives the words that occur at least so often, most frequent first, ties by the alphabet."""
    counts = counts_of(texts)
    kept = [word for word, count in counts.items() if count >= rare]
    return sorted(kept, key=lambda word: (-counts[word], word))[:most]


def vectors(texts: Iterable[list[str]], words: list[str], size: int, seed: int) -> np.ndarray:
    """Gives one row of `size` numbers for each word, of mean 0 and variance 1 a column."""
    chance = _beyond_chance(_together(texts, words))
    random = np.random.default_rng(seed)
    basis = random.standard_normal((len(words), size + SPARE)).astype(np.float32)
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(chance @ basis)
    _, strengths, right = np.linalg.svd(basis.T @ chance, full_matrices=False)
    found = right[:size].T * np.sqrt(strengths[:size])
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    found /= np.maximum(norms, 1e-6)
    return (found - found.mean(0)) / (found.std(0) + 1e-6)


def _together(texts: Iterable[list[str]], words: list[str]) -> sparse.csr_matrix:
    index = {word: number for number, word in enumerate(words)}
    gap = [-1] * WINDOW
    numbers = np.array([n for text in texts for n in [*(index.get(word, -1) for word in text), *gap]], dtype=np.int32)
    shape = (len(words), len(words))
    total = sparse.csr_matrix(shape, dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = numbers[:-distance], numbers[distance:]
        both = (left >= 0) & (right >= 0)
        weight = np.full(int(both.sum()), 1.0 / distance, dtype=np.float32)
        total += sparse.coo_matrix((weight, (left[both], right[both])), shape=shape).tocsr()
    return (total + total.T).tocsr()


def _beyond_chance(together: sparse.csr_matrix) -> sparse.csr_matrix:
    pairs = together.tocoo()
    rows = np.asarray(together.sum(1)).ravel()
    smooth = rows**SMOOTHING
    smooth *= rows.sum() / smooth.sum()
    chance = np.log(pairs.data * rows.sum() / (rows[pairs.row] * smooth[pairs.col]))
    kept = chance > 0
    values = chance[kept].astype(np.float32)
    return sparse.coo_matrix((values, (pairs.row[kept], pairs.col[kept])), shape=together.shape).tocsr()
