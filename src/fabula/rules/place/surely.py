"""What of the times is stated, and what is only taken for granted.

A bound on the time between two scenes may rest on what writers state, or on defaults: that scenes happen in the order
in which they are told, that CONTINUOUS in a heading means minutes. The timeline's bounds use both. Here a bound is
looked for that uses statements only.
"""

from __future__ import annotations

from heapq import heappop, heappush

from fabula.story.timeline import Constraint, Timeline

__all__ = ["SureTimes"]

WORDED = frozenset({"heading"})
"""Kinds of constraints that come from words like CONTINUOUS and LATER, which writers use loosely."""


class SureTimes:
    """The network of a timeline without its defaults. Built when it is first asked."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._edges: dict[int, list[tuple[int, int]]] | None = None

    def is_less(self, source: int, target: int, minutes: int) -> bool:
        """Whether statements alone make ``time(target) - time(source)`` less than so many minutes.

        Nodes are numbered as in `fabula.story.timeline.Constraint`. A search for the shortest path that gives up
        where only longer ones are left.
        """
        edges = self._network()
        schedule = self._timeline.schedule
        if not schedule:
            return False
        limit = minutes - schedule[target] + schedule[source]
        best = {source: 0}
        heap = [(0, source)]
        while heap:
            slack, node = heappop(heap)
            if node == target:
                return True
            if slack > best[node]:
                continue
            base = slack + schedule[node]
            for other, most in edges.get(node, ()):
                found = base + most - schedule[other]
                if found < best.get(other, limit):
                    best[other] = found
                    heappush(heap, (found, other))
        return False

    def _network(self) -> dict[int, list[tuple[int, int]]]:
        if self._edges is None:
            self._edges = {}
            dropped = {id(conflict.dropped) for conflict in self._timeline.conflicts}
            for constraint in self._timeline.constraints:
                if id(constraint) not in dropped:
                    self._add(self._edges, constraint)
        return self._edges

    @staticmethod
    def _add(edges: dict[int, list[tuple[int, int]]], constraint: Constraint) -> None:
        source, target = constraint.source, constraint.target
        is_length = constraint.kind == "length"
        if (constraint.assumed and not is_length) or constraint.kind in WORDED:
            return
        if constraint.most is not None and not constraint.assumed:
            edges.setdefault(source, []).append((target, constraint.most))
        if constraint.least is not None:  # that a scene does not end before it starts is no default
            edges.setdefault(target, []).append((source, -constraint.least))
