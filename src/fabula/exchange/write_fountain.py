"""Writing any script as Fountain that a person can go on with.

What the other formats state beside the text becomes notes and synopses: a summary a synopsis, those of the stated
cast who do not speak a canon note ``with …``, a script day and tags plain notes, entrances and exits action lines
with a canon note; emphasis becomes marks. Reading the result gives the same kinds of elements with the same texts, but
for this: dialogue paragraphs that follow one another are one; what an interrupted speech goes on with has its cue
again with (CONT'D); stars and underscores that would read as emphasis have a backslash; ``[[`` and ``/*`` in a text
are parted by a space, since they would open a note or a boneyard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from fabula.exchange.emphasis import mark_emphasis
from fabula.exchange.fountain_forms import (
    clean_text,
    one_line,
    write_action,
    write_cue,
    write_heading,
    write_note,
    write_speech_line,
    write_transition,
)
from fabula.script.cue import read_cue
from fabula.script.model import Element, Kind, Note, Scene, Script, TitleEntry

__all__ = ["EMPHASISED", "quote_name", "write_fountain"]

EMPHASISED: Final = frozenset({Kind.ACTION, Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS, Kind.CENTERED})
"""Kinds of elements whose emphasis is written. In cues and headings it is layout, and would come between a name and
whoever looks for it."""
SPEECH: Final = frozenset({Kind.PARENTHETICAL, Kind.DIALOGUE})
NEEDS_QUOTES: Final = re.compile(r"[^\w .'’\-]|\b(?:and|or|enters?|exits?)\b", re.IGNORECASE)
EXTENSION: Final = re.compile(r" ?\([^()]*\)$")
JOINS: Final = re.compile(r"[,;/&()]")
"""What would make a name look like several in a cue."""
KEY: Final = re.compile(r"[:\s#=~>@!.(\[]+")


def quote_name(name: str) -> str:
    """A name as a canon note takes it: in quotes where it holds more than words."""
    return f'"{name}"' if NEEDS_QUOTES.search(name) else name


def write_fountain(script: Script, names: Mapping[str, str] | None = None) -> str:
    """The text of a script in Fountain, with ``\\n`` line ends; that of a Fountain script as it is.

    ``names`` are what to call the people of a TEI play, by id, in cues and canon notes; else their names in the play.
    """
    if script.format == "fountain":
        return script.source.text
    return _Writing(script, {**script.people, **(names or {})}, names or {}).write()


class _Writing:
    """One script being written: blocks of lines that will stand with a blank line between them."""

    def __init__(self, script: Script, people: Mapping[str, str], renamed: Mapping[str, str]) -> None:
        self.script = script
        self.people = people
        self.renamed = renamed
        self.blocks: list[str] = []
        self.speech: list[str] = []
        self.speaker = ""
        self.pending: list[str] = []
        self.notes = self._notes_by_element()
        self.scenes = {scene.heading: scene for scene in script.scenes if scene.heading is not None}

    def _notes_by_element(self) -> dict[int, list[Note]]:
        """The notes that are no elements themselves, by the index of the element that they stand at."""
        elements = self.script.elements
        standing = {(e.start, e.end) for e in elements if e.kind is Kind.NOTE}
        found: dict[int, list[Note]] = {}
        index = 0
        for note in sorted(self.script.notes, key=lambda note: note.start):
            if (note.start, note.end) in standing:
                continue
            while index + 1 < len(elements) and elements[index + 1].start <= note.start:
                index += 1
            found.setdefault(index, []).append(note)
        return found

    def write(self) -> str:
        """The whole text."""
        for index, element in enumerate(self.script.elements):
            self.element(index, element)
            self.pending += [write_note(note.text) for note in self.notes.get(index, ()) if note.text.strip()]
            if not self.speech:
                self.close()
        if not self.script.elements:
            self.pending += [write_note(note.text) for note in self.script.notes if note.text.strip()]
        self.close()
        title = _write_title_page(self.script.title_page)
        text = "\n\n".join(block for block in (title, *self.blocks) if block)
        return text + "\n" if text else ""

    def close(self) -> None:
        """End the speech that is going on; the notes that waited for its end follow it."""
        if self.speech:
            self.blocks.append("\n".join(self.speech))
            self.speech = []
        self.blocks += self.pending
        self.pending = []

    def element(self, index: int, element: Element) -> None:
        """Write one element."""
        text = clean_text(self.marked(index, element))
        match element.kind:
            case Kind.CUE:
                self.close()
                self.cue(index, element, text)
            case Kind.PARENTHETICAL | Kind.DIALOGUE if self.speech or self.speaker:
                self.say(element.kind, text)
            case Kind.LYRICS if self.speech:
                self.speech += [f"~{line.strip()}" for line in text.split("\n") if line.strip()]
            case Kind.BLANK | Kind.TITLE_PAGE:
                pass
            case Kind.NOTE if self.speech:
                self.pending.append(write_note(element.text))
            case _:
                self.close()
                if element.kind in {Kind.HEADING, Kind.SECTION}:
                    self.speaker = ""
                block = self.block(index, element, text)
                if block:
                    self.blocks.append(block)

    def marked(self, index: int, element: Element) -> str:
        """The text of an element with its emphasis. Names and headings have none: theirs is a matter of layout."""
        if element.kind not in EMPHASISED:
            return element.text
        text, styles = element.text, self.script.styles.get(index, ())
        if element.kind is Kind.PARENTHETICAL and text.startswith("(") and text.endswith(")") and len(text) > 1:
            last = len(text) - 2
            inner = [(max(0, start - 1), min(end - 1, last), style) for start, end, style in styles]
            return f"({mark_emphasis(text[1:-1], [stretch for stretch in inner if stretch[0] < stretch[1]])})"
        return mark_emphasis(text, styles)

    def cue(self, index: int, element: Element, text: str) -> None:
        """Begin a speech."""
        ids = element.detail.split() if self.script.format == "tei" else []
        if ids and all(key in self.renamed for key in ids):
            text = " & ".join(map(self.cue_name, ids))
        following = self.script.elements[index + 1] if index + 1 < len(self.script.elements) else None
        spoken = following is not None and following.kind in SPEECH and bool(following.text.strip())
        self.speech = [write_cue(text, element.detail == "^", spoken)]
        self.speaker = text

    def cue_name(self, key: str) -> str:
        """What heads the speeches of somebody who has a name of the importer's choice."""
        name = self.renamed[key]
        label = next(iter(self.script.labels.get(key, ())), "")
        return label if label and JOINS.search(name) else name.upper()

    def say(self, kind: Kind, text: str) -> None:
        """Add to a speech, or take it up again after an interruption."""
        if not self.speech:
            bare = EXTENSION.sub("", one_line(self.speaker)) or self.speaker
            self.speech = [write_cue(f"{bare} (CONT'D)", dual=False, spoken=True)]
        if kind is Kind.PARENTHETICAL:
            line = one_line(text)
            self.speech.append(line if line.startswith("(") and line.endswith(")") else f"({line.strip('() ')})")
        elif text.strip():
            self.speech += [write_speech_line(line) for line in text.strip("\n").split("\n")]

    def block(self, index: int, element: Element, text: str) -> str:
        """What an element outside a speech is in Fountain; notes on a scene wait to follow its heading."""
        match element.kind:
            case Kind.HEADING:
                scene = self.scenes.get(index)
                if scene is not None:
                    self.pending += self.scene_notes(scene)
                return write_heading(text, element.detail)
            case Kind.TRANSITION:
                return write_transition(text)
            case Kind.CENTERED:
                return "\n".join(f"> {line.strip()} <" for line in text.split("\n") if line.strip())
            case Kind.LYRICS:
                return "\n".join(f"~{line.strip()}" for line in text.split("\n") if line.strip())
            case Kind.PAGE_BREAK:
                return "==="
            case Kind.SECTION:
                return f"{'#' * int(element.detail or 1)} {one_line(text)}"
            case Kind.SYNOPSIS:
                return _write_synopsis(text)
            case Kind.NOTE:
                return write_note(element.text)
            case Kind.BONEYARD:
                return f"/*\n{text}\n*/"
            case Kind.ENTRANCE | Kind.EXIT:
                self.pending += self.move_notes(element)
        return write_action(text, first=not self.blocks and not self.script.title_page) if text.strip() else ""

    def move_notes(self, element: Element) -> list[str]:
        """The canon note of an entrance or exit: who comes or goes."""
        verb = "enters" if element.kind is Kind.ENTRANCE else "exits"
        who = dict.fromkeys(self.people.get(key, key) for key in element.detail.split())
        return [f"[[canon: {'; '.join(f'{quote_name(name)} {verb}' for name in who)}]]"] if who else []

    def scene_notes(self, scene: Scene) -> list[str]:
        """Synopsis and notes for what the format states of a scene."""
        details = scene.details
        body = list(self.script.body(scene))
        notes = []
        if details.summary and not any(e.kind is Kind.SYNOPSIS and e.text.strip() in details.summary for e in body[:9]):
            notes.append(_write_synopsis(clean_text(details.summary)))
        speakers = {_fold(name) for e in body if e.kind is Kind.CUE for name in read_cue(e.text).names}
        cast = dict.fromkeys(name for entry in details.cast for name in read_cue(clean_text(entry)).names)
        silent = [one_line(name) for name in cast if _fold(name) not in speakers]
        if silent:
            notes.append(f"[[canon: with {', '.join(map(quote_name, silent))}]]")
        if details.script_day:
            day = one_line(details.script_day)
            notes.append(write_note(day if day.casefold().startswith("script day") else f"Script Day {day}"))
        notes += [write_note(f"{category}: {name}") for category, name in details.tags]
        notes += [write_note(f"{name}: {text}") for name, text in details.beats]
        return notes


def _fold(cue: str) -> str:
    return EXTENSION.sub("", one_line(cue)).casefold()


def _write_synopsis(text: str) -> str:
    return "\n".join(f"= {line.strip()}" for line in text.split("\n") if line.strip())


def _write_title_page(entries: Iterable[TitleEntry]) -> str:
    lines = []
    for entry in entries:
        key = one_line(KEY.sub(" ", entry.key)) or "Note"
        values = [one_line(clean_text(value)) for value in entry.values]
        values = [value for value in values if value]
        if len(values) == 1:
            lines.append(f"{key}: {values[0]}")
        elif values:
            lines += [f"{key}:", *(f"\t{value}" for value in values)]
    return "\n".join(lines)
