"""What minds take in from one scene: its events in the log."""

from __future__ import annotations

from fabula.story.canon import Canon
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["events_in"]


def events_in(canon: Canon, scene: Scene) -> list[int]:
    """The numbers of the events of a scene in the log of minds; what the bible dates in between is not among them."""
    log, rank = canon.minds, canon.timeline.rank[scene.order]
    numbers = range(log.at(Moment(rank, -1)), log.at(Moment(rank + 1, -1)))
    return [number for number in numbers if log.happenings[number].scene is scene]
