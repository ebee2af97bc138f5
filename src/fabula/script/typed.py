"""Reading screenplays that were typed or pasted as plain text, laid out by columns as they print.

Nothing marks what a line is but where it begins. The margins are inferred from the text itself, so any layout will
do that keeps action, dialogue and cues apart. Page numbers, CONTINUED and (MORE) belong to the page and are left
out, and a speech that they cut is one again. Text without columns is read as Fountain, which it may well be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from fabula.finding import Finding
from fabula.script.cut import cut_scenes
from fabula.script.fdx_title import sort_title_lines
from fabula.script.fountain import read_fountain
from fabula.script.model import Element, Kind, Script, TitleEntry
from fabula.script.typed_lines import LONGEST, Line, Margins, find_margins, heading, read_lines
from fabula.source import Source

__all__ = ["read_typed"]

TRANSITION: Final = re.compile(
    r"(?:[\w ,'’-]{1,30}\bTO:|(?:FADE|CUT|DISSOLVE|IRIS|SMASH|MATCH|WIPE)\b[\w ,'’-]{0,30}[:.]?)", re.IGNORECASE
)
ACT: Final = re.compile(r"[\"“]?(?:ACT\s+\w+|TEASER|COLD OPEN|TAG|PROLOGUE|EPILOGUE)[\"”]?")
CONTD: Final = re.compile(r" ?\( ?CONT(?:['’]?D|INUED|INUING)?\.? ?\)", re.IGNORECASE)
BY: Final = re.compile(r"(?:[\w ]{1,30}\s)?by:?", re.IGNORECASE)
EXTENSION: Final = re.compile(r"\([^()]*\)?")


def read_typed(source: Source) -> tuple[Script, list[Finding]]:
    """A script from plain text. Findings are those of `read_fountain` where the text has no columns."""
    lines = read_lines(source.text)
    margins = find_margins(lines)
    if margins is None:
        script, findings = read_fountain(source)
        return script, findings
    reading = _Reading(margins, lines)
    title_page, first = _title_page(lines)
    reading.read(first)
    script = Script(
        source,
        "typed",
        title_page=title_page,
        elements=reading.elements,
        scenes=cut_scenes(reading.elements, len(source.text)),
    )
    return script, []


def _title_page(lines: list[Line]) -> tuple[tuple[TitleEntry, ...], int]:
    """The title page and the index of the first line after it; none unless it has a line "by" on its own."""
    end = 0
    for index, line in enumerate(lines[:120]):
        if heading(line) or line.text.upper().startswith(("FADE IN", "TEASER", "ACT ONE", "COLD OPEN")):
            break
        if line.breaks and any(before.text for before in lines[:index]):
            end = index
            break
        end = index + 1
    page = lines[:end]
    if not any(len(line.text) <= LONGEST and BY.fullmatch(line.text) for line in page):
        return (), 0
    return sort_title_lines((line.text, line.start, line.end) for line in page if not line.page), end


@dataclass(slots=True)
class _Reading:
    """What has been read so far; ``open`` are the lines of the paragraph that is going on."""

    margins: Margins
    lines: list[Line]
    elements: list[Element] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    kind: Kind = Kind.ACTION
    speaking: bool = False
    cut: bool = False

    def read(self, first: int) -> None:
        """Read the lines from ``first`` on."""
        for index in range(first, len(self.lines)):
            line = self.lines[index]
            if line.page:
                self.cut = True
                continue
            if not line.text:
                if not self.cut:
                    self.close()
                    self.speaking = False
                continue
            self.line(line, index)
            self.cut = False
        self.close()

    def line(self, line: Line, index: int) -> None:
        """Take in one line."""
        match = heading(line)
        if match is not None:
            self.close()
            self.speaking = False
            text = " ".join(match["text"].split())
            number = match["left"] or match["right"] or ""
            self.elements.append(Element(Kind.HEADING, text, line.start, line.end, number.rstrip(".")))
            return
        kind = self.kind_of(line, index)
        if kind is Kind.CUE:
            self.cue(line)
            return
        if kind is not self.kind or kind in {Kind.TRANSITION, Kind.CENTERED, Kind.SECTION} or self.ends(kind):
            self.close()
        self.kind = kind
        self.open.append(line)
        if kind not in {Kind.DIALOGUE, Kind.PARENTHETICAL}:
            self.speaking = False

    def ends(self, kind: Kind) -> bool:
        """Whether the paragraph that is going on is complete."""
        if kind is Kind.PARENTHETICAL:
            return bool(self.open) and self.open[-1].text.endswith(")")
        return False

    def cue(self, line: Line) -> None:
        """Begin a speech, or go on with the one that a page's end has cut."""
        text = " ".join(line.text.split())
        name = CONTD.sub("", text)
        last = next((e for e in reversed(self.elements) if e.kind is Kind.CUE), None)
        if self.cut and self.speaking and last is not None and CONTD.sub("", last.text) == name:
            return
        self.close()
        self.elements.append(Element(Kind.CUE, text, line.start, line.end))
        self.speaking = True

    def kind_of(self, line: Line, index: int) -> Kind:
        """What a line is, by its column and what stands around it."""
        text, column, margins = line.text, line.column, self.margins
        above = self.lines[index - 1] if index else None
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        alone = above is None or not above.text or bool(above.page)
        followed = below is not None and bool(below.text) and not below.page
        bare = EXTENSION.sub("", text).strip()
        far = column > (margins.action + margins.dialogue) / 2
        if alone and not followed and len(text) <= LONGEST and text.upper() == text:
            if ACT.fullmatch(text):
                return Kind.SECTION
            if TRANSITION.fullmatch(text):
                return Kind.TRANSITION
        if alone and followed and bare.isupper() and column > (margins.dialogue + margins.cue) / 2:
            return Kind.CUE
        if self.speaking and far:
            opened = self.kind is Kind.PARENTHETICAL and self.open and not self.open[-1].text.endswith(")")
            if text.startswith("(") and (column >= margins.dialogue or text.endswith(")")):
                return Kind.PARENTHETICAL
            return Kind.PARENTHETICAL if opened else Kind.DIALOGUE
        if alone and not followed and column > margins.dialogue:
            return Kind.TRANSITION if text.endswith(":") else Kind.CENTERED
        return Kind.ACTION

    def close(self) -> None:
        """End the paragraph that is going on."""
        if self.open:
            text = " ".join(" ".join(line.text.split()) for line in self.open)
            detail = "1" if self.kind is Kind.SECTION else ""
            self.elements.append(Element(self.kind, text, self.open[0].start, self.open[-1].end, detail))
            self.open = []
