"""Studies and findings as CSV tables: one row each, the columns named as the fields of the records.

Several values of a field stand in one cell, separated by "; ". A cell that a spreadsheet would take for a formula
starts with an apostrophe.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from io import StringIO
from typing import Any

from graphbuild.language.spreadsheet import safe
from graphbuild.model.fact import Duration, PartialDate, Person
from graphbuild.model.study import Evidence, Finding, Outcome, Stated, Study, Term
from graphbuild.model.text import Document, Pointer
from graphbuild.rdf import iri
from graphbuild.rdf.properties import FINDING, POPULATION, PUBLICATION, STUDY, Property
from graphbuild.rdf.values import whole

Row = dict[str, str]

_LISTED = ("conditions", "interventions", "arms", "outcomes", "primary_outcomes")


def studies_csv(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives one row a study, with the names of its conditions, interventions, arms and outcomes."""
    columns = [
        "study",
        "title",
        *(row.attribute for row in STUDY),
        *_LISTED,
        *(f"population_{row.attribute}" for row in POPULATION),
        *(f"publication_{row.attribute}" for row in PUBLICATION),
        "reports",
    ]
    return _table(columns, (_study(study) for study in studies))


def findings_csv(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives one row a finding, with its outcome and arms by name and the sentence that states it."""
    columns = [
        "study",
        "finding",
        "title",
        "conditions",
        "interventions",
        "enrollment",
        *(row.attribute for row in FINDING),
        "status",
        "formula",
        "quote",
        "document",
        "place",
    ]
    return _table(columns, (_finding(finding, study) for study in studies for finding in study.findings))


def _study(study: Study) -> Row:
    primary = [item for item in study.outcomes if item.role is not None and item.role.value.value == "primary"]
    return {
        "study": iri.study(study.key).value,
        "title": study.brief_title,
        **_cells(study, STUDY),
        "conditions": _joined(stated.value.label for stated in study.conditions),
        "interventions": _joined(item.name.value.label for item in study.interventions),
        "arms": _joined(_sized(arm.label.value, arm.size) for arm in study.arms),
        "outcomes": _outcomes(study.outcomes),
        "primary_outcomes": _outcomes(primary),
        **{f"population_{name}": cell for name, cell in _cells(study.population, POPULATION).items()},
        **{f"publication_{name}": cell for name, cell in _cells(study.publication, PUBLICATION).items()},
        "reports": _joined(sorted(f"{report.kind.value} {report.document}" for report in study.reports)),
    }


def _finding(finding: Finding, study: Study) -> Row:
    node = iri.study(study.key)
    best = finding.statement.evidence[0]
    names = {item.key: item.measure.value.label for item in study.outcomes}
    arms = {arm.key: arm.label.value for arm in study.arms}
    row = {
        "study": node.value,
        "finding": iri.child(node, "finding", finding.key).value,
        "title": study.brief_title,
        "conditions": _joined(stated.value.label for stated in study.conditions),
        "interventions": _joined(item.name.value.label for item in study.interventions),
        "enrollment": "" if study.enrollment is None else str(study.enrollment.value),
        **_cells(finding, FINDING),
        "status": "" if finding.status is None else finding.status.value,
        "formula": finding.formula or "",
        "quote": best.quote,
        "document": best.document,
        "place": _place(best),
    }
    row["outcome"] = names.get(row["outcome"], row["outcome"])
    for part in ("arm", "compared_with"):
        row[part] = arms.get(row[part], row[part])
    return row


def _cells(record: Any, rows: Iterable[Property]) -> Row:
    return {row.attribute: _joined(_many(getattr(record, row.attribute))) for row in rows}


def _many(value: Any) -> Iterator[str]:
    if value is not None:
        for stated in value if isinstance(value, tuple) else (value,):
            yield _text(stated.value)


def _text(value: object) -> str:
    match value:
        case StrEnum():
            return value.value
        case Duration() | PartialDate():
            return value.iso
        case Term():
            return value.label
        case Person():
            return value.name
        case _:
            return str(value)


def _sized(name: str, size: Stated[int] | None) -> str:
    return name if size is None else f"{name} (n={size.value})"


def _outcomes(outcomes: Iterable[Outcome]) -> str:
    return _joined(item.measure.value.label for item in outcomes)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(" ".join(value.split()) for value in values))


def _place(piece: Evidence) -> str:
    where = piece.sentence
    return where.path if isinstance(where, Pointer) else f"{where.start}-{where.end}"


def _table(columns: list[str], rows: Iterable[Row]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted([safe(row[name]) for name in columns] for row in rows))
    return whole(text.getvalue()).encode()
