"""A script as it was written: elements with their exact places, whatever the format.

This is the parsed form, faithful and with spans. What it means for the story is worked out elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from fabula.source import Source, Span

__all__ = ["Element", "Kind", "Note", "Scene", "SceneDetails", "Script", "TitleEntry"]


class Kind(StrEnum):
    """What an element of a script is, in the trade's terms."""

    TITLE_PAGE = "title page"
    HEADING = "scene heading"
    ACTION = "action"
    CUE = "cue"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRICS = "lyrics"
    TRANSITION = "transition"
    CENTERED = "centered"
    PAGE_BREAK = "page break"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"
    ENTRANCE = "entrance"
    EXIT = "exit"
    BLANK = "blank"


class Element(NamedTuple):
    """One element of a script.

    ``start`` and ``end`` are offsets into the file and cover the element with its markup but without the line end
    after it. ``text`` is what it says, without the markup that marks its kind (``@``, ``.``, ``!``, ``>``, ``^``,
    ``#14#`` and so on), with line ends as ``\\n``; emphasis, notes and boneyards inside it are left in it.
    ``detail`` is the scene number of a heading, ``^`` for the second cue of a dual dialogue, the depth of a
    section ("1" to "6"), the ids of those who come or go for ENTRANCE and EXIT (divided by spaces), else empty.
    A plain tuple underneath: scripts have hundreds of thousands of these.
    """

    kind: Kind
    text: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """One key of the title page with its lines, trimmed. ``start``/``end`` cover key and values."""

    key: str
    values: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The lines as one text."""
        return " ".join(self.values)


@dataclass(frozen=True, slots=True)
class Note:
    """A note (``[[ … ]]``, or an FDX script note), wherever it stands.

    ``start``/``end`` cover it with its brackets; ``text`` is what stands between them, verbatim; ``text_start`` is
    the offset of that text (for FDX, where the text is not a slice of the file, the place of the note's paragraph).
    ``verbatim`` says whether ``text`` is a slice of the file, so that places inside it can be computed exactly.
    """

    text: str
    start: int
    end: int
    text_start: int
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class SceneDetails:
    """What only some formats state of a scene; FDX mostly. Lengths are in eighths of a page."""

    eighths: int | None = None
    page: str = ""
    title: str = ""
    summary: str = ""
    script_day: str = ""
    uid: str = ""
    cast: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    """Pairs of category and name ("Props", "Gold key")."""
    colour: str = ""
    beats: tuple[tuple[str, str], ...] = ()
    """Pairs of a name of the cast and what the scene is for them (FDX arc beats), where something is said."""


NO_DETAILS = SceneDetails()


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene as written: its heading and the elements up to the next heading.

    ``heading`` is the index of the heading in ``Script.elements``, or None for what stands before the first one.
    ``first`` and ``last`` bound its elements: ``elements[first:last]``, heading included. ``act`` is the number or
    name of the part it stands in (the nearest section of depth 1, or a TEI act), empty if none.
    """

    index: int
    heading: int | None
    first: int
    last: int
    start: int
    end: int
    number: str = ""
    act: str = ""
    details: SceneDetails = NO_DETAILS
    omitted: bool = False
    """Whether it is left out on trial (see `fabula.script.omission`): it keeps its number, and is no scene."""


@dataclass(slots=True)
class Script:
    """A whole script: one file, read.

    For Fountain, ``elements`` cover the whole file in order and without overlap; what lies between two of them is
    line ends and blank lines, so that `source.text` is always given back exactly. ``notes`` and ``boneyards`` are
    all of them, those inside other elements as well, in order.
    """

    source: Source
    format: str
    title_page: tuple[TitleEntry, ...] = ()
    elements: list[Element] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    boneyards: list[tuple[int, int]] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    """Ids of people as the format gives them, with their names (TEI); empty elsewhere."""
    revision_colours: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What the speeches of an id in `people` are headed with, in order of first use (TEI); empty elsewhere."""
    groups: frozenset[str] = frozenset()
    """Those ids in `people` that are groups or walk-ons (TEI): classes, not persons."""
    styles: dict[int, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    """Emphasis that the format keeps beside the text (FDX), by the index of an element: start and end in its text and
    the style ("Bold", "Italic", "Underline", or several with ``+`` between), in order and without overlap. Fountain's
    is in the text itself."""
    omitted: bool = False
    """Whether all of it is left out on trial: it keeps its number, and is no episode."""
    _places: dict[Kind, list[int]] | None = field(default=None, init=False, repr=False, compare=False)

    def places(self, kind: Kind) -> list[int]:
        """The indices of all elements of a kind, in order. Ask only when the script is complete."""
        if self._places is None:
            places: dict[Kind, list[int]] = {}
            for index, element in enumerate(self.elements):
                held = places.get(element[0])
                if held is None:
                    held = places[element[0]] = []
                held.append(index)
            self._places = places
        return self._places.get(kind, [])

    def title(self, key: str) -> str:
        """The value of a title page key, matched without case; empty if it is not there."""
        wanted = key.casefold()
        return next((e.text for e in self.title_page if e.key.casefold() == wanted), "")

    def body(self, scene: Scene) -> Iterator[Element]:
        """The elements of a scene without its heading."""
        first = scene.first if scene.heading is None else scene.heading + 1
        yield from self.elements[first : scene.last]

    def span(self, element: Element) -> Span:
        """Where an element stands."""
        return Span(self.source, element.start, element.end)
