"""Scores the extractor on labelled pages that nothing was learnt from: python scripts/held_out.py DATA.

DATA holds news_unlabelled/. The pages are a random sample of it, named in training/held-out-labels.jsonl with what two
readers found in them; most report no study. With --agreed only pages that the extractor, too, takes for a study, or for
none, are scored. Errors of one field: --errors FIELD.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from news import held_out  # noqa: E402

from graphbuild.evaluate.record import score_all  # noqa: E402
from graphbuild.export.evaluation import evaluation_record  # noqa: E402
from graphbuild.model.text import Document  # noqa: E402
from graphbuild.pipeline import run  # noqa: E402


def main() -> None:
    """Prints the table, or the errors of a field."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("data", type=Path)
    reader.add_argument("--errors", metavar="FIELD")
    reader.add_argument("--agreed", action="store_true")
    asked = reader.parse_args()
    items = held_out(asked.data / "news_unlabelled")
    if not items:
        sys.exit(f"{asked.data}: no news_unlabelled/ in it; give the folder of the sets")
    found = {item.name: run(Document(item.document.text)) for item in items}
    gold = {item.name: item.gold for item in items}
    kept = {
        name: one
        for name, one in found.items()
        if not asked.agreed or one.verdict.about_a_study == gold[name]["about_a_study"]
    }
    records = {name: evaluation_record(one.study, one.document) for name, one in kept.items()}
    scores = score_all("held out", {name: gold[name] for name in kept}, records)
    print(scores.errors(asked.errors) if asked.errors else scores.table())


if __name__ == "__main__":
    main()
