"""Code lenses: above each scene, what rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.lsp.names.spots import episode_of
from fabula.report.words import count
from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Lens", "list_lenses", "resolve_lens"]


@dataclass(frozen=True, slots=True)
class Lens:
    """A lens that has not been worked out: the heading that it stands above, and the key of its scene."""

    span: Span
    scene: str


def list_lenses(canon: Canon, path: str) -> tuple[Lens, ...]:
    """A lens for each scene of a script, in order. Costs nothing: what they say is worked out one by one."""
    episode = episode_of(canon.universe, path)
    return tuple(Lens(scene.span, scene.key) for scene in episode.scenes) if episode is not None else ()


def resolve_lens(canon: Canon, scene: str) -> str:
    """What the lens of a scene says ("3 scenes in 2 shows rest on this"); empty if nothing rests on it.

    The scene may be gone in the meantime: then nothing is said.
    """
    from fabula.change.impact.resting import count_resting

    found = canon.universe.by_name.get(scene)
    scenes, shows = count_resting(canon, found) if found is not None else (0, 0)
    if not scenes:
        return ""
    return f"{count(scenes, 'scene')} in {count(shows, 'show')} {'rests' if scenes == 1 else 'rest'} on this"
