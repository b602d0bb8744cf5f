"""The file of a trained tagger: small whole numbers with a scale for each row, and what the numbers mean.

A file holds `about` (JSON as bytes), `words` (the vocabulary, one word a line, as bytes), and for each matrix `name`
either `name` itself or `name.int8` with `name.scale`, one scale for each row.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphbuild.errors import GraphbuildError

Floats = NDArray[np.float32]
VERSION = 1
_REMEDY = "train it anew with training/tagger.py, or remove the file"


@dataclass(frozen=True, slots=True)
class Weights:
    """What a file says: settings, the number of each word (from 1; 0 is any other word), and arrays by name."""

    about: dict[str, Any]
    words: dict[str, int]
    arrays: Mapping[str, NDArray[Any]]

    def matrix(self, name: str) -> Floats:
        """Gives a matrix or a row as floats."""
        if name in self.arrays:
            return np.asarray(self.arrays[name], dtype=np.float32)
        scale = np.asarray(self.arrays[f"{name}.scale"], dtype=np.float32)
        return np.asarray(self.arrays[f"{name}.int8"] * scale[:, None], dtype=np.float32)

    def rows(self, name: str, numbers: list[int]) -> Floats:
        """Gives some rows of a packed matrix as floats."""
        scale = np.asarray(self.arrays[f"{name}.scale"][numbers], dtype=np.float32)
        return np.asarray(self.arrays[f"{name}.int8"][numbers] * scale[:, None], dtype=np.float32)


def read(path: Path) -> Weights:
    """Reads a file; raises GraphbuildError where it is none of ours, cut short or of another version."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        about = json.loads(arrays.pop("about").tobytes())
        words = arrays.pop("words").tobytes().decode("utf-8").split("\n")
    except (OSError, EOFError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise GraphbuildError("not a trained tagger, or damaged", where=path.name, remedy=_REMEDY) from error
    if not isinstance(about, dict) or about.get("version") != VERSION:
        raise GraphbuildError("a tagger of another version", where=path.name, remedy=_REMEDY)
    return Weights(about, {word: number for number, word in enumerate(words, start=1)}, arrays)


def write(path: Path, weights: Weights) -> None:
    """Writes a file; the same weights give the same bytes."""
    arrays = {
        "about": _bytes(json.dumps(weights.about, ensure_ascii=False, sort_keys=True)),
        "words": _bytes("\n".join(weights.words)),
        **weights.arrays,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in sorted(arrays.items()):
            with archive.open(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(array), allow_pickle=False)


def packed(name: str, matrix: Floats) -> dict[str, NDArray[Any]]:
    """Gives a matrix as whole numbers from -127 to 127 with a scale for each row."""
    scale = (np.abs(matrix).max(axis=1) / 127).astype(np.float16)
    scale[scale == 0] = 1
    numbers = np.clip(np.rint(matrix / scale[:, None].astype(np.float32)), -127, 127).astype(np.int8)
    return {f"{name}.int8": numbers, f"{name}.scale": scale}


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
