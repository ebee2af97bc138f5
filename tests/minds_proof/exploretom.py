"""Stories in the form of ExploreToM: people who watch in secret or are distracted, speech, several rooms.

What the makers state: of what happens in a room, its people and who watches in secret really see it, the distracted
excepted; all who see it take everybody in the room to have seen it, and nobody knows of who watched in secret. What
is in a container is not seen on entering. Whatever is said is true.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from pathlib import Path
from typing import Any

from fabula.story.minds.engine import Minds
from fabula.story.minds.events import UNKNOWN, Grounds, Matter, MindEvent, Node, Post
from tests.minds_proof.sentences import (
    Aside,
    Changes,
    Enters,
    Idle,
    Leaves,
    Lies,
    LooksIn,
    Moves,
    Says,
    SaysWhere,
    Sentence,
    SpeaksOf,
    UnreadSentenceError,
    read_sentence,
)

YES = "yes"
ALONE = Aside((), ())


def container_of(thing: str) -> Matter:
    """The matter of which container a thing is in."""
    return Matter("container", thing)


def room_of(thing: str) -> Matter:
    """The matter of which room somebody or something is in."""
    return Matter("room", thing)


def state_of(thing: str, state: str) -> Matter:
    """The matter of whether a thing is in a state."""
    return Matter("state", thing, state)


def topic_of(topic: str) -> Matter:
    """The matter of a topic that one has heard of or not."""
    return Matter("topic", topic)


@dataclass(frozen=True)
class Item:
    """One question to a story: a chain of minds, a matter, and the published answer as a value."""

    story: int
    number: int
    chain: tuple[str, ...]
    matter: Matter
    answer: str | None


class Slip(Flag):
    """Where the makers' tracker departs from what they state. Each can be copied, to show that it is the reason."""

    NONE = 0
    MISSED_MOVE = auto()
    """Who misses a move nevertheless updates what they think that the others think."""
    ONLOOKERS = auto()
    """When somebody comes in or something is carried in, who was there updates only what they think that others think
    of the things in the room, not what they think themselves."""
    ONCE_HIDDEN = auto()
    """What has ever been in a container counts as hidden for good, even after it was taken out."""


@dataclass
class Stage:
    """A story that is being played. ``containers`` holds "" for what was taken out of its container."""

    slips: Slip = Slip.NONE
    minds: Minds = field(default_factory=Minds)
    rooms: dict[str, str] = field(default_factory=dict)
    containers: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, None]] = field(default_factory=dict)
    people: dict[str, None] = field(default_factory=dict)
    known_rooms: frozenset[str] = frozenset()
    moment: int = 0

    def play(self, sentences: Sequence[Sentence]) -> Minds:
        """Play a whole story."""
        self.known_rooms = frozenset(room for s in sentences for room in _rooms_named(s))
        asides = [s if isinstance(s, Aside) else ALONE for s in sentences[1:]] + [ALONE]
        for self.moment, (sentence, aside) in enumerate(zip(sentences, asides, strict=True)):
            self.act(sentence, aside)
        return self.minds

    def act(self, sentence: Sentence, aside: Aside) -> None:
        """One sentence, with who watches it in secret and who misses it."""
        match sentence:
            case Enters(people, room):
                for person in people:
                    self.enter(person, room, aside)
            case Leaves(people, room):
                for person in people:
                    self.leave(person, room, aside)
            case Moves(person, thing, place, ""):
                self.carry(person, thing, place, aside)
            case Moves(person, thing, place, room):
                self.containers[thing] = place
                self.rooms[thing] = self.rooms[place] = room
                posts = (Post(container_of(thing), place), Post(room_of(thing), room))
                unmoved = aside.missing if Slip.MISSED_MOVE in self.slips else ()
                self.happen(posts, self.present(room), aside, unmoved)
            case Changes(person, thing, state):
                room = self.rooms[thing] = self.rooms[person]
                self.states.setdefault(thing, {})[state] = None
                self.happen((Post(state_of(thing, state), YES), Post(room_of(thing), room)), self.present(room), aside)
            case Says(speaker, hearer, thing, place):
                matter = room_of(thing) if place in self.known_rooms else container_of(thing)
                self.say(speaker, hearer, Post(matter, place, Grounds.TOLD), aside)
            case SpeaksOf(speaker, hearer, topic):
                self.say(speaker, hearer, Post(topic_of(topic), YES, Grounds.TOLD), aside)
            case Idle() | Aside():
                pass
            case Lies() | LooksIn() | SaysWhere():
                raise UnreadSentenceError(f"{sentence} belongs to another maker's stories")

    def present(self, room: str) -> tuple[str, ...]:
        """The people in a room."""
        return tuple(person for person in self.people if self.rooms.get(person) == room)

    def enter(self, person: str, room: str, aside: Aside) -> None:
        """Somebody comes in, is seen, and sees what stands open in the room."""
        self.people.setdefault(person)
        self.rooms[person] = room
        self.happen((Post(room_of(person), room),), self.present(room), aside)
        self.look([thing for thing, place in self.rooms.items() if place == room], room, aside, {person})

    def look(self, things: Iterable[str], room: str, aside: Aside, newcomers: set[str]) -> None:
        """All in a room see what of these things stands open in it."""
        ever = Slip.ONCE_HIDDEN in self.slips
        posts: list[Post] = []
        for thing in things:
            if not (thing in self.containers if ever else self.containers.get(thing)):
                posts.append(Post(room_of(thing), room))
                posts.extend(Post(state_of(thing, state), YES) for state in self.states.get(thing, ()))
        here = self.present(room)
        onlookers = [p for p in (*here, *aside.watching) if p not in newcomers] if Slip.ONLOOKERS in self.slips else ()
        if posts:
            self.happen(tuple(posts), here, aside, onlookers)

    def leave(self, thing: str, room: str, aside: Aside) -> None:
        """Somebody goes out, or something is carried out: where to, nobody in the room knows."""
        witnesses = self.present(room)
        self.rooms[thing] = ""
        self.happen((Post(room_of(thing), UNKNOWN),), witnesses, aside)

    def carry(self, person: str, thing: str, room: str, aside: Aside) -> None:
        """Somebody carries a thing into another room; its container stays."""
        before = self.rooms[person]
        if self.containers.get(thing):
            self.containers[thing] = ""
            self.happen((Post(container_of(thing), UNKNOWN),), self.present(before), aside)
        self.leave(thing, before, aside)
        self.leave(person, before, aside)
        self.enter(person, room, aside)
        self.rooms[thing] = room
        self.happen((Post(room_of(thing), room),), self.present(room), aside)
        self.look([thing], room, aside, set())

    def say(self, speaker: str, hearer: str, post: Post, aside: Aside) -> None:
        """Somebody tells somebody, or all who are in the room."""
        if hearer:
            self.people |= dict.fromkeys((speaker, hearer))
        self.happen((post,), (speaker, hearer) if hearer else self.present(self.rooms[speaker]), aside)

    def happen(self, posts: tuple[Post, ...], public: Iterable[str], aside: Aside, unmoved: Iterable[str] = ()) -> None:
        """Something happens before the eyes of ``public``; ``unmoved`` is who only takes the others to see it."""
        self.people |= dict.fromkeys(aside.watching)
        self.minds.add(glimpse(posts, public, aside, frozenset(unmoved), self.moment))


def glimpse(
    posts: tuple[Post, ...], public: Iterable[str], aside: Aside, unmoved: frozenset[str], tag: int
) -> MindEvent:
    """An event that some watch in secret, each unknown to all others, and that some of those present miss, unnoticed.

    Who is ``unmoved`` takes all present but themselves to have seen it.
    """
    openly = dict.fromkeys(public, 1)
    really = {person: 1 for person in openly if person not in aside.missing}
    nodes = [Node(posts, really), Node(posts, openly)]
    for person in dict.fromkeys((*aside.watching, *sorted(unmoved))):
        really[person] = len(nodes)
        nodes.append(Node(() if person in unmoved else posts, {**openly, person: len(nodes)}))
    return MindEvent(tuple(nodes), tag)


def _rooms_named(sentence: Sentence) -> Iterator[str]:
    """The rooms that a sentence names: what something is moved to with no word of a room around it is a room."""
    match sentence:
        case Enters(_, room) | Leaves(_, room) | Moves(_, _, room, ""):
            yield room
        case Moves():
            yield sentence.room


def read_stories(path: Path) -> Iterator[tuple[tuple[Sentence, ...], list[Item]]]:
    """The stories of a file, each with its questions."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        story = tuple(read_sentence(text) for text in record["script"])
        yield story, [read_item(record["id"], number, asked) for number, asked in enumerate(record["questions"])]


def read_item(story: int, number: int, asked: dict[str, Any]) -> Item:
    """One question. Yes and "knows about it" are values, their opposites the absence of one."""
    thing, prop, answer = asked["thing"], asked["prop"], asked["answer"]
    given: str | None = answer
    if prop == "container_location":
        matter = container_of(thing)
    elif prop == "room_location":
        matter = room_of(thing)
    else:
        matter = topic_of(thing) if prop == "<knowledge>" else state_of(thing, prop.removeprefix("<state_update> s-"))
        given = {"yes": YES, "knows about it": YES, "no": None, "does not know about it": None}[answer]
    return Item(story, number, tuple(asked["chain"]), matter, given)


def answer(minds: Minds, item: Item) -> str | None:
    """What the engine answers."""
    return minds.value(item.chain, item.matter)
