"""From a file and an offset to the script, scene and element, or the entry, that it lies in."""

from __future__ import annotations

from bisect import bisect_right

from fabula.bible.model import Entry
from fabula.script.model import Element
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["element_at", "entry_of", "episode_of", "scene_at"]


def episode_of(universe: Universe, path: str) -> Episode | None:
    """The episode whose script a file is."""
    return next((one for one in universe.episodes if one.script.source.path == path), None)


def entry_of(universe: Universe, path: str) -> Entry | None:
    """The entry of the bible that a file is."""
    return next((one for one in universe.entries if one.source.path == path), None)


def scene_at(episode: Episode, offset: int) -> Scene | None:
    """The scene that an offset of a script lies in; None before the first one."""
    index = bisect_right(episode.scenes, offset, key=lambda scene: scene.written.start)
    return episode.scenes[index - 1] if index else None


def element_at(episode: Episode, offset: int) -> Element | None:
    """The element that an offset of a script lies in or right behind; None between them."""
    elements = episode.script.elements
    index = bisect_right(elements, offset, key=lambda element: element.start) - 1
    return elements[index] if index >= 0 and offset <= elements[index].end else None
