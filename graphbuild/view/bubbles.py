"""An evidence map drawn as SVG: the area of a circle is the number of studies, which also stands in it in figures.

It loads nothing, follows light and dark, and says all that it shows in text: title, description, numbers.
"""

from html import escape

from graphbuild.view.evidence_map import EvidenceMap, Spot
from graphbuild.view.lettering import text

_CELL, _ROW, _TOP, _LEFT, _MARGIN = 62, 58, 184, 300, 24
_LARGEST, _SMALLEST, _DIGIT = 24.0, 5.0, 4.5
_ROW_LABEL, _COLUMN_LABEL = 40, 25
_TURNED = 130
_LINE = 18
_STYLE = (
    "<style>text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1c2330}"
    ".h{font-size:18px;font-weight:600}.s{font-size:11px;fill:#5a6475}.p{fill:#fff}.l{stroke:#d9dee6}.g{fill:#fff;stroke:#9aa3b2}.b{fill:#1f5fa8}.n{fill:#fff;font-weight:600}"
    "@media(prefers-color-scheme:dark){text{fill:#e6eaf1}.s{fill:#a2adbd}.p{fill:#14181f}.l{stroke:#323a47}.g{fill:#14181f}"
    ".b{fill:#7db4f5}.n{fill:#14181f}}</style>"
)


def bubbles(drawn: EvidenceMap) -> str:
    """Gives the drawing as one SVG document."""
    right = _LEFT + max(1, len(drawn.columns)) * _CELL
    below = _TOP + max(1, len(drawn.rows)) * _ROW
    width, height = max(right + _TURNED, 760), below + _LINE * (len(drawn.notes) + 2)
    parts = [f'<rect class="p" width="{width}" height="{height}"/>', text(_MARGIN, 34, drawn.title, "h")]
    if not drawn.spots:
        parts.append(text(_MARGIN, _TOP, "There is no study to draw."))
    for index, label in enumerate(drawn.columns):
        parts += _column(_LEFT + (index + 0.5) * _CELL, label, below)
    for index, label in enumerate(drawn.rows):
        parts += _row(_TOP + (index + 0.5) * _ROW, label, right)
    largest = max((spot.studies for spot in drawn.spots.values()), default=1)
    for index, row in enumerate(drawn.rows):
        for place, column in enumerate(drawn.columns):
            x, y = _LEFT + (place + 0.5) * _CELL, _TOP + (index + 0.5) * _ROW
            parts.append(_spot(drawn.spots.get((row, column)), largest, (x, y), f"{row}, {column}"))
    notes = ("In a circle: the number of studies; below it: participants; an empty ring: no study.", *drawn.notes)
    parts += [text(_MARGIN, below + _LINE * (index + 1.4), note, "s") for index, note in enumerate(notes)]
    return "\n".join([*_head(drawn, width, height), *parts, "</svg>"]) + "\n"


def _head(drawn: EvidenceMap, width: float, height: float) -> list[str]:
    said = "; ".join(f"{row}, {column}: {_said(spot)}" for (row, column), spot in sorted(drawn.spots.items()))
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="map-title map-description">',
        f'<title id="map-title">{escape(drawn.title)}</title>',
        f'<desc id="map-description">{escape(said or "no study")}</desc>',
        _STYLE,
    ]


def _column(x: float, label: str, below: float) -> list[str]:
    turned = f' transform="rotate(-45 {x:g} {_TOP - 8})"'
    return [
        f'<line class="l" x1="{x:g}" y1="{_TOP}" x2="{x:g}" y2="{below:g}"/>',
        text(x, _TOP - 8, label, most=_COLUMN_LABEL, extra=turned),
    ]


def _row(y: float, label: str, right: float) -> list[str]:
    return [
        f'<line class="l" x1="{_LEFT}" y1="{y:g}" x2="{right:g}" y2="{y:g}"/>',
        text(_LEFT - 10, y + 4, label, most=_ROW_LABEL, extra=' text-anchor="end"'),
    ]


def _spot(spot: Spot | None, largest: int, place: tuple[float, float], name: str) -> str:
    x, y = place
    if spot is None:
        return f'<circle class="g" cx="{x:g}" cy="{y:g}" r="3"><title>{escape(name)}: no study</title></circle>'
    fits = _SMALLEST + _DIGIT * len(f"{spot.studies:,}")
    radius = max(fits, _LARGEST * (spot.studies / largest) ** 0.5)
    title = f"<title>{escape(name)}: {_said(spot)}</title>"
    circle = f'<circle class="b" cx="{x:g}" cy="{y:g}" r="{radius:.1f}"/>'
    number = text(x, y + 4.5, f"{spot.studies:,}", "n", extra=' text-anchor="middle"')
    people = text(x, y + radius + 12, spot.people, "s", extra=' text-anchor="middle"') if spot.people else ""
    return f"<g>{title}{circle}{number}{people}</g>"


def _said(spot: Spot) -> str:
    plural = "study" if spot.studies == 1 else "studies"
    people = f"{spot.people} participants" if spot.people else "number of participants not said"
    return f"{spot.studies} {plural}, {people}"
