"""Who comes, goes, speaks and is said to be there: the traces that a scene's text leaves of each person.

What they add up to is worked out in `fabula.story.presence`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.bible.statements import Statement
from fabula.script.model import Kind, Script
from fabula.story.model import Manner
from fabula.universe.model import Entity, Scene, Universe, Voice

__all__ = ["Move", "Said", "Step", "Traces", "find_bodies", "find_cuts", "read_traces"]

BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER, EntryKind.GROUP})
"""Kinds of entries that can be in a scene."""

MANNERS = {
    "with": Manner.HERE,
    "here": Manner.HERE,
    "watches-unseen": Manner.UNSEEN,
    "listens-in": Manner.LISTENING,
    "on-the-phone": Manner.PHONE,
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
    RETURNS = 2  # enters, if they had gone; else it is the world's business: back from the dead
    ARRIVES = 3  # gets to a place: enters, if that is where the scene is and they have not been seen in it before
    LEAVES = 4  # sets out: exits, if they were there, unless they go on speaking here


MOVES = {
    "enters": Move.ENTERS,
    "arrives": Move.ARRIVES,
    "returns": Move.RETURNS,
    "exits": Move.EXITS,
    "exits-unseen": Move.EXITS,
    "goes-to": Move.LEAVES,
    "departs": Move.LEAVES,
}
"""Forms of canon statements that move somebody."""

EVERYONE_LEAVES = "everyone-leaves"


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


def find_cuts(script: Script) -> list[int]:
    """The elements of a script, by index, from which a scene is cut against another: ``INTERCUT WITH:``."""
    elements = script.elements
    return sorted(index for kind in _CUTS for index in script.places(kind) if "INTERCUT" in elements[index][1])


_CUTS = (Kind.ACTION, Kind.TRANSITION, Kind.CENTERED)


def read_traces(universe: Universe, scene: Scene, bodies: Mapping[str, str], cuts: list[int]) -> dict[str, Traces]:
    """What a scene says of each person. ``bodies`` and ``cuts`` are those of the universe and of its script."""
    traces: dict[str, Traces] = {}
    elements, action = scene.episode.script.elements, Kind.ACTION
    for index, people in scene.moves:
        element = elements[index]
        move = Move.ENTERS if element.kind is Kind.ENTRANCE else Move.EXITS
        for key in _bodies_of(people, bodies):
            _trace(traces, key).steps.append(Step(element.start, element.end, move))
    _read_speeches(scene, bodies, _find_cut(scene, cuts), traces)
    for statement in scene.statements:
        if statement.form != "arrives" or _is_at(universe, scene, statement):
            _read_statement(statement, bodies, traces)
    for mention in scene.mentions:
        body = bodies.get(mention.key)
        if body is not None and elements[mention.element][0] is action:
            trace = _trace(traces, body)
            if trace.mention is None:
                trace.mention = (mention.start, mention.end)
    for key in _bodies_of(scene.cast, bodies):
        _trace(traces, key).cast = True
    for statement in scene.statements:
        if statement.form == EVERYONE_LEAVES:
            _clear_stage(statement, traces)
    for trace in traces.values():
        trace.steps.sort()
    return traces


def _bodies_of(people: Iterable[str], bodies: Mapping[str, str]) -> Iterator[str]:
    for person in people:
        key = bodies.get(person)
        if key is not None:
            yield key


def _trace(traces: dict[str, Traces], key: str) -> Traces:
    trace = traces.get(key)
    if trace is None:
        trace = traces[key] = Traces()
    return trace


def _read_speeches(scene: Scene, bodies: Mapping[str, str], cut: int | None, traces: dict[str, Traces]) -> None:
    """Add who speaks to the traces; ``cut`` is the offset from which the scene is cut against another, if it is."""
    elements = scene.episode.script.elements
    count = len(elements)
    here, room, parenthetical = Manner.HERE, Voice.ROOM, Kind.PARENTHETICAL  # looking these up takes time
    # Where nobody comes or goes, the first of several speeches says all; there are hundreds of thousands of them.
    moving = bool(scene.moves) or any(s.form in MOVES or s.form == EVERYONE_LEAVES for s in scene.statements)
    for speech in scene.speeches:
        index = speech.element
        cue = elements[index]
        manner = here
        if speech.voice is not room:
            manner = VOICES[speech.voice]
        elif (
            index + 1 < count
            and elements[index + 1][0] is parenthetical
            and _OUTSIDE.fullmatch(elements[index + 1].text) is not None
        ):
            manner = Manner.OFF_SCREEN
        for person in speech.people:
            key = bodies.get(person)
            if key is None:
                continue
            trace = traces.get(key)
            if trace is None:
                trace = traces[key] = Traces()
            heard = manner
            if cut is not None and cue.start >= cut and manner is here and not _is_here(trace):
                heard = Manner.PHONE  # the other end of the line, or of town
            if moving or not trace.said or trace.said[-1].manner is not heard:
                trace.said.append(Said(cue.start, cue.end, index, heard))


_OUTSIDE = re.compile(r"\W*(?:from )?(?:within|without|off|off[ -]?stage|off[ -]?screen|outside)\W*", re.IGNORECASE)
"""What is written behind a cue of somebody who is heard from elsewhere: ``(within)``, ``(off)``."""


def _is_here(trace: Traces) -> bool:
    return any(said.manner.in_place for said in trace.said)


def _find_cut(scene: Scene, cuts: list[int]) -> int | None:
    """The offset from which a scene is cut against another, or None."""
    written = scene.written
    if scene.heading is not None and "intercut" in scene.heading.flags:
        return written.start
    at = bisect_left(cuts, written.first)
    if at < len(cuts) and cuts[at] < written.last:
        return scene.episode.script.elements[cuts[at]].start
    return None


def _read_statement(statement: Statement, bodies: Mapping[str, str], traces: dict[str, Traces]) -> None:
    """Add what a statement says of presence to the traces."""
    manner, move = MANNERS.get(statement.form), MOVES.get(statement.form)
    if manner is None and move is None:
        return
    start, end = statement.span.start, statement.span.end
    for name in statement.all_names():
        key = bodies.get(name.key)
        if key is not None and manner is not None:
            _trace(traces, key).stated.append((manner, start, end))
        elif key is not None and move is not None:
            _trace(traces, key).steps.append(Step(start, end, move))


def _is_at(universe: Universe, scene: Scene, statement: Statement) -> bool:
    """Whether a scene is set in, or holds, a place that a statement names."""
    keys = [name.key for name in statement.all_names()]
    return any(universe.within(scene.place, key) or universe.within(key, scene.place) for key in keys if key)


def _clear_stage(statement: Statement, traces: Mapping[str, Traces]) -> None:
    at = statement.span.start
    for trace in traces.values():
        spoke = any(said.start < at for said in trace.said)
        if spoke or trace.stated or any(step.start < at for step in trace.steps):
            trace.steps.append(Step(at, statement.span.end, Move.EXITS))
