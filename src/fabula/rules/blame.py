"""Where a contradiction is reported: in the text that is easier to change."""

from __future__ import annotations

from fabula.universe.model import Scene

__all__ = ["blame"]


def blame(first: Scene, second: Scene) -> tuple[Scene, Scene]:
    """Two scenes that contradict each other, as (the one that is wrong, the other).

    The lower status is wrong; among equals the one told later (design, section 1).
    """
    if (first.episode.status, -first.order) < (second.episode.status, -second.order):
        return first, second
    return second, first
