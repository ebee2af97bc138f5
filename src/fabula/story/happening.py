"""The order of happening: one total order of all scenes that keeps to everything that is known.

A scene that has a first minute is placed there. The others have nothing that holds them from below, and get a wish:

- a present scene without a first minute stands before the first dated present scene of its show, or, in a show without
  any date, at the start of the mothership's present (else of the first show that has one);
- a flashback goes before the present of its show, so that nothing of the present has happened yet in it;
- a flash-forward without a last minute goes after the present of its show;
- a dream or a tale stands where it is told.

Wishes give way to the network: the schedule used is the latest one with nothing after its wish. At the same minute,
what must come first comes first, then telling order. So the order depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from fabula.story.model import Mode
from fabula.story.network import Network
from fabula.universe.model import Scene

if TYPE_CHECKING:
    from fabula.story.constraints import Evidence

__all__ = ["order_scenes"]


def order_scenes(evidence: Evidence, network: Network, earliest: Sequence[int | None]) -> list[Scene]:
    """All scenes in the order of happening."""
    scenes = evidence.universe.scenes
    times = network.schedule(_wishes(evidence, network, earliest))
    before = _ties(network, times)
    ordered: list[Scene] = []
    by_time = sorted(range(len(scenes)), key=lambda order: (times[1 + 2 * order], order))
    first = 0
    while first < len(by_time):
        time = times[1 + 2 * by_time[first]]
        last = first
        while last < len(by_time) and times[1 + 2 * by_time[last]] == time:
            last += 1
        group = by_time[first:last]
        ordered.extend(
            scenes[order] for order in (_sort_ties(group, before, len(scenes)) if last - first > 1 else group)
        )
        first = last
    return ordered


def _wishes(evidence: Evidence, network: Network, earliest: Sequence[int | None]) -> list[int]:
    """For each node the minute at which it would best be."""
    scenes, modes = evidence.universe.scenes, evidence.modes
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
    latest = network.latest()
    for scene in scenes:
        node, show, mode = 1 + 2 * scene.order, scene.episode.show.id, modes[scene.order]
        known = earliest[node]
        wish = known if known is not None else first.get(show, start)
        if mode is Mode.FLASHBACK and known is None:
            wish -= 1
        elif mode is Mode.FLASHFORWARD and latest[node] is None:
            wish = max(wish, last.get(show, start) + 1)
        elif not mode.happened and known is None:
            host = evidence.anchors.host[scene.order]
            wish = wish if host is None else wishes[1 + 2 * host.order]
        wishes[node] = wish
        until = earliest[node + 1]
        wishes[node + 1] = wish if until is None else max(until, wish)
    return wishes


def _ties(network: Network, times: Sequence[int]) -> dict[int, list[int]]:
    """For each node those at the same minute that cannot come after it, and so must not be put after it."""
    before: dict[int, list[int]] = {}
    for node, arrows in enumerate(network.outgoing):
        time = times[node]
        for other, most, _ in arrows:
            if most == 0 and node and other and times[other] == time:
                before.setdefault(node, []).append(other)
    return before


def _sort_ties(group: list[int], before: dict[int, list[int]], count: int) -> list[int]:
    """Scenes of one minute in an order that keeps to ``before``, otherwise in telling order, in rings as well."""
    nodes = [node for order in group for node in (1 + 2 * order, 2 + 2 * order)]
    wanted = set(nodes)
    # Nodes of other scenes' ends or of events may stand between two of the group.
    walk = list(nodes)
    while walk:
        for other in before.get(walk.pop(), ()):
            if other not in wanted:
                wanted.add(other)
                walk.append(other)
    waits = dict.fromkeys(sorted(wanted), 0)
    after: dict[int, list[int]] = {}
    for node in waits:
        for other in before.get(node, ()):
            if other in wanted:
                waits[node] += 1
                after.setdefault(other, []).append(node)

    def place(node: int) -> tuple[int, int]:
        return ((node - 1) // 2 if node <= 2 * count else -1, node)

    ready = [place(node) for node, waiting in waits.items() if waiting == 0]
    heapify(ready)
    left = sorted(place(node) for node in waits)
    left.reverse()
    done: set[int] = set()
    ordered: list[int] = []
    while len(done) < len(waits):
        node = (heappop(ready) if ready else left.pop())[1]
        if node in done:
            continue
        done.add(node)
        if node <= 2 * count and node % 2:
            ordered.append((node - 1) // 2)
        for other in after.get(node, ()):
            waits[other] -= 1
            if waits[other] == 0 and other not in done:
                heappush(ready, place(other))
    members = set(group)
    return [order for order in ordered if order in members]
