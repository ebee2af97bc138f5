"""How far apart two points of a solved timeline can be: shortest paths, found near by.

The shortest path between two points either passes the origin, and then their intervals give its length, or it does
not, and then it runs through scenes that speak of one another. For the second kind the network without the origin is
ordered once: its strongly connected parts, so that every edge leads to the same part or a later one. A search then
never looks at points that cannot lie on the way, and says "no path" at once for most pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import Protocol

from fabula.story.interval import Interval

__all__ = ["Solution", "distance", "rank_components"]

MOST_POINTS = 300
"""How many points a search looks at. Only long undated runs of scenes, each tied to the next both ways, have more."""

Edges = Sequence[Sequence[tuple[int, int, int]]]
"""For each node triples of another, the length of the way there, and a label that means nothing here."""


class Solution(Protocol):
    """What a solved network must tell: a `fabula.story.timeline.Timeline`."""

    @property
    def start(self) -> Sequence[Interval]: ...
    @property
    def end(self) -> Sequence[Interval]: ...
    @property
    def events(self) -> Mapping[str, Interval]: ...
    @property
    def outgoing(self) -> Edges: ...
    @property
    def schedule(self) -> Sequence[int]: ...
    @property
    def components(self) -> Sequence[int]: ...


def distance(timeline: Solution, source: int, target: int) -> int | None:
    """The most that ``time(target) - time(source)`` can be, in minutes, or None if nothing bounds it.

    Nodes are numbered as in `fabula.story.timeline.Constraint`. It is the shortest path of the solved network; where
    more than `MOST_POINTS` would have to be looked at for it, what the intervals of the two points give, which holds
    as well but may be wider.
    """
    if source == target:
        return 0
    here, there = _interval(timeline, source), _interval(timeline, target)
    through = None if here.earliest is None or there.latest is None else there.latest - here.earliest
    if source == 0 or target == 0 or not timeline.outgoing:
        return through
    near = _search(timeline, source, target, through)
    return through if near is None else near


def _interval(timeline: Solution, node: int) -> Interval:
    if node == 0:
        return Interval(0, 0)
    scene, is_end = divmod(node - 1, 2)
    if scene < len(timeline.start):
        return timeline.end[scene] if is_end else timeline.start[scene]
    return next(islice(timeline.events.values(), node - 1 - 2 * len(timeline.start), None))


def _search(timeline: Solution, source: int, target: int, limit: int | None) -> int | None:
    """The shortest path that does not pass the origin, if it is shorter than ``limit``."""
    parts, schedule, outgoing = timeline.components, timeline.schedule, timeline.outgoing
    last = parts[target]
    if parts[source] > last:
        return None
    best = {source: 0}
    if limit is not None:
        best[target] = limit - schedule[target] + schedule[source]
    heap = [(0, source)]
    done: set[int] = set()
    while heap:
        slack, node = heappop(heap)
        if node == target:
            return slack + schedule[target] - schedule[source]
        if node in done:
            continue
        done.add(node)
        if len(done) > MOST_POINTS:
            return None
        base = slack + schedule[node]
        for other, most, _ in outgoing[node]:
            if other == 0 or parts[other] > last or other in done:
                continue
            found = base + most - schedule[other]
            known = best.get(other)
            if known is None or found < known:
                best[other] = found
                heappush(heap, (found, other))
    return None


def rank_components(outgoing: Sequence[Sequence[tuple[int, ...]]]) -> list[int]:
    """For each node the number of its strongly connected part, the origin left out.

    Every edge leads to a part with the same number or a higher one. (Tarjan 1972, without recursion.)
    """
    size = len(outgoing)
    index = [0] * size
    low = [0] * size
    part = [0] * size
    count = found = 0
    stack: list[int] = []
    for root in range(1, size):
        if index[root]:
            continue
        walk = [(root, 0)]
        while walk:
            node, step = walk.pop()
            if step == 0:
                count += 1
                index[node] = low[node] = count
                stack.append(node)
            edges = sorted(outgoing[node])  # so that nothing depends on the order in which they came
            while step < len(edges):
                other = edges[step][0]
                step += 1
                if other == 0:
                    continue
                if not index[other]:
                    walk.append((node, step))
                    walk.append((other, 0))
                    break
                if not part[other]:
                    low[node] = min(low[node], index[other])
            else:
                if low[node] == index[node]:
                    found += 1
                    while True:
                        member = stack.pop()
                        part[member] = found
                        if member == node:
                            break
                if walk:
                    parent = walk[-1][0]
                    low[parent] = min(low[parent], low[node])
    # Tarjan finds a part after all that it leads to: turn the numbers round.
    return [found + 1 - number if number else 0 for number in part]
