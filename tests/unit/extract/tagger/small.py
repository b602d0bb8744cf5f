"""A tagger small enough to be made from chance in a test, and its computation written out word by word."""

import math

import numpy as np

from graphbuild.extract.tagger.tokens import SHAPES, pieces, shape
from graphbuild.extract.tagger.weights import VERSION, Weights, packed
from graphbuild.extract.tagger.windows import PLACES

WIDTH, HEADS, BUCKETS = 8, 2, 32
BLOCKS = (1, 2, 0)
TASKS = (
    ("pico", ("O", "PAR", "INT", "OUT")),
    ("rct", ("O", "INTV")),
    ("edges", ("begin", "end")),
)
ROLES = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
WORDS = ("patients", "pain", "placebo", "0", "with", ".")


def small(seed=0):
    random = np.random.default_rng(seed)

    def chance(*shape):
        return random.normal(size=shape).astype(np.float32)

    arrays = packed("words", chance(len(WORDS) + 1, 5)) | packed("pieces", chance(BUCKETS, 4))
    arrays |= {"shapes": chance(len(SHAPES), 3), "spots": chance(PLACES + 1, WIDTH), "changes": chance(5, 5)}
    arrays |= {"entry": chance(12, WIDTH), "entry.bias": chance(WIDTH)}
    for number, kind in enumerate(BLOCKS):
        name = f"block{number}"
        bias = chance(3 * WIDTH)
        if kind:
            bias[:WIDTH] = bias[2 * WIDTH :] = 0
        arrays |= {f"{name}.norm": chance(WIDTH), f"{name}.norm.bias": chance(WIDTH)}
        arrays |= {f"{name}.inner": chance(WIDTH, 3 * WIDTH), f"{name}.inner.bias": bias}
        arrays |= {f"{name}.outer": chance(WIDTH, WIDTH), f"{name}.outer.bias": chance(WIDTH)}
    labels = sum(len(names) for _, names in TASKS)
    arrays |= {"norm": chance(WIDTH), "norm.bias": chance(WIDTH)}
    arrays |= {"tasks": chance(WIDTH, labels), "tasks.bias": chance(labels)}
    arrays |= {"roles": chance(2 * WIDTH, len(ROLES)), "roles.bias": chance(len(ROLES))}
    about = {"version": VERSION, "buckets": BUCKETS, "heads": HEADS, "blocks": list(BLOCKS), "roles": list(ROLES)}
    about |= {
        "tasks": [[name, list(names)] for name, names in TASKS],
        "choice": {"leaning": [0.0] * 4, "edge": 0.3, "turn": 0.0},
        "ahead": {"rct": 0.5},
    }
    return Weights(about, {word: number for number, word in enumerate(WORDS, start=1)}, arrays)


def written_out(weights, words):
    """Gives the scores of each word of one window, one number after the other."""
    rows = [_row(weights, word) for word in words]
    spots = weights.matrix("spots")
    x = [_sum(row, spots[PLACES]) for row in rows]
    for number, kind in enumerate(BLOCKS):
        added = _attended(weights, number, x) if kind == 0 else _convolved(weights, number, x, kind)
        x = [_sum(old, new) for old, new in zip(x, added, strict=True)]
    final = [_norm(weights, "norm", row) for row in x]
    return [_linear(weights, "tasks", row) for row in final]


def _row(weights, word):
    low = word.lower()
    table = weights.matrix("words")
    parts = [weights.words[part] for part in low.split("-") if part in weights.words]
    own = table[parts].mean(axis=0) if parts and "-" in low else table[weights.words.get(low, 0)]
    found = pieces(low, BUCKETS) or [0]
    table = weights.matrix("pieces")
    mean = [sum(float(table[piece][column]) for piece in found) / len(found) for column in range(4)]
    return _linear(weights, "entry", [*own, *mean, *weights.matrix("shapes")[shape(word)]])


def _convolved(weights, number, x, distance):
    name = f"block{number}"
    h = [_norm(weights, f"{name}.norm", row) for row in x]
    matrix, bias = weights.matrix(f"{name}.inner"), weights.matrix(f"{name}.inner.bias")
    made = []
    for place in range(len(x)):
        row = [float(bias[WIDTH + column]) for column in range(WIDTH)]
        for part, at in enumerate((place - distance, place, place + distance)):
            if 0 <= at < len(x):
                for column in range(WIDTH):
                    row[column] += sum(h[at][k] * float(matrix[k][part * WIDTH + column]) for k in range(WIDTH))
        made.append(_linear(weights, f"{name}.outer", [max(0.0, value) for value in row]))
    return made


def _attended(weights, number, x):
    name, size = f"block{number}", WIDTH // HEADS
    seen = [_linear(weights, f"{name}.inner", _norm(weights, f"{name}.norm", row)) for row in x]
    made = []
    for place in range(len(x)):
        row = []
        for head in range(HEADS):
            asked, keys, values = (slice(k * WIDTH + head * size, k * WIDTH + (head + 1) * size) for k in range(3))
            likeness = [_dot(seen[place][asked], other[keys]) / math.sqrt(size) for other in seen]
            powers = [math.exp(value) for value in likeness]
            row += [_dot(powers, [other[values][k] for other in seen]) / sum(powers) for k in range(size)]
        made.append(_linear(weights, f"{name}.outer", row))
    return made


def _linear(weights, name, row):
    matrix, bias = weights.matrix(name), weights.matrix(f"{name}.bias")
    return [_dot(row, matrix[:, column]) + float(bias[column]) for column in range(matrix.shape[1])]


def _norm(weights, name, row):
    mean = sum(row) / len(row)
    spread = math.sqrt(sum((value - mean) ** 2 for value in row) / len(row) + 1e-5)
    scale, shift = weights.matrix(name), weights.matrix(f"{name}.bias")
    return [(value - mean) / spread * float(a) + float(b) for value, a, b in zip(row, scale, shift, strict=True)]


def _sum(left, right):
    return [float(a) + float(b) for a, b in zip(left, right, strict=True)]


def _dot(left, right):
    return sum(float(a) * float(b) for a, b in zip(left, right, strict=True))
