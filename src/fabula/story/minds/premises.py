"""What a replay of minds rests on, scene by scene; and from which scene on two replays may differ.

What has not changed is the same object, so two states of a universe are compared by looking which objects they hold.
Nothing that is lived through in a scene rests on later ones. So where two states agree on everything up to a scene, all
minds agree there as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from fabula.source import Span
from fabula.story.minds.events import MindEvent
from fabula.story.minds.occasion import named_time
from fabula.story.minds.replay import Replay
from fabula.story.minds.sayings import Saying
from fabula.story.model import Change, Fact, Moment, Presence
from fabula.universe.model import Scene

__all__ = ["Premises", "first_difference", "premises_of"]

_WINDOWS = ("forgets-everything", "remembers-everything")
_LATER = "later"


class Premises(NamedTuple):
    """What a replay of minds rests on. Lists are in the order of happening.

    ``named`` are the objects that stay the same while all names mean what they meant. ``given`` is what the bible gives
    before the first scene, ``dated`` what it gives with a date. ``dead`` are those whose life or death is ever stated.
    ``windows`` are the stretches of time that notes on memory name, by the ranks of their scenes; where one of them
    names a minute, it matters when each scene begins (``starts``).
    """

    named: tuple[object, ...]
    order: Sequence[Scene]
    happened: Sequence[bool]
    starts: Sequence[int | None]
    here: Sequence[Sequence[Presence]]
    sayings: Mapping[Scene, list[Saying]]
    given: Sequence[tuple[Moment, Span, str, MindEvent]]
    dated: Sequence[Change]
    dead: frozenset[str]
    facts: Mapping[Fact, list[Change]]
    windows: Sequence[tuple[int, object]]


def premises_of(replay: Replay) -> Premises:
    """What a replay rests on."""
    universe, timeline, world = replay.universe, replay.timeline, replay.world
    order = list(timeline.order)
    return Premises(
        (universe.entities, universe.kept),
        order,
        [timeline.mode[scene.order].happened for scene in order],
        [timeline.start[scene.order].earliest for scene in order],
        [replay.presences.by_scene[scene.order] for scene in order],
        replay.sayings,
        replay.given,
        replay.dated,
        frozenset(replay.sights.dead),
        world.log,
        _windows(replay),
    )


def _windows(replay: Replay) -> list[tuple[int, object]]:
    """What notes on memory name as the ends of a stretch of time; of what is still to come, only that it is."""
    rank, found = replay.timeline.rank, list[tuple[int, object]]()
    for scene, statement in replay.universe.stated(*_WINDOWS):
        for slot in ("since", "until"):
            point = statement.get(slot)
            if point is not None:
                named = named_time(replay.universe, replay.timeline, scene, point)
                later = isinstance(named, Moment) and named.rank > rank[scene.order]
                found.append((rank[scene.order], _LATER if later else named))
    return sorted(found, key=lambda window: window[0])


def first_difference(before: Premises, now: Premises) -> int:
    """The rank of the first scene that may be lived through otherwise than before; 0 where nothing can be said."""
    same_names = all(one is other for one, other in zip(before.named, now.named, strict=True))
    if not same_names or before.dead != now.dead or not _same_given(before.given, now.given):
        return 0
    timed = any(isinstance(named, int) for _, named in (*before.windows, *now.windows))
    first = min(len(before.order), len(now.order))
    for rank in range(first):
        scene = now.order[rank]
        if (
            scene is not before.order[rank]
            or now.happened[rank] is not before.happened[rank]
            or now.here[rank] is not before.here[rank]
            or now.sayings.get(scene) is not before.sayings.get(scene)
            or (timed and now.starts[rank] != before.starts[rank])
        ):
            first = rank
            break
    return min(first, _of_windows(before.windows, now.windows), _of_dated(before, now), _of_facts(before, now))


def _same_given(
    before: Sequence[tuple[Moment, Span, str, MindEvent]], now: Sequence[tuple[Moment, Span, str, MindEvent]]
) -> bool:
    return len(before) == len(now) and all(
        one[1].source is other[1].source and one == other for one, other in zip(before, now, strict=True)
    )


_END = 1 << 60


def _of_windows(before: Sequence[tuple[int, object]], now: Sequence[tuple[int, object]]) -> int:
    for one, other in zip_longest(before, now, fillvalue=(_END, None)):
        if one != other:
            return min(one[0], other[0])
    return _END


def _of_dated(before: Premises, now: Premises) -> int:
    for one, other in zip_longest(before.dated, now.dated):
        if one is None or other is None or not _is_same(one, other):
            return min(change.moment.rank for change in (one, other) if change is not None)
    return _END


def _is_same(one: Change, other: Change) -> bool:
    return one is other or (one.scene is other.scene and one.span.source is other.span.source and one == other)


def _of_facts(before: Premises, now: Premises) -> int:
    """Where the log of the world first differs."""
    pairs = [
        (changes, now.facts.get(fact, []))
        for fact, changes in before.facts.items()
        if now.facts.get(fact) is not changes
    ]
    pairs += [([], changes) for fact, changes in now.facts.items() if fact not in before.facts]
    if not pairs:
        return _END
    old = {scene: rank for rank, scene in enumerate(before.order)}
    new = {scene: rank for rank, scene in enumerate(now.order)}
    return min(min(_first(one, other, old), _first(other, one, new)) for one, other in pairs)


def _first(changes: Sequence[Change], others: Sequence[Change], ranks: Mapping[Scene, int]) -> int:
    """The rank of the first of some changes of a fact that is another than the one in its place."""
    for index, change in enumerate(changes):
        if index >= len(others) or not _is_same(change, others[index]):
            # Changes move with their scenes, those before an edit as well; so it is asked where the scene was.
            return ranks[change.scene] if change.scene is not None else change.moment.rank
    return _END
