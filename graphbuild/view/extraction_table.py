"""Findings as rows for a meta-analysis in R (meta, metafor): long format, one row a finding, stable column names.

`arm_n` and `compared_n` are the sizes of the arms; `effect` with `ci_lower` and `ci_upper` is filled where the number
compares (`statistic` says what it is), `mean`, `median` and `sd` where it is one. `status` is `derived` where a value
was computed, by the `formula`. What the text does not say is empty, which R reads as NA.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from graphbuild.model.codes import Statistic
from graphbuild.model.study import Finding, Outcome, Stated, Study
from graphbuild.view.grid import Cell, Grid, Said, cell
from graphbuild.view.rows import concept

RATIOS = (Statistic.RISK_RATIO, Statistic.ODDS_RATIO, Statistic.HAZARD_RATIO)
DIFFERENCES = (Statistic.MEAN_DIFFERENCE, Statistic.RELATIVE_CHANGE)
COLUMNS = (
    *("study", "title", "year", "outcome", "outcome_concept", "outcome_role", "time_months"),
    *("arm", "arm_type", "arm_n", "compared_with", "compared_n"),
    *("statistic", "value", "unit", "mean", "median", "sd", "dispersion", "events", "total"),
    *("effect", "ci_lower", "ci_upper", "p", "p_relation", "status", "formula", "quote", "document"),
)
"""The columns of the table, in order; later versions add at the end only."""
_SD = re.compile(r"(?:\bSDs?\b|standard deviations?)[^\d.;]{0,12}(\d{1,9}(?:\.\d{1,9})?)", re.IGNORECASE)
_NUMBERS = ("value", "events", "total", "ci_lower", "ci_upper", "p_value")


def extraction_table(studies: Iterable[Study], outcome: str = "") -> Grid:
    """Gives the findings that hold a number; with an outcome, those on outcomes whose names have its words."""
    rows, silent = [], 0
    for study in sorted(studies, key=lambda one: one.key):
        for finding, measured in on_outcome(study, outcome):
            if any(getattr(finding, name) is not None for name in _NUMBERS):
                row = _row(study, finding, measured)
                rows.append(tuple(row[name] for name in COLUMNS))
            else:
                silent += 1
    notes = (f"{silent:,} findings without a number are left out.",) if silent else ()
    return Grid("Extraction table", COLUMNS, tuple(rows), notes)


def on_outcome(study: Study, words: str) -> Iterator[tuple[Finding, Outcome]]:
    """Gives each finding with its outcome, where a name of the outcome holds the words."""
    outcomes = {item.key: item for item in study.outcomes}
    wanted = " ".join(words.casefold().split())
    for finding in study.findings:
        measured = outcomes.get(finding.outcome.value)
        if measured is not None and any(wanted in name.casefold() for name in _names(measured)):
            yield finding, measured


def year(study: Study) -> str:
    """Gives the year of the paper, empty where it is not said."""
    date = study.publication.date
    return "" if date is None or date.value.year is None else str(date.value.year)


def _names(measured: Outcome) -> Iterator[str]:
    term = measured.measure.value
    yield from (term.label, *term.aliases, *(link.label for link in term.links))


def _row(study: Study, finding: Finding, measured: Outcome) -> dict[str, Cell]:
    best = finding.statement.evidence[0]
    statistic = None if finding.statistic is None else finding.statistic.value
    row = {
        "study": cell(study.key),
        "title": cell(study.brief_title),
        "year": cell(year(study)),
        "outcome": cell(measured.measure.value.label),
        "outcome_concept": cell(concept(measured.measure.value)[0] if measured.measure.value.links else ""),
        "outcome_role": _cell(measured.role),
        "time_months": cell("" if finding.time is None else plain(finding.time.value.months)),
        **_arms(study, finding),
        "statistic": cell("" if statistic is None else statistic.value.removeprefix("stat-")),
        "p": _cell(finding.p_value),
        "sd": cell(_sd(finding.dispersion)),
        "status": cell(finding.status or ""),
        "formula": cell(finding.formula or ""),
        "quote": (Said(" ".join(best.quote.split()), (" ".join(best.quote.split()),)),),
        "document": cell(best.document),
    }
    for name in ("value", "unit", "dispersion", "events", "total", "ci_lower", "ci_upper", "p_relation"):
        row[name] = _cell(getattr(finding, name))
    kinds = {"effect": (*RATIOS, *DIFFERENCES), "mean": (Statistic.MEAN,), "median": (Statistic.MEDIAN,)}
    return row | {name: row["value"] if statistic in wanted else () for name, wanted in kinds.items()}


def _arms(study: Study, finding: Finding) -> dict[str, Cell]:
    arms = {arm.key: arm for arm in study.arms}
    own = arms.get(finding.arm.value) if finding.arm else None
    other = arms.get(finding.compared_with.value) if finding.compared_with else None
    return {
        "arm": _cell(own.label if own else finding.arm),
        "arm_type": cell(own.type.value.value.removeprefix("arm-") if own and own.type else ""),
        "arm_n": _cell(own.size if own else None),
        "compared_with": _cell(other.label if other else finding.compared_with),
        "compared_n": _cell(other.size if other else None),
    }


def plain(value: object) -> str:
    """Gives a value as R reads it: a number without exponent.

    >>> plain(Decimal("1E+2")), plain(Decimal("0.50")), plain("mg")
    ('100', '0.50', 'mg')
    """
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _cell(stated: Stated[object] | None) -> Cell:
    if stated is None:
        return ()
    quotes = tuple(dict.fromkeys(" ".join(piece.quote.split()) for piece in stated.evidence))
    return (Said(plain(stated.value), quotes),)


def _sd(dispersion: Stated[str] | None) -> str:
    found = None if dispersion is None else _SD.search(dispersion.value)
    return found[1] if found else ""
