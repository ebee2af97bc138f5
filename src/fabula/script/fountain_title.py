"""The title page of a Fountain script: keys with values at the very start."""

from __future__ import annotations

import re
from typing import Final

from fabula.script.fountain_notes import has_cover, uncovered
from fabula.script.model import Element, Kind, TitleEntry

__all__ = ["read_title_page"]

_KEY = re.compile(r"([^\s:#=~>@!.(\[][^:]{0,59}?)[ \t]*:(.*)")
_HEADING_OR_CUT = re.compile(r"(?:INT|EXT|EST|I/E)[./ ]|.*\bTO$", re.IGNORECASE)
_KNOWN: Final = frozenset(
    "title credit author authors source notes date contact copyright revision status episode series season show "
    "format".split()
) | {"draft date", "written by", "episode title", "story by", "draft", "wga"}


def read_title_page(text: str, covered: str, first: int) -> tuple[list[TitleEntry], list[Element], int]:
    """The entries of the title page, their elements, and the offset behind them: 0 if there is no title page.

    ``covered`` is the text with notes covered, ``first`` where it begins behind a byte order mark. A page begins with
    a ``Key: value`` line, or a ``Key:`` with an indented line under it, and ends at the first blank line. Any key will
    do; but where the first one is none that scripts are known to have, nothing may stand before it, and every line up
    to the blank one must be an entry, so that ``He says: go`` stays action.
    """
    start = len(covered) - len(covered.lstrip())
    at = covered.rfind("\n", 0, start) + 1
    end = covered.find("\n\n", start)
    lines = covered[at : end if end >= 0 else len(covered)].split("\n")
    opening = _KEY.match(lines[0])
    if opening is None or _HEADING_OR_CUT.match(opening[1]):
        return [], [], 0
    after = lines[1] if len(lines) > 1 else ""
    if not opening[2].strip() and not (after.strip() and after[0] in " \t"):
        return [], [], 0
    known = opening[1].casefold() in _KNOWN
    if not known and (at > first or not _is_whole(lines) or opening[1].count(" ") > 3):
        return [], [], 0
    return _read_entries(text, lines, at)


def _is_whole(lines: list[str]) -> bool:
    for line in lines:
        if not line.strip():
            return True
        if line[0] not in " \t" and not has_cover(line) and _KEY.match(line) is None:
            return False
    return True


def _read_entries(text: str, lines: list[str], at: int) -> tuple[list[TitleEntry], list[Element], int]:
    entries: list[TitleEntry] = []
    elements: list[Element] = []
    key, start, end = "", at, at
    values: list[str] = []

    def close() -> None:
        if key:
            entries.append(TitleEntry(key, tuple(values), start, end))
            elements.append(Element(Kind.TITLE_PAGE, text[start:end], start, end))

    for line in lines:
        if not line.strip():
            break
        stop = at + len(line.rstrip())
        if line[0] not in " \t":
            if has_cover(line) and not uncovered(line).strip():
                break
            found = _KEY.match(line)
            if found is None:
                break
            close()
            key, start, values = found[1], at, []
            value = text[at + found.start(2) : stop].strip()
        else:
            value = text[at:stop].strip()
        if value:
            values.append(value)
        end = stop
        at += len(line) + 1
    close()
    return entries, elements, at
