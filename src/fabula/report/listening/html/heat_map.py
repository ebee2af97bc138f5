"""The heat map: elements down, episodes across, in each cell how the audience responds there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fabula.report.listening.html.page import text
from fabula.report.words import cell_width, clean

__all__ = ["HeatCell", "HeatRow", "draw_heat_map", "shade"]

_CELL_WIDTH: Final = 64
_CELL_HEIGHT: Final = 30
_LETTER: Final = 7.2
"""Pixels that a letter takes at 12 px, rather too many."""
_LONGEST: Final = 28
"""Letters of a name in the map; all of it stands in its title and in the table."""
_HEAD: Final = 42
_SHOW: Final = 10
"""Letters of a show's name above a column."""
_STEPS: Final = (0.06, 0.18, 0.3, 0.45, 0.6)
"""From which distance to 0 on a cell has the first, second … fifth shade."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What stands in a cell. ``value`` is from -1 to 1, None below the least number of comments: it is hatched then.

    ``title`` says all of it in words: the interval, how many comments of how many authors.
    """

    value: float | None
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """An element with its cells, None where nobody spoke of it."""

    label: str
    cells: tuple[HeatCell | None, ...]


def shade(value: float) -> tuple[str, int]:
    """The class of a value's colour, and how strong it is, from 0 to 5.

    Blue is liked and orange is not: these two are told apart with every kind of colour blindness, and their strength is
    told apart without any colour.
    """
    strength = sum(abs(value) >= step for step in _STEPS)
    if not strength:
        return "mid", 0
    return f"{'up' if value > 0 else 'down'}{strength}", strength


def draw_heat_map(rows: Sequence[HeatRow], columns: Sequence[str], name: str) -> str:
    """The map as inline SVG. ``name`` says what it shows, for those who hear the page instead of seeing it."""
    labels = [_cut(row.label) for row in rows]
    left = int(max((cell_width(label) for label in labels), default=0) * _LETTER) + 16
    width = left + len(columns) * _CELL_WIDTH + 8
    height = _HEAD + len(rows) * _CELL_HEIGHT + 8
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img" aria-label="{text(name)}">'
        ),
        (
            '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><path class="hatching" d="M0 0V7"/></pattern></defs>'
        ),
    ]
    for number, column in enumerate(columns):
        x = left + number * _CELL_WIDTH + _CELL_WIDTH // 2
        show, _, code = column.rpartition(" ")
        out.append(f'<text class="faint middle" x="{x}" y="{_HEAD - 10}">{text(code)}</text>')
        if show:
            name = show if len(show) <= _SHOW else f"{show[: _SHOW - 1]}…"
            out.append(f'<text class="faint middle" x="{x}" y="{_HEAD - 25}">{text(name)}</text>')
    for line, (row, label) in enumerate(zip(rows, labels, strict=True)):
        y = _HEAD + line * _CELL_HEIGHT
        out.append(
            f'<text class="end" x="{left - 10}" y="{y + 19}"><title>{text(row.label)}</title>{text(label)}</text>'
        )
        for number, cell in enumerate(row.cells):
            if cell is not None:
                out.append(_cell(cell, left + number * _CELL_WIDTH, y))
    return "\n".join([*out, "</svg>"])


def _cell(cell: HeatCell, x: int, y: int) -> str:
    title = f"<title>{text(cell.title)}</title>"
    box = f'x="{x}" y="{y}" width="{_CELL_WIDTH}" height="{_CELL_HEIGHT}"'
    if cell.value is None:
        return f'<g>{title}<rect class="cell hatched" {box}/></g>'
    kind, strength = shade(cell.value)
    words = f'<text class="middle on{strength}" x="{x + _CELL_WIDTH // 2}" y="{y + 19}">{text(cell.words)}</text>'
    return f'<g>{title}<rect class="cell {kind}" {box}/>{words}</g>'


def _cut(label: str) -> str:
    label = clean(label)
    return label if cell_width(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
