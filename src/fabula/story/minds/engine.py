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

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from fabula.story.minds.events import Grounds, Matter, MemoryChange, MindEvent, Post, subjects_of

__all__ = ["Belief", "Chain", "Minds", "collapse"]

Chain = tuple[str, ...]
_NONE: Final[frozenset[str]] = frozenset()


class Belief(NamedTuple):
    """What a chain holds on a matter, and the event that it rests on. ``post`` is that event's post."""

    value: str
    event: int
    post: Post


# One event that speaks of a matter: its rank (of two, the higher wins, and of equal ones the later in this list), its
# number, and what it posts on the matter at each of its nodes. A bare tuple, since there are as many as events.
_Entry = tuple[int, int, tuple[Post | None, ...]]


class _Topic:
    """All that is said on one matter, indexed when it is first asked for.

    ``masks`` has for each person the entries (a bit each) that they have any view of, ``plain`` the entries in which
    all who see anything see what really happened, so that there is nothing to walk. ``parts`` has for each person (by
    their place in the log) in which eighths of the entries they have any view: in most chains somebody has none that
    the others share, and a byte each tells so before the masks, which are large and far apart, are looked at.

    Of a timeless matter the entries stand in ``grades``, a topic for each of the grounds, the better ones first: so
    what is told after it was seen takes its place without all entries being put in order again.
    """

    __slots__ = ("entries", "grades", "indexed", "masks", "ordered", "parts", "plain", "ranks", "timeless")

    def __init__(self, timeless: bool) -> None:
        self.timeless = timeless
        self.grades: tuple[_Topic, ...] = tuple(_Topic(False) for _ in Grounds) if timeless else ()
        self.entries: list[_Entry] = []
        self.masks: dict[str, int] = {}
        self.plain = 0
        self.parts = bytearray()
        self.ranks: list[int] = []
        self.indexed = 0
        self.ordered = True

    def note(self, rank: int, number: int, posts: tuple[Post | None, ...]) -> None:
        """Take in what one event says. Events come in the order of their numbers."""
        if self.grades:
            self.grades[-1 - rank].note(number, number, posts)
            return
        if self.entries and rank < self.entries[-1][0]:
            self.ordered = False
        self.entries.append((rank, number, posts))

    def until(self, number: int) -> _Topic:
        """A topic of what events before this number say, to be indexed when it is asked for."""
        part = _Topic(False)
        part.timeless = self.timeless
        part.grades = tuple(grade.until(number) for grade in self.grades)
        part.entries = [entry for entry in self.entries if entry[1] < number]
        part.ordered = self.ordered
        return part

    def index(self, events: Sequence[MindEvent], places: dict[str, int]) -> None:
        """Bring the index up to date; only what is new costs time, unless older news came in later.

        ``places`` numbers the people, and takes in new ones.
        """
        if not self.ordered:
            self.entries.sort(key=_rank)  # stable, and so of equal ranks the one heard last stays last
            self.masks, self.parts, self.plain, self.ranks = {}, bytearray(), 0, []
            self.indexed, self.ordered = 0, True
        masks, parts = self.masks, self.parts
        for position in range(self.indexed, len(self.entries)):
            rank, number, _ = self.entries[position]
            bit, part = 1 << position, 1 << position % 8
            nodes = events[number].nodes
            people: Iterable[str] = nodes[0].view
            if len(nodes) == 1:
                self.plain |= bit
            else:
                people = {person for node in nodes for person in node.view}
            for person in people:
                masks[person] = masks.get(person, 0) | bit
                place = places.get(person)
                if place is None:
                    place = places[person] = len(places)
                if place >= len(parts):
                    parts.extend(bytes(place + 1 - len(parts)))
                parts[place] |= part
            self.ranks.append(rank)
        self.indexed = len(self.entries)


def _rank(entry: _Entry) -> int:
    return entry[0]


def collapse(chain: Sequence[str]) -> Chain:
    """The chain with a person who stands twice in a row counted once: one knows what one thinks."""
    for index in range(1, len(chain)):
        if chain[index - 1] == chain[index]:
            return tuple(person for place, person in enumerate(chain) if place == 0 or chain[place - 1] != person)
    return tuple(chain)


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
        self._places: dict[str, int] = {}

    def add(self, event: MindEvent) -> int:
        """Append an event; gives its number."""
        number = len(self.events)
        self.events.append(event)
        nodes = event.nodes
        if len(nodes) == 1 and len(nodes[0].post) == 1 and not nodes[0].memory:
            # By far the most events are of this kind, and need none of what follows.
            posts = nodes[0].post
            topic = self._topics.get(posts[0].matter) or self._open(posts[0].matter)
            topic.note(_rank_of(posts[0], topic.timeless, number), number, posts)
            return number
        spoken: dict[Matter, dict[int, list[Post | None]]] = {}
        remembers = False
        for index, node in enumerate(nodes):
            for post in node.post:
                topic = self._topics.get(post.matter) or self._open(post.matter)
                by_rank = spoken.setdefault(post.matter, {})
                for earlier in by_rank.values():
                    earlier[index] = None
                rank = _rank_of(post, topic.timeless, number)
                by_rank.setdefault(rank, [None] * len(nodes))[index] = post
            for change in node.memory:
                remembers = True
                numbers = self._memory.setdefault(change.person, [])
                if not numbers or numbers[-1] != number:
                    numbers.append(number)
        if remembers:
            self._memory_events.append(number)
        for matter, by_rank in spoken.items():
            for rank in sorted(by_rank):
                self._topics[matter].note(rank, number, tuple(by_rank[rank]))
        return number

    def until(self, number: int) -> Minds:
        """Minds that have taken in the events before this number, and nothing else. These stay as they are."""
        part = Minds()
        part.events = self.events[:number]
        part._memory_events = self._memory_events[: bisect_left(self._memory_events, number)]
        for person, numbers in self._memory.items():
            if numbers[0] < number:
                part._memory[person] = numbers[: bisect_left(numbers, number)]
        for matter, topic in self._topics.items():
            kept = topic.until(number)
            if kept.entries or any(grade.entries for grade in kept.grades):
                part._topics[matter] = kept
                if isinstance(matter.detail, Matter):
                    part._nested.add(matter.detail)
        return part

    def _open(self, matter: Matter) -> _Topic:
        """The topic of a matter that is spoken of for the first time."""
        topic = self._topics[matter] = _Topic(matter.timeless)
        if isinstance(matter.detail, Matter):
            self._nested.add(matter.detail)
        return topic

    def belief(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> Belief | None:
        """What ``chain`` (outermost mind first) holds on ``matter``; None if nothing ever told them.

        An empty chain asks what really is so.
        """
        people = collapse(chain)
        moment = len(self.events) if at is None else at
        best = self._direct(people, matter, moment)
        if people and self._nested and matter in self._nested:
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
        for part in topic.grades or (topic,):
            part.index(self.events, self._places)
            for _, number, posts in reversed(part.entries):
                if number < moment and self._forgotten((), person, number, subjects, moment):
                    node = self.events[number].walk((person,))
                    post = posts[node] if node >= 0 else None
                    if post is not None:
                        return Belief(post.value, number, post)
        return None

    def memory_events(self, person: str) -> Sequence[int]:
        """The events that touch somebody's memory, really or as somebody takes them, in order."""
        return self._memory.get(person, ())

    def matters(self) -> Iterator[Matter]:
        """Every matter that some event speaks of, in order of first mention."""
        yield from self._topics

    def beliefs(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> Iterator[Belief]:
        """All that a chain has taken in on a matter and not forgotten, what counts most first."""
        yield from self._candidates(collapse(chain), matter, len(self.events) if at is None else at)

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
        for belief in self._candidates(people, matter, moment):
            return belief
        return None

    def _candidates(self, people: Chain, matter: Matter, moment: int) -> Iterator[Belief]:
        """What the events post for a chain, what wins first."""
        topic = self._topics.get(matter)
        if topic is None:
            return
        for part in topic.grades or (topic,):
            yield from self._taken_in(people, matter, part, moment)

    def _taken_in(self, people: Chain, matter: Matter, topic: _Topic, moment: int) -> Iterator[Belief]:
        """What the events of a topic post for a chain, what wins first."""
        if topic.indexed < len(topic.entries):
            topic.index(self.events, self._places)
        shared, parts, places = 255, topic.parts, self._places
        try:
            for person in people:
                shared &= parts[places[person]]
                if not shared:
                    return
        except (KeyError, IndexError):
            return  # somebody who never took in anything at all, or nothing of this
        entries = topic.entries
        masks = topic.masks
        mask = -1 if people else (1 << len(entries)) - 1
        for person in people:
            mask &= masks.get(person, 0)
            if not mask:
                return
        mask &= (1 << bisect_left(topic.ranks, moment)) - 1
        wipes = bool(self._memory_events) and self._memory_events[0] < moment
        subjects = subjects_of(matter) if wipes else _NONE
        plain = topic.plain
        while mask:
            top = mask.bit_length() - 1
            mask ^= 1 << top
            _, number, posts = entries[top]
            if number >= moment:
                continue
            if wipes:
                node = self._walk(people, number, subjects, moment)
            elif plain >> top & 1:
                node = 0
            else:
                node = self.events[number].walk(people)
            post = posts[node] if node >= 0 else None
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


def _rank_of(post: Post, timeless: bool, number: int) -> int:
    """What decides which news on a matter wins, before what was heard last does.

    States: the moment it speaks of, later in story time wins. Timeless matters: the better grounds win.
    """
    if timeless:
        return int(post.grounds)
    return number if post.about < 0 else min(post.about, number)
