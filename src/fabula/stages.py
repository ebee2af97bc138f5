"""From a folder to its canon: the list of stages, readable from top to bottom."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from fabula.story.canon import Canon

if TYPE_CHECKING:
    from fabula.universe.shelf import Shelf
    from fabula.universe.tree import Tree

__all__ = ["load_canon"]


def load_canon(
    place: str | os.PathLike[str] | Tree,
    progress: Callable[[str], None] | None = None,
    shelf: Shelf | None = None,
) -> Canon:
    """Read the universe at ``place`` (a folder, one script, or a tree of files) and work out what follows from it.

    Raises `fabula.universe.load.UnreadableUniverse` if there is nothing that can be read. Everything else that is
    wrong is in ``read_findings`` or found by the rules. What is on the ``shelf`` is not parsed again: for two versions
    of one universe.
    """
    from fabula.story.presence import find_presences
    from fabula.story.solve import solve_times
    from fabula.story.world import replay_world
    from fabula.universe.link import link_universe
    from fabula.universe.load import paused_collection, read_universe

    say = progress or (lambda _: None)
    with paused_collection():  # from the first file to the last fact nothing is garbage
        say("reading")
        files, findings = read_universe(place, shelf)
        say("linking names")
        universe, link_findings = link_universe(files)
        say("solving times")
        timeline = solve_times(universe)
        say("placing people")
        presences = find_presences(universe, timeline)
        say("replaying the world")
        world = replay_world(universe, timeline, presences)
        return Canon(universe, timeline, presences, world, (*findings, *link_findings))
