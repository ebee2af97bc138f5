"""Writing a script as a Final Draft document, with the findings as script notes at the paragraphs they speak of.

The same script and findings give the same text. Reading it with `fabula.script.fdx.read_fdx` gives the same elements,
but that notes and boneyards are script notes, emphasis is in the style of the runs, entrances and exits are action,
and what XML cannot hold is U+FFFD, with a script note there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from fabula.exchange.emphasis import cut_runs, read_emphasis
from fabula.exchange.fdx_frame import (
    UNFIT,
    attribute,
    fit,
    write_document,
    write_note,
    write_run,
    write_settings,
    write_tags,
    write_title_page,
)
from fabula.finding import Certainty, Finding, Level
from fabula.script.fountain_notes import strip_notes
from fabula.script.model import NO_DETAILS, Element, Kind, SceneDetails, Script

__all__ = ["write_fdx"]

TYPES: Final = {
    Kind.HEADING: "Scene Heading",
    Kind.CUE: "Character",
    Kind.PARENTHETICAL: "Parenthetical",
    Kind.DIALOGUE: "Dialogue",
    Kind.LYRICS: "Singing",
    Kind.TRANSITION: "Transition",
    Kind.CENTERED: "General",
    Kind.SYNOPSIS: "Outline Body",
}
"""Types of paragraphs; everything else is action."""
UNWRITTEN: Final = frozenset({Kind.TITLE_PAGE, Kind.BLANK, Kind.NOTE, Kind.BONEYARD, Kind.PAGE_BREAK})
SPEECH: Final = frozenset({Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS})
GAPS: Final = re.compile(r" {2,}")
COLOURS: Final = {Level.ERROR: "#FFFF00000000", Level.WARNING: "#FFFF99990000", Level.NOTE: "#00006666CCCC"}
GREY: Final = "#999999999999"
REPLACED: Final = "A character that Final Draft cannot hold stood here"


def write_fdx(script: Script, findings: Iterable[Finding] = ()) -> str:
    """The text of an FDX file (document version 5), to be saved as UTF-8.

    Of the findings, those of this script are written that no ``intended`` note covers.
    """
    writing = _Writing(script)
    writing.take_elements()
    writing.take_notes()
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        if finding.span.path == script.source.path and finding.intended is None:
            writing.take_finding(finding)
    tags = writing.number_tags()
    return write_document(
        content=writing.write_content(tags),
        title_page=write_title_page(script.title_page),
        settings=write_settings(paragraph.type for paragraph in writing.paragraphs),
        tags=write_tags(tags),
        notes=writing.write_notes(),
    )


@dataclass(slots=True)
class _Paragraph:
    """A paragraph to be written. ``first`` is where its text begins in the text of the document."""

    element: Element
    type: str
    runs: list[tuple[str, str]]
    first: int
    new_page: bool
    details: SceneDetails

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    @property
    def last(self) -> int:
        return self.first + len(self.text)


@dataclass(slots=True)
class _Writing:
    """One script being written. ``notes`` are (first, order, name, last, lines, colour)."""

    script: Script
    paragraphs: list[_Paragraph] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    notes: list[tuple[int, int, str, int, tuple[str, ...], str]] = field(default_factory=list)

    def take_elements(self) -> None:
        """Turn the elements that print into paragraphs."""
        details = {scene.heading: scene.details for scene in self.script.scenes}
        at, new_page = 0, False
        for index, element in enumerate(self.script.elements):
            if element.kind in UNWRITTEN:
                new_page = new_page or element.kind is Kind.PAGE_BREAK
                continue
            text = fit(element.text)
            runs = [(text, "")]
            if self.script.format == "fountain":
                bare = strip_notes(text)
                runs = read_emphasis(bare if bare == text else GAPS.sub(" ", bare).strip())
            elif index in self.script.styles:
                runs = [(fit(said), style) for said, style in cut_runs(element.text, self.script.styles[index])]
            kind = TYPES.get(element.kind, "Action")
            if element.kind is Kind.SECTION:
                kind = f"Outline {element.detail or 1}"
            about = details.get(index, NO_DETAILS)
            following = self.script.elements[index + 1 : index + 2]
            if following and following[0].kind is Kind.SYNOPSIS and following[0].text in about.summary:
                about = replace(about, summary="")  # it is a paragraph of its own
            paragraph = _Paragraph(element, kind, runs, at, new_page, about)
            self.paragraphs.append(paragraph)
            self.starts.append(element.start)
            at, new_page = paragraph.last + 1, False
            if UNFIT.search(element.text.replace("\r", "\n")):
                self.note(paragraph, "S105", (REPLACED,), COLOURS[Level.WARNING])

    def take_notes(self) -> None:
        """Turn notes and boneyards into script notes at the paragraphs they stand in or after."""
        places = [(note.start, "", note.text) for note in self.script.notes]
        graves = (element for element in self.script.elements if element.kind is Kind.BONEYARD)
        places.extend((element.start, "Boneyard", element.text) for element in graves)
        for start, name, text in sorted(places, key=lambda place: place[0]):
            paragraph = self.paragraph_at(start)
            lines = tuple(fit(text).strip().split("\n"))
            if paragraph is not None and any(lines):
                self.note(paragraph, name, lines, GREY)

    def take_finding(self, finding: Finding) -> None:
        """Turn a finding into a script note on the words it speaks of, or on their paragraph."""
        paragraph = self.paragraph_at(finding.span.start)
        if paragraph is None:
            return
        sure = "" if finding.certainty is Certainty.CERTAIN else f" ({finding.certainty})"
        lines = [f"{finding.message}{sure}"]
        lines += [f"See {related.span}: {related.message}" for related in finding.related]
        lines += [f"{step.span}: {step.message}" for step in finding.evidence]
        if finding.help:
            lines.append(finding.help)
        colour = COLOURS.get(finding.level, GREY)
        self.note(paragraph, f"{finding.code} {finding.level}", lines, colour, finding.span.text)

    def paragraph_at(self, place: int) -> _Paragraph | None:
        """The paragraph at a place in the script, or the last before it, or the first."""
        index = bisect_right(self.starts, place) - 1
        return self.paragraphs[max(index, 0)] if self.paragraphs else None

    def note(self, at: _Paragraph, name: str, lines: Iterable[str], colour: str, words: str = "") -> None:
        """Add a script note on some words of a paragraph, or on all of it."""
        found = at.text.find(words) if words else -1
        first, last = (at.first + found, at.first + found + len(words)) if found >= 0 else (at.first, at.last)
        self.notes.append((first, len(self.notes), name, last, tuple(lines), colour))

    def write_notes(self) -> str:
        """All script notes, in the order of the places they speak of."""
        ordered = sorted(self.notes, key=lambda note: note[:2])
        return "".join(
            write_note(number, first, last, name, lines, colour)
            for number, (first, _, name, last, lines, colour) in enumerate(ordered, 1)
        )

    def number_tags(self) -> dict[tuple[str, str], int]:
        """The tags of all scenes, script days included, with their numbers."""
        pairs: dict[tuple[str, str], int] = {}
        for paragraph in self.paragraphs:
            for pair in _tags(paragraph.details):
                pairs.setdefault(pair, len(pairs) + 1)
        return pairs

    def write_content(self, tags: dict[tuple[str, str], int]) -> str:
        """All paragraphs; the speeches of a dual dialogue in one."""
        written = []
        index = 0
        while index < len(self.paragraphs):
            middle = self.end_of_speech(index)
            dual = middle < len(self.paragraphs) and self.paragraphs[middle].element.detail == "^"
            if self.is_cue(index) and dual and self.is_cue(middle):
                last = self.end_of_speech(middle)
                inner = "".join(self.write_paragraph(p, tags, "        ") for p in self.paragraphs[index:last])
                page = ' StartsNewPage="Yes"' if self.paragraphs[index].new_page else ""
                written.append(
                    f"    <Paragraph{page}>\n      <DualDialogue>\n{inner}      </DualDialogue>\n    </Paragraph>\n"
                )
                index = last
            else:
                written.append(self.write_paragraph(self.paragraphs[index], tags, "    "))
                index += 1
        return "".join(written)

    def is_cue(self, index: int) -> bool:
        return self.paragraphs[index].element.kind is Kind.CUE

    def end_of_speech(self, index: int) -> int:
        """The index after the speech that begins at a cue."""
        index += 1
        while index < len(self.paragraphs) and self.paragraphs[index].element.kind in SPEECH:
            index += 1
        return index

    def write_paragraph(self, paragraph: _Paragraph, tags: dict[tuple[str, str], int], indent: str) -> str:
        """One paragraph."""
        element, details = paragraph.element, paragraph.details
        head = f'{indent}<Paragraph Type="{paragraph.type}"'
        if element.kind is Kind.HEADING:
            head += attribute("Number", element.detail) + attribute("id", details.uid)
        if element.kind is Kind.CENTERED:
            head += ' Alignment="Center"'
        if paragraph.new_page and not indent.startswith("     "):
            head += ' StartsNewPage="Yes"'
        numbers = " ".join(str(tags[pair]) for pair in _tags(details))
        more = attribute("TagNumber", numbers)
        runs = "".join(write_run(text, style, more) for text, style in paragraph.runs)
        return f"{head}>{_properties(details, indent)}{runs}</Paragraph>\n"


def _tags(details: SceneDetails) -> list[tuple[str, str]]:
    days = [("Script Day", details.script_day)] if details.script_day else []
    return [*details.tags, *days]


def _properties(details: SceneDetails, indent: str) -> str:
    """What is stated of a scene, as its heading's properties."""
    texts = dict(details.beats)
    inner = ""
    if details.summary:
        lines = "".join(f"<Paragraph>{write_run(line)}</Paragraph>" for line in details.summary.split("\n"))
        inner += f"{indent}    <Summary>{lines}</Summary>\n"
    names = list(dict.fromkeys((*details.cast, *texts)))
    if names:
        beats = ""
        for name in names:
            body = f"<Paragraph>{write_run(texts[name])}</Paragraph>" if texts.get(name) else "<Paragraph/>"
            beats += f"{indent}      <CharacterArcBeat{attribute('Name', name)}>{body}</CharacterArcBeat>\n"
        inner += f"{indent}    <SceneArcBeats>\n{beats}{indent}    </SceneArcBeats>\n"
    length = _length(details.eighths) if details.eighths is not None else ""
    head = attribute("Length", length) + attribute("Page", details.page)
    head += attribute("Title", details.title) + attribute("Color", details.colour)
    if not head and not inner:
        return ""
    if not inner:
        return f"<SceneProperties{head}/>"
    return f"\n{indent}  <SceneProperties{head}>\n{inner}{indent}  </SceneProperties>\n{indent}  "


def _length(eighths: int) -> str:
    whole, rest = divmod(eighths, 8)
    return f"{whole} {rest}/8" if whole and rest else f"{rest}/8" if rest or not whole else str(whole)
