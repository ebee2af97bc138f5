"""Reading Final Draft files (FDX), as Final Draft 8 to 13 and Fade In write them.

Every ``Text`` run of a paragraph is read, with its emphasis (`Script.styles`). Every paragraph becomes an element or a
part of a scene's details.
Choices: a *Shot* is action, unless it has scene properties of its own (a close-up is no new place). *Outline n* is a
section, *Outline Body* and *Summary* a synopsis, *Note* (Final Draft 13) a note. *New Act* is a section, since it
opens a part; *End of Act* is centered text, since it opens none. Paragraphs inside an omitted scene are kept as a
boneyard. Alternates of a line and the beat board are no part of the script and are not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from fabula.finding import Finding
from fabula.script.cut import cut_scenes
from fabula.script.fdx_details import Tags, read_details, read_revisions
from fabula.script.fdx_notes import Anchor, place_notes, read_note
from fabula.script.fdx_styles import read_default_styles, read_styles
from fabula.script.fdx_title import read_title_page
from fabula.script.model import NO_DETAILS, Element, Kind, Note, SceneDetails, Script
from fabula.script.xml import Node, Text, read_xml
from fabula.source import Source

__all__ = ["paragraph_text", "read_fdx"]

KINDS: Final = {
    "scene heading": Kind.HEADING,
    "action": Kind.ACTION,
    "general": Kind.ACTION,
    "shot": Kind.ACTION,
    "cast list": Kind.ACTION,
    "character": Kind.CUE,
    "parenthetical": Kind.PARENTHETICAL,
    "dialogue": Kind.DIALOGUE,
    "singing": Kind.LYRICS,
    "lyrics": Kind.LYRICS,
    "transition": Kind.TRANSITION,
    "new act": Kind.SECTION,
    "act": Kind.SECTION,
    "act break": Kind.CENTERED,
    "end of act": Kind.CENTERED,
    "outline body": Kind.SYNOPSIS,
    "summary": Kind.SYNOPSIS,
    "synopsis": Kind.SYNOPSIS,
    "note": Kind.NOTE,
}
"""Kinds by the paragraph's type in lower case. Types that a template adds are action."""

NOT_FDX = "This is no Final Draft script: there is no <FinalDraft> with a <Content> in it"
NOT_FDX_HELP = "save the script as FDX again, or take the file out of the folder of scripts"


def paragraph_text(paragraph: Node) -> str:
    """What a paragraph says: all its Text runs, joined."""
    return "".join(run.text for run in paragraph.nodes("Text", "DynamicLabel"))


def read_fdx(source: Source) -> tuple[Script, list[Finding]]:
    """A script from an FDX file, with findings S107 and S108. What stands before a break in the XML is kept."""
    root, findings = read_xml(source)
    document = root.node("FinalDraft")
    content = document.node("Content") if document is not None else None
    if document is None or content is None:
        if not findings:
            findings.append(Finding("S107", source.whole, NOT_FDX, help=NOT_FDX_HELP))
        return Script(source, "fdx"), findings
    reading = _Reading(Tags.read(document), read_default_styles(document))
    for paragraph in content.nodes("Paragraph"):
        reading.paragraph(paragraph)
    title_page = document.node("TitlePage")
    script = Script(
        source,
        "fdx",
        title_page=read_title_page(title_page) if title_page is not None else (),
        elements=reading.elements,
        scenes=cut_scenes(reading.elements, content.end, reading.finish_details()),
        notes=place_notes(document, reading.anchors, reading.notes),
        boneyards=reading.boneyards,
        revision_colours=read_revisions(document),
        styles=reading.styles,
    )
    return script, findings


@dataclass(slots=True)
class _Reading:
    """What has been read so far. ``heading`` is the index of the last heading, -1 before the first."""

    tags: Tags
    defaults: dict[str, frozenset[str]] = field(default_factory=dict)
    styles: dict[int, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)
    details: dict[int, SceneDetails] = field(default_factory=dict)
    numbers: dict[int, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    boneyards: list[tuple[int, int]] = field(default_factory=list)
    heading: int = -1
    length: int = 0
    summarised: bool = False

    def paragraph(self, paragraph: Node, dual: str = "") -> None:
        """Take in one paragraph; a dual dialogue is a paragraph with paragraphs in it."""
        double = paragraph.node("DualDialogue")
        text = paragraph_text(paragraph)
        if double is None or text:
            self.element(paragraph, text, dual)
        if double is not None:
            cues = 0
            for inner in double.nodes("Paragraph"):
                is_cue = inner.get("Type").casefold() == "character"
                cues += is_cue
                self.paragraph(inner, "^" if is_cue and cues > 1 else "")
        for note in paragraph.find_all("ScriptNote"):
            self.notes.append(read_note(note, paragraph))
        for omitted in paragraph.nodes("OmittedScene"):
            lines = "\n".join(paragraph_text(inner) for inner in omitted.find_all("Paragraph"))
            self.elements.append(Element(Kind.BONEYARD, lines, omitted.start, omitted.end))
            self.boneyards.append((omitted.start, omitted.end))

    def element(self, paragraph: Node, text: str, dual: str) -> None:
        """Add the element that a paragraph is, and remember where its text lies in the document."""
        kind, detail = self.kind(paragraph, text)
        if paragraph.get("StartsNewPage") == "Yes":
            self.elements.append(Element(Kind.PAGE_BREAK, "", paragraph.start, paragraph.start))
        self.anchors.append(Anchor(self.length, self.length + len(text), paragraph.start, paragraph.end))
        self.length += len(text) + 1
        self.elements.append(Element(kind, text, paragraph.start, paragraph.end, dual or detail))
        styles = read_styles(paragraph, self.defaults.get(paragraph.get("Type").strip().casefold(), frozenset()))
        if styles:
            self.styles[len(self.elements) - 1] = styles
        if kind is Kind.HEADING:
            self.heading = len(self.elements) - 1
            self.details[self.heading] = read_details(paragraph)
            self.summarised = False
        elif kind is Kind.NOTE:
            self.notes.append(_inline_note(paragraph, text))
        elif kind is Kind.SYNOPSIS and self.heading == len(self.elements) - 2 - self.summarised:
            # Final Draft 13 keeps a scene's summary in paragraphs right after its heading.
            details = self.details.get(self.heading, NO_DETAILS)
            lines = dict.fromkeys((*details.summary.split("\n"), *text.split("\n"))) if details.summary else (text,)
            self.details[self.heading] = replace(details, summary="\n".join(lines))
            self.summarised = True
        for run in paragraph.nodes("Text"):
            self.numbers.setdefault(self.heading, []).extend(run.get("TagNumber").split())

    def kind(self, paragraph: Node, text: str) -> tuple[Kind, str]:
        """The kind of element that a paragraph is, and its detail."""
        name = paragraph.get("Type").strip().casefold()
        if name == "scene heading" or (name == "shot" and paragraph.node("SceneProperties") is not None):
            return Kind.HEADING, paragraph.get("Number")
        if not text.strip():
            return Kind.BLANK, ""
        if name.startswith("outline ") and name.removeprefix("outline ").isdecimal():
            return Kind.SECTION, str(min(int(name.removeprefix("outline ")), 6))
        if name == "sequence":
            return Kind.SECTION, "2"
        kind = KINDS.get(name, Kind.ACTION)
        if kind is Kind.ACTION and paragraph.get("Alignment") == "Center":
            return Kind.CENTERED, ""
        return kind, "1" if kind is Kind.SECTION else ""

    def finish_details(self) -> dict[int, SceneDetails]:
        """The details of the scenes with the tags that stand in them."""
        for heading, numbers in self.numbers.items():
            if heading >= 0 and numbers:
                self.details[heading] = self.tags.add(self.details[heading], numbers)
        return self.details


def _inline_note(paragraph: Node, text: str) -> Note:
    """The note that a paragraph of the type Note is; verbatim if it is one run without entities."""
    runs = [child for run in paragraph.nodes("Text") for child in run.children if isinstance(child, Text)]
    at = runs[0].start if runs else paragraph.start
    return Note(text, paragraph.start, paragraph.end, at, verbatim=len(runs) == 1)
