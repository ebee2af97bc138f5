"""When scenes happen by other scenes and by events: "2 days after S01E02/14", CONTINUOUS, "at the fall"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fabula.change.impact.needs import TIME, Ground, Kind, Need
from fabula.story.canon import Canon
from fabula.story.timeline import Constraint

__all__ = ["TimeNeed", "dated_scenes", "needs_of_time"]


@dataclass(frozen=True, slots=True)
class TimeNeed(Need):
    """A scene takes its time from another one, or from an event that other scenes place in time."""

    ground: tuple[Ground, ...]

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """The scene it is measured from, or those that say when the event is."""
        return self.ground


def dated_scenes(canon: Canon) -> set[str]:
    """The keys of the scenes that state a date of their own."""
    dated = {one.target for one in canon.timeline.constraints if one.source == 0 and not one.assumed}
    return {scene.key for scene in canon.universe.scenes if 1 + 2 * scene.order in dated}


def needs_of_time(canon: Canon) -> Iterator[Need]:
    """What every scene states of its time by another scene; defaults of telling order are no statements.

    A scene with a date of its own names the other as well, but what is measured from it does not move if that falls.
    """
    count = len(canon.universe.scenes)
    dated: set[int] = set()
    placed: dict[int, list[Constraint]] = {}
    by_scene: list[Constraint] = []
    for one in canon.timeline.constraints:
        if one.assumed:
            continue
        if one.source == 0:
            dated.add(one.target)
        elif one.order < 0 or max(one.source, one.target) > 2 * count:
            _note_event(one, count, placed)
        if one.order >= 0 and one.source != 0 and (one.source - 1) // 2 != (one.target - 1) // 2:
            by_scene.append(one)
    for one in by_scene:
        yield from _need(canon, one, count, dated, placed)


def _note_event(one: Constraint, count: int, placed: dict[int, list[Constraint]]) -> None:
    """Keep what scenes say of when an event is: those that show it, and those the bible puts it after or before."""
    for node in (one.source, one.target):
        if node > 2 * count:
            placed.setdefault(node, []).append(one)


def _need(
    canon: Canon, one: Constraint, count: int, dated: set[int], placed: dict[int, list[Constraint]]
) -> Iterator[Need]:
    scene = canon.universe.scenes[one.order]
    own = {1 + 2 * one.order, 2 + 2 * one.order}
    other = one.target if one.source in own else one.source
    offset = one.span.start if own & dated else TIME
    if other <= 2 * count:
        there = canon.universe.scenes[(other - 1) // 2]
        if there is not scene:
            ground = (Ground(there, there.span, "when it happens", TIME),)
            # The reason names the other scene already.
            yield TimeNeed(scene, one.span, Kind.TIME, one.reason, "", (("time", there.key),), offset, ground)
        return
    if other in dated:
        return  # the bible, or a scene, gives the event its date
    found: list[Ground] = []
    for way in placed.get(other, ()):
        node = way.target if way.source == other else way.source
        at = canon.universe.scenes[(node - 1) // 2] if 0 < node <= 2 * count else None
        if at is not None and at is not scene:
            found.append(Ground(at, way.span, way.reason, TIME))
    if found:
        topics = tuple(("time", ground.scene.key) for ground in found if ground.scene is not None)
        yield TimeNeed(scene, one.span, Kind.TIME, one.reason, "which is placed by", topics, offset, tuple(found))
