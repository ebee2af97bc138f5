"""Two slow models of belief, obviously right, that the engine is held against.

`Product` is the textbook product update: explicit worlds with an explicit accessibility function each, updated world by
world with every event. It knows no forgetting. `Histories` is the Kripke model whose worlds are whole histories (which
node each event was) and whose accessibility is a function on histories, with forgetting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from fabula.story.minds.events import NOTHING, Matter, MindEvent, Post, subjects_of


def winner(matter: Matter, posts: list[tuple[int, Post]]) -> str | None:
    """The value that wins among (event number, post) pairs in order of hearing."""
    best: tuple[tuple[int, int], str] | None = None
    for number, post in posts:
        if matter.timeless:
            weight = (int(post.grounds), number)
        else:
            weight = (number if post.about < 0 else min(post.about, number), number)
        if best is None or weight >= best[0]:
            best = (weight, post.value)
    return None if best is None else best[1]


@dataclass(eq=False)
class World:
    """A world with all posts that led to it, and the one world that each person takes it to be."""

    posts: list[tuple[int, Post]] = field(default_factory=list)
    sees: dict[str, World] = field(default_factory=dict)


class Product:
    """Pointed functional Kripke model with explicit worlds, updated event by event."""

    def __init__(self, people: list[str], events: list[MindEvent]) -> None:
        start = World()
        start.sees = dict.fromkeys(people, start)
        worlds, self.actual = [start], start
        for number, event in enumerate(events):
            nodes = {**dict(enumerate(event.nodes)), -1: NOTHING}
            made = {
                (id(world), index): World([*world.posts, *((number, post) for post in node.post)])
                for world in worlds
                for index, node in nodes.items()
            }
            for world in worlds:
                for index, node in nodes.items():
                    for person in people:
                        seen = world.sees[person]
                        made[id(world), index].sees[person] = made[id(seen), node.view.get(person, -1)]
            self.actual = made[id(self.actual), 0]
            worlds = self._reachable()

    def _reachable(self) -> list[World]:
        found, queue = {id(self.actual): self.actual}, [self.actual]
        while queue:
            for world in queue.pop().sees.values():
                if id(world) not in found:
                    found[id(world)] = world
                    queue.append(world)
        return list(found.values())

    def value(self, chain: tuple[str, ...], matter: Matter) -> str | None:
        """What the chain holds on the matter, claims about minds left out."""
        world = self.actual
        for person in chain:
            world = world.sees[person]
        return winner(matter, [(n, post) for n, post in world.posts if post.matter == matter])


class Histories:
    """Worlds are histories; a person's accessible history is theirs with views taken and lost stretches blank."""

    def __init__(self, events: list[MindEvent]) -> None:
        self.events = events
        # The same few histories are asked for again and again; nothing in them can change.
        self.history = cache(self._history)
        self.lost = cache(self._lost)

    def _history(self, chain: tuple[str, ...], subjects: frozenset[str], at: int) -> list[int]:
        """Which node each event was, as the chain takes it; -1 for nothing. ``subjects`` is what is asked about."""
        if not chain:
            return [0] * at
        before = self.history(chain[:-1], subjects, at)
        lost = self.lost(chain[:-1], chain[-1], subjects, at)
        return [
            -1 if node < 0 or number in lost else self.events[number].nodes[node].view.get(chain[-1], -1)
            for number, node in enumerate(before)
        ]

    def _lost(self, before: tuple[str, ...], person: str, subjects: frozenset[str], at: int) -> set[int]:
        """The events that somebody has lost, as those before them take it: wipes and restorations in order."""
        lost: set[int] = set()
        for number, node in enumerate(self.history(before, frozenset((person,)), at)):
            for change in self.events[number].nodes[node].memory if node >= 0 else ():
                if change.person == person and (change.about is None or change.about & subjects):
                    stretch = set(range(change.since, min(change.until, number)))
                    lost = lost - stretch if change.gives else lost | stretch
        return lost

    def value(self, chain: tuple[str, ...], matter: Matter, at: int) -> str | None:
        """What the chain holds on the matter after the first ``at`` events."""
        chain = tuple(p for i, p in enumerate(chain) if i == 0 or chain[i - 1] != p)
        seen = self.history(chain, subjects_of(matter), at)
        posts = [
            (number, post)
            for number, node in enumerate(seen)
            if node >= 0
            for post in self.events[number].nodes[node].post
            if post.matter == matter
        ]
        return winner(matter, posts)
