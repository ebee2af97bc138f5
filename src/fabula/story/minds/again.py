"""Minds after an edit: replayed from the last bookmark before the first scene that may be lived through otherwise.

A bookmark holds all that scenes to come are read against: how many events there are, whom everybody has met and last
seen where, and who poses as whom. There are some along the whole story, and one where the last edit began, since the
next mostly begins there as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from fabula.story.minds.log import MindLog
from fabula.story.minds.met import Numbering
from fabula.story.minds.premises import Premises, first_difference, premises_of
from fabula.story.minds.replay import Replay
from fabula.story.minds.sights import Remembered
from fabula.story.model import Presences, World
from fabula.story.timeline import Timeline
from fabula.universe.load import paused_collection
from fabula.universe.model import Universe

__all__ = ["Lived", "replay_again"]

_STRETCHES = 16
"""Into how many stretches, or up to twice as many, bookmarks divide a story."""


class Bookmark(NamedTuple):
    """Where a replay can go on: before the scene of a rank."""

    rank: int
    events: int
    shown: int
    numbering: Numbering
    met: dict[str, int]
    sights: Remembered
    posing: dict[str, str]


@dataclass(slots=True)
class Lived:
    """A replay of minds, with what the next one needs to begin in the middle of it."""

    log: MindLog
    premises: Premises
    bookmarks: list[Bookmark]
    began: int = 0
    """The rank of the first scene that was really replayed."""


def replay_again(
    universe: Universe, timeline: Timeline, presences: Presences, world: World, before: Lived | None = None
) -> Lived:
    """What everybody took in, as `fabula.story.minds.replay.replay_minds` gives it; ``before`` is the last replay.

    That one and its log stay as they are.
    """
    with paused_collection():
        replay = Replay(universe, timeline, presences, world)
        premises = premises_of(replay)
        changed = first_difference(before.premises, premises) if before is not None else 0
        reached = [mark for mark in before.bookmarks if mark.rank <= changed] if before is not None else []
        stretch = (1 << (len(premises.order) // _STRETCHES).bit_length()) >> 1 or 1
        marks = [mark for mark in reached if mark.rank % stretch == 0 or mark is reached[-1]]
        first = 0
        if before is not None and marks:
            first = marks[-1].rank
            _go_on(replay, before.log, marks[-1])

        def pause(rank: int) -> None:
            if rank > first and (rank % stretch == 0 or rank == changed):
                marks.append(_bookmark(replay, rank))

        replay.live(first, pause)
    return Lived(replay.log, premises, marks, first)


def _bookmark(replay: Replay, rank: int) -> Bookmark:
    log = replay.log
    return Bookmark(
        rank,
        len(log.happenings),
        len(log.shown),
        replay.met.numbering,
        dict(replay.met.held),
        replay.sights.memory(),
        dict(replay.posing),
    )


def _go_on(replay: Replay, log: MindLog, mark: Bookmark) -> None:
    """Put in place what had come of all scenes before a bookmark."""
    replay.log.minds = log.minds.until(mark.events)
    replay.log.happenings = log.happenings[: mark.events]
    replay.log.shown = dict(islice(log.shown.items(), mark.shown))
    replay.met.numbering = mark.numbering
    replay.met.held = dict(mark.met)
    replay.sights.take_up(mark.sights)
    replay.posing = dict(mark.posing)
