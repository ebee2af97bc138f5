"""What the audience learns in some scenes, where it would learn it otherwise, and where it is ahead because of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fabula.change.impact.events import events_in, may_teach
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter
from fabula.story.minds.irony import Irony, scene_irony
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.paths import has_seen
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
    """What the audience first learns in some scenes, in order of telling; the fact of a secret as the secret."""
    scenes = may_teach(canon, scenes)
    if not scenes:
        return []
    stakes = stakes_of(canon)
    scenes = [scene for scene in scenes if _is_weighty(canon, stakes, scene)]
    if not scenes:
        return []  # the audience's log takes a while; most scenes change nothing in it
    told, log = canon.minds.audience, canon.minds
    found: dict[Matter, tuple[Scene, Span, str]] = {}
    for scene in sorted(scenes, key=lambda scene: scene.order):
        for number in _told_in(canon, scene):
            for post in told.minds.events[number].nodes[0].post:
                matter = post.matter
                new = matter in stakes.deep and matter not in found and holds(post.value)
                if new and told.minds.value((AUDIENCE,), matter, number) != post.value:
                    found[matter] = (scene, log.happenings[told.events[number]].span, post.value)
    again = _told_again(canon, {matter: (scene.order, value) for matter, (scene, _, value) in found.items()}, scenes)
    return [
        Learnt(scene, span, matter, value, again.get(matter))
        for matter, (scene, span, value) in found.items()
        if not stakes.covered(matter, found)
    ]


def _is_weighty(canon: Canon, stakes: Stakes, scene: Scene) -> bool:
    """Whether a scene says anything, to anybody, of a secret, an identity or a death."""
    events = canon.minds.minds.events
    nodes = (node for number in events_in(canon, scene) for node in events[number].nodes)
    return any(post.matter in stakes.deep for node in nodes for post in node.post)


def _told_in(canon: Canon, scene: Scene) -> range:
    """The numbers of the events that the audience takes in from a scene."""
    told = canon.minds.audience
    place = told.watched.get(scene)
    if place is None:
        return range(0)
    return range(bisect_left(told.moments, (place, -1)), bisect_left(told.moments, (place + 1, -1)))


def _told_again(canon: Canon, learnt: Mapping[Matter, tuple[int, str]], scenes: Sequence[Scene]) -> dict[Matter, Scene]:
    """For what is learnt in the scene of an order, the first later one beside ``scenes`` that tells the same.

    The audience's own log does not keep what is old news to it, so the story's is looked through.
    """
    found: dict[Matter, Scene] = {}
    taken = {scene.order for scene in scenes}
    for happening, event in zip(canon.minds.happenings, canon.minds.minds.events, strict=True) if learnt else ():
        scene = happening.scene
        if scene is None or scene.order in taken:
            continue
        for node in event.nodes:
            for post in node.post:
                if post.matter in learnt:
                    order, value = learnt[post.matter]
                    last = found.get(post.matter)
                    if scene.order > order and post.value == value and (last is None or scene.order < last.order):
                        found[post.matter] = scene
    return found


def find_ahead(canon: Canon, learnt: Sequence[Learnt]) -> list[Ahead]:
    """Where the audience is ahead because of what it has learnt, until it is told again: by person, then matter."""
    if not learnt:
        return []
    stakes = stakes_of(canon)
    found: dict[tuple[str, Matter], list[Scene]] = {}
    for scene, matters in _near(canon, stakes, learnt):
        for irony in scene_irony(canon, scene, only=matters):
            if irony.near and irony.audience_ahead and _is_anything_to(canon, irony, scene):
                found.setdefault((irony.person, irony.matter), []).append(scene)
    return [Ahead(person, matter, tuple(found[person, matter])) for person, matter in sorted(found, key=_key)]


def _is_anything_to(canon: Canon, irony: Irony, scene: Scene) -> bool:
    """Whether it is anything to somebody not to know it: a death is, once it has happened, of those they have seen."""
    if irony.matter.kind != "alive":
        return True
    subject, end = irony.matter.subject, canon.moment(scene, scene.written.end + 1)
    if irony.person == subject or canon.world.value(subject, "alive", end) != irony.audience:
        return False
    return has_seen(canon.minds, irony.person, subject, canon.minds.at(end))


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
