"""Emphasis: bold, italic and underlined words inside an element. Worked out only where somebody asks."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from fabula.script.fountain_notes import cover_notes, uncovered

__all__ = ["Emphasis", "plain_text", "read_emphasis"]


class Emphasis(NamedTuple):
    """A stretch of a text in one style: "bold", "italic", "bold italic" or "underline".

    ``start`` and ``end`` are offsets into the element's text and cover the marks; ``inner_start`` and
    ``inner_end`` cover what stands between them.
    """

    style: str
    start: int
    end: int
    inner_start: int
    inner_end: int


_STYLES: Final = {"*": "italic", "**": "bold", "***": "bold italic", "_": "underline"}
_RUN = re.compile(r"\\[*_\\]|\*{1,3}|_")
_ESCAPE = re.compile(r"\\([*_\\])")
# More marks than this that wait to be closed in one line are no emphasis; the limit keeps long lines linear.
_MOST: Final = 50


def read_emphasis(text: str) -> list[Emphasis]:
    """The emphasised stretches of a text, by their start, outer ones before inner ones.

    Emphasis does not run over a line end, a mark with space on its inner side is none, and ``\\*`` is a star
    (Fountain 1.1, "Emphasis"). Marks inside notes and boneyards count for nothing.
    """
    if "*" not in text and "_" not in text:
        return []
    covered = cover_notes(text).text
    found: list[Emphasis] = []
    waiting: list[tuple[int, int]] = []  # where marks start and end that may open something
    line_end = -1
    for match in _RUN.finditer(covered):
        start, end = match.span()
        if start > line_end:
            waiting.clear()
            line_end = covered.find("\n", start)
            line_end = line_end if line_end >= 0 else len(covered)
        if match[0][0] == "\\":
            continue
        if start > 0 and not covered[start - 1].isspace():
            start = _close(covered, start, end, waiting, found)
        if start < end < len(covered) and not covered[end].isspace():
            waiting.append((start, end))
            del waiting[:-_MOST]
    found.sort(key=lambda stretch: (stretch.start, -stretch.end))
    return found


def _close(text: str, start: int, end: int, waiting: list[tuple[int, int]], found: list[Emphasis]) -> int:
    """Close what the marks from ``start`` to ``end`` close. Gives where the marks start that are left over."""
    while start < end:
        mark = text[start:end]
        same = [i for i, (first, last) in enumerate(waiting) if text[first] == mark[0] and last < start]
        exact = [i for i in same if text[waiting[i][0] : waiting[i][1]] == mark]
        if not same:
            break
        place = (exact or same)[-1]
        first, last = waiting[place]
        size = min(last - first, end - start)
        style = _STYLES[text[last - size : last]]
        found.append(Emphasis(style, last - size, start + size, last, start))
        del waiting[place:]
        if last - size > first:
            waiting.append((first, last - size))
        start += size
    return start


def plain_text(text: str) -> str:
    """What a text says to somebody who reads it on paper: without emphasis marks, notes and boneyards."""
    marks: list[tuple[int, int]] = []
    for _, start, end, inner_start, inner_end in read_emphasis(text):
        marks += ((start, inner_start), (inner_end, end))
    pieces: list[str] = []
    last = 0
    covered = cover_notes(text)
    # Covers keep their place until the end, so that a star in a note stays one.
    for start, end in sorted(marks):
        pieces.append(covered.text[last:start])
        last = end
    pieces.append(covered.text[last:])
    said = "".join(pieces)
    if covered.notes or covered.boneyards:
        said = uncovered(said)
    return _ESCAPE.sub(r"\1", said) if "\\" in said else said
