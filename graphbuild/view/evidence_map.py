"""Where evidence is and where it is missing: studies and participants, by condition and intervention or year."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphbuild.model.codes import InterventionRole
from graphbuild.model.study import Study, Term
from graphbuild.normalise import vocabulary
from graphbuild.terms import CONCEPT
from graphbuild.view.grid import Grid, cell
from graphbuild.view.rows import concept

UNDATED = "no year stated"
_COUNTED = "A cell counts studies and, in brackets, their participants; + where some of them do not say how many."
_TESTED = "What a text calls a comparator, a placebo or a treatment alongside is no column."
_COMPARATOR = "comparator-intervention"
"""The concept above all that is only given to compare with."""
_Labels = Iterator[tuple[str, str]]
"""Keys of what a study has, each with a label for it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The studies of one cell; `silent` of them do not say how many took part."""

    studies: int
    participants: int
    silent: int

    @property
    def people(self) -> str:
        """Gives the number of participants as far as it is known, empty where no study says it."""
        if self.silent == self.studies:
            return ""
        return f"{self.participants:,}{'+' if self.silent else ''}"


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """Spots by row and column; where there is none, there is no study. `left_out` counts further rows and columns."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    spots: Mapping[tuple[str, str], Spot]
    axes: tuple[str, str]
    left_out: tuple[int, int]
    studies: int

    @property
    def notes(self) -> tuple[str, ...]:
        """Says how to read the map and what it leaves out."""
        notes = [_COUNTED]
        if self.axes[1] == "intervention":
            notes.append(_TESTED)
        gaps = len(self.rows) * len(self.columns) - len(self.spots)
        notes.append(f"{self.studies:,} studies; {gaps:,} of {len(self.rows) * len(self.columns):,} cells have none.")
        for name, count in zip(self.axes, self.left_out, strict=True):
            if count:
                notes.append(f"{count:,} more of the axis {name} are left out.")
        return tuple(notes)


def by_intervention(studies: Iterable[Study], most: int) -> EvidenceMap:
    """Maps conditions by the interventions tested in them; of each at most so many, those with most studies first."""
    return _map("Evidence by condition and intervention", studies, most, ("intervention", _interventions))


def by_year(studies: Iterable[Study], most: int) -> EvidenceMap:
    """Maps conditions by the year in which the study was published, else first reported; the years in order."""
    return _map("Evidence by condition and year", studies, most, ("year", _years))


def to_grid(drawn: EvidenceMap) -> Grid:
    """Gives the map as a table, its gaps as dots."""
    rows = [
        (cell(row), *(cell(_words(drawn.spots.get((row, column)))) for column in drawn.columns)) for row in drawn.rows
    ]
    return Grid(drawn.title, (drawn.axes[0], *drawn.columns), tuple(rows), drawn.notes, blank="\u00b7")


def to_list(drawn: EvidenceMap) -> Grid:
    """Gives the map as one row a cell, gaps too."""
    none = Spot(0, 0, 0)
    rows = []
    for row in drawn.rows:
        for column in drawn.columns:
            spot = drawn.spots.get((row, column), none)
            known = str(spot.participants) if spot.studies > spot.silent else ""
            rows.append((cell(row), cell(column), cell(spot.studies), cell(known), cell(spot.silent)))
    return Grid(drawn.title, (*drawn.axes, "studies", "participants", "studies_without_number"), tuple(rows))


def _map(
    title: str, studies: Iterable[Study], most: int, across: tuple[str, Callable[[Study], _Labels]]
) -> EvidenceMap:
    name, columns_of = across
    row_names, column_names = _Names(), _Names()
    cells: dict[tuple[str, str], list[Study]] = {}
    counted = 0
    for study in sorted(studies, key=lambda one: one.key):
        rows, columns = row_names.of(_conditions(study)), column_names.of(columns_of(study))
        counted += bool(rows and columns)
        for pair in ((row, column) for row in rows for column in columns):
            cells.setdefault(pair, []).append(study)
    lines = row_names.ranked(
        Counter(row for row, _ in {(row, one.key) for (row, _), found in cells.items() for one in found})
    )
    ranked = column_names.ranked(
        Counter(column for column, _ in {(column, one.key) for (_, column), found in cells.items() for one in found})
    )
    shown = sorted(ranked)[-most:] if name == "year" else ranked[:most]
    spots = {
        (row_names.labels[row], column_names.labels[column]): _spot(found)
        for (row, column), found in cells.items()
        if row in lines[:most] and column in shown
    }
    return EvidenceMap(
        title,
        tuple(row_names.labels[row] for row in lines[:most]),
        tuple(column_names.labels[column] for column in shown),
        spots,
        ("condition", name),
        (max(0, len(lines) - most), max(0, len(ranked) - most)),
        counted,
    )


class _Names:
    """Keys and the one label that each is shown by; two keys never share a label."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, found: _Labels) -> tuple[str, ...]:
        keys = dict(found)
        for key, label in keys.items():
            if key not in self.labels:
                plain = " ".join(label.split())
                self.labels[key] = f"{plain} ({key})" if plain in self._taken else plain
                self._taken.add(self.labels[key])
        return tuple(keys)

    def ranked(self, counts: Counter[str]) -> list[str]:
        return sorted(counts, key=lambda key: (-counts[key], self.labels[key].casefold()))


def _conditions(study: Study) -> _Labels:
    for stated in study.conditions:
        label, key = concept(stated.value)
        yield key, label


def _interventions(study: Study) -> _Labels:
    """Gives what a study tested; what is only ever compared with is no such thing unless the study says so."""
    for item in study.interventions:
        roles = {stated.value for stated in item.roles}
        if InterventionRole.EXPERIMENTAL in roles or not (roles or _compares(item.name.value)):
            label, key = concept(item.name.value)
            yield key, label


def _compares(term: Term) -> bool:
    """Tells whether a name stands for a placebo, usual care, a waiting list or another comparator."""
    comparators = vocabulary().narrower(_COMPARATOR)
    return any(link.concept.removeprefix(CONCEPT) in comparators for link in term.links)


def _years(study: Study) -> _Labels:
    dates = [study.publication.date] if study.publication.date else [report.date for report in study.reports]
    years = [stated.value.year for stated in dates if stated is not None and stated.value.year is not None]
    label = str(min(years)) if years else UNDATED
    yield label, label


def _spot(studies: Iterable[Study]) -> Spot:
    sizes = [study.enrollment for study in studies]
    known = [stated.value for stated in sizes if stated is not None]
    return Spot(len(sizes), sum(known), len(sizes) - len(known))


def _words(spot: Spot | None) -> str:
    if spot is None:
        return ""
    return f"{spot.studies:,} ({spot.people})" if spot.people else f"{spot.studies:,}"
