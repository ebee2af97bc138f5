"""The order of happening: one total order of all scenes that keeps to everything that is known.

A scene that has a first minute is placed there. The others have nothing that holds them from below, and get a wish:

- a present scene without a first minute stands before the first dated present scene of its show, or, in a show without
  any date, at the start of the mothership's present (else of the first show that has one);
- a flashback goes before the present of its show, so that nothing of the present has happened yet in it;
- a flash-forward without a last minute goes after the present of its show;
- a dream or a tale stands where it is told.

Wishes give way to the network: the schedule used is the latest one with nothing after its wish. Where that leaves the
order of telling without need, scenes wish again (see `fabula.story.as_told`). At the same minute, what must come first
comes first, then telling order. So the order depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from fabula.story.as_told import wish_as_told
from fabula.story.distance import rank_components
from fabula.story.model import Mode
from fabula.story.network import Network
from fabula.story.shortest import Arrow
from fabula.story.solved import Plan, make_plan
from fabula.story.timeline import Interval
from fabula.universe.model import Scene

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["order_scenes"]


def order_scenes(
    evidence: Evidence,
    network: Network,
    intervals: Sequence[Interval],
    before: Sequence[Plan] = (),
    gone: Sequence[Arrow] = (),
    new: Sequence[Arrow] = (),
) -> tuple[list[Scene], list[Plan]]:
    """All scenes in the order of happening, and the schedules by which they are put in order, the last one in force.

    ``before`` are the schedules before an edit, in which the arrows ``gone`` left the network and ``new`` ones came.
    """
    wishes = _wishes(evidence, intervals)
    plans = [make_plan(network, list(wishes), before[0] if before else None, gone, new)]
    if wish_as_told(evidence, network, intervals, plans[0].times, wishes):
        plans.append(make_plan(network, wishes, before[1] if len(before) > 1 else None, gone, new))
    return _sort(evidence.universe.scenes, network, plans[-1].times), plans


def _sort(scenes: Sequence[Scene], network: Network, times: Sequence[int]) -> list[Scene]:
    """The scenes by time; those of one minute so that nothing stands before what must come first."""
    before = _Ties(network, times)
    ordered: list[Scene] = []
    by_time = sorted(range(len(scenes)), key=lambda order: (times[1 + 2 * order], order))
    first = 0
    while first < len(by_time):
        time = times[1 + 2 * by_time[first]]
        last = first + 1
        while last < len(by_time) and times[1 + 2 * by_time[last]] == time:
            last += 1
        group = by_time[first:last]
        if last - first > 1 and not _are_as_told(group, before, len(scenes)):
            group = _sort_ties(group, before, len(scenes))
        ordered += [scenes[order] for order in group]
        first = last
    return ordered


def _wishes(evidence: Evidence, intervals: Sequence[Interval]) -> list[int]:
    """For each node the minute at which it would best be."""
    scenes, modes = evidence.universe.scenes, evidence.modes
    earliest = [interval.earliest for interval in intervals]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for scene in scenes:
        known = earliest[1 + 2 * scene.order]
        if known is not None and modes[scene.order] is Mode.PRESENT:
            show = scene.episode.show.id
            first[show] = min(known, first.get(show, known))
            last[show] = max(known, last.get(show, known))
    mothers = [show.id for show in evidence.universe.shows.values() if show.mothership]
    start = next((first[show] for show in [*mothers, *first] if show in first), 0)
    wishes = [start if known is None else known for known in earliest]
    for scene in scenes:
        node, show, mode = 1 + 2 * scene.order, scene.episode.show.id, modes[scene.order]
        known = earliest[node]
        wish = known if known is not None else first.get(show, start)
        if mode is Mode.FLASHBACK and known is None:
            wish -= 1
        elif mode is Mode.FLASHFORWARD and intervals[node].latest is None:
            wish = max(wish, last.get(show, start) + 1)
        elif not mode.happened and known is None:
            host = evidence.anchors.host[scene.order]
            wish = wish if host is None else wishes[1 + 2 * host.order]
        wishes[node] = wish
        until = earliest[node + 1]
        wishes[node + 1] = wish if until is None else max(until, wish)
    return wishes


class _Ties:
    """For each node those at the same minute that cannot come after it, and so must not be put after it."""

    def __init__(self, network: Network, times: Sequence[int]) -> None:
        self._outgoing = network.outgoing
        self._times = times

    def of(self, node: int) -> list[int]:
        """The nodes that must not be put after a node."""
        times = self._times
        time = times[node]
        return [other for other, most, _ in self._outgoing[node] if most == 0 and other and times[other] == time]


def _are_as_told(group: list[int], before: _Ties, count: int) -> bool:
    """Whether telling order keeps to ``before`` already: nothing that must come first is told later.

    Then `_sort_ties` would give the group as it is. Events are told nowhere, so with one of them it has to be asked.
    """
    walk = [node for order in group for node in (1 + 2 * order, 2 + 2 * order)]
    seen = set(walk)
    while walk:
        node = walk.pop()
        for other in before.of(node):
            if other > 2 * count or (other - 1) // 2 > (node - 1) // 2:
                return False
            if other not in seen:
                seen.add(other)
                walk.append(other)
    return True


def _sort_ties(group: list[int], before: _Ties, count: int) -> list[int]:
    """Scenes of one minute in an order that keeps to ``before``, otherwise in telling order.

    Where things must not come before each other in a ring, they are at the same time; the ring stands together, in
    telling order.
    """
    wanted = _reach([node for order in group for node in (1 + 2 * order, 2 + 2 * order)], before)
    index = {node: place for place, node in enumerate(wanted)}
    edges: list[list[tuple[int, int]]] = [[]]
    edges += [[(1 + index[other], 0) for other in before.of(node)] for node in wanted]
    part = dict(zip(wanted, rank_components(edges)[1:], strict=True))
    rings: dict[int, list[int]] = {}
    for node in wanted:
        rings.setdefault(part[node], []).append(node)
    scenes = {ring: sorted((n - 1) // 2 for n in nodes if n <= 2 * count and n % 2) for ring, nodes in rings.items()}
    key = {ring: (scenes[ring][0] if scenes[ring] else -1, ring) for ring in rings}
    waits = dict.fromkeys(rings, 0)
    after: dict[int, list[int]] = {}
    for node in wanted:
        for other in before.of(node):
            if part[other] != part[node]:
                waits[part[node]] += 1
                after.setdefault(part[other], []).append(part[node])
    ready = [key[ring] for ring, waiting in waits.items() if waiting == 0]
    heapify(ready)
    members = set(group)
    ordered: list[int] = []
    while ready:
        ring = heappop(ready)[1]
        ordered.extend(order for order in scenes[ring] if order in members)
        for other in after.get(ring, ()):
            waits[other] -= 1
            if waits[other] == 0:
                heappush(ready, key[other])
    return ordered


def _reach(nodes: list[int], before: _Ties) -> list[int]:
    """The nodes with all that must not come after them: ends of other scenes or events may stand between two."""
    found = dict.fromkeys(nodes)
    walk = list(nodes)
    while walk:
        for other in before.of(walk.pop()):
            if other not in found:
                found[other] = None
                walk.append(other)
    return sorted(found)
