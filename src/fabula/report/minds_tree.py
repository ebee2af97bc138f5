"""A tree of who told whom as a picture (SVG): one row a person, those who were told to the right below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from fabula.report.words import cell_width

__all__ = ["TreeRow", "draw_tree"]

_LETTER = 7.4
"""Pixels that a letter takes at most, on average, in the font of the picture at 14 px."""
_STEP, _ROW, _BOX, _EDGE = 48, 64, 46, 24


class TreeRow(NamedTuple):
    """A person with how they came to know; ``parent`` is the key of who told them, empty for a root."""

    key: str
    name: str
    how: str
    parent: str
    depth: int


def draw_tree(title: str, rows: Sequence[TreeRow]) -> str:
    """The picture as a document of its own. The same rows give the same bytes."""
    top = _EDGE + 28
    widths = [int(max(cell_width(row.name), cell_width(row.how)) * _LETTER) + 24 for row in rows]
    right = [_EDGE + row.depth * _STEP + width for row, width in zip(rows, widths, strict=True)]
    width = max([*right, _EDGE + int(cell_width(title) * _LETTER)]) + _EDGE
    height = top + len(rows) * _ROW + (_EDGE if not rows else 0)
    places = {row.key: (_EDGE + row.depth * _STEP, top + number * _ROW) for number, row in enumerate(rows)}
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="Helvetica, Arial, sans-serif" role="img">'
    )
    out = [
        head,
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{_EDGE}" y="{_EDGE + 8}" font-size="15" font-weight="bold" fill="#222222">{escape(title)}</text>',
    ]
    for row in rows:
        if row.parent in places:
            (x, y), (left, under) = places[row.key], places[row.parent]
            out.append(f'<path d="M {left + 16} {under + _BOX} V {y + _BOX // 2} H {x}" fill="none" stroke="#888888"/>')
    for row, box in zip(rows, widths, strict=True):
        x, y = places[row.key]
        out += [
            f'<rect x="{x}" y="{y}" width="{box}" height="{_BOX}" rx="4" fill="#f4f1ea" stroke="#555555"/>',
            f'<text x="{x + 12}" y="{y + 20}" font-size="14" fill="#222222">{escape(row.name)}</text>',
            f'<text x="{x + 12}" y="{y + 37}" font-size="12" fill="#666666">{escape(row.how)}</text>',
        ]
    return "\n".join([*out, "</svg>"]) + "\n"
