"""The network of times: points in a story and how far apart they may lie.

A simple temporal network (Dechter, Meiri and Pearl 1991): nodes are points in time, an edge from ``u`` to ``v`` with
``most`` says ``time(v) - time(u) <= most``. It cannot be met exactly when edges form a cycle of negative length. The
network here is kept consistent while it grows: with every edge it keeps one schedule that meets all edges so far. A new
edge that the schedule breaks is mended by moving only the points that must move (Dijkstra on reduced costs, after
Cotton and Maler 2006); if that comes round to the new edge, the cycle is the proof that it cannot hold.

Node 0 is the origin and stays at minute 0. Points are moved down from the head of the new edge until the origin is in
the way, then up from its tail: a mend stays near the edge, and does not move a whole universe of dated scenes.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

__all__ = ["ORIGIN", "Network"]

ORIGIN = 0

Arrows = list[list[tuple[int, int, int]]]
"""For each node, triples of the node at the other end, the length, and the edge's label."""


class Network:
    """Points in time under difference constraints, always consistent.

    ``time`` is a schedule in minutes that meets every edge; ``outgoing`` and ``incoming`` are the edges from and to
    each node. ``times`` is a first guess of the schedule: any will do, a good one saves mending.
    """

    def __init__(self, size: int, times: Sequence[int] | None = None) -> None:
        self.time: list[int] = list(times) if times is not None else [0] * size
        self.time[ORIGIN] = 0
        self.outgoing: Arrows = [[] for _ in range(size)]
        self.incoming: Arrows = [[] for _ in range(size)]

    def limit(self, source: int, target: int, most: int, label: int) -> list[int] | None:
        """Demand ``time(target) - time(source) <= most``.

        Gives None if that can hold along with all edges so far. If not, nothing is added, and the labels along a
        negative cycle are given, the new one first. The cycle passes no node twice, so any part of it can hold.
        """
        if source == target:
            return [label] if most < 0 else None
        if self.time[target] - self.time[source] > most:
            cycle = self._mend(source, target, most)
            if cycle is not None:
                return [label, *cycle]
        self.outgoing[source].append((target, most, label))
        self.incoming[target].append((source, most, label))
        return None

    def bound(self, source: int, target: int, least: int | None, most: int | None, label: int) -> list[int] | None:
        """Demand ``least <= time(target) - time(source) <= most``: both bounds are added, or neither.

        Gives None, or the labels of a minimal set that cannot hold together, the new one first.
        """
        gap = self.time[target] - self.time[source]
        if source != target and (most is None or gap <= most) and (least is None or gap >= least):
            if most is not None:  # nearly always the schedule meets it as it is
                self.outgoing[source].append((target, most, label))
                self.incoming[target].append((source, most, label))
            if least is not None:
                self.outgoing[target].append((source, -least, label))
                self.incoming[source].append((target, -least, label))
            return None
        if most is not None and (cycle := self.limit(source, target, most, label)) is not None:
            return cycle
        if least is not None and (cycle := self.limit(target, source, -least, label)) is not None:
            if most is not None and source != target:
                self.outgoing[source].pop()
                self.incoming[target].pop()
            return cycle
        return None

    def remove(self, source: int, target: int, most: int) -> None:
        """Demand no more that ``time(target) - time(source) <= most``; it must have been demanded.

        If it was demanded several times, it is so once less. The schedule stays as it is.
        """
        for arrows, other in ((self.outgoing[source], target), (self.incoming[target], source)):
            index = next(i for i, (node, length, _) in enumerate(arrows) if node == other and length == most)
            del arrows[index]

    def latest(self) -> list[int | None]:
        """For each node the last minute at which it can be, None where nothing bounds it."""
        return self._reach(self.outgoing, 1)

    def earliest(self) -> list[int | None]:
        """For each node the first minute at which it can be, None where nothing bounds it."""
        return self._reach(self.incoming, -1)

    def schedule(self, wishes: Sequence[int]) -> list[int]:
        """The latest schedule in which no point is after its wish.

        No wish may be before the first minute at which its point can be; that of the origin is 0. Then the origin
        stays where it is.
        """
        time, outgoing = self.time, self.outgoing
        key = [wish - at for wish, at in zip(wishes, time, strict=True)]
        heap = [(slack, node) for node, slack in enumerate(key)]
        heapify(heap)
        while heap:
            slack, node = heappop(heap)
            if slack > key[node]:
                continue
            base = slack + time[node]
            for other, most, _ in outgoing[node]:
                found = base + most - time[other]
                if found < key[other]:
                    key[other] = found
                    heappush(heap, (found, other))
        return [slack + at for slack, at in zip(key, time, strict=True)]

    def _reach(self, arrows: Arrows, sign: int) -> list[int | None]:
        """Dijkstra from the origin along ``arrows``; ``sign`` is -1 when they are followed backwards."""
        time = self.time
        unknown = 1 << 62
        slacks = [unknown] * len(time)
        slacks[ORIGIN] = 0
        heap = [(0, ORIGIN)]
        while heap:
            slack, node = heappop(heap)
            if slack > slacks[node]:
                continue
            base = slack + sign * time[node]
            for other, most, _ in arrows[node]:
                found = base + most - sign * time[other]
                if found < slacks[other]:
                    slacks[other] = found
                    heappush(heap, (found, other))
        return [None if slack == unknown else at + sign * slack for at, slack in zip(time, slacks, strict=True)]

    def _mend(self, source: int, target: int, most: int) -> list[int] | None:
        """Move points so that the edge can be added; if that cannot be, the labels of the way from target to source."""
        time = self.time
        excess = time[target] - time[source] - most
        down: dict[int, tuple[int, int]] = {}
        if target != ORIGIN:
            moved, room, down = self._search(self.outgoing, 1, target, source, excess)
            if source in moved:
                return [label for _, label in _trace(down, source)][::-1]
            for node, slack in moved.items():
                time[node] -= room - slack
            excess -= room
            if excess == 0:
                return None
        moved, room, up = self._search(self.incoming, -1, source, target, excess)
        if target in moved:
            return [label for _, label in _trace(up, target)]
        if room < excess:
            # The way leads to the origin from both sides. Loops where the two halves meet are cut out: they are part
            # of the consistent network, so they are not negative, and what is left is.
            head = [(node, label) for node, label in _trace(down, ORIGIN)][::-1]
            tail = _trace(up, ORIGIN)
            return _cut_loops(target, head, tail)
        for node, slack in moved.items():
            time[node] += excess - slack
        return None

    def _search(
        self, arrows: Arrows, sign: int, start: int, goal: int, excess: int
    ) -> tuple[dict[int, int], int, dict[int, tuple[int, int]]]:
        """What moves along when ``start`` is moved by ``excess``.

        Gives the slack of each node that is nearer than the excess, how far ``start`` can be moved before the origin
        is touched, and for each node reached the node before it with the label between. Ends at ``goal``.
        """
        time = self.time
        before: dict[int, tuple[int, int]] = {}
        slacks: dict[int, int] = {start: 0}
        moved: dict[int, int] = {}
        heap = [(0, start)]
        while heap:
            slack, node = heappop(heap)
            if node in moved:
                continue
            if node == goal:
                moved[node] = slack
                return moved, slack, before
            if node == ORIGIN:
                return moved, slack, before
            moved[node] = slack
            base = slack + sign * time[node]
            for other, most, label in arrows[node]:
                found = base + most - sign * time[other]
                if found < slacks.get(other, excess) and other not in moved:
                    slacks[other] = found
                    before[other] = (node, label)
                    heappush(heap, (found, other))
        return moved, excess, before


def _trace(before: dict[int, tuple[int, int]], node: int) -> list[tuple[int, int]]:
    """The steps back from a node to where the search started: each the node before, and the label between."""
    steps: list[tuple[int, int]] = []
    while node in before:
        step = before[node]
        steps.append(step)
        node = step[0]
    return steps


def _cut_loops(start: int, head: list[tuple[int, int]], tail: list[tuple[int, int]]) -> list[int]:
    """The labels of a way without loops from ``start`` through the origin.

    ``head`` are steps (node left, label) up to the origin; ``tail`` steps (node reached, label) from it on.
    """
    nodes = [node for node, _ in head] + [ORIGIN] + [node for node, _ in tail]
    labels = [label for _, label in head] + [label for _, label in tail]
    place: dict[int, int] = {}
    way: list[int] = []
    kept: list[int] = []
    for index, node in enumerate(nodes):
        if node in place:
            for lost in way[place[node] + 1 :]:
                del place[lost]
            del way[place[node] + 1 :]
            del kept[place[node] :]
        else:
            place[node] = len(way)
            if index:
                kept.append(labels[index - 1])
            way.append(node)
    assert way[0] == start
    return kept
