"""What the audience learns in some scenes, where it would learn it otherwise, and where it is ahead because of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter
from fabula.story.minds.irony import scene_irony
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.stakes import Stakes, holds, stakes_of
from fabula.universe.model import Scene

__all__ = ["Ahead", "Learnt", "find_ahead", "find_learnt"]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Something of weight that the audience first learns in a scene: a secret, who is behind a cover, a death.

    ``again`` is the first other scene that tells it too, None if none does.
    """

    scene: Scene
    span: Span
    matter: Matter
    value: str
    again: Scene | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The audience is ahead of somebody, or of what they hold, in these scenes, because of what it has learnt."""

    person: str
    matter: Matter
    scenes: tuple[Scene, ...]


def find_learnt(canon: Canon, scenes: Sequence[Scene]) -> list[Learnt]:
    """What the audience first learns in some scenes, in order of telling. What it learns twice in them is told once."""
    told, log, stakes = canon.minds.audience, canon.minds, stakes_of(canon)
    taken = {scene.order for scene in scenes}
    found: dict[Matter, Learnt] = {}
    for scene in sorted(scenes, key=lambda scene: scene.order):
        for number in _told_in(canon, scene):
            happening = log.happenings[told.events[number]]
            for post in told.minds.events[number].nodes[0].post:
                matter = post.matter
                if matter not in stakes.deep or matter in found or not holds(post.value):
                    continue
                if told.minds.value((AUDIENCE,), matter, number) == post.value:
                    continue
                again = _again(canon, matter, post.value, number, taken)
                found[matter] = Learnt(scene, happening.span, matter, post.value, again)
    return [one for one in found.values() if not stakes.covered(one.matter, set(found))]


def _told_in(canon: Canon, scene: Scene) -> range:
    """The numbers of the events that the audience takes in from a scene."""
    told = canon.minds.audience
    place = told.watched.get(scene)
    if place is None:
        return range(0)
    return range(bisect_left(told.moments, (place, -1)), bisect_left(told.moments, (place + 1, -1)))


def _again(canon: Canon, matter: Matter, value: str, after: int, taken: Collection[int]) -> Scene | None:
    """The first later scene, beside those taken, that tells the audience the same."""
    told, happenings = canon.minds.audience, canon.minds.happenings
    numbers = [b.event for b in told.minds.beliefs((AUDIENCE,), matter) if b.event > after and b.value == value]
    scenes = (happenings[told.events[number]].scene for number in sorted(numbers))
    return next((scene for scene in scenes if scene is not None and scene.order not in taken), None)


def find_ahead(canon: Canon, learnt: Sequence[Learnt]) -> list[Ahead]:
    """Where the audience is ahead because of what it has learnt, until it is told again: by person, then matter."""
    stakes = stakes_of(canon)
    found: dict[tuple[str, Matter], list[Scene]] = {}
    for scene, matters in _near(canon, stakes, learnt):
        for irony in scene_irony(canon, scene, only=matters):
            if irony.near and irony.audience_ahead:
                found.setdefault((irony.person, irony.matter), []).append(scene)
    return [Ahead(person, matter, tuple(found[person, matter])) for person, matter in sorted(found, key=_key)]


def _key(one: tuple[str, Matter]) -> tuple[str, str]:
    return one[0], repr(one[1])


def _near(canon: Canon, stakes: Stakes, learnt: Sequence[Learnt]) -> Iterator[tuple[Scene, list[Matter]]]:
    """The later scenes in which somebody or something is there or spoken of that it is about."""
    wanted = [(one, stakes.concerned(one.matter)) for one in learnt]
    first = min((one.scene.order for one in learnt), default=0)
    for scene in canon.universe.scenes[first:] if learnt else ():
        here = {presence.person for presence in canon.presences.by_scene[scene.order]}
        if not here:
            continue
        spoken_of = {mention.key for mention in scene.mentions}
        near = here | spoken_of | {body_of(canon.universe, key) for key in spoken_of}
        matters = [
            one.matter
            for one, about in wanted
            if one.scene.order <= scene.order
            and (one.again is None or scene.order < one.again.order)
            and not about.isdisjoint(near)
        ]
        if matters:
            yield scene, matters
