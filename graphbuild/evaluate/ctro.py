"""Scores what is extracted from trial abstracts against C-TrO templates, for type 2 diabetes and glaucoma apart.

Corpus: Sanchez-Graillet et al., J Biomed Semantics 2022 (doi 10.1186/s13326-022-00271-7). Protocol: see templates.py;
Publication, ClinicalTrial, Population, Arm, Intervention, Medication, Endpoint, Outcome and DiffBetweenGroups are
scored in every slot that holds words (no links between templates) and that at least ten training templates of the
disease fill. Every filler, also that of a class such as a drug or a design, is the words annotated in the text.
How a study fills templates is a table (ctro.tsv); a filler is the words that bear out the value.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from graphbuild.errors import SourceError
from graphbuild.evaluate.ctro_files import Case, cases
from graphbuild.evaluate.quotes import borne_out
from graphbuild.evaluate.scores import Miss, Scores, Tally
from graphbuild.evaluate.templates import Template, aligned, compared, template
from graphbuild.language.numbers import numbers
from graphbuild.model.codes import Statistic
from graphbuild.model.study import Finding, Stated, Study
from graphbuild.pipeline import Extraction, run
from graphbuild.sources import read_bytes

DISEASES = {"dm2": "type 2 diabetes", "gl": "glaucoma"}
_PARTS = {"dev": "validation", "train": "train", "test": "test", "validation": "validation"}
_TABLE = Path(__file__).with_suffix(".tsv")
_NOWHERE = "-"
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIFFERENCES = {Statistic.MEAN_DIFFERENCE, Statistic.RISK_RATIO, Statistic.ODDS_RATIO, Statistic.HAZARD_RATIO}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: which slot of a template which part of the study fills, if a condition holds."""

    kind: str
    items: str
    slot: str
    path: str
    part: str
    condition: str
    diseases: frozenset[str]


@cache
def rows() -> tuple[Row, ...]:
    """Gives the lines of the table."""
    found = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, items, slot, path, condition, diseases = line.split("\t")
            place, _, part = path.partition("@")
            found.append(Row(kind, items, slot, place, part, condition, frozenset(diseases.split())))
    return tuple(found)


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Extracts from every document and scores it; `part` is a subfolder (train, validation), dev where None.

    A folder without such subfolders is taken as it is. Raises SourceError where it holds no document.
    """
    name = _PARTS.get(part or "dev", part or "")
    folder = path / name if (path / name).is_dir() else path
    if part is not None and folder is path and any((path / other).is_dir() for other in _PARTS.values()):
        raise SourceError(f"no part {part!r} in it", where=str(path), remedy=f"one of: {', '.join(_PARTS)}")
    found = [(case, extracted(case)) for case in cases(folder)]
    scores = score([(case, templates(one.study, case.disease)) for case, one in found])
    borne = borne_out(one for _, one in found)
    return replace(scores, misses=(*scores.misses, *borne.misses), ratios=(*scores.ratios, *borne.ratios))


def extracted(case: Case) -> Extraction:
    """Gives what is extracted from the text of a document, laid out as PubMed prints it."""
    text, _ = case.layout()
    return run(read_bytes(text.encode(), case.id))


def gold(case: Case) -> tuple[Template, ...]:
    """Gives the annotated templates with the fillers of the slots that are scored."""
    scored = _scored(case.disease)
    fillers: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for annotation in case.annotations:
        for name, kind, slot in annotation.fills:
            if (kind, slot) in scored:
                fillers[name, kind].append((slot, annotation.words))
    return tuple(template(kind, found) for (_, kind), found in fillers.items())


def _scored(disease: str) -> frozenset[tuple[str, str]]:
    return frozenset((row.kind, row.slot) for row in rows() if disease in row.diseases)


def templates(study: Study | None, disease: str) -> tuple[Template, ...]:
    """Gives the templates that a study fills."""
    if study is None:
        return ()
    kinds: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows():
        if disease in row.diseases:
            kinds[row.kind, row.items].append(row)
    found = []
    for (kind, items), mapped in kinds.items():
        for item in _items(study, items):
            fillers = [(row.slot, words) for row in mapped for words in _words(item, row)]
            if fillers:
                found.append(template(kind, fillers))
    return tuple(found)


def _items(study: Study, items: str) -> Sequence[object]:
    reported = [finding for finding in study.findings if finding.formula is None]
    return {
        "study": (study,),
        "arms": study.arms,
        "interventions": study.interventions,
        "outcomes": study.outcomes,
        "differences": [finding for finding in reported if is_difference(finding)],
        "findings in one arm": [finding for finding in reported if not is_difference(finding)],
    }[items]


def is_difference(finding: Finding) -> bool:
    """Tells whether a finding lies between two groups: by its groups, its statistic, or as a p value of its own."""
    if finding.statistic is not None and finding.statistic.value in _DIFFERENCES:
        return True
    measured = (finding.value, finding.events, finding.baseline, finding.change_value, finding.relative_change)
    alone = all(one is None for one in (*measured, finding.time_label))
    return alone and (finding.p_value is not None or finding.ci_lower is not None)


def _words(item: object, row: Row) -> Iterator[str]:
    """Gives the words that bear out what stands at the path, cut to the part that counts."""
    if row.path == _NOWHERE or not _holds(item, row.condition):
        return
    value: Any = item
    for name in row.path.split("."):
        value = getattr(value, name)
    for stated in value if isinstance(value, tuple) else (value,):
        if isinstance(stated, Stated):
            yield from _part(stated.evidence[0].exact, row.part)


def _holds(item: object, condition: str) -> bool:
    if not condition:
        return True
    denied = "!=" in condition
    name, _, code = condition.replace("!=", "=").partition("=")
    stated = getattr(item, name)
    return (stated is not None and stated.value == code) != denied


def _part(words: str, part: str) -> Iterator[str]:
    if not part:
        yield words
    elif part == "year":
        yield from (match.group() for match in _YEAR.finditer(words))
    else:
        stated = numbers(words)
        if stated:
            figure = re.sub(r"\s?%$", "", stated[0].span.of(words))
            number = figure.lstrip("-\u2212") if part == "number" else figure
            rest = words[stated[0].span.start + len(figure) :].strip(" -")
            yield from (one for one in (number if part == "number" else rest,) if one)


def score(found: Sequence[tuple[Case, Sequence[Template]]]) -> Scores:
    """Scores the claimed templates of each document."""
    tallies: dict[str, dict[str, Tally]] = {disease: defaultdict(Tally) for disease in DISEASES}
    misses: list[Miss] = []
    for case, claimed in found:
        for left, right in aligned(gold(case), claimed):
            for slot, (good, wrong, missed) in compared(left, right).items():
                tallies[case.disease][slot] += Tally(len(good), len(wrong), len(missed))
                field = f"{case.disease} {slot}"
                misses += [Miss(case.id, field, "wrong", words) for words in sorted(wrong)]
                misses += [Miss(case.id, field, "missed", words) for words in sorted(missed)]
    fields = [(f"{disease} {slot}", tally) for disease, of in tallies.items() for slot, tally in sorted(of.items())]
    pooled = [(f"micro, {DISEASES[disease]}", sum(of.values(), Tally())) for disease, of in tallies.items() if of]
    counts = ", ".join(
        f"{sum(case.disease == disease for case, _ in found)} on {name}" for disease, name in DISEASES.items()
    )
    return Scores("ctro", tuple(fields), tuple(pooled), (f"documents: {counts}",), tuple(misses))
