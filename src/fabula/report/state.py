"""Who is where with what, just before and just after a line of a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fabula.bible.model import EntryKind
from fabula.story.canon import Canon
from fabula.story.model import Hold, Moment, Presence
from fabula.universe.model import Episode, Scene

__all__ = ["Standing", "State", "find_state"]

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
                standing.facts["where"] = canon.universe.place_name(value)
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
