"""The outline of a document: the sections of a script with their scenes, the fields of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from fabula.bible.entries import read_markdown
from fabula.script.fountain_notes import strip_notes
from fabula.script.model import Kind, Script
from fabula.source import Source

__all__ = ["Outline", "OutlineKind", "outline_entry", "outline_script"]


class OutlineKind(Enum):
    """What stands in an outline."""

    SECTION = auto()
    SCENE = auto()
    ENTRY = auto()
    FIELD = auto()


@dataclass(slots=True)
class Outline:
    """One line of an outline with what stands under it. ``name_start`` and ``name_end`` are where its name stands."""

    name: str
    detail: str
    kind: OutlineKind
    start: int
    end: int
    name_start: int
    name_end: int
    inside: list[Outline] = field(default_factory=list)


def outline_script(script: Script) -> list[Outline]:
    """The sections of a script by their depth, with the scenes under each."""
    top: list[Outline] = []
    open_sections: list[tuple[int, Outline]] = []
    scene: Outline | None = None
    size = len(script.source.text)

    def close(at: int, depth: int) -> None:
        while open_sections and open_sections[-1][0] >= depth:
            open_sections.pop()[1].end = at

    for element in script.elements:
        kind = element.kind
        if kind is not Kind.HEADING and kind is not Kind.SECTION:
            continue
        if scene is not None:
            scene.end = element.start
        name = " ".join(strip_notes(element.text).split()) or "(without words)"
        made = Outline(name, "", OutlineKind.SCENE, element.start, size, element.start, element.end)
        if kind is Kind.SECTION:
            scene = None
            made.kind = OutlineKind.SECTION
            depth = int(element.detail)
            close(element.start, depth)
            (open_sections[-1][1].inside if open_sections else top).append(made)
            open_sections.append((depth, made))
        else:
            scene = made
            made.detail = element.detail
            (open_sections[-1][1].inside if open_sections else top).append(made)
    return top


def outline_entry(source: Source) -> list[Outline]:
    """A bible entry with its fields; nothing for a file without any."""
    fields, _, _, _ = read_markdown(source)
    lines = list(_fields(fields))
    if not lines:
        return []
    name = fields.get("name")
    said = name.text.strip() if name is not None else ""
    first, last = (name.span.start, name.span.end) if name is not None and said else (0, 0)
    title = said or source.path.rpartition("/")[2].removesuffix(".md")
    return [Outline(title, "", OutlineKind.ENTRY, 0, len(source.text), first, last, lines)]


def _fields(fields: object) -> Iterator[Outline]:
    assert isinstance(fields, dict)
    for key, value in fields.items():
        place = value.key or value.span
        end = max(place.end, value.span.end)
        detail = " ".join(value.span.text.split())
        detail = detail if len(detail) <= 60 else detail[:57] + "…"
        yield Outline(key, detail, OutlineKind.FIELD, place.start, end, place.start, place.end)
