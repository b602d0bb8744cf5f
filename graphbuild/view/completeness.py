"""Which items of reporting guidelines the reports of a study state, each with its quote.

The items are those of CONSORT for Abstracts (Hopewell and others, 2008, doi:10.1371/journal.pmed.0050020), which is
written for randomised trials, and of the WHO Trial Registration Data Set (version 1.3.1), as far as a record can hold
them. "Found" says that the item was found in the text at hand; a paper may well say more than its abstract or news.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphbuild.model.codes import Design, Direction, DocumentKind, OutcomeRole
from graphbuild.model.study import Finding, Stated, Study
from graphbuild.view.extraction_table import DIFFERENCES, RATIOS
from graphbuild.view.grid import Cell, Grid, Said, cell
from graphbuild.view.rows import words

CONSORT = "CONSORT for Abstracts"
REGISTRY = "WHO Trial Registration Data Set"
FOUND, NOT_FOUND = "found", "not found"
NO_JOURNAL = "no journal named"
_LISTS = (
    "Items: CONSORT for Abstracts (doi:10.1371/journal.pmed.0050020), written for randomised trials, and the WHO Trial"
    " Registration Data Set, version 1.3.1, as far as a record holds them."
)
_SOURCES = (_LISTS, "Not found means: not found in the texts at hand.")
_RANDOMISED = re.compile(r"(?<!non)(?<!non-)(?<!non )\brandomi[sz](?:ed|ation)\b", re.IGNORECASE)
_AT_RANDOM = frozenset({Design.RANDOMIZED, Design.CLUSTER_RANDOMIZED})
_BLINDING = frozenset(
    {Design.OPEN_LABEL, Design.SINGLE_BLIND, Design.DOUBLE_BLIND, Design.BLINDED, Design.ASSESSOR_BLIND}
)
_NO_DESIGN = _AT_RANDOM | _BLINDING | {Design.NON_RANDOMIZED}

Statements = Iterator[Stated[Any] | None]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, and what a record holds for it."""

    source: str
    name: str
    held: Callable[[Study], Statements]

    def found(self, study: Study) -> tuple[Stated[Any], ...]:
        """Gives the values that bear the item out."""
        return tuple(stated for stated in self.held(study) if stated is not None)


def study_completeness(study: Study) -> Grid:
    """Gives each item with what was found for it, or that it was not."""
    rows = []
    for item in ITEMS:
        held = item.found(study)
        quotes = tuple(dict.fromkeys(" ".join(stated.evidence[0].quote.split()) for stated in held))
        verdict = cell(FOUND if held else NOT_FOUND)
        rows.append(
            (cell(item.source), cell(item.name), verdict, _values(held), tuple(Said(one) for one in quotes[:1]))
        )
    columns = ("list", "item", "verdict", "value", "quote")
    return Grid(f"Completeness: {study.brief_title}", columns, tuple(rows), (_share_of(study), *_SOURCES))


def corpus_completeness(studies: Sequence[Study]) -> Grid:
    """Gives for each item the share of studies that state it: in any report, and in the reports of each type."""
    kinds = [kind for kind in DocumentKind if any(kind in _kinds(study).values() for study in studies)]
    rows = []
    for item in ITEMS:
        shares = [_share(sum(bool(item.found(study)) for study in studies), len(studies))]
        for kind in kinds:
            own = [study for study in studies if kind in _kinds(study).values()]
            shares.append(_share(sum(_in_kind(item, study, kind) for study in own), len(own)))
        rows.append((cell(item.source), cell(item.name), *(cell(share) for share in shares)))
    columns = ("list", "item", "all studies", *(kind.value for kind in kinds))
    return Grid("Completeness of reporting, by type of source", columns, tuple(rows), _SOURCES)


def journal_completeness(studies: Iterable[Study]) -> Grid:
    """Gives for each journal the mean share of the items of each list that its studies' reports state."""
    journals: dict[str, list[Study]] = {}
    for study in studies:
        journal = study.publication.journal
        journals.setdefault(NO_JOURNAL if journal is None else words(journal.value), []).append(study)
    rows = [
        (cell(name), cell(len(own)), *(cell(_mean(own, source)) for source in (CONSORT, REGISTRY)))
        for name, own in sorted(journals.items(), key=lambda one: (-len(one[1]), one[0].casefold()))
    ]
    columns = ("journal", "studies", CONSORT, REGISTRY)
    return Grid("Completeness of reporting, by journal", columns, tuple(rows), _SOURCES)


def _values(held: Iterable[Stated[Any]]) -> Cell:
    found: dict[str, tuple[str, ...]] = {}
    for stated in held:
        found.setdefault(words(stated.value), tuple(" ".join(piece.quote.split()) for piece in stated.evidence))
    return tuple(Said(text, tuple(dict.fromkeys(quotes))) for text, quotes in found.items())


def _share_of(study: Study) -> str:
    parts = []
    for source in (CONSORT, REGISTRY):
        items = [item for item in ITEMS if item.source == source]
        parts.append(f"{sum(bool(item.found(study)) for item in items)} of {len(items)} items of {source}")
    return f"Found: {', '.join(parts)}."


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else ""


def _mean(studies: Sequence[Study], source: str) -> str:
    items = [item for item in ITEMS if item.source == source]
    found = sum(bool(item.found(study)) for study in studies for item in items)
    return f"{100 * found / (len(items) * len(studies)):.0f} %"


def _kinds(study: Study) -> dict[str, DocumentKind]:
    return {report.document: report.kind for report in study.reports}


def _in_kind(item: Item, study: Study, kind: DocumentKind) -> bool:
    """Tells whether a report of that kind states the item; what it says may have lost to another report's word."""
    kinds = _kinds(study)
    found = item.found(study)
    pieces = [piece for stated in found for piece in stated.evidence]
    if study.readings:
        own = {id(stated) for stated in found}
        paths = {path for path, stated in study.stated() if id(stated) in own}
        pieces += [piece for reading in study.readings if reading.path in paths for piece in reading.stated.evidence]
    return any(kinds.get(piece.document) is kind for piece in pieces)


def _titles(study: Study) -> Statements:
    yield study.publication.title
    yield study.official_title
    yield from (report.title for report in study.reports)


def _title_says_randomised(study: Study) -> Statements:
    yield from (title for title in _titles(study) if title is not None and _RANDOMISED.search(title.value))


def _design(wanted: frozenset[Design] | None) -> Callable[[Study], Statements]:
    """Gives the facets of a design of one sort; without a sort, those that tell of arms and course."""

    def held(study: Study) -> Statements:
        for facet in study.design:
            if facet.value in wanted if wanted is not None else facet.value not in _NO_DESIGN:
                yield facet

    return held


def _participants(study: Study) -> Statements:
    people = study.population
    yield from (people.description, people.age, people.minimum_age, people.maximum_age, *people.criteria)


def _outcomes(role: OutcomeRole) -> Callable[[Study], Statements]:
    def held(study: Study) -> Statements:
        yield from (one.measure for one in study.outcomes if one.role is not None and one.role.value is role)

    return held


def _numbers(study: Study) -> Statements:
    sizes = [arm.size for arm in study.arms]
    yield from sizes if any(sizes) else [study.enrollment]


def _result(study: Study) -> Statements:
    """Gives effects that stand with their precision, on the primary outcomes where there are any."""
    primary = {one.key for one in study.outcomes if one.role is not None and one.role.value is OutcomeRole.PRIMARY}
    for finding in study.findings:
        if (not primary or finding.outcome.value in primary) and _is_precise(finding):
            yield finding.value


def _is_precise(finding: Finding) -> bool:
    effects = {*RATIOS, *DIFFERENCES}
    is_effect = finding.statistic is not None and finding.statistic.value in effects and finding.value is not None
    return is_effect and (finding.dispersion is not None or None not in (finding.ci_lower, finding.ci_upper))


def _harms(study: Study) -> Statements:
    yield from (*study.safety, study.deaths)
    for finding in study.findings:
        if finding.direction is not None and finding.direction.value in {Direction.HARM, Direction.NO_EVENT}:
            yield finding.statement


def _attributes(*names: str) -> Callable[[Study], Statements]:
    def held(study: Study) -> Statements:
        for name in names:
            value = getattr(study, name)
            yield from value if isinstance(value, tuple) else (value,)

    return held


def _interventions(study: Study) -> Statements:
    yield from (item.name for item in study.interventions)


def _public_title(study: Study) -> Statements:
    yield from (report.title for report in study.reports)


ITEMS = (
    Item(CONSORT, "title says randomised", _title_says_randomised),
    Item(CONSORT, "trial design", _design(None)),
    Item(CONSORT, "participants", _participants),
    Item(CONSORT, "interventions", _interventions),
    Item(CONSORT, "objective", _attributes("objective")),
    Item(CONSORT, "primary outcome", _outcomes(OutcomeRole.PRIMARY)),
    Item(CONSORT, "randomisation", _design(_AT_RANDOM)),
    Item(CONSORT, "blinding", _design(_BLINDING)),
    Item(CONSORT, "numbers randomised", _numbers),
    Item(CONSORT, "numbers analysed", _attributes("analysed")),
    Item(CONSORT, "outcome with effect size and precision", _result),
    Item(CONSORT, "harms", _harms),
    Item(CONSORT, "conclusions", _attributes("conclusions")),
    Item(CONSORT, "registration", _attributes("registry_ids")),
    Item(CONSORT, "funding", _attributes("funders", "sponsor")),
    Item(REGISTRY, "registry number", _attributes("registry_ids")),
    Item(REGISTRY, "source of support", _attributes("funders")),
    Item(REGISTRY, "primary sponsor", _attributes("sponsor")),
    Item(REGISTRY, "public title", _public_title),
    Item(REGISTRY, "scientific title", _attributes("official_title")),
    Item(REGISTRY, "countries", _attributes("countries")),
    Item(REGISTRY, "condition", _attributes("conditions")),
    Item(REGISTRY, "interventions", _interventions),
    Item(REGISTRY, "inclusion and exclusion criteria", _participants),
    Item(REGISTRY, "study type", _attributes("study_type")),
    Item(REGISTRY, "phase", _attributes("phase")),
    Item(REGISTRY, "date of first enrolment", _attributes("start_date")),
    Item(REGISTRY, "sample size", _attributes("enrollment")),
    Item(REGISTRY, "recruitment status", _attributes("status")),
    Item(REGISTRY, "primary outcomes", _outcomes(OutcomeRole.PRIMARY)),
    Item(REGISTRY, "secondary outcomes", _outcomes(OutcomeRole.SECONDARY)),
    Item(REGISTRY, "completion date", _attributes("completion_date")),
)
"""The items of both lists, in the lists' order."""
