"""Notes and boneyards of a Fountain script: what stands on the page for the room and is never printed.

They are found first, in one pass from left to right, and covered in a copy of the text of the same length, so that
the reader of lines sees a note of several lines as a part of one line, and every offset still holds.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["BONEYARD_COVER", "NOTE_COVER", "Covered", "cover_notes", "has_cover", "strip_notes", "uncovered"]

NOTE_COVER: Final = "\x01"
BONEYARD_COVER: Final = "\x02"

_UNCOVERED: Final = {ord(NOTE_COVER): None, ord(BONEYARD_COVER): None}
_MARKS = re.compile(r"\[\[|\]\]|/\*")
# A blank line ends a note; a line of two or more spaces does not (Fountain 1.1, "Notes").
_BLANK = re.compile(r"\n[^\S\n]?\n")
# Nothing sensible nests deeper; what does is counted but not kept, so that memory stays bounded.
_DEEPEST: Final = 64
_STANDING: Final = NOTE_COVER + BONEYARD_COVER + " \t\n"


class Covered(NamedTuple):
    """A text with its notes and boneyards covered.

    ``notes`` and ``boneyards`` are pairs of start and end, in order. ``open_notes`` and ``open_boneyards`` are the
    offsets of openings that are never closed; what follows them stays script.
    """

    text: str
    notes: list[tuple[int, int]]
    boneyards: list[tuple[int, int]]
    open_notes: list[int]
    open_boneyards: list[int]

    def standing_lines(self) -> list[int]:
        """Where lines start, in the covered text, that hold nothing but notes and boneyards."""
        text = self.text
        found: list[int] = []
        done = 0
        for start, _ in sorted(self.notes + self.boneyards):
            if start < done:
                continue
            first = text.rfind("\n", done, start) + 1 or done
            last = text.find("\n", start)
            done = last + 1 if last >= 0 else len(text)
            if not text[first:done].strip(_STANDING):
                found.append(first)
        return found


def cover_notes(text: str) -> Covered:
    """Find the notes and boneyards of a text with ``\\n`` line ends, and cover them. Linear in its length."""
    finder = _Finder(text)
    finder.run()
    inside = [(start, end, NOTE_COVER) for start, end in finder.notes]
    inside += [(start, end, BONEYARD_COVER) for start, end in finder.boneyards]
    pieces: list[str] = []
    last = 0
    for start, end, cover in sorted(inside):
        if start >= last:
            pieces += (text[last:start], cover * (end - start))
            last = end
    pieces.append(text[last:])
    covered = "".join(pieces) if last else text
    return Covered(covered, finder.notes, finder.boneyards, finder.open_notes, finder.open_boneyards)


class _Finder:
    """One pass over a text. No place is looked at twice, whatever is written there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[tuple[int, int]] = []
        self.boneyards: list[tuple[int, int]] = []
        self.open_notes: list[int] = []
        self.open_boneyards: list[int] = []
        self.limit = -1  # where the paragraph ends that was looked at last
        self.note_end = self.boneyard_end = 0  # the next closing marks

    def run(self) -> None:
        """Find everything."""
        find, size = self.text.find, len(self.text)
        at = 0
        note = boneyard = -1
        while at < size:
            if note < at:
                note = find("[[", at)
                note = note if note >= 0 else size
            if boneyard < at:
                boneyard = find("/*", at) if not self.open_boneyards else size
                boneyard = boneyard if boneyard >= 0 else size
            if note == boneyard:
                return
            at = self.read_paragraph(note) if note < boneyard else self.read_boneyard(boneyard)

    def read_boneyard(self, at: int) -> int:
        """Where reading goes on after the boneyard that opens at ``at``."""
        if self.boneyard_end < at + 2:
            self.boneyard_end = self.text.find("*/", at + 2)
        if self.boneyard_end < 0:
            if not self.open_boneyards:
                self.open_boneyards.append(at)  # no later one can be closed either
            self.boneyard_end = 0
            return at + 2
        self.boneyards.append((at, self.boneyard_end + 2))
        return self.boneyard_end + 2

    def read_paragraph(self, at: int) -> int:
        """Where reading goes on after the note that opens at ``at``: behind it, or where its paragraph ends."""
        if at > self.limit:
            blank = _BLANK.search(self.text, at)
            self.limit = blank.start() if blank else len(self.text)
        stack: list[tuple[int, int]] = []  # openings, each with the number of notes that were found before it
        deeper = 0
        skip = at
        for mark in _MARKS.finditer(self.text, at, self.limit):
            here = mark.start()
            if here < skip:
                continue
            what = mark[0]
            if what == "[[":
                if len(stack) < _DEEPEST:
                    stack.append((here, len(self.notes)))
                else:
                    deeper += 1
            elif what == "/*":
                if not self.open_boneyards and not self.closes_before_boneyard(here):
                    skip = self.read_boneyard(here)
                    if skip > self.limit:
                        break
            elif deeper:
                deeper -= 1
            else:
                start, found = stack.pop()
                del self.notes[found:]  # a note inside this one is part of its text
                self.notes.append((start, here + 2))
                if not stack:
                    return here + 2
        self.open_notes.append(stack[0][0])
        return max(skip, self.limit)

    def closes_before_boneyard(self, at: int) -> bool:
        """Whether the note that is open ends before the boneyard at ``at`` does, which then is part of its text."""
        if 0 <= self.note_end < at:
            self.note_end = self.text.find("]]", at)
        if 0 <= self.boneyard_end < at + 2:
            self.boneyard_end = self.text.find("*/", at + 2)
        end = self.boneyard_end if self.boneyard_end >= 0 else len(self.text)
        return 0 <= self.note_end < min(end, self.limit)


def has_cover(line: str) -> bool:
    """Whether a covered line holds a note or a boneyard."""
    return NOTE_COVER in line or BONEYARD_COVER in line


def uncovered(line: str) -> str:
    """A covered line without its covers."""
    return line.translate(_UNCOVERED)


def strip_notes(text: str) -> str:
    """A heading, cue or line of dialogue without the notes and boneyards inside it."""
    if "[[" not in text and "/*" not in text:
        return text
    covered = cover_notes(text)
    return uncovered(covered.text) if covered.notes or covered.boneyards else text
