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
_DEEPEST = 64


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


def cover_notes(text: str) -> Covered:
    """Find the notes and boneyards of a text with ``\\n`` line ends, and cover them. Linear in its length."""
    if "[[" not in text and "/*" not in text:
        return Covered(text, [], [], [], [])
    notes, boneyards, open_notes, open_boneyards = _find(text)
    inside = [(start, end, NOTE_COVER) for start, end in notes]
    inside += [(start, end, BONEYARD_COVER) for start, end in boneyards]
    pieces: list[str] = []
    last = 0
    for start, end, cover in sorted(inside):
        if start >= last:
            pieces += (text[last:start], cover * (end - start))
            last = end
    pieces.append(text[last:])
    return Covered("".join(pieces), notes, boneyards, open_notes, open_boneyards)


def _find(  # noqa: C901 - one pass with one state
    text: str,
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[int], list[int]]:
    size = len(text)
    notes: list[tuple[int, int]] = []
    boneyards: list[tuple[int, int]] = []
    open_notes: list[int] = []
    open_boneyards: list[int] = []
    stack: list[tuple[int, int]] = []  # openings, each with the number of notes that were found before it
    deeper = 0
    limit = -1  # where the paragraph ends, and with it every note that is open
    skip = 0
    note_end = boneyard_end = 0  # the next closing marks, looked up once each
    for mark in _MARKS.finditer(text):
        at = mark.start()
        if at < skip:
            continue
        if stack and at > limit:
            open_notes.append(stack[0][0])
            stack.clear()
            deeper = 0
        what = mark[0]
        if what == "[[":
            if at > limit:
                blank = _BLANK.search(text, at)
                limit = blank.start() if blank else size
            if len(stack) < _DEEPEST:
                stack.append((at, len(notes)))
            else:
                deeper += 1
        elif what == "]]":
            if deeper:
                deeper -= 1
            elif stack:
                start, found = stack.pop()
                del notes[found:]  # a note inside this one is part of its text
                notes.append((start, at + 2))
        elif not open_boneyards:
            if boneyard_end < at + 2:
                boneyard_end = text.find("*/", at + 2)
            if boneyard_end < 0:
                open_boneyards.append(at)  # no later one can be closed either
                continue
            if stack:
                if 0 <= note_end < at:
                    note_end = text.find("]]", at)
                if 0 <= note_end < min(boneyard_end, limit):
                    continue  # it is a part of the note's text
            boneyards.append((at, boneyard_end + 2))
            skip = boneyard_end + 2
    if stack:
        open_notes.append(stack[0][0])
    return notes, boneyards, open_notes, open_boneyards


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
