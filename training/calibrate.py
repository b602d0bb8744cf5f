"""Makes confidences mean something: python training/calibrate.py SET [--folds N] [--lines FILE] [--check].

For each of N parts of the articles every model is trained anew on the others, in a copy of the package, and extracts
from that part. From what it claims there, and whether the gold record bears it out, each field gets a scale and a shift
of the log-odds of its confidences (Platt): the larger stays the larger. They are kept in calibration.json.
FILE takes the claims of the parts, one a line, with the confidences so moved: scripts/reliability.py reads it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from graphbuild.model.fact import Field

_ROOT = Path(__file__).resolve().parent.parent
_FILE = Path("graphbuild/extract/models/calibration.json")
_TRAINERS = ("authors", "affiliations", "names", "comparators", "outcomes", "findings", "rankers")
_FOLDS = 4
_BESIDE = ("ebm_nlp", "ctro", "news_unlabelled")
"""The folders beside a news set from which training/rankers.py learns as well: no article of the set is among them."""
_LEAST, _MOST = 0.001, 0.999
_PULL = 4.0
"""How strongly a field with few claims is held to the scale and shift of all fields."""
_STEEPEST = 0.05

FIELDS = {
    "study_kind": (Field.STUDY_TYPE,),
    "study_name": (Field.ACRONYM,),
    "conditions": (Field.CONDITION,),
    "interventions.name": (Field.INTERVENTION_NAME,),
    "interventions.type": (Field.INTERVENTION_TYPE,),
    "interventions.role": (Field.INTERVENTION_ROLE,),
    "interventions.dose": (Field.INTERVENTION_DOSE,),
    "interventions.route": (Field.INTERVENTION_ROUTE,),
    "interventions.frequency": (Field.INTERVENTION_FREQUENCY,),
    "interventions.duration": (Field.INTERVENTION_DURATION,),
    "comparator": (Field.COMPARATOR,),
    "enrolled": (Field.ENROLLMENT, Field.ENROLLMENT_QUALIFIER),
    "group_sizes": (Field.ARM_SIZE,),
    "population.description": (Field.POPULATION_DESCRIPTION,),
    "population.age": (
        Field.POPULATION_AGE, Field.POPULATION_MINIMUM_AGE, Field.POPULATION_MAXIMUM_AGE, Field.POPULATION_MEAN_AGE,
    ),
    "population.sex": (Field.POPULATION_SEX,),
    "phase": (Field.PHASE,),
    "design": (Field.DESIGN,),
    "follow_up": (Field.FOLLOW_UP,),
    "period": (Field.PERIOD, Field.START_DATE, Field.COMPLETION_DATE),
    "setting.institutions": (Field.INSTITUTION,),
    "setting.cities": (Field.CITY,),
    "setting.countries": (Field.COUNTRY,),
    "setting.sites": (Field.SITE_COUNT,),
    "setting.n_countries": (Field.COUNTRY_COUNT,),
    "outcomes.name": (Field.OUTCOME_MEASURE,),
    "outcomes.role": (Field.OUTCOME_ROLE,),
    "outcomes.direction": (Field.FINDING_DIRECTION,),
    "outcomes.numbers": (Field.FINDING_NUMBER,),
    "safety": (Field.SAFETY,),
    "limitations": (Field.LIMITATION,),
    "funding": (Field.FUNDER,),
    "registry_ids": (Field.REGISTRY_ID,),
    "publication.title": (Field.PUBLICATION_TITLE,),
    "publication.journal": (Field.PUBLICATION_JOURNAL,),
    "publication.meeting": (Field.PUBLICATION_MEETING,),
    "publication.date": (Field.PUBLICATION_DATE,),
    "publication.authors": (Field.PUBLICATION_AUTHOR,),
    "publication.doi": (Field.PUBLICATION_DOI,),
    "article.title": (Field.REPORT_TITLE,),
    "article.date": (Field.REPORT_DATE,),
    "article.publisher": (Field.REPORT_PUBLISHER,),
}  # fmt: skip
"""Field of a gold record -> the fields of facts that fill it."""

Claims = list[tuple[float, bool]]


def main() -> None:
    """Measures in folds and writes, or with --check only prints."""
    if sys.argv[1] == "--claims":
        print(json.dumps(_claimed(Path(sys.argv[2]))))
        return
    folds = int(sys.argv[sys.argv.index("--folds") + 1]) if "--folds" in sys.argv else _FOLDS
    held: dict[str, Claims] = defaultdict(list)
    found: dict[str, tuple[float, float]] = {}
    for number in range(folds):
        for field, confidence, right in _fold(Path(sys.argv[1]), number, folds):
            held[field].append((confidence, right))
        found = calibration(held)
        print(f"after {number + 1} of {folds} parts\n" + "\n".join(_lines(held, found)), flush=True)
        if "--check" not in sys.argv:
            _write(found)
    if "--lines" in sys.argv:
        lines = "".join(f"{line}\n" for line in _claim_lines(held, found))
        Path(sys.argv[sys.argv.index("--lines") + 1]).write_text(lines, encoding="utf-8")


def _claim_lines(held: dict[str, Claims], found: dict[str, tuple[float, float]]) -> Iterator[str]:
    for field, claims in sorted(held.items()):
        for confidence, right in claims:
            yield json.dumps(
                {"field": field, "confidence": round(_moved(confidence, *found[field]), 4), "right": right}
            )


def _lines(held: dict[str, Claims], found: dict[str, tuple[float, float]]) -> Iterator[str]:
    for field, claims in sorted(held.items()):
        scale, shift = found[field]
        sure = sum(_moved(confidence, scale, shift) for confidence, _ in claims) / len(claims)
        share = sum(right for _, right in claims) / len(claims)
        yield f"{field:26} {len(claims):5} claims, {share:.3f} right, {sure:.3f} sure, {scale:.2f} {shift:+.2f}"


def _write(found: dict[str, tuple[float, float]]) -> None:
    kept = {one.value: pair for field, pair in found.items() for one in FIELDS.get(field, ())}
    lines = ",\n".join(f'"{name}": {json.dumps(pair)}' for name, pair in sorted(kept.items()))
    (_ROOT / _FILE).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _fold(path: Path, number: int, folds: int) -> list[tuple[str, float, bool]]:
    """Gives the claims made for one part of the articles by models that were trained on the others."""
    names = sorted(file.stem for file in (path / "gold").glob("*.json"))
    held = set(names[number::folds])
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for part in ("graphbuild", "ontology", "training"):
            shutil.copytree(_ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / _FILE).unlink(missing_ok=True)
        _part(path, Path(folder) / "others" / path.name, set(names) - held)
        for beside in _BESIDE:
            (Path(folder) / "others" / beside).symlink_to(path.resolve().parent / beside)
        _part(path, Path(folder) / "held" / path.name, held)
        for trainer in _TRAINERS:
            _python(copy, f"training/{trainer}.py", str(Path(folder) / "others" / path.name))
        made = _python(copy, "training/calibrate.py", "--claims", str(Path(folder) / "held" / path.name))
    return [tuple(claim) for claim in json.loads(made)]


def _part(path: Path, target: Path, names: set[str]) -> None:
    for part in ("articles", "gold", "spans"):
        (target / part).mkdir(parents=True)
        for file in (path / part).iterdir():
            if file.stem in names:
                (target / part / file.name).symlink_to(file.resolve())


def _python(copy: Path, *words: str) -> str:
    environment = os.environ | {"PYTHONPATH": f"{copy}{os.pathsep}{copy / 'training'}"}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=copy, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout  # noqa: S603


def _claimed(path: Path) -> list[tuple[str, float, bool]]:
    from graphbuild.evaluate.news import evaluate  # noqa: PLC0415

    return [(one.field, one.confidence, one.right) for one in evaluate(path).judged]


def calibration(held: dict[str, Claims]) -> dict[str, tuple[float, float]]:
    """Gives scale and shift for every field; those with few claims are held to what all together have."""
    everything = [claim for claims in held.values() for claim in claims]
    whole = _fitted(everything, (1.0, 0.0))
    fitted = {field: _fitted(claims, whole) for field, claims in held.items()}
    return {field: (round(scale, 3), round(shift, 3)) for field, (scale, shift) in fitted.items()}


def _fitted(claims: Claims, prior: tuple[float, float]) -> tuple[float, float]:
    """Minimises the log loss, pulled towards a prior, by damped Newton steps; the scale stays positive."""
    x = np.array([_odds(confidence) for confidence, _ in claims])
    y = np.array([right for _, right in claims], dtype=float)
    found, start = np.array(prior), np.array(prior)
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(found[0] * x + found[1], -30, 30)))
        q = p * (1 - p)
        slope = np.array([((p - y) * x).sum(), (p - y).sum()]) + _PULL * (found - start)
        bend = np.array([[(q * x * x).sum(), (q * x).sum()], [(q * x).sum(), q.sum()]]) + _PULL * np.eye(2)
        found = found - 0.5 * np.linalg.solve(bend, slope)
        found[0] = max(found[0], _STEEPEST)
    return float(found[0]), float(found[1])


def _odds(confidence: float) -> float:
    kept = min(max(confidence, _LEAST), _MOST)
    return float(np.log(kept / (1 - kept)))


def _moved(confidence: float, scale: float, shift: float) -> float:
    return float(1 / (1 + np.exp(-(scale * _odds(confidence) + shift))))


if __name__ == "__main__":
    main()
