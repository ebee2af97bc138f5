"""The belief engine: what a chain of people holds on a matter, exactly and to any depth.

For a chain (a, b, …) and a matter at a moment, the answer is the last value that the events so far post at the node
reached from what really happened by walking a, then b, … No world is ever built: for each matter the engine keeps
the events that speak of it, and for each person a bit mask of those they have any view of. The masks of a chain,
and-ed, leave a handful of candidates, which are walked from the last one back.

A wipe is an event too: a person at place i of a chain does not view an older event if, at the node reached in the
wipe by those before them in the chain, the wipe covers that event for them. So Nadia may believe that Mason still
knows what he has lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fabula.story.minds.events import Matter, MemoryChange, MindEvent, Post, subjects_of

__all__ = ["Belief", "Chain", "Minds", "collapse"]

Chain = tuple[str, ...]


class Belief(NamedTuple):
    """What a chain holds on a matter, and the event that it rests on. ``post`` is that event's post."""

    value: str
    event: int
    post: Post


class _Entry(NamedTuple):
    """One event that speaks of a matter: sort key first (what wins is last), then the event and its posts by node."""

    order: tuple[int, int, int]
    heard: int
    posts: dict[int, Post]


class _Topic:
    """All that is said on one matter, indexed when it is first asked for."""

    __slots__ = ("abouts", "dirty", "entries", "masks")

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.masks: dict[str, int] = {}
        self.abouts: list[int] = []
        self.dirty = True

    def index(self, events: Sequence[MindEvent]) -> None:
        self.entries.sort(key=lambda entry: entry.order)
        masks: dict[str, int] = {}
        bit = 1
        for entry in self.entries:
            people = {person for node in events[entry.heard].nodes for person in node.view}
            for person in people:
                masks[person] = masks.get(person, 0) | bit
            bit <<= 1
        self.masks = masks
        self.abouts = [entry.order[0] for entry in self.entries]
        self.dirty = False


def collapse(chain: Sequence[str]) -> Chain:
    """The chain with a person who stands twice in a row counted once: one knows what one thinks."""
    return tuple(person for index, person in enumerate(chain) if index == 0 or chain[index - 1] != person)


class Minds:
    """The log of events in story order, and the answers to what anyone holds on anything at any moment.

    Events are numbered from 0 in the order in which they are added; a moment is a number of events (``at=5``: after
    the first five), None for the end.
    """

    def __init__(self) -> None:
        self.events: list[MindEvent] = []
        self._topics: dict[Matter, _Topic] = {}
        self._memory: dict[str, list[int]] = {}
        self._memory_events: list[int] = []
        self._windows: dict[tuple[Chain, int], tuple[MemoryChange, ...]] = {}
        self._nested: set[Matter] = set()

    def add(self, event: MindEvent) -> int:
        """Append an event; gives its number."""
        number = len(self.events)
        self.events.append(event)
        spoken: dict[Matter, dict[int, Post]] = {}
        remembers = False
        for index, node in enumerate(event.nodes):
            for post in node.post:
                spoken.setdefault(post.matter, {})[index] = post
            for change in node.memory:
                remembers = True
                numbers = self._memory.setdefault(change.person, [])
                if not numbers or numbers[-1] != number:
                    numbers.append(number)
        if remembers:
            self._memory_events.append(number)
        for matter, posts in spoken.items():
            topic = self._topics.get(matter)
            if topic is None:
                topic = self._topics[matter] = _Topic()
                if isinstance(matter.detail, Matter):
                    self._nested.add(matter.detail)
            for order, group in _by_order(matter, number, posts):
                topic.entries.append(_Entry(order, number, group))
            topic.dirty = True
        return number

    def belief(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> Belief | None:
        """What ``chain`` (outermost mind first) holds on ``matter``; None if nothing ever told them.

        An empty chain asks what really is so.
        """
        people = collapse(chain)
        moment = len(self.events) if at is None else at
        best = self._direct(people, matter, moment)
        if people and matter in self._nested:
            # "She was told that he knows": a claim about the last mind of the chain, heard by those before it.
            claimed = self.belief(people[:-1], Matter("mind", people[-1], matter), moment)
            if claimed is not None and (best is None or claimed.event >= best.event):
                return claimed
        return best

    def value(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> str | None:
        """The value of `belief`, or None."""
        found = self.belief(chain, matter, at)
        return None if found is None else found.value

    def lost(self, person: str, matter: Matter, at: int | None = None) -> Belief | None:
        """The last that somebody held on a matter and has forgotten by ``at``; None if nothing was taken from them."""
        moment = len(self.events) if at is None else at
        topic = self._topics.get(matter)
        if topic is None or person not in self._memory:
            return None
        subjects = subjects_of(matter)
        for entry in sorted(topic.entries, key=lambda entry: entry.order, reverse=True):
            if entry.heard < moment and self._forgotten((), person, entry.heard, subjects, moment):
                post = entry.posts.get(self.events[entry.heard].walk((person,)))
                if post is not None:
                    return Belief(post.value, entry.heard, post)
        return None

    def matters(self) -> Iterator[Matter]:
        """Every matter that some event speaks of, in order of first mention."""
        yield from self._topics

    def rivals(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> list[Belief]:
        """All that a chain has heard on a timeless matter with the best grounds it has: more than one value is a
        disagreement for the author to settle. Latest first."""
        people = collapse(chain)
        moment = len(self.events) if at is None else at
        found: list[Belief] = []
        for belief in self._candidates(people, matter, moment):
            if found and belief.post.grounds != found[0].post.grounds:
                break
            if all(belief.value != other.value for other in found):
                found.append(belief)
        return found

    def _direct(self, people: Chain, matter: Matter, moment: int) -> Belief | None:
        return next(self._candidates(people, matter, moment), None)

    def _candidates(self, people: Chain, matter: Matter, moment: int) -> Iterator[Belief]:
        topic = self._topics.get(matter)
        if topic is None:
            return
        if topic.dirty:
            topic.index(self.events)
        if people:
            masks = topic.masks
            mask = -1
            for person in people:
                mask &= masks.get(person, 0)
                if not mask:
                    return
        else:
            mask = (1 << len(topic.entries)) - 1
        if not matter.timeless:
            mask &= (1 << bisect_right(topic.abouts, moment - 1)) - 1
        wipes = self._memory_events and self._memory_events[0] < moment
        subjects = subjects_of(matter) if wipes else frozenset()
        while mask:
            top = mask.bit_length() - 1
            mask ^= 1 << top
            _, number, posts = topic.entries[top]
            if number >= moment:
                continue
            node = self._walk(people, number, subjects, moment) if wipes else self.events[number].walk(people)
            post = posts.get(node)
            if post is not None:
                yield Belief(post.value, number, post)

    def _walk(self, people: Chain, number: int, subjects: frozenset[str], moment: int) -> int:
        """The node that a chain reaches in an event, with what its people have forgotten by ``moment``."""
        nodes = self.events[number].nodes
        node = 0
        for place, person in enumerate(people):
            if person in self._memory and self._forgotten(people[:place], person, number, subjects, moment):
                return -1
            node = nodes[node].view.get(person, -1)
            if node < 0:
                return -1
        return node

    def _forgotten(self, before: Chain, person: str, number: int, subjects: frozenset[str], moment: int) -> bool:
        """Whether, as the people before them in the chain see it, somebody has lost an event by ``moment``."""
        for change in reversed(self._changes(before, person, moment)):
            if change.since <= number < change.until and (change.about is None or change.about & subjects):
                return not change.gives
        return False

    def _changes(self, before: Chain, person: str, moment: int) -> tuple[MemoryChange, ...]:
        """What the people of a chain take to have been done to somebody's memory by ``moment``, in story order."""
        epoch = bisect_right(self._memory_events, moment - 1)
        key = ((*before, person), epoch)
        known = self._windows.get(key)
        if known is None:
            found: list[MemoryChange] = []
            for number in self._memory[person]:
                if number >= moment:
                    break
                node = self._walk(before, number, frozenset((person,)), moment)
                if node >= 0:
                    memory = self.events[number].nodes[node].memory
                    found.extend(_past_only(c, number) for c in memory if c.person == person)
            known = self._windows[key] = tuple(found)
        return known


def _past_only(change: MemoryChange, number: int) -> MemoryChange:
    """A memory change bounded to what lies before the event that makes it: nobody forgets the future."""
    return change if change.until <= number else replace(change, until=number)


def _by_order(
    matter: Matter, number: int, posts: dict[int, Post]
) -> Iterator[tuple[tuple[int, int, int], dict[int, Post]]]:
    """The posts of one event on one matter, grouped by what decides which news wins.

    States: the later in story time wins, and of news about the same moment the one heard last. Timeless matters:
    the better grounds win, then the one heard last.
    """
    groups: dict[tuple[int, int, int], dict[int, Post]] = {}
    for node, post in posts.items():
        if matter.timeless:
            order = (int(post.grounds), number, 0)
        else:
            order = (number if post.about < 0 else min(post.about, number), number, 0)
        groups.setdefault(order, {})[node] = post
    yield from sorted(groups.items())
