"""How hard it is to change a scene, by how far its episode has come."""

from __future__ import annotations

from typing import Final

from fabula.universe.model import Scene, Status

__all__ = ["can_change", "change_words", "stage_words"]

_STAGES: Final = {Status.IDEA: "an idea", Status.OUTLINE: "an outline", Status.DRAFT: "a draft"}
_CHANGES: Final = {
    Status.LOCKED: "it changes by revision pages",
    Status.SHOT: "it would have to be shot again",
    Status.RELEASED: "it can only be retconned",
}


def stage_words(status: Status) -> str:
    """A status as it stands behind "is": "a draft", "locked", "released"."""
    return _STAGES.get(status, str(status))


def change_words(status: Status) -> str:
    """What it takes to change an episode of a status, as a clause."""
    return _CHANGES.get(status, "it can be rewritten")


def can_change(scene: Scene) -> bool:
    """Whether a scene can be rewritten without further ado: its episode is not locked yet."""
    return scene.episode.status < Status.LOCKED
