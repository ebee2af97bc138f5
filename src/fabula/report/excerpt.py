"""The line of a file that a finding speaks of, with the place underlined."""

from __future__ import annotations

import re
from html import unescape

from fabula.report.words import TAB, cell_width, clean
from fabula.source import Span

__all__ = ["Excerpt", "excerpt"]

WIDTH = 96
"""The most columns of a line that are shown; the rest is cut off around the place."""

LONG = 4000
"""Lines longer than this (a whole file in one line) are looked at only around the place."""

_TAG = re.compile(r"<[^<>]*>?|^[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


class Excerpt:
    """One line of a file as it is shown, and the marks below it.

    ``number`` is the line's number, ``text`` what is shown of it, ``marks`` blanks and carets of the same width.
    """

    __slots__ = ("marks", "number", "text")

    def __init__(self, number: int, text: str, marks: str) -> None:
        self.number = number
        self.text = text
        self.marks = marks


def excerpt(span: Span) -> Excerpt | None:
    """The first line of a span that says something; None for files as such and for lines without text."""
    source = span.source
    if span.start == span.end == 0 or not source.text:
        return None
    first, _ = source.position(span.start)
    last, _ = source.position(max(span.start, span.end - 1))
    for number in range(first, min(last, first + 20) + 1):
        shown = _show_line(span, number)
        if shown is not None:
            return Excerpt(number, *shown)
    return None


def _show_line(span: Span, number: int) -> tuple[str, str] | None:
    source = span.source
    line = source.line_text(number)
    begin = source.offset(number)
    start = min(max(0, span.start - begin), len(line))
    end = min(max(start, span.end - begin), len(line))
    if len(line) > LONG:
        left = max(0, start - LONG // 2)
        line, start, end = line[left : start + LONG // 2], start - left, min(end, start + LONG // 2) - left
    if source.path.lower().endswith((".fdx", ".xml", ".tei")):
        line, start, end = _without_tags(line, start, end)
    if not line.strip() or (start == end == len(line) and span.end > span.start):
        return None  # nothing of the span stands in this line
    while end > start + 1 and line[end - 1].isspace():
        end -= 1
    line, start, end = _cut(line, start, end)
    return _draw(line, start, end)


def _without_tags(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A line of XML as the words in it; the place moves along."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(line):
        if tag := _TAG.match(line, at) if line[at] == "<" or not at else None:
            at = tag.end()
            continue
        entity = _ENTITY.match(line, at)
        piece = unescape(entity[0]) if entity else line[at]
        out.append(piece)
        places.extend([at] * len(piece))
        at = entity.end() if entity else at + 1
    new_start = sum(1 for place in places if place < start)
    new_end = sum(1 for place in places if place < end)
    words = "".join(out)
    indent = len(words) - len(words.lstrip())  # that of the XML, which says nothing
    return words[indent:], max(0, new_start - indent), max(0, new_end - indent)


def _cut(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A line cut to a width that a screen has, around the place; ``…`` stands where something was left out."""
    if len(line) <= WIDTH:
        return line, start, end
    end = min(end, start + WIDTH - 20)
    room = WIDTH - (end - start)
    left = max(0, min(start - room // 2, len(line) - WIDTH))
    right = min(len(line), left + WIDTH)
    head = "…" if left else ""
    tail = "…" if right < len(line) else ""
    return head + line[left:right] + tail, start - left + len(head), end - left + len(head)


def _draw(line: str, start: int, end: int) -> tuple[str, str]:
    """The line with tabs laid out, and the carets below it, aligned by what each character takes on a screen."""
    shown: list[str] = []
    column = 0
    first = last = 0
    for index, char in enumerate(line):
        if index == start:
            first = column
        piece = " " * (TAB - column % TAB) if char == "\t" else clean(char)
        shown.append(piece)
        column += cell_width(piece)
        if index < end:
            last = column
    if start >= len(line):
        first = column
    return "".join(shown).rstrip(), " " * first + "^" * max(1, last - first)
