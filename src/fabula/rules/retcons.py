"""Which scenes openly undo which: ``retcons SCENE: REASON``."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.statements import SceneName, Statement
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["find_retcons", "retcon_statements"]


def retcon_statements(universe: Universe) -> Iterator[tuple[Scene, Statement, Episode, Scene | None]]:
    """Every retcon whose target exists: where it stands, the episode it names, and the scene if it names one."""
    for scene, statement in universe.stated("retcons"):
        ref = statement.get("scene")
        if not isinstance(ref, SceneName):
            continue
        show = scene.episode.show.id
        episode, target = universe.find_episode(ref, show), universe.find_scene(ref, show)
        if episode is not None and (target is not None or not ref.scene):
            yield scene, statement, episode, target


def find_retcons(universe: Universe) -> dict[tuple[str, str], str]:
    """The reason of each retcon, by the keys of the scene that retcons and the scene that is undone.

    A retcon of a whole episode counts for each of its scenes. One without a reason undoes nothing.
    """
    reasons: dict[tuple[str, str], str] = {}
    for scene, statement, episode, target in retcon_statements(universe):
        reason = statement.text("reason").strip()
        for undone in [target] if target is not None else episode.scenes:
            if reason:
                reasons.setdefault((scene.key, undone.key), reason)
    return reasons
