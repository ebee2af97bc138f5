"""Script notes of Final Draft, put at the paragraphs that they speak of.

A note has a range: character offsets into the document's text, each paragraph ending with one character more. Final
Draft does not always keep ranges up to date when text before them changes, so only the paragraph is taken from it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from fabula.script.model import Note
from fabula.script.xml import Node

__all__ = ["Anchor", "place_notes", "read_note"]

RANGE = re.compile(r"\s*(\d{1,9})\s*(?:,|$)")
CANON = "canon:"


class Anchor(NamedTuple):
    """A paragraph: its characters in the document's text, and its place in the file."""

    first: int
    last: int
    start: int
    end: int


def read_note(note: Node, place: Node | Anchor) -> Note:
    """A script note standing at a paragraph.

    Its name is put in front of its text; a note with the name "canon" is a canon note.
    """
    lines = ["".join(run.text for run in p.nodes("Text")) for p in note.find_all("Paragraph")]
    text = "\n".join(lines).strip("\n")
    name = note.get("Name").strip().rstrip(":")
    if name.casefold() == CANON[:-1] and not text.lstrip().casefold().startswith(CANON):
        text = f"{CANON} {text}"
    elif name and name.casefold() != CANON[:-1]:
        canon = text.lstrip().casefold().startswith(CANON)
        text = text if canon else f"{name}: {text}"
    return Note(text, place.start, place.end, place.start, verbatim=False)


def place_notes(document: Node, anchors: Sequence[Anchor], inline: Sequence[Note]) -> list[Note]:
    """All notes of a document in the order of the places they speak of: those by range, and those in the text."""
    content = document.node("Content")
    start = Anchor(0, 0, content.start, content.start) if content is not None else Anchor(0, 0, 0, 0)
    firsts = [anchor.first for anchor in anchors]
    notes = list(inline)
    for group in document.nodes("ScriptNotes"):
        for note in group.nodes("ScriptNote"):
            match = RANGE.match(note.get("Range"))
            index = bisect_right(firsts, int(match[1])) - 1 if match else -1
            notes.append(read_note(note, anchors[index] if index >= 0 else start))
    return sorted(notes, key=lambda note: note.start)
