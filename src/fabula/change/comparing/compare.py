"""Two versions of a universe, compared: the list of what is held against each other, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from fabula.change.comparing.differences import Differences
from fabula.change.comparing.matching import match_scenes
from fabula.finding import Finding
from fabula.story.canon import Canon

__all__ = ["compare_universes"]


def compare_universes(
    before: Canon,
    after: Canon,
    findings: tuple[Sequence[Finding], Sequence[Finding]] | None = None,
) -> Differences:
    """All that differs between two versions of a universe.

    ``findings`` are those of the two versions, as `fabula.rules.run.run_rules` gives them; left out, the rules are run.
    Read both versions with one `fabula.universe.shelf.Shelf`, so that what they share is not taken apart twice.
    """
    pairs = match_scenes(before.universe, after.universe)
    return Differences(before, after, pairs)
