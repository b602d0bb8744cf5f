"""What confidence a claim deserves: that of its rule, moved so that of claims made with 0.9 nine in ten are right.

Each field has a scale and a shift of the log-odds, measured on articles that the models had not seen
(training/calibrate.py). The order of the claims of a field stays as it was.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graphbuild.model.fact import Fact
from graphbuild.model.text import Pointer

_FILE = Path(__file__).parent / "models" / "calibration.json"
_LEAST, _MOST, _DIGITS = 0.001, 0.999, 4


def calibrated(fact: Fact) -> Fact:
    """Gives the fact with the confidence that it deserves; what a record states in its own field stays."""
    known = _measured().get(fact.field.value)
    if known is None or isinstance(fact.span, Pointer):
        return fact
    scale, shift = known
    kept = min(max(fact.confidence, _LEAST), _MOST)
    moved = 1 / (1 + math.exp(-(scale * math.log(kept / (1 - kept)) + shift)))
    confidence = round(min(max(moved, _LEAST), _MOST), _DIGITS)
    return Fact(fact.field, fact.value, fact.span, fact.rule, confidence, fact.about)


@cache
def _measured() -> Mapping[str, tuple[float, float]]:
    if not _FILE.is_file():
        return {}
    return {name: (scale, shift) for name, (scale, shift) in json.loads(_FILE.read_text(encoding="utf-8")).items()}
