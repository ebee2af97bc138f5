"""Who is where with what, just before and just after a line of a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from fabula.bible.model import EntryKind
from fabula.report.clock import local_bounds, write_interval
from fabula.report.ink import PLAIN, Ink
from fabula.report.tables import Table, write_table
from fabula.report.timeline import heading_text
from fabula.report.words import clean
from fabula.story.clock import Clocks
from fabula.story.model import Canon, Hold, Moment, Presence
from fabula.universe.model import Episode, Scene

__all__ = ["Standing", "State", "find_state", "state_document", "write_state"]

_CONTEXT = 2
_BODIES = {EntryKind.PERSON, EntryKind.COVER, EntryKind.GROUP}


@dataclass(slots=True)
class Standing:
    """How it stands with one person or thing at a moment: each known thing about them in words, by its name."""

    key: str
    name: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    """The state around a line. ``before`` and ``after`` list the same people and things in the same order."""

    episode: Episode
    scene: Scene
    line: int
    outside: bool
    """The line stands before the first scene; the state is that at its start."""
    before: list[Standing]
    after: list[Standing]


def find_state(canon: Canon, episode: Episode, line: int, everybody: bool = False) -> State | None:
    """The state around a line of an episode; None if the episode has no scene.

    Listed are the people of the scene, whoever and whatever changes in it, and what they hold; with ``everybody``
    all of whom anything is known.
    """
    if not episode.scenes:
        return None
    source = episode.script.source
    start, end = source.offset(line), source.offset(line) + len(source.line_text(line)) + 1
    scene = next((s for s in reversed(episode.scenes) if s.written.start <= start), None)
    outside = scene is None
    scene = scene or episode.scenes[0]
    if outside:
        start = end = scene.written.start
    facts = _by_subject(canon)
    keys = sorted(facts) if everybody else _concerned(canon, scene, facts)
    states = []
    for offset in (start, end):
        moment = canon.moment(scene, offset)
        here = _here(canon, scene, min(offset, scene.written.end))
        held = _held(canon, facts, moment)
        states.append(
            [_standing(canon, key, moment, facts.get(key, ()), here.get(key, ""), held.get(key, [])) for key in keys]
        )
    return State(episode, scene, line, outside, *states)


def _by_subject(canon: Canon) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject, attribute in sorted(canon.world.log):
        found.setdefault(subject, []).append(attribute)
    return found


def _concerned(canon: Canon, scene: Scene, facts: dict[str, list[str]]) -> list[str]:
    """The people of the scene in its order, then those of whom something changes in it, then what they have."""
    rank = canon.timeline.rank[scene.order]
    keys: dict[str, None] = {p.person: None for p in sorted(canon.presences.by_scene[scene.order], key=_first)}
    others = {
        subject
        for subject, attributes in facts.items()
        if any(c.moment.rank == rank for attribute in attributes for c in canon.world.changes(subject, attribute))
    }
    for moment in (canon.moment(scene), canon.moment(scene, scene.written.end + 1)):
        others |= {
            thing for person, things in _held(canon, facts, moment).items() if person in keys for thing in things
        }
    return [*keys, *sorted(others - keys.keys())]


def _first(presence: Presence) -> tuple[int, str]:
    return presence.span.start, presence.person


def _here(canon: Canon, scene: Scene, offset: int) -> dict[str, str]:
    """How each person is in the scene at an offset; ``?`` where only a name in the action lines says so."""
    found: dict[str, str] = {}
    for presence in canon.presences.by_scene[scene.order]:
        if presence.start < offset <= presence.end:
            found[presence.person] = f"{presence.manner}{'?' if presence.hold is Hold.INFERRED else ''}"
    return found


def _place_name(canon: Canon, key: str) -> str:
    """The name of a place; a room that only headings name has the house behind it, for there are many kitchens."""
    place = canon.universe.entities.get(key)
    if place is None:
        return key
    if place.declared or not place.parent:
        return place.name
    return f"{place.name} ({canon.universe.name(place.parent)})"


def _held(canon: Canon, facts: dict[str, list[str]], at: Moment) -> dict[str, list[str]]:
    """What each person has at a moment."""
    found: dict[str, list[str]] = {}
    for thing, attributes in facts.items():
        holder = canon.world.value(thing, "holder", at) if "holder" in attributes else ""
        if holder:
            found.setdefault(holder, []).append(thing)
    return found


def _standing(
    canon: Canon, key: str, at: Moment, attributes: Iterable[str], here: str, held: Iterable[str]
) -> Standing:
    universe = canon.universe
    standing = Standing(key, universe.name(key))
    entity = universe.entities.get(key)
    if entity is None or entity.kind in _BODIES:
        standing.facts["in the scene"] = here
    groups: list[str] = []
    for attribute in attributes:
        value = canon.world.value(key, attribute, at)
        name, _, rest = attribute.partition(":")
        match name:
            case "place":
                standing.facts["where"] = _place_name(canon, value)
            case "alive":
                standing.facts["alive"] = value
            case "member":
                groups += [universe.name(rest)] if value == "yes" else []
                standing.facts["groups"] = ", ".join(groups)
            case "holder":
                standing.facts["held by"] = universe.name(value) if value else ""
            case "is" | "gone":
                standing.facts[rest or name] = value
            case _:
                verb, _, whom = rest.partition(":")
                words = universe.name(value) if value in universe.entities else value
                standing.facts[f"{verb} {universe.name(whom)}".strip()] = words
    standing.facts["has"] = ", ".join(universe.name(thing) for thing in held)
    return standing


_FIRST = ("in the scene", "where", "alive", "groups", "has", "held by")


def _columns(state: State) -> list[str]:
    """The names of what is known of anybody, the usual ones first."""
    names = {name: None for one in (*state.before, *state.after) for name, value in one.facts.items() if value}
    return [n for n in _FIRST if n in names] + sorted(n for n in names if n not in _FIRST)


def _table(state: State, standings: Sequence[Standing], against: Sequence[Standing] | None) -> Table:
    columns = _columns(state)
    table = Table(("who", *columns), [])
    for number, one in enumerate(standings):
        table.rows.append((one.name, *(one.facts.get(name, "") for name in columns)))
        if against is not None:
            other = against[number].facts
            table.marked |= {
                (number, c) for c, name in enumerate(columns, 1) if one.facts.get(name, "") != other.get(name, "")
            }
    return table


def write_state(canon: Canon, state: State, width: int | None = None, ink: Ink = PLAIN) -> Iterator[str]:
    """The state as a person reads it: before, the line among its neighbours, after with what changed marked."""
    scene = state.scene
    when = write_interval(canon.timeline.start[scene.order], Clocks(canon.universe), scene.place)
    day = canon.timeline.days[scene.order]
    mode = canon.timeline.mode[scene.order]
    yield f"{ink(clean(scene.name), 'code')}  {clean(heading_text(scene))}\n"
    notes = [when, f"story day {day}" if day is not None else "", str(mode) if mode != "present" else ""]
    if any(notes):
        yield f"{', '.join(note for note in notes if note)}\n"
    if not mode.happened:
        yield "What is shown here did not happen, so it changes nothing.\n"
    if state.outside:
        yield f"Line {state.line} stands before the first scene. This is the state at the start of that scene.\n"
    yield "\n"
    if not state.before:
        yield "Nothing is known about anybody here.\n\n"
    else:
        yield ink(f"Just before line {state.line}", "strong") + "\n\n"
        yield from write_table(_table(state, state.before, None), width, ink)
        yield "\n"
    yield from _context(state, ink)
    if state.before and not state.outside:
        yield "\n" + ink(f"Just after line {state.line}", "strong") + "\n\n"
        table = _table(state, state.after, state.before)
        yield from write_table(table, width, ink)
        yield "\n" + ("* changed by this line\n" if table.marked else "This line changes nothing.\n")


def _context(state: State, ink: Ink) -> Iterator[str]:
    source = state.episode.script.source
    last = min(state.line + _CONTEXT, len(source.line_starts))
    gutter = len(str(last))
    for number in range(max(1, state.line - _CONTEXT), last + 1):
        text = clean(source.line_text(number).replace("\t", "    "))
        text = text if len(text) <= 96 else text[:95] + "…"
        row = f"{'>' if number == state.line else ' '} {number:>{gutter}} | {text}".rstrip() + "\n"
        yield ink(row[:-1], "strong") + "\n" if number == state.line else row


def state_document(canon: Canon, state: State, prefix: str) -> dict[str, Any]:
    """The state as data. ``changed`` names what differs, as pairs of key and name of the fact."""
    scene = state.scene
    earliest, latest = local_bounds(canon.timeline.start[scene.order], Clocks(canon.universe), scene.place)
    columns = _columns(state)
    changed = [
        [one.key, name]
        for one, other in zip(state.after, state.before, strict=True)
        for name in columns
        if one.facts.get(name, "") != other.facts.get(name, "")
    ]
    return {
        "path": prefix + state.episode.script.source.path,
        "line": state.line,
        "scene": scene.key,
        "heading": heading_text(scene),
        "earliest": earliest or None,
        "latest": latest or None,
        "day": canon.timeline.days[scene.order],
        "mode": str(canon.timeline.mode[scene.order]),
        "before": [_standing_document(one) for one in state.before],
        "after": [_standing_document(one) for one in state.after],
        "changed": changed,
    }


def _standing_document(one: Standing) -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "facts": {name: value for name, value in one.facts.items() if value}}
