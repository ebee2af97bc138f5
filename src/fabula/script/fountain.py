"""Fountain, the plain-text form of a screenplay (Fountain 1.1), read with every place kept.

The file is first brought to one kind of line end, read, and every offset is then carried back to the file as it is.
"""

from __future__ import annotations

import gc
import sys
from bisect import bisect_left

from fabula.finding import Finding
from fabula.script.cut import cut_scenes
from fabula.script.fountain_lines import read_body
from fabula.script.fountain_marks import Reading
from fabula.script.fountain_notes import cover_notes
from fabula.script.fountain_title import read_title_page
from fabula.script.model import Element, Note, Script, TitleEntry
from fabula.source import Source

__all__ = ["read_fountain"]

_OPEN = {
    "S101": ("This boneyard is opened with /* and never closed", 'close it with "*/", or take the "/*" out'),
    "S102": (
        "This note is opened with [[ and not closed in its paragraph",
        'close it with "]]"; an empty line inside a note must hold two spaces',
    ),
}


def read_fountain(source: Source) -> tuple[Script, list[Finding]]:
    """Read a Fountain script. Never fails: what is no markup is action.

    Findings: an unclosed boneyard (S101) or note (S102), a heading without a blank line around it (S103) or without
    its dot (S104), a cue with nothing said (S111).
    """
    # Hundreds of thousands of small tuples are made and none is thrown away: the collector would only look on.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read(source)
    finally:
        if collecting:
            gc.enable()


def _read(source: Source) -> tuple[Script, list[Finding]]:
    plain = source.text
    first = int(plain.startswith("\ufeff"))
    if first:
        plain = "\n" + plain[1:]  # as long as the mark, and as blank
    breaks: list[int] = []
    if "\r" in plain:
        plain, breaks = _one_line_end(plain)
    covered = cover_notes(plain)
    reading = Reading(plain)
    last = 0
    for start, end in sorted(covered.notes + covered.boneyards):
        if start >= last:
            reading.covers[start] = last = end
    for code, places in (("S101", covered.open_boneyards), ("S102", covered.open_notes)):
        for start in places:
            reading.find(code, start, start + 2, *_OPEN[code])
    entries, reading.elements, at = read_title_page(plain, covered.text, first)
    read_body(reading, covered.text, at, [start for start in covered.standing_lines() if start >= at])

    script = Script(source, "fountain")
    script.elements = reading.elements
    notes, boneyards = covered.notes, covered.boneyards
    if breaks:
        place = _Places(breaks)
        script.elements = place.elements(script.elements)
        entries = [TitleEntry(e.key, e.values, place(e.start), place(e.end)) for e in entries]
        notes = [(place(start), place(end)) for start, end in notes]
        boneyards = [(place(start), place(end)) for start, end in boneyards]
        reading.findings = [(code, place(s), place(e), what, advice) for code, s, e, what, advice in reading.findings]
    text = source.text
    script.title_page = tuple(entries)
    script.notes = [Note(text[start + 2 : end - 2], start, end, start + 2) for start, end in notes]
    script.boneyards = boneyards
    script.scenes = cut_scenes(script.elements, len(text))
    reading.findings.sort(key=lambda found: (found[1], found[2], found[0], found[3]))
    findings = [Finding(code, source.span(s, e), what, advice) for code, s, e, what, advice in reading.findings]
    return script, findings


def _one_line_end(text: str) -> tuple[str, list[int]]:
    """The text with ``\\n`` line ends, and the offsets in it of those that were two characters long."""
    breaks: list[int] = []
    if "\r\n" in text:
        at = 0
        for piece in text.split("\r\n")[:-1]:
            at += len(piece)
            breaks.append(at)
            at += 1
        text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n"), breaks


class _Places:
    """Offsets in the text with one kind of line end, carried back to the file."""

    def __init__(self, breaks: list[int]) -> None:
        self.breaks = breaks

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self.breaks, offset)

    def elements(self, elements: list[Element]) -> list[Element]:
        """The elements at their places in the file."""
        breaks = [*self.breaks, sys.maxsize]
        new = tuple.__new__
        moved: list[Element] = []
        passed = 0
        for kind, text, start, end, detail in elements:
            while breaks[passed] < start:
                passed += 1
            first = passed
            while breaks[passed] < end:
                passed += 1
            moved.append(new(Element, (kind, text, start + first, end + passed, detail)))
        return moved
