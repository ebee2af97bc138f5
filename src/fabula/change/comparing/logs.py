"""Two logs of minds, held against each other event by event: whose mind may hold something else, and on what.

What somebody holds on a matter rests on the events that speak of it and that they have any view of. Where these are the
same, in the same order, no question has to be asked; so the work goes by what differs and not by how large a story is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final

from fabula.change.comparing.order import find_moved
from fabula.change.comparing.pairs import Pairs
from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Grounds, Matter, MemoryChange, MindEvent, Node, Post
from fabula.story.minds.log import MindLog

__all__ = ["Touched", "find_touched", "rename_event", "rename_matter"]

_BIBLE: Final = -1
_Place = tuple[int, int]
"""The number of a scene, and the how-manieth event of it."""


@dataclass(slots=True)
class Touched:
    """What may be otherwise: ``minds`` has for each person the matters, in a fixed order; names are those after.

    ``matters`` are all of them: what is so may be otherwise. ``memories`` are those of whom something else is forgotten
    or remembered: all that they ever took in may differ. ``pairs`` are who may think otherwise of whose mind, on
    secrets and identities. ``subjects`` are all that the events speak of, daily things as well.
    """

    minds: dict[str, dict[Matter, None]] = field(default_factory=dict)
    matters: dict[Matter, None] = field(default_factory=dict)
    memories: set[str] = field(default_factory=set)
    pairs: dict[tuple[str, str], dict[Matter, None]] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether anything may be otherwise."""
        return bool(self.matters or self.memories)

    def add(self, event: MindEvent) -> None:
        """Take in an event that one log alone has, or has elsewhere."""
        people = sorted({person for node in event.nodes for person in node.view})
        for node in event.nodes:
            for post in node.post:
                matter = post.matter
                self.subjects.add(matter.subject)
                if not _counts(post):
                    continue
                self.matters[matter] = None
                for person in people:
                    self.minds.setdefault(person, {})[matter] = None
                if matter.timeless:
                    for pair in permutations(people, 2):
                        self.pairs.setdefault(pair, {})[matter] = None
                if isinstance(matter.detail, Matter):  # what somebody is said to hold, or suspects
                    self.minds.setdefault(matter.subject, {})[matter.detail] = None
            self.memories |= {change.person for change in node.memory}


_SEEN_DAILY: Final = frozenset({"place", "holder", "gone", "is"})
_ASIDE: Final = frozenset({"heard", "claim", "knows-whether"})


def _counts(post: Post) -> bool:
    """Whether it is worth a word if somebody holds this no longer: where things are counts only for who was told."""
    kind = post.matter.kind.partition(":")[0]
    return kind not in _ASIDE and (kind not in _SEEN_DAILY or post.grounds is not Grounds.SEEN)


def find_touched(before: MindLog, after: MindLog, pairs: Pairs) -> Touched:
    """Whose mind may hold something else on what, by the events of the story."""
    old = [pairs.number_before(happening.scene) for happening in before.happenings]
    new = [pairs.number_after(happening.scene) for happening in after.happenings]
    return _compare(before.minds, old, after.minds, new, pairs.names)


def _compare(before: Minds, old: Sequence[int], after: Minds, new: Sequence[int], names: Mapping[str, str]) -> Touched:
    touched = Touched()
    olds, news = _by_scene(old), _by_scene(new)
    where, there = _places(olds, len(old)), _places(news, len(new))
    common = [number for number in news if number in olds]
    order = {number: place for place, number in enumerate(olds)}
    moved = find_moved([order[number] for number in common])
    elsewhere = {number for number, gone in zip(common, moved, strict=True) if gone}
    for number in {**olds, **news}:
        ours = [before.events[event] for event in olds.get(number, ())]
        theirs = [after.events[event] for event in news.get(number, ())]
        if names:
            ours = [rename_event(event, names) for event in ours]
        if number in elsewhere:
            for event in (*ours, *theirs):
                touched.add(event)
        elif ours != theirs or any(_refers(event) for event in theirs):
            for event in _unlike(ours, theirs, where, there):
                touched.add(event)
    return touched


def _by_scene(numbers: Sequence[int]) -> dict[int, list[int]]:
    """The events of each scene, scenes in the order of their first event."""
    found: dict[int, list[int]] = {}
    for event, number in enumerate(numbers):
        found.setdefault(number, []).append(event)
    return found


def _places(by_scene: Mapping[int, Sequence[int]], size: int) -> list[_Place]:
    """Each event as its place in its scene, by which it is the same event in another log."""
    places: list[_Place] = [(_BIBLE, 0)] * size
    for number, events in by_scene.items():
        for place, event in enumerate(events):
            places[event] = (number, place)
    return places


def _refers(event: MindEvent) -> bool:
    """Whether an event names others by their numbers: old news, a stretch of memory."""
    return any(node.memory or any(post.about >= 0 for post in node.post) for node in event.nodes)


def _unlike(
    ours: Sequence[MindEvent], theirs: Sequence[MindEvent], where: Sequence[_Place], there: Sequence[_Place]
) -> Iterator[MindEvent]:
    """The events of one scene that only one of the logs has, or that stand in another order there."""
    mine = [_plain(event, where) for event in ours]
    others = [_plain(event, there) for event in theirs]
    first = 0
    while first < min(len(mine), len(others)) and mine[first] == others[first]:
        first += 1
    last = 0
    while last < min(len(mine), len(others)) - first and mine[-1 - last] == others[-1 - last]:
        last += 1
    yield from ours[first : len(ours) - last]
    yield from theirs[first : len(theirs) - last]


def _plain(event: MindEvent, places: Sequence[_Place]) -> tuple[object, ...]:
    """An event without numbers that mean something else in another log."""
    if not _refers(event):
        return event.nodes
    return tuple(
        (
            tuple((*post[:3], _place(places, post.about)) for post in node.post),
            node.view,
            tuple((c.person, c.gives, _place(places, c.since), _place(places, c.until), c.about) for c in node.memory),
        )
        for node in event.nodes
    )


def _place(places: Sequence[_Place], event: int) -> _Place | int:
    return places[event] if 0 <= event < len(places) else min(event, 0)


def rename_event(event: MindEvent, names: Mapping[str, str]) -> MindEvent:
    """An event of before with the names of after."""
    return MindEvent(tuple(_rename_node(node, names) for node in event.nodes), event.tag)


def _rename_node(node: Node, names: Mapping[str, str]) -> Node:
    posts = tuple(
        Post(rename_matter(post.matter, names), names.get(post.value, post.value), post.grounds, post.about)
        for post in node.post
    )
    memory = tuple(MemoryChange(names.get(c.person, c.person), c.gives, c.since, c.until, c.about) for c in node.memory)
    return Node(posts, {names.get(person, person): number for person, number in node.view.items()}, memory)


def rename_matter(matter: Matter, names: Mapping[str, str]) -> Matter:
    """A matter with other names."""
    detail = matter.detail
    inner = rename_matter(detail, names) if isinstance(detail, Matter) else names.get(detail, detail)
    return Matter(matter.kind, names.get(matter.subject, matter.subject), inner)
