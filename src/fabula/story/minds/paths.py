"""By which path somebody came to know something: who saw it, who told whom, down to the one who is asked about.

A path is a chain of events, the first one first: "S01E02/14: Orlick tells Nadia …", "S01E03/2: Nadia tells Rahi …".
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from fabula.finding import Step
from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.changes import body_of
from fabula.story.minds.events import Grounds, Matter, subjects_of
from fabula.story.minds.log import AUDIENCE, Happening, MindLog
from fabula.story.minds.sayings import speech_at
from fabula.universe.model import Scene, Universe

__all__ = ["happening_step", "has_seen", "path_to", "speaker_of", "wipe_of"]

_SPOKEN: Final = frozenset({Kind.DIALOGUE, Kind.LYRICS})


def path_to(universe: Universe, log: MindLog, person: str, matter: Matter, at: int | None = None) -> tuple[Step, ...]:
    """The events by which somebody came to hold what they hold on a matter after ``at`` events, the first one first.

    Empty if they hold nothing. The path goes back from teller to teller for as long as each of them held the same.
    """
    steps: list[Step] = []
    seen: set[str] = set()
    belief = log.belief((person,), matter, at)
    while belief is not None and person not in seen:
        seen.add(person)
        happening = log.happenings[belief.event]
        steps.append(happening_step(universe, log, belief.event, person, matter))
        person = speaker_of(universe, log, belief.event)
        before = log.belief((person,), matter, belief.event) if person else None
        if before is not None and before.value != belief.value:
            break  # a lie begins here
        if happening.kind in {"seen", "bible"}:
            break
        belief = before
    return tuple(reversed(steps))


def happening_step(universe: Universe, log: MindLog, event: int, person: str, matter: Matter) -> Step:
    """One event of a path in words, with its place."""
    happening = log.happenings[event]
    if happening.scene is None:
        return Step(happening.span, happening.words)
    name = universe.name(person)
    match happening.kind:
        case "said":
            span = _said_span(happening.scene, happening)
            speaker = speaker_of(universe, log, event)
            if speaker:
                words = f"{universe.name(speaker)} says “{span.text}”"
                if person != speaker:
                    words += f", and {name} hears it"
            else:
                words = f"{name} meets with the name {universe.name(matter.subject)}"
            return Step(span, f"{happening.scene.name}: {words}")
        case "seen":
            if person == AUDIENCE:
                return Step(happening.span, f"{happening.scene.name}: {universe.name(matter.subject)} is there")
            whom = "" if body_of(universe, matter.subject) == person else f" with {universe.name(matter.subject)}"
            return Step(happening.span, f"{happening.scene.name}: {name} is there{whom}")
        case _:
            return Step(happening.span, f"{happening.scene.name}: {happening.words}")


def speaker_of(universe: Universe, log: MindLog, event: int) -> str:
    """Who says what an event is: the teller, the liar, whoever drops the name; empty where nobody speaks."""
    happening = log.happenings[event]
    for post in log.minds.events[event].nodes[0].post:
        if post.matter.kind == "claim":
            return post.matter.subject
    if happening.kind != "said" or happening.scene is None:
        return ""
    scene = happening.scene
    elements = scene.episode.script.elements
    element = bisect_right(elements, happening.span.start, key=lambda one: one.start) - 1
    speech = speech_at(scene, element) if element >= 0 and elements[element].kind in _SPOKEN else None
    return body_of(universe, speech.people[0]) if speech is not None and speech.people else ""


def has_seen(log: MindLog, viewer: str, person: str, at: int | None = None) -> bool:
    """Whether somebody has seen a person as themselves, under no cover, and has not forgotten it."""
    seen = log.minds.beliefs((viewer,), Matter("place", person), at)
    return any(belief.post.grounds is Grounds.SEEN for belief in seen)


def wipe_of(log: MindLog, person: str, matter: Matter, at: int | None = None) -> Happening | None:
    """What took from somebody what they once held on a matter, None if they hold it still or never did."""
    moment = len(log.happenings) if at is None else at
    held = log.minds.belief((person,), matter, moment)
    if held is not None:
        happening = log.happenings[held.event]
        return happening if happening.kind == "forgets" else None
    lost = log.minds.lost(person, matter, moment)
    if lost is None:
        return None
    subjects = subjects_of(matter)
    for number in reversed(log.minds.memory_events(person)):
        if number >= moment:
            continue
        if number <= lost.event:
            break
        for change in log.minds.events[number].nodes[0].memory:
            covers = change.about is None or not change.about.isdisjoint(subjects)
            if covers and change.person == person and not change.gives and change.since <= lost.event < change.until:
                return log.happenings[number]
    return None


def _said_span(scene: Scene, happening: Happening) -> Span:
    """Where the words stand that an event is: the log keeps only where they begin."""
    start = happening.span.start
    end = next((mention.end for mention in scene.mentions if mention.start == start), happening.span.end)
    return Span(happening.span.source, start, max(end, happening.span.end))
