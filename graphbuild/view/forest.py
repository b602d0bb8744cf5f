"""A forest plot of single estimates as SVG: nothing is pooled, and what was computed is marked so.

A reported estimate is an effect with its confidence interval, as stated. From events and totals of a tested arm and
the one arm it was compared with, a risk ratio is computed: (a / n) / (c / m) with the 95 % interval of its logarithm;
where an arm had no event there is none, for nothing is added to counts.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from graphbuild.model.codes import ArmType, Statistic
from graphbuild.model.study import Finding, Outcome, Study
from graphbuild.view.extraction_table import DIFFERENCES, RATIOS, on_outcome, plain, year
from graphbuild.view.lettering import text

NOTHING = "No finding gives an effect with its confidence interval, or events and totals of two arms."
_CONTROLS = (
    ArmType.ACTIVE_COMPARATOR,
    ArmType.PLACEBO_COMPARATOR,
    ArmType.SHAM_COMPARATOR,
    ArmType.NO_INTERVENTION,
)
_Z = 1.959964
_WIDTH, _PLOT_LEFT, _PLOT_RIGHT, _MARGIN = 1080, 430, 800, 24
_ROW, _HEAD, _AXIS, _TOP = 44, 40, 46, 62
_LABEL = 52
_TICKS = 4
_STYLE = (
    "<style>text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1c2330}"
    ".h{font-size:18px;font-weight:600}.m{font-weight:600}.s{font-size:11px;fill:#5a6475}.p{fill:#fff}.a{stroke:#5a6475}.z{stroke:#5a6475;"
    "stroke-dasharray:4 4}.c{stroke:#1f5fa8;stroke-width:2}.r{fill:#1f5fa8}.d{fill:#fff;stroke:#1f5fa8;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#e6eaf1}.s{fill:#a2adbd}.p{fill:#14181f}.a,.z{stroke:#a2adbd}"
    ".c{stroke:#7db4f5}.r{fill:#7db4f5}.d{fill:#14181f;stroke:#7db4f5}}</style>"
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One line of the plot; `basis` gives the counts of a computed one."""

    measure: Statistic
    study: str
    outcome: str
    effect: float
    lower: float
    upper: float
    shown: str
    basis: str = ""


def estimates(studies: Iterable[Study], outcome: str = "") -> tuple[Estimate, ...]:
    """Gives the estimates of findings on an outcome (all outcomes without one), by measure, outcome and study."""
    found = []
    for study in studies:
        pairs = list(on_outcome(study, outcome))
        found += [one for finding, measured in pairs if (one := _reported(study, finding, measured)) is not None]
        found += _computed(study, pairs)
    return tuple(sorted(found, key=lambda one: (one.measure, one.outcome.casefold(), one.study, one.shown)))


def forest(found: Sequence[Estimate], title: str = "Forest plot") -> str:
    """Gives the plot: a panel for each measure, ratios on a logarithmic axis."""
    parts: list[str] = []
    place = float(_TOP)
    for measure, group in groupby(found, key=lambda one: one.measure):
        panel = _Panel(measure, tuple(group), place)
        parts += panel.drawn()
        place += panel.height
    if not found:
        parts, place = [text(_MARGIN, _TOP + 10, NOTHING)], place + _HEAD
    notes = (
        ["Square: reported; hollow diamond: computed from the counts of two arms. Nothing is pooled."] if found else []
    )
    parts += [text(_MARGIN, place + 16, note, "s") for note in notes]
    height = place + 34
    said = "; ".join(f"{one.study}, {one.outcome}: {_name(one.measure)} {one.shown}" for one in found) or NOTHING
    size = f'viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" height="{height:g}"'
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="plot-title plot-description">',
        f'<title id="plot-title">{escape(title)}</title><desc id="plot-description">{escape(said)}</desc>',
        _STYLE,
        f'<rect class="p" width="{_WIDTH}" height="{height:g}"/>',
        text(_MARGIN, 34, title, "h"),
    ]
    return "\n".join([*head, *parts, "</svg>"]) + "\n"


def _reported(study: Study, finding: Finding, measured: Outcome) -> Estimate | None:
    statistic = None if finding.statistic is None else finding.statistic.value
    numbers = (finding.value, finding.ci_lower, finding.ci_upper)
    if statistic is None or statistic not in {*RATIOS, *DIFFERENCES} or None in numbers:
        return None
    effect, lower, upper = (stated.value for stated in numbers if stated is not None)
    if not lower <= effect <= upper or (statistic in RATIOS and lower <= 0):
        return None
    unit = f" {finding.unit.value}" if finding.unit is not None else ""
    shown = f"{plain(effect)}{unit} [{plain(lower)}, {plain(upper)}]"
    name = measured.measure.value.label
    return Estimate(statistic, _study(study), name, float(effect), float(lower), float(upper), shown)


def _computed(study: Study, pairs: Iterable[tuple[Finding, Outcome]]) -> Iterator[Estimate]:
    """Pairs each tested arm with the one control arm that has counts of the same outcome at the same time."""
    arms = {arm.key: arm for arm in study.arms}
    counted: dict[tuple[str, str], list[tuple[ArmType, int, int]]] = {}
    for finding, measured in pairs:
        arm = arms.get(finding.arm.value) if finding.arm else None
        total = finding.total or (arm.size if arm else None)
        if arm is None or arm.type is None or finding.events is None or total is None:
            continue
        time = "" if finding.time is None else finding.time.value.iso
        key = (measured.measure.value.label, time)
        counted.setdefault(key, []).append((arm.type.value, finding.events.value, total.value))
    for (name, _), found in sorted(counted.items()):
        controls = [(events, total) for kind, events, total in found if kind in _CONTROLS]
        tested = [(events, total) for kind, events, total in found if kind is ArmType.EXPERIMENTAL]
        if len(controls) == 1:
            yield from (_risk_ratio(study, name, own, controls[0]) for own in tested if _countable(own, controls[0]))


def _countable(*arms: tuple[int, int]) -> bool:
    return all(0 < events <= total for events, total in arms)


def _risk_ratio(study: Study, name: str, own: tuple[int, int], other: tuple[int, int]) -> Estimate:
    (a, n), (c, m) = own, other
    effect = (a / n) / (c / m)
    spread = _Z * math.sqrt(1 / a - 1 / n + 1 / c - 1 / m)
    lower, upper = effect * math.exp(-spread), effect * math.exp(spread)
    shown = f"{effect:.2f} [{lower:.2f}, {upper:.2f}]"
    basis = f"computed from {a}/{n} and {c}/{m}"
    return Estimate(Statistic.RISK_RATIO, _study(study), name, effect, lower, upper, shown, basis)


def _study(study: Study) -> str:
    published = year(study)
    return " ".join(study.brief_title.split()) + (f" ({published})" if published else "")


def _name(measure: Statistic) -> str:
    return measure.value.removeprefix("stat-").replace("-", " ")


class _Panel:
    """The estimates of one measure on an axis of their own."""

    def __init__(self, measure: Statistic, found: Sequence[Estimate], top: float) -> None:
        self.measure, self.found, self.top = measure, found, top
        self._ratio = measure in RATIOS
        self._none = 1.0 if self._ratio else 0.0
        edges = [self._none, *(edge for one in found for edge in (one.lower, one.upper))]
        ends = [self._scaled(min(edges)), self._scaled(max(edges))]
        slack = 0.05 * (ends[1] - ends[0]) or 0.5
        self._low, self._high = ends[0] - slack, ends[1] + slack

    @property
    def height(self) -> float:
        """Gives the height of the panel."""
        return _HEAD + _ROW * len(self.found) + _AXIS

    def drawn(self) -> list[str]:
        """Gives the parts of the drawing."""
        bottom = self.top + _HEAD + _ROW * len(self.found)
        zero = self._x(self._none)
        heading = _name(self.measure).capitalize() + ("" if self._ratio else ", as stated")
        parts = [
            text(_MARGIN, self.top + 14, heading, "m"),
            text(_PLOT_RIGHT + 24, self.top + 14, "effect [confidence interval]", "s"),
            _line("z", (zero, self.top + 24), (zero, bottom)),
            _line("a", (_PLOT_LEFT, bottom), (_PLOT_RIGHT, bottom)),
        ]
        for tick in self._ticks():
            x = self._x(tick)
            parts += [
                _line("a", (x, bottom), (x, bottom + 5)),
                text(x, bottom + 19, f"{tick:.3g}", "s", extra=' text-anchor="middle"'),
            ]
        for index, one in enumerate(self.found):
            parts += self._row(one, self.top + _HEAD + (index + 0.5) * _ROW)
        return parts

    def _row(self, one: Estimate, y: float) -> list[str]:
        x = self._x(one.effect)
        mark = (
            f'<path class="d" d="M{x - 7:.1f} {y:g}L{x:.1f} {y - 7:g}L{x + 7:.1f} {y:g}L{x:.1f} {y + 7:g}Z"/>'
            if one.basis
            else f'<rect class="r" x="{x - 6:.1f}" y="{y - 6:g}" width="12" height="12"/>'
        )
        return [
            text(_MARGIN, y - 2, one.study, most=_LABEL),
            text(_MARGIN, y + 13, one.outcome, "s", most=_LABEL),
            _line("c", (self._x(one.lower), y), (self._x(one.upper), y)),
            mark,
            text(_PLOT_RIGHT + 24, y - 2 if one.basis else y + 4, one.shown),
            text(_PLOT_RIGHT + 24, y + 13, one.basis, "s") if one.basis else "",
        ]

    def _scaled(self, value: float) -> float:
        return math.log(value) if self._ratio else value

    def _x(self, value: float) -> float:
        share = (self._scaled(value) - self._low) / (self._high - self._low)
        return _PLOT_LEFT + share * (_PLOT_RIGHT - _PLOT_LEFT)

    def _ticks(self) -> Iterator[float]:
        if self._ratio:
            steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
            yield from (step for step in steps if self._low <= math.log(step) <= self._high)
            return
        rough = (self._high - self._low) / _TICKS
        size = 10.0 ** math.floor(math.log10(rough))
        step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
        yield from (step * count for count in range(math.ceil(self._low / step), math.floor(self._high / step) + 1))


def _line(kind: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<line class="{kind}" x1="{start[0]:.1f}" y1="{start[1]:g}" x2="{end[0]:.1f}" y2="{end[1]:g}"/>'
