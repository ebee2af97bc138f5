"""What "later" is later than: the scene before, in the same line of telling.

After a flashback the present goes on where it was left. So the scene before a present one is the last present scene of
the show; the scene before a flashback scene is the one before it in the same flashback, and for the first of them the
present that it interrupts. A show that opens with a flashback has no present yet: then it is the scene told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fabula.story.model import Mode
from fabula.universe.model import Scene

__all__ = ["Anchors", "find_anchors"]


@dataclass(slots=True)
class Anchors:
    """For each scene, by ``Scene.order``.

    ``before``: the scene before it in its line of telling; ``host``: the present scene that a flashback, dream or
    tale interrupts (for an opening one, the present scene that comes after it), None for present scenes; ``told``:
    the scene told just before in the show.
    """

    before: list[Scene | None]
    host: list[Scene | None]
    told: list[Scene | None]


def find_anchors(scenes: Sequence[Scene], modes: Sequence[Mode]) -> Anchors:
    """The anchors of some scenes: those of whole shows, in telling order. ``modes`` are those of all scenes."""
    size = len(modes)
    anchors = Anchors([None] * size, [None] * size, [None] * size)
    present: dict[str, Scene] = {}
    told: dict[str, Scene] = {}
    opening: dict[str, list[Scene]] = {}
    for scene in scenes:
        show, mode = scene.episode.show.id, modes[scene.order]
        last, here = told.get(show), present.get(show)
        anchors.told[scene.order] = last
        if mode is Mode.PRESENT:
            anchors.before[scene.order] = here or last
            present[show] = scene
            for early in opening.pop(show, ()):
                anchors.host[early.order] = scene
        else:
            anchors.host[scene.order] = here
            if here is None:
                opening.setdefault(show, []).append(scene)
            same = last is not None and modes[last.order] is mode and last.episode is scene.episode
            anchors.before[scene.order] = last if same else here
        told[show] = scene
    return anchors
