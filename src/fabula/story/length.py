"""How long a scene is, in eighths of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fabula.script.model import Element, Kind
from fabula.universe.model import Scene

__all__ = ["scene_eighths"]

LINES_A_PAGE = 55
"""Lines of a printed page in the usual layout (Courier 12, US letter)."""

# Characters in a line of the usual layout: action 6 inches wide, dialogue 3.5, parenthetical 2.
_WIDTHS = {Kind.DIALOGUE: 35, Kind.LYRICS: 35, Kind.PARENTHETICAL: 20, Kind.CUE: 38}
_SILENT = {Kind.NOTE, Kind.BONEYARD, Kind.SECTION, Kind.SYNOPSIS, Kind.BLANK, Kind.TITLE_PAGE, Kind.PAGE_BREAK}
# What follows its cue without a blank line.
_JOINED = {Kind.DIALOGUE, Kind.LYRICS, Kind.PARENTHETICAL}


def scene_eighths(scene: Scene) -> tuple[int, bool]:
    """A scene's length in eighths of a page, at least one, and whether that is an estimate.

    Exact where the file states it (FDX); else the lines that it takes in print, at 55 a page.
    """
    stated = scene.written.details.eighths
    if stated is not None and stated > 0:
        return stated, False
    heading = [] if scene.written.heading is None else [scene.episode.script.elements[scene.written.heading]]
    return max(1, math.ceil(_lines([*heading, *scene.elements()]) * 8 / LINES_A_PAGE)), True


def _lines(elements: Sequence[Element]) -> int:
    total = 0
    for element in elements:
        if element.kind in _SILENT:
            continue
        width = _WIDTHS.get(element.kind, 60)
        total += sum(max(1, math.ceil(len(line) / width)) for line in element.text.split("\n"))
        if element.kind not in _JOINED:
            total += 1
    return total
