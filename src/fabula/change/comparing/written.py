"""What is written in a scene, in a form in which two versions of it can be held against each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import Final

from rapidfuzz.distance import Indel

from fabula.script.model import Kind
from fabula.universe.model import Scene

__all__ = ["Written", "likeness"]

_UNPRINTED: Final = frozenset(
    {Kind.NOTE, Kind.BONEYARD, Kind.SECTION, Kind.SYNOPSIS, Kind.PAGE_BREAK, Kind.BLANK, Kind.TITLE_PAGE}
)
_HIDDEN: Final = re.compile(r"\[\[.*?\]\]|/\*.*?\*/", re.DOTALL)
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


class Written:
    """The text of one scene: all of it, what prints of it word by word, and its notes."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    @cached_property
    def heading(self) -> str:
        """The heading without its number; empty if there is none."""
        written = self.scene.written
        if written.heading is None:
            return ""
        return " ".join(self.scene.episode.script.elements[written.heading].text.split())

    @cached_property
    def content(self) -> tuple[str, ...]:
        """All that is written, notes as well, without the scene's number: what is equal was not touched."""
        written, elements = self.scene.written, self.scene.episode.script.elements
        return (*(f"{kind}\t{text}" for kind, text, *_ in elements[written.first : written.last]), *self.notes)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The notes and synopses, with single blanks."""
        written, script = self.scene.written, self.scene.episode.script
        first = bisect_left(script.notes, written.start, key=lambda note: note.start)
        last = bisect_left(script.notes, written.end, key=lambda note: note.start)
        elements = script.elements[written.first : written.last]
        synopses = (f"= {' '.join(text.split())}" for kind, text, *_ in elements if kind is Kind.SYNOPSIS)
        return (*(" ".join(note.text.split()) for note in script.notes[first:last]), *synopses)

    @cached_property
    def words(self) -> list[str]:
        """The words and marks that print, the heading first."""
        elements = self.scene.episode.script.elements
        written = self.scene.written
        texts = (text for kind, text, *_ in elements[written.first : written.last] if kind not in _UNPRINTED)
        return _WORD.findall(_HIDDEN.sub(" ", "\n".join(texts)))

    @property
    def short(self) -> bool:
        """Whether it is too short to be known by its text alone."""
        written, elements = self.scene.written, self.scene.episode.script.elements
        return sum(len(element.text) for element in elements[written.first : written.last]) < _KNOWN


_KNOWN: Final = 80
"""Characters from which on two scenes that say the same are the same scene, wherever they stand."""


def likeness(one: Written, other: Written, least: float = 0.0) -> float:
    """The share of the words of two scenes that both have, in the same order: 1 where nothing that prints differs.

    What is below ``least`` may come out as 0, and does so sooner.
    """
    return Indel.normalized_similarity(one.words, other.words, score_cutoff=least)
