"""Who comes, goes, speaks and is said to be there: the traces that a scene's text leaves of each person.

What they add up to is worked out in `fabula.story.presence`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.bible.statements import Statement
from fabula.script.model import Kind, Script
from fabula.story.model import Manner
from fabula.universe.model import Entity, Scene, Universe, Voice

__all__ = ["Move", "Said", "Step", "Traces", "find_bodies", "find_names", "marked_elements", "read_traces"]

BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER, EntryKind.GROUP})
"""Kinds of entries that can be in a scene."""

MANNERS = {
    "with": Manner.HERE,
    "is here": Manner.HERE,
    "watches unseen": Manner.UNSEEN,
    "listens in": Manner.LISTENING,
    "on the phone": Manner.PHONE,
    "without": Manner.ABSENT,
}
"""Forms of canon statements that say how somebody is in the scene as a whole."""

VOICES = {
    Voice.ROOM: Manner.HERE,
    Voice.OFF_SCREEN: Manner.OFF_SCREEN,
    Voice.PHONE: Manner.PHONE,
    Voice.VOICE_OVER: Manner.VOICE,
}


class Move(IntEnum):
    """How somebody's place changes in the course of a scene."""

    ENTERS = 0
    EXITS = 1
    LEAVES = 2  # goes, if they were there at all: `everyone leaves`, `Mason goes to Oslo`


MOVES = {"enters": Move.ENTERS, "arrives": Move.ENTERS, "exits": Move.EXITS, "goes to": Move.LEAVES}
"""Forms of canon statements that move somebody."""

EVERYONE_LEAVES = "everyone leaves"


class Step(NamedTuple):
    """Somebody's coming or going; ``start`` and ``end`` are the place that says so."""

    start: int
    end: int
    move: Move


class Said(NamedTuple):
    """A cue of somebody: its place, its index among the script's elements, and how the voice reaches the scene."""

    start: int
    end: int
    element: int
    manner: Manner


@dataclass(slots=True)
class Traces:
    """All that one scene says of one person, each list in the order of the text."""

    said: list[Said] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    stated: list[tuple[Manner, int, int]] = field(default_factory=list)
    cast: bool = False
    mention: tuple[int, int] | None = None


def find_bodies(universe: Universe) -> dict[str, str]:
    """For each entry that can be in a scene, whose body that is: a cover's is that of the person who poses.

    A cover of nobody is its own body. Covers of covers are followed; a circle ends where it closes.
    """
    bodies: dict[str, str] = {}
    for key, entity in universe.entities.items():
        if entity.kind in BEINGS:
            bodies[key] = _body(universe, entity)
    return bodies


def _body(universe: Universe, entity: Entity) -> str:
    seen = {entity.key}
    while entity.kind is EntryKind.COVER and entity.parent not in seen:
        person = universe.entities.get(entity.parent)
        if person is None or person.kind not in BEINGS:
            break
        seen.add(person.key)
        entity = person
    return entity.key


def find_names(universe: Universe) -> dict[str, str]:
    """Keys of those who can be in a scene by name, alias and cue in lower case; names of several are left out."""
    found: dict[str, str] = {}
    for entity in universe.entities.values():
        if entity.kind in BEINGS:
            cues = entity.entry.cues if entity.entry is not None else ()
            for name in (entity.name, *entity.aliases, *cues):
                if found.setdefault(name.casefold(), entity.key) != entity.key:
                    found[name.casefold()] = ""
    return {name: key for name, key in found.items() if key}


def marked_elements(script: Script) -> list[int]:
    """The elements of a script that say who comes and goes, or that the scene is cut against another."""
    return [
        index
        for index, element in enumerate(script.elements)
        if element.kind in _MARKED or ("INTERCUT" in element.text and element.kind in _CUTS)
    ]


_MARKED = frozenset({Kind.ENTRANCE, Kind.EXIT})
_CUTS = frozenset({Kind.ACTION, Kind.TRANSITION, Kind.CENTERED})


def read_traces(
    scene: Scene, bodies: Mapping[str, str], names: Mapping[str, str], marked: list[int]
) -> tuple[dict[str, Traces], bool]:
    """What a scene says of each person, and whether it is one in which entrances are marked (a play's).

    ``marked`` are the marked elements of its script. Statements and marks are taken in the order of the text.
    """
    traces: dict[str, Traces] = {}
    intercut = _read_marks(scene, bodies, names, marked, traces)
    _read_speeches(scene, bodies, intercut, traces)
    staged = any(step.move is Move.ENTERS for trace in traces.values() for step in trace.steps)
    everyone = [s for s in scene.statements if _read_statement(s, bodies, traces)]
    elements = scene.episode.script.elements
    for mention in scene.mentions:
        key = bodies.get(mention.key)
        if key is not None and elements[mention.element].kind is Kind.ACTION:
            trace = _trace(traces, key)
            if trace.mention is None:
                trace.mention = (mention.start, mention.end)
    for name in scene.written.details.cast:
        key = names.get(name.strip().casefold())
        if key is not None:
            _trace(traces, bodies[key]).cast = True
    for statement in everyone:
        _clear_stage(statement, traces)
    for trace in traces.values():
        trace.steps.sort()
    return traces, staged


def _trace(traces: dict[str, Traces], key: str) -> Traces:
    trace = traces.get(key)
    if trace is None:
        trace = traces[key] = Traces()
    return trace


def _read_speeches(scene: Scene, bodies: Mapping[str, str], intercut: int | None, traces: dict[str, Traces]) -> None:
    elements = scene.episode.script.elements
    for speech in scene.speeches:
        cue = elements[speech.element]
        manner = VOICES[speech.voice]
        for person in speech.people:
            key = bodies.get(person)
            if key is None:
                continue
            trace = _trace(traces, key)
            heard = manner
            if intercut is not None and cue.start >= intercut and manner is Manner.HERE and not _is_here(trace):
                heard = Manner.PHONE  # the other end of the line, or of town
            trace.said.append(Said(cue.start, cue.end, speech.element, heard))


def _is_here(trace: Traces) -> bool:
    return any(said.manner.in_place for said in trace.said)


def _read_marks(
    scene: Scene, bodies: Mapping[str, str], names: Mapping[str, str], marked: list[int], traces: dict[str, Traces]
) -> int | None:
    """Add entrances and exits to the traces; the offset from which the scene is cut against another, or None."""
    script = scene.episode.script
    heading = scene.heading
    intercut = scene.written.start if heading is not None and "intercut" in heading.flags else None
    for index in marked[bisect_left(marked, scene.written.first) : bisect_left(marked, scene.written.last)]:
        element = script.elements[index]
        if element.kind not in _MARKED:
            if intercut is None and index != scene.written.heading:
                intercut = element.start
            continue
        move = Move.ENTERS if element.kind is Kind.ENTRANCE else Move.EXITS
        for who in element.detail.split():
            key = names.get(who.casefold()) or names.get(script.people.get(who, "").casefold())
            if key is not None:
                _trace(traces, bodies[key]).steps.append(Step(element.start, element.end, move))
    return intercut


def _read_statement(statement: Statement, bodies: Mapping[str, str], traces: dict[str, Traces]) -> bool:
    """Add what a statement says of presence to the traces; whether it sends everyone away."""
    manner, move = MANNERS.get(statement.form), MOVES.get(statement.form)
    if manner is None and move is None:
        return statement.form == EVERYONE_LEAVES
    start, end = statement.span.start, statement.span.end
    for name in statement.all_names():
        key = bodies.get(name.key)
        if key is not None and manner is not None:
            _trace(traces, key).stated.append((manner, start, end))
        elif key is not None and move is not None:
            _trace(traces, key).steps.append(Step(start, end, move))
    return False


def _clear_stage(statement: Statement, traces: Mapping[str, Traces]) -> None:
    at = statement.span.start
    for trace in traces.values():
        spoke = any(said.start < at for said in trace.said)
        if spoke or trace.stated or any(step.start < at for step in trace.steps):
            trace.steps.append(Step(at, statement.span.end, Move.LEAVES))
