"""What of the times is stated, and what is only taken for granted.

A bound on the time between two scenes may rest on what writers state, or on defaults: that scenes happen in the order
in which they are told, that CONTINUOUS in a heading means minutes. The timeline's bounds use both. Here a bound is
looked for that uses statements only.
"""

from __future__ import annotations

from heapq import heappop, heappush

from fabula.story.network import ORIGIN
from fabula.story.timeline import Constraint, Timeline

__all__ = ["SureTimes"]

WORDED = frozenset({"heading"})
"""Kinds of constraints that come from words like CONTINUOUS and LATER, which writers use loosely."""


Edges = list[list[tuple[int, int]]]


class SureTimes:
    """The network of a timeline without its defaults. Built when it is first asked."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._network: Edges | None = None
        self._from_origin: dict[int, int] = {}
        self._to_origin: dict[int, int] = {}

    def is_less(self, source: int, target: int, minutes: int) -> bool:
        """Whether statements alone make ``time(target) - time(source)`` less than so many minutes.

        Nodes are numbered as in `fabula.story.timeline.Constraint`. The shortest path passes the origin, and is then
        known from what is worked out once, or it stays among scenes that speak of one another, near by.
        """
        schedule = self._timeline.schedule
        if not schedule:
            return False
        edges = self._edges()
        before, after = self._to_origin.get(source), self._from_origin.get(target)
        if before is not None and after is not None and before + after < minutes:
            return True
        limit = minutes - schedule[target] + schedule[source]
        return target in self._search(edges, source, limit, target)

    def _edges(self) -> Edges:
        if self._network is None:
            size = len(self._timeline.schedule)
            self._network = [[] for _ in range(size)]
            dropped = {id(conflict.dropped) for conflict in self._timeline.conflicts}
            for constraint in self._timeline.constraints:
                if id(constraint) not in dropped:
                    _add(self._network, constraint)
            schedule = self._timeline.schedule
            back: Edges = [[] for _ in range(size)]
            for source, arrows in enumerate(self._network):
                for target, most in arrows:
                    back[target].append((source, most))
            ahead = self._search(self._network, ORIGIN, None)
            behind = self._search(back, ORIGIN, None, sign=-1)
            self._from_origin = {node: slack + schedule[node] for node, slack in ahead.items()}
            self._to_origin = {node: slack - schedule[node] for node, slack in behind.items()}
        return self._network

    def _search(self, edges: Edges, start: int, limit: int | None, goal: int = -1, sign: int = 1) -> dict[int, int]:
        """Nodes with their slack: how much later than in the schedule they can be, if ``start`` is where it is there.

        A search from elsewhere does not pass the origin. It ends at the goal, or where only more slack than the limit
        is left. ``sign`` is -1 where edges are followed backwards.
        """
        schedule = self._timeline.schedule
        best = {start: 0}
        done: dict[int, int] = {}
        heap = [(0, start)]
        while heap:
            slack, node = heappop(heap)
            if node in done:
                continue
            done[node] = slack
            if node == goal:
                break
            base = slack + sign * schedule[node]
            for other, most in edges[node]:
                found = base + most - sign * schedule[other]
                if other == ORIGIN or other in done or (limit is not None and found >= limit):
                    continue
                if found < best.get(other, found + 1):
                    best[other] = found
                    heappush(heap, (found, other))
        return done


def _add(edges: Edges, constraint: Constraint) -> None:
    source, target = constraint.source, constraint.target
    if (constraint.assumed and constraint.kind != "length") or constraint.kind in WORDED:
        return
    if constraint.most is not None and not constraint.assumed:
        edges[source].append((target, constraint.most))
    if constraint.least is not None:  # that a scene does not end before it starts is no default
        edges[target].append((source, -constraint.least))
