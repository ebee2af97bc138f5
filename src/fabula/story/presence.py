"""Who is in which scene, how, and how well that is founded (design, section 4).

A cue in the room is certain. A canon note, a cast tag or a marked entrance states it. A name in action lines is only
an inference. A voice-over puts nobody in the room; a voice from off screen does; on the phone each is at their own
end. Somebody who goes and comes back has two presences in the scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import is_, is_not
from typing import NamedTuple

from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.entrances import Move, Said, Step, Traces, find_bodies, find_cuts, read_traces
from fabula.story.model import Hold, Manner, Presence, Presences
from fabula.story.timeline import Timeline
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["find_changed", "find_presences"]

_SPOKEN = frozenset({Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS})
_WITHIN_SPEECH = frozenset({Kind.ENTRANCE, Kind.EXIT, Kind.NOTE, Kind.BONEYARD})


# Looking up a member of an enum takes time, and a universe has tens of thousands of presences.
_HERE, _OFF, _ABSENT = Manner.HERE, Manner.OFF_SCREEN, Manner.ABSENT
_CUE, _STATED = Hold.CUE, Hold.STATED

_APART = frozenset({Manner.UNSEEN, Manner.LISTENING, Manner.PHONE})
"""Manners of those who can still come into the room."""


def find_presences(universe: Universe, timeline: Timeline, before: Presences | None = None) -> Presences:
    """Who is in which scene of a universe.

    People are keys of entities; the presence under a cover is that of the person who poses. Offices, classes and
    groups are kept like people: that they are no bodies is for the rules to heed.

    ``before`` are the presences before an edit. Lists of scenes and people that it has not touched are then the same
    objects as they were.
    """
    by_scene: list[list[Presence]] = []
    for episode in universe.episodes:
        by_scene += episode.once("presences", lambda episode: _find(universe, episode))
    on = (timeline.rank, timeline.mode)
    if before is not None and all(map(is_, before.sorted_on, on)):
        by_person = _sort_again(timeline, before, by_scene)
    else:
        by_person = _sort_by_person(timeline, by_scene)
        for person, own in by_person.items() if before is not None else ():
            known = before.by_person.get(person) if before is not None else None
            if known is not None and len(known) == len(own) and all(map(is_, known, own)):
                by_person[person] = known
    return Presences(by_scene, dict(sorted(by_person.items())), on)


def _sort_by_person(timeline: Timeline, by_scene: list[list[Presence]]) -> dict[str, list[Presence]]:
    """Each person's presences in the order of happening."""
    by_person: dict[str, list[Presence]] = {}
    for scene in timeline.order:
        if timeline.mode[scene.order].happened:
            for presence in by_scene[scene.order]:
                if presence.manner is not _ABSENT:
                    by_person.setdefault(presence.person, []).append(presence)
    return by_person


def find_changed(before: Sequence[object], after: Sequence[object]) -> list[int]:
    """Where two lists of one length hold other objects."""
    return [*compress(range(len(after)), map(is_not, before, after))]


def _sort_again(timeline: Timeline, before: Presences, by_scene: list[list[Presence]]) -> dict[str, list[Presence]]:
    """The same after an edit that has moved no scene: only for those whom it touches."""
    changed = find_changed(before.by_scene, by_scene)
    by_person = dict(before.by_person)
    new: dict[str, list[Presence]] = {p.person: [] for order in changed for p in before.by_scene[order]}
    for order in changed:
        for presence in by_scene[order]:
            own = new.setdefault(presence.person, [])
            if presence.manner is not _ABSENT and timeline.mode[order].happened:
                own.append(presence)
    out = frozenset(changed)
    for person, own in new.items():
        kept = [p for p in by_person.pop(person, ()) if p.scene.order not in out]
        if kept or own:
            by_person[person] = sorted([*kept, *own], key=lambda p: timeline.rank[p.scene.order])
    return by_person


def _find(universe: Universe, episode: Episode) -> list[list[Presence]]:
    """Who is in each scene of an episode, sorted by person."""
    bodies = universe.once("bodies", find_bodies)
    elements = episode.script.elements
    cuts = find_cuts(episode.script)
    found: list[list[Presence]] = []
    for scene in episode.scenes:
        traces = read_traces(universe, scene, bodies, cuts)
        staged = bool(scene.moves) and any(elements[index].kind is Kind.ENTRANCE for index, _ in scene.moves)
        here: list[Presence] = []
        for person in sorted(traces):
            here += _place(person, scene, traces[person], staged)
        found.append(here)
    return found


def _place(person: str, scene: Scene, traces: Traces, staged: bool) -> list[Presence]:
    """The presences of one person in a scene, in order."""
    stated = _stated(traces)
    here = [said for said in traces.said if said.manner is _HERE or said.manner is _OFF]
    gone = stated is not None and stated[0] is _ABSENT
    stays = _stays(scene, traces, here) if traces.steps and not gone else []
    if stays:
        return _with_strays(person, scene, traces, stays)
    if staged and here and stated is None and not traces.cast:
        return _strays(person, scene, here)
    return _whole(person, scene, traces, stated, here)


def _stated(traces: Traces) -> tuple[Manner, int, int] | None:
    """How the notes of a scene say that somebody is in it; the last one holds."""
    return traces.stated[-1] if traces.stated else None


def _whole(
    person: str, scene: Scene, traces: Traces, stated: tuple[Manner, int, int] | None, here: list[Said]
) -> list[Presence]:
    """The presence of somebody of whom no coming or going is told: from the scene's start to its end."""
    if stated is not None and stated[0] is not _ABSENT:
        return [_through(person, scene, _CUE if here else _STATED, stated[0], here[0][:2] if here else stated[1:])]
    if here:
        manner = _HERE if any(s.manner is _HERE for s in here) else _OFF
        return [_through(person, scene, _CUE, manner, here[0][:2])]
    found: list[Presence] = []
    if stated is not None:
        found.append(_through(person, scene, _STATED, _ABSENT, stated[1:]))
    if traces.said:
        phone = next((s for s in traces.said if s.manner is Manner.PHONE), None)
        manner = Manner.PHONE if phone else Manner.VOICE
        found.append(_through(person, scene, _CUE, manner, (phone or traces.said[0])[:2]))
        if stated is None and traces.mention is not None and phone is None:
            found.insert(0, _through(person, scene, Hold.INFERRED, _HERE, traces.mention))
    elif traces.cast and stated is None:
        found.append(_through(person, scene, _STATED, _HERE, (scene.span.start, scene.span.end)))
    elif traces.mention is not None and stated is None:
        found.append(_through(person, scene, Hold.INFERRED, _HERE, traces.mention))
    return found


def _through(person: str, scene: Scene, hold: Hold, manner: Manner, at: tuple[int, int]) -> Presence:
    """A presence from a scene's start to its end."""
    written = scene.written
    return Presence(person, scene, hold, manner, Span(scene.source, *at), written.start, written.end)


class _Stay(NamedTuple):
    """From where to where somebody is there by their comings and goings, how, and the step that says so."""

    start: int
    end: int
    by: tuple[int, int]
    manner: Manner | None


def _stays(scene: Scene, traces: Traces, here: list[Said]) -> list[_Stay]:
    """How somebody's comings and goings divide a scene. Without a manner the cues say how they are there."""
    steps = _moves(traces, here)
    if not steps:
        return []
    stays: list[_Stay] = []
    stated = _stated(traces)
    manner = stated[0] if stated is not None else None
    since: int | None = scene.written.start
    by = (steps[0].start, steps[0].end)
    if steps[0].move is Move.ENTERS:
        since = None
        if stated is not None and manner in _APART:
            # On the phone, or unseen, until they come in: `Carter watches unseen`, then `Carter enters`.
            stays.append(_Stay(scene.written.start, steps[0].start, stated[1:], manner))
            manner = None
    for step in steps:
        if step.move is Move.ENTERS:
            if since is None:
                since, by = step.start, (step.start, step.end)
        elif since is not None:
            stays.append(_Stay(since, step.end, by, manner))
            since = None
    if since is not None:
        stays.append(_Stay(since, scene.written.end, by, manner))
    return stays


def _moves(traces: Traces, here: list[Said]) -> list[Step]:
    """The steps that count as coming in or going out."""
    first, last = (here[0].start, here[-1].start) if here else (-1, -1)
    known = bool(here or traces.cast or traces.stated)
    steps: list[Step] = []
    for step in traces.steps:
        if step.move is Move.LEAVES:
            # Told of somebody who is not in the scene, or in the scene of the journey itself, it moves nobody.
            if last < step.start and (known or steps):
                steps.append(Step(step.start, step.end, Move.EXITS))
        elif step.move is Move.RETURNS or step.move is Move.ARRIVES:
            seen = step.move is Move.RETURNS or traces.stated or traces.cast or 0 <= first < step.start
            if steps or not seen:
                steps.append(Step(step.start, step.end, Move.ENTERS))
        else:
            steps.append(step)
    return steps


def _with_strays(person: str, scene: Scene, traces: Traces, stays: list[_Stay]) -> list[Presence]:
    """Presences for the stays of somebody, and for what they say outside of them."""
    found: list[Presence] = []
    rest = traces.said
    for start, end, by, stated in stays:
        said = [s for s in rest if start <= s.start < end or (s.start < start < _end(scene, s))]
        inside = {s.element for s in said}
        rest = [s for s in rest if s.element not in inside]
        here = [s for s in said if s.manner.in_place]
        manner = stated or Manner.HERE
        if stated is None and here and all(s.manner is Manner.OFF_SCREEN for s in here):
            manner = Manner.OFF_SCREEN
        at = Span(scene.source, *(here[0][:2] if here else by))
        found.append(Presence(person, scene, Hold.CUE if here else Hold.STATED, manner, at, start, end))
    for manner in (Manner.PHONE, Manner.VOICE, Manner.OFF_SCREEN):
        heard = [s for s in rest if s.manner is manner]
        if heard:
            at = Span(scene.source, *heard[0][:2])
            found.append(Presence(person, scene, Hold.CUE, manner, at, heard[0].start, _end(scene, heard[-1])))
    astray = [s for s in rest if s.manner is Manner.HERE]
    for edge in [*(stay.start for stay in stays), scene.written.end + 1]:
        before = [s for s in astray if s.start < edge]
        astray = astray[len(before) :]
        found += _strays(person, scene, before)
    return sorted(found, key=lambda p: (p.start, p.end))


def _strays(person: str, scene: Scene, said: list[Said]) -> list[Presence]:
    """The presence of somebody who speaks in the room while the text has them elsewhere: as long as they speak."""
    if not said:
        return []
    end = _end(scene, said[-1])
    manner = Manner.HERE if any(s.manner is Manner.HERE for s in said) else Manner.OFF_SCREEN
    at = Span(scene.source, *said[0][:2])
    return [Presence(person, scene, Hold.CUE, manner, at, said[0].start, end, offstage=manner is Manner.HERE)]


def _end(scene: Scene, said: Said) -> int:
    """Where a speech ends."""
    elements = scene.episode.script.elements
    end = said.end
    for index in range(said.element + 1, scene.written.last):
        element = elements[index]
        if element.kind in _SPOKEN:
            end = element.end
        elif element.kind not in _WITHIN_SPEECH:
            break
    return end
