"""When points in time can be: the first and last minute of each, kept right while constraints come and go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fabula.story.interval import Interval
from fabula.story.network import ORIGIN, Network
from fabula.story.renumber import Renumber
from fabula.story.shortest import FAR, Arrow, find_loose, measure_again

__all__ = ["Bounds", "Limits", "arrows_of"]

Limits = tuple[int, int, int | None, int | None]
"""``least <= time(target) - time(source) <= most``: source, target, least, most."""


def arrows_of(limits: Iterable[Limits]) -> list[Arrow]:
    """Constraints as arrows: ``time(target) - time(source) <= length``."""
    arrows: list[Arrow] = []
    for source, target, least, most in limits:
        if source != target:
            if most is not None:
                arrows.append((source, target, most))
            if least is not None:
                arrows.append((target, source, -least))
    return arrows


class Bounds:
    """A network of times, with the interval of every node.

    ``intervals`` are by node. Distances from the origin are kept in both directions: forwards they are the last
    minutes, backwards the first ones with the sign turned.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.latest = [FAR if minute is None else minute for minute in network.latest()]
        self.earliest = [FAR if minute is None else -minute for minute in network.earliest()]
        self.intervals = [self._interval(node) for node in range(len(self.latest))]
        self.loose: tuple[set[int], set[int]] = (set(), set())

    def _interval(self, node: int) -> Interval:
        first, last = self.earliest[node], self.latest[node]
        return Interval(None if first == FAR else -first, None if last == FAR else last)

    def renumber(self, numbers: Renumber) -> None:
        """Take away the nodes that are gone, and make room for new ones."""
        outgoing, incoming = self.network.outgoing, self.network.incoming
        self.loose = (
            numbers.bereft(self.latest, outgoing),
            numbers.bereft(self.earliest, incoming),
        )
        numbers.renumber_network(self.network)
        self.latest = numbers.spread(self.latest, FAR)
        self.earliest = numbers.spread(self.earliest, FAR)
        self.intervals = numbers.spread(self.intervals, Interval())

    def change(self, gone: Sequence[Limits], new: Sequence[Limits]) -> set[int] | None:
        """Let constraints come and go; the nodes whose interval changes, or None if the new ones cannot hold.

        In the second case nothing may be asked any more.
        """
        network = self.network
        lost, won = arrows_of(gone), arrows_of(new)
        for source, target, length in lost:
            network.remove(source, target, length)
        for source, target, least, most in new:
            if network.bound(source, target, least, most, 0) is not None:
                return None
        start = [FAR] * len(network.time)
        start[ORIGIN] = 0
        changed: set[int] = set()
        for distances, sign, ahead, back, loose in (
            (self.latest, 1, network.outgoing, network.incoming, self.loose[0]),
            (self.earliest, -1, network.incoming, network.outgoing, self.loose[1]),
        ):
            turn = sign < 0
            lost_here = [(b, a, length) if turn else (a, b, length) for a, b, length in lost]
            won_here = [(b, a, length) if turn else (a, b, length) for a, b, length in won]
            found = find_loose(distances, ahead, start, lost_here, loose)
            changed |= measure_again(distances, (ahead, back), network.time, sign, start, found, won_here)
        self.loose = (set(), set())
        for node in changed:
            self.intervals[node] = self._interval(node)
        return changed
