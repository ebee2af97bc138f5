"""What a proposal would touch: the scenes to come in which an element stands, and what rests on each of them."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.change.impact.impact import find_impact
from fabula.change.impact.targets import read_target
from fabula.listening.answers.standing import people_in, scenes_to_come
from fabula.listening.elements import people_of
from fabula.story.canon import Canon
from fabula.universe.model import Scene, Status

__all__ = ["Touched", "find_touched", "shared_scenes"]


@dataclass(frozen=True, slots=True)
class Touched:
    """A scene that is not released, with what rests on it: so many scenes, of which so many are locked or further.

    ``shows`` are the ids of the shows that these scenes are in; ``learnt`` is how much the audience learns in it.
    """

    scene: Scene
    resting: int
    fixed: int
    shows: tuple[str, ...]
    learnt: int


def find_touched(canon: Canon, element: str, number: int = 3) -> tuple[list[Touched], int]:
    """The next scenes to come in which an element stands, and how many there are in all."""
    scenes = scenes_to_come(canon, element)
    return [_touch(canon, scene) for scene in _nearest(scenes)[:number]], len(scenes)


def shared_scenes(canon: Canon, element: str) -> list[Scene]:
    """The scenes to come in which both people of a pair, or the one person, are."""
    people = set(people_of(element))
    return [scene for scene in scenes_to_come(canon, element) if people <= people_in(canon, scene)]


def _nearest(scenes: list[Scene]) -> list[Scene]:
    """Those first that can be changed most easily, then in the order of telling."""
    return sorted(scenes, key=lambda scene: (scene.episode.status, scene.order))


def _touch(canon: Canon, scene: Scene) -> Touched:
    impact = find_impact(canon, read_target(canon, scene.key))
    fixed = sum(one.status >= Status.LOCKED for one in impact.resting)
    return Touched(scene, len(impact.resting), fixed, tuple(impact.shows), len(impact.learnt))
