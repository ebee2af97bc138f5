"""The part of a timeline that the text states, without what is taken for granted.

Most scenes are ordered only because they are told in that order. What a finding says is certain if it holds without
that: so the network is solved once more with the stated constraints alone, when the first finding asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fabula.story.bounds import Bounds, Limits
from fabula.story.network import Network
from fabula.story.timeline import Constraint, Timeline

__all__ = ["stated_limits", "stated_timeline", "with_stated"]


def stated_timeline(timeline: Timeline) -> Timeline:
    """The same scenes and order, with the intervals and edges that stated constraints alone give.

    That a scene does not end before it starts is kept: it needs no statement. Worked out once for a timeline.
    """
    if timeline.stated is None:
        bounds = timeline.solved.stated if timeline.solved is not None else None
        if bounds is None:
            bounds = _solve(timeline)
            if timeline.solved is not None:
                timeline.solved.stated = bounds
        with_stated(timeline, bounds)
    assert timeline.stated is not None
    return timeline.stated


def with_stated(timeline: Timeline, bounds: Bounds) -> None:
    """Give a timeline the part of it that is stated, solved."""
    first_event = 1 + 2 * len(timeline.start)
    intervals = bounds.intervals
    timeline.stated = replace(
        timeline,
        start=intervals[1:first_event:2],
        end=intervals[2:first_event:2],
        events=dict(zip(timeline.events, intervals[first_event:], strict=True)),
        outgoing=bounds.network.outgoing,
        solved=None,
        _components=None,
    )


def _solve(timeline: Timeline) -> Bounds:
    size = 1 + 2 * len(timeline.start) + len(timeline.events)
    network = Network(size, timeline.schedule or None)
    dropped = {id(conflict.dropped) for conflict in timeline.conflicts}
    kept = (constraint for constraint in timeline.constraints if id(constraint) not in dropped)
    for limits in stated_limits(kept):
        network.bound(*limits, 0)
    return Bounds(network)


def stated_limits(constraints: Iterable[Constraint]) -> Iterator[Limits]:
    """What is left of constraints without what is taken for granted."""
    for constraint in constraints:
        if not constraint.assumed:
            yield constraint[:4]
        elif constraint.kind == "length":
            yield constraint.source, constraint.target, constraint.least, None
