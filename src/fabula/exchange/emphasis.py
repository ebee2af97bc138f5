"""Fountain's emphasis taken apart into runs of one style, as word processors keep text."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["Run", "read_emphasis"]

Run = tuple[str, str]
"""A text and its style: "Bold", "Italic", "Underline", or several with ``+`` between."""

# Markers bind only to text without space next to them, and never across lines (Fountain 1.1, "Emphasis").
MARKED: Final = re.compile(
    r"\\([*_])"
    r"|(?<![\\*])\*\*\*(?=\S)([^\n]+?)(?<=[^\s\\])\*\*\*(?!\*)"
    r"|(?<![\\*])\*\*(?=\S)([^\n]+?)(?<=[^\s\\])\*\*(?!\*)"
    r"|(?<![\\*])\*(?=[^\s*])([^\n*]+?)(?<=[^\s\\])\*(?!\*)"
    r"|(?<![\\\w])_(?=\S)([^\n]+?)(?<=[^\s\\])_(?!\w)"
)
STYLES: Final = {2: ("Bold", "Italic"), 3: ("Bold",), 4: ("Italic",), 5: ("Underline",)}
ORDER: Final = ("Bold", "Italic", "Underline")
DEEPEST: Final = 4


def read_emphasis(text: str) -> list[Run]:
    """The runs of a text, in order; a text without emphasis is one run without style."""
    runs: list[Run] = []
    _read(text, frozenset(), runs, 0)
    merged: list[Run] = []
    for said, style in runs:
        if merged and merged[-1][1] == style:
            merged[-1] = (merged[-1][0] + said, style)
        elif said:
            merged.append((said, style))
    return merged or [("", "")]


def _read(text: str, styles: frozenset[str], runs: list[Run], depth: int) -> None:
    style = "+".join(name for name in ORDER if name in styles)
    if depth >= DEEPEST or not ("*" in text or "_" in text):
        runs.append((text, style))
        return
    at = 0
    for match in MARKED.finditer(text):
        runs.append((text[at : match.start()], style))
        group = match.lastindex or 1
        if group == 1:
            runs.append((match[1], style))
        else:
            _read(match[group], styles | frozenset(STYLES[group]), runs, depth + 1)
        at = match.end()
    runs.append((text[at:], style))
