"""Where a contradiction is reported: in the text that is easier to change."""

from __future__ import annotations

from fabula.story.model import Change
from fabula.universe.model import Scene

__all__ = ["blame", "scene_is_wrong"]


def blame(first: Scene, second: Scene) -> tuple[Scene, Scene]:
    """Two scenes that contradict each other, as (the one that is wrong, the other).

    The lower status is wrong; among equals the one told later (design, section 1).
    """
    if (first.episode.status, -first.order) < (second.episode.status, -second.order):
        return first, second
    return second, first


def scene_is_wrong(change: Change, scene: Scene) -> bool:
    """Whether a scene is wrong that goes against a change before it; if not, what states the change is.

    The bible yields to nothing but what is shot or released.
    """
    if change.scene is None:
        return scene.episode.status <= change.status
    return blame(change.scene, scene)[0] is scene
