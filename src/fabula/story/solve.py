"""Solving the times of a universe: constraints in, an interval for every scene and one order of happening out."""

from __future__ import annotations

from collections.abc import Sequence

from fabula.story.bounds import Bounds
from fabula.story.constraints import gather_constraints
from fabula.story.days import count_days
from fabula.story.distance import distance
from fabula.story.happening import order_scenes
from fabula.story.network import Network
from fabula.story.solved import Solved
from fabula.story.timeline import Conflict, Constraint, Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["by_weight", "distance", "rank_scenes", "solve_times"]

_SWEEPS = 3
"""How often the first guess goes over all constraints. Each sweep mends what stands before its cause in the list."""


def solve_times(universe: Universe) -> Timeline:
    """When everything in a universe happens.

    Contradictions do not stop it: of each minimal set that cannot hold, the least settled constraint is left out, and
    the set is in ``conflicts``.
    """
    evidence = gather_constraints(universe)
    constraints = by_weight(evidence.constraints)
    network = Network(evidence.size, _guess(evidence.size, constraints))
    conflicts: list[Conflict] = []
    for label, constraint in enumerate(constraints):
        cycle = network.bound(constraint.source, constraint.target, constraint.least, constraint.most, label)
        if cycle is not None:
            members = tuple(constraints[index] for index in sorted(set(cycle)))
            conflicts.append(Conflict(members, constraint))
    bounds = Bounds(network)
    order, plans = order_scenes(evidence, network, bounds.intervals)
    first_event = 1 + 2 * len(universe.scenes)
    starts = bounds.intervals[1:first_event:2]
    return Timeline(
        order=order,
        rank=rank_scenes(order),
        mode=evidence.modes,
        start=starts,
        end=bounds.intervals[2:first_event:2],
        days=count_days(evidence, starts),
        events={key: bounds.intervals[node] for key, node in evidence.events.items()},
        conflicts=tuple(conflicts),
        constraints=tuple(constraints),
        outgoing=network.outgoing,
        schedule=plans[-1].times,
        tokens=[object() for _ in order],
        solved=Solved(bounds, evidence.anchors, evidence.free, plans),
    )


def rank_scenes(order: Sequence[Scene]) -> list[int]:
    """The place of each scene in the order of happening, by its place in the order of telling."""
    rank = [0] * len(order)
    for index, scene in enumerate(order):
        rank[scene.order] = index
    return rank


def by_weight(constraints: Sequence[Constraint]) -> list[Constraint]:
    """Constraints in the order in which they are laid down; what comes later gives way to what came before.

    The lengths of scenes come first: without them "continuous" could say nothing, and they are never what is wrong.
    Then what is stated before what is assumed, the further along before the less settled, and so on as it is told.
    """
    return sorted(constraints, key=lambda c: (c.kind != "length", c.assumed, -c.status, c.order))


def _guess(size: int, constraints: Sequence[Constraint]) -> list[int]:
    """A first schedule: everything as early as can be after the earliest date. Right if there is no contradiction."""
    dated = [c.least for c in constraints if c.source == 0 and c.least is not None]
    times = [min(dated, default=0)] * size
    times[0] = 0
    forward = sorted((c for c in constraints if c.target), key=lambda c: (c.order, c.source))
    for _ in range(_SWEEPS):
        moved = False
        for c in forward:
            if c.least is not None and times[c.source] + c.least > times[c.target]:
                times[c.target] = times[c.source] + c.least
                moved = True
            if c.most is not None and c.source and times[c.target] - c.most > times[c.source]:
                times[c.source] = times[c.target] - c.most
                moved = True
        if not moved:
            break
    return times
