"""Places carried over edits: from the text that was checked to the one that stands in the editor, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["NO_SHIFT", "Replaced", "Shift"]


class Replaced(NamedTuple):
    """One edit: the stretch from ``start`` to ``end`` has given way to ``size`` characters."""

    start: int
    end: int
    size: int


class Shift:
    """Edits one after the other, each told in the text that the ones before it have left."""

    __slots__ = ("edits",)

    def __init__(self, edits: Iterable[Replaced] = ()) -> None:
        self.edits = tuple(edits)

    def carry(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch is now. What is typed at its edges is not in it; what replaces all of it is."""
        for edit in self.edits:
            by = edit.size - (edit.end - edit.start)
            empty = start == end
            if edit.end <= start:
                start += by
            elif edit.start < start:
                start = edit.start + edit.size
            if empty:
                end = start
            elif edit.end <= end and edit.start < end:
                end += by
            elif edit.start < end:
                end = edit.start
            end = max(start, end)
        return start, end

    def back(self, offset: int) -> int:
        """Where an offset of the text as it is now was before. What has been typed since lies where it was typed."""
        for edit in reversed(self.edits):
            if offset >= edit.start + edit.size:
                offset -= edit.size - (edit.end - edit.start)
            elif offset > edit.start:
                offset = edit.start
        return offset

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit has changed what lies between two offsets, their own edges included."""
        for edit in self.edits:
            if edit.start <= end and edit.end >= start:
                return True
            start, end = Shift((edit,)).carry(start, end)
        return False


NO_SHIFT = Shift()
