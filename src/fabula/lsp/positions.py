"""Places in a text as editors count them: lines from 0, and columns in the units of one encoding.

Inside fabula a place is an offset in code points (`fabula.source`). The protocol's default unit is that of UTF-16, in
which 🎬 counts two; editors may ask for UTF-8 or UTF-32.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

__all__ = ["Encoding", "Positions", "find_line_starts", "splice_line_starts", "units_in"]


class Encoding(StrEnum):
    """What the columns of a client count, in the words of the protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def units_in(text: str, encoding: Encoding) -> int:
    """How many units a text takes. Halves of surrogate pairs, which JSON can carry, count as one character each."""
    if encoding is Encoding.UTF32 or text.isascii():
        return len(text)
    if encoding is Encoding.UTF16:
        return len(text) + sum(char > "\uffff" for char in text)
    return len(text.encode("utf-8", "surrogatepass"))


def _index_of(text: str, units: int, encoding: Encoding) -> int:
    """How many whole characters of a text lie before a number of units. Inside a character it is that one's start."""
    if encoding is Encoding.UTF32 or text.isascii():
        return min(units, len(text))
    passed = 0
    for index, char in enumerate(text):
        passed += units_in(char, encoding)
        if passed > units:
            return index
    return len(text)


def find_line_starts(text: str) -> list[int]:
    """Where the lines of a text start, by the protocol's rule: ``\\n``, ``\\r\\n`` or a lone ``\\r`` ends a line."""
    starts = [0]
    if "\r" in text:
        for line in text.replace("\r\n", "\r\r").replace("\n", "\r").split("\r")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return [start for start in starts if not (text[start - 1 : start + 1] == "\r\n" and start)]
    find, at = text.find, 0
    while (at := find("\n", at)) >= 0:
        at += 1
        starts.append(at)
    return starts


class Positions:
    """One text with the places of one client.

    ``hidden`` is the number of characters at the start that the client does not see: 1 for the byte order mark of a
    file that is read from the disk, which editors take off before they show it.
    """

    __slots__ = ("encoding", "hidden", "starts", "text")

    def __init__(self, text: str, starts: Sequence[int], encoding: Encoding, hidden: int = 0) -> None:
        self.text = text
        self.starts = starts
        self.encoding = encoding
        self.hidden = hidden

    def offset(self, line: int, column: int) -> int:
        """The offset of a place. Lines behind the last are the text's end; columns behind a line's are the line's."""
        if line >= len(self.starts):
            return len(self.text)
        start, end = self._line(line)
        return start + _index_of(self.text[start:end], column, self.encoding)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset. Offsets outside the text are clamped, those inside a line end too."""
        offset = max(self.hidden, min(offset, len(self.text)))
        line = bisect_right(self.starts, offset) - 1
        start, end = self._line(line)
        return line, units_in(self.text[start : min(offset, end)], self.encoding)

    def _line(self, line: int) -> tuple[int, int]:
        """Where the words of a line start, and where they end before its line end."""
        starts, text = self.starts, self.text
        start = starts[line] if line else self.hidden
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        if line + 1 < len(starts):
            end -= 2 if text[end - 2 : end] == "\r\n" else 1
        return start, max(start, end)


def splice_line_starts(starts: Sequence[int], text: str, start: int, end: int, new: str) -> list[int]:
    """The line starts after the stretch from ``start`` to ``end`` of ``text`` has been replaced by ``new``.

    Only the lines that the edit touches are looked at. A ``\\r`` before it may become one with a ``\\n`` in it.
    """
    first = bisect_right(starts, start) - 1
    if first and starts[first] == start and text[start - 1] == "\r":
        first -= 1
    last = bisect_right(starts, end)
    stop = starts[last] if last < len(starts) else len(text)
    shift = len(new) - (end - start)
    piece = text[starts[first] : start] + new + text[end:stop]
    base = starts[first]
    inside = [base + at for at in find_line_starts(piece)]
    if last < len(starts):
        inside.pop()  # the start behind the piece is the first of those that follow
    if not shift:
        return [*starts[:first], *inside, *starts[last:]]
    return [*starts[:first], *inside, *[at + shift for at in starts[last:]]]
