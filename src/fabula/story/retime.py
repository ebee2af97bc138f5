"""Times after an edit: the timeline that was, if nothing that was written changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fabula.source import Span
from fabula.story.time_words import time_spans, time_words
from fabula.story.timeline import Conflict, Constraint, Timeline
from fabula.universe.model import Episode, Scene

__all__ = ["move_timeline"]


def move_timeline(timeline: Timeline, changed: Sequence[tuple[Episode, Episode]]) -> Timeline | None:
    """The same times for new scenes that say of times what the old ones said; None if some do not.

    ``changed`` are episodes as they were and as they are, laid out and linked. Lists of what has not changed are the
    same objects, so that one can see that it has not.
    """
    scenes: dict[Scene, Scene] = {}
    spans: dict[Span, Span] = {}
    for before, after in changed:
        if len(before.scenes) != len(after.scenes) or before.status is not after.status:
            return None
        for old, new in zip(before.scenes, after.scenes, strict=True):
            if old.order != new.order or time_words(old) != time_words(new):
                return None
            scenes[old] = new
            spans.update(zip(time_spans(old), time_spans(new), strict=True))
    order = list(timeline.order)
    for new in scenes.values():
        order[timeline.rank[new.order]] = new
    constraints = list(timeline.constraints)
    moved: dict[int, Constraint] = {}
    for scene in scenes:
        for index in timeline.said_by(scene):
            old_words = constraints[index]
            if old_words.span in spans:
                constraints[index] = moved[id(old_words)] = old_words._replace(span=spans[old_words.span])
    conflicts = tuple(
        Conflict(_moved(c.constraints, moved), moved.get(id(c.dropped), c.dropped)) for c in timeline.conflicts
    )
    same = replace(timeline, order=order, constraints=tuple(constraints), conflicts=conflicts)
    if timeline.stated is not None:
        same.stated = replace(
            timeline.stated, order=order, constraints=same.constraints, conflicts=conflicts, stated=None
        )
    return same


def _moved(constraints: Iterable[Constraint], moved: dict[int, Constraint]) -> tuple[Constraint, ...]:
    return tuple(moved.get(id(constraint), constraint) for constraint in constraints)
