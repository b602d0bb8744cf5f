"""Writes docs/reliability.md: what the confidence of a fact is worth, field by field.

python scripts/reliability.py SET [--folds FILE]. SET is the folder of a news set that nothing was trained on; FILE
holds the claims of cross-validation on the training set, one JSON object a line: {"field", "confidence", "right"}.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from graphbuild.evaluate.news import evaluate
from graphbuild.evaluate.reliability import bins, by_field, expected_error, whole
from graphbuild.evaluate.scores import Judged

PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
_FEW = 20
_HEAD = """# What confidence is worth

Every fact carries a confidence: how likely it is to be right. Here each single value that is claimed of an article is
judged by itself against the gold record. Of values claimed with 0.8, eight in ten should be right; *error* is the
expected calibration error, the mean gap between confidence and share right over tenths of confidence. Fields with
fewer than {few} claims are left out of the tables; they count under *all*.

`graphbuild build --min-confidence 0.9` (and `extract --min-confidence`) keeps what is less sure out of the graph;
`graphbuild evaluate news_dev PATH --reliability` prints these figures with the tenths of every field. This page is
written by `scripts/reliability.py`.
"""

_FOLDS = """
Each part of the training articles was read by models trained on the other parts. What is not trained anew there is seen
too kindly: whether a page is about a study, and the scale and shift of each field, two figures fitted on these claims.
"""


def section(title: str, judged: Iterable[Judged]) -> str:
    """Gives the tables of one set of claims: by tenth of confidence, and by field."""
    fields = by_field(judged)
    lines = [f"\n## {title}\n", "| confidence | claims | mean | right |", "| --- | ---: | ---: | ---: |"]
    lines += [
        f"| {one.low:.1f} to {one.low + 0.1:.1f} | {one.count} | {one.confidence:.2f} | {one.right:.2f} |"
        for one in bins(fields["all"])
    ]
    lines += ["", "| field | claims | mean confidence | right | error |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, held in sorted(fields.items(), key=lambda item: (item[0] == "all", item[0])):
        if len(held) >= _FEW or name == "all":
            all_of = whole(held)
            error = expected_error(bins(held))
            lines.append(f"| {name} | {all_of.count} | {all_of.confidence:.2f} | {all_of.right:.2f} | {error:.2f} |")
    return "\n".join(lines) + "\n"


def claims_of(path: Path) -> list[Judged]:
    """Reads the claims of a cross-validation."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Judged(str(row["field"]), float(row["confidence"]), right=bool(row["right"])) for row in rows]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--folds", type=Path)
    given = parser.parse_args()
    page = _HEAD.format(few=_FEW) + section("Articles that nothing was trained on", evaluate(given.set).judged)
    if given.folds is not None:
        page += section("Training articles in cross-validation", claims_of(given.folds)) + _FOLDS
    PAGE.write_text(page, encoding="utf-8")
