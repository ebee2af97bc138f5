"""The lines of a typed screenplay: their columns, what is printed for the page only, and where the margins lie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = ["LONGEST", "Line", "Margins", "find_margins", "heading", "read_lines"]

LINE: Final = re.compile(r"[^\r\n\f]*+(?:\r\n|\r|\n|\f|$)")
TAB: Final = 8
HEADING: Final = re.compile(
    r"(?:(?P<left>[A-Z]{0,3}\d[\w.\-]{0,6})\s+)?"
    r"(?P<text>(?:(?:INT|EXT|EST)\.?(?:\s?/\s?(?:INT|EXT)\.?)?|I/E\.?|E/I\.?)(?=[\s.]).*?)"
    r"(?:\s{2,}(?P<right>[A-Z]{0,3}\d[\w.\-]{0,6}))?",
    re.IGNORECASE,
)
OMITTED: Final = re.compile(r"(?P<left>[A-Z]{0,3}\d[\w.\-]{0,6})\s+(?P<text>OMITTED\.?)(?:\s+(?P<right>[\w.\-]{1,8}))?")
CONTINUED: Final = re.compile(
    r"\(?CONT(?:INUED|['’]?D)\.?\)?:?(?:\s*\(\d+\))?|\w{1,6}\s+CONTINUED:?(?:\s*\(\d+\))?(?:\s+\w{1,6})?", re.IGNORECASE
)
PAGE_NUMBER: Final = re.compile(r"-?\s*(?:PAGE\s+)?\d{1,3}[A-Z]?\s*[.\-]?", re.IGNORECASE)
PAGE_HEADER: Final = re.compile(
    r".*\b(?:REV\w*|DRAFT|PAGES|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\b.*\s\d{1,3}[A-Z]?\.", re.IGNORECASE
)
MORE: Final = re.compile(r"\(\s*MORE\s*\)", re.IGNORECASE)
LONGEST: Final = 300
"""Characters from which on a line is a paragraph that was never broken: no heading and no page matter."""
FAR: Final = 30
"""A number that stands alone this many columns to the right is a page's."""


class Line(NamedTuple):
    """One line: what it says, the column at which it begins (0 is the first), and where it stands.

    ``page`` is "page" for what is printed for the page only and "more" for ``(MORE)``; else empty. ``breaks`` says
    whether a page ends before it.
    """

    text: str
    column: int
    start: int
    end: int
    page: str = ""
    breaks: bool = False


class Margins(NamedTuple):
    """The columns at which action, dialogue, parentheticals and cues begin."""

    action: int
    dialogue: int
    parenthetical: int
    cue: int


def read_lines(text: str) -> list[Line]:
    """The lines of a text. A form feed ends a line and a page; tabs go to the next eighth column."""
    lines: list[Line] = []
    breaks = False
    for match in LINE.finditer(text):
        if match.start() == len(text):
            break
        written = match[0]
        said = written.strip("\ufeff \t\xa0\r\n\f")
        if said.endswith("*"):
            said = _without_star(said)
        if said:
            start = match.start() + written.index(said[0])
            column = len(text[match.start() : start].lstrip("\ufeff").expandtabs(TAB))
            page = _page_matter(said, column, breaks or not lines)
            lines.append(Line(said, column, start, start + len(said), page, breaks))
            breaks = False
        else:
            lines.append(Line("", 0, match.start(), match.start(), "", breaks))
        breaks = breaks or written.endswith("\f")
    return lines


def _without_star(said: str) -> str:
    """A line without the star in the right margin that marks a revision."""
    bare = said.rstrip("*")
    return bare.rstrip() if bare.endswith(("  ", "\t")) else said


def _page_matter(said: str, column: int, top: bool) -> str:
    if len(said) > LONGEST:
        return ""
    if MORE.fullmatch(said):
        return "more"
    if CONTINUED.fullmatch(said) and "CONT" in said.upper():
        return "page"
    if PAGE_NUMBER.fullmatch(said) and (column >= FAR or top):
        return "page"
    if PAGE_HEADER.fullmatch(said) and (top or column >= FAR):
        return "page"
    return ""


def find_margins(lines: Sequence[Line]) -> Margins | None:
    """Where the margins lie, from what is in the lines; None if nothing is set apart by its column.

    Headings give the margin of action. Lines in capitals further in, with a line right under them, are cues; what
    stands under them is dialogue, and in parentheses the rest.
    """
    headings = Counter(
        line.column + line.text.upper().find(m["text"].upper()) for line in lines if (m := heading(line))
    )
    plain = Counter(line.column for line in lines if line.text and not line.page)
    if not plain:
        return None
    action = _most(headings) if headings else min(column for column, n in plain.items() if n * 20 >= plain.total())
    cues: Counter[int] = Counter()
    dialogue: Counter[int] = Counter()
    asides: Counter[int] = Counter()
    for index in range(len(lines) - 1):
        line, below = lines[index], lines[index + 1]
        above = lines[index - 1] if index else None
        if line.page or not line.text.isupper() or line.text.endswith(":") or not below.text or heading(line):
            continue
        if above is not None and above.text and not above.page:
            continue
        if action + 4 < line.column and action + 2 < below.column <= line.column:
            cues[line.column] += 1
            for under in lines[index + 1 : index + 9]:
                if not under.text:
                    break
                (asides if under.text.startswith("(") else dialogue)[under.column] += 1
    if not cues or not dialogue:
        return None
    speech, cue = _most(dialogue), _most(cues)
    return Margins(action, speech, _most(asides) if asides else (speech + cue) // 2, cue)


def _most(counts: Counter[int]) -> int:
    return min(counts, key=lambda column: (-counts[column], column))


def heading(line: Line) -> re.Match[str] | None:
    """The parts of a line that is a scene heading, numbers in the margins included."""
    if len(line.text) > LONGEST:
        return None
    match = HEADING.fullmatch(line.text) or OMITTED.fullmatch(line.text)
    if match is None:
        return None
    said = match["text"].partition("(")[0]
    return match if said.isupper() or match["left"] else None
