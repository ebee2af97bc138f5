"""Formatting of a script that changes nothing but what it must.

What it does: blanks at the ends of lines go, where they carry no meaning; a blank line is put before and behind a scene
heading, and before a cue or a transition, where every other Fountain application needs one to see it. What it does
not: no word, no capital and no indent is touched, and what somebody has put between two brackets is theirs. The
script reads the same before and after, which is asked of the reader itself; edits that would change it are not made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from fabula.finding import Edit
from fabula.script.fountain import read_fountain
from fabula.script.model import Kind, Script
from fabula.source import Source, Span

__all__ = ["apply_edits", "format_script", "meaning_of"]

_OPEN_BELOW: Final = frozenset({Kind.SECTION, Kind.SYNOPSIS, Kind.NOTE, Kind.BONEYARD})
"""What may stand right under a heading."""
_NOT_PRINTED: Final = frozenset({Kind.NOTE, Kind.BONEYARD, Kind.TITLE_PAGE})
_SPEECH: Final = frozenset({Kind.CUE, Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS})


def format_script(script: Script, *, final_line: bool = False, trim_end: bool = False) -> list[Edit]:
    """The edits that bring a script into form, in order and without overlap.

    ``final_line`` has the file end with a line end, ``trim_end`` without blank lines, as editors can be told.
    """
    layout = _Layout(script)
    lines = layout.last_words() + 1 if trim_end else len(layout.starts)
    blanks = list(layout.trailing_blanks(lines))
    edits = sorted([*blanks, *layout.blank_lines(), *layout.file_end(final_line, trim_end)], key=lambda e: e.span.key)
    for attempt in (edits, blanks):
        if not attempt:
            break
        formatted, _ = read_fountain(Source(script.source.path, apply_edits(script.source.text, attempt)))
        if meaning_of(formatted) == meaning_of(script):
            return attempt
    return []


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """A text with edits made to it that are in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def meaning_of(script: Script) -> tuple[object, ...]:
    """All that a script says, without the blanks at the ends of lines."""
    elements = [
        (element.kind, _without_line_ends(element.text), element.detail)
        for element in script.elements
        if element.kind is not Kind.BLANK
    ]
    text = script.source.text
    title = [(entry.key, entry.values) for entry in script.title_page]
    boneyards = [text[start:end] for start, end in script.boneyards]
    return elements, title, [note.text for note in script.notes], boneyards


def _without_line_ends(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")]


class _Layout:
    """The lines of a script with what stands on them."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.source = script.source
        self.text = script.source.text
        self.starts = script.source.line_starts
        self.by_line: dict[int, Kind] = {}
        for element in script.elements:
            for line in range(self.line_of(element.start), self.line_of(max(element.start, element.end - 1)) + 1):
                self.by_line[line] = element.kind
        self.kept = sorted([(note.start, note.end) for note in script.notes] + script.boneyards)

    def line_of(self, offset: int) -> int:
        """The number of the line, from 0, that an offset stands on."""
        return bisect_right(self.starts, offset) - 1

    def words(self, line: int) -> tuple[int, int]:
        """Where a line starts and ends, without its line end."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands on a line, or there is no such line."""
        if not 0 <= line < len(self.starts):
            return True
        start, end = self.words(line)
        return not self.text[start:end].strip("\ufeff \t")

    def trailing_blanks(self, lines: int) -> Iterator[Edit]:
        """Blanks at the ends of the first ``lines`` lines. Those in notes stay, and those that keep a speech open."""
        kept = iter(self.kept)
        inside = next(kept, None)
        for line in range(lines):
            start, end = self.words(line)
            left = start + len(self.text[start:end].rstrip(" \t"))
            while inside is not None and inside[1] <= left:
                inside = next(kept, None)
            if left == end or (inside is not None and inside[0] < end):
                continue
            if left == start and end - start >= 2 and self.by_line.get(self.before(line)) in _SPEECH:
                continue
            yield Edit(Span(self.source, left, end), "")

    def before(self, line: int) -> int:
        """The last line above that is more than two blanks, which keep a speech open."""
        line -= 1
        while line >= 0 and self.is_blank(line) and self.text.startswith("  ", self.starts[line]):
            line -= 1
        return line

    def blank_lines(self) -> Iterator[Edit]:
        """Blank lines that are missing around headings, and before cues and transitions."""
        made: set[int] = set()
        for element in self.script.elements:
            kind = element.kind
            if kind not in {Kind.HEADING, Kind.CUE, Kind.TRANSITION}:
                continue
            line = self.line_of(element.start)
            above = self.by_line.get(line - 1)
            if not self.is_blank(line - 1) and above is not None and above not in _NOT_PRINTED:
                made.add(line)
            last = self.line_of(max(element.start, element.end - 1))
            below = self.by_line.get(last + 1)
            if kind is Kind.HEADING and below is not None and below not in _OPEN_BELOW:
                made.add(last + 1)
        for line in sorted(made):
            at = self.starts[line]
            yield Edit(Span(self.source, at, at), self.line_end(line - 1))

    def line_end(self, line: int) -> str:
        """The line end of a line."""
        return self.text[self.words(line)[1] : self.starts[line + 1]]

    def file_end(self, final_line: bool, trim_end: bool) -> Iterator[Edit]:
        """What the editor wants at the end of a file."""
        last = self.last_words()
        if trim_end and last + 1 < len(self.starts) and self.starts[last + 1] < len(self.text):
            yield Edit(Span(self.source, self.starts[last + 1], len(self.text)), "")
        if final_line and last + 1 == len(self.starts) and not self.is_blank(last):
            yield Edit(Span(self.source, len(self.text), len(self.text)), self.line_end(0) if last else "\n")

    def last_words(self) -> int:
        """The last line on which something stands, else the first."""
        last = len(self.starts) - 1
        while last > 0 and self.is_blank(last):
            last -= 1
        return last
