"""What was done to each scene: added, cut, moved, set at another time, rewritten, renumbered."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from fabula.change.comparing.differences import How, SceneChange
from fabula.change.comparing.order import find_moved
from fabula.change.comparing.pairs import Pairs
from fabula.change.comparing.written import likeness
from fabula.story.canon import Canon
from fabula.story.interval import Interval
from fabula.story.model import Hold, Manner
from fabula.universe.model import Scene

__all__ = ["compare_scenes"]


def compare_scenes(before: Canon, after: Canon, pairs: Pairs) -> list[SceneChange]:
    """Every scene to which something was done, in the order of telling; what was cut stands where it stood."""
    moved = _moved(pairs)
    retimed = _retimed(before, after, pairs, moved)
    found: list[SceneChange] = []
    for scene in after.universe.scenes:
        old = pairs.before_of.get(scene)
        if old is None:
            found.append(SceneChange(None, scene, (How.ADDED,)))
        else:
            found += _changed(before, after, pairs, old, scene in moved, scene in retimed)
    return _with_cuts(before, pairs, found)


def _with_cuts(before: Canon, pairs: Pairs, found: list[SceneChange]) -> list[SceneChange]:
    """The changes with the scenes that were cut put in before the next scene that is still there."""
    cuts: dict[int, list[SceneChange]] = {}
    waiting: list[SceneChange] = []
    last = 0
    for scene in before.universe.scenes:
        after = pairs.after_of.get(scene)
        if after is None:
            waiting.append(SceneChange(scene, None, (How.CUT,)))
            continue
        if waiting:
            same = waiting[-1].scene.episode is scene.episode
            cuts.setdefault(after.order if same else last, []).extend(waiting)
            waiting = []
        last = after.order + 1
    cuts.setdefault(last, []).extend(waiting)
    for change in found:
        assert change.after is not None
        cuts.setdefault(change.after.order, []).append(change)
    return [change for order in sorted(cuts) for change in cuts[order]]


def _moved(pairs: Pairs) -> set[Scene]:
    """The scenes (of after) that are told at another place of their episode, or in another one."""
    moved: set[Scene] = set()
    for episode, old in pairs.episode_before.items():
        here = [scene for scene in episode.scenes if (one := pairs.before_of.get(scene)) and one.episode is old]
        places = [pairs.before_of[scene].order for scene in here]
        if places != sorted(places):
            weights = [1 + len(pairs.written(scene).words) for scene in here]
            moved |= {scene for scene, gone in zip(here, find_moved(places, weights), strict=True) if gone}
    return moved | {
        scene for scene, old in pairs.before_of.items() if pairs.episode_before.get(scene.episode) is not old.episode
    }


def _retimed(before: Canon, after: Canon, pairs: Pairs, moved: set[Scene]) -> set[Scene]:
    """The scenes (of after) that happen at another time, or in another order than the rest of their show."""
    found: set[Scene] = set()
    shows: dict[str, list[Scene]] = {}
    for scene, old in pairs.before_of.items():
        shows.setdefault(scene.episode.show.id, []).append(scene)
        was, now = before.timeline.start[old.order], after.timeline.start[scene.order]
        if _apart(was, now) or before.timeline.mode[old.order] is not after.timeline.mode[scene.order]:
            found.add(scene)
    old_rank, rank = before.timeline.rank, after.timeline.rank
    for scenes in shows.values():
        # What has moved for a reason that is known must not make others look as if they had.
        still = [scene for scene in scenes if scene not in moved and scene not in found]
        still.sort(key=lambda scene: rank[scene.order])
        places = [old_rank[pairs.before_of[scene].order] for scene in still]
        if places != sorted(places):
            gone = find_moved(places)
            found |= {scene for scene, out in zip(still, gone, strict=True) if out}
            still = [scene for scene, out in zip(still, gone, strict=True) if not out]
        places = sorted(old_rank[pairs.before_of[scene].order] for scene in still)
        now_places = [rank[scene.order] for scene in still]
        for scene in scenes:
            if scene in moved:
                stood = bisect_left(places, old_rank[pairs.before_of[scene].order])
                if stood != bisect_left(now_places, rank[scene.order]):
                    found.add(scene)
    return found


def _apart(one: Interval, other: Interval) -> bool:
    """Whether two stretches of time have no minute in common."""
    return _over(one, other) or _over(other, one)


def _over(first: Interval, second: Interval) -> bool:
    return first.latest is not None and second.earliest is not None and first.latest < second.earliest


def _changed(
    before: Canon, after: Canon, pairs: Pairs, old: Scene, moved: bool, retimed: bool
) -> Iterator[SceneChange]:
    scene = pairs.after_of[old]
    how = [kind for kind, is_so in ((How.MOVED, moved), (How.RETIMED, retimed)) if is_so]
    rewritten = 0.0
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    if scene not in pairs.untouched:
        one, other = pairs.written(old), pairs.written(scene)
        rewritten = 1 - likeness(one, other)
        gone, new = _only_in(one.notes, other.notes), _only_in(other.notes, one.notes)
        how += [How.REWRITTEN] if rewritten else []
        how += [How.NOTED] if gone or new else []
        was, now = {pairs.name_after(key) for key in _cast(before, old)}, _cast(after, scene)
        came, went = tuple(sorted(now - was)), tuple(sorted(was - now))
    if old.written.number != scene.written.number:
        how.append(How.RENUMBERED)
    if how:
        start, end = before.timeline.start[old.order], after.timeline.start[scene.order]
        apart = _apart(start, end)
        later = _shift(start, end) if apart else None
        yield SceneChange(old, scene, tuple(how), rewritten, gone, new, came, went, start, end, apart, later)


def _only_in(notes: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The notes that another version of the scene does not have, in their order."""
    left = Counter(notes) - Counter(others)
    found: list[str] = []
    for note in notes:
        if left[note]:
            left[note] -= 1
            found.append(note)
    return tuple(found)


def _cast(canon: Canon, scene: Scene) -> set[str]:
    """Who is in a scene for certain; a name in action lines is too little."""
    return {
        presence.person
        for presence in canon.presences.by_scene[scene.order]
        if presence.hold >= Hold.STATED and presence.manner is not Manner.ABSENT
    }


def _shift(was: Interval, now: Interval) -> int | None:
    """By how many minutes something happens later, where both stretches are bounded and equally long."""
    if was.earliest is None or was.latest is None or now.earliest is None or now.latest is None:
        return None
    same = was.latest - was.earliest == now.latest - now.earliest
    return now.earliest - was.earliest if same else None
