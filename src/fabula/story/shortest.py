"""Shortest distances, kept right while edges come and go.

After a change only those points are looked at whose distance may differ: what hung on an edge that has gone is measured
again from what is around it, and what a new edge brings nearer draws what is behind it nearer (after Ramalingam and
Reps 1996). Points that hang on one another in a ring are all measured again, so rings of length zero do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

__all__ = ["FAR", "Arrow", "find_loose", "measure_again"]

FAR = 1 << 62
"""The distance of what cannot be reached."""

Arrow = tuple[int, int, int]
"""From where, to where, how long."""

Arrows = Sequence[Sequence[tuple[int, int, int]]]
"""For each point, triples of the point at the other end, the length, and a label."""


def find_loose(
    distances: Sequence[int],
    ahead: Arrows,
    start: Sequence[int],
    gone: Iterable[Arrow],
    points: Iterable[int] = (),
) -> set[int]:
    """The points whose distance may be no longer what it was, when arrows are gone.

    ``ahead`` are the arrows that are left, ``start`` is how far each point is at the most by itself: one that is as far
    as that hangs on nothing. ``points`` are others that may be loose.
    """
    loose = {point for point in points if distances[point] >= FAR or distances[point] != start[point]}
    loose.update(
        target
        for source, target, length in gone
        if distances[source] < FAR
        and distances[source] + length == distances[target]
        and distances[target] != start[target]
    )
    walk = list(loose)
    while walk:
        point = walk.pop()
        here = distances[point]
        if here >= FAR:
            continue
        for other, length, _ in ahead[point]:
            there = distances[other]
            if here + length == there and there != start[other] and other not in loose:
                loose.add(other)
                walk.append(other)
    return loose


def measure_again(
    distances: list[int],
    arrows: tuple[Arrows, Arrows],
    heights: Sequence[int],
    sign: int,
    start: Sequence[int],
    loose: set[int],
    new: Iterable[Arrow],
    nearer: Iterable[int] = (),
) -> set[int]:
    """Bring distances up to date in place, and give the points whose distance has changed.

    ``arrows`` are those that lead on from a point and those that lead to it. ``heights`` times ``sign`` make every
    arrow non-negative: its length plus the height at its start is no less than the height at its end. ``start`` is how
    far each point is at the most, by itself. ``loose`` are the points to be measured anew, ``new`` the arrows that have
    come, ``nearer`` points whose ``start`` has become less.
    """
    ahead, back = arrows
    was = {point: distances[point] for point in loose}
    heap: list[tuple[int, int]] = []

    def offer(point: int, distance: int) -> None:
        if distance < distances[point]:
            heappush(heap, (distance - sign * heights[point], point))

    for point in loose:
        distances[point] = FAR
    for point in loose:
        best = start[point]
        for other, length, _ in back[point]:
            if other not in loose and distances[other] < FAR:
                best = min(best, distances[other] + length)
        offer(point, best)
    for source, target, length in new:
        if distances[source] < FAR:
            offer(target, distances[source] + length)
    for point in nearer:
        offer(point, start[point])
    while heap:
        key, point = heappop(heap)
        distance = key + sign * heights[point]
        if distance >= distances[point]:
            continue
        was.setdefault(point, distances[point])
        distances[point] = distance
        for other, length, _ in ahead[point]:
            if distance + length < distances[other]:
                heappush(heap, (distance + length - sign * heights[other], other))
    return {point for point, before in was.items() if distances[point] != before}
