"""Canon notes put into a scene, on lines of their own, and taken out of it."""

from __future__ import annotations

import re

from fabula.bible.statements import Statement
from fabula.finding import Edit
from fabula.source import Source
from fabula.universe.model import Scene

__all__ = ["can_take_notes", "line_end_of", "note_after", "note_before", "note_on_top", "without_statement"]

_OPENING = re.compile(r"\s*canon\s*:\s*", re.IGNORECASE)


def can_take_notes(scene: Scene) -> bool:
    """Whether a note can be written into a scene's file as text."""
    return scene.episode.script.format == "fountain"


def line_end_of(source: Source) -> str:
    """How lines end in a file."""
    return "\r\n" if "\r\n" in source.text else "\n"


def note_after(scene: Scene, offset: int, statements: str) -> Edit:
    """A canon note below the paragraph that an offset of a scene stands in."""
    end = _paragraph(scene, offset)[1]
    gap = line_end_of(scene.source) * 2
    return Edit(scene.source.span(end, end), f"{gap}[[canon: {statements}]]")


def note_before(scene: Scene, offset: int, statements: str) -> Edit:
    """A canon note above the paragraph that an offset of a scene stands in; below the heading, if it is that."""
    start = _paragraph(scene, offset)[0]
    if scene.written.heading is not None and start < scene.span.end:
        return note_on_top(scene, statements)
    gap = line_end_of(scene.source) * 2
    return Edit(scene.source.span(start, start), f"[[canon: {statements}]]{gap}")


def note_on_top(scene: Scene, statements: str) -> Edit:
    """A canon note at the top of a scene, below its heading."""
    if scene.written.heading is None:
        start = scene.written.start
        gap = line_end_of(scene.source) * 2
        return Edit(scene.source.span(start, start), f"[[canon: {statements}]]{gap}")
    end, gap = scene.span.end, line_end_of(scene.source) * 2
    return Edit(scene.source.span(end, end), f"{gap}[[canon: {statements}]]")


def without_statement(scene: Scene, statement: Statement) -> Edit | None:
    """A note without one of its statements; no note at all, if it says nothing else. None if it is not found."""
    source, span = scene.source, statement.span
    note = next((n for n in scene.episode.script.notes if n.start <= span.start and span.end <= n.end), None)
    if note is None or not note.verbatim or not can_take_notes(scene):
        return None
    text = source.text
    first = note.text_start + (opening.end() if (opening := _OPENING.match(note.text)) else 0)
    before, after = text[first : span.start], text[span.end : note.end - 2]
    if before.strip() or after.strip():
        start, end = span.start, span.end
        if after.lstrip().startswith(";"):  # take the divider behind it along, with its gap
            end += len(after) - len(after.lstrip()) + 1
            end += len(text[end : note.end]) - len(text[end : note.end].lstrip(" \t"))
        else:
            start = first + len(before.rstrip().removesuffix(";").rstrip())
            end = span.end + len(after) - len(after.lstrip(" \t.")) if after.strip(" \t.") == "" else span.end
        return Edit(source.span(start, end), "")
    start, end = _with_its_line(text, note.start, note.end)
    return Edit(source.span(start, end), "")


def _with_its_line(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the line that it stands alone on, and the blank line below it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    if text[line_start:start].strip() or text[end:line_end].strip():
        return start, end
    following = text.find("\n", line_end)
    following = len(text) if following < 0 else following + 1
    return line_start, following if following > line_end and not text[line_end:following].strip() else line_end


def _paragraph(scene: Scene, offset: int) -> tuple[int, int]:
    """Where the paragraph starts and ends that an offset of a scene stands in, between blank lines.

    Blank lines inside a note or a boneyard divide nothing.
    """
    source, script = scene.source, scene.episode.script
    hidden = [*((note.start, note.end) for note in script.notes), *script.boneyards]

    def divides(line: int) -> bool:
        at = source.offset(line)
        return not source.line_text(line).strip() and not any(start < at < end for start, end in hidden)

    first = last = source.position(offset)[0]
    top = source.position(scene.written.start)[0]
    bottom = source.position(max(scene.written.start, scene.written.end - 1))[0]
    while first > top and not divides(first - 1):
        first -= 1
    while last < bottom and not divides(last + 1):
        last += 1
    end = source.offset(last) + len(source.line_text(last).rstrip())
    return max(source.offset(first), scene.written.start), end
