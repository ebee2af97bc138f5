"""How long after the scene before a scene plays, in words."""

from __future__ import annotations

from fabula.rules.place.words import time_words
from fabula.story.canon import Canon
from fabula.story.clock import DAY
from fabula.universe.model import Scene

__all__ = ["elapsed_since", "scene_before"]

_WIDE = 3
"""A length of which the bounds are further apart than this factor is not said."""
_YEAR, _MONTH = 365.25 * DAY, 30.44 * DAY


def scene_before(scene: Scene) -> Scene | None:
    """The scene that is told right before a scene in its episode."""
    scenes = scene.episode.scenes
    index = scenes.index(scene)
    return scenes[index - 1] if index else None


def elapsed_since(canon: Canon, before: Scene, scene: Scene) -> str:
    """How long after another scene a scene plays: "4 hours 40 minutes later", "8 years earlier", "at the same time".

    From the end of the one to the start of the other; between their starts, if nothing says how long the first one
    takes. Empty if the text leaves it open.
    """
    timeline = canon.timeline
    later = _tightest(timeline.gap(before, scene), _between_starts(canon, before, scene))
    if later is not None:
        return _say(later, "later")
    earlier = _tightest(timeline.gap(scene, before), _between_starts(canon, scene, before))
    return _say(earlier, "earlier") if earlier is not None else ""


def _between_starts(canon: Canon, first: Scene, second: Scene) -> tuple[int | None, int | None]:
    one, other = canon.timeline.start[first.order], canon.timeline.start[second.order]
    least = None if other.earliest is None or one.latest is None else other.earliest - one.latest
    most = None if other.latest is None or one.earliest is None else other.latest - one.earliest
    return least, most


def _tightest(*found: tuple[int | None, int | None]) -> tuple[int, int] | None:
    """The bounds that say most, of those that say enough: both there, not before nought, and not far apart."""
    enough = [
        (least, most)
        for least, most in found
        if least is not None and most is not None and 0 <= least <= most and _close(least, most)
    ]
    return min(enough, key=lambda bounds: bounds[1] - bounds[0], default=None)


def _close(least: int, most: int) -> bool:
    return most - least < DAY // 12 or most < _WIDE * least


def _say(bounds: tuple[int, int], way: str) -> str:
    least, most = bounds
    if most == 0:
        return "right after" if way == "later" else "right before"
    first, last = _words(least), _words(most)
    if first == last:
        return f"{last} {way}"
    if least == 0:
        return f"up to {last} {way}"
    number, _, unit = first.partition(" ")
    other, _, units = last.partition(" ")
    if unit.rstrip("s") == units.rstrip("s") and " " not in units:
        return f"{number} to {other} {units} {way}"
    return f"{first} to {last} {way}"


def _words(minutes: int) -> str:
    """A length in the unit that people would use for it: from two months on in months, from two years on in years."""
    for size, unit in ((_YEAR, "year"), (_MONTH, "month")):
        if minutes >= 2 * size * 0.96:
            return f"{round(minutes / size)} {unit}s"
    return time_words(minutes)
