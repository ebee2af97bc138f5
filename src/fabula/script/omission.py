"""A script without some of its parts: what is asked for when a scene, a person or a note is left out on trial.

What is left out stays in the file as something that is not read, so that every place in the script is still where it
was, and scenes keep the numbers by which they are called.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from fabula.finding import Finding
from fabula.script.model import Element, Kind, Note, Scene, Script
from fabula.source import Source

__all__ = ["Omission", "OmittingSource", "leave_out"]

_NO_TEXTS: Final[Mapping[int, str]] = MappingProxyType({})
_SAYS_NOTHING: Final = re.compile(r"\s*canon\s*:[\s;]*", re.IGNORECASE)
"""A note to fabula of which nothing is left."""
_LISTS: Final = frozenset({Kind.CUE, Kind.ENTRANCE, Kind.EXIT})
"""Elements whose detail may be a list of ids."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What is left out of a script.

    ``stretches`` are offsets, from and up to, in order and apart: elements, notes and scenes that lie in one are left
    out; of a note that only holds one, those characters. ``names`` are people as the format lists them, ids or names
    of the cast. ``elements`` are indices of elements that are left out while the notes in them stay; ``cues`` are other
    texts for cues, by index, ``numbers`` other numbers for scenes, by where they start. ``whole`` leaves out
    everything: the universe has no such episode.
    """

    stretches: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()
    elements: frozenset[int] = frozenset()
    cues: Mapping[int, str] = field(default_factory=lambda: _NO_TEXTS)
    numbers: Mapping[int, str] = field(default_factory=lambda: _NO_TEXTS)
    whole: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Whether all of a stretch is left out."""
        at = bisect_right(self.stretches, start, key=itemgetter(0)) - 1
        return self.whole or (at >= 0 and end <= self.stretches[at][1])

    def within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What is left out of a stretch."""
        for first, last in self.stretches[max(0, bisect_right(self.stretches, start, key=itemgetter(0)) - 1) :]:
            if first >= end:
                break
            if last > start:
                yield max(first, start), min(last, end)


class OmittingSource(Source):
    """A file of which some parts are not to be read. Two of them are never the same, whatever they leave out."""

    def __init__(self, source: Source, omission: Omission) -> None:
        super().__init__(source.path, source.text, source.encoding, source.errors)
        self.omission = omission


def leave_out(script: Script, findings: Iterable[Finding], omission: Omission) -> tuple[Script, list[Finding]]:
    """A script without what is left out, and what is still wrong with it."""
    kept = [f for f in findings if not omission.covers(f.span.start, max(f.span.start + 1, f.span.end))]
    named = omission.names
    again = replace(
        script,
        elements=[_element(index, element, omission) for index, element in enumerate(script.elements)],
        scenes=[_scene(scene, omission) for scene in script.scenes],
        notes=[_note(note, omission) for note in script.notes],
        people={key: name for key, name in script.people.items() if key not in named},
        labels={key: labels for key, labels in script.labels.items() if key not in named},
        groups=script.groups - named,
        omitted=omission.whole,
    )
    return again, kept


def _element(index: int, element: Element, omission: Omission) -> Element:
    kind, text, start, end, detail = element
    if index in omission.elements or omission.covers(start, end):
        return Element(Kind.BLANK, "", start, end)
    if index in omission.cues:
        text = omission.cues[index]
    if detail and omission.names and kind in _LISTS:
        detail = " ".join(name for name in detail.split() if name.lstrip("#") not in omission.names)
        if not detail:
            return Element(Kind.BLANK, "", start, end)
    return Element(kind, text, start, end, detail)


def _scene(scene: Scene, omission: Omission) -> Scene:
    if omission.covers(scene.start, scene.end):
        return replace(scene, omitted=True)
    if scene.start in omission.numbers:
        scene = replace(scene, number=omission.numbers[scene.start])
    cast = tuple(name for name in scene.details.cast if name not in omission.names)
    return scene if cast == scene.details.cast else replace(scene, details=replace(scene.details, cast=cast))


def _note(note: Note, omission: Omission) -> Note:
    if omission.covers(note.start, note.end):
        return replace(note, text="")
    if not note.verbatim:
        return note
    text, at = note.text, note.text_start
    for start, end in omission.within(at, at + len(text)):
        text = text[: start - at] + " " * (end - start) + text[end - at :]
    if text == note.text:
        return note
    return replace(note, text="" if _SAYS_NOTHING.fullmatch(text) else text)
