"""What is taken for granted where a script says nothing: scenes have a length, and happen as they are told.

Telling order: each present scene starts no earlier than the present scene before it, through an episode and from one
episode of a show to the next. Flashbacks, flash-forwards, dreams and tales stand outside this chain; a flashback lies
before the scene it interrupts, a flash-forward after it. A scene that says itself that it goes back (``earlier``,
``same time as``, SAME TIME) stands outside as well, with those that go on from it (LATER, CONTINUOUS), and does not
pull the chain back: the scene after them is measured from the last scene that is in the chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fabula.story.clock import DAY
from fabula.story.days import script_day
from fabula.story.model import Mode
from fabula.universe.model import Scene

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["LONGEST_SCENE", "add_lengths", "add_telling_order"]

LONGEST_SCENE = DAY
"""A scene that does not say how long it takes ends within a day."""


def add_lengths(evidence: Evidence) -> None:
    """Every scene ends after it starts, and within a day unless it says how long it takes."""
    from fabula.story.noted import LENGTH_FORMS

    for scene in evidence.scenes:
        stated = any(statement.form in LENGTH_FORMS for statement in scene.statements)
        stated = stated or any(card.text for card in evidence.cards[scene.order])
        most = None if stated else LONGEST_SCENE
        start = 1 + 2 * scene.order
        evidence.say(
            scene, start, start + 1, (0, most), scene.span, "a scene ends within a day of its start", "length", True
        )


def add_telling_order(evidence: Evidence) -> None:
    """Scenes happen in the order in which they are told, unless they say otherwise."""
    last: dict[str, Scene] = {}
    free = evidence.free
    modes, anchors = evidence.modes, evidence.anchors
    for scene in evidence.scenes:
        mode = modes[scene.order]
        if mode is Mode.PRESENT:
            before = last.get(scene.episode.show.id)
            if _goes_back(evidence, scene, before, free):
                free.add(scene.order)
                continue
            if before is not None:
                _order(evidence, scene, before, scene, f"it is told after {before.name}", "order")
            last[scene.episode.show.id] = scene
        elif mode is Mode.FLASHBACK:
            _place_flashback(evidence, scene)
        elif mode is Mode.FLASHFORWARD:
            host = anchors.host[scene.order]
            if host is not None and host.order < scene.order:
                _order(evidence, scene, host, scene, f"a flash-forward lies after {host.name}", "flash-forward")


def _goes_back(evidence: Evidence, scene: Scene, before: Scene | None, free: set[int]) -> bool:
    """Whether a scene says itself that it does not follow the last one in the chain, or goes on from one that does."""
    from fabula.story.noted import goes_back, goes_on

    if goes_back(evidence, scene):
        return True
    anchor = evidence.anchors.before[scene.order]
    if anchor is not None and anchor.order in free and goes_on(evidence, scene):
        return True
    here = script_day(scene)
    there = script_day(before) if here is not None and before is not None else None
    if before is None or here is None or there is None or before.episode is not scene.episode:
        return False
    return here[0] < there[0]


def _place_flashback(evidence: Evidence, scene: Scene) -> None:
    """A flashback lies before the scene it interrupts; its scenes follow one another unless one has its own time."""
    from fabula.story.noted import has_own_time

    host, before = evidence.anchors.host[scene.order], evidence.anchors.before[scene.order]
    if host is not None:
        _order(evidence, scene, scene, host, f"a flashback lies before {host.name}", "flashback")
    if before is not None and evidence.modes[before.order] is Mode.FLASHBACK and not has_own_time(evidence, scene):
        _order(evidence, scene, before, scene, f"it is told after {before.name}", "order")


def _order(evidence: Evidence, scene: Scene, first: Scene, second: Scene, reason: str, kind: str) -> None:
    start, end = 1 + 2 * first.order, 1 + 2 * second.order
    evidence.say(scene, start, end, (0, None), scene.span, reason, kind, True)
