"""The part of a timeline that the text states, without what is taken for granted.

Most scenes are ordered only because they are told in that order. What a finding says is certain if it holds without
that: so the network is solved once more with the stated constraints alone, when the first finding asks for it.
"""

from __future__ import annotations

from dataclasses import replace

from fabula.story.distance import rank_components
from fabula.story.network import Network
from fabula.story.timeline import Constraint, Interval, Timeline

__all__ = ["stated_timeline"]


def stated_timeline(timeline: Timeline) -> Timeline:
    """The same scenes and order, with the intervals and edges that stated constraints alone give.

    That a scene does not end before it starts is kept: it needs no statement. Worked out once for a timeline.
    """
    if timeline.stated is None:
        timeline.stated = _solve(timeline)
    return timeline.stated


def _solve(timeline: Timeline) -> Timeline:
    size = 1 + 2 * len(timeline.start) + len(timeline.events)
    network = Network(size, timeline.schedule or None)
    dropped = {id(conflict.dropped) for conflict in timeline.conflicts}
    for constraint in timeline.constraints:
        if id(constraint) not in dropped and (bounds := _stated_bounds(constraint)) is not None:
            network.bound(constraint.source, constraint.target, *bounds, 0)
    intervals = list(map(Interval, network.earliest(), network.latest()))
    outgoing = [[(node, most) for node, most, _ in arrows] for arrows in network.outgoing]
    first_event = 1 + 2 * len(timeline.start)
    return replace(
        timeline,
        start=intervals[1:first_event:2],
        end=intervals[2:first_event:2],
        events=dict(zip(timeline.events, intervals[first_event:], strict=True)),
        outgoing=outgoing,
        schedule=network.time,
        components=rank_components(outgoing),
    )


def _stated_bounds(constraint: Constraint) -> tuple[int | None, int | None] | None:
    if not constraint.assumed:
        return constraint.least, constraint.most
    return (constraint.least, None) if constraint.kind == "length" else None
