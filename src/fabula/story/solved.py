"""What solving the times of a universe keeps, so that after an edit it need not begin afresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fabula.story.anchors import Anchors
from fabula.story.bounds import Bounds
from fabula.story.network import Network
from fabula.story.renumber import Renumber
from fabula.story.shortest import FAR, Arrow, find_loose, measure_again

__all__ = ["Plan", "Solved", "make_plan"]


@dataclass(slots=True)
class Plan:
    """A schedule: the latest one in which no node is after its wish. Both are minutes by node.

    ``loose`` are nodes that have to be looked at again.
    """

    wishes: list[int]
    times: list[int]
    loose: set[int] = field(default_factory=set)

    def renumber(self, numbers: Renumber, network: Network) -> None:
        """Take away the nodes that are gone, and make room for new ones; before the network is renumbered."""
        self.loose = numbers.bereft(self.times, network.outgoing)
        self.wishes = numbers.spread(self.wishes, FAR)
        self.times = numbers.spread(self.times, FAR)


def make_plan(
    network: Network, wishes: list[int], before: Plan | None, gone: Sequence[Arrow], new: Sequence[Arrow]
) -> Plan:
    """The schedule of some wishes. ``before`` is that before an edit; then came and went the arrows that are given."""
    if before is None:
        return Plan(wishes, network.schedule(wishes))
    times, old = before.times, before.wishes
    farther, nearer = set(before.loose), []
    for node, (wish, was) in enumerate(zip(wishes, old, strict=True)):
        if wish > was and times[node] == was:
            farther.add(node)
        elif wish < was:
            nearer.append(node)
    loose = find_loose(times, network.outgoing, wishes, gone, farther)
    measure_again(times, (network.outgoing, network.incoming), network.time, 1, wishes, loose, new, nearer)
    return Plan(list(wishes), times)


@dataclass(slots=True)
class Solved:
    """The solved network of a timeline, with what its scenes hang on.

    ``plans`` are the schedules by which scenes are put in order: as they wish at first, and as they are told where that
    is another. See `fabula.story.happening`.
    """

    bounds: Bounds
    anchors: Anchors
    free: set[int]
    plans: list[Plan]
    stated: Bounds | None = None
