"""Present scenes whose time is open keep to the order in which they are told, as far as the constraints allow.

A scene at the SAME TIME as one before it may start up to an hour earlier or later, so its earliest minute is not where
a reader puts it: it wishes to start with that scene. What goes on from it (LATER, NEXT MORNING) wishes to follow it,
and the scenes told after wish to come no earlier. What says that it goes back (``2 days earlier``) is left alone.

An undated flashback wishes to lie before all of the present of its show: NEXT MORNING, counted back from the end, may
have put the present before it.

Wishes are no constraints: they choose one order among those that are possible, and make nothing more certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fabula.story.model import Mode
from fabula.story.network import Network
from fabula.story.noted import goes_on, same_time
from fabula.story.timeline import Interval
from fabula.universe.model import Scene

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["wish_as_told"]


def wish_as_told(
    evidence: Evidence, network: Network, intervals: Sequence[Interval], times: Sequence[int], wishes: list[int]
) -> bool:
    """Change the wishes (minutes by node) of scenes that ``times`` put out of telling order; whether any was changed.

    A dated scene is only moved later, and not beyond its last minute. An undated one is moved to the first minute that
    the scenes told before it allow, since times of undated scenes are counted back from the end.
    """
    drawn = list(times)
    latest: dict[str, int] = {}
    astray: set[int] = set()
    for scene in evidence.universe.scenes if evidence.free else ():
        if evidence.modes[scene.order] is not Mode.PRESENT:
            continue
        node, show = 1 + 2 * scene.order, scene.episode.show.id
        floor = _told_floor(evidence, scene, drawn, latest.get(show), astray)
        if floor is None:
            astray.add(scene.order)
            continue
        for point in (node, node + 1):
            floors = [drawn[other] - most for other, most, _ in network.outgoing[point] if 0 < other < point]
            wanted = max([floor, *floors])
            earliest, last = intervals[point].earliest, intervals[point].latest
            if earliest is None:
                drawn[point] = wanted
            elif last is None or wanted <= last:
                drawn[point] = max(drawn[point], wanted)
        if scene.order not in astray:
            latest[show] = max(latest.get(show, drawn[node]), drawn[node])
    _draw_flashbacks(evidence, intervals, drawn)
    if drawn == list(times):
        return False
    wishes[:] = drawn
    return True


def _draw_flashbacks(evidence: Evidence, intervals: Sequence[Interval], drawn: list[int]) -> None:
    """Put undated flashbacks before the first minute of the present of their show."""
    first: dict[str, int] = {}
    for scene in evidence.universe.scenes:
        if evidence.modes[scene.order] is Mode.PRESENT:
            show, start = scene.episode.show.id, drawn[1 + 2 * scene.order]
            first[show] = min(start, first.get(show, start))
    for scene in evidence.universe.scenes:
        if evidence.modes[scene.order] is Mode.FLASHBACK and scene.episode.show.id in first:
            for point in (1 + 2 * scene.order, 2 + 2 * scene.order):
                if intervals[point].earliest is None:
                    drawn[point] = min(drawn[point], first[scene.episode.show.id] - 1)


def _told_floor(
    evidence: Evidence, scene: Scene, drawn: Sequence[int], latest: int | None, astray: set[int]
) -> int | None:
    """The minute before which a scene does not wish to be; None if it goes back by its own word."""
    if scene.order not in evidence.free:
        return drawn[1 + 2 * scene.order] if latest is None else latest
    others = [other for other in same_time(evidence, scene) if other.order < scene.order]
    before = evidence.anchors.before[scene.order]
    if not others and before is not None and goes_on(evidence, scene):
        others = [before]
    if not others:
        return None
    astray.update({scene.order} if any(other.order in astray for other in others) else ())
    return max(drawn[1 + 2 * other.order] for other in others)
