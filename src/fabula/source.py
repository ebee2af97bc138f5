"""A file as it was read, and places inside it.

Offsets are code points from the start of ``Source.text`` (0-based); lines and columns are 1-based, as editors
show them. A line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r`` and at nothing else (the rule of the Language
Server Protocol), so U+2028 and form feeds do not shift line numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, total_ordering
from typing import Final

__all__ = ["EMPTY_SOURCE", "Source", "Span", "WordedSpan"]


class Source:
    """One file of a universe.

    ``path`` is relative to the universe folder, with forward slashes. ``text`` is the decoded file with nothing
    normalised: a byte order mark stays as its first character, line ends stay as they are. ``encoding`` is the
    codec by which ``text.encode(encoding, errors)`` gives the file's bytes back.
    """

    def __init__(self, path: str, text: str, encoding: str = "utf-8", errors: str = "strict") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.errors = errors

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; one entry more than there are line ends."""
        text = self.text
        starts = [0]
        if "\r" not in text:
            find, at = text.find, 0
            while (at := find("\n", at)) >= 0:
                at += 1
                starts.append(at)
            return starts
        for line in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        # A CRLF was counted as two line ends so that offsets hold: drop the start between its two characters.
        return [s for s in starts if not (0 < s < len(text) and text[s] == "\n" and text[s - 1] == "\r")]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (in code points) of an offset; offsets outside the text are clamped."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1] + 1
        if line == 1 and column > 1 and self.text.startswith("\ufeff"):
            column -= 1  # a byte order mark takes no room on the screen
        return line, column

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a 1-based line and column, clamped to the text."""
        starts = self.line_starts
        line = max(1, min(line, len(starts)))
        if line == 1 and self.text.startswith("\ufeff"):
            column += 1
        end = starts[line] if line < len(starts) else len(self.text) + 1
        return min(starts[line - 1] + max(0, column - 1), max(starts[line - 1], end - 1))

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line end; empty for a line that does not exist."""
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n").removeprefix("\ufeff")

    def span(self, start: int, end: int) -> Span:
        """The stretch of this file from ``start`` up to, not including, ``end``."""
        return Span(self, start, end)

    @cached_property
    def whole(self) -> Span:
        """The start of the file, for findings that speak of the file as such."""
        return Span(self, 0, 0)


EMPTY_SOURCE: Final = Source("", "")


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A stretch of a file: ``start`` up to, not including, ``end``. Spans sort by path, then by offsets."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def path(self) -> str:
        """The file, relative to the universe folder."""
        return self.source.path

    @property
    def line(self) -> int:
        """The 1-based line at which the stretch starts."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The 1-based column at which the stretch starts, in code points."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def key(self) -> tuple[str, int, int]:
        """What spans are compared and sorted by."""
        return (self.source.path, self.start, self.end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self.key == other.key

    def __lt__(self, other: Span) -> bool:
        return self.key < other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.path}:{line}:{column}"


@dataclass(frozen=True, slots=True, eq=False)
class WordedSpan(Span):
    """A stretch that says its words in other signs: a note in XML, say, of which ``words`` are a part.

    It is the stretch that it covers; only its text is the words.
    """

    words: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """What is said there."""
        return self.words
