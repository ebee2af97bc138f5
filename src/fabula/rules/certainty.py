"""How sure a finding is that rests on one thing happening after another."""

from __future__ import annotations

from functools import partial

from fabula.finding import Certainty
from fabula.story.canon import Canon
from fabula.story.distance import distance
from fabula.story.given import given_time
from fabula.story.model import Change
from fabula.story.stated import stated_timeline
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene

__all__ = ["change_certainty", "kept_order_certainty", "order_certainty"]


def order_certainty(timeline: Timeline, first_scene: Scene, second_scene: Scene) -> Certainty:
    """How sure it is that ``second_scene`` happens after ``first_scene`` (in the order of replay it does).

    CERTAIN if what the text states leaves no other order, LIKELY if that needs the assumption that scenes happen in
    the order in which they are told, POSSIBLE if the order is open or the two are at the same time. Within one scene
    the text gives the order. Scenes are compared by their starts, since most do not say how long they take.
    """
    if first_scene is second_scene:
        return Certainty.CERTAIN
    first, end, second = 1 + 2 * first_scene.order, 2 + 2 * first_scene.order, 1 + 2 * second_scene.order
    back = distance(timeline, second, first)
    if back is None or back > 0:
        return Certainty.POSSIBLE
    if back == 0 and distance(timeline, first, second) == 0:
        return Certainty.POSSIBLE
    stated = stated_timeline(timeline)
    back = distance(stated, second, first)
    if back is not None and back < 0:
        return Certainty.CERTAIN
    after_end = distance(stated, second, end)
    return Certainty.CERTAIN if after_end is not None and after_end <= 0 else Certainty.LIKELY


def kept_order_certainty(canon: Canon, first_scene: Scene, second_scene: Scene) -> Certainty:
    """The same as `order_certainty`, kept after edits that change neither when the two scenes are nor how far apart."""
    tokens = canon.timeline.tokens
    work_out = partial(order_certainty, canon.timeline, first_scene, second_scene)
    if not tokens:
        return work_out()
    on = (first_scene, second_scene, tokens[first_scene.order], tokens[second_scene.order])
    return canon.remember(("order certainty", first_scene.key, second_scene.key), on, work_out)


def change_certainty(canon: Canon, change: Change, scene: Scene) -> Certainty:
    """How sure it is that a scene happens after a change that holds at it in the order of replay.

    What the bible gives without a date holds from the start. With a date it is certain if the scene's stated time is
    later, likely if its time follows from the order of telling, and else possible.
    """
    if change.scene is not None:
        return order_certainty(canon.timeline, change.scene, scene)
    if change.moment.rank < 0:
        return Certainty.CERTAIN
    time = given_time(canon.universe, canon.timeline, change.span, change.span.text)
    if time is None:
        return Certainty.LIKELY  # dead "before the story", and this is its present
    if time.latest is None:
        return Certainty.POSSIBLE
    for timeline, certainty in (
        (stated_timeline(canon.timeline), Certainty.CERTAIN),
        (canon.timeline, Certainty.LIKELY),
    ):
        earliest = timeline.start[scene.order].earliest
        if earliest is not None and earliest > time.latest:
            return certainty
    return Certainty.POSSIBLE
